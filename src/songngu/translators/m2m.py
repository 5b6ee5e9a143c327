"""NLLB-200 and M2M100: one architecture, two tokenizers. The source is named by the first source token, the target by
the first target token, which is forced.
"""

import json
from functools import cached_property
from typing import Any

from .family import Family, Vocabulary
from .language_codes import FLORES_200, M2M100


class NllbFamily(Family):
    """NLLB-200: ``arb_Arab text </s>`` → ``vie_Latn …``. Reads ``tokenizer.json``."""

    name = "nllb"
    packages = ("tokenizers",)

    @cached_property
    def _model(self) -> Any:
        from tokenizers import Tokenizer

        model = Tokenizer.from_file(str(self.folder.file("tokenizer.json")))
        model.no_truncation()
        model.no_padding()
        model.encode_special_tokens = True  # "</s>" or "vie_Latn" in a text are text
        return model

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """Tokens in the order of their ids."""
        ids = self._model.get_vocab(with_added_tokens=True)
        return self.make_vocabulary(sorted(ids, key=ids.__getitem__), "<unk>")

    @cached_property
    def special(self) -> frozenset[str]:
        """Language tokens and the like."""
        return frozenset(t.content for t in self._model.get_added_tokens_decoder().values() if t.special)

    def check(self, source: str, target: str) -> None:
        """Raise LanguageError for a language without a token: looked up blindly, it would become ``<unk>``."""
        super().check(source, target)
        for role, code in (("source", source), ("target", target)):
            if FLORES_200.get(code) not in self.vocabulary.ids:
                known = (code for code, flores in FLORES_200.items() if flores in self.vocabulary.ids)
                raise self.not_covered(role, code, known)

    def tag(self, source: str, target: str) -> list[str]:  # noqa: ARG002
        """The source's FLORES-200 code."""
        return [FLORES_200[source]]

    def prefix(self, target: str) -> list[str]:
        """The target's FLORES-200 code."""
        return [FLORES_200[target]]

    def pieces(self, text: str) -> list[str]:
        """Tokens of the text."""
        tokens: list[str] = self._model.encode(text, add_special_tokens=False).tokens
        return tokens

    def join(self, tokens: list[str]) -> str:
        """Text of tokens."""
        return "".join(tokens).replace("▁", " ")


class M2M100Family(Family):
    """M2M100: ``__ar__ text </s>`` → ``__vi__ …``. Reads ``sentencepiece.bpe.model`` and ``vocab.json``.

    The language tokens stand in no file: their ids follow those of vocab.json, in the order of the tokenizer's list.
    """

    name = "m2m100"

    @cached_property
    def _model(self) -> Any:
        return self.sentencepiece("sentencepiece.bpe.model")

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """Tokens in the order of their ids."""
        ids = json.loads(self.folder.file("vocab.json").read_text(encoding="utf-8"))
        return self.make_vocabulary([*sorted(ids, key=ids.__getitem__), *map(_m2m100, M2M100)], "<unk>")

    @cached_property
    def special(self) -> frozenset[str]:
        """Language tokens and the like."""
        return frozenset({self.vocabulary.eos, self.vocabulary.pad, self.vocabulary.unk, *map(_m2m100, M2M100)})

    def check(self, source: str, target: str) -> None:
        """Raise LanguageError for a language that is none of the hundred."""
        super().check(source, target)
        for role, code in (("source", source), ("target", target)):
            if code not in M2M100:
                raise self.not_covered(role, code, M2M100)

    def tag(self, source: str, target: str) -> list[str]:  # noqa: ARG002
        """The source's token."""
        return [_m2m100(source)]

    def prefix(self, target: str) -> list[str]:
        """The target's token."""
        return [_m2m100(target)]

    def pieces(self, text: str) -> list[str]:
        """Tokens of the text."""
        tokens: list[str] = self._model.encode(text, out_type=str)
        return tokens

    def join(self, tokens: list[str]) -> str:
        """Text of tokens."""
        return str(self._model.decode(tokens))


def _m2m100(code: str) -> str:
    return f"__{code}__"

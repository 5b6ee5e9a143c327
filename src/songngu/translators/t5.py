"""T5, mT5, UMT5, MADLAD-400: the target is a tag ``<2vi>`` before the text, the source is not named.

The call is that of MADLAD-400's model card: the text ``<2vi> text`` is given to the SentencePiece model.
"""

import re
import unicodedata
from functools import cached_property
from typing import Any, Final

from .family import Family, Vocabulary

_TAG: Final = re.compile(r"<2[^<>\s]+>")


class T5Family(Family):
    """Folders with ``spiece.model`` whose pieces include the tags."""

    name = "t5"

    @cached_property
    def _model(self) -> Any:
        model = self.sentencepiece("spiece.model")
        self.sizes(len(model))
        return model

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """Tokens in the order of their ids."""
        tokens = [self._model.id_to_piece(i) for i in range(len(self._model))]
        return self.make_vocabulary(tokens, tokens[self._model.unk_id()])

    def check(self, source: str, target: str) -> None:
        """Raise LanguageError if the target has no tag, or the folder's hints leave a language out."""
        super().check(source, target)
        if self._model.piece_to_id(f"<2{target}>") == self._model.unk_id():  # without spelling out all tokens
            raise self.not_covered("target", target, (t[2:-1] for t in self.vocabulary.tokens if _TAG.fullmatch(t)))

    def tag(self, source: str, target: str) -> list[str]:  # noqa: ARG002
        """``▁ <2vi>``, as SentencePiece itself spells it."""
        pieces: list[str] = self._model.encode(f"<2{target}>", out_type=str)
        return pieces

    def pieces(self, text: str) -> list[str]:
        """Tokens of the text; tags in it are broken up, so that an article cannot choose its own target."""
        pieces: list[str] = self._model.encode(text, out_type=str)
        if any(map(_TAG.fullmatch, pieces)):
            # NFKC first: the model's own normalisation makes tags of full-width letters, too.
            text = _TAG.sub(lambda tag: f"< {tag[0][1:]}", unicodedata.normalize("NFKC", text))
            pieces = self._model.encode(text, out_type=str)
        return pieces

    def join(self, tokens: list[str]) -> str:
        """Text of tokens, byte pieces included."""
        return str(self._model.decode(tokens))

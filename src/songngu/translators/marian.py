"""Marian (OPUS-MT): one pair of languages, or many targets, chosen by a first source token ``>>vie<<``."""

import json
import re
from functools import cached_property
from typing import Any, Final

from ..errors import ModelError
from .family import Family, Vocabulary
from .folders import ModelFolder
from .language_codes import GROUPS, names

_TAG: Final = re.compile(r">>.+<<")


class MarianFamily(Family):
    """Reads ``source.spm``, ``target.spm`` and ``vocab.json``."""

    name = "marian"

    def __init__(self, folder: ModelFolder) -> None:
        super().__init__(folder)
        if folder.tokenizer.get("separate_vocabs"):
            raise ModelError(f"{folder.path}: Marian with two vocabularies (separate_vocabs); choose another model")

    @cached_property
    def _source(self) -> Any:
        return self.sentencepiece("source.spm")

    @cached_property
    def _target(self) -> Any:
        return self.sentencepiece("target.spm")

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """Tokens in the order of their ids."""
        ids = json.loads(self.folder.file("vocab.json").read_text(encoding="utf-8"))
        return self.make_vocabulary(sorted(ids, key=ids.__getitem__), "<unk>")

    @cached_property
    def _pair(self) -> tuple[frozenset[str], frozenset[str]]:
        """Names of sources and targets: from tokenizer_config.json, else from a folder name like opus-mt-ar-en."""
        pair = [self.folder.tokenizer.get("source_lang"), self.folder.tokenizer.get("target_lang")]
        if not all(pair):
            pair = list(self.folder.path.name.split("-")[-2:])
        if len(pair) != 2:
            raise ModelError(
                f"{self.folder.path}: neither tokenizer_config.json (source_lang, target_lang) nor the folder's name "
                "(like opus-mt-ar-en) says which languages this model is for; add one of them"
            )
        sources, targets = (frozenset(re.split(r"[+_]", str(side))) for side in pair)
        return sources.union(*(GROUPS.get(name, ()) for name in sources)), targets

    def check(self, source: str, target: str) -> None:
        """Raise LanguageError if a language is neither of the pair's nor, for a target, has a tag."""
        super().check(source, target)
        sources, targets = self._pair
        if "sources" not in self.folder.hints and sources.isdisjoint(names(source)):
            raise self.not_covered("source", source, sorted(sources))
        if not self.tag(source, target) and targets.isdisjoint(names(target)):
            tags = {token[2:-2] for token in self.vocabulary.tokens if _TAG.fullmatch(token)}
            raise self.not_covered("target", target, sorted(targets | tags))

    def tag(self, source: str, target: str) -> list[str]:  # noqa: ARG002
        """``>>vie<<``; nothing where the vocabulary has no such token."""
        return [tag for name in names(target) if (tag := f">>{name}<<") in self.vocabulary.ids][:1]

    def pieces(self, text: str) -> list[str]:
        """Tokens of the text."""
        tokens: list[str] = self._source.encode(text, out_type=str)
        return tokens

    def join(self, tokens: list[str]) -> str:
        """Text of tokens."""
        return str(self._target.decode(tokens))

"""The tokenizer files of each family, with tokens taken out and the others renumbered. Decides nothing."""

import json
from collections.abc import Collection, Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, Final, Protocol

from ...errors import ModelError
from ...translators.family import Family
from ...translators.folders import read_json
from .sentencepieces import NORMAL, USERS, PieceFile

_TOKENIZER: Final = "tokenizer.json"
_VOCABULARY: Final = "vocab.json"
# Files that list tokens in ways that all families share.
_LISTS: Final = ("tokenizer_config.json", "special_tokens_map.json", "added_tokens.json")


class Files(Protocol):
    """The files of one tokenizer.

    Attributes:
        pieces: all pieces of text.
        fixed: pieces that must stay, whatever the languages.
        merges: whether pieces are made by merging two others, which must be there for that.
    """

    @property
    def pieces(self) -> Collection[str]: ...

    @property
    def fixed(self) -> Collection[str]: ...

    @property
    def merges(self) -> bool: ...

    def used(self, line: str) -> Iterable[str]:
        """Pieces of a line, as source or as target."""

    def write(self, target: Path, ids: Mapping[str, int], dropped: Collection[str]) -> None:
        """Write the files into *target*: *ids* are the new ids of the tokens that stay."""


class PieceFiles:
    """SentencePiece models, and the ids of their pieces in ``vocab.json`` if there is one."""

    def __init__(self, family: Family, *names: str) -> None:
        self._folder = family.folder
        self._files = {name: PieceFile(family.folder.file(name)) for name in names}
        self._processors = [family.sentencepiece(name) for name in names]

    @cached_property
    def pieces(self) -> frozenset[str]:
        """Of all models."""
        return frozenset(piece.text for file in self._files.values() for piece in file.pieces)

    @property
    def fixed(self) -> set[str]:
        """Those with the extreme scores, and those that no text is spelled with: unknown, control, bytes."""
        extremes = set().union(*(file.extremes for file in self._files.values()))
        others = {p.text for file in self._files.values() for p in file.pieces if p.kind not in (NORMAL, USERS)}
        return extremes | others

    @property
    def merges(self) -> bool:
        """True for byte pair encoding."""
        return any(file.merges for file in self._files.values())

    def used(self, line: str) -> set[str]:
        """Pieces of a line, by each of the models."""
        return {piece for processor in self._processors for piece in processor.encode(line, out_type=str)}

    def write(self, target: Path, ids: Mapping[str, int], dropped: Collection[str]) -> None:
        """The models, and ``vocab.json``."""
        for name, file in self._files.items():
            (target / name).write_bytes(file.without(dropped))
        if (self._folder.path / _VOCABULARY).is_file():
            old = read_json(self._folder.path / _VOCABULARY)
            _write(target / _VOCABULARY, {token: ids[token] for token in old if token in ids})


class TokenizerJson:
    """``tokenizer.json`` with byte pair encoding, as NLLB has it.

    The SentencePiece model that some folders have beside it is left behind: nobody reads it.

    Raises:
        ModelError: if its model is another.
    """

    merges: Final = True

    def __init__(self, family: Family) -> None:
        self._family = family
        path = family.folder.file(_TOKENIZER)
        self._content = read_json(path)
        if self._content["model"].get("type") != "BPE":
            raise ModelError(f"{path}: has no byte pair encoding; this model cannot be made smaller")

    @cached_property
    def pieces(self) -> frozenset[str]:
        """All that stand in the vocabulary proper."""
        return frozenset(self._content["model"]["vocab"])

    @property
    def fixed(self) -> set[str]:
        """Those that stand around every text, such as the tag of English."""
        return set(self._template)

    def used(self, line: str) -> list[str]:
        """Pieces of a line."""
        return self._family.pieces(line)

    def write(self, target: Path, ids: Mapping[str, int], dropped: Collection[str]) -> None:  # noqa: ARG002
        """The file, with the vocabulary, the merges, the added tokens and the template renumbered."""
        content = dict(self._content)
        model = dict(content["model"])
        model["vocab"] = {token: ids[token] for token in model["vocab"] if token in ids}
        model["merges"] = [merge for merge in model["merges"] if self._possible(merge, ids)]
        content["model"] = model
        content["added_tokens"] = [
            {**token, "id": ids[token["content"]]} for token in content["added_tokens"] if token["content"] in ids
        ]
        if self._template:
            special = {
                token: {**entry, "ids": [ids[name] for name in entry["tokens"]]}
                for token, entry in self._template.items()
            }
            content["post_processor"] = {**content["post_processor"], "special_tokens": special}
        _write(target / _TOKENIZER, content)

    @property
    def _template(self) -> dict[str, Any]:
        processor = self._content.get("post_processor") or {}
        return dict(processor.get("special_tokens", {}))

    @staticmethod
    def _possible(merge: str | list[str], ids: Mapping[str, int]) -> bool:
        left, right = merge.split(" ") if isinstance(merge, str) else merge
        return left in ids and right in ids and left + right in ids


def files_of(family: Family) -> Files:
    """The tokenizer files of a model.

    Raises:
        ModelError: if one is missing, or cannot be read.
    """
    if family.name == "nllb":
        return TokenizerJson(family)
    names = {"m2m100": ["sentencepiece.bpe.model"], "marian": ["source.spm", "target.spm"], "t5": ["spiece.model"]}
    return PieceFiles(family, *names[family.name])


def write_lists(source: Path, target: Path, ids: Mapping[str, int], dropped: Collection[str]) -> None:
    """Write the files that list special tokens, without those that are gone, and with the new ids of the others."""
    for name in _LISTS:
        if (source / name).is_file():
            content = {key: _listed(value, dropped) for key, value in read_json(source / name).items()}
            if name == "added_tokens.json":
                content = {token: ids[token] for token in content if token in ids}
            if isinstance(by_id := content.get("added_tokens_decoder"), dict):
                rows = by_id.values()
                content["added_tokens_decoder"] = {
                    str(ids[row["content"]]): row for row in rows if row["content"] in ids
                }
            _write(target / name, content)


def _listed(value: Any, dropped: Collection[str]) -> Any:
    """A list without what is dropped; anything else as it is."""
    if not isinstance(value, list):
        return value
    return [item for item in value if (item["content"] if isinstance(item, dict) else item) not in dropped]


def _write(path: Path, content: Mapping[str, Any]) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")

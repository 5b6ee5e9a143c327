"""Whether a folder is a model that songngu can use, and for which languages. Loads no weights, changes nothing."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from ..errors import ModelError
from ..languages import NAMES
from ..translators.chat_prompts import convention_of
from ..translators.families import family_of, is_chat
from ..translators.family import Family
from ..translators.folders import ModelFolder, open_folder
from . import CHAT

_TARGETS: Final = ("en", "vi")  # those that articles are translated into, unless the user says otherwise

# The header of a safetensors file is JSON of at most this many bytes (safetensors, MAX_HEADER_SIZE).
_LARGEST_HEADER: Final = 100_000_000


@dataclass(frozen=True, slots=True)
class Finding:
    """The family of a model, and the languages (ISO 639-1) that it translates from and into.

    None if it translates neither into English nor into Vietnamese.
    """

    family: str
    sources: tuple[str, ...]
    targets: tuple[str, ...]


def inspect(folder: Path) -> Finding:
    """Family and languages of a model folder whose files are all there.

    Raises:
        ModelError: if it has code of its own, a family that is not known, weights that cannot be read, or lacks a file.
    """
    opened = open_folder(folder)
    name = recognise(opened)
    for path in sorted(folder.glob("*.safetensors")):
        _check_header(path)
    if name == CHAT:
        return _chat_languages(opened)
    return _languages(family_of(opened))


def _chat_languages(folder: ModelFolder) -> Finding:
    """Those that the model has, and its prompts."""
    chat = convention_of(folder)
    sources = tuple(source for source in NAMES if any(chat.supports(source, target) for target in NAMES))
    targets = tuple(target for target in NAMES if any(chat.supports(source, target) for source in NAMES))
    return Finding(CHAT, sources, targets)


def _languages(family: Family) -> Finding:
    """What the family says of each language.

    It is asked as little as possible, since a no may mean a search through a large vocabulary: whether a source is
    covered by its way into English or Vietnamese, and whether a target is from the first two sources.
    """
    sources = [s for s in NAMES if any(family.supports(s, target) for target in _TARGETS if target != s)]
    targets = [t for t in NAMES if any(family.supports(source, t) for source in sources[:2] if source != t)]
    return Finding(family.name, tuple(sources), tuple(targets))


def recognise(folder: ModelFolder) -> str:
    """The family's name, from the small files alone: known before gigabytes are fetched.

    Raises:
        ModelError: if the model has code of its own, or its family is not known.
    """
    if code := sorted(_code(folder.config) | _code(folder.tokenizer)):
        raise ModelError(
            f"{folder.path}: asks for code of its own ({', '.join(code)}); songngu never runs code that comes "
            "with a model. Choose another model."
        )
    if is_chat(folder):
        return CHAT
    return family_of(folder).name


def _code(config: Mapping[str, Any]) -> set[str]:
    """Modules that ``auto_map`` names."""
    table = config.get("auto_map") or {}
    named = table.values() if isinstance(table, Mapping) else [table]
    flat = [item for value in named for item in (value if isinstance(value, list) else [value])]
    return {f"{str(item).rpartition('.')[0]}.py" for item in flat if item}


def _check_header(path: Path) -> None:
    """Raise ModelError unless the header fits the file: 8 bytes of length, JSON, and data up to the last byte."""
    size = path.stat().st_size
    with path.open("rb") as file:
        length = int.from_bytes(file.read(8), "little")
        header = file.read(length) if 8 + length <= size and length <= _LARGEST_HEADER else b""
    try:
        tensors = json.loads(header)
        end = 8 + length + max(entry["data_offsets"][1] for name, entry in tensors.items() if name != "__metadata__")
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError):
        raise ModelError(f"{path}: has a broken header; get the model again") from None
    if end != size:
        raise ModelError(f"{path}: has {size:,} bytes, its header says {end:,}; get it again")

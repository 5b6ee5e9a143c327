"""A model made smaller: the pieces of other scripts taken out of its vocabulary, its embeddings and its output layer.

A translation is the same as before whenever the full model's search would have met only pieces that stayed;
docs/models.md says when it may differ. Nothing is trained, no weight is changed, and no framework is loaded.
"""

import json
import re
import shutil
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from ...errors import LanguageError, ModelError
from ...translators.families import family_of, is_chat
from ...translators.family import Family
from ...translators.folders import open_folder
from .pieces import needs_no_text, scripts_of, stays, with_halves
from .tokenizers import Files, files_of, write_lists
from .weights import cut_weights

__all__ = ["Slimmed", "slim"]

# Tokens that name a language. The hundred of M2M100 stand in no file, and all of them stay.
_TAGS: Final = {
    "nllb": re.compile(r"[a-z]{3}_[A-Z][a-z]{3}"),
    "marian": re.compile(r">>.+<<"),
    "t5": re.compile(r"<2[^<>\s]+>"),
    "m2m100": re.compile(r"(?!)"),  # matches nothing
}
# Files for people: cards and licences, which must go with the weights.
_PAPERS: Final = ("*.md", "LICEN[CS]E*", "NOTICE*")


@dataclass(frozen=True, slots=True)
class Slimmed:
    """What became of a vocabulary: number of tokens before and after."""

    before: int
    after: int


def slim(folder: Path, languages: Sequence[str], target: Path, lines: Iterable[str] | None = None) -> Slimmed:
    """Write a smaller model, for some languages, into the empty folder *target*.

    Args:
        languages: ISO 639-1 codes of all sources and targets.
        lines: text of these languages; if it is given, only the pieces that it has stay, besides digits, punctuation,
            single characters and special tokens.

    Raises:
        LanguageError: if a language is neither a source nor a target of the model.
        ModelError: if the folder is no encoder-decoder model that can be used.
    """
    opened = open_folder(folder)
    if is_chat(opened):
        raise ModelError(f"{folder.name}: is a chat model; only encoder-decoder models can be made smaller")
    family = family_of(opened)
    pairs = _pairs(family, languages)
    dropped = _dropped(family, languages, pairs, files := files_of(family), lines)
    tokens = family.vocabulary.tokens
    keep = [i for i, token in enumerate(tokens) if token not in dropped]
    ids = {tokens[old]: new for new, old in enumerate(keep)}
    files.write(target, ids, dropped)
    write_lists(folder, target, ids, dropped)
    _write_configs(folder, target, {old: new for new, old in enumerate(keep)}, len(tokens), pairs)
    cut_weights(folder, target, keep, len(tokens))
    for path in sorted({path for pattern in _PAPERS for path in folder.glob(pattern)}):
        shutil.copyfile(path, target / path.name)
    return Slimmed(len(tokens), len(keep))


def _pairs(family: Family, languages: Sequence[str]) -> list[tuple[str, str]]:
    """Sources and targets that the model has among the languages."""
    pairs = [(s, t) for s in languages for t in languages if s != t and family.supports(s, t)]
    covered = {language for pair in pairs for language in pair}
    if missing := [language for language in languages if language not in covered]:
        raise LanguageError(
            f"{family.folder.path.name}: does not translate between {', '.join(missing)} and the others of "
            f"{', '.join(languages)}; leave it out, or choose another model"
        )
    return pairs


def _dropped(
    family: Family,
    languages: Sequence[str],
    pairs: Iterable[tuple[str, str]],
    files: Files,
    lines: Iterable[str] | None,
) -> set[str]:
    """Tokens and pieces that go."""
    everything = frozenset(family.vocabulary.tokens) | frozenset(files.pieces)
    tags = {token for token in everything if _TAGS[family.name].fullmatch(token)}
    wanted_tags = {token for s, t in pairs for token in (*family.tag(s, t), *family.prefix(t))}
    fixed = _of_config(family) | (family.special - tags) | frozenset(files.fixed) | wanted_tags
    scripts = scripts_of(languages)
    free = everything - fixed - tags
    dropped = {token for token in free if not stays(token, scripts)} | (tags - fixed)
    if lines is None:
        return dropped
    used: set[str] = set().union(*map(files.used, lines))
    if files.merges:
        used = with_halves(used, everything)
    return dropped | {token for token in free - used if not needs_no_text(token)}


def _of_config(family: Family) -> set[str]:
    """Tokens whose ids config.json names."""
    named = (value for key, value in family.folder.config.items() if key.endswith("_token_id"))
    return {family.vocabulary.tokens[value] for value in named if isinstance(value, int)}


def _write_configs(
    source: Path, target: Path, ids: Mapping[int, int], size: int, pairs: Collection[tuple[str, str]]
) -> None:
    """Write config.json and generation_config.json with the new ids and size, and the languages that are left."""
    for name in ("config.json", "generation_config.json"):
        if (source / name).is_file():
            config = json.loads((source / name).read_text(encoding="utf-8"))
            config = {key: _renumbered(key, value, ids, size) for key, value in config.items()}
            if name == "config.json":
                sides = {"sources": _side(pairs, 0), "targets": _side(pairs, 1)}
                config["songngu"] = {**config.get("songngu", {}), **sides}
            (target / name).write_text(json.dumps(config, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _side(pairs: Iterable[tuple[str, str]], side: int) -> list[str]:
    return list(dict.fromkeys(pair[side] for pair in pairs))


def _renumbered(key: str, value: Any, ids: Mapping[int, int], size: int) -> Any:
    """A value of a configuration. An id that is gone becomes null, and leaves lists."""
    if key.endswith("vocab_size") and value == size:
        return len(ids)
    if key.endswith("_token_id") and isinstance(value, int):
        return ids.get(value)
    if key.endswith(("_token_id", "_tokens")) and isinstance(value, list):
        return [ids[item] for item in value if item in ids]
    if key == "bad_words_ids" and value:
        return [[ids[item] for item in row] for row in value if all(item in ids for item in row)]
    return value

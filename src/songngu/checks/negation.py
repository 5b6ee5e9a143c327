"""Whether “not” and “suspected” are on both sides or on neither: the check ``negation``.

Words are counted as present or absent. What they belong to is not seen, nor a negation that became another: “no one
denied it” passes for “everyone denied it”. One side must say it in plain words, and the other have nothing at all that
could stand for it.

The words are in ``negation.tsv``, a line for each kind and language; ``_`` stands for a space, ``*`` for any letters,
``$`` for the end of the sentence:

    plain    words that say it and hardly ever anything else
    near     all others that a translation may have for it
    idioms   phrases with a plain word that may well have no counterpart: ``not only``
    other    what looks like one of them and is not; looked for first

Plain words are a grammar's; the near ones, the idioms and the others were collected from translations of the
calibration sets (newsroom, NTREX, FLORES-200 and TICO-19, training parts) and, for Vietnamese to English, from the
development sets, until at most 1 % of the human translations of each direction were accused.
"""

import re
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from ..canonical import nfc
from ..words import words
from .addresses import without_addresses
from .dictionaries import fold
from .pair import Pair

_KINDS: Final = ("negation", "hedge")
_LANGUAGES: Final = frozenset({"ar", "bn", "en", "id", "ur", "vi"})

# Vietnamese says “không” for prefixes and endings (un-, -less), so one of the rendering alone is no sign.
_SAYS_MORE: Final = frozenset({("negation", "vi")})

# “Anh có sợ không?”, “hỏi tôi có sợ không, …”: the last word of a question.
_ASKED: Final = re.compile(r"\b(?:không|chưa)(?=[\"”’' ]*\?)|(?<=\bcó )[^,.;:?!]*?\bkhông(?=[\"”’,;:.])", re.IGNORECASE)
_NO_OR_NINE: Final = nfc("নয়")
_NO_OR_NA: Final = re.compile(nfc(r"(?<![^\s(\"“‘])না(?= )"))
_NA: Final = re.compile(r"\b[Nn][aà](?= [A-ZĐ])")  # Na Muong, Nà Hang
_NINE: Final = re.compile(r"(?<!\d)9(?!\d)|\b(?:nine|ninth|chín)\b", re.IGNORECASE)


def negation(pair: Pair) -> list[str]:
    """One side says “not” or “allegedly” in plain words, and the other has nothing that could stand for it."""
    source, target = pair.source, pair.target
    if not {source, target} <= _LANGUAGES:
        return []
    text, rendering = _spaced(pair.text, source), _spaced(pair.rendering, target)
    stated = _spaced(_stated(pair), source)
    for kind in _KINDS:
        word = _first(stated, kind, source, "plain")
        if word and not _first(rendering, kind, target, "any"):
            return [f"negation: “{word}” has no counterpart"]
        word = "" if (kind, target) in _SAYS_MORE else _first(rendering, kind, target, "plain")
        if word and not _first(text, kind, source, "any"):
            return [f"negation: “{word}” has no source"]
    return []


def _stated(pair: Pair) -> str:
    """The source without what looks like a negation: a Vietnamese question's end, Bengali নয় for nine, না in names."""
    if pair.source == "vi":
        return _ASKED.sub(" ", pair.text)
    if pair.source == "bn" and _NO_OR_NINE in pair.text and _NINE.search(pair.rendering):
        return pair.text.replace(_NO_OR_NINE, " ")
    if pair.source == "bn" and (named := len(_NA.findall(pair.rendering))):
        return _NO_OR_NA.sub(" ", pair.text, count=named)
    return pair.text


@lru_cache(maxsize=1 << 6)
def _spaced(text: str, language: str) -> str:
    """All words, folded, with a space before and after each; folding may leave nothing of one."""
    return f" {' '.join(fold(' '.join(words(without_addresses(text))), language).split())} "


@lru_cache(maxsize=1 << 6)  # a sentence is compared with each of its translations
def _first(text: str, kind: str, language: str, part: str) -> str:
    """The first word of a text that says it, plainly or in any way; empty if there is none."""
    if part == "plain" and not any(map(text.__contains__, _signs(kind, language))):
        return ""
    said = (match["said"] for match in _pattern(kind, language, part).finditer(text))
    return next(filter(None, said), "")


@cache
def _signs(kind: str, language: str) -> tuple[str, ...]:
    """The first words of all that says it plainly: a text without them needs no search."""
    firsts = {fold(word, language).partition("_")[0] for word in _tables()[kind, language][0]}
    return tuple(f" {word.partition('*')[0]}" for word in sorted(firsts))


@cache
def _pattern(kind: str, language: str, part: str) -> re.Pattern[str]:
    plain, near, idioms, other = _tables()[kind, language]
    said, unsaid = (plain, [*other, *idioms]) if part == "plain" else ([*idioms, *near, *plain], other)
    return re.compile(f"(?<= )(?:{_alternatives(unsaid, language)}|(?P<said>{_alternatives(said, language)}))(?= )")


def _alternatives(listed: list[str], language: str) -> str:
    escaped = (re.escape(fold(word, language)).replace("_", " ") for word in listed)
    return "|".join(word.replace(r"\*", "[^ ]*").replace(r"\$", "(?= $)") for word in escaped) or "(?!)"


@cache
def _tables() -> dict[tuple[str, str], list[list[str]]]:
    """(kind, language) → the four lists of words."""
    lines = Path(__file__).with_suffix(".tsv").read_text(encoding="utf-8").splitlines()[1:]
    rows = (line.split("\t") for line in lines)
    return {(kind, language): [cell.split() for cell in cells] for kind, language, *cells in rows}

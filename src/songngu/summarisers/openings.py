"""Sentences that lean on the one before them: how they are known by their first words, and how some are mended.

A connective that a comma parts from the rest (*However,*) can go without loss; the languages that do without the comma
(Arabic, Bengali, Urdu) lose only the words for *but*. A pronoun cannot: such a sentence is avoided.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

# Languages that write no comma after such a word, and the words that mean no more than a contrast.
_BARE: Final = {
    "ar": "لكن|ولكن",
    "bn": "তবে|কিন্তু",
    "ur": "تاہم|لیکن|البتہ",
}
_NEVER: Final = "(?!)"


@dataclass(frozen=True, slots=True)
class Openings:
    """Patterns for the first words of a sentence in one language."""

    connective: re.Pattern[str]
    leaning: re.Pattern[str]


def mended(text: str, language: str) -> str:
    """*text* without the connective that it begins with, if nothing else goes; else *text* itself."""
    connective = _openings(language).connective.match(text)
    rest = text[connective.end() :] if connective else ""
    return rest[:1].upper() + rest[1:] if any(map(str.isalpha, rest)) else text


def leans(text: str, language: str) -> bool:
    """Whether *text*, mended, begins with a word that only the sentence before explains."""
    return bool(_openings(language).leaning.match(mended(text, language)))


@cache
def _openings(language: str) -> Openings:
    first, second = _table().get(language, ((), ()))
    connectives, leaning = _any(first), _any(second)
    bare = rf"|(?:{_BARE[language]})\s+" if language in _BARE else ""
    return Openings(
        re.compile(rf"(?:(?:{connectives})\s?[,،]\s*{bare})(?=\S)", re.IGNORECASE),
        re.compile(rf"(?:{leaning}|{connectives})(?![\w\u0980-\u09ff])", re.IGNORECASE),
    )


@cache
def _table() -> dict[str, tuple[list[str], list[str]]]:
    """Language → connectives and leaning words."""
    _, *rows = files(__package__).joinpath("openings.tsv").read_text(encoding="utf-8").splitlines()
    cells = (row.split("\t") for row in rows)
    return {language: (first.split("|"), second.split("|")) for language, first, second in cells}


def _any(forms: Sequence[str]) -> str:
    """A pattern for any of *forms*, the longest first."""
    return "|".join(map(re.escape, sorted(forms, key=len, reverse=True))) or _NEVER

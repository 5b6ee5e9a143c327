"""The unit of a number, from what stands beside it: per cent, money, measures, ages, ordinals."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from ..canonical import nfc
from ..words import WORD
from .quantity import Kind, Quantity
from .unit_words import DIMENSIONS, ENDINGS, MONEY, SIGNS, SIGNS_BEFORE, WORDS

_WINDOW: Final = 32  # characters before a number in which words about it may begin
_CLOSE: Final = 8  # the same for a sign of money or of an ordinal; the longest is “U.S. $”, and a space

_NEVER: Final = "(?!)"
_NO_UNIT: Final = "(?![.,;:!?()])"  # begins so: a hundred forms need not be tried after “(12)”
# What says that the years after or before it are an age.
_AGE_AFTER: Final = {
    "en": r"[ -](?:year|month|week|day)s?[ -]olds?|[ -](?:year|month)s? of age",
    "vi": r" (?:tháng |ngày )?tuổi",
    "id": r"(?: tahun)? (?:usianya|umurnya)",
    "ar": r" (?:عاما|عامًا|عاماً|سنة|سنوات) من العمر",
    "bn": r" ?(?:বছর|মাস) ?(?:বয়সী|বয়সি|বয়স|বয়সে|বয়সের|বয়স্ক)(?:দের|ের|র|ে|রা)?"
    r"|(?: ?বছরের)(?= (?:কম বয়সী|এক|শিশু|যুবক|তরুণ|বৃদ্ধ|নারী|পুরুষ))",
    "ur": r" ?(?:سالہ|سال(?: سے (?:زائد|کم))?(?: کی)? عمر)",
}
_AGE_BEFORE: Final = {
    "en": r"\b(?:aged|ages?(?: of)?|ages? between)",
    "vi": r"\btuổi",
    "id": r"\b(?:berusia|usia|berumur|umur)(?: (?:di atas|di bawah|sekitar|minimal))?",
    "ar": r"(?:العمر|عمره|عمرها|أعمارهم(?: عن)?|عمر(?: يناهز)?|سن)",
    "bn": r"(?:বয়স|বয়সী|বয়সি)",
    "ur": r"عمر",
}
_AGE_UNITS: Final = {"month": "month|মাস|tháng|ماہ", "day": "day|ngày", "week": "week"}
_ORDINAL_AFTER: Final = {
    "en": "(?:st|nd|rd|th)",
    "bn": "(?:তম|র্থ|ষ্ঠ|য়|ম)",
    "ur": "[ \u200c]?(?:واں|ویں|وِیں)",
}
_ORDINAL_BEFORE: Final = {"vi": r"\bthứ ", "id": r"\bke-", "ar": "\\bالـ? ?"}


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Patterns for what stands beside a number of one language."""

    after: re.Pattern[str]
    before: re.Pattern[str]
    units: Mapping[str, str]
    age_after: re.Pattern[str]
    age_before: re.Pattern[str]
    ordinal_after: re.Pattern[str]
    ordinal_before: re.Pattern[str]


@cache
def surroundings(language: str) -> Surroundings:
    """The patterns of *language*; of a language without tables, signs and codes only."""
    units: dict[str, str] = {}
    signs = _alternatives(SIGNS, units)
    named = _alternatives(WORDS.get(language, ""), units)
    before = _alternatives(SIGNS_BEFORE, units)
    words = f"|(?i:{named}){ENDINGS.get(language, '')}" if named else ""
    return Surroundings(
        _compile(rf"[ \u00a0\u2009\u202f-]?{_NO_UNIT}(?:(?:{signs}){words})(?!{WORD}|\d)"),
        _compile(rf"(?<![^\W\d_])(?:{before})[ \u00a0]?$"),
        units,
        _compile(rf"(?:{_AGE_AFTER.get(language, _NEVER)})(?!{WORD})", re.IGNORECASE),
        _compile(rf"(?:{_AGE_BEFORE.get(language, _NEVER)})[ \u00a0:]{{1,2}}$", re.IGNORECASE),
        _compile(rf"{_ORDINAL_AFTER.get(language, _NEVER)}(?!{WORD})"),
        _compile(rf"(?:{_ORDINAL_BEFORE.get(language, _NEVER)})$", re.IGNORECASE),
    )


def _compile(pattern: str, flags: int = 0) -> re.Pattern[str]:
    return re.compile(nfc(pattern), flags)


def _alternatives(table: str, units: dict[str, str]) -> str:
    """The table as named groups; the names are entered into *units* as name → canonical unit."""
    groups = []
    for line in table.strip().splitlines():
        unit, _, forms = line.partition(" = ")
        name = f"u{len(units)}"
        units[name] = unit
        groups.append(f"(?P<{name}>{forms})")
    return "|".join(groups)


def with_unit(text: str, quantity: Quantity, language: str) -> Quantity:
    """*quantity* with the kind, the unit and the stretch of text that its neighbours give it."""
    beside = surroundings(language)
    start, end = quantity.start, quantity.end
    if match := beside.ordinal_after.match(text, end):
        return _as(text, quantity, "ordinal", "", end=match.end())
    if match := beside.ordinal_before.search(text, max(0, start - _CLOSE), start):
        return _as(text, quantity, "ordinal", "", start=match.start())
    if match := beside.age_after.match(text, end):
        unit = next((unit for unit, words in _AGE_UNITS.items() if re.search(words, match[0])), "year")
        return _as(text, quantity, "age", unit, end=match.end())
    before = beside.before.search(text, max(0, start - _CLOSE), start)
    after = beside.after.match(text, end)
    if before and not (after and beside.units[after.lastgroup or ""] in MONEY):
        return _as(text, quantity, "money", beside.units[before.lastgroup or ""], start=before.start())
    if after is None:
        if quantity.kind == "count" and beside.age_before.search(text, max(0, start - _WINDOW), start):
            return replace(quantity, kind="age", unit="year")
        return quantity
    unit = beside.units[after.lastgroup or ""]
    kind: Kind = "percent" if unit == "%" else "money" if unit in MONEY else "measure"
    if unit in ("year", "month") and beside.age_before.search(text, max(0, start - _WINDOW), start):
        kind = "age"
    return _as(text, quantity, kind, unit, start=before.start() if before else start, end=after.end())


def _as(
    text: str, quantity: Quantity, kind: Kind, unit: str, start: int | None = None, end: int | None = None
) -> Quantity:
    start = quantity.start if start is None else start
    end = quantity.end if end is None else end
    return replace(quantity, form=text[start:end], start=start, end=end, kind=kind, unit=unit)


def clash(one: Quantity, other: Quantity) -> bool:
    """Whether two quantities can not be of one thing: dollars and taka, 1 a.m. and 1 p.m., 5 and -5; not if unknown."""
    if {one.unit, other.unit} == {"am", "pm"} or {one.sign, other.sign} == {"", "-"}:
        return True
    first, second = _dimension(one), _dimension(other)
    return first is not None and second is not None and first != second


def _dimension(quantity: Quantity) -> str | None:
    return DIMENSIONS.get(quantity.unit) if quantity.kind in ("percent", "money", "measure", "age") else None

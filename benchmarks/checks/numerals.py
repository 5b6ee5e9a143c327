"""Numbers written with digits, as far as the benchmark must know them to damage them. Not ``songngu.quantities``.

A number of a reference is *held* by its source when the source has the same digits, or the same significant digits and
one of the two sides has a scale word after them. Only such numbers, unique in their sentence, are damaged: of the
others the benchmark could not say that the damage makes the translation wrong.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

SCALES: Final = {
    "en": "thousand|million|billion|trillion|lakh|crore",
    "vi": "nghìn|ngàn|vạn|triệu|tỷ|tỉ",
    "id": "ribu|juta|miliar|triliun",
    "ar": "ألف|آلاف|الف|مليون|ملايين|مليار|مليارات|بليون",
    "bn": "হাজার|লাখ|লক্ষ|কোটি|মিলিয়ন|বিলিয়ন",
    "ur": "ہزار|لاکھ|کروڑ|ملین|ارب|بلین",
}
ADDRESS: Final = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\S+|\b[\w-]+\.(?:com|org|net|gov|edu|vn|co)\b\S*")
DIGITS: Final = re.compile(r"\d+(?:[.,٫٬]\d+)*")
ALONE: Final = re.compile(r"(?<![\w.,])\d+(?:[.,]\d+)*")


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number of a reference: where it stands, its digits and marks, the scale word after it or nothing."""

    start: int
    end: int
    integer: str
    fraction: str
    grouping: str
    point: str
    scale: str


def find_numerals(text: str, language: str) -> list[Numeral]:
    """The numbers of an English or Vietnamese *text* that can be read in one way only, in order; none in addresses."""
    clear = ADDRESS.sub(lambda match: " " * len(match[0]), text)
    found = []
    for match in ALONE.finditer(clear):
        if parts := _parts(match[0], language):
            scale = re.match(rf" ({SCALES[language]})s?(?!\w)", clear[match.end() :])
            found.append(Numeral(*match.span(), *parts, scale[1] if scale else ""))
    return found


def _parts(digits: str, language: str) -> tuple[str, str, str, str] | None:
    """Integer, fraction, grouping mark and decimal point; None for dates, versions and what reads in two ways."""
    grouping, point = (",", ".") if language == "en" else (".", ",")
    if match := re.fullmatch(rf"(\d{{1,3}}(?:\{grouping}\d{{3}})+|\d+)(?:\{point}(\d+))?", digits):
        grouped = grouping in match[1]
        if match[2] and len(match[2]) == 3 and not grouped:
            return None  # 1,268 in Vietnamese may be an English thousand
        return match[1].replace(grouping, ""), match[2] or "", grouping if grouped else "", point if match[2] else ""
    if match := re.fullmatch(rf"(\d+)\{grouping}(\d\d?)", digits):  # 3.5 in Vietnamese text
        return match[1], match[2], "", grouping
    return None


def held(text: str, source: str, reference: str, target: str) -> list[Numeral]:
    """The numbers of *reference* that stand once in it and that *text* holds too."""
    sources = _source_digits(text, source)
    numerals = find_numerals(reference, target)
    others = [_digits(match[0]) for match in DIGITS.finditer(reference)]
    return [
        numeral
        for numeral in numerals
        if others.count(key := (numeral.integer + numeral.fraction).lstrip("0")) == 1
        and any(
            key == digits or (key.strip("0") == digits.strip("0") and (scaled or numeral.scale))
            for digits, _, scaled in sources
        )
    ]


def held_decimals(text: str, source: str, reference: str, target: str) -> list[Numeral]:
    """The held numbers that both sides write with one or two digits after the decimal point."""
    decimals = {digits for digits, fraction, _ in _source_digits(text, source) if 1 <= fraction <= 2}
    return [
        numeral
        for numeral in held(text, source, reference, target)
        if 1 <= len(numeral.fraction) <= 2 and (numeral.integer + numeral.fraction).lstrip("0") in decimals
    ]


def source_digits(text: str, source: str) -> set[str]:
    """All numbers of a source, as digits without marks or leading zeros."""
    return {digits for digits, _, _ in _source_digits(text, source)}


def _source_digits(text: str, source: str) -> list[tuple[str, int, bool]]:
    """Digits, how many stand after the last mark, and whether a scale word follows."""
    plain = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)
    found = []
    for match in DIGITS.finditer(plain):
        scaled = bool(re.match(rf"[\s-]?(?:{SCALES[source]})", plain[match.end() :]))
        marks = re.split(r"[.,٫٬]", match[0])
        found.append((_digits(match[0]), len(marks[-1]) if len(marks) > 1 else 0, scaled))
    return found


def _digits(number: str) -> str:
    return re.sub(r"\D", "", number).lstrip("0")


def write(numeral: Numeral, integer: str, fraction: str, target: str) -> str:
    """Digits in the form of *numeral*: grouped when it is, or when only thousands made it short."""
    point = numeral.point or ("." if target == "en" else ",")
    grouped = f"{int(integer):,}".replace(",", numeral.grouping) if numeral.grouping else integer
    return grouped + (point + fraction if fraction else "")

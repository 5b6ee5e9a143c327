"""Dates: numbers and names of months that make one day, month or year together.

The value of a date is the number YYYYMMDD, with zeros for what is not said: 15 October 2025 is 20251015, 15 October is
1015, October 2025 is 20251000. A month or a year alone is that number: 10, 2025.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise, product
from typing import Final, Literal

from .quantity import Quantity, Values

Role = Literal["day", "month", "year"]
Fits = Callable[[Quantity], bool]

_DAY_MONTH: Final = re.compile(
    r"(?:st|nd|rd|th|ই|শে|লা|রা|ঠা|[ \u200c]?ویں)?(?:[ \u00a0]+(?:of|من|bulan|من شهر))?[ \u00a0]+|[-/]| ?، ?"
)
_MONTH_DAY: Final = re.compile(r"[ \u00a0]+(?:the )?")
_TO_YEAR: Final = re.compile(
    r"(?:st|nd|rd|th)?,?[ \u00a0]+"
    r"(?:(?:of|năm|tahun|সালের|সাল|من عام|من العام|لعام|عام|من سنة|لسنة|سنة|سال|سنہ|এর|خلال عام)[ \u00a0]+)?"
    r"|[-/]|،[ \u00a0]+"
)
_MONTHS: Final = range(1, 13)
_SIGN: Final = re.compile(r"[-/.]")
_DATE_BEFORE: Final = {
    "vi": re.compile(r"(?:\b(?:ngày|hôm|sáng|trưa|chiều|tối|đêm|từ|đến|nay|qua|mùng|mồng)|\()\s*\(?$", re.IGNORECASE),
    "id": re.compile(r"(?:\b(?:tanggal|tgl\.?|senin|selasa|rabu|kamis|jumat|sabtu|minggu)|\()\s*\(?$", re.IGNORECASE),
}
_PREFIX: Final = re.compile(r"\b(?:ngày|mùng|mồng)\s+$", re.IGNORECASE)
MONTH_BEFORE: Final = re.compile(r"(?<!\bcùng )\btháng\s+$", re.IGNORECASE)  # “cùng tháng năm 2023”: of the year
_YEAR_BEFORE: Final = {
    "en": r"\b(?:in|since|by|from|until|till|to|of|during|before|after|around|and|year|between|for|late|early|mid-?)",
    "vi": r"\b(?:năm|khóa|nhiệm kỳ|giai đoạn)",
    "id": r"\b(?:tahun|pada|sejak|hingga|periode|musim)",
    "ar": r"(?:عام|العام|سنة|في|منذ|حتى|للفترة|الفترة|بعام|لعام|موسم)",
    "bn": r"(?:সাল|সালের|খ্রিস্টাব্দ)",
    "ur": r"(?:سنہ|سال|سن)",
}
_YEAR_AFTER: Final = re.compile(r"[ \u00a0]?(?:সাল|খ্রিস্টাব্দ|ء|ہجری|میں|کے دوران|سے)|\)")
_YEARS: Final = {
    language: re.compile(rf"(?:{words})[ \u00a0]$|\($", re.IGNORECASE) for language, words in _YEAR_BEFORE.items()
}


def dates(text: str, found: Sequence[Quantity], language: str) -> list[Quantity]:
    """*found* with the numbers and months that make dates joined."""
    waiting = _months(text, found, language)
    made: list[Quantity] = []
    index = 0
    while index < len(waiting):
        size, quantity = _first_date(text, waiting[index : index + 3], language)
        made.append(quantity)
        index += size
    return made


def year(text: str, quantity: Quantity, language: str) -> Quantity:
    """*quantity* as a year, where it looks like one and nothing says that it is something else."""
    if quantity.kind != "count" or not _is_year(quantity):
        return quantity
    value = min(quantity.readings)
    before = _YEARS.get(language)
    named = before is not None and before.search(text, max(0, quantity.start - 12), quantity.start)
    if named or _YEAR_AFTER.match(text, quantity.end) or (1900 <= value < 2100 and value % 100):
        return replace(quantity, kind="date", unit="year")
    return quantity


def _first_date(text: str, found: Sequence[Quantity], language: str) -> tuple[int, Quantity]:
    """How many quantities at the beginning make one, and which."""
    gaps = [text[a.end : b.start] for a, b in pairwise(found)]
    numeric = bool(gaps) and bool(_SIGN.fullmatch(gaps[0]))
    if len(gaps) == 2:
        for roles, first, second in _TRIPLES:
            if first.fullmatch(gaps[0]) and second.fullmatch(gaps[1]) and _fit(found, roles):
                return 3, _date(text, found[:3], roles, language)
        if numeric and gaps[0] == gaps[1]:
            for roles in _NUMERIC:
                if _fit_numbers(found, roles):
                    return 3, _date(text, found[:3], roles, language)
    if gaps:
        for roles, first in _PAIRS:
            if first.fullmatch(gaps[0]) and _fit(found, roles):
                return 2, _date(text, found[:2], roles, language)
        if numeric and gaps[0] == "/" and _fit_numbers(found, ("month", "year")):
            return 2, _date(text, found[:2], ("month", "year"), language)
        if numeric and _fit_numbers(found, ("day", "month")) and _is_dated(text, found[0].start, gaps[0], language):
            return 2, _date(text, found[:2], ("day", "month"), language)
    if language == "vi" and _is_day(found[0]) and _PREFIX.search(text, max(0, found[0].start - 8), found[0].start):
        return 1, _extended(text, replace(found[0], kind="date", unit="day"), _PREFIX)
    return 1, found[0]


def _is_dated(text: str, start: int, sign: str, language: str) -> bool:
    """Whether the words before 17/2 (or, in Vietnamese, *ngày* before 17-2) say that it is a date."""
    if sign != "/":
        return bool(_PREFIX.search(text, max(0, start - 8), start))
    before = _DATE_BEFORE.get(language)
    return bool(before and before.search(text, max(0, start - 10), start))


_TRIPLES: Final[tuple[tuple[tuple[Role, ...], re.Pattern[str], re.Pattern[str]], ...]] = (
    (("day", "month", "year"), _DAY_MONTH, _TO_YEAR),
    (("month", "day", "year"), _MONTH_DAY, _TO_YEAR),
)
_PAIRS: Final[tuple[tuple[tuple[Role, ...], re.Pattern[str]], ...]] = (
    (("day", "month"), _DAY_MONTH),
    (("month", "year"), _TO_YEAR),
    (("month", "day"), _MONTH_DAY),
)
_NUMERIC: Final[tuple[tuple[Role, ...], ...]] = (
    ("day", "month", "year"),
    ("year", "month", "day"),
    ("month", "day", "year"),
)


def _fit(found: Sequence[Quantity], roles: Sequence[Role]) -> bool:
    fits: dict[Role, Fits] = {"day": _is_day, "month": _is_month, "year": _is_year}
    return all(fits[role](quantity) for quantity, role in zip(found, roles, strict=False))


def _fit_numbers(found: Sequence[Quantity], roles: Sequence[Role]) -> bool:
    fits: dict[Role, Fits] = {"day": _is_day, "month": lambda q: _is_month(q) or _small(q, 12), "year": _is_year}
    return all(fits[role](quantity) for quantity, role in zip(found, roles, strict=False))


def _is_month(quantity: Quantity) -> bool:
    return quantity.unit == "month" and quantity.kind == "date" and not quantity.parts


def _is_day(quantity: Quantity) -> bool:
    return _small(quantity, 31)


def _small(quantity: Quantity, largest: int) -> bool:
    return (
        quantity.kind == "count"
        and quantity.form.isdecimal()
        and 1 <= min(quantity.readings) <= largest
        and len(quantity.form) < 3
    )


def _is_year(quantity: Quantity) -> bool:
    return (
        quantity.kind == "count" and len(quantity.form) == 4 and quantity.form.isdecimal()
        and 1000 <= min(quantity.readings) < 2200
    )  # fmt: skip


def _date(text: str, found: Sequence[Quantity], roles: Sequence[Role], language: str) -> Quantity:
    """One date of parts that stand side by side in the text."""
    parts = {role: replace(quantity, kind="date", unit=role) for quantity, role in zip(found, roles, strict=True)}
    day, month = parts.get("day"), parts.get("month")
    if language == "en" and day and month and month.form.isdecimal() and max(day.readings) <= 12:  # American or British
        either = day.readings | month.readings
        parts |= {"day": replace(day, readings=either), "month": replace(month, readings=either)}
        pairs = {(max(day.readings), max(month.readings)), (max(month.readings), max(day.readings))}
    else:
        pairs = set(product(day.readings if day else (Decimal(0),), month.readings if month else (Decimal(0),)))
    years = min(parts["year"].readings) if "year" in parts else Decimal(0)  # as it stands, without a scale word
    values: Values = frozenset(years * 10000 + m * 100 + d for d, m in pairs)
    start, end = found[0].start, found[-1].end
    made = Quantity(
        text[start:end], start, end, values, "date", "", all(q.spelled for q in found), tuple(parts.values())
    )
    return _extended(text, made, _PREFIX) if language == "vi" else made


def _extended(text: str, quantity: Quantity, prefix: re.Pattern[str]) -> Quantity:
    """*quantity* with the word before it that says what it is."""
    if match := prefix.search(text, max(0, quantity.start - 8), quantity.start):
        return replace(quantity, form=text[match.start() : quantity.end], start=match.start())
    return quantity


def _months(text: str, found: Sequence[Quantity], language: str) -> list[Quantity]:
    """*found*, with months that take two words, or are named twice, as one."""
    made: list[Quantity] = []
    for quantity in found:
        gap = text[made[-1].end : quantity.start] if made else ""
        if language == "vi" and quantity.kind == "count" and min(quantity.readings) in _MONTHS:
            once = text.startswith(" lần", quantity.end)  # ba tháng một lần: every three months
            if not once and (match := MONTH_BEFORE.search(text, max(0, quantity.start - 12), quantity.start)):
                form = text[match.start() : quantity.end]
                quantity = replace(quantity, form=form, start=match.start(), kind="date", unit="month", parts=())
        elif language == "ar" and made and _is_month(made[-1]):
            last = made[-1]
            if gap.strip() == "" and len(last.readings) > 1 and quantity.readings <= {Decimal(1), Decimal(2)}:
                value = (
                    max(last.readings)
                    if last.form.endswith("كانون") == (quantity.readings == {Decimal(1)})
                    else min(last.readings)
                )
                made[-1] = _joined(text, last, quantity, frozenset({value}))
                quantity = made.pop()
                gap = text[made[-1].end : quantity.start] if made else ""
            if made and _is_month(made[-1]) and _is_month(quantity) and gap.strip() in ("/", "(", "-"):
                made[-1] = _joined(text, made[-1], quantity, made[-1].readings)
                continue
        made.append(quantity)
    return made


def _joined(text: str, first: Quantity, last: Quantity, readings: Values) -> Quantity:
    return replace(first, form=text[first.start : last.end], end=last.end, readings=readings)

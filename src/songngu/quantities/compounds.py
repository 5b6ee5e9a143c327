"""What two quantities side by side make: ranges, rates, scores, and fractions in digits."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from .quantity import Quantity

_RANGE: Final = re.compile(
    r"\s*[-–—~]\s*|\s+(?:to|and|or|of(?: the)?|đến|tới|lên|xuống(?: còn)?|trong số|hoặc"
    r"|hay|hingga|sampai|dan|atau|إلى|الى|أو|থেকে|ও|বা|سے|تا|اور|یا)\s+|\s+و\s*"
)
_TRUE_RANGE: Final = re.compile(
    r"\s*[-–—~]\s*|\s+(?:to|đến|tới|lên|xuống(?: còn)?|hingga|sampai|إلى|الى|থেকে|سے|تا)\s+"
)
_DECIMAL: Final = re.compile(r"\d+[.,٫]\d+")
_HYPHEN: Final = re.compile(r"[-–—/]")
_PER: Final = {
    "en": r"/|\b(?:per|(?:for|in|out of) every)",
    "vi": r"/|\b(?:trên(?: mỗi)?|cho mỗi|mỗi|/)",
    "id": r"/|\b(?:per|(?:untuk|dari) setiap)",
    "ar": r"/|\b(?:لكل|من كل|عن كل|من بين كل)",
    "bn": r"/|প্রতি",
    "ur": r"/|\b(?:فی|ہر)",
}
# Up to six words may stand between a value and its base, or after it, but no mark that ends a clause.
_WORD: Final = r"[^\s\d.,;:!?()]+"
_FEW_WORDS: Final = rf"(?:[ \u00a0-]{_WORD}){{0,6}}?[ \u00a0]?"
_TO_BASE: Final = {language: re.compile(rf"{_FEW_WORDS}(?:{per})[ \u00a0]?") for language, per in _PER.items()}
_BASE_FIRST: Final = {language: re.compile(rf"(?:{per})[ \u00a0]?$") for language, per in _PER.items()}
_FROM_BASE: Final = re.compile(rf"(?:{_WORD})?(?:[ \u00a0]{_WORD}){{0,3}}[ \u00a0]")
_SCORED: Final = re.compile(
    r"\b(?:wins?|won|winning|beat|beaten|victory|defeat(?:ed)?"
    r"|dr[ae]w|lost|lead|led|goals?|match|scored?|tied|thắng|thua|h[òo]a|hoà|tỷ số|tỉ số"
    r"|bàn|trận|menang|kalah|imbang|skor|gol|seri|kemenangan|unggul)\b"
    r"|\b(?:ال)?(?:فاز|فازت|فوز|بفوز|تعادل|هزم|خسر|خسرت|هدف|أهداف|نتيجة|بنتيجة)\b"
    r"|গোল|জয়|জিতেছে|হেরেছে|ড্র|ব্যবধানে|\b(?:گول|جیت|جیتا|شکست|برابر|اسکور|فتح)\b",
    re.IGNORECASE,
)
_SMALLEST_BASE: Final = 100
_LARGEST_SCORE: Final = 200
_LARGEST_LOST: Final = 30  # a larger number after a smaller one is more often a range


def ranges(text: str, found: Sequence[Quantity]) -> list[Quantity]:
    """*found*, where the first end of a range takes unit and kind from the second: ``90–100 %``."""
    made = list(found)
    for index in range(len(made) - 2, -1, -1):
        first, second = made[index], made[index + 1]
        if first.kind != "count" or first.unit or not _TRUE_RANGE.fullmatch(text, first.end, second.start):
            continue
        if second.kind == "date":
            last_day = next((part for part in second.parts if part.unit == "day"), second)
            if last_day.unit == "day" and first.form.isdecimal() and len(first.form) < 3:
                made[index] = replace(first, kind="date", unit="day")
        elif second.kind not in ("time", "ordinal", "score", "fraction") and first.spelled == second.spelled:
            made[index] = replace(first, kind=second.kind, unit=second.unit)
    return made


def share_scale(text: str, first: Quantity, second: Quantity, scale: Decimal) -> tuple[Quantity, Quantity]:
    """Share what only one end of a range says: the scale of 5 to 10 million, the century of 2019-20."""
    if not _RANGE.fullmatch(text, first.end, second.start):
        return first, second
    low, high = max(first.readings), min(second.readings)
    if scale > 1 and (not first.parts or _DECIMAL.fullmatch(first.form)):
        scaled = frozenset(value * scale for value in first.readings)
        sure = _TRUE_RANGE.fullmatch(text, first.end, second.start) and low * scale < high and not first.parts
        first = replace(first, readings=scaled if sure else first.readings | scaled, parts=())
    elif 1000 <= low < 2200 and low % 1 == 0 and 10 <= high < 100 and len(first.form) == 4 and len(second.form) == 2:
        years = frozenset(low // 100 * 100 + value for value in second.readings)
        if _HYPHEN.fullmatch(text, first.end, second.start):
            second = replace(
                second, readings=years if min(years) > low else second.readings | years, kind="date", unit="year"
            )
    return first, second


def rates(text: str, found: Sequence[Quantity], language: str) -> list[Quantity]:
    """*found*, with a value and the round number that it is per as one: ``12.8/10,000``, ``প্রতি ১০ হাজারে ১৯``."""
    to_base, base_first = _TO_BASE.get(language), _BASE_FIRST.get(language)
    if to_base is None or base_first is None:
        return list(found)
    made: list[Quantity] = []
    for quantity in found:
        last = made[-1] if made else None
        if last and last.kind != "rate" and _is_base(quantity) and to_base.fullmatch(text, last.end, quantity.start):
            made[-1] = _rate(text, last, quantity)
        elif (
            last and _is_base(last) and quantity.kind in ("count", "measure") and not _is_base(quantity)
            and base_first.search(text, max(0, last.start - 12), last.start)
            and _FROM_BASE.fullmatch(text, last.end, quantity.start)
        ):  # fmt: skip
            made[-1] = _rate(text, quantity, last)
        else:
            made.append(quantity)
    return made


def _is_base(quantity: Quantity) -> bool:
    """A power of ten from a hundred up."""
    value = max(quantity.readings)
    return (
        quantity.kind == "count" and value >= _SMALLEST_BASE and len(quantity.readings) == 1
        and value == Decimal(10) ** value.adjusted()
    )  # fmt: skip


def _rate(text: str, value: Quantity, base: Quantity) -> Quantity:
    start, end = min(value.start, base.start), max(value.end, base.end)
    unit = f"per {int(max(base.readings))}"
    spelled = value.spelled and base.spelled
    return Quantity(text[start:end], start, end, value.readings, "rate", unit, spelled, (value, base))


def pairs(text: str, found: Sequence[Quantity]) -> list[Quantity]:
    """*found*, with scores (``2-1``; value 2.001) and fractions in digits (``1/3``) as one quantity each."""
    scored = None
    made: list[Quantity] = []
    for quantity in found:
        last = made[-1] if made else None
        sign = text[last.end : quantity.start] if last else ""
        if last is None or sign not in ("-", "–", ":", "/") or not (_plain(last) and _plain(quantity)):
            made.append(quantity)
            continue
        first, second = max(last.readings), max(quantity.readings)
        largest = _LARGEST_SCORE if first >= second else _LARGEST_LOST
        scored = bool(_SCORED.search(text)) if scored is None else scored
        if sign == "/" and 0 < first < second and second < _SMALLEST_BASE:
            made[-1] = _pair(text, last, quantity, "fraction", first / second)
        elif (sign == ":" or (scored and sign != "/")) and max(first, second) <= largest:
            made[-1] = _pair(text, last, quantity, "score", first + second / 1000)
        else:
            made.append(quantity)
    return made


def _plain(quantity: Quantity) -> bool:
    return quantity.kind == "count" and not quantity.unit and quantity.form.isdecimal()


def _pair(text: str, first: Quantity, second: Quantity, kind: str, value: Decimal) -> Quantity:
    form = text[first.start : second.end]
    whole = replace(first, form=form, end=second.end, readings=frozenset({value}), parts=(first, second))
    return replace(whole, kind="score" if kind == "score" else "fraction")

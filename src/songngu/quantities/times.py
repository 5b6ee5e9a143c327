"""Times of day. The value of 16:30 is 16.30, so that it is told from 4:30; a bare hour is that number."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from .quantity import Quantity, Values
from .terms import HALF, QUARTERS

_THIRTY: Final = Decimal("0.30")
_NEVER: Final = "(?!)"
_BEFORE: Final = {
    "vi": r"\b(?:lúc|hồi|vào lúc|từ lúc|đến lúc)(?: khoảng)? ",
    "id": r"\b(?:pukul|jam) ",
    "ar": "الساعة ",
    "bn": r"(?:সকাল|দুপুর|বিকেল|বিকাল|সন্ধ্যা|রাত|ভোর|বেলা) (?:পৌনে |সোয়া )?",
    "en": r"\bat ",
}
_AFTER: Final = {
    "en": r"[ \u00a0]?(?:[ap]\.?m\.?|[AP]\.?M\.?|o['’]clock|(?:hours )?(?:GMT|UTC|BST|EST|EDT|local time))",
    "vi": r" ?(?:giờ|h) (?:sáng|trưa|chiều|tối|đêm)|h(?!\w)| giờ (?=ngày|hôm)| ?(?:GMT|UTC)",
    "id": r" (?:WIB|WITA|WIT|GMT|UTC)",
    "ar": r" (?:من (?:صباح|مساء|ظهر|عصر|ليل|فجر)\b|صباحا|صباحًا|صباحاً|مساء"
    r"|مساءً|ظهرا|ظهرًا|ظهراً|عصرا|عصرًا|ليلا|ليلًا|فجرا|فجرًا|بتوقيت|بعد الظهر)",
    "bn": r" ?(?:টায়|টার দিকে|টা থেকে|টা ৩০ মিনিটে)",
    "ur": r" ?(?:بجے|بجکر)",
}
_HOUR_UNIT: Final = {"vi": r" (?:giờ|g)", "id": "", "ar": "", "bn": " ?টা(?:য়)?", "ur": ""}
_MINUTES: Final = {
    "vi": re.compile(r" ?(?:giờ|h|g) ?"),
    "bn": re.compile(r" ?টা "),
    "ur": re.compile(r" بج ?کر "),
    "ar": re.compile(r" و"),
}
_MINUTE_WORD: Final = {"vi": r"(?: phút)?", "bn": r"(?: মিনিট(?:ে)?)?", "ur": r"(?: منٹ)?", "ar": r"(?: دقيقة)?"}
# The half of the day that the words beside a time name; at night, hours before 6 may be of the next day.
_PM_AFTER: Final = {
    "en": r"[ \u00a0]?[pP]\.?[mM]\b| in the (?:afternoon|evening)",
    "vi": r"(?: giờ| phút)?(?:,)? (?:chiều|tối)",
    "id": r" (?:sore|petang)",
    "ar": r" (?:من )?(?:مساء|عصر|بعد الظهر)",
}
_PM_BEFORE: Final = {"bn": r"(?:বিকেল|বিকাল|সন্ধ্যা) (?:\S+ )?", "ur": r"(?:شام|سہ پہر) (?:\S+ )?"}
_AM_AFTER: Final = {
    "en": r"[ \u00a0]?[aA]\.?[mM]\b",
    "vi": r"(?: giờ| phút)? sáng",
    "id": r" pagi",
    "ar": r" (?:صباحا|صباحًا|صباحاً|فجرا)",
}
_AM_BEFORE: Final = {"bn": r"(?:সকাল|ভোর) (?:\S+ )?", "ur": r"صبح (?:\S+ )?"}


def _patterns(tables: dict[str, str], ending: str = "") -> dict[str, re.Pattern[str]]:
    return {language: re.compile(f"(?:{words}){ending}") for language, words in tables.items()}


_BEFORE_TIME: Final = _patterns(_BEFORE, "$")
_AFTER_TIME: Final = _patterns(_AFTER)
_UNIT: Final = _patterns(_HOUR_UNIT)
_MINUTE: Final = _patterns(_MINUTE_WORD)
_LATE: Final = (_patterns(_PM_BEFORE, "$"), _patterns(_PM_AFTER))
_EARLY: Final = (_patterns(_AM_BEFORE, "$"), _patterns(_AM_AFTER))


def times(text: str, found: Sequence[Quantity], language: str, late: bool) -> list[Quantity]:
    """*found* with hours and minutes as times; *late* where the text speaks of the afternoon, evening or night."""
    made: list[Quantity] = []
    index = 0
    while index < len(found):
        first = found[index]
        time = _with_minutes(text, first, found[index + 1], language) if index + 1 < len(found) else None
        index += 1 if time is None else 2
        time = time or _time(text, first, language)
        if language == "ar" and first.kind == "ordinal":
            first = _counted_hour(text, first, late)
        elif language == "en" and text.endswith("half past ", 0, first.start):
            first = replace(first, readings=first.readings | {v + m for v in first.readings for m in (HALF, _THIRTY)})
        made.append(first if time is None else _half_of_day(text, time, language, late))
    return made


def _counted_hour(text: str, ordinal: Quantity, late: bool) -> Quantity:
    """An hour as Arabic counts it, on both clocks: السابعة مساء is the seventh, and 19. It stays an ordinal."""
    hour = _time(text, replace(ordinal, kind="count"), "ar")
    if hour is None:
        return ordinal
    on_clock = _half_of_day(text, hour, "ar", late)
    return replace(
        ordinal, readings=ordinal.readings | on_clock.readings, start=hour.start, end=hour.end, form=hour.form
    )


def _with_minutes(text: str, hour: Quantity, minute: Quantity, language: str) -> Quantity | None:
    """``16 giờ 30``: an hour and its minutes apart."""
    between = _MINUTES.get(language)
    if (
        between is None
        or not (_whole(hour, 24) and _whole(minute, 59))
        or not between.fullmatch(text, hour.end, minute.start)
    ):
        return None
    word = _MINUTE[language].match(text, minute.end)
    end = word.end() if word else minute.end
    marked = language == "ur" or _marked(text, hour, end, language)
    if (language == "ar" and not _before(text, hour, language)) or (end > minute.end and not marked):
        return None  # 2 giờ 30 phút may be how long it took
    (h,), (m,) = hour.readings, minute.readings
    return replace(_clock(text, hour.start, end, h, m), parts=(_part(hour, "h"), _part(minute, "min")))


def _time(text: str, quantity: Quantity, language: str) -> Quantity | None:
    """A time written as one number, or a bare hour, where the words beside it say so."""
    if quantity.kind != "count" or quantity.unit:
        return None
    colon = ":" in quantity.form
    after = _AFTER_TIME.get(language)
    match = after.match(text, quantity.end) if after else None
    before = _before(text, quantity, language)
    minutes = len(quantity.parts) == 2 and len(quantity.parts[1].form) == 2 and not _ambiguous(quantity)
    half = minutes and any(_beside(text, quantity, language, patterns) for patterns in (_LATE, _EARLY))
    if not (colon or match or before or half):
        return None
    if quantity.form.isdecimal() and len(quantity.form) == 4 and match:  # 1200 GMT
        (value,) = quantity.readings
        return _clock(text, quantity.start, match.end(), value // 100, value % 100)
    if minutes:
        (h,), (m,) = quantity.parts[0].readings, quantity.parts[1].readings
    elif len(quantity.readings) == 2 and max(quantity.readings) % 1 in (HALF, *QUARTERS, 3 * max(QUARTERS)):  # সাড়ে ৪টায়
        h, m = max(quantity.readings) // 1, 60 * (max(quantity.readings) % 1)
    elif _whole(quantity, 24) and not (language == "en" and before and not match):
        (h,), m = quantity.readings, Decimal(0)
    else:
        return None
    if h > 24 or m > 59 or (language == "en" and not (colon or match)):
        return None
    unit = _UNIT[language].match(text, quantity.end) if language in _UNIT else None
    end = max(quantity.end, match.end() if match else 0, unit.end() if unit else 0)
    parts = tuple(_part(q, unit) for q, unit in zip(quantity.parts, ("h", "min"), strict=False))
    return replace(_clock(text, quantity.start, end, h, m), parts=parts, spelled=quantity.spelled)


def _half_of_day(text: str, time: Quantity, language: str, late: bool) -> Quantity:
    """*time* on a clock of 24 hours, where the words beside it tell; with both readings where only the text does."""
    (value,) = time.readings
    if value >= 13:
        return time
    if _beside(text, time, language, _LATE):
        return _said(time if value >= 12 else replace(time, readings=frozenset({value + 12})), "pm")
    early = _beside(text, time, language, _EARLY)
    if value >= 12 and (late or early):
        return replace(time, readings=frozenset({value, value - 12, value + 12}))  # midnight is 0, 12 and 24
    if early:
        return _said(time, "am")
    return replace(time, readings=frozenset({value, value + 12})) if late else time


def _said(time: Quantity, half: str) -> Quantity:
    """*time*, where its hour and minutes, if they are parts, say in which half of the day they are."""
    return replace(time, parts=tuple(replace(part, unit=half) for part in time.parts))


def _beside(text: str, time: Quantity, language: str, patterns: tuple[dict[str, re.Pattern[str]], ...]) -> bool:
    before, after = (pattern.get(language) for pattern in patterns)
    if after and any(after.match(text, at) for at in (time.end, _number_end(time))):
        return True
    return bool(before and before.search(text, max(0, time.start - 24), time.start))


def _number_end(time: Quantity) -> int:
    """Where the digits of a time end, before a.m. and p.m."""
    digits = [match.end() for match in re.finditer(r"\d", time.form)]
    return time.start + digits[-1] if digits else time.end


def _marked(text: str, hour: Quantity, end: int, language: str) -> bool:
    return _before(text, hour, language) or any(
        _beside(text, replace(hour, end=end, form=text[hour.start : end]), language, patterns)
        for patterns in (_LATE, _EARLY)
    )


def _before(text: str, quantity: Quantity, language: str) -> bool:
    pattern = _BEFORE_TIME.get(language)
    return bool(pattern and pattern.search(text, max(0, quantity.start - 20), quantity.start))


def _whole(quantity: Quantity, largest: int) -> bool:
    value = max(quantity.readings)
    return (
        quantity.kind == "count"
        and len(quantity.readings) == 1
        and 0 <= value <= largest
        and value % 1 == 0
        and not quantity.parts
    )


def _ambiguous(quantity: Quantity) -> bool:
    return any(len(part.readings) > 1 for part in quantity.parts)


def _part(quantity: Quantity, unit: str) -> Quantity:
    return replace(quantity, kind="time", unit=unit)


def _clock(text: str, start: int, end: int, hour: Decimal, minute: Decimal) -> Quantity:
    readings: Values = frozenset({hour + minute / 100})
    return Quantity(text[start:end], start, end, readings, "time", "", spelled=False)

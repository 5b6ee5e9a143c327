"""The signs of numbers: -3.5 %, minus 5 degrees, 5 degrees below zero; and what may be meant so, such as a fall.

A hyphen or a dash is a sign only where it begins a number and joins nothing: ranges, scores, dates, compounds
(COVID-19) and list marks have none. Ordinals, dates, times, ages, rates and scores have no sign. The words were
written for this project.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from ..canonical import nfc
from .quantity import Quantity
from .unit_words import DIMENSIONS

_SIGNED: Final = frozenset({"count", "percent", "money", "measure"})
_DEGREES: Final = frozenset({"°C", "°F", "°"})
_WINDOW: Final = 24  # characters before a number in which its sign may begin
_CLAUSE: Final = 60  # characters on each side of a number in which a word of its clause may stand

# U+2212 is a sign and nothing else; hyphens and en dashes are mostly something else.
_MINUS: Final = re.compile(r"(?P<before>^|\S*[\s(\[«“\"‘'<>=≤≥≈~:$€£]|[\d°C%][-–])(?P<sign>−[ \u00a0]?|[-–\u2011])$")
_RANGE_BEFORE: Final = re.compile(r"[\d%°][)\]]?[ \u00a0]*$")  # 10 -15
_LINE_START: Final = re.compile(r"(?:\A|\n)[ \t]*$")
_OPENER: Final = re.compile(r"[(\[<>=≤≥≈]$")
_LOWER_WORD: Final = re.compile(r"(?<![^\W\d_])(?!ke |covid )[a-zà-ÿăđĩũơưạ-ỹ]+[ \u00a0]$")  # to -5, but not Covid -19
_DECIMAL: Final = re.compile(r"\d[.,٫]\d")
_OPERAND: Final = re.compile(r"(?:\d|(?<![^\W_])[b-zB-Z]|squared|cubed|\dth|تربيع|مكعبة)[ \u00a0]$")  # n minus 1
_PERHAPS: Final = re.compile(r"(?:[-−–\u2011]|\btrừ)[ \u00a0]?$")
_GOES_ON: Final = re.compile(r"[-–/]")  # a range, or words between dashes

# Words before a number. Those after the bar say something else as well: a test is negative.
_BEFORE: Final[Mapping[str, str]] = {
    "en": "(?<!or )minus | negative",
    "vi": "(?<!ghi )(?<!thu )(?<!phát )(?<!film )(?<!phim )âm(?: tới| đến)? | (?!)",
    "id": "minus | negatif",
    "ar": "سالب|بالسالب|ناقص | سلبي",
    "bn": "মাইনাস|ঋণাত্মক|(?:শূন্যের|হিমাঙ্কের) (?:নিচে|নীচে) | নেগেটিভ",
    "ur": "مائنس|(?:صفر|نقطہ انجماد) سے نیچے | منفی",
}
_BELOW_ZERO: Final[Mapping[str, str]] = {
    "en": "(?:below|under) (?:zero|freezing)|of frost",
    "vi": "dưới (?:không|0)(?: ?(?:độ|°)(?: ?C)?)?",
    "id": "di bawah (?:nol|titik beku|0)(?: derajat)?",
    "ar": "(?:تحت|دون) (?:الصفر|درجة التجمد)",
    "bn": "(?:শূন্যের|হিমাঙ্কের) (?:নিচে|নীচে)",
    "ur": "(?:صفر|نقطہ انجماد) سے (?:نیچے|کم)",
}
# What says of a change that it is one downwards: “giảm 3,5 %” for -3.5 %.
_FALLS: Final[Mapping[str, str]] = {
    "en": r"\b(?:f[ae]ll|falling|down|declin|decreas|drop|contract|shr[aiu]nk|slump|plung|plummet|sank|s[il]id|slip|dip"
    r"|reduc|cut|los[etis]|deficit|lower|less|below|negative|worse|reced|recession|shed|short|weaken)",
    "vi": r"\b(?:giảm|sụt|tụt|hạ|xuống|thu hẹp|co lại|âm|lỗ|thâm hụt|mất|thấp|kém|dưới|ít hơn|thua)\b",
    "id": r"(?:turun|kurang|merosot|anjlok|susut|usut|kontraksi|minus|negatif|defisit|rugi|lemah|rendah|bawah|hilang"
    r"|jatuh|pangkas)",
    "ar": "(?:نخف|نخاف|تراجع|هبط|هبوط|تقلص|نكمش|نكماش|خسر|خسار|خسائر|عجز|خفض|خفيض|سلبي|سالب|أقل|دون|تحت|نقص|فقد|تدهور)",
    "bn": "(?:কম|হ্রাস|পতন|সংকোচ|সঙ্কোচ|সংকুচ|সঙ্কুচ|ঘাটতি|লোকসান|ক্ষতি|নেতিবাচক|ঋণাত্মক|নিচে|নীচে|নেমে|মন্দা)",
    "ur": "(?:کم|گر|گھٹ|سکڑ|خسار|نقصان|منفی|نیچے|تنزل|زوال)",
}
_TO: Final = re.compile(r"(?:\bto|\bxuống|\bcòn|\bmenjadi|\bke|إلى|الى)[ \u00a0](?:\S+[ \u00a0])?$")
_TO_AFTER: Final = re.compile(nfc(r"(?:ে|এ|তে|[ -]এ)? ?নেমে| تک"))
_CLAUSE_END: Final = re.compile(r"[,;:.!?،؛؟।۔](?!\d)|\n")


def _words(table: Mapping[str, str], form: str) -> dict[str, re.Pattern[str]]:
    return {
        language: re.compile(nfc(form.format(*words.split(" | "))), re.IGNORECASE) for language, words in table.items()
    }


_SAID: Final = _words(_BEFORE, r"(?<![^\W_])(?:{0})[ \u00a0-]$")
_SAID_UNCLEARLY: Final = _words(_BEFORE, r"(?<![^\W_])(?:{1})[ \u00a0-]$")
_BELOW: Final = _words(_BELOW_ZERO, r"[ \u00a0]?(?:{0})(?![^\W_])")
_FALLING: Final = _words(_FALLS, "{0}")


def signed(text: str, found: Sequence[Quantity], language: str) -> list[Quantity]:
    """*found*, where what is below zero knows it, and has its sign in its form."""
    made: list[Quantity] = []
    for quantity in reversed(found):
        if quantity.kind not in _SIGNED:
            made.append(quantity)
            continue
        start = _start(text, quantity, language, to_sign=bool(made) and _is_range_with(quantity, made[-1]))
        end = _end(text, quantity, language)
        while made and made[-1].start < end:  # the zero of “dưới 0 độ C”
            made.pop()
        is_signed = start < quantity.start or end > quantity.end
        made.append(replace(_minus(quantity), form=text[start:end], start=start, end=end) if is_signed else quantity)
    return made[::-1]


def with_doubts(text: str, found: Sequence[Quantity], language: str) -> tuple[Quantity, ...]:
    """*found*, where that is marked which may be below zero, or a change downwards; not so what something fell to."""
    if language not in _FALLING:
        return tuple(found)
    return tuple(replace(q, sign="?") if _may_be_minus(text, q, language) else q for q in found)


def _start(text: str, quantity: Quantity, language: str, *, to_sign: bool) -> int:
    """Where the sign before *quantity* begins; its own start if it has none."""
    low = max(0, quantity.start - _WINDOW)
    before = text[low : quantity.start]
    clear, unclear = _SAID.get(language), _SAID_UNCLEARLY.get(language)
    said = clear and clear.search(before)
    if not said and (quantity.unit == "%" or quantity.unit in _DEGREES):
        said = unclear and unclear.search(before)
    if said:
        return quantity.start if _OPERAND.search(before, 0, said.start()) else low + said.start()
    sign = None if quantity.spelled else _MINUS.search(before)
    if sign is None or _RANGE_BEFORE.search(sign["before"]) or _GOES_ON.match(text, quantity.end):
        return quantity.start
    at = low + sign.start("sign")
    certain = sign["sign"][0] == "−" or quantity.kind in ("percent", "money") or quantity.unit in _DEGREES
    return at if certain or to_sign or _may_be_sign(text, at, quantity) else quantity.start


def _may_be_sign(text: str, at: int, quantity: Quantity) -> bool:
    """Whether a hyphen before a number that is of nothing in particular is a sign."""
    if DIMENSIONS.get(quantity.unit) == "duration" or _LINE_START.search(text, max(0, at - _WINDOW), at):
        return False
    return bool(
        _DECIMAL.search(quantity.form)
        or _OPENER.search(text, at - 1, at)
        or _LOWER_WORD.search(text, max(0, at - 16), at)
    )


def _end(text: str, quantity: Quantity, language: str) -> int:
    """Where “below zero” after *quantity* ends; its own end if it is not said."""
    below = _BELOW.get(language)
    if below is None or not (quantity.unit in _DEGREES or (quantity.kind == "count" and not quantity.unit)):
        return quantity.end
    match = below.match(text, quantity.end)
    return match.end() if match else quantity.end


def _is_range_with(first: Quantity, second: Quantity) -> bool:
    """Whether *first* begins a range to what is below zero."""
    return second.sign == "-" and second.start - first.end <= len(" hingga ")


def _minus(quantity: Quantity) -> Quantity:
    return replace(quantity, sign="-", parts=tuple(_minus(part) for part in quantity.parts))


def _may_be_minus(text: str, quantity: Quantity, language: str) -> bool:
    """Whether a dash or a word before *quantity* may be its sign, or its clause says that something fell by it."""
    if quantity.sign or quantity.kind not in _SIGNED:
        return False
    low = max(0, quantity.start - _WINDOW)
    if any(p.search(text, low, quantity.start) for p in (_PERHAPS, _SAID[language], _SAID_UNCLEARLY[language])):
        return True
    to = _TO.search(text, low, quantity.start) or _TO_AFTER.match(text, quantity.end)
    if to or quantity.unit in _DEGREES:
        return False
    before = _CLAUSE_END.split(text[max(0, quantity.start - _CLAUSE) : quantity.start])[-1]
    after = _CLAUSE_END.split(text[quantity.end : quantity.end + _CLAUSE])[0]
    return any(map(_FALLING[language].search, (before, after)))

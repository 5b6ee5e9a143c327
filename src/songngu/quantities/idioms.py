"""Phrases with a number word and no number, and phrases that say a number without its word. No number is read here.

The first are struck out before numbers are read, and stay as hints: Indonesian *kaki lima* (five feet) is a street
stall. The second are hints, like ``both``: *round the clock* may stand for 24 hours. Both were found in translations of
the newsroom set.
"""

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from typing import Final

from ..canonical import nfc
from .lexicon import entries
from .quantity import Values

_NO_NUMBERS: Final[Mapping[str, str]] = {
    # ratio, billionaire, price …; millionaire, to summon, to recall; rucksack, ballet, with three
    # wheels, cheap; crossroads; ripe and cooked
    "vi": r"\bt[ỷỉ] (?:lệ|phú|giá|trọng|suất|số)\b|\btriệu (?:phú|tập|hồi)\b"
    r"|\bba (?:lô|lê|bánh|xu)\b|\bngã (?:ba|tư|năm)\b"
    r"|\b(?:nấu|độ|luộc|nướng|lúa|cơm|thịt) chín\b|\bchín (?:vàng|sớm|muộn|rộ|tới|mọng|chắn)\b|\bchưa chín(?=[,.;])",
    "id": r"\bkaki lima\b|\bbelas kasih(?:an)?\b",  # street stall; mercy
    "bn": "হা তিন|আহ্লাদে আটখানা",  # Ha Tinh; beside oneself with joy
    # data base, baseball, base camp; to rise, written without the madda of eight; reindeer; Chhattisgarh; -aire;
    # full moon
    "ur": r"\bڈیٹا ?بیس\b|\bبیس (?:بال|کیمپ)|\bاٹھ(?:وں)?\b|\bبارہ سنگھ"
    r"|\bچودھویں (?:کی رات|کا چاند)|\bچھتیس گڑھ\b|\b(?:کروڑ|ارب) پتی\b",
}
# The number, and the phrases, with _ for a space.
_SAYINGS: Final[Mapping[str, str]] = {
    "en": "24 round_the_clock around_the_clock round-the-clock; 3 every_quarter each_quarter; 6 half_year half-year",
    "vi": "24 suốt_ngày_đêm cả_ngày_lẫn_đêm; 3 mỗi_quý hằng_quý hàng_quý từng_quý; 6 nửa_năm",
    "id": "24 sepanjang_waktu siang_malam; 3 setiap_kuartal tiap_kuartal setiap_triwulan; 6 setengah_tahun",
    "ar": "24 مدار_الساعة ليل_نهار; 3 كل_ربع_سنة; 6 نصف_سنة",
    "bn": "24 দিনরাত দিন-রাত সার্বক্ষণিক; 3 প্রতি_প্রান্তিকে",
    "ur": "24 دن_رات; 3 ہر_سہ_ماہی",
}


def struck(text: str, language: str) -> list[str]:
    """The phrases of *text* (NFC) that only look like numbers."""
    pattern = _pattern(language)
    return pattern.findall(text) if pattern else []


def without_idioms(text: str, language: str) -> str:
    """*text* (NFC) with spaces for what only looks like a number, so that all offsets stay."""
    pattern = _pattern(language)
    return pattern.sub(lambda match: " " * len(match[0]), text) if pattern else text


@cache
def _pattern(language: str) -> re.Pattern[str] | None:
    form = _NO_NUMBERS.get(language)
    return re.compile(nfc(form), re.IGNORECASE) if form else None


def sayings(text: str, language: str) -> Values:
    """The numbers that phrases of *text* (NFC) may stand for."""
    lower = text.lower()
    return frozenset(value for phrase, value in _phrases(language) if phrase in lower)


@cache
def _phrases(language: str) -> tuple[tuple[str, Decimal], ...]:
    table = nfc(_SAYINGS.get(language, ""))
    return tuple((phrase.replace("_", " "), value) for phrase, value in entries(table, str))

"""Whether both sides name the same day of the week: the check ``weekday``.

It speaks only where each side names exactly one day, in a word that means nothing else: Indonesian *Minggu* and Urdu
ہفتہ are also the week, and Vietnamese *thứ hai* in lower case is also the second.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from .pair import Pair

# Monday to Sunday; the empty ones are never certain.
_NAMES: Final = {
    "en": r"Mondays?|Tuesdays?|Wednesdays?|Thursdays?|Fridays?|Saturdays?|Sundays?",
    "vi": r"[Tt]hứ Hai|[Tt]hứ Ba|[Tt]hứ Tư|[Tt]hứ Năm|[Tt]hứ Sáu|[Tt]hứ Bảy|[Cc]hủ [Nn]hật",
    "id": r"Senin|Selasa|Rabu|Kamis|Jumat|Sabtu|",
    "ar": r"ال[اإ]ثنين|الثلاثاء|ال[اأ]ربعاء|الخميس|الجمعة|السبت|ال[اأ]حد",
    "bn": r"সোমবার|মঙ্গলবার|বুধবার|বৃহস্পতিবার|শুক্রবার|শনিবার|রবিবার|রোববার",
    "ur": r"سوموار|منگل|بدھ|جمعرات|جمعہ|سنیچر|اتوار",
}
_UNSURE: Final = {"id": "Minggu|Ahad", "ur": "پیر|ہفتہ|ہفتے", "vi": "thứ (?:hai|ba|tư|năm|sáu|bảy)"}
# What every name of a day has in it, or one of these: a text without them names none.
_SIGNS: Final = {
    "en": ("day",),
    "vi": ("hứ ", "hật"),
    "id": ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu"),
    "ar": ("ثنين", "الثلاثاء", "ربعاء", "الخميس", "الجمعة", "السبت", "حد"),
    "bn": ("বার",),
    "ur": tuple(_NAMES["ur"].split("|")),
}
_EIGHTH: Final = {"bn": 6}  # রোববার is Sunday, too
_PATTERNS: Final = {
    code: re.compile("|".join(rf"(?P<d{n}>(?<!\w){name})" for n, name in enumerate(names.split("|")) if name))
    for code, names in _NAMES.items()
}
_DOUBTS: Final = {code: re.compile(rf"(?<!\w)(?:{names})") for code, names in _UNSURE.items()}


def weekday(pair: Pair) -> list[str]:
    """Each side names one day of the week, and not the same."""
    ours = _days(pair.text, pair.source)
    theirs = _days(pair.rendering, pair.target) if len(ours) == 1 else {}
    if len(theirs) != 1 or ours.keys() == theirs.keys():
        return []
    return [f"weekday: “{next(iter(theirs.values()))}” stands for “{next(iter(ours.values()))}”"]


@lru_cache(maxsize=1 << 6)  # a sentence is compared with each of its translations
def _days(text: str, language: str) -> Mapping[int, str]:
    """Number of each day that *text* names, 0 for Monday → its form; none where a word may mean something else."""
    if not any(map(text.__contains__, _SIGNS.get(language, ()))):
        return {}
    if language in _DOUBTS and _DOUBTS[language].search(text):
        return {}
    found = {int(str(m.lastgroup)[1:]): m[0] for m in _PATTERNS[language].finditer(text)}
    return {_EIGHTH.get(language, day) if day == 7 else day: form for day, form in found.items()}

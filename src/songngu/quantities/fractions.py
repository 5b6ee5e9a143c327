"""Fractions in words: ``two-thirds``, ``hai phần ba``, ``ثلثي``, ``দুই-তৃতীয়াংশ``.

Their values are rounded to the 28 digits of ``decimal``.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Final

from ..canonical import nfc
from ..words import WORD
from .lexicon import counted, entries, fold
from .quantity import Quantity, Values


@dataclass(frozen=True, slots=True)
class _Words:
    """Tables of numerators and denominators, what stands between them, and tables of words that need no numerator."""

    numerators: str
    denominators: str
    alone: str
    gap: str = " "
    prefix: str = ""
    ending: str = ""


_TABLES: Final[Mapping[str, _Words]] = {
    "en": _Words(
        counted("a/one two three four five six seven eight nine", 1),
        "2 half halves; 3 third thirds; 4 quarter quarters fourths; 5 fifth fifths; 6 sixth sixths; "
        "7 seventh sevenths; 8 eighth eighths; 9 ninth ninths; 10 tenth tenths; 12 twelfth twelfths; "
        "20 twentieth twentieths; 100 hundredth hundredths; 1000 thousandth thousandths",
        "2 half",
        gap="[ -]",
    ),
    "vi": _Words(
        counted("một hai ba bốn năm sáu bảy tám chín", 1),
        counted("hai ba tư/bốn năm sáu bảy tám chín mười", 2),
        "2 nửa",
        gap=" phần ",
        prefix="(?:một )?",
    ),
    "id": _Words(
        counted("satu dua tiga empat lima enam tujuh delapan sembilan", 1),
        counted("pertiga perempat perlima perenam pertujuh perdelapan persembilan persepuluh", 3),
        "2 setengah separuh separo; 3 sepertiga; 4 seperempat; 5 seperlima; 6 seperenam; 7 sepertujuh; "
        "8 seperdelapan; 9 sepersembilan; 10 sepersepuluh; 12 seperduabelas; 20 seperduapuluh; 100 seperseratus; "
        "1000 seperseribu",
        ending="(?:nya)?",
    ),
    "ar": _Words(
        "3 ثلاثة; 4 أربعة",
        "4 أرباع; 5 أخماس",
        "2 نصف; 3 ثلث; 4 ربع; 1.5 ثلثي ثلثا ثلثين ثلثان",
        prefix="(?:[وفبلك]?ال|لل|[وفبلك])?",
    ),
    "bn": _Words(
        counted("এক দুই তিন চার পাঁচ ছয় সাত আট নয়", 1),
        "3 তৃতীয়াংশ; 4 চতুর্থাংশ; 5 পঞ্চমাংশ; 6 ষষ্ঠাংশ; 7 সপ্তমাংশ; 8 অষ্টমাংশ; 9 নবমাংশ; 10 দশমাংশ",
        "2 অর্ধেক আধা",
        gap="[ -]",
        ending="(?:ের|র|ে|টি)?[ইও]?",
    ),
    "ur": _Words(counted("ایک دو تین چار", 1), "3 تہائی; 4 چوتھائی", "2 نصف آدھا آدھی آدھے"),
}
_ORDINAL: Final = re.compile(".*(?:th|third)")  # “a third of”, but “a third case”


def fractions(text: str, language: str) -> Iterator[tuple[Quantity, Values]]:
    """The fractions that *text* has in words, in order, and the numbers that each may be said with.

    Nine tenths are also 90 per cent, and nine of ten.
    """
    if (found := _grammar(language)) is None:
        return
    pattern, signs, numerators, denominators, alone = found
    if not any(map(text.lower().__contains__, signs)):
        return
    for match in pattern.finditer(text):
        if match["alone"]:
            over, under = Decimal(1), alone[fold(match["alone"])]
        else:
            above, below = fold(match["n"]), fold(match["d"])
            if above == "a" and _ORDINAL.fullmatch(below) and not text.startswith(" of", match.end()):
                continue
            over, under = numerators[above], denominators[below]
        part = Quantity(match[0], *match.span(), frozenset({over / under}), "fraction", "", spelled=True)
        yield part, frozenset({over, under, 100 * over / under})


_Grammar = tuple[re.Pattern[str], Sequence[str], Mapping[str, Decimal], Mapping[str, Decimal], Mapping[str, Decimal]]


@cache
def _grammar(language: str) -> _Grammar | None:
    """A pattern with the groups n and d, or alone; words of which every match has one; and values.

    The values are those of numerators, of denominators and of what stands alone.
    """
    if (words := _TABLES.get(language)) is None:
        return None
    above, below, alone = (
        "|".join(sorted(re.findall(r"[^\d\s;.]+", table), key=len, reverse=True))
        for table in (words.numerators, words.denominators, words.alone)
    )
    parts = rf"(?:(?P<n>{above}){words.gap}(?P<d>{below})|(?P<alone>{alone}))"
    form = rf"(?<![^\W\d_]){words.prefix}{parts}{words.ending}(?!{WORD})"
    pattern = re.compile(nfc(form), re.IGNORECASE)
    signs = [words.gap] if words.gap.strip().isalpha() else below.split("|")
    signs = [nfc(sign).lower() for sign in (*signs, *alone.split("|"))]
    return (
        pattern,
        signs,
        dict(entries(words.numerators)),
        dict(entries(words.denominators)),
        dict(entries(words.alone)),
    )

"""Words that tell English, Indonesian and Vietnamese apart in a short line: function words, endings, letters.

A short table that errs on the side of saying nothing; ``checks`` have larger ones, and use these words, too.
"""

import re
from collections.abc import Iterable
from typing import Final

# The most frequent words of English and Indonesian that are no words of each other, nor, but for a few, of Vietnamese.
FREQUENT: Final = {
    "en": frozenset(
        "the of and to in is was for that with by on as are were from at it has have had be been will not this which "
        "who their its after but or an he she they his her said would over them now last since into each without until "
        "where must because most between through could made should during while there also against our any".split()
    ),
    "id": frozenset(
        "yang dan di dari untuk dengan pada ini itu tidak dalam adalah akan oleh juga sebagai telah para karena lebih "
        "tersebut mereka dapat kepada sudah bahwa saat tahun orang ke atau setelah menjadi bisa ada mengatakan tetapi "
        "setiap selama hingga sebelum hanya tanpa seorang masih kembali tentang sebuah kini harus memiliki sehingga "
        "membuat ketika antara belum lagi bukan kata kami".split()
    ),
}
# What other words of a language look like; for Vietnamese, letters that no other of the three has.
_FORM: Final = {
    "en": re.compile(r"\w{3,}ed$|\w{4,}ly$"),
    "id": re.compile(r"men[gy]\w{3}|\w{4,}(?:kan|nya)$"),
    "vi": re.compile(r"\w*[ơưăđ\u1ea0-\u1ef9]"),
}
TOLD: Final = tuple(_FORM)
# Words that further languages have (Dutch, Danish, German, Italian, Spanish…): there must be another one.
_SHARED: Final = frozenset("of and to in is was for by on as at it had be not or an he but di ke para dan ada".split())
# Of 45,085 development sentences none is given to another language with two words (docs/languages.md).
_ENOUGH: Final = 2


def told(found: Iterable[str], language: str) -> str:
    """Which other language than *language* words in Latin letters are in; an empty string unless that is certain.

    Two words say so, one of them in lower case, and no word in lower case speaks for *language*. Names and titles say
    nothing: what they have in lower case (The Lord of the Rings) are such words and no others.
    """
    found = frozenset(found)
    lower = frozenset(filter(str.islower, found))
    if _telling(lower, language) or (language == "vi" and not all(map(str.isascii, lower))):
        return ""
    others = (code for code in TOLD if code != language)
    return next((code for code in others if _certain(lower, frozenset(map(str.lower, found)), code)), "")


def _certain(lower: frozenset[str], folded: frozenset[str], language: str) -> bool:
    """True if words say that a line is in *language*: those in lower case, and all of them without regard to case."""
    if language == "vi":
        return len(_telling(lower, language)) >= _ENOUGH
    if not _telling(lower, language) or lower <= FREQUENT[language]:
        return False
    telling = _telling(folded, language)
    return len(telling) >= _ENOUGH and not FREQUENT[language].isdisjoint(telling - _SHARED)


def _telling(found: frozenset[str], language: str) -> frozenset[str]:
    """Those of *found*, words without capitals, that speak for a language."""
    if language not in _FORM:
        return frozenset()
    return found & FREQUENT.get(language, frozenset()) | frozenset(filter(_FORM[language].match, found))

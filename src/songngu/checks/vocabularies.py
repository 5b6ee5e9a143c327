"""Words that tell English, Indonesian and Vietnamese apart, even in short sentences. Meanings are not looked up.

The words are those that the training text has in lower case (``names/common.*.tsv``) and that the other languages
have not, with the commonest ones, which other languages quote. Vietnamese is told by its letters.
"""

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from itertools import repeat
from typing import Final

from ..names.mentions import lower_case
from ..telling import FREQUENT

NAMES: Final[Mapping[str, str]] = {"en": "English", "id": "Indonesian", "vi": "Vietnamese"}

# Letters that only Vietnamese has; the others of its letters are French, too.
_VIETNAMESE: Final = re.compile("[ăđơư\u1ea0-\u1ef9]")
_CAPITAL: Final = 0.5  # the weight of a word with a capital, which may be a name


@cache
def own(language: str) -> frozenset[str]:
    """Words of one of the languages of ``NAMES`` that are no words of the others, casefolded."""
    if language == "vi":
        return frozenset(word for word in lower_case("vi") if not word.isascii())
    other = "id" if language == "en" else "en"
    return (lower_case(language) - lower_case(other) - FREQUENT[other]) | FREQUENT[language]


@lru_cache(maxsize=1 << 6)  # the words of one text are asked about for several languages, and again for its next target
def telling(words: tuple[str, ...], language: str) -> float:
    """How many of *words* say that a text is in *language*; a Vietnamese one with a capital says nothing."""
    return sum(map(_weight, words, repeat(language)))


@lru_cache(maxsize=1 << 15)
def _weight(word: str, language: str) -> float:
    """How much a word says so."""
    known = own(language)
    if language == "vi":
        return word[0].islower() and (word in known or bool(_VIETNAMESE.search(word)))
    return 0 if word.casefold() not in known else 1 if word in known else _CAPITAL

"""Whether the rendering harps on one word: the check ``repetition``. ``loops`` looks for phrases that come again.

A small model says “the Committee of the Committee of Committee” where the source has a council, a committee and a
ministry. Of 13,380 human translations of the development sets, 4 say a word four times and more than twice as often
as their source says any.
"""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from operator import itemgetter
from typing import Final

from .pair import Pair, casefolded

_TIMES: Final = 4
_MORE: Final = 2  # times as often as the source
_SHORTEST: Final = 4  # letters of a word that counts; shorter ones are mostly grammar
_STEM: Final = 6  # letters that inflection leaves alone
# Particles and article before an Arabic word.
_ARABIC: Final = re.compile("^[وفبكل]{0,2}(?:ال|لل)?")


def repeated(pair: Pair) -> list[str]:
    """A word of the rendering comes far too often."""
    stems = _stems(casefolded(pair.rendering), pair.target)
    if len(stems) - len(set(stems)) < _TIMES - 1:  # none comes so often
        return []
    word, times = _most(stems)
    if times >= _TIMES and times > _MORE * _most(_stems(casefolded(pair.text), pair.source))[1]:
        return [f"repetition: “{word}…” {times} times"]
    return []


def _most(stems: Sequence[str]) -> tuple[str, int]:
    """The stem that comes most often, and how often."""
    return max(Counter(stems).items(), key=itemgetter(1), default=("", 1))


def _stems(words: Sequence[str], language: str) -> list[str]:
    """Beginnings of words; in Vietnamese, whose syllables stand alone, pairs of neighbours."""
    if language == "vi":
        return list(map(" ".join, pairwise(words)))
    bare = (_ARABIC.sub("", word) for word in words) if language == "ar" else words
    return [word[:_STEM] for word in bare if len(word) >= _SHORTEST]

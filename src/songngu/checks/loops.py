"""Whether the model fell into a loop: the check ``loop``. Repetition that the source has too, at
least half as often, is no loop.

Three forms are looked for: the same words three times in a row, the same four words three times anywhere, and the
same letters three times in a row inside a word. All take time in proportion to the length.
"""

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from operator import itemgetter
from typing import Final

from .pair import Pair, casefolded

_TIMES: Final = 3
_LONGEST: Final = 32  # words in a phrase repeated in a row
_GRAM: Final = 4  # words in a phrase repeated anywhere
_COVERAGE: Final = 0.5  # a name that a sentence repeats for good reason covers less of it
_STUTTER: Final = re.compile(r"(.{2,32}?)\1{2,}")  # OpusFilter's pattern, within a word
_STUTTERED: Final = 9  # letters in all: "hahaha" is laughter
_WORD_TAIL: Final = 300  # letters of a long word that are looked at: a loop goes on to the end
_MARKS: Final = re.compile(r"([^\w\s])(?:\s*\1){11,}")  # leaders in tables of contents have a dozen dots at most


def looped(pair: Pair) -> list[str]:
    """The rendering says the same thing again and again, and the source does not."""
    for find in _FORMS:
        phrase, times = find(pair.rendering)
        if times >= _TIMES:
            in_source = find(pair.text)[1]
            if not (in_source >= _TIMES and times <= 2 * in_source):
                return [f"loop: “{phrase}” {times} times"]
    return []


@lru_cache(maxsize=1 << 4)  # two forms ask
def _often(text: str) -> frozenset[str]:
    """The words that come three times: no others are said again and again."""
    found = casefolded(text)
    if len(found) - len(set(found)) < _TIMES - 1:
        return frozenset()
    return frozenset(word for word, times in Counter(found).items() if times >= _TIMES)


def _in_a_row(text: str) -> tuple[str, int]:
    """The phrase of at most 32 words that is said most often in a row, and how often."""
    found, often = casefolded(text), _often(text)
    best, phrase = 1, ""
    for size in sorted(_sizes(found, often)) if often else ():
        end, streak = _longest_period(found, size)
        if streak // size + 1 > best:
            best, phrase = streak // size + 1, " ".join(found[end - size : end])
    return phrase, best


def _sizes(found: Sequence[str], often: frozenset[str]) -> set[int]:
    """Every distance at which a word comes three times: what is said three times in a row has no other size."""
    last: dict[str, tuple[int, int]] = {}  # word → its last place, and how far before that it stood
    sizes = set()
    for place, word in enumerate(found):
        if word not in often:
            continue
        before, gap = last.get(word, (place, 0))
        if gap and place - before == gap <= _LONGEST:
            sizes.add(gap)
        last[word] = place, place - before
    return sizes


def _anywhere(text: str) -> tuple[str, int]:
    """The four words that come most often, and how often, if they make up a good part of the text."""
    found, often = casefolded(text), _often(text)
    if sum(map(often.__contains__, found)) < _GRAM + _TIMES - 1:  # three times the same, even if they overlap
        return "", 0
    grams = list(zip(*(found[i:] for i in range(_GRAM)), strict=False))
    if len(grams) - len(set(grams)) < _TIMES - 1:
        return "", 0
    gram, times = max(Counter(grams).items(), key=itemgetter(1))
    return " ".join(gram), times if times * _GRAM >= _COVERAGE * len(found) else 0


def _inside_a_word(text: str) -> tuple[str, int]:
    """The part of a word that is written most often in a row, and how often."""
    best, phrase = 1, ""
    for word in casefolded(text):
        if len(word) < _STUTTERED or len(word) - len(set(word)) < _STUTTERED - _TIMES:  # not three letters three times
            continue
        if match := _STUTTER.search(word, max(0, len(word) - _WORD_TAIL)):
            times = len(match[0]) // len(match[1])
            if times > best and len(match[0]) >= _STUTTERED:
                best, phrase = times, match[1]
    return phrase, best


def _of_marks(text: str) -> tuple[str, int]:
    """A punctuation mark written a dozen times or more, and how often."""
    if match := _MARKS.search(text):
        return match[1], match[0].count(match[1])
    return "", 0


def _longest_period(items: Sequence[str], size: int) -> tuple[int, int]:
    """End and length of the longest stretch in which every item equals the one *size* places before it."""
    best_end, best, streak = 0, 0, 0
    for end, (item, before) in enumerate(zip(items[size:], items, strict=False), start=size + 1):
        streak = streak + 1 if item == before else 0
        if streak > best:
            best_end, best = end, streak
    return best_end, best


_FORMS: Final = (_in_a_row, _anywhere, _inside_a_word, _of_marks)

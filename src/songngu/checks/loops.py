"""Whether the model fell into a loop: the check ``loop``. Repetition that the source has too, at
least half as often, is no loop.

Three forms are looked for: the same words three times in a row, the same four words three times anywhere, and the
same letters three times in a row inside a word. All take time in proportion to the length.
"""

import re
from collections import Counter
from typing import Final

from .pair import Pair, words

_TIMES: Final = 3
_LONGEST: Final = 8  # words in a phrase repeated in a row
_GRAM: Final = 4  # words in a phrase repeated anywhere
_COVERAGE: Final = 0.5  # a name that a sentence repeats for good reason covers less of it
_LETTERS: Final = range(2, 33)  # letters in a repeated part of a word: OpusFilter's pattern, within a word
_WORD_TAIL: Final = 300  # letters of a long word that are looked at: a loop goes on to the end
_MARKS: Final = re.compile(r"([^\w\s])(?:\s*\1){11,}")  # leaders in tables of contents have a dozen dots at most


def looped(pair: Pair) -> list[str]:
    """The rendering says the same thing again and again, and the source does not."""
    for find in (_in_a_row, _anywhere, _inside_a_word, _of_marks):
        phrase, times = find(pair.rendering)
        in_source = find(pair.text)[1]
        if times >= _TIMES and not (in_source >= _TIMES and times <= 2 * in_source):
            return [f"loop: “{phrase}” {times} times"]
    return []


def _in_a_row(text: str) -> tuple[str, int]:
    """The phrase of one to eight words that is said most often in a row, and how often."""
    found = words(text.casefold())
    best, phrase = 1, ""
    for size in range(1, _LONGEST + 1):
        end, streak = _longest_period(found, size)
        if streak // size + 1 > best:
            best, phrase = streak // size + 1, " ".join(found[end - size : end])
    return phrase, best


def _anywhere(text: str) -> tuple[str, int]:
    """The four words that come most often, and how often, if they make up a good part of the text."""
    found = words(text.casefold())
    grams = Counter(zip(*(found[i:] for i in range(_GRAM)), strict=False))
    gram, times = max(grams.items(), key=lambda item: item[1], default=((), 0))
    return " ".join(gram), times if times * _GRAM >= _COVERAGE * len(found) else 0


def _inside_a_word(text: str) -> tuple[str, int]:
    """The part of a word that is written most often in a row, and how often."""
    best, phrase = 1, ""
    for word in words(text.casefold()):
        tail = word[-_WORD_TAIL:]
        for size in _LETTERS[: max(0, len(tail) // _TIMES - 1)]:
            end, streak = _longest_period(tail, size)
            if streak // size + 1 > best:
                best, phrase = streak // size + 1, tail[end - size : end]
    return phrase, best if best * len(phrase) >= 9 else 1


def _of_marks(text: str) -> tuple[str, int]:
    """A punctuation mark written a dozen times or more, and how often."""
    if match := _MARKS.search(text):
        return match[1], match[0].count(match[1])
    return "", 0


def _longest_period(items: list[str] | str, size: int) -> tuple[int, int]:
    """End and length of the longest stretch in which every item equals the one *size* places before it."""
    best_end, best, streak = 0, 0, 0
    for end, (item, before) in enumerate(zip(items[size:], items, strict=False), start=size + 1):
        streak = streak + 1 if item == before else 0
        if streak > best:
            best_end, best = end, streak
    return best_end, best

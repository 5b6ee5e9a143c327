"""Which segments of a record make its brief: those that carry the story, and fit."""

from collections.abc import Sequence
from typing import Final

from ..types import Record
from ..words import words
from .choice import choose
from .eligible import eligible, titles
from .features import count
from .openings import leans

# What each rendering that failed takes from the score of a brief, shared out over its sentences. Scores of sets differ
# by some hundredths (ROUGE-1 + ROUGE-2): a sentence in doubt goes where another is about as good.
_PENALTY: Final = {"ok": 0.0, "repaired": 0.0, "suspect": 0.03, "untranslated": 0.3}


def selected(record: Record, sentences: int, most_words: int) -> Sequence[int]:
    """Indices of so many segments, or of those within *most_words* if that is not 0, ascending.

    Empty only for a record without text.
    """
    candidates = eligible(record)
    sizes = [_longest(record, n) if most_words else 1 for n in candidates]

    def fits(places: Sequence[int]) -> bool:
        return sum(sizes[place] for place in places) <= (most_words or sentences)

    if fits(range(len(candidates))):  # ``choose`` takes as many as fit
        return candidates
    texts = [record.segments[n].text for n in candidates]
    places = {n: place for place, n in enumerate(candidates)}
    leans_on = [
        places.get(n - 1, -1) if leans(record.segments[n].text, _language(record, n)) else None for n in candidates
    ]
    heading = titles(record)
    counts = count(" ".join(record.segments[n].text for n in heading), texts)
    penalties = [sum(_PENALTY[t.renderings[n].verdict] for t in record.translations.values()) for n in candidates]
    return [candidates[place] for place in choose(counts, penalties, leans_on, fits, titled=bool(heading))]


def _longest(record: Record, n: int) -> int:
    """Words of the longest rendering of segment *n*."""
    return max(len(words(translation.renderings[n].text)) for translation in record.translations.values())


def _language(record: Record, n: int) -> str:
    return record.lines[record.segments[n].line].language or record.language

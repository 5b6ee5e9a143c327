"""The built-in summariser: it chooses segments that carry the story, and copies them. So it cannot invent.

The choice looks at the source, and at the translations into all languages; it is therefore the same for every one of
them, and briefs of one article say the same. A sentence whose translations have different figures is left out.
Sentences are chosen together, see ``choice``; a connective at their beginning goes, see ``openings``. Figures and facts
are cut from the same sentences, see ``figures`` and ``facts``.
"""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from .. import signatures
from ..types import Brief, Record, Sentence
from ..words import words
from .choice import choose
from .eligible import eligible, titles
from .facts import facts, labelled
from .features import count
from .figures import figures, items
from .openings import leans, mended

# What each rendering that failed takes from the score of a brief, shared out over its sentences. Scores of sets differ
# by some hundredths (ROUGE-1 + ROUGE-2): a sentence in doubt goes where another is about as good.
_PENALTY: Final = {"ok": 0.0, "repaired": 0.0, "suspect": 0.03, "untranslated": 0.3}


@dataclass(frozen=True, slots=True)
class Extractive:
    """Choose *sentences* segments, in source order; or as many as stay within *words*, if that is not 0.

    The words are those of the longest of all briefs of a record. One sentence is always chosen.
    """

    sentences: int = 3
    words: int = 0

    @property
    def signature(self) -> str:
        """Names the rules and the length."""
        rules = signatures.fingerprint(sys.modules[__package__])
        length = f"{self.words} words" if self.words else str(self.sentences)
        return signatures.join(brief=f"extractive/{rules}", length=length)

    def summarise(self, record: Record) -> dict[str, Brief]:
        """The chosen segments in each language; for the source language itself, the segments as they are."""
        chosen, signature = self._choose(record), self.signature
        return composed(
            record,
            {to: [Sentence(extract(record, n, to), (n,)) for n in chosen] for to in record.translations},
            signature,
        )

    def _choose(self, record: Record) -> Sequence[int]:
        """Indices of segments, ascending; empty only for a record without text."""
        candidates = eligible(record)
        sizes = [_longest(record, n) if self.words else 1 for n in candidates]

        def fits(places: Sequence[int]) -> bool:
            return sum(sizes[place] for place in places) <= (self.words or self.sentences)

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


def extract(record: Record, n: int, language: str) -> str:
    """Segment *n* as a sentence of a brief in *language*."""
    return mended(record.translations[language].renderings[n].text, language)


def composed(record: Record, sentences: Mapping[str, Sequence[Sentence]], signature: str) -> dict[str, Brief]:
    """The brief of these sentences in each language: with its headline, and the figures and facts of their evidence."""
    heading = titles(record)
    evidence = {
        to: tuple(sorted({n for sentence in said for n in sentence.evidence})) for to, said in sentences.items()
    }
    quantities = {chosen: items(record, chosen) for chosen in set(evidence.values())}
    told = {chosen: facts(record, chosen, found) for chosen, found in quantities.items()}
    return {
        to: Brief(
            to,
            tuple(said),
            signature,
            headline=tuple(Sentence(record.translations[to].renderings[n].text, (n,)) for n in heading),
            figures=figures(quantities[evidence[to]], to),
            facts=labelled(told[evidence[to]], to),
        )
        for to, said in sentences.items()
    }


def _longest(record: Record, n: int) -> int:
    """Words of the longest rendering of segment *n*."""
    return max(len(words(translation.renderings[n].text)) for translation in record.translations.values())


def _language(record: Record, n: int) -> str:
    return record.lines[record.segments[n].line].language or record.language

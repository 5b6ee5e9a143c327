"""The built-in summariser: it chooses segments that carry the story, and copies them. So it cannot invent.

The choice looks at the source, and at the translations into all languages; it is therefore the same for every one of
them, and briefs of one article say the same. A sentence whose translations have different figures is left out.
Sentences are chosen together, see ``choice``; a connective at their beginning goes, see ``openings``. Figures and facts
are cut from the same sentences, see ``figures`` and ``facts``.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from .. import signatures
from ..types import Brief, Record, Sentence
from ..words import words

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
        rules = signatures.fingerprint("summarisers")
        length = f"{self.words} words" if self.words else str(self.sentences)
        return signatures.join(brief=f"extractive/{rules}", length=length)

    def summarise(self, record: Record) -> dict[str, Brief]:
        """The chosen segments in each language; for the source language itself, the segments as they are."""
        chosen, signature = self._choose(record), self.signature
        return {
            language: composed(
                record, language, [Sentence(extract(record, n, language), (n,)) for n in chosen], signature
            )
            for language in record.translations
        }

    def _choose(self, record: Record) -> Sequence[int]:
        """Indices of segments, ascending; empty only for a record without text."""
        from .choice import choose  # here and below: a run that finds all its records needs the signature alone
        from .eligible import eligible, titles
        from .features import count
        from .openings import leans

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
    from .openings import mended

    return mended(record.translations[language].renderings[n].text, language)


def composed(record: Record, language: str, sentences: Sequence[Sentence], signature: str) -> Brief:
    """The brief of these sentences: with its headline, and with the figures and facts of their evidence."""
    from .eligible import titles
    from .facts import facts
    from .figures import figures

    evidence = sorted({n for sentence in sentences for n in sentence.evidence})
    renderings = record.translations[language].renderings
    return Brief(
        language,
        tuple(sentences),
        signature,
        headline=tuple(Sentence(renderings[n].text, (n,)) for n in titles(record)),
        figures=figures(record, evidence, language),
        facts=facts(record, evidence, language),
    )


def _longest(record: Record, n: int) -> int:
    """Words of the longest rendering of segment *n*."""
    return max(len(words(translation.renderings[n].text)) for translation in record.translations.values())


def _language(record: Record, n: int) -> str:
    return record.lines[record.segments[n].line].language or record.language

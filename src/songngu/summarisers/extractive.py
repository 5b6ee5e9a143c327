"""The built-in summariser: it chooses segments that carry the story, and copies them. So it cannot invent.

The choice looks at the source, and at the translations into all languages; it is therefore the same for every one of
them, and briefs of one article say the same. A sentence whose translations have different figures is left out.
Sentences are chosen together, see ``choice``; a connective at their beginning goes, see ``openings``. Figures and facts
are cut from the same sentences, see ``figures`` and ``facts``.
"""

import sys
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from .. import signatures
from ..quantities import compare
from ..types import Brief, Record, Sentence
from ..words import words
from .choice import choose
from .facts import facts
from .features import count
from .figures import figures
from .openings import leans, mended

# What each rendering that failed takes from the score of a brief, shared out over its sentences. Scores of sets differ
# by some hundredths (ROUGE-1 + ROUGE-2): a sentence in doubt goes where another is about as good.
_PENALTY: Final = {"ok": 0.0, "repaired": 0.0, "suspect": 0.03, "untranslated": 0.3}
_FEWEST_WORDS: Final = 5


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

    def summarise(self, record: Record, language: str) -> Brief:
        """The chosen segments in *language*; for the source language itself, the segments as they are."""
        chosen = self._choose(record)
        renderings = record.translations[language].renderings
        return Brief(
            language,
            tuple(Sentence(mended(renderings[n].text, language), (n,)) for n in chosen),
            self.signature,
            headline=tuple(Sentence(renderings[n].text, (n,)) for n in _titles(record)),
            figures=figures(record, chosen, language),
            facts=facts(record, chosen, language),
        )

    def _choose(self, record: Record) -> list[int]:
        """Indices of segments, ascending; empty only for a record without text."""
        candidates = _agreeing(record, _candidates(record))
        if not candidates:
            return []
        texts = [record.segments[n].text for n in candidates]
        places = {n: place for place, n in enumerate(candidates)}
        leans_on = [
            places.get(n - 1, -1) if leans(record.segments[n].text, _language(record, n)) else None for n in candidates
        ]
        titles = _titles(record)
        counts = count(" ".join(record.segments[n].text for n in titles), texts)
        penalties = [sum(_PENALTY[t.renderings[n].verdict] for t in record.translations.values()) for n in candidates]
        sizes = [max(len(words(t.renderings[n].text)) for t in record.translations.values()) for n in candidates]

        def fits(places: Sequence[int]) -> bool:
            return sum(sizes[n] for n in places) <= self.words if self.words else len(places) <= self.sentences

        return [candidates[place] for place in choose(counts, penalties, leans_on, fits, titled=bool(titles))]


def _candidates(record: Record) -> list[int]:
    """Segments that may stand in a brief: sentences of the body; else what has a word; else all there is."""
    filled = [n for n, segment in enumerate(record.segments) if segment.text]
    untitled = [n for n in filled if record.role(record.segments[n]) != "title"]
    worded = [n for n in untitled if any(map(str.isalpha, record.segments[n].text))]
    body = [
        n
        for n in worded
        if (line := record.lines[record.segments[n].line]).role == "body"
        and line.rule != "heading"
        and len(record.segments[n].text.split()) >= _FEWEST_WORDS
    ]
    return body or worded or untitled or filled


def _agreeing(record: Record, candidates: Sequence[int]) -> Sequence[int]:
    """Those of *candidates* whose renderings have the same figures in all languages; all of them if there are none."""
    (first, *others), texts = record.translations, {t: tr.renderings for t, tr in record.translations.items()}
    agreeing = [
        n for n in candidates if all(_same_figures(texts[first][n].text, first, texts[o][n].text, o) for o in others)
    ]
    return agreeing or candidates


def _same_figures(one: str, language: str, two: str, other: str) -> bool:
    matching = compare(unicodedata.normalize("NFC", one), language, unicodedata.normalize("NFC", two), other)[2]
    return not matching.missing and not matching.added


def _titles(record: Record) -> list[int]:
    """The segments of the title."""
    return [n for n, segment in enumerate(record.segments) if record.role(segment) == "title" and segment.text]


def _language(record: Record, n: int) -> str:
    return record.lines[record.segments[n].line].language or record.language

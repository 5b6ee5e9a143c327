"""The built-in summariser: it chooses segments that carry the story, and copies them. So it cannot invent.

The choice looks at the source, and at the verdicts of all translations; it is therefore the same for every target
language, and briefs of one article say the same. Scores are the classical ones: likeness to the title and the lead
(Edmundson 1969), centrality (Erkan & Radev 2004, LexRank, here one step), position, and figures, with maximal marginal
relevance against repetition (Carbonell & Goldstein 1998).
"""

import math
import re
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from .. import signatures
from ..types import Brief, Record, Sentence

# Weights, see ``docs/briefs.md`` for how they were chosen.
_CENTRALITY: Final = 2.0
_TITLE: Final = 1.0
_POSITION: Final = 0.3
_POSITION_UNTITLED: Final = 1.0
_FIGURES: Final = 0.05
_REDUNDANCY: Final = 0.7
# What each rendering that failed takes from a segment's score: a brief should quote what can be trusted.
_PENALTY: Final = {"ok": 0.0, "repaired": 0.0, "suspect": 0.3, "untranslated": 1.0}
_FEWEST_WORDS: Final = 5
_STEM: Final = 6  # letters of a word that are compared, a poor man's stemmer for all languages

Vector = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Extractive:
    """Choose *sentences* segments, in source order."""

    sentences: int = 3

    @property
    def signature(self) -> str:
        """Names the rules and the length."""
        return signatures.join(
            brief=f"extractive/{signatures.fingerprint(sys.modules[__name__])}", length=self.sentences
        )

    def summarise(self, record: Record, language: str) -> Brief:
        """The chosen segments in *language*; for the source language itself, the segments as they are."""
        chosen = self._choose(record)
        renderings = record.translations[language].renderings
        sentences = tuple(Sentence(renderings[n].text, (n,)) for n in chosen)
        return Brief(language, sentences, self.signature)

    def _choose(self, record: Record) -> list[int]:
        candidates = _candidates(record)
        vectors = _vectors([segment.text for segment in record.segments])
        scores = _scores(record, candidates, vectors)
        chosen: list[int] = []
        while scores and len(chosen) < self.sentences:
            best = max(scores, key=lambda n: (scores[n] - _REDUNDANCY * _overlap(n, chosen, vectors), -n))
            chosen.append(best)
            del scores[best]
        return sorted(chosen)


def _candidates(record: Record) -> list[int]:
    """Segments that may stand in a brief: sentences of the body; else whatever has a word; else all there is."""
    words = [n for n, segment in enumerate(record.segments) if any(map(str.isalpha, segment.text))]
    body = [
        n
        for n in words
        if (line := record.lines[record.segments[n].line]).role == "body"
        and line.rule != "heading"
        and len(record.segments[n].text.split()) >= _FEWEST_WORDS
    ]
    return body or words or [n for n, segment in enumerate(record.segments) if segment.text]


def _scores(record: Record, candidates: Sequence[int], vectors: Sequence[Vector]) -> dict[int, float]:
    """How well each candidate stands for the article. Without a title, its first sentence says what it is about."""
    titles = [n for n, segment in enumerate(record.segments) if record.role(segment) == "title"]
    title = vectors[(titles or candidates)[0]] if titles or candidates else {}
    weight = _POSITION if titles else _POSITION_UNTITLED
    return {
        n: _CENTRALITY * _centrality(n, candidates, vectors)
        + _TITLE * _cosine(vectors[n], title)
        + weight / (1 + position)
        + _FIGURES * bool(re.search(r"\d", record.segments[n].text))
        - sum(_PENALTY[t.renderings[n].verdict] for t in record.translations.values())
        for position, n in enumerate(candidates)
    }


def _vectors(texts: Sequence[str]) -> list[Vector]:
    """TF-IDF vectors of unit length, with the article as the collection."""
    bags = [Counter(word[:_STEM] for word in re.findall(r"\w+", text.casefold())) for text in texts]
    spread = Counter(word for bag in bags for word in bag)
    weighted = [{word: count * math.log(1 + len(bags) / spread[word]) for word, count in bag.items()} for bag in bags]
    return [_unit(vector) for vector in weighted]


def _unit(vector: Vector) -> Vector:
    length = math.sqrt(sum(value * value for value in vector.values()))
    return {word: value / length for word, value in vector.items()} if length else vector


def _cosine(a: Vector, b: Vector) -> float:
    small, large = (a, b) if len(a) < len(b) else (b, a)
    return sum(value * large.get(word, 0.0) for word, value in small.items())


def _centrality(n: int, candidates: Sequence[int], vectors: Sequence[Vector]) -> float:
    """Mean likeness to the other candidates."""
    others = [_cosine(vectors[n], vectors[other]) for other in candidates if other != n]
    return sum(others) / len(others) if others else 0.0


def _overlap(n: int, chosen: Sequence[int], vectors: Sequence[Vector]) -> float:
    return max((_cosine(vectors[n], vectors[other]) for other in chosen), default=0.0)

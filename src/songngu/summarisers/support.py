"""On which segments a sentence that a model wrote rests: its evidence, and whether that is enough.

A word is supported by a segment that has it, in the rendering, or whose source has a counterpart of it by the
dictionaries of ``checks``. Rare words weigh more. Overlap of words is no entailment: what the words say of each other
is not seen; ``faults`` sees some of it.
"""

import math
import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Final

from ..canonical import nfc
from ..checks.dictionaries import DICTIONARIES, cut, dictionary
from ..quantities import compare
from ..types import Record, Sentence
from .eligible import FEWEST_WORDS
from .faults import faults

_WORD: Final = re.compile(r"\w+")
_STEM: Final = 6  # letters, as in ``features``
ENOUGH: Final = 0.6  # of the weight of a sentence’s words; set by hand
# Another segment is evidence if it supports that much more, and at least two words more: one word is found anywhere.
_MORE: Final = 0.15
_WORDS_MORE: Final = 2
_MOST: Final = 3  # segments
_NEAREST: Final = 0.25  # what a segment must have of a sentence that it replaces
# Words on each side of a figure, and what the segment with that figure must have of them, as a share of what the
# segment that has most of them has.
_NEIGHBOURS: Final = 4
_BOUND: Final = 0.5


class Grounds:
    """The segments of a record in one language, as what sentences are held against."""

    def __init__(self, record: Record, language: str) -> None:
        self.language = language
        self._record = record
        renderings = record.translations[language].renderings
        self._texts = {n: nfc(r.text) for n, r in enumerate(renderings) if any(map(str.isalnum, r.text))}
        self._stems = {n: frozenset(_stems(text)) for n, text in self._texts.items()}
        spread = Counter(stem for stems in self._stems.values() for stem in stems)
        self._weights = {stem: math.log((len(self._stems) + 1) / count) for stem, count in spread.items()}

    def checked(self, text: str) -> Sentence | None:
        """The sentence with its evidence; None for a fragment, or if it says anything that its evidence does not."""
        evidence = self.evidence(text) if len(_stems(text)) >= FEWEST_WORDS else []
        if not evidence or self._supported(text, evidence) < ENOUGH or self.faults(text, evidence):
            return None
        return Sentence(text, tuple(sorted(evidence)), "generated")

    def faults(self, text: str, evidence: Sequence[int]) -> list[str]:
        """What is wrong with *text*, given its evidence, the best first; see ``faults.faults``."""
        parts = [self._texts[n] for n in evidence if n in self._texts]
        if not parts:
            return ["evidence: none"]
        return (
            faults(text, parts, self.language) or self._loose_figures(text, evidence) or self._unsourced(text, evidence)
        )

    def nearest(self, text: str, among: Collection[int]) -> int | None:
        """The segment of *among* that has most of *text*; None if none has much of it."""
        stems = set(_stems(text))
        ranked = [(self._share(stems, self._stems[n]), -n) for n in among if n in self._stems]
        share, place = max(ranked, default=(0.0, 0))
        return -place if share >= _NEAREST else None

    def evidence(self, text: str) -> list[int]:
        """The segments that together have most of *text*, those with the most first."""
        stems, chosen = set(_stems(text)), list[int]()
        found: set[str] = set()
        while len(chosen) < _MOST:
            others = [n for n in self._stems if n not in chosen]
            best = max(others, key=lambda n: (self._share(stems, self._stems[n] - found), -n), default=None)
            if best is None:
                break
            more = stems & self._stems[best] - found
            if not more or (chosen and (self._share(stems, more) < _MORE or len(more) < _WORDS_MORE)):
                break
            chosen.append(best)
            found |= more
        return chosen

    def _supported(self, text: str, evidence: Sequence[int]) -> float:
        """Share of the weight of the words of *text* that its evidence has, in the rendering or the source."""
        known = frozenset().union(*(self._stems[n] for n in evidence))
        sourced = self._sourced(text, evidence)
        weights = [
            (self._weight(stem), stem in known or match.start() in sourced)
            for match in _WORD.finditer(text)
            for stem in _stems(match[0])
        ]
        return sum(weight for weight, has in weights if has) / (sum(weight for weight, _ in weights) or 1.0)

    def _sourced(self, text: str, evidence: Sequence[int]) -> set[int]:
        """Places of the words of *text* for which the source of the evidence has a counterpart."""
        source, given = self._source(evidence)
        swapped = (source, self.language) == ("en", "vi")
        pair = (self.language, source) if swapped else (source, self.language)
        if pair not in DICTIONARIES:
            return set()
        known = dictionary(*pair)
        mine, theirs = cut(text, self.language, known.compounds), cut(given, source, known.compounds)
        sides = [word.stem for word in mine], [word.stem for word in theirs]
        values = known.evidence(*sides)[0] if swapped else known.evidence(*sides[::-1])[1]
        return {
            place
            for word, value in zip(mine, values, strict=True)
            if value < 0
            for place in range(word.start, word.end)
        }

    def _loose_figures(self, text: str, evidence: Sequence[int]) -> list[str]:
        """Figures that stand among words which another segment has than the one with that figure."""
        words = list(_WORD.finditer(text))
        loose = []
        for at, match in enumerate(words):
            having = [n for n in evidence if match[0] in self._stems.get(n, ())] if match[0].isdecimal() else []
            near = words[max(0, at - _NEIGHBOURS) : at + _NEIGHBOURS + 1]
            around = {stem for word in near if not word[0].isdecimal() for stem in _stems(word[0])}
            shares = {n: self._share(around, self._stems[n]) for n in evidence if n in self._stems}
            if having and max(shares[n] for n in having) < _BOUND * max(shares.values()):
                loose.append(f"figures: {match[0]} of something else")
        return loose

    def _unsourced(self, text: str, evidence: Sequence[int]) -> list[str]:
        """Figures that the source of the evidence does not have."""
        source, given = self._source(evidence)
        if source == self.language:
            return []
        mine, _, matching = compare(text, self.language, given, source)
        return [f"figures: {mine[n].form} is not in the source" for n in matching.missing]

    def _source(self, evidence: Sequence[int]) -> tuple[str, str]:
        """Language and text of the evidence as the article has it."""
        segments = [self._record.segments[n] for n in evidence]
        language = self._record.lines[segments[0].line].language or self._record.language
        return language, nfc(" … ".join(segment.text for segment in segments))

    def _share(self, stems: Collection[str], known: Collection[str]) -> float:
        total = sum(map(self._weight, stems))
        return sum(self._weight(stem) for stem in stems if stem in known) / total if total else 0.0

    def _weight(self, stem: str) -> float:
        """By rarity in the article; a word that it does not have weighs as one that it has once."""
        return self._weights.get(stem, math.log(len(self._stems) + 1))


def _stems(text: str) -> list[str]:
    return [word[:_STEM] for word in _WORD.findall(text.casefold())]


def agree(briefs: Mapping[str, str]) -> bool:
    """Whether texts, by language, have the same figures; not one is in one of them only."""
    first, *others = briefs
    return all(
        not matching.missing and not matching.added
        for other in others
        for matching in [compare(nfc(briefs[first]), first, nfc(briefs[other]), other)[2]]
    )

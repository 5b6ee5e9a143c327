"""Whether the words of each side have a counterpart on the other: the checks ``omission``, ``addition``, ``unrelated``.

No model of language is needed: a dictionary counted in parallel text says for each word how much its lack or presence
speaks against a translation. Word order, negation and roles are not seen: a sentence that says the opposite with the
same words passes.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from .dictionaries import DICTIONARIES, Dictionary, cut, dictionary, stems
from .pair import Pair


class Run(NamedTuple):
    """The stretch of words that together speak loudest against a translation: the sum of their evidence, and where."""

    evidence: float
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """Two sentences, word by word: evidence in nats, above 0 for a word without counterpart, 0 for an unknown word."""

    text: str
    rendering: str
    lost: Sequence[float]
    added: Sequence[float]

    def features(self, lengths: Sequence[float]) -> tuple[float, ...]:
        """What the models weigh: the worst runs, the mean evidence of both sides, and how odd the lengths are.

        Args:
            lengths: mean of log(length of rendering / length of source), its variance, and what is added to that
                divided by the length of the source in characters.
        """
        expected, variance, for_short = lengths
        ratio = math.log((len(self.rendering) + 5) / (len(self.text) + 5))
        odd = (ratio - expected) / math.sqrt(variance + for_short / (len(self.text) + 5))
        odd = max(-6.0, min(6.0, odd))
        return (
            1.0, math.sqrt(worst_run(self.lost).evidence), math.sqrt(worst_run(self.added).evidence),
            _mean(self.lost), _mean(self.added), odd, odd * odd,
        )  # fmt: skip


def worst_run(evidence: Sequence[float]) -> Run:
    """The stretch with the greatest sum (Kadane's algorithm); empty, with 0, if nothing is above 0."""
    most, first, last = 0.0, 0, 0
    total, start = 0.0, 0
    for end, value in enumerate(evidence, start=1):
        total += value
        if total <= 0:
            total, start = 0.0, end
        elif total > most:
            most, first, last = total, start, end
    return Run(most, first, last)


def _mean(evidence: Sequence[float]) -> float:
    """Mean evidence of the words, drawn towards 0 where words are few."""
    return sum(evidence) / (len(evidence) + 4)


def compare(text: str, rendering: str, source: str, target: str, words: Dictionary, *, swapped: bool) -> Coverage:
    """Look up all words of two sentences; *swapped* if the target is the dictionary's left language."""
    given, returned = stems(text, source, words.compounds), stems(rendering, target, words.compounds)
    added, lost = words.evidence(returned, given) if swapped else words.evidence(given, returned)[::-1]
    return Coverage(text, rendering, lost, added)


# Below this there is no room for doubt: words of the shorter side that the dictionary knows.
_LEAST: Final = 3
_DOUBTS: Final = ("omission", "addition", "unrelated")


def coverage(pair: Pair) -> list[str]:
    """What stands on one side only: a clause or a half lost or added, or another sentence altogether."""
    direction = pair.source, pair.target
    swapped = direction == ("en", "vi")
    if not swapped and direction not in DICTIONARIES:
        return []
    words = dictionary(*(direction[::-1] if swapped else direction))
    found = compare(pair.text, pair.rendering, pair.source, pair.target, words, swapped=swapped)
    if min(sum(map(bool, found.lost)), sum(map(bool, found.added))) < _LEAST:
        return []
    models = words.models[f"{pair.source}-{pair.target}"]
    features = found.features(models["lengths"])
    doubts = {name: sum(map(float.__mul__, features, models[name])) for name in _DOUBTS}
    name = max(doubts, key=lambda name: doubts[name])
    if doubts[name] <= 0:
        return []
    if name == "omission":
        return [f"omission: nothing for “{_quoted(pair.text, pair.source, words, found.lost)}”"]
    if name == "addition":
        return [f"addition: “{_quoted(pair.rendering, pair.target, words, found.added)}” has no source"]
    return [_unrelated(found)]


def _unrelated(found: Coverage) -> str:
    known = [value for value in (*found.lost, *found.added) if value]
    share = sum(value < 0 for value in known) / len(known)
    return f"unrelated: only {round(100 * share)} % of the words have a counterpart"


def _quoted(text: str, language: str, words: Dictionary, evidence: Sequence[float]) -> str:
    """The worst run, as it stands in the text."""
    run = worst_run(evidence)
    cuts = cut(text, language, words.compounds)
    return text[cuts[run.start].start : cuts[run.end - 1].end] if run.evidence else "…"

"""Whether the words of each side have a counterpart on the other: the checks ``omission``, ``addition``, ``unrelated``.

No model of language is needed: a dictionary counted in parallel text says for each word how much its lack or presence
speaks against a translation. Word order, negation and roles are not seen: a sentence that says the opposite with the
same words passes.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from .dictionaries import DICTIONARIES, Dictionary, Word, cut, dictionary
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
    given: Sequence[Word]
    returned: Sequence[Word]
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
    best, total, start = Run(0.0, 0, 0), 0.0, 0
    for end, value in enumerate(evidence, start=1):
        total += value
        if total <= 0:
            total, start = 0.0, end
        elif total > best.evidence:
            best = Run(total, start, end)
    return best


def _mean(evidence: Sequence[float]) -> float:
    """Mean evidence of the words, drawn towards 0 where words are few."""
    return sum(evidence) / (len(evidence) + 4)


def compare(text: str, rendering: str, source: str, target: str, words: Dictionary, *, swapped: bool) -> Coverage:
    """Look up all words of two sentences; *swapped* if the target is the dictionary's left language."""
    given, returned = cut(text, source, words.compounds), cut(rendering, target, words.compounds)
    stems, other = [word.stem for word in given], [word.stem for word in returned]
    added, lost = words.evidence(other, stems) if swapped else words.evidence(stems, other)[::-1]
    return Coverage(text, rendering, given, returned, lost, added)


# Below this there is no room for doubt: words of the shorter side that the dictionary knows.
_LEAST: Final = 3


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
    doubts = {name: sum(map(float.__mul__, features, models[name])) for name in _REASONS}
    name = max(doubts, key=lambda name: doubts[name])
    return [_REASONS[name](found)] if doubts[name] > 0 else []


def _unrelated(found: Coverage) -> str:
    known = [value for value in (*found.lost, *found.added) if value]
    share = sum(value < 0 for value in known) / len(known)
    return f"unrelated: only {round(100 * share)} % of the words have a counterpart"


def _omission(found: Coverage) -> str:
    return f"omission: nothing for “{_quoted(found.text, found.given, found.lost)}”"


def _addition(found: Coverage) -> str:
    return f"addition: “{_quoted(found.rendering, found.returned, found.added)}” has no source"


def _quoted(text: str, words: Sequence[Word], evidence: Sequence[float]) -> str:
    run = worst_run(evidence)
    return text[words[run.start].start : words[run.end - 1].end] if run.evidence else "…"


_REASONS: Final = {"omission": _omission, "addition": _addition, "unrelated": _unrelated}

"""Which sentences of an article stand best for it, together. Knows no records and no translations.

A set of sentences is scored by the weights of ``weights.json``, which ``training/briefs.py`` fits to the abstracts that
editors wrote; so what a sentence adds depends on the others, and repetition does not pay. The best pair is found among
the most promising sentences; more are added one by one.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import combinations
from typing import Any, Final

from .features import NAMES, Counts, cosine

# Sentences among which the best pair is sought; all pairs of them are scored.
PROMISING: Final = 12
# What a set loses for a sentence that leans on one that it lacks, as a share of its sentences. Editors' abstracts,
# which are no extracts, do not teach it.
_DANGLING: Final = 0.05
# Cosine from which two sentences say the same: repeated captions, quotations of what was said.
_SAME: Final = 0.7

Fits = Callable[[Sequence[int]], bool]


def choose(
    counts: Counts, penalties: Sequence[float], leans_on: Sequence[int | None], fits: Fits, *, titled: bool
) -> list[int]:
    """The places of the best set that *fits*, ascending; one sentence if none does.

    Args:
        penalties: what each sentence takes from the score of a set, as a share of its sentences.
        leans_on: of each sentence, the place of the one without which it is not understood; -1 if that is none of
            the sentences, None if there is no such.
        fits: whether a set (ascending) is short enough; each set within one that fits must fit, too.
        titled: whether the article has a title; the weights are others then.
    """
    weights = _weights()["titled" if titled else "untitled"]

    def score(chosen: Sequence[int]) -> float:
        value = sum(weight * feature for weight, feature in zip(weights, counts.features(chosen), strict=True))
        dangling = sum(on is not None and on not in chosen for on in (leans_on[n] for n in chosen))
        return value - (sum(penalties[n] for n in chosen) + _DANGLING * dangling) / len(chosen)

    places = range(len(penalties))
    ranked = sorted(places, key=lambda n: score((n,)), reverse=True)
    pairs = [pair for pair in combinations(sorted(ranked[:PROMISING]), 2) if fits(pair) and not _repeats(counts, pair)]
    chosen = list(_best(pairs, score)) if pairs else [next((n for n in ranked if fits((n,))), ranked[0])]
    while more := _larger(counts, chosen, fits):
        chosen = list(_best(more, score))
    return chosen


def _best(sets: Iterable[Sequence[int]], score: Callable[[Sequence[int]], float]) -> Sequence[int]:
    """The set of the highest score; of several the first."""
    return max(sets, key=score)


def _larger(counts: Counts, chosen: Sequence[int], fits: Fits) -> list[list[int]]:
    """All sets with one sentence more that fit; without repetition, if there are such."""
    others = [n for n in range(len(counts.lengths)) if n not in chosen]
    sets = [larger for n in others if fits(larger := sorted([*chosen, n]))]
    return [larger for larger in sets if not _repeats(counts, larger)] or sets


def _repeats(counts: Counts, chosen: Sequence[int]) -> bool:
    """Whether two of the sentences say the same."""
    return any(cosine(counts.vectors[a], counts.vectors[b]) > _SAME for a, b in combinations(chosen, 2))


@cache
def _weights() -> Mapping[str, Sequence[float]]:
    """``titled`` and ``untitled`` → weights in the order of ``NAMES``."""
    content: dict[str, Any] = json.loads(files(__package__).joinpath("weights.json").read_text(encoding="utf-8"))
    return {kind: [table[name] for name in NAMES] for kind, table in content["weights"].items()}

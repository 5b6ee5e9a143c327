"""What the coverage check tolerates: logistic regressions on a few features, fitted on damaged translations.

Called by ``lexicon.py``. Negatives are human translations; positives are the same with a half or a clause dropped, with
another sentence appended, or another sentence of about the same length instead.
"""

import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from songngu.checks.coverage import compare
from songngu.checks.dictionaries import Dictionary

Pairs = list[tuple[str, str]]
Floats = NDArray[np.float64]

FROM_EACH: Final = 500  # pairs of each half of a calibration set
# Share of the untouched translations that each check may accuse.
FALSE_ALARMS: Final = {"omission": 0.009, "addition": 0.003, "unrelated": 0.001}


def balanced(rows: Iterable[tuple[str, tuple[str, str]]]) -> Pairs:
    """Equally many pairs of each set, given as (set, pair), so that the largest does not set the tone."""
    by_set: dict[str, Pairs] = defaultdict(list)
    for name, pair in rows:
        by_set[name].append(pair)
    return [pair for found in by_set.values() for pair in random.Random(1).sample(found, min(FROM_EACH, len(found)))]


def fit_models(halves: Sequence[tuple[Dictionary, Pairs]], direction: tuple[str, str]) -> dict[str, object]:
    """The entry of a dictionary's models for one direction: ``lengths``, and the weights of each check.

    A weighted sum above 0 is an accusation; FALSE_ALARMS of the untouched translations have it.
    """
    source, target = direction
    swapped = direction == ("en", "vi")
    chosen = [(words, [pair[::-1] if swapped else pair for pair in pairs]) for words, pairs in halves]
    lengths = fit_lengths([pair for _, pairs in chosen for pair in pairs])

    def features(damage: Callable[[Pairs], Iterator[tuple[str, str]]]) -> Floats:
        return np.array([
            compare(text, rendering, source, target, words, swapped=swapped).features(lengths)
            for words, pairs in chosen
            for text, rendering in damage(pairs)
        ])  # fmt: skip

    good = features(iter)
    model: dict[str, list[float]] = {"lengths": lengths}
    for name, damage in DAMAGE.items():
        weights = fit(good, features(damage))
        weights[0] -= np.quantile(good @ weights, 1 - FALSE_ALARMS[name])
        model[name] = [round(float(weight), 3) for weight in weights]
    return {f"{source}-{target}": model}


def fit_lengths(pairs: Pairs) -> list[float]:
    """Mean and variance of the log ratio of lengths in characters; the variance is a + b / length of the source."""
    given, returned = (np.array([len(pair[side]) + 5 for pair in pairs]) for side in (0, 1))
    ratio = np.log(returned / given)
    spread = (ratio - ratio.mean()) ** 2
    design = np.stack([np.ones(len(given)), 1 / given], axis=1)
    a, b = np.linalg.lstsq(design, spread, rcond=None)[0]
    return [round(float(ratio.mean()), 4), round(max(float(a), 0.005), 5), round(max(float(b), 0.0), 4)]


def halved(pairs: Pairs) -> Iterator[tuple[str, str]]:
    """The first or the second half of the words, and the clauses before or after a comma."""
    for index, (text, rendering) in enumerate(pairs):
        words = rendering.split()
        middle = len(words) // 2
        if middle >= 2:
            yield text, " ".join(words[:middle] if index % 2 else words[middle:])


def lengthened(pairs: Pairs) -> Iterator[tuple[str, str]]:
    """The rendering with the next one appended."""
    for index, (text, rendering) in enumerate(pairs):
        yield text, f"{rendering} {pairs[index - 1][1]}"


def exchanged(pairs: Pairs) -> Iterator[tuple[str, str]]:
    """The rendering of the sentence that comes next in length."""
    ordered = sorted(pairs, key=lambda pair: len(pair[1]))
    for index, (text, _) in enumerate(ordered):
        yield text, ordered[index - 1][1]


DAMAGE: Final[dict[str, Callable[[Pairs], Iterator[tuple[str, str]]]]] = {
    "omission": halved,
    "addition": lengthened,
    "unrelated": exchanged,
}


def fit(good: Floats, bad: Floats, rounds: int = 30) -> Floats:
    """Weights of a logistic regression, bad above 0, both classes counting the same; Newton's method, a small ridge."""
    x = np.concatenate([good, bad])
    y = np.concatenate([np.zeros(len(good)), np.ones(len(bad))])
    balance = np.where(y == 1, 0.5 / len(bad), 0.5 / len(good))
    weights = np.zeros(x.shape[1])
    ridge = 1e-4 * np.eye(x.shape[1])
    for _ in range(rounds):
        p = 1 / (1 + np.exp(-np.clip(x @ weights, -30, 30)))
        gradient = x.T @ (balance * (p - y)) + ridge @ weights
        hessian = (x * (balance * p * (1 - p))[:, None]).T @ x + ridge
        weights -= np.linalg.solve(hessian, gradient)
    return np.asarray(weights)

"""Fit the weights by which briefs choose sentences, to abstracts that editors wrote.

    python training/briefs.py ARTICLES.jsonl

One article a line: ``title``, ``body`` (a list of sentences), ``abstract``. Sets of two and three sentences of each
article are scored by ROUGE-1 + ROUGE-2 (F1) against the abstract, and a linear model of their features is fitted to
these scores by ridge regression. Sets are compared within an article and a size only, so both are centred there. They
are made of the sentences that a first model, fitted to single ones, finds promising. Prints ROUGE of the best sets
under cross-validation, by article; writes ``src/songngu/summarisers/weights.json``.
"""

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from random import Random
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from songngu.segments import split_lines
from songngu.summarisers.choice import PROMISING
from songngu.summarisers.features import NAMES, Counts, count
from songngu.types import Line

_TARGET: Final = Path(__file__).parents[1] / "src" / "songngu" / "summarisers" / "weights.json"
_FEWEST_WORDS: Final = 5
_TRIPLES: Final = 40  # drawn for each article
_FOLDS: Final = 5
_RIDGE: Final = 100.0  # from 10 to 1000 the same, within chance

Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Group:
    """Sets of one size of one article: features, one row a set, and scores (ROUGE-1, ROUGE-2)."""

    article: int
    size: int
    features: Matrix
    scores: Matrix


@dataclass(frozen=True, slots=True)
class Example:
    """One article: its sentences counted, their words, and those of the abstract."""

    counts: Counts
    words: Sequence[Sequence[str]]
    abstract: Sequence[str]


def main(path: Path) -> None:
    """Fit, cross-validate and write the weights for articles with and without a title."""
    articles = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    weights = {}
    for kind in ("titled", "untitled"):
        examples = [example(article, titled=kind == "titled") for article in articles]
        groups = list(all_groups(examples))
        for size in (2, 3):
            one, two = validated(groups, size)
            print(f"{kind}, {size} sentences: ROUGE-1 {one:.2f}, ROUGE-2 {two:.2f}", flush=True)
        weights[kind] = {name: float(f"{value:.5g}") for name, value in zip(NAMES, fitted(groups), strict=True)}
    provenance = {
        "fitted by": "training/briefs.py", "to": path.name, "articles": len(articles),
        "source": "Vietnamese news with editors' abstracts (ThanhChinhBK/vietnews)",
        "score": "ROUGE-1 + ROUGE-2, F1",
    }  # fmt: skip
    _TARGET.write_text(json.dumps({"provenance": provenance, "weights": weights}, indent=1) + "\n", encoding="utf-8")


def example(article: dict[str, Any], *, titled: bool) -> Example:
    """The sentences that may stand in a brief, as ``summarisers.extractive`` takes them."""
    segments = split_lines(tuple(Line(text, "body", "paragraph", "vi") for text in article["body"]))
    texts = [segment.text for segment in segments]
    texts = [text for text in texts if len(text.split()) >= _FEWEST_WORDS and any(map(str.isalpha, text))] or texts
    counts = count(article["title"] if titled else "", texts)
    return Example(counts, [_words(text) for text in texts], _words(article["abstract"]))


def all_groups(examples: Sequence[Example]) -> Iterator[Group]:
    """Pairs and triples of the promising sentences of all articles."""
    singles = [group(n, one, [(place,) for place in range(len(one.words))]) for n, one in enumerate(examples)]
    first, random = fitted(singles), Random(0)
    for n, (one, single) in enumerate(zip(examples, singles, strict=True)):
        best = sorted(np.argsort(-(single.features @ first), kind="stable")[:PROMISING].tolist())
        for size in (2, 3):
            sets = list(combinations(best, size))
            if len(sets) > 1:
                yield group(n, one, sets if size == 2 else random.sample(sets, min(_TRIPLES, len(sets))))


def group(article: int, one: Example, sets: Sequence[tuple[int, ...]]) -> Group:
    """Features and scores of *sets*."""
    features = np.array([one.counts.features(chosen) for chosen in sets])
    texts = [[word for place in chosen for word in one.words[place]] for chosen in sets]
    scores = np.array([rouge(one.abstract, text) for text in texts])
    return Group(article, len(sets[0]), features, scores)


def rouge(reference: Sequence[str], candidate: Sequence[str]) -> tuple[float, float]:
    """ROUGE-1 and ROUGE-2 as F1."""
    one, two = (
        2
        * (ngrams(reference, n) & ngrams(candidate, n)).total()
        / max(len(reference) + len(candidate) - 2 * (n - 1), 1)
        for n in (1, 2)
    )
    return one, two


def ngrams(text: Sequence[str], n: int) -> Counter[tuple[str, ...]]:
    """All n-grams, counted."""
    return Counter(zip(*(text[start:] for start in range(n)), strict=False))


def fitted(groups: Sequence[Group]) -> Matrix:
    """Weights of the features, fitted to what distinguishes the sets of a group."""
    features = np.vstack([group.features - group.features.mean(0) for group in groups])
    scores = np.concatenate([group.scores.sum(1) - group.scores.sum(1).mean() for group in groups])
    scale = features.std(0) + 1e-9
    scaled = features / scale
    solution: Matrix = np.linalg.solve(scaled.T @ scaled + _RIDGE * np.eye(len(scale)), scaled.T @ scores)
    weights: Matrix = solution / scale
    return weights


def validated(groups: Sequence[Group], size: int) -> tuple[float, float]:
    """ROUGE-1 and ROUGE-2, in per cent, of the best sets of *size*, by weights that have not seen the article."""
    found: list[Matrix] = []
    for fold in range(_FOLDS):
        weights = fitted([group for group in groups if group.article % _FOLDS != fold])
        unseen = (group for group in groups if group.size == size and group.article % _FOLDS == fold)
        found += [group.scores[int(np.argmax(group.features @ weights))] for group in unseen]
    one, two = 100 * np.mean(found, axis=0)
    return float(one), float(two)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


if __name__ == "__main__":
    main(Path(sys.argv[1]))

"""Parallel text → the dictionaries that the coverage check reads, ``src/songngu/checks/words.<left>-<right>.gz``.

    python training/lexicon.py DATA ar-en [bn-en ...]

IBM Model 1 (Brown et al. 1993, https://aclanthology.org/J93-2003) in both directions, on stems, each stem once a
sentence; a link stays if either direction finds it probable. A library is not needed: alignment by position, which
fast_align and eflomal add, is thrown away when only words are kept, and numpy gives the same bytes each time. DATA is
laid out as for ``prepare.py``, and the sets are those of ``sources.tsv``; nothing of ``DATA/dev`` is used.

What a word weighs and what the check tolerates is measured on sentences that the links were not trained on: the sets
of ``CALIBRATION`` are cut in two, and each half is looked up with links trained on all but that half.
"""

import gzip
import json
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

import songngu.checks
from adequacy import balanced, fit_models
from prepare import held_back, is_good, sets, tidy
from songngu.checks.dictionaries import cut, parse
from songngu.languages import ascii_digits

CALIBRATION: Final = ("newsroom", "ntrex_first1000", "flores_dev", "tico19_first2071")
ROUNDS: Final = 4  # of expectation maximisation; links hardly move after that
LEAST_COUNT: Final = 3  # sentences that a stem must stand in, to be known
LEAST_PROBABLE: Final = 0.04  # of a translation, in the better direction
LEAST_LINKED: Final = 0.7  # expected number of times that a link is used, in the better direction
COMPOUND_COUNT, COMPOUND_TOGETHER = 20, 0.25  # two syllables: how often, and in what share of the rarer one's uses
PRIOR: Final = 4.0  # sentences' worth of belief in the average of equally frequent words

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Row:
    """A pair of sentences, and how much it counts."""

    name: str
    weight: float
    left: str
    right: str


@dataclass(frozen=True)
class Side:
    """One language of all rows: stems of each sentence, the known stems in order, their numbers by sentence."""

    sentences: list[list[str]]
    known: list[str]
    numbers: list[Ints]


def main(data: Path, pairs: Sequence[str]) -> None:
    """Write one dictionary a pair."""
    for pair in pairs:
        left, right = pair.split("-")
        text = build(list(read(data, left, right)), left, right)
        path = Path(songngu.checks.__file__).with_name(f"words.{pair}.gz")
        path.write_bytes(gzip.compress(text.encode("utf-8"), 9, mtime=0))
        print(f"{pair}: {text.count(chr(10))} lines, {path.stat().st_size} bytes", flush=True)


def read(data: Path, left: str, right: str) -> Iterator[Row]:
    """All good pairs. Of a set that ``sources.tsv`` takes in part, twice that part, since words are few."""
    seen, rng = held_back(data / "dev"), random.Random(1)
    for name, copies in sets():
        for pair in cells(data, name, left, right):
            if rng.random() >= 2 * copies:
                continue
            one, two = (ascii_digits(tidy(cell)) for cell in pair)
            if is_good((right, one, two), seen):
                yield Row(name, max(1.0, copies), one, two)


def cells(data: Path, name: str, left: str, right: str) -> Iterator[tuple[str, str]]:
    """The pairs of one set as they stand in its file, whichever way round that is."""
    if name == "newsroom":
        columns, *rows = [line.split("\t") for line in (data / "newsroom.tsv").read_text("utf-8").splitlines()]
        yield from ((row[columns.index(left)], row[columns.index(right)]) for row in rows)
    for order in ((left, right), (right, left)):
        path = data / "train" / f"{name}.{order[0]}-{order[1]}.tsv.gz"
        for line in gzip.decompress(path.read_bytes()).decode("utf-8").split("\n") if path.exists() else ():
            pair = line.split("\t")
            if len(pair) == 2:
                yield (pair[0], pair[1]) if order[0] == left else (pair[1], pair[0])


def build(rows: list[Row], left: str, right: str) -> str:
    """The text of a dictionary file, see ``songngu.checks.dictionaries``."""
    one, two = side([row.left for row in rows], left), side([row.right for row in rows], right)
    weights = np.array([row.weight for row in rows])
    half = np.array([i % 2 + 1 if row.name in CALIBRATION else 0 for i, row in enumerate(rows)])
    both = candidates(one, two), candidates(two, one)
    folds = [(np.flatnonzero(half == part), symmetric(one, two, both, weights * (half != part))) for part in (1, 2)]
    strengths = strength(folds, one, two)
    models: dict[str, Any] = {}
    for direction in [(left, right), (right, left)] if (left, right) == ("vi", "en") else [(left, right)]:
        held = [
            (parse(written(linked, strengths)), balanced((rows[i].name, (rows[i].left, rows[i].right)) for i in places))
            for places, linked in folds
        ]
        models |= fit_models(held, direction)
    return written(symmetric(one, two, both, weights), strengths, models)


def side(texts: list[str], language: str) -> Side:
    """Cut all sentences of a language, and number the stems that are frequent enough."""
    found = compounds(texts) if language == "vi" else frozenset()
    sentences = [[word.stem for word in cut(text, language, found)] for text in texts]
    counts = Counter(stem for sentence in sentences for stem in set(sentence))
    known = sorted(stem for stem, count in counts.items() if count >= LEAST_COUNT and not stem[0].isdigit())
    number = {stem: i + 1 for i, stem in enumerate(known)}  # 0 is the word that is not there
    numbers = [np.array(sorted({number[stem] for stem in s if stem in number}), dtype=np.int64) for s in sentences]
    return Side(sentences, known, numbers)


def compounds(texts: Iterable[str]) -> frozenset[str]:
    """Two syllables that stand together in much of the use of the rarer one: ``bệnh viện``."""
    single: Counter[str] = Counter()
    double: Counter[tuple[str, str]] = Counter()
    for text in texts:
        syllables = [word.stem for word in cut(text, "vi")]
        single.update(syllables)
        double.update(pairwise(syllables))
    return frozenset(
        f"{a} {b}"
        for (a, b), count in double.items()
        if count >= COMPOUND_COUNT and count >= COMPOUND_TOGETHER * min(single[a], single[b]) and a != b
    )


@dataclass(frozen=True)
class Links:
    """Every pair of stems that stand in one pair of sentences, for Model 1 in one direction.

    Attributes:
        wide: a link is numbered source * wide + target; source 0 is the word that is not there.
        keys: numbers of the different links, ascending.
        place: for each use of a link, its index in ``keys``, for each target word all its sources.
        choices: the number of sources that each target word has.
        row: the pair of sentences that each target word stands in.
    """

    wide: int
    keys: Ints
    place: Ints
    choices: Ints
    row: Ints

    def train(self, weights: Floats) -> dict[tuple[int, int], tuple[float, float]]:
        """(source, target) → probability of the target given the source, and expected number of uses."""
        sources, starts = self.keys // self.wide, np.concatenate([[0], np.cumsum(self.choices)[:-1]])
        probability: Floats = np.ones(len(self.keys))
        count: Floats = np.zeros(len(self.keys))
        for _ in range(ROUNDS):
            share = probability[self.place]
            share *= np.repeat(weights[self.row] / np.add.reduceat(share, starts), self.choices)
            count = np.bincount(self.place, share, len(self.keys)).astype(np.float64)
            total = np.bincount(sources, count)
            probability = count / np.maximum(total, 1e-9)[sources] + 1e-12
        kept = np.flatnonzero((sources > 0) & (probability >= LEAST_PROBABLE / 20))
        numbers = zip(sources[kept].tolist(), (self.keys[kept] % self.wide).tolist(), strict=True)
        return dict(zip(numbers, zip(probability[kept].tolist(), count[kept].tolist(), strict=True), strict=True))


def candidates(source: Side, target: Side) -> Links:
    """All links of all pairs of sentences."""
    used = [i for i in range(len(target.numbers)) if len(target.numbers[i])]
    wide = len(target.known) + 1
    uses = [np.add.outer(target.numbers[i], np.append(source.numbers[i], 0) * wide).ravel() for i in used]
    keys, place = np.unique(np.concatenate(uses), return_inverse=True)
    sizes = [len(target.numbers[i]) for i in used]
    choices = np.repeat([len(source.numbers[i]) + 1 for i in used], sizes)
    return Links(wide, keys, place.astype(np.int32), choices, np.repeat(used, sizes))


def symmetric(one: Side, two: Side, both: tuple[Links, Links], weights: Floats) -> dict[str, list[str]]:
    """Left stem → right stems that it stands for."""
    forward, backward = (links.train(weights) for links in both)
    found: dict[str, list[str]] = defaultdict(list)
    for (i, j), (probability, count) in forward.items():
        back, back_count = backward.get((j, i), (0.0, 0.0))
        probable = max(probability, back) >= LEAST_PROBABLE and min(probability, back) >= LEAST_PROBABLE / 20
        if probable and max(count, back_count) >= LEAST_LINKED:
            found[one.known[i - 1]].append(two.known[j - 1])
    return found


Strength = dict[str, tuple[int, int]]


def strength(folds: list[tuple[Ints, dict[str, list[str]]]], one: Side, two: Side) -> tuple[Strength, Strength]:
    """For the stems of both sides, evidence of loss and of presence, in tenths of a nat."""
    found: list[dict[str, Counter[str]]] = [defaultdict(Counter), defaultdict(Counter)]
    for places, linked in folds:
        bare = parse(written(linked, ({}, {})))
        order = sorted(places, key=lambda i: (len(one.sentences[i]), i))
        for index, i in enumerate(order):
            for kind, j in (("true", i), ("other", order[index - 1]), ("other", order[index - 2])):
                left, right = one.sentences[i], two.sentences[j]
                for side_, stems, evidence in zip(found, (left, right), bare.evidence(left, right), strict=True):
                    for stem, value in zip(stems, evidence, strict=True):
                        if value:
                            side_[stem][kind] += 1
                            side_[stem][f"{kind} found"] += value < 0
    return _smoothed(found[0], one), _smoothed(found[1], two)


def _smoothed(found: dict[str, Counter[str]], side_: Side) -> Strength:
    """Shares of sentences with a counterpart, drawn towards those of equally frequent words, as evidence."""
    frequency = Counter(stem for sentence in side_.sentences for stem in set(sentence))
    pooled: dict[int, Counter[str]] = defaultdict(Counter)
    for stem, counts in found.items():
        pooled[min(12, frequency[stem].bit_length())].update(counts)
    strengths = {}
    for stem in side_.known:
        own, pool = found.get(stem, Counter()), pooled[min(12, frequency[stem].bit_length())]
        true, other = (
            (own[f"{kind} found"] + PRIOR * (pool[f"{kind} found"] + 0.5) / (pool[kind] + 1)) / (own[kind] + PRIOR)
            for kind in ("true", "other")
        )
        loss, presence = np.log((1 - other) / (1 - true)), np.log(true / other)
        strengths[stem] = max(0, round(10 * loss)), max(0, round(10 * presence))
    return strengths


def written(linked: dict[str, list[str]], strengths: tuple[Strength, Strength], models: object = None) -> str:
    """The text of a dictionary. Without strengths every word speaks equally loud."""
    right = sorted({stem for stems in linked.values() for stem in stems})
    place = {stem: i for i, stem in enumerate(right)}
    lines = [json.dumps(models or {}, separators=(",", ":")), str(len(right))]
    lines += ["{}\t{} {}".format(stem, *strengths[1].get(stem, (10, 10))) for stem in right]
    for stem in sorted(linked):
        places = sorted(place[other] for other in linked[stem])
        lines.append("{}\t{} {} {}".format(stem, *strengths[0].get(stem, (10, 10)), " ".join(map(str, places))))
    return "\n".join(lines)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])

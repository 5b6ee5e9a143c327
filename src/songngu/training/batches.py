"""Rows as batches of few fixed shapes: each new shape costs seconds of kernel compilation on a CPU.

Half of the rows get their numbers swapped for others, the same on both sides, so that the model learns to copy digits
rather than to remember them.
"""

import random
import re
from collections.abc import Iterable, Iterator
from typing import Any

import torch
from torch import Tensor

from .fused import IGNORED

# Longest side in tokens → rows in a batch: about 4,000 padded tokens a side.
SHAPES = {16: 256, 32: 128, 48: 80, 64: 64, 96: 40}
SWAPPED = 0.5
PAD, EOS = 0, 1

Row = tuple[str, str, str]  # target language, source text, target text
Pair = tuple[list[int], list[int]]  # token ids of the source with its tag, and of the target, each with its end token


def encode(rows: Iterable[Row], pieces: Any) -> dict[int, list[Pair]]:
    """Token ids of all rows by shape; rows longer than the longest shape are left out."""
    buckets: dict[int, list[Pair]] = {length: [] for length in SHAPES}
    for target, source, text in rows:
        if random.random() < SWAPPED:
            source, text = swap_numbers(source, text)
        pair = ([*pieces.encode(f"<2{target}> {source}"), EOS], [*pieces.encode(text), EOS])
        shape = next((length for length in SHAPES if max(map(len, pair)) <= length), None)
        if shape:
            buckets[shape].append(pair)
    return buckets


def swap_numbers(source: str, target: str) -> tuple[str, str]:
    """Other numbers of as many digits on both sides, if both have the same ones; years become other years."""
    runs = re.findall(r"\d+", source)
    if not runs or sorted(runs) != sorted(re.findall(r"\d+", target)):
        return source, target
    other = {run: another(run) for run in runs}
    return tuple(re.sub(r"\d+", lambda run: other[run[0]], text) for text in (source, target))  # type: ignore[return-value]


def another(run: str) -> str:
    """A random number that looks like *run*; 0, 1 and round zeros stay, since grammar hangs on them."""
    if re.fullmatch(r"(19|20)\d\d", run):
        return str(random.randint(1990, 2030))
    if not run.strip("0") or run == "1":
        return run
    first = random.choice("23456789") if len(run) == 1 else random.choice("123456789")
    return first + "".join(random.choice("0123456789") for _ in run[1:])


def stream(buckets: dict[int, list[Pair]], seed: str) -> Iterator[tuple[Tensor, Tensor, Tensor]]:
    """Batches without end: source ids, decoder inputs, labels, each (rows, length); every epoch in another order.

    *seed* must differ between the parts of an interrupted run: else each part sees the same first batches again, and
    its loss falls because it knows them by heart. A shape with fewer rows than a batch repeats some of them.
    """
    order = random.Random(seed)
    filled = {length: _filled(pairs, SHAPES[length]) for length, pairs in buckets.items() if pairs}
    while True:
        plan = []
        for length, pairs in filled.items():
            order.shuffle(pairs)
            plan += [(length, start) for start in range(0, len(pairs) - SHAPES[length] + 1, SHAPES[length])]
        order.shuffle(plan)
        for length, start in plan:
            yield batch(filled[length][start : start + SHAPES[length]], length)


def _filled(pairs: list[Pair], size: int) -> list[Pair]:
    return pairs * max(1, -(-size // len(pairs)))


def batch(pairs: list[Pair], length: int) -> tuple[Tensor, Tensor, Tensor]:
    """One padded batch. The decoder starts with padding, as T5 does."""
    sources = torch.full((len(pairs), length), PAD)
    inputs = torch.full((len(pairs), length), PAD)
    labels = torch.full((len(pairs), length), IGNORED)
    for row, (source, target) in enumerate(pairs):
        sources[row, : len(source)] = torch.tensor(source)
        inputs[row, 1 : len(target)] = torch.tensor(target[:-1])
        labels[row, : len(target)] = torch.tensor(target)
    return sources, inputs, labels

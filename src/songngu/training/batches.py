"""Rows as batches of few fixed shapes: each new shape costs seconds of kernel compilation on a CPU."""

import random
from collections.abc import Iterable, Iterator
from typing import Any

import torch
from torch import Tensor

from .fused import IGNORED

# Longest side in tokens → rows in a batch: about 4,000 padded tokens a side.
SHAPES = {16: 256, 32: 128, 48: 80, 64: 64, 96: 40}
PAD, EOS = 0, 1

Row = tuple[str, str, str]  # target language, source text, target text
Pair = tuple[list[int], list[int]]  # token ids of the source with its tag, and of the target, each with its end token


def encode(rows: Iterable[Row], pieces: Any) -> dict[int, list[Pair]]:
    """Token ids of all rows by shape; rows longer than the longest shape are left out."""
    buckets: dict[int, list[Pair]] = {length: [] for length in SHAPES}
    for target, source, text in rows:
        pair = ([*pieces.encode(f"<2{target}> {source}"), EOS], [*pieces.encode(text), EOS])
        shape = next((length for length in SHAPES if max(map(len, pair)) <= length), None)
        if shape:
            buckets[shape].append(pair)
    return buckets


def stream(buckets: dict[int, list[Pair]], seed: str) -> Iterator[tuple[list[Pair], int]]:
    """Pairs of a batch and their shape, without end; every epoch in another order.

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
            yield filled[length][start : start + SHAPES[length]], length


def _filled(pairs: list[Pair], size: int) -> list[Pair]:
    return pairs * max(1, -(-size // len(pairs)))


def batch(pairs: list[Pair], length: int) -> tuple[Tensor, Tensor, Tensor]:
    """Source ids, decoder inputs and labels, each (rows, length), padded; the decoder starts with padding."""
    sources = torch.full((len(pairs), length), PAD)
    inputs = torch.full((len(pairs), length), PAD)
    labels = torch.full((len(pairs), length), IGNORED)
    for row, (source, target) in enumerate(pairs):
        sources[row, : len(source)] = torch.tensor(source)
        inputs[row, 1 : len(target)] = torch.tensor(target[:-1])
        labels[row, : len(target)] = torch.tensor(target)
    return sources, inputs, labels

"""Rows as batches, without end: every pair noised anew, and gathered by length until a batch of that length is full."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol

import torch
from torch import Tensor
from torch.utils.data import IterableDataset, get_worker_info

from .fused import IGNORED

PAD, EOS = 0, 1
LONGEST: Final = 96  # tokens of a side; longer rows are left out

Row = tuple[str, str, str]  # target language, source text, target text
Pair = tuple[list[int], list[int]]  # token ids of the source with its tag, and of the target, each with its end token
Batch = tuple[Tensor, Tensor, Tensor]  # source ids, decoder inputs and labels, each (rows, length), padded


@dataclass(frozen=True, slots=True)
class Shapes:
    """Which shapes batches have.

    Attributes:
        lengths: of a side in tokens, ascending; a batch has the first that holds all its pairs.
        tokens: padded tokens of a side of a batch.
    """

    lengths: tuple[int, ...]
    tokens: int

    def length(self, pair: Pair) -> int | None:
        """The length of the batches that a pair belongs to; None if it is too long for all."""
        longest = max(map(len, pair))
        return next((length for length in self.lengths if longest <= length), None)

    def rows(self, length: int) -> int:
        """Pairs in a batch of that length."""
        return self.tokens // length


# Few shapes, since each new one costs a CPU seconds of kernel compilation; a GPU has no such cost, and wants much work.
ON_CPU: Final = Shapes((16, 32, 48, 64, LONGEST), 4096)
ON_GPU: Final = Shapes(tuple(range(8, LONGEST + 1, 8)), 49_152)


class Noising(Protocol):
    """What ``noise.Noise`` does."""

    def pair(self, row: Row) -> Pair:
        """Token ids of a row, noised."""

    def inputs(self, inputs: Tensor) -> Tensor:
        """Decoder inputs, some of them hidden."""


class Stream(IterableDataset[Batch]):
    """Batches of rows, without end; every epoch in another order.

    *seed* must differ between the parts of an interrupted run: else each part sees the same first batches again, and
    its loss falls because it knows them by heart. Of several loading processes, each has its own rows.
    """

    def __init__(self, rows: Sequence[Row], noise: Noising, shapes: Shapes, seed: str) -> None:
        self._rows = rows
        self._noise = noise
        self._shapes = shapes
        self._seed = seed

    def __iter__(self) -> Iterator[Batch]:
        """Batches; never ends, so some row must fit (``fitting``)."""
        loader: Any = get_worker_info()
        part, parts = (loader.id, loader.num_workers) if loader else (0, 1)
        rows = list(self._rows[part::parts] or self._rows)
        order = random.Random(f"{self._seed}, part {part}")
        waiting: dict[int, list[Pair]] = {length: [] for length in self._shapes.lengths}
        while True:
            order.shuffle(rows)
            for pair in map(self._noise.pair, rows):
                length = self._shapes.length(pair)
                if length is None:
                    continue
                waiting[length].append(pair)
                if len(waiting[length]) == self._shapes.rows(length):
                    sources, inputs, labels = batch(waiting[length], length)
                    yield sources, self._noise.inputs(inputs), labels
                    waiting[length] = []


def batch(pairs: Sequence[Pair], length: int) -> Batch:
    """The tensors of some pairs; the decoder starts with padding."""
    sources = torch.full((len(pairs), length), PAD)
    inputs = torch.full((len(pairs), length), PAD)
    labels = torch.full((len(pairs), length), IGNORED)
    for row, (source, target) in enumerate(pairs):
        sources[row, : len(source)] = torch.tensor(source)
        inputs[row, 1 : len(target)] = torch.tensor(target[:-1])
        labels[row, : len(target)] = torch.tensor(target)
    return sources, inputs, labels


def fitting(rows: Sequence[Row], noise: Noising) -> list[Row]:
    """The rows of which no side has more than ``LONGEST`` tokens."""
    return [row for row in rows if max(map(len, noise.pair(row))) <= LONGEST]

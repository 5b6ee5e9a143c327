"""Which source piece a target piece comes from, by IBM Model 1, and a loss that teaches it to the attention.

A small model that sees little data learns last what it needs most: to look at the word that it is translating. Guided
alignment (Chen et al. 2016, https://arxiv.org/abs/1607.01628; Garg et al. 2019, https://aclanthology.org/D19-1453)
says so from the first step.
"""

import random
from collections.abc import Iterator, Sequence
from typing import Any, Final

import torch
from torch import Tensor

from .batches import PAD, Row
from .folders import TARGETS

SAMPLE: Final = 130_000  # rows for each target: the tables hardly change with more
ROUNDS: Final = 4  # of expectation and maximisation; as many as fast_align's Model 1 gets
TENSION: Final = 4.0  # how strongly the diagonal is preferred; fast_align starts there
CHUNK: Final = 64  # rows at a time
LEAST: Final = 0.02  # total weight of all source pieces below which a target piece has no counterpart
SPECIAL: Final = 2  # ids up to this are padding, end and unknown

# Heads that are taught, one in each layer of the decoder; the others are free.
HEAD: Final = 0
STRENGTH: Final = 0.15  # of the alignment loss, against a cross-entropy of 1; what most of the starter was trained with


def learn(rows: Sequence[Row], pieces: Any, report: Any = print) -> Tensor:
    """Probability of a target piece given a source piece: (targets as in TARGETS, pieces, pieces), float16."""
    tables = []
    for target in TARGETS:
        chosen = [row for row in dict.fromkeys(rows) if row[0] == target]
        chosen = random.sample(chosen, min(SAMPLE, len(chosen)))
        sides = [pieces.encode([row[side] for row in chosen]) for side in (1, 2)]
        pairs = [(torch.tensor(s), torch.tensor(t)) for s, t in zip(*sides, strict=True) if s and t]
        table = torch.ones(len(pieces), len(pieces))
        for number in range(ROUNDS):
            table, likelihood = _round(table, pairs)
            report(f"alignments into {target}, round {number + 1}: log-likelihood {likelihood:.3f} a piece")
        tables.append(table.half())
    return torch.stack(tables)


def _round(table: Tensor, pairs: list[tuple[Tensor, Tensor]]) -> tuple[Tensor, float]:
    """One round of expectation and maximisation, and the log-likelihood per target piece before it."""
    size = len(table)
    flat, counts = table.view(-1), torch.zeros(size * size)
    total, positions = 0.0, 0
    for index, prior, position in _chunks(pairs, size):
        probability = flat[index] * prior
        evidence = torch.zeros(int(position[-1]) + 1).index_add_(0, position, probability) + 1e-9
        counts.index_add_(0, index, probability / evidence[position])
        total, positions = total + float(evidence.log().sum()), positions + len(evidence)
    found = counts.view(size, size)
    return found / (found.sum(1, keepdim=True) + 1), total / positions  # + 1: what is rare is not trusted


def _chunks(pairs: list[tuple[Tensor, Tensor]], size: int) -> Iterator[tuple[Tensor, Tensor, Tensor]]:
    """Cells of the table, prior weight and target position of every link that some rows could have."""
    for start in range(0, len(pairs), CHUNK):
        cells, priors, positions, first = [], [], [], 0
        for source, target in pairs[start : start + CHUNK]:
            cells.append((source[None] * size + target[:, None]).reshape(-1))
            priors.append(diagonal(torch.arange(len(source)), torch.arange(len(target)), len(source), len(target)))
            positions.append((torch.arange(len(target)) + first).repeat_interleave(len(source)))
            first += len(target)
        yield torch.cat(cells), torch.cat([prior.reshape(-1) for prior in priors]), torch.cat(positions)


def diagonal(sources: Tensor, targets: Tensor, source_length: Any, target_length: Any) -> Tensor:
    """Prior weight of links, (…, targets, sources): words mostly come in the same order."""
    across = ((targets + 0.5) / target_length)[..., :, None] - ((sources + 0.5) / source_length)[..., None, :]
    return torch.exp(-TENSION * across.abs())


class Guide:
    """Tables of ``learn`` as soft alignments of a batch."""

    def __init__(self, tables: Tensor, pieces: Any) -> None:
        self._tables = tables
        self._tags = torch.tensor([pieces.piece_to_id(f"<2{target}>") for target in TARGETS])

    @torch.no_grad()
    def align(self, sources: Tensor, labels: Tensor) -> tuple[Tensor, Tensor]:
        """Probability of each source position, (rows, labels, sources), and the weight of each label, (rows, labels).

        The tag and special pieces are no counterparts; a label without a likely one has weight 0.
        """
        target = (sources[:, :, None] == self._tags).any(1).long().argmax(1)
        wanted = labels.clamp_min(PAD)
        likely = self._tables[target[:, None, None], sources[:, None, :], wanted[:, :, None]].float()
        real = (sources > SPECIAL) & ~torch.isin(sources, self._tags)
        words = wanted > SPECIAL
        places = torch.arange(sources.shape[1])[None] - 1  # the tag is no word
        likely = likely * real[:, None, :]
        likely *= diagonal(places, torch.arange(labels.shape[1])[None], real.sum(1, True), words.sum(1, True))
        total = likely.sum(-1)
        shares = likely / (total[..., None] + 1e-9)
        return shares, (total > LEAST) * words * shares.amax(-1)

    def loss(self, attentions: Sequence[Tensor], sources: Tensor, labels: Tensor) -> Tensor:
        """Cross-entropy of one head's attention against the alignment, mean over the layers.

        Args:
            attentions: of each layer of the decoder, (rows, heads, labels, sources).
            sources: piece ids, (rows, sources), on the CPU; so are the labels.
        """
        shares, weight = (tensor.to(attentions[0].device) for tensor in self.align(sources, labels))
        losses = [
            -((shares * (attention[:, HEAD].float() + 1e-6).log()).sum(-1) * weight).sum() / (weight.sum() + 1e-9)
            for attention in attentions
        ]
        return torch.stack(losses).mean()

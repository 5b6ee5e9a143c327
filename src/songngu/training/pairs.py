"""A user's own sentence pairs as rows to train on, and rows held out to score on."""

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from ..errors import UsageError
from ..languages import ascii_digits
from ..parallel import read_table
from .batches import Row

HELD_OUT: Final = 20  # one line of so many is not trained on
MOST_HELD_OUT: Final = 200  # lines: a score of more takes long and says little more
FEWEST: Final = 40  # lines; with fewer there is nothing to learn, and nothing to hold out


@dataclass(frozen=True, slots=True)
class Pairs:
    """Rows to train on, and (source language, row) held out to score on."""

    rows: tuple[Row, ...]
    held_out: tuple[tuple[str, Row], ...]


def read_pairs(path: Path, targets: tuple[str, ...]) -> Pairs:
    """Every direction that *path* has into one of *targets*. Which lines are held out depends on their text alone.

    Raises:
        UsageError: names the file, the line and the remedy.
    """
    table = read_table(path)
    if not set(table.languages) & set(targets):
        raise UsageError(
            f"{path}: has {', '.join(table.languages)}; one must be {' or '.join(targets)}, to translate into"
        )
    lines = [tuple(cells.values()) for cells in table.rows]
    if len(lines) < FEWEST:
        raise UsageError(f"{path}: {len(lines)} pairs; at least {FEWEST} are needed to learn from and to hold some out")
    order = sorted(range(len(lines)), key=lambda n: sha256("\t".join(lines[n]).encode()).digest())
    held = sorted(order[: min(MOST_HELD_OUT, len(lines) // HELD_OUT)])
    texts = {text for n in held for text in lines[n]}
    learned = [cells for cells in table.rows if texts.isdisjoint(cells.values())]
    return Pairs(
        tuple(row for cells in learned for _, row in _rows(cells, targets)),
        tuple(row for n in held for row in _rows(table.rows[n], targets)),
    )


def _rows(cells: dict[str, str], targets: tuple[str, ...]) -> list[tuple[str, Row]]:
    """Source language and row of every direction; digits of the source are 0-9, as every model gets them."""
    return [
        (source, (target, ascii_digits(text), cells[target]))
        for target in targets
        if target in cells
        for source, text in cells.items()
        if source != target
    ]

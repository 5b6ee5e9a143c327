"""Counts over the records of a run or of a folder: verdicts, figures, names. Prints nothing."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ..types import STATUSES, VERDICTS, Record


@dataclass(slots=True)
class Tally:
    """What the records that were added hold together.

    Attributes:
        verdicts: sentences, by target and verdict.
        statuses: figures, by target and status.
        figures: of the sources; what only a translation has is counted in *statuses* alone.
        conflicts: names with more than one form in a translation.
    """

    articles: int = 0
    verdicts: dict[str, Counter[str]] = field(default_factory=dict)
    statuses: dict[str, Counter[str]] = field(default_factory=dict)
    figures: int = 0
    names: int = 0
    conflicts: int = 0

    def add(self, record: Record) -> None:
        """Count one more record."""
        self.articles += 1
        _count(self.verdicts, record.summary)
        _count(self.statuses, record.statuses)
        self.figures += sum(bool(figure.source) for figure in record.ledger)
        self.names += len(record.names)
        self.conflicts += sum(any(name.conflicts.values()) for name in record.names)

    @property
    def doubtful(self) -> bool:
        """True if any sentence is suspect or untranslated."""
        return any(counts[verdict] for counts in self.verdicts.values() for verdict in ("suspect", "untranslated"))

    def as_dict(self) -> dict[str, Any]:
        """For ``run.json``: every verdict and status is listed, also with 0."""
        return {
            "verdicts": {target: {v: counts[v] for v in VERDICTS} for target, counts in self.verdicts.items()},
            "figures": self.figures,
            "statuses": {target: {s: counts[s] for s in STATUSES} for target, counts in self.statuses.items()},
            "names": self.names,
            "names_in_conflict": self.conflicts,
        }


def _count(counters: dict[str, Counter[str]], counts: Mapping[str, Mapping[Any, int]]) -> None:
    for target, found in counts.items():
        counters.setdefault(target, Counter()).update(found)

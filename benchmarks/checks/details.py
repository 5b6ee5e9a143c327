"""All counts, misses and false alarms, as JSON: what a person reads who wants to better a check."""

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from items import DIRECTIONS, Direction, Item
from measure import UNTOUCHED, Finding, Findings, Rate, alarms, recall
from requirements import REQUIREMENTS


def write(path: Path, damage: Findings, references: Findings) -> None:
    """Write the file."""
    before = damage[UNTOUCHED]
    kinds = [kind for family in REQUIREMENTS for kind in family.kinds]
    found = {
        "recall": {kind: _by_direction(partial(_recall, damage, kind)) for kind in kinds},
        "false alarms": {
            family.name: _by_direction(partial(alarms, references, family.checks)) for family in REQUIREMENTS
        },
        "missed": {
            kind: [_case(i, f) for i, f in damage[kind].items() if not f.reasons and not before[i].reasons]
            for kind in kinds
            if kind in damage
        },
        "refused": [_case(i, f) for i, f in references[UNTOUCHED].items() if f.reasons],
    }
    path.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _by_direction(rate: Callable[[Direction], Rate]) -> dict[str, list[int]]:
    rates: dict[str, Rate] = {f"{s}-{t}": rate((s, t)) for s, t in DIRECTIONS}
    return {name: [r.hits, r.total] for name, r in rates.items()}


def _recall(damage: Findings, kind: str, direction: Direction) -> Rate:
    return recall(damage, kind, direction=direction)


def _case(item: Item, finding: Finding) -> dict[str, Any]:
    direction = f"{item.source}-{item.target}"
    found = {"set": item.set, "direction": direction, "text": item.text, "reference": item.reference}
    return {**found, "rendering": finding.rendering, "reasons": finding.reasons}

"""Cases, what a checker says of them, and rates with their intervals. No table and no printing."""

import json
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from math import sqrt
from pathlib import Path
from typing import Final

from corruptions import KINDS, RARE, corrupt
from items import Direction, Item, Material, sample

import songngu

WARM_UP: Final = 200  # pairs judged before the clock starts: compiled patterns, tables
SELDOM: Final = 5  # times as many sentences for the kinds of damage that few sentences allow
UNTOUCHED: Final = ""
ADDRESS: Final = "https://www.who.int/emergencies/item/outbreak"
Z: Final = 1.96  # 95 % of a normal distribution


@dataclass(frozen=True, slots=True)
class Case:
    """An item and a rendering of it: damaged in one way, or the reference, whose kind is empty."""

    item: Item
    kind: str
    rendering: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A rendering and the reasons for which a checker refuses it, ``check: detail`` or just ``check``."""

    rendering: str
    reasons: tuple[str, ...]

    def refused(self, checks: frozenset[str] | None) -> bool:
        """Whether any of *checks* refuses it (None: any check)."""
        return bool(self.reasons) if checks is None else any(check_of(reason) in checks for reason in self.reasons)


Findings = dict[str, dict[Item, Finding]]  # kind of damage → item → what was found


@dataclass(frozen=True, slots=True)
class Rate:
    """So many of so many."""

    hits: int
    total: int

    @property
    def percent(self) -> float:
        """Not a number when there is nothing to count."""
        return 100 * self.hits / self.total if self.total else float("nan")

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson's 95 % interval, in per cent."""
        n, p = self.total, self.hits / self.total
        centre, spread = p + Z * Z / (2 * n), Z * sqrt(p * (1 - p) / n + Z * Z / (4 * n * n))
        low, high = ((centre + side * spread) / (1 + Z * Z / n) for side in (-1, 1))
        return max(0.0, 100 * low), min(100.0, 100 * high)


def untouched(items: Iterable[Item]) -> list[Case]:
    """The references as they are."""
    return [Case(item, UNTOUCHED, item.reference) for item in items]


def damaged(items: list[Item], gathered: dict[tuple[str, str], Material], lines: int) -> Iterator[Case]:
    """Damage to *lines* items of each set and direction; to ``SELDOM`` times as many of the kinds in ``RARE``.

    The items with an address come untouched too: they are in no set.
    """
    often = sample(items, lines)
    common = set(often)
    for item in sample(items, SELDOM * lines):
        for kind in KINDS if item in common else RARE:
            yield from _cases(item, kind, gathered)
    for item in (with_address(item) for item in often if item.set == "newsroom"):
        yield Case(item, UNTOUCHED, item.reference)
        yield from _cases(item, "address altered", gathered)


def _cases(item: Item, kind: str, gathered: dict[tuple[str, str], Material]) -> Iterator[Case]:
    rendering = corrupt(kind, item, gathered[item.set, item.target])
    if rendering is not None:
        yield Case(item, kind, rendering)


def with_address(item: Item) -> Item:
    """The item with one address at the end of both sides: no set has any of its own."""
    return replace(item, text=f"{item.text} {ADDRESS}", reference=f"{item.reference} {ADDRESS}")


def judge(cases: list[Case]) -> tuple[Findings, float]:
    """What ``songngu.judge`` finds, and its mean processor time in milliseconds a pair."""
    for case in cases[:WARM_UP]:
        _reasons(case)
    start = time.process_time()
    reasons = [_reasons(case) for case in cases]
    milliseconds = 1000 * (time.process_time() - start)
    return _arrange(cases, reasons), milliseconds / len(cases)


def _reasons(case: Case) -> tuple[str, ...]:
    item = case.item
    judgement = songngu.judge(item.text, case.rendering, source=item.source, target=item.target)
    return judgement.reasons if judgement.verdict != "ok" else ()


def ask_peers(python: str, cases: list[Case]) -> tuple[Findings, dict[str, str]]:
    """What the peers installed for *python* find, and their versions."""
    lines = (json.dumps([c.item.source, c.item.target, c.item.text, c.rendering]) for c in cases)
    command = [python, str(Path(__file__).with_name("peers.py"))]
    run = subprocess.run(command, input="\n".join(lines), stdout=subprocess.PIPE, text=True, check=True)
    versions, *answers = [json.loads(line) for line in run.stdout.splitlines()]
    return _arrange(cases, map(tuple, answers)), versions


def _arrange(cases: list[Case], reasons: Iterable[tuple[str, ...]]) -> Findings:
    findings: Findings = defaultdict(dict)
    for case, found in zip(cases, reasons, strict=True):
        findings[case.kind][case.item] = Finding(case.rendering, found)
    return findings


def check_of(reason: str) -> str:
    """The check that gave a reason."""
    return reason.partition(":")[0]


def alarms(findings: Findings, checks: frozenset[str] | None = None, direction: Direction | None = None) -> Rate:
    """How many untouched references any of *checks* refuses (None: any check)."""
    return _rate(finding.refused(checks) for _, finding in _of(findings, UNTOUCHED, direction))


def recall(
    findings: Findings, kind: str, checks: frozenset[str] | None = None, direction: Direction | None = None
) -> Rate:
    """How many damaged renderings are refused, of those whose untouched reference is not.

    A checker that refuses a correct translation has learnt nothing from the damage; what it refuses without reason is
    in ``alarms``.
    """
    before = findings[UNTOUCHED]
    return _rate(f.refused(checks) for item, f in _of(findings, kind, direction) if not before[item].refused(checks))


def like(findings: Findings, others: Findings) -> Findings:
    """What *findings* says of the cases that *others* has."""
    return {kind: {item: findings[kind][item] for item in found} for kind, found in others.items()}


def _of(findings: Findings, kind: str, direction: Direction | None) -> Iterator[tuple[Item, Finding]]:
    return ((i, f) for i, f in findings.get(kind, {}).items() if direction in (None, i.direction))


def _rate(hits: Iterable[bool]) -> Rate:
    listed = list(hits)
    return Rate(sum(listed), len(listed))


def complain(message: str) -> None:
    """Tell the person at the terminal, not the table."""
    print(message, file=sys.stderr, flush=True)

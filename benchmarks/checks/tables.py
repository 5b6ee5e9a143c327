"""The results as Markdown."""

from collections import Counter
from collections.abc import Iterable, Mapping
from statistics import mean
from typing import Final

from items import DIRECTIONS, SETS, Direction
from measure import UNTOUCHED, Findings, Rate, alarms, check_of, recall
from requirements import MILLISECONDS, REQUIREMENTS, Requirement

MANY: Final = 100  # from here on a figure stands without its interval
FEWEST: Final = 10  # fewer cases are no rate


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A Markdown table whose first column is text."""
    head = list(head)
    lines = [head, ["---"] + ["---:"] * (len(head) - 1), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


def cell(rate: Rate) -> str:
    """Per cent, with the 95 % interval when few were counted; a dash for almost none."""
    if rate.total < FEWEST:
        return "–"
    low, high = rate.interval
    return f"{rate.percent:.1f}" + (f" [{low:.0f}–{high:.0f}]" if rate.total < MANY else "")


def requirements(damage: Findings, references: Findings) -> str:
    """For each family and direction: recall / false alarms, and whether both are as required."""
    rows = []
    for family in REQUIREMENTS:
        if family.recall is not None:
            bounds = f"{family.name} (≥ {family.recall:g} / ≤ {family.alarms:g})"
            rows.append([bounds, *(_verdict(family, damage, references, d) for d in (*DIRECTIONS, None))])
    return table(["required (recall / false alarms)", *map(_arrow, DIRECTIONS), "all"], rows)


def _verdict(family: Requirement, damage: Findings, references: Findings, direction: Direction | None) -> str:
    """Recall is the mean of the kinds, whichever of them has most cases."""
    assert family.recall is not None
    assert family.alarms is not None
    rates = [recall(damage, kind, direction=direction) for kind in family.kinds]
    percents = [rate.percent for rate in rates if rate.total >= FEWEST]
    if not percents:
        return "too few"
    caught, false = mean(percents), alarms(references, family.checks, direction).percent
    met = "yes" if caught >= family.recall and false <= family.alarms else "**no**"
    return f"{met} {caught:.2f} / {false:.2f}"


def _short(rate: Rate) -> str:
    return f"{rate.percent:.1f}" if rate.total >= FEWEST else "–"


def time(milliseconds: float, pairs: int) -> str:
    """The cost of a pair, and whether it is as required."""
    met = "yes" if milliseconds <= MILLISECONDS else "**no**"
    return f"Time: {milliseconds:.2f} ms of one processor a pair, over {pairs:,} pairs (≤ {MILLISECONDS:g}: {met})."


def recalls(damage: Findings) -> str:
    """Per cent of the damaged renderings that are refused, of those whose untouched reference is not."""
    rows = []
    for kind in (kind for family in REQUIREMENTS for kind in family.kinds):
        total = recall(damage, kind)
        low, high = total.interval if total.total else (0.0, 0.0)
        summary = f"{_short(total)} [{low:.1f}–{high:.1f}] of {total.total:,}"
        rows.append([kind, *(cell(recall(damage, kind, direction=d)) for d in DIRECTIONS), summary])
    return table(["recall", *map(_arrow, DIRECTIONS), "all"], rows)


def alarms_by_set(references: Findings) -> str:
    """Per cent of the references that any check refuses."""
    rows = []
    for direction in (*DIRECTIONS, None):
        groups = [{UNTOUCHED: {i: f for i, f in references[UNTOUCHED].items() if i.set == name}} for name in SETS]
        rates = [alarms(group, None, direction) for group in groups]
        shown = [f"{rate.percent:.1f} ({rate.hits} of {rate.total:,})" if rate.total else "" for rate in rates]
        rows.append([_arrow(direction) if direction else "all", *shown, cell(alarms(references, None, direction))])
    return table(["direction", *SETS, "all"], rows)


def alarms_by_check(references: Findings) -> str:
    """Per cent of the references that each check refuses; several may refuse one."""
    counts = Counter(check for f in references[UNTOUCHED].values() for check in {check_of(r) for r in f.reasons})
    rows = []
    for check, _ in counts.most_common():
        rates = [alarms(references, frozenset({check}), direction) for direction in (*DIRECTIONS, None)]
        rows.append([f"`{check}`", *(f"{rate.percent:.1f}" for rate in rates[:-1]), f"{rates[-1].percent:.2f}"])
    return table(["false alarms", *map(_arrow, DIRECTIONS), "all"], rows)


def against(rates: Mapping[str, Mapping[str, Rate]], sources: Iterable[str]) -> str:
    """Per cent of the pairs of an English and a Vietnamese translation of which something is said, by source."""
    rows = [
        [name, *(f"{_short(by[source])} of {by[source].total:,}" for source in sources)] for name, by in rates.items()
    ]
    return table(["English against Vietnamese", *sources], rows)


def side_by_side(ours: Findings, peers: Findings, versions: dict[str, str]) -> str:
    """Recall / false alarms on the same items: ours, then for each peer all its checks and its best one.

    The best has the highest recall less false alarms; "none" where that is nothing.
    """
    prefixes = {"translate-toolkit": "translate-toolkit ", "opusfilter": "OpusFilter "}
    checks = {name: _checks(peers, prefixes[name]) for name in versions}
    head = ["damage", "songngu"]
    for name, version in versions.items():
        head += [f"{name} {version}, all its checks", f"{name}, the check best at it"]
    rows = []
    for kind in (kind for family in REQUIREMENTS for kind in family.kinds):
        cells = [_pair(recall(ours, kind), alarms(ours))]
        for name in versions:
            cells.append(_pair(*_rates(peers, kind, checks[name])))
            single = {check: _rates(peers, kind, frozenset({check})) for check in sorted(checks[name])}
            best = max(single, key=lambda check: _gain(*single[check]))
            shown = f"{_pair(*single[best])} {best.removeprefix(prefixes[name])}"
            cells.append(shown if _gain(*single[best]) > 0 else "none")
        rows.append([kind, *cells])
    return table(head, rows)


def _rates(findings: Findings, kind: str, checks: frozenset[str]) -> tuple[Rate, Rate]:
    return recall(findings, kind, checks), alarms(findings, checks)


def _checks(findings: Findings, prefix: str) -> frozenset[str]:
    return frozenset(check for check in _names(findings) if check.startswith(prefix))


def _names(findings: Findings) -> set[str]:
    return {check_of(r) for found in findings.values() for finding in found.values() for r in finding.reasons}


def _gain(caught: Rate, false: Rate) -> float:
    return caught.percent - false.percent if caught.total >= FEWEST else -100.0


def _pair(caught: Rate, false: Rate) -> str:
    return f"{_short(caught)} / {_short(false)}"


def unknown_checks(findings: Findings) -> set[str]:
    """Checks that belong to no family: ``requirements.py`` does not know them."""
    return _names(findings) - frozenset(check for family in REQUIREMENTS for check in family.checks)


def _arrow(direction: Direction) -> str:
    return f"{direction[0]} → {direction[1]}"

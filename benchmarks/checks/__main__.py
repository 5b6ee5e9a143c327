"""Measure the checks on human translations: damage caught, and correct sentences refused, beside published checkers.

    python benchmarks/checks DATA                                 the tables of docs/checks.md, in about three minutes
    python benchmarks/checks DATA --lines 20                      fewer sentences of each set and direction
    python benchmarks/checks DATA --peers peers/bin/python        beside OpusFilter and translate-toolkit, see peers.py
    python benchmarks/checks DATA --json out.json --plot out.png  all counts, misses and false alarms; a picture
    python benchmarks/checks DATA lengths                         the table in src/songngu/checks/lengths.py

DATA holds ``dev/``, which ``items.py`` reads. No model is needed. Two runs give the same tables, but for the time.
"""

import argparse
from pathlib import Path

import both
import details
import lengths
import tables
from items import gather, load, sample
from measure import SELDOM, UNTOUCHED, alarms, ask_peers, complain, damaged, judge, like, untouched

LINES, PEER_LINES = 100, 25  # of each set and direction


def main() -> None:
    """Read the arguments, measure, print."""
    parser = argparse.ArgumentParser(prog="benchmarks/checks", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("part", nargs="?", choices=["lengths"])
    parser.add_argument("--lines", type=int, default=LINES, help="sentences of each set and direction to damage")
    parser.add_argument("--peers", metavar="PYTHON", help="an interpreter that has OpusFilter and translate-toolkit")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write counts, misses and false alarms there")
    parser.add_argument("--plot", type=Path, metavar="FILE", help="draw recall and false alarms there (matplotlib)")
    options = parser.parse_args()
    if options.part == "lengths":
        lengths.main(options.data)
        return
    measure(options)


def measure(options: argparse.Namespace) -> None:
    """All references, and damage to some of them."""
    items = load(options.data)
    gathered = gather(items)
    references, cost = judge(untouched(items))
    complain(f"{len(items):,} references judged, {alarms(references).hits} refused")
    cases = list(damaged(items, gathered, options.lines))
    damage, _ = judge(cases)
    damage[UNTOUCHED] |= references[UNTOUCHED]
    complain(f"{len(cases):,} damaged renderings judged")
    if unknown := tables.unknown_checks(damage):
        complain(
            f"checks that requirements.py does not know, in no family's false alarms: {', '.join(sorted(unknown))}"
        )
    show("Required", tables.requirements(damage, references))
    show("Caught", tables.recalls(damage))
    show("False alarms by set", tables.alarms_by_set(references))
    show("False alarms by check", tables.alarms_by_check(references))
    show("English against Vietnamese", tables.against(both.measure(items, gathered), both.SOURCES))
    print(tables.time(cost, len(items)), end="\n\n")
    if options.peers:
        few = min(PEER_LINES, options.lines)
        cases = [*untouched(sample(items, SELDOM * few)), *damaged(items, gathered, few)]
        found, versions = ask_peers(options.peers, cases)
        show(
            "Beside published checkers (recall / false alarms)",
            tables.side_by_side(like(damage, found), found, versions),
        )
    else:
        print("Published checkers: left out, as no --peers interpreter was given.\n")
    if options.json:
        details.write(options.json, damage, references)
    if options.plot:
        import plot  # the only part that needs matplotlib

        plot.draw(options.plot, damage, references)


def show(title: str, text: str) -> None:
    """One table under its title."""
    print(f"### {title}\n\n{text}", flush=True)


if __name__ == "__main__":
    main()

"""Print the number ledgers of the seeds beside a count made by hand: docs/ledgers.md.

python benchmarks/ledgers.py OUTPUTS

OUTPUTS is what ``songngu run seeds -o OUTPUTS`` wrote. The count is tests/data/quantities/seeds.tsv.
"""

import csv
import sys
from collections import Counter
from pathlib import Path
from typing import Final

from songngu.outputs import Outputs
from songngu.outputs.wording import escape
from songngu.types import Figure, Record

COUNT: Final = Path(__file__).parents[1] / "tests" / "data" / "quantities" / "seeds.tsv"


def main(folder: Path) -> None:
    """One table for each article, in the order of their names."""
    counted = read_count()
    for record in sorted(Outputs(folder).records(), key=lambda record: record.article.source):
        name = Path(record.article.source).name
        if name in counted:
            print_ledger(record, name, counted[name])


def read_count() -> dict[str, Counter[str]]:
    """Article → forms of its quantities, as counted by hand."""
    found: dict[str, Counter[str]] = {}
    with COUNT.open(encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            found.setdefault(row["article"], Counter())[row["form"]] += 1
    return found


def print_ledger(record: Record, name: str, counted: Counter[str]) -> None:
    """The ledger as a table, and how it compares with the count."""
    targets = [target for target in record.translations if target != record.language]
    own = Counter(figure.source for figure in record.ledger if figure.source)
    left_out = sum((counted - own).values())
    print(f"\n## {name} ({record.language})\n")
    print(
        f"Counted by hand: {counted.total()} quantities, of which {left_out} stand in names or in untranslated lines "
        f"({', '.join((counted - own).elements()) or 'none'}). In the ledger: {own.total()}; not counted by hand: "
        f"{', '.join((own - counted).elements()) or 'none'}.\n"
    )
    for target, statuses in record.statuses.items():
        if target in targets:
            print(f"- {target}: " + ", ".join(f"{status} {number}" for status, number in statuses.items()))
    print(f"\n| sentence | kind | {record.language} | {' | '.join(targets)} |\n|--:|---|---|{'---|' * len(targets)}")
    for figure in record.ledger:
        cells = [str(figure.segment + 1), figure.kind, escape(figure.source), *(cell(figure, t) for t in targets)]
        print(f"| {' | '.join(cells)} |")


def cell(figure: Figure, target: str) -> str:
    """The form in a translation, and what is wrong with it."""
    status = figure.statuses.get(target)
    if status is None:
        return "–"
    return " ".join(filter(None, (escape(figure.forms.get(target, "")), "" if status == "agrees" else f"**{status}**")))


if __name__ == "__main__":
    main(Path(sys.argv[1]))

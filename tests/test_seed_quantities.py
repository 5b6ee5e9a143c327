"""Every quantity of the five seeds, as counted by hand in the text, and no other.

Not counted, on purpose: articles ("một", "sebuah"), words for both, and Roman grades ("گریڈ I").
"""

import csv
from pathlib import Path

import pytest

from songngu.quantities import quantities

ROOT = Path(__file__).parents[1]
COUNTED: dict[tuple[str, str], list[tuple[str, str, str, str]]] = {}
with (ROOT / "tests" / "data" / "quantities" / "seeds.tsv").open(encoding="utf-8") as file:
    for row in csv.DictReader(file, delimiter="\t"):
        found = (row["form"], row["value"], row["kind"], row["unit"])
        COUNTED.setdefault((row["article"], row["language"]), []).append(found)


def test_all_seeds_are_counted() -> None:
    assert {article for article, _ in COUNTED} == {path.name for path in (ROOT / "seeds").glob("*.txt")}
    assert sum(map(len, COUNTED.values())) == 91


@pytest.mark.parametrize(("article", "language"), COUNTED)
def test_quantities_are_those_counted_by_hand(article: str, language: str) -> None:
    lines = (ROOT / "seeds" / article).read_text(encoding="utf-8").splitlines()
    read = [q for line in lines for q in quantities(line, language)]
    assert [(q.form, q.kind, q.unit) for q in read] == [(f, k, u) for f, _, k, u in COUNTED[article, language]]
    for quantity, (_, value, *_) in zip(read, COUNTED[article, language], strict=True):
        assert value in {f"{reading:f}" for reading in quantity.readings}

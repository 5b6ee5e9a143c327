"""Step 1: parallel text → rows to train on.

    python training/prepare.py DATA build/rows.tsv [SEED]

DATA holds ``train/<set>.<source>-<target>.tsv.gz`` (two columns), ``newsroom.tsv`` (a column for each language,
named in the first line) and ``dev/*.tsv``, which nothing here may repeat. ``newsroom.tsv`` beside this file has more
rows of that kind; ``sources.tsv`` says which sets are used, how often, and under which licence. Another seed takes
other pairs of the sets that are used in part. A row is ``target language, source text, target text``; digits of
the source are 0-9, as the program gives them to every model.
"""

import csv
import gzip
import random
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from songngu.canonical import canonical
from songngu.languages import ascii_digits

TARGETS = ("en", "vi")
MORE = Path(__file__).with_name("newsroom.tsv")
LONGEST = 400  # characters; the model sees at most 96 tokens of a side
RATIO = (0.35, 2.9)  # characters of a source per character of its target, beyond which a pair is likely misaligned
RATIO_FROM = 20  # characters of the longer side, below which a ratio says nothing

Row = tuple[str, str, str]


def main(data: Path, out: Path, seed: int = 1, more: Path = MORE) -> None:
    """Write the rows, shuffled, and print how many each set gave; *more* is our own ``newsroom.tsv``."""
    random.seed(seed)
    seen = held_back(data / "dev")
    rows: list[Row] = []
    for name, copies in sets():
        found = [row for row in read_set(data, name, more) if is_good(row, seen)]
        whole, part = divmod(copies, 1)
        taken = found * int(whole) + random.sample(found, int(len(found) * part))
        print(f"{name:20} {len(found):7} pairs {len(taken):7} rows")
        rows += taken
    random.shuffle(rows)
    out.parent.mkdir(parents=True, exist_ok=True)
    with out.open("w", encoding="utf-8") as file:
        file.writelines("\t".join(row) + "\n" for row in rows)
    print(f"{len(rows)} rows, targets {dict(Counter(target for target, _, _ in rows))}")


def sets() -> Iterator[tuple[str, float]]:
    """Name and number of copies of each set that is used."""
    with Path(__file__).with_name("sources.tsv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            yield row["set"], float(row["copies"])


def held_back(folder: Path) -> set[str]:
    """Every sentence of the development sets, in lower case."""
    lines = (line for path in folder.glob("*.tsv") for line in path.read_text(encoding="utf-8").splitlines())
    return {tidy(cell).lower() for line in lines for cell in line.split("\t")}


def read_set(data: Path, name: str, more: Path) -> Iterator[Row]:
    """All rows of a set, in every direction that ends in a target language."""
    if name in ("newsroom", "newsroom_more"):
        yield from read_table(data / "newsroom.tsv" if name == "newsroom" else more)
        return
    for path in sorted((data / "train").glob(f"{name}.*.tsv.gz")):
        source, target = path.name.split(".")[1].split("-")
        with gzip.open(path, "rt", encoding="utf-8") as file:
            for pair in (line.rstrip("\n").split("\t") for line in file):
                if len(pair) != 2:
                    continue
                left, right = map(tidy, pair)
                yield target, ascii_digits(left), right
                if source in TARGETS:
                    yield source, ascii_digits(right), left


def read_table(path: Path) -> Iterator[Row]:
    """All rows of a table with a column for each language."""
    lines = path.read_text(encoding="utf-8").splitlines()
    columns = lines[0].split("\t")
    for line in lines[1:]:
        cells = dict(zip(columns, map(tidy, line.split("\t")), strict=True))
        yield from ((t, ascii_digits(cells[s]), cells[t]) for s in columns for t in TARGETS if s != t)


def is_good(row: Row, seen: set[str]) -> bool:
    """Not empty, not held back, not too long, not misaligned."""
    _, left, right = row
    if not left or not right or left.lower() in seen or right.lower() in seen or max(len(left), len(right)) > LONGEST:
        return False
    return max(len(left), len(right)) < RATIO_FROM or RATIO[0] < len(left) / len(right) < RATIO[1]


def tidy(text: str) -> str:
    """Canonical form on one line."""
    return " ".join(canonical(text).split())


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]) if sys.argv[3:] else 1)

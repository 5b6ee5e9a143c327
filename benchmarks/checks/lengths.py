"""Bounds of the ratio of lengths, as entries of the table in ``src/songngu/checks/lengths.py``."""

import gzip
import re
from collections import defaultdict
from pathlib import Path
from typing import Final

from items import DIRECTIONS, Direction

CALIBRATION: Final = ("flores_dev", "ntrex_first1000", "tico19_first2071")
LOWEST, HIGHEST, MARGIN, MIN_CHARACTERS = 0.002, 0.998, 0.05, 20


def main(data: Path) -> None:
    """Read ``newsroom.tsv`` and the files ``train/<set>.<source>-<target>.tsv.gz`` of three sets; print the bounds."""
    found = defaultdict(list, newsroom(data / "newsroom.tsv"))
    for path in sorted((data / "train").glob("*.tsv.gz")):
        if path.name.startswith(CALIBRATION):
            add(found, path)
    for (source, target), pairs in sorted(found.items()):
        ratios = sorted(len(b) / len(a) for a, b in pairs if len(a) > MIN_CHARACTERS)
        low, high = (ratios[int(q * (len(ratios) - 1))] for q in (LOWEST, HIGHEST))
        low, high = low * (1 - MARGIN), high * (1 + MARGIN)
        print(f'    ("{source}", "{target}"): ({low:.2f}, {high:.2f}),  # {len(ratios):,} pairs')


def newsroom(path: Path) -> dict[Direction, list[tuple[str, str]]]:
    """The ten directions of a file with a column for each language."""
    languages, *rows = [line.split("\t") for line in path.read_text("utf-8").splitlines()]
    at = {language: column for column, language in enumerate(languages)}
    return {(a, b): [(row[at[a]], row[at[b]]) for row in rows] for a, b in DIRECTIONS}


def add(found: dict[Direction, list[tuple[str, str]]], path: Path) -> None:
    """Add a file of sentence pairs, both ways where it is from English."""
    match = re.search(r"\.(\w\w)-(\w\w)\.tsv", path.name)
    assert match, path
    lines = gzip.decompress(path.read_bytes()).decode("utf-8").splitlines()
    pairs = [(a, b) for a, b in (line.split("\t")[:2] for line in lines)]
    found[match[1], match[2]].extend(pairs)
    if match[1] == "en":
        found[match[2], match[1]].extend((b, a) for a, b in pairs)

"""Parallel sentences in TSV files, as users keep them: a column for each language, named in the first line.

A file named ``<set>.<source>-<target>.tsv`` needs no first line: its name says what its two columns are.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from .canonical import canonical
from .errors import UsageError
from .languages import NAMES, name

_NAMED: Final = re.compile(r"(?P<set>.+)\.(?P<source>[a-z]{2})-(?P<target>[a-z]{2})\.tsv")


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a file, each a text in every one of its languages."""

    name: str
    languages: tuple[str, ...]
    rows: tuple[dict[str, str], ...]


def read_table(path: Path) -> Table:
    """All rows of *path*, each cell in canonical form on one line; empty lines are skipped.

    Raises:
        UsageError: names the file, the line and the remedy.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            f"{path}: cannot be read as UTF-8 text ({error}); give a TSV file of sentence pairs"
        ) from error
    named = _NAMED.fullmatch(path.name)
    first = lines[0].strip().split("\t")
    if named and not set(first) <= set(NAMES):
        codes, start = [named["source"], named["target"]], 1
    else:
        codes, start = first, 2
    if len(codes) < 2 or len(set(codes)) < len(codes):
        raise UsageError(
            f"{path}: the first line must name two languages or more, separated by tabs, as in bn<TAB>en; "
            f"it is {lines[0][:60]!r}"
        )
    for code in codes:
        name(code)
    rows = [_cells(path, n, line, codes) for n, line in enumerate(lines[start - 1 :], start) if line.strip()]
    return Table(named["set"] if named else path.stem, tuple(codes), tuple(rows))


def _cells(path: Path, number: int, line: str, codes: list[str]) -> dict[str, str]:
    cells = [" ".join(canonical(cell).split()) for cell in line.split("\t")]
    if len(cells) != len(codes) or not all(cells):
        raise UsageError(
            f"{path}, line {number}: {sum(map(bool, cells))} filled cells, expected {len(codes)} ({', '.join(codes)}): "
            f"{line[:60]!r}; mend or delete the line"
        )
    return dict(zip(codes, cells, strict=True))

"""How common words, names and figures are in news: what a small folder cannot tell. A table, read once."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Final

# Texts of ten sentences that were counted: the newsroom sentences (CC0), by `python benchmarks/digests.py count`.
DOCUMENTS: Final = 594


def frequencies(kind: str) -> Mapping[str, int]:
    """Term → in how many of ``DOCUMENTS`` texts it stands, if in twelve or more.

    Args:
        kind: a language, for the stems of its words; ``names``; ``figures``. Of others nothing is known.
    """
    return _tables().get(kind, {})


@cache
def _tables() -> Mapping[str, Mapping[str, int]]:
    tables: dict[str, dict[str, int]] = {}
    for line in (files(__package__) / "frequencies.tsv").read_text(encoding="utf-8").splitlines():
        kind, term, number = line.split("\t")
        tables.setdefault(kind, {})[term] = int(number)
    return MappingProxyType(tables)

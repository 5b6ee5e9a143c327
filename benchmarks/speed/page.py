"""Fills the tables of a page: what stands between ``<!-- table: TITLE -->`` and ``<!-- end -->`` is replaced."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

_PLACE: Final = re.compile(r"(<!-- table: (.+?) -->\n).*?(<!-- end -->)", re.DOTALL)


def fill(path: Path, tables: Mapping[str, str]) -> None:
    """Write the page with new tables; a place whose table was not measured says so."""
    path.write_text(filled(path.read_text(encoding="utf-8"), tables), encoding="utf-8")


def filled(text: str, tables: Mapping[str, str]) -> str:
    """The page's text with new tables.

    Raises:
        SystemExit: if a table has no place, so that none is forgotten.
    """
    places = {title for _, title, _ in _PLACE.findall(text)}
    if missing := [title for title in tables if title not in places]:
        raise SystemExit(f"the page has no place for: {', '.join(missing)}; add <!-- table: TITLE --> and <!-- end -->")

    def put(place: re.Match[str]) -> str:
        return f"{place[1]}\n{tables.get(place[2], 'Not measured.')}\n{place[3]}"

    return _PLACE.sub(put, text)

"""Quantities in six languages: tables written as news is, and numbers that are formatted and read back."""

from itertools import pairwise
from pathlib import Path

import pytest

from songngu.quantities import Quantity, quantities

LANGUAGES = ("ar", "bn", "en", "id", "ur", "vi")
TABLES = Path(__file__).parent / "data" / "quantities"


def table(language: str) -> list[tuple[str, str, str, str, str, str]]:
    """Rows of language, text, form, value, unit, kind; an empty text is that of the row before."""
    rows = (TABLES / f"{language}.tsv").read_text(encoding="utf-8").splitlines()[1:]
    found: list[tuple[str, str, str, str, str, str]] = []
    for row in rows:
        text, form, value, unit, kind = row.split("\t")
        found.append((language, text or found[-1][1], form, value, unit, kind))
    return found


def plain(quantity: Quantity) -> tuple[str, str, str, str]:
    readings = " | ".join(f"{value.normalize():f}" for value in sorted(quantity.readings))
    return quantity.form, readings, quantity.unit, quantity.kind


ROWS = [row for language in LANGUAGES for row in table(language)]


@pytest.mark.parametrize(("language", "text", "form", "value", "unit", "kind"), ROWS)
def test_the_tables(language: str, text: str, form: str, value: str, unit: str, kind: str) -> None:
    assert (form, value, unit, kind) in map(plain, quantities(text, language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_tables_are_long_enough_and_cover_all_kinds(language: str) -> None:
    rows = table(language)
    assert len(rows) >= 60
    assert len({row[5] for row in rows}) == 11


@pytest.mark.parametrize(("language", "text"), sorted({row[:2] for row in ROWS}))
def test_forms_stand_at_their_offsets_and_do_not_overlap(language: str, text: str) -> None:
    found = quantities(text, language)
    assert all(text[quantity.start : quantity.end] == quantity.form for quantity in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all(quantity.readings for quantity in found)


@pytest.mark.parametrize(
    ("language", "text", "forms"),
    [
        ("id", "satu setengah", ["satu setengah"]),  # one and a half, no fraction of one
        ("vi", "năm phần nửa", ["nửa"]),
        ("en", "12 May 8:30 million 12", ["12 May", "8:30 million 12"]),  # no time of day
        ("xx", "ngày 29/09/1918", ["29/09/1918"]),  # a language whose scale words are not known
    ],
)
def test_odd_numbers_are_read_without_error(language: str, text: str, forms: list[str]) -> None:
    assert [quantity.form for quantity in quantities(text, language)] == forms

"""One disease for another, in six languages."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import songngu.checks
from songngu.checks.diseases import _diseases, disease
from songngu.checks.pair import Pair

HEAD, *LINES = (Path(songngu.checks.__file__).parent / "diseases.tsv").read_text(encoding="utf-8").splitlines()
LANGUAGES = HEAD.split("\t")
ROWS = [dict(zip(LANGUAGES, (cell.split("|") for cell in line.split("\t")), strict=True)) for line in LINES]
DIRECTIONS = [(s, t) for t in ("en", "vi") for s in LANGUAGES if s != t]


def said(text: str, rendering: str, source: str, target: str) -> list[str]:
    return disease(Pair(text, rendering, source, target))


def test_the_table_is_whole() -> None:
    assert len(ROWS) == 40
    assert all(form and form == form.strip() for row in ROWS for forms in row.values() for form in forms)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_form_is_found_in_a_text_and_means_its_row(language: str) -> None:
    for number, row in enumerate(ROWS):
        for form in row[language]:
            assert number in _diseases(f"x {form}, x", language), form


@pytest.mark.parametrize(("source", "target"), DIRECTIONS)
def test_dengue_and_measles_are_not_one(source: str, target: str) -> None:
    (dengue, measles) = ROWS[:2]
    [reason] = said(f"… {dengue[source][0]} 12", f"… {measles[target][0]} 12", source, target)
    assert reason.startswith("disease: “")
    assert said(f"… {dengue[source][0]}", f"… {dengue[target][0]}", source, target) == []
    assert said(f"… {dengue[source][0]}", "…", source, target) == []
    assert said("…", f"… {measles[target][0]}", source, target) == []


@pytest.mark.parametrize(
    ("text", "rendering", "source"),
    [
        ("হামলায় ১২ জন নিহত", "Measles killed 12", "bn"),  # an attack, not measles
        ("السلام والحصبة", "measles and peace", "ar"),
        ("جدري القرود", "mpox", "ar"),  # longer than smallpox
        ("bệnh đậu mùa khỉ", "monkeypox", "vi"),
        ("campak Jerman", "German measles", "id"),
        ("ডেঙ্গুতে ও হামের", "dengue and measles", "bn"),
        ("lao động và mô tả", "work and polio", "vi"),
        ("Masern", "dengue", "de"),
    ],
)
def test_no_alarm(text: str, rendering: str, source: str) -> None:
    assert said(text, rendering, source, "en") == []


@given(st.text(), st.text(), st.sampled_from(DIRECTIONS))
def test_it_never_raises(text: str, rendering: str, codes: tuple[str, str]) -> None:
    assert len(said(text, rendering, *codes)) <= 1


@pytest.mark.parametrize(("source", "target"), DIRECTIONS)
def test_covid_is_not_left_out(source: str, target: str) -> None:
    (row,) = [row for row in ROWS if row["en"][0] == "COVID"]
    [reason] = said(f"… {row[source][0]}-19 …", "… 19 …", source, target)
    assert reason.endswith("is missing")
    assert said(f"… {row[source][0]}-19 …", f"… {row[target][0]}-19 …", source, target) == []
    assert said(f"… {row[source][-1]} …", "…", source, target) == []

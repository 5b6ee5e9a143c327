"""A word that a rendering harps on, and honest repetition."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from songngu.checks.pair import Pair
from songngu.checks.repetitions import repeated

CASES = [
    (
        "صوبائی پارٹی کمیٹی، پیپلز کونسل، صوبائی پیپلز کمیٹی کی ہدایت کے تحت صحت کے شعبے نے ترقی کی ہے۔",
        "ur",
        "Under the Committee, the Committee of Committee, the Committee of the Committee of the Party Committee.",
        "en",
        ["repetition: “commit…” 6 times"],
    ),
    (
        "The party committee and the people's council gave close guidance.",
        "en",
        "Ủy ban Tư pháp, Bộ Tư pháp, Ủy ban Tư pháp xã và Bộ Tư pháp đã hướng dẫn sát sao.",
        "vi",
        ["repetition: “tư pháp…” 4 times"],
    ),
    ("Rumah tua, rumah baru, rumah kecil, rumah besar.", "id", "An old house, a new house, a small house, a big house.", "en", []),
    ("المرضى والمرضى والمرضى", "ar", "Patients, patients, patients and patients.", "en", []),
    ("Ba ca ở Huế.", "vi", "Three cases, two cases, one case in Hue.", "en", []),
    ("Nothing.", "en", "", "vi", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "source", "rendering", "target", "reasons"), CASES)
def test_repetitions(text: str, source: str, rendering: str, target: str, reasons: list[str]) -> None:
    assert repeated(Pair(text, rendering, source, target)) == reasons


@given(st.text(), st.sampled_from(["ar", "bn", "en", "id", "ur", "vi", "th"]))
def test_what_repeats_as_its_source_is_not_accused(text: str, language: str) -> None:
    assert not repeated(Pair(text, text, language, language))

"""Negation and hedges on both sides or on neither."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from songngu.checks.negation import _KINDS, _LANGUAGES, _first, _spaced, _tables, negation
from songngu.checks.pair import Pair

DENIALS = {
    "ar": "لم يوافق الوزير على الخطة.",
    "bn": "মন্ত্রী পরিকল্পনায় রাজি না।",
    "id": "Menteri tidak menyetujui rencana itu.",
    "ur": "وزیر نے منصوبے کی منظوری نہیں دی۔",
    "vi": "Bộ trưởng không tán thành kế hoạch.",
    "en": "The minister did not approve the plan.",
}
YES = {
    "ar": "وافق الوزير على الخطة.",
    "bn": "মন্ত্রী পরিকল্পনায় রাজি হয়েছেন।",
    "id": "Menteri menyetujui rencana itu.",
    "ur": "وزیر نے منصوبے کی منظوری دی۔",
    "vi": "Bộ trưởng tán thành kế hoạch.",
    "en": "The minister approved the plan.",
}
DIRECTIONS = [(s, t) for t in ("en", "vi") for s in DENIALS if s != t]


@pytest.mark.parametrize(("source", "target"), DIRECTIONS)
def test_a_lost_negation_is_named(source: str, target: str) -> None:
    [reason] = negation(Pair(DENIALS[source], YES[target], source, target))
    assert reason.startswith("negation: “")
    assert reason.endswith("” has no counterpart")
    assert negation(Pair(DENIALS[source], DENIALS[target], source, target)) == []
    assert negation(Pair(YES[source], YES[target], source, target)) == []


@pytest.mark.parametrize("source", [code for code in DENIALS if code != "en"])
def test_an_added_negation_is_named_in_english(source: str) -> None:
    assert negation(Pair(YES[source], DENIALS["en"], source, "en")) == ["negation: “not” has no source"]


@pytest.mark.parametrize(
    ("text", "rendering", "source", "target", "word"),
    [
        ("Polisi mengatakan pria itu diduga mencuri.", "Police said the man stole it.", "id", "en", ""),
        ("Pria itu diduga mencuri mobil.", "The man stole a car.", "id", "en", "diduga"),
        ("The man allegedly stole a car.", "Người đàn ông đã lấy trộm xe.", "en", "vi", "allegedly"),
        ("The man allegedly stole a car.", "Người đàn ông bị cáo buộc lấy trộm xe.", "en", "vi", ""),
        ("The suspected thief ran away.", "Tên trộm đã bỏ chạy.", "en", "vi", "suspected"),
    ],
)
def test_hedges(text: str, rendering: str, source: str, target: str, word: str) -> None:
    expected = [f"negation: “{word}” has no counterpart"] if word else []
    assert negation(Pair(text, rendering, source, target)) == expected


@pytest.mark.parametrize(
    ("text", "rendering", "source"),
    [
        ("Hãng hàng không mở đường bay.", "The airline opened a route.", "vi"),
        ("Không khí trong lành.", "The air is fresh.", "vi"),
        ("Thuốc này có hại không?", "Is this drug harmful?", "vi"),
        ("Chưa đầy 90 giây.", "Under 90 seconds.", "vi"),
        ("Tak lama kemudian ia pulang.", "Soon after he went home.", "id"),
        ("নয় ঘণ্টা পরে তিনি এলেন।", "He came nine hours later.", "bn"),
        ("لا يزال الطريق مغلقا.", "The road remains closed.", "ar"),
        ("Rumah sakit itu tidak lengkap.", "The hospital is incomplete.", "id"),
    ],
)
def test_what_only_looks_like_a_negation(text: str, rendering: str, source: str) -> None:
    assert negation(Pair(text, rendering, source, "en")) == []


def test_languages_without_a_table_are_not_asked() -> None:
    assert negation(Pair("Er kam nicht.", "He came.", "de", "en")) == []


@pytest.mark.parametrize(("kind", "language"), [(kind, language) for kind in _KINDS for language in sorted(_LANGUAGES)])
def test_every_plain_word_is_found_and_counts_for_the_other_side(kind: str, language: str) -> None:
    plain = _tables()[kind, language][0]
    assert plain
    for word in plain:
        text = _spaced(f"x {word.replace('_', ' ')} x", language)
        assert _first(text, kind, language, "plain"), word
        assert _first(text, kind, language, "any"), word


@given(st.text(), st.text(), st.sampled_from(DIRECTIONS))
def test_it_never_raises(text: str, rendering: str, direction: tuple[str, str]) -> None:
    assert len(negation(Pair(text, rendering, *direction))) <= 1

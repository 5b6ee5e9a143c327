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
        ("প্যানেলে নয় বিচারক আছেন।", "The panel has nine judges.", "bn"),
        ("কোথাও না কোথাও আলো আছে।", "There is light somewhere.", "bn"),
        ("Còn chỗ không? Anh ấy hỏi.", "Is there room? He asked.", "vi"),
        ("Họ hỏi tôi có sợ không, và tôi cười.", "They asked whether I was afraid, and I laughed.", "vi"),
        ("فتيات لا تتجاوز أعمارهن 13 عاما", "girls as young as 13", "ar"),
        ("لم يبق سوى طريق واحد.", "One road remains.", "ar"),
        ("Baru pada 1994 mereka memilih.", "Not until 1994 did they vote.", "id"),
        ("Kota itu surga penyelundup.", "The town was a haven for smugglers.", "id"),
        ("ابھی تک واضح نہیں۔", "It remains unclear.", "ur"),
        ("Người đàn ông không rõ danh tính.", "The unidentified man.", "vi"),
        ("لا يزال الطريق مغلقا.", "The road remains closed.", "ar"),
        ("Rumah sakit itu tidak lengkap.", "The hospital is incomplete.", "id"),
    ],
)
def test_what_only_looks_like_a_negation(text: str, rendering: str, source: str) -> None:
    assert negation(Pair(text, rendering, source, "en")) == []


@pytest.mark.parametrize(
    ("text", "rendering", "source", "target", "word"),
    [
        ("তা যথেষ্ট নয়।", "It is enough for 19 people.", "bn", "en", "নয়"),
        ("Giao hàng không phải việc của họ.", "Delivery is their job.", "vi", "en", ""),
        ("Sekolah itu buka, museum tidak.", "Trường mở cửa, bảo tàng thì không.", "id", "vi", ""),
        ("Họ có xe nhưng không có dầu.", "They have a car and oil.", "vi", "en", "không"),
        ("Ông cho biết không có cháy.", "He reported a fire.", "vi", "en", "không"),
        ("Tidak ada peringatan.", "Ông cho biết không có cảnh báo.", "id", "vi", ""),
    ],
)
def test_words_with_two_uses(text: str, rendering: str, source: str, target: str, word: str) -> None:
    found = negation(Pair(text, rendering, source, target))
    assert len(found) == bool(word)
    assert all(word in reason or "নয" in reason for reason in found)


@pytest.mark.parametrize(
    ("text", "rendering", "source", "target"),
    [
        ("See https://ex.org/not/a/page for the plan.", "Xem kế hoạch tại https://ex.org/not/a/page.", "en", "vi"),
        ("Xem kế hoạch tại trang này.", "See the plan at www.ex.org/not/this.", "vi", "en"),
        ("না মুওং এলাকায় ১০টি বাড়ি ক্ষতিগ্রস্ত হয়েছে।", "Khu vực Na Mường có 10 ngôi nhà bị hư hại.", "bn", "vi"),
        ("না মুওং এলাকায় ১০টি বাড়ি ক্ষতিগ্রস্ত হয়েছে।", "10 houses in the Na Muong area were damaged.", "bn", "en"),
    ],
)
def test_addresses_and_names_deny_nothing(text: str, rendering: str, source: str, target: str) -> None:
    assert negation(Pair(text, rendering, source, target)) == []


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

"""Up for down, more for less, beside a figure, in six languages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes import counted
from songngu.checks.directions import direction
from songngu.checks.pair import Pair

UP = {
    "ar": "ارتفعت الإصابات بنسبة 12 في المئة.",
    "bn": "সংক্রমণ ১২ শতাংশ বেড়েছে।",
    "id": "Kasus meningkat 12 persen.",
    "ur": "کیسز میں 12 فیصد اضافہ ہوا۔",
    "vi": "Số ca tăng 12%.",
    "en": "Cases rose 12 per cent.",
}
DOWN = {
    "ar": "انخفضت الإصابات بنسبة 12 في المئة.",
    "bn": "সংক্রমণ ১২ শতাংশ কমেছে।",
    "id": "Kasus menurun 12 persen.",
    "ur": "کیسز میں 12 فیصد کمی ہوئی۔",
    "vi": "Số ca giảm 12%.",
    "en": "Cases fell 12 per cent.",
}
MORE = {
    "ar": "أكثر من 300 شخص حضروا.",
    "bn": "৩০০ জনের বেশি মানুষ এসেছিলেন।",
    "id": "Lebih dari 300 orang hadir.",
    "ur": "300 سے زائد افراد آئے۔",
    "vi": "Hơn 300 người đã đến.",
    "en": "More than 300 people came.",
}
LESS = {
    "ar": "أقل من 300 شخص حضروا.",
    "bn": "৩০০ জনের কম মানুষ এসেছিলেন।",
    "id": "Kurang dari 300 orang hadir.",
    "ur": "300 سے کم افراد آئے۔",
    "vi": "Chưa đến 300 người đã đến.",
    "en": "Fewer than 300 people came.",
}
DIRECTIONS = [(s, t) for t in ("en", "vi") for s in UP if s != t]


def said(text: str, rendering: str, source: str, target: str) -> list[str]:
    return direction(Pair(text, rendering, source, target))


@pytest.mark.parametrize(("source", "target"), DIRECTIONS)
@pytest.mark.parametrize(("one", "other"), [(UP, DOWN), (DOWN, UP), (MORE, LESS), (LESS, MORE)])
def test_the_opposite_is_named(one: dict[str, str], other: dict[str, str], source: str, target: str) -> None:
    [reason] = said(one[source], other[target], source, target)
    assert reason.startswith("direction: “")
    assert said(one[source], one[target], source, target) == []


@pytest.mark.parametrize(
    ("text", "rendering", "source", "target"),
    [
        ("Prices rose 5 per cent, then fell.", "Giá giảm 5%.", "en", "vi"),  # both ways on one side
        ("He declined to answer 12 questions.", "Số câu hỏi tăng lên 12.", "en", "vi"),
        ("Prices rose.", "Giá giảm.", "en", "vi"),  # no figure
        ("Prices rose 5 per cent.", "Giá là 5%.", "en", "vi"),
        ("১২ জন কমান্ডার বাড়ি গেছেন।", "The 12 commanders rose.", "bn", "en"),  # কম and বাড় inside other words
        ("ít hơn 5 người", "fewer than 5 people", "vi", "en"),
        ("nhẹ hơn 14% so với thực tế", "14 percent below reality", "vi", "en"),
        ("ما لا يقل عن 50 كلمة", "at least 50 words", "ar", "en"),
        ("ফি ২০ টাকার বেশি নয়", "a fee of no more than 20 taka", "bn", "en"),
        ("زیادہ سے زیادہ 2 ٹکٹ", "at most 2 tickets", "ur", "en"),
        ("کم سے کم 25 منٹ", "at least 25 minutes", "ur", "en"),
        ("شرح نمو کم ہو کر 2 فیصد", "growth slowed to 2 per cent", "ur", "en"),
        ("14 giờ để đưa người leo núi xuống", "14 hours to bring the climbers down", "vi", "en"),
        ("Die 5 Preise stiegen.", "The 5 prices fell.", "de", "en"),
    ],
)
def test_where_it_is_not_certain_nothing_is_said(text: str, rendering: str, source: str, target: str) -> None:
    assert said(text, rendering, source, target) == []


@given(st.text(), st.text(), st.sampled_from(DIRECTIONS))
def test_it_never_raises(text: str, rendering: str, codes: tuple[str, str]) -> None:
    assert len(said(f"1 {text}", f"1 {rendering}", *codes)) <= 1


@pytest.mark.parametrize("piece", ["1 tăng ", "ris", "hơn 1", "বেড়ে ১"])
def test_work_is_linear(piece: str) -> None:
    calls = [counted(lambda n=n: said(piece * n + "1", piece * n + "1", "vi", "en")) for n in (300, 3000)]
    assert calls[1] < 15 * calls[0] + 1000

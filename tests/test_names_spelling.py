"""Names restored: only listed forms change, and a second time changes nothing."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from songngu.names import restore
from songngu.names.gazetteer import Entry, entries, plain, rows
from songngu.words import words


@pytest.mark.parametrize(
    ("target", "text", "source", "expected"),
    [
        ("vi", "Sở Y tế Lao Cai và Da Nang", "", "Sở Y tế Lào Cai và Đà Nẵng"),
        ("vi", "tại Ho Chi Minh City, Hanoi", "", "tại Thành phố Hồ Chí Minh, Hà Nội"),
        ("vi", "thành phố Hue", "مدينة هوي", "thành phố Huế"),
        ("vi", "màu Hue", "لون", "màu Hue"),  # one syllable: only with the source
        ("vi", "ông Hoang Quoc Huong nói", "", "ông Hoàng Quốc Huong nói"),  # Hương or Hưởng
        ("vi", "bà Nguyen Thi Lan và Pham Bich Van", "", "bà Nguyễn Thị Lan và Phạm Bích Van"),
        ("vi", "Nguyen Quang Nam ở Quang Nam", "", "Nguyễn Quang Nam ở Quảng Nam"),
        ("vi", "Viet Thanh Nguyen, Nguyen Patrick", "", "Viet Thanh Nguyen, Nguyen Patrick"),
        ("vi", "Thai Binh Duong", "", "Thai Binh Duong"),  # the Pacific, if at all
        ("vi", "Thai Binh Duong", "المحيط الهادئ", "Thái Bình Dương"),
        ("vi", "cho ha noi", "", "cho ha noi"),
        ("en", "Lào Cai, Hà Nội and Thừa Thiên Huế", "", "Lao Cai, Hanoi and Thua Thien Hue"),
        ("en", "Mr Phạm Bích Vân of the Bộ Y tế", "", "Mr Pham Bich Van of the Ministry of Health"),
        ("en", "Đức, Jesús and Piñera", "", "Đức, Jesús and Piñera"),
        ("en", "in Ả Rập Xê Út", "", "in Saudi Arabia"),
        ("id", "Lao Cai", "", "Lao Cai"),
    ],
)
def test_restored(target: str, text: str, source: str, expected: str) -> None:
    assert restore(text, target, source, "ar") == expected


_FORMS = sorted({form for entry in entries() for forms in entry.forms.values() for form in forms})
_PEOPLE = [form for row in rows("people.tsv") for form in (row["form"], plain(row["form"]))]
_PIECES = st.one_of(st.sampled_from(_FORMS), st.sampled_from(_PEOPLE), st.text(max_size=5))


@given(st.lists(_PIECES, max_size=8).map(" ".join), st.sampled_from(["en", "vi"]))
def test_again_changes_nothing(text: str, target: str) -> None:
    once = restore(text, target, "", "ar")
    assert restore(once, target, "", "ar") == once


_LATIN = [form for entry in entries() for code in ("en", "vi", "id") for form in entry.forms[code]]
_LISTED = {word for form in [*_LATIN, *_PEOPLE, *map(plain, _LATIN)] for word in words(form)}


@given(st.lists(st.one_of(_PIECES, st.text(max_size=20)), max_size=8).map(" ".join), st.sampled_from(["en", "vi"]))
def test_nothing_but_listed_forms_changes(text: str, target: str) -> None:
    before, after = Counter(words(text)), Counter(words(restore(text, target, "", "ar")))
    assert set(before - after) <= _LISTED
    assert set(after - before) <= _LISTED


@given(st.lists(st.from_regex(r"[b-y]{2,9}", fullmatch=True), max_size=12).map(" ".join), st.sampled_from(["en", "vi"]))
def test_text_without_capitals_stays(text: str, target: str) -> None:
    assert restore(text, target, "", "ar") == text


@pytest.mark.parametrize(
    "entry", [e for e in entries() if e.vietnamese and not e.parts], ids=lambda e: e.forms["en"][0]
)
def test_english_has_no_vietnamese_diacritics(entry: Entry) -> None:
    for form in entry.forms["vi"]:
        text = restore(f"We went to {form} today.", "en", "", "bn")
        assert plain(text) == text

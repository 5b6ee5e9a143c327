"""Broken characters in a rendering."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from songngu.checks import judge
from songngu.checks.characters import characters
from songngu.checks.pair import Pair

SOURCE = "The new village clinic opened on Sunday with 120 beds."
RENDERING = "Phòng khám mới của làng mở cửa hôm Chủ nhật với 120 giường."


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        ("\ufffd", "characters: U+FFFD (replacement character) in the rendering"),
        ("\x07", "characters: U+0007 in the rendering"),
        ("\x9d", "characters: U+009D in the rendering"),
        ("\ud83d", "characters: U+D83D in the rendering"),
        ("\ue001", "characters: U+E001 in the rendering"),
        ("\U000f1234", "characters: U+F1234 in the rendering"),
        ("\uffff", "characters: U+FFFF in the rendering"),
    ],
)
def test_what_no_text_has_is_suspect(broken: str, said: str) -> None:
    judgement = judge(SOURCE, RENDERING.replace("120", f"{broken} 120"), source="en", target="vi")
    assert judgement.verdict == "suspect"
    assert judgement.reasons == (said,)


@pytest.mark.parametrize("fine", ["", "😀", "👩\u200d⚕️", "\u200b", "\n", "\t", "é", "武", "€", "ক্ষ", "\U00020000"])
def test_what_texts_have_is_fine(fine: str) -> None:
    assert characters(Pair("x", f"y{fine}", "en", "vi")) == []


def test_what_the_source_has_may_stay_and_each_is_named_once() -> None:
    assert characters(Pair("a\ufffd", "b\ufffd", "en", "vi")) == []
    assert len(characters(Pair("a", "\ufffd\ufffd\x01", "en", "vi"))) == 2


@given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Co", "Cn"], exclude_characters="\ufffd")))
def test_assigned_characters_are_never_accused(text: str) -> None:
    assert characters(Pair("", text, "en", "vi")) == []

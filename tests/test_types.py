"""The data, and the one canonical form of text."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from songngu.canonical import canonical, digest
from songngu.types import Article

ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]))


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("a\r\nb\rc\u2028d\x85e", "a\nb\nc\nd\ne"),
        ("\ufeffBộ Y tế\u200b", "Bộ Y tế"),
        (unicodedata.normalize("NFD", "Bộ Y tế"), "Bộ Y tế"),
        ("\u09af\u09bc", unicodedata.normalize("NFC", "\u09af\u09bc")),
        ("\u202bالصحة\u202c \u200fو", "الصحة و"),
        ("র\u200d্য", "র\u200d্য"),  # ZWJ spells Bengali
        ("می\u200cشود", "می\u200cشود"),  # ZWNJ spells Persian
        ("a \t\nb  ", "a\nb"),
        ("a\x00\x07b", "ab"),
        ("\n\n a \n\n\n b \n\n", "a\n\n\n b"),
    ],
)
def test_canonical(given: str, expected: str) -> None:
    assert canonical(given) == expected


@given(ANY_TEXT)
def test_canonical_is_idempotent(text: str) -> None:
    assert canonical(canonical(text)) == canonical(text)


def test_lone_surrogate_is_refused_with_its_place() -> None:
    with pytest.raises(ValueError, match=r"lone surrogate U\+D800 at character 2"):
        Article("ab\ud800")


def test_id_depends_on_language_title_and_text_only() -> None:
    article = Article("text", "title", "bn", source="a.txt", key="1")
    assert article.id == Article("text", "title", "bn", source="b.txt", key="2").id
    assert len({article.id, Article("text2", "title", "bn").id, Article("text", "t", "bn").id, Article("text").id}) == 4
    assert Article("a\r\nb").id == Article("a\nb").id


@given(st.lists(ANY_TEXT, max_size=4), st.lists(ANY_TEXT, max_size=4))
def test_digest_keeps_parts_apart(a: list[str], b: list[str]) -> None:
    assert (digest(*a) == digest(*b)) == (a == b)

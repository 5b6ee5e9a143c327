"""Which of three languages a short line is in, by its words; and what says nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from songngu.languages import identify_line
from songngu.telling import TOLD, told


@pytest.mark.parametrize(
    ("text", "article", "language"),
    [
        ("The hospital is ready for new patients.", "vi", "en"),
        ('"We will build 20 more hospitals next year," he said.', "vi", "en"),
        ("He said he was ready.", "bn", "en"),
        ("The minister of health said so.", "id", "en"),
        ("Bộ Y tế sẵn sàng với 42 bệnh viện.", "en", "vi"),
        ("Bộ Y tế cho biết bệnh viện đã sẵn sàng.", "ar", "vi"),
        ("Menteri mengatakan bahwa rumah sakit siap.", "vi", "id"),
        ("Rumah sakit itu tidak dapat menerima pasien.", "en", "id"),
    ],
)
def test_a_short_line_is_told_by_its_words(text: str, article: str, language: str) -> None:
    assert identify_line(text, article) == language


@pytest.mark.parametrize(
    ("text", "article"),
    [
        # names, titles, acronyms
        ("The Lord of the Rings", "vi"), ("Bank of America and Merrill Lynch", "vi"), ("Facebook", "vi"),
        ("World Health Organization (WHO)", "bn"), ("Nguyễn Phú Trọng, Phạm Minh Chính", "en"),
        ("Trump, Biden, Obama, Clinton và Bush", "vi"), ("COVID-19: 1.268", "en"), ("Bún bò Huế, phở Hà Nội", "en"),
        # quotations
        ("Ông nói: “To be or not to be, that is the question”.", "vi"),
        ("“Chúng tôi sẽ xây thêm bệnh viện,” he said.", "en"),
        # further languages
        ("De minister is in de stad was het ziekenhuis.", "vi"), ("For at han har et hospital i byen.", "vi"),
        ("El hospital de la ciudad para los pacientes", "vi"), ("Le ministre a déclaré que oui.", "en"),
        ("The minister is in town and he said so.", "fr"),
        # too little
        ("he said so", "vi"), ("", "vi"),
    ],
)  # fmt: skip
def test_what_is_not_certain_keeps_the_language_of_the_article(text: str, article: str) -> None:
    assert identify_line(text, article) == article


@given(st.lists(st.text()), st.sampled_from([*TOLD, "bn", ""]))
def test_never_the_articles_own(words: list[str], language: str) -> None:
    assert told(filter(None, words), language) in {"", *TOLD} - ({language} & {*TOLD})

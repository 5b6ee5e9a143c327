"""Briefs: copied from their evidence, the same in all languages, never empty; figures and facts that evidence has."""

import re
from dataclasses import replace
from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import songngu
from songngu import UsageError, names, summarisers
from songngu.quantities import compare
from songngu.summarisers.choice import choose
from songngu.summarisers.extractive import Extractive
from songngu.summarisers.features import count
from songngu.summarisers.folding import folded
from songngu.summarisers.openings import leans, mended
from songngu.types import Article, Brief, Line, Record, Rendering, Segment, Sentence, Translation

Row = tuple[str, str, str]

DENGUE: list[Row] = [
    (
        "Dinas Kesehatan Hanoi mencatat 1.250 kasus demam berdarah di Hanoi pada 12 Maret 2024.",
        "The Hanoi Department of Health recorded 1,250 cases of dengue fever in Hanoi on 12 March 2024.",
        "Sở Y tế Hà Nội ghi nhận 1.250 ca mắc sốt xuất huyết ở Hà Nội ngày 12/3/2024.",
    ),
    (
        "Namun, jumlah tempat tidur rumah sakit hanya naik 15 persen dalam setahun.",
        "However, the number of hospital beds only rose 15 per cent in a year.",
        "Tuy nhiên, số giường bệnh viện chỉ tăng 15 phần trăm trong một năm.",
    ),
    (
        "Ia mengatakan bahwa rumah sakit siap menerima pasien baru.",
        "He said that the hospitals were ready to take new patients.",
        "Ông này nói rằng các bệnh viện sẵn sàng nhận bệnh nhân mới.",
    ),
    (
        "Rumah sakit di kota itu merawat demam berdarah tanpa biaya bagi anak-anak miskin.",
        "Hospitals in the city treat dengue fever free of charge for poor children.",
        "Các bệnh viện trong thành phố điều trị sốt xuất huyết miễn phí cho trẻ em nghèo.",
    ),
]


def record(rows: list[Row], *, source: str = "id", title: Row | None = None, verdicts: str = "") -> Record:
    """A record of sentences with their English and Vietnamese, a line each; *verdicts*: s for suspect, u, else ok."""
    everything = [*([title] if title else []), *rows]
    roles = ["title"] * bool(title) + ["body"] * len(rows)
    lines = tuple(Line(row[0], role, "paragraph", source) for row, role in zip(everything, roles, strict=True))  # type: ignore[arg-type]
    segments = tuple(Segment(row[0], "\n", n) for n, row in enumerate(everything))
    names_of = {"s": "suspect", "u": "untranslated"}
    marks = verdicts.ljust(len(everything), ".")[: len(everything)]
    translations = {
        target: Translation(
            target,
            tuple(
                Rendering(row[at], "\n", names_of.get(mark, "ok")) for row, mark in zip(everything, marks, strict=True)
            ),  # type: ignore[arg-type]
            "toy",
        )
        for at, target in ((1, "en"), (2, "vi"))
    }
    return Record(Article("\n".join(lines_.text for lines_ in lines)), source, lines, segments, translations, {}, "")


def both(made: Record, **options: int) -> tuple[Brief, Brief]:
    briefs = Extractive(**options).summarise(made)
    return briefs["en"], briefs["vi"]


def parts(brief: Brief) -> list[Sentence]:
    return [*brief.headline, *brief.sentences, *brief.figures, *brief.facts]


WORDS = st.sampled_from(
    "the ministry said 1,250 cases of dengue fever in Hanoi rose 15 per cent to 3 million However, He patients on 12 May "
    "Jakarta not suspected , . ( ) $5 WHO kg".split()
)
TEXTS = st.lists(WORDS, min_size=1, max_size=14).map(" ".join)
ROWS = st.lists(st.tuples(TEXTS, TEXTS, TEXTS), min_size=1, max_size=6)
LENGTHS = st.one_of(
    st.fixed_dictionaries({"sentences": st.integers(1, 4)}), st.fixed_dictionaries({"words": st.integers(1, 60)})
)


@settings(max_examples=150, deadline=None)
@given(ROWS, LENGTHS, st.text("su.", max_size=6), st.booleans())
def test_whatever_the_translations_say_briefs_rest_on_them(
    rows: list[Row], length: dict[str, int], verdicts: str, titled: bool
) -> None:
    made = record(rows, source="en", title=rows[0] if titled else None, verdicts=verdicts)
    english, vietnamese = both(made, **length)
    assert [s.evidence for s in parts(english)] == [s.evidence for s in parts(vietnamese)]
    assert english.sentences
    for brief in (english, vietnamese):
        texts = [rendering.text for rendering in made.translations[brief.language].renderings]
        assert [s.evidence for s in brief.sentences] == sorted({s.evidence for s in brief.sentences})
        for sentence in brief.sentences:
            (n,) = sentence.evidence
            assert sentence.text in (texts[n], mended(texts[n], brief.language))
        for part in parts(brief):
            text = " ".join(texts[n] for n in part.evidence)
            words = re.sub("^[^:]*: ", "", part.text) if part in brief.facts else part.text
            assert words.casefold() in text.casefold() or part in brief.sentences
            assert not compare(text, brief.language, part.text, brief.language)[2].added
    assert (english, vietnamese) == both(made, **length)


def test_facts_and_figures_of_health_news_are_the_same_in_both_languages() -> None:
    english, vietnamese = both(record(DENGUE), sentences=2)
    assert english.sentences[0].evidence == (0,)
    assert {s.text for s in english.facts} >= {"Disease: dengue fever", "Place: Hanoi"}
    assert {s.text for s in vietnamese.facts} >= {"Bệnh: sốt xuất huyết", "Địa điểm: Hà Nội"}
    assert any("1,250 cases" in s.text for s in (*english.figures, *english.facts))
    assert any("1.250 ca mắc" in s.text for s in (*vietnamese.figures, *vietnamese.facts))


def test_no_facts_without_a_disease_or_programme() -> None:
    rows = [
        (
            "Wali kota Hanoi membuka 3 jembatan baru.",
            "The mayor of Hanoi opened 3 new bridges.",
            "Thị trưởng Hà Nội khánh thành 3 cây cầu mới.",
        )
    ]
    english, vietnamese = both(record(rows))
    assert (english.facts, vietnamese.facts) == ((), ())
    assert "3 new bridges" in english.figures[0].text
    assert "3 cây cầu mới" in vietnamese.figures[0].text


def test_a_figure_that_one_translation_lost_is_in_no_line() -> None:
    rows = [(DENGUE[0][0], DENGUE[0][1].replace("1,250", "1,520"), DENGUE[0][2])]
    english, vietnamese = both(record(rows))
    for brief in (english, vietnamese):
        assert not any(re.search("1.[25][25]0", s.text) for s in (*brief.figures, *brief.facts))


@pytest.mark.parametrize(
    ("language", "text", "rest"),
    [
        ("en", "However, the ministry agreed.", "The ministry agreed."),
        ("en", "However the ministry decides, it pays.", "However the ministry decides, it pays."),
        ("en", "But the ministry agreed.", "But the ministry agreed."),
        ("vi", "Tuy nhiên, bộ đồng ý.", "Bộ đồng ý."),
        ("id", "Namun, kementerian setuju.", "Kementerian setuju."),
        ("bn", "তবে মন্ত্রণালয় রাজি হয়েছে।", "মন্ত্রণালয় রাজি হয়েছে।"),
        ("ur", "تاہم، وزارت نے اتفاق کیا۔", "وزارت نے اتفاق کیا۔"),
        ("ar", "لكن الوزارة وافقت.", "الوزارة وافقت."),
        ("en", "However, 12.", "However, 12."),
        ("th", "However, yes", "However, yes"),
    ],
)
def test_connectives_go_where_nothing_else_does(language: str, text: str, rest: str) -> None:
    assert mended(text, language) == rest


@pytest.mark.parametrize(
    ("language", "text", "leaning"),
    [
        ("en", "He said so.", True),
        ("en", "Heat waves return.", False),
        ("en", "But he agreed.", True),
        ("en", "However, the ministry agreed.", False),
        ("vi", "Ông này nói vậy.", True),
        ("vi", "Ông Nguyễn Văn A nói vậy.", False),
        ("id", "Ia setuju.", True),
        ("bn", "তিনি রাজি।", True),
        ("ur", "انہوں نے کہا۔", True),
        ("ar", "وقال الوزير ذلك.", True),
    ],
)
def test_sentences_that_lean_on_another_are_known(language: str, text: str, leaning: bool) -> None:
    assert leans(text, language) is leaning


def test_a_leaning_sentence_goes_where_another_is_as_good() -> None:
    texts = ["A hospital opens.", "It has many beds for patients.", "There are many beds for patients."]

    def chosen(on: int | None, penalty: float, most: int) -> list[int]:
        return choose(count("", texts), [penalty, 0, 0], [None, on, None], lambda s: len(s) <= most, titled=False)

    assert chosen(None, 1, 1) == [1]
    assert chosen(0, 1, 1) == [2]
    assert chosen(0, 0, 2) == chosen(None, 0, 2)  # with the sentence that it leans on, it is understood


@given(st.lists(TEXTS, min_size=1, max_size=6), st.data())
def test_all_sentences_are_chosen_where_all_fit(texts: list[str], data: st.DataObject) -> None:
    leans_on = [data.draw(st.none() | st.integers(-1, len(texts) - 1)) for _ in texts]
    penalties = [data.draw(st.floats(0, 1)) for _ in texts]
    chosen = choose(count("", texts), penalties, leans_on, lambda _: True, titled=False)
    assert chosen == list(range(len(texts)))


def test_what_a_pattern_takes_for_the_same_letter_is_folded_alike() -> None:
    letters = set(files(summarisers).joinpath("facts.tsv").read_text(encoding="utf-8")) - set("\n\t|")
    everything = "".join(chr(code) for code in range(0x110000) if not 0xD800 <= code < 0xE000)
    alike = re.findall(f"[{re.escape(''.join(letters))}]", everything, re.IGNORECASE)
    assert len(alike) > len(letters)
    for letter in alike:
        same = [own for own in letters if re.fullmatch(re.escape(own), letter, re.IGNORECASE)]
        assert {folded(own) for own in same} == {folded(letter)}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Cases rose, particularly in Poland, similar to last year.", "en"),
        ("The clinic, however, is closed.", "en"),
        ("Số ca tăng, tuy nhiên, bệnh viện đã sẵn sàng.", "vi"),
        ("وقال الوزير إن العدد ارتفع، لكن المستشفيات جاهزة.", "ar"),
        ("রোগী বেড়েছে, তবে হাসপাতাল প্রস্তুত।", "bn"),
        ("Android, also, was updated.", "en"),
    ],
)
def test_a_connective_goes_from_the_beginning_only(text: str, language: str) -> None:
    assert mended(text, language) == text


@given(st.text(max_size=40), st.sampled_from(["en", "vi", "id", "ar", "bn", "ur", "xx"]))
def test_what_is_mended_loses_no_more_than_its_beginning(text: str, language: str) -> None:
    rest = mended(text, language)
    assert text.casefold().endswith(rest[1:].casefold())


def test_doubtful_sentences_are_avoided_where_others_are_as_good() -> None:
    rows = [DENGUE[0], DENGUE[3], (DENGUE[3][0], DENGUE[3][1], DENGUE[3][2])]
    for verdicts, wanted in ((".u.", (2,)), ("..u", (1,))):
        english, _ = both(record(rows, verdicts=verdicts), sentences=2)
        assert english.sentences[-1].evidence == wanted


def test_a_sentence_whose_figures_differ_between_the_languages_is_chosen_only_if_all_do() -> None:
    broken = (DENGUE[0][0], DENGUE[0][1].replace("1,250", "1,520"), DENGUE[0][2])
    english, vietnamese = both(record([broken, *DENGUE[2:]]))
    assert [s.evidence for s in english.sentences] == [s.evidence for s in vietnamese.sentences] == [(1,), (2,)]
    assert both(record([broken]))[0].sentences[0].evidence == (0,)


def test_no_sentence_twice() -> None:
    english, _ = both(record([DENGUE[0], DENGUE[0], DENGUE[3]]), sentences=2)
    assert [s.evidence for s in english.sentences] in ([(0,), (2,)], [(1,), (2,)])


def test_captions_and_headings_are_left_out() -> None:
    made = record(DENGUE)
    lines = (replace(made.lines[0], role="caption"), replace(made.lines[1], rule="heading"), *made.lines[2:])
    english, _ = both(replace(made, lines=lines), sentences=4)
    assert [s.evidence for s in english.sentences] == [(2,), (3,)]


def test_length_in_words_holds_for_the_longest_brief_and_uses_what_there_is() -> None:
    made = record(DENGUE)
    for limit in (20, 30, 60):
        briefs = both(made, words=limit)
        assert all(len(re.findall(r"[^\W\d_]+", brief.text)) <= limit for brief in briefs)
    assert len(both(made, words=1)[0].sentences) == 1
    assert len(both(made, words=500)[0].sentences) == 4


def test_the_library_counts_words_too() -> None:
    text = " ".join(row[1] for row in DENGUE)
    assert len(songngu.brief(text, language="en", words=20).text.split()) <= 20
    with pytest.raises(UsageError, match="a brief of -1 words is none"):
        songngu.brief(text, language="en", words=-1)


def test_the_title_is_the_headline_and_no_sentence() -> None:
    title = ("Demam berdarah di Hanoi", "Dengue fever in Hanoi", "Sốt xuất huyết ở Hà Nội")
    english, vietnamese = both(record(DENGUE, title=title))
    assert (english.headline, vietnamese.headline) == ((Sentence(title[1], (0,)),), (Sentence(title[2], (0,)),))
    assert (0,) not in [s.evidence for s in english.sentences]
    assert not names.disagreements(english.headline[0].text, vietnamese.headline[0].text, title[0], "id")

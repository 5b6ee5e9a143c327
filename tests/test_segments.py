"""The splitter: every case of ``data/splitting.tsv`` exactly, and what must hold for any text at all."""

import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from songngu.segments import clauses, split, split_lines
from songngu.types import Line, Segment

CASES = [
    line.split("\t")
    for line in (Path(__file__).parent / "data" / "splitting.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]

LANGUAGES = st.sampled_from("bn ur ar id vi en zh ja th el de fr hi ru xx zh-Hant".split()) | st.just("") | st.text()
# Text of the pieces that the rules look at, which random characters would hardly ever put together.
PIECES = st.sampled_from(
    'a B ب ক 你 1 ৩ ۵ . ... … ! ? । ۔ ؟ 。 ？ ։ " ” “ « » ( ) 「 」 - – — , ، ; : / ./. Dr No TS ড ایم Inc U.S a.m '
    "said কে کہا ہے- (Ảnh: https://a.bc/d?e=1, x@y.zz و ই [1] ".split()
) | st.sampled_from([" ", "  ", "\n", "\t", "\u00a0", "\r\n", "\u2028"])
TEXTS = st.text() | st.lists(PIECES).map("".join)


def joined(segments: tuple[Segment, ...]) -> str:
    return "".join(segment.text + segment.tail for segment in segments)


def marked(segments: tuple[Segment, ...]) -> str:
    """Write segments as the cases are written."""
    last = len(segments) - 1
    return "".join(s.text + ("¦" if i < last else "") + s.tail for i, s in enumerate(segments))


@pytest.mark.parametrize(("language", "text"), CASES)
def test_cases(language: str, text: str) -> None:
    assert marked(split(text.replace("¦", ""), language)) == text


@pytest.mark.parametrize("language", "bn ur ar id vi en".split())
def test_there_are_many_cases_of_each_language(language: str) -> None:
    assert sum(case[0] == language for case in CASES) >= 31


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("zh", "今天下雨。¦学校停课。¦增长3.5%。¦2020年也一样！"),
        ("zh-Hans", "“为什么？”他问道。¦没有人回答。"),
        ("zh", "他说：“走吧。”¦然后离开了。"),
        ("ja", "「なぜですか？」と彼は聞いた。¦答えはない。"),
        ("hi", "डॉ. शर्मा ने कहा कि 3.5 लाख लोग आए।¦ क्या यह सच है?¦ हाँ।"),
        ("hy", "Անձրև է գալիս։¦ Դպրոցը փակ է։"),
        ("am", "ዝናብ ዘነበ።¦ ትምህርት ቤት ተዘጋ።"),
        ("my", "မိုးရွာသည်။¦ ကျောင်းပိတ်သည်။"),
        ("km", "ភ្លៀងធ្លាក់។¦ សាលាបិទ។"),
        ("th", "เมื่อวันที่ 5 ม.ค. 2567 นายกฯ กล่าวว่าดี\n¦บรรทัดใหม่"),
        ("el", "Τι είναι αυτό;¦ Δεν ξέρω.¦ Πάμε."),
        ("de", "Am 3. Oktober feiert Dr. Müller, z. B. in Berlin.¦ Es regnet."),
        ("fr", "« Pourquoi ? » demande M. Dupont.¦ Personne ne répond."),
        ("es", "¿Qué pasa?¦ ¡Nada!¦ El Sr. López llegó."),
        ("ru", "Он родился в 1990 г. в Москве.¦ «Почему?» — спросил А. С. Пушкин.¦ Никто не знал."),
        ("xx", "Hello world.¦ This is J. Smith.¦ Bye!"),
        ("", "Dr. Smith said no.¦ He left...¦ OK."),
        ("en", "This is the end.[1]¦ The next one begins."),
        ("EN_gb", "Mr. Jones left.¦ Nobody saw him."),
    ],
)
def test_other_languages_and_codes(language: str, text: str) -> None:
    assert marked(split(text.replace("¦", ""), language)).replace("¦\n", "\n¦") == text


def test_lines() -> None:
    text = "\n  One. Two\n\nThree."
    assert split(text, "en") == (
        Segment("", "\n  ", 0),
        Segment("One.", " ", 1),
        Segment("Two", "\n\n", 1),
        Segment("Three.", "", 3),
    )
    assert split("", "en") == ()


@given(TEXTS, LANGUAGES)
def test_split_is_lossless(text: str, language: str) -> None:
    segments = split(text, language)
    assert joined(segments) == text
    offset = 0
    for index, segment in enumerate(segments):
        assert segment.text == segment.text.strip()
        assert segment.text or index == 0
        assert not segment.tail.strip()
        assert "\n" not in segment.text
        assert segment.line == text.count("\n", 0, offset)
        offset += len(segment.text + segment.tail)


@given(TEXTS, LANGUAGES)
def test_a_sentence_is_not_split_again(text: str, language: str) -> None:
    for segment in split(text, language):
        if segment.text:
            assert split(segment.text, language) == (Segment(segment.text),)


@given(TEXTS, LANGUAGES)
def test_clauses_are_lossless(text: str, language: str) -> None:
    parts = clauses(text, language)
    assert joined(parts) == text
    assert all(part.text == part.text.strip() and not part.tail.strip() for part in parts)
    assert all(part.text for part in parts[1:])


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "At 8:30, 1,268 of 12,500 came (see https://a.org/x,y;z);¦ 90–100 stayed:¦ 3.5% left."),
        ("ar", "حضر الأطباء،¦ وعددهم 1,268؛¦ ثم غادروا."),
        ("ar", "حضر الأطباء،¦وعددهم ١،٢٦٨ طبيبا"),
        ("zh", "今天下雨，¦学校停课；¦明天也一样"),
        ("vi", "Tỷ lệ 12,8/10.000 dân —¦ cao nhất nước"),
        ("ur", "ڈاکٹر - ¦محکمہ صحت"),
        ("vi", "bác sĩ khám ¦và bệnh nhân về"),
        ("xx", "one ¦two ¦three"),
        ("zh", "没有标点"),
    ],
)
def test_clauses(language: str, text: str) -> None:
    parts = clauses(text.replace("¦", ""), language)
    if language == "en":
        assert [p.text for p in parts] == [
            "At 8:30,",
            "1,268 of 12,500 came (see https://a.org/x,y;z);",
            "90–100 stayed:",
            "3.5% left.",
        ]
    else:
        assert [p.text for p in parts] == [piece.strip() for piece in text.split("¦")]


LINES = st.lists(
    st.builds(
        Line,
        st.lists(PIECES.filter(lambda piece: "\n" not in piece)).map("".join),
        st.sampled_from(["title", "body", "caption", "furniture", "byline"]),
        st.just("test"),
        LANGUAGES,
    )
)


@given(LINES)
def test_split_lines_joins_the_kept_lines(lines: list[Line]) -> None:
    segments = split_lines(lines)
    assert joined(segments) == "\n".join(line.text for line in lines if line.kept)
    assert all(segment.text or index == 0 for index, segment in enumerate(segments))
    for segment in segments:
        assert lines[segment.line].kept
        assert segment.text in lines[segment.line].text


def test_split_lines_uses_the_language_of_each_line() -> None:
    lines = [
        Line("Nhà ở Q. Ba Đình. Xa.", "body", "test", "vi"),
        Line("Share", "furniture", "test", "en"),
        Line("", "body", "test", "vi"),
        Line("In Q. The end.", "body", "test", "en"),
    ]
    assert split_lines(lines) == (
        Segment("Nhà ở Q. Ba Đình.", " ", 0),
        Segment("Xa.", "\n\n", 0),
        Segment("In Q.", " ", 3),
        Segment("The end.", "", 3),
    )


GARBAGE = [
    ". ",
    "?” ",
    "“a?” ",
    "a. ",
    "!!",
    '."',
    ". (",
    "(Ảnh: ",
    "(Ảnh ",
    "ہے- ",
    "۔",
    "./",
    "… ",
    ",",
    ",”",
    "http://,",
    "1.",
    "。",
    "ایم۔ ",
    " \t",
    "[1].",
    ". »",
    "—",
]


@pytest.mark.parametrize("unit", GARBAGE)
@pytest.mark.parametrize("language", ["vi", "ur", "zh"])
def test_work_grows_with_length_only(unit: str, language: str) -> None:
    """Counted in function calls, which a longer line must not make more of per character."""

    def calls(times: int) -> int:
        count = 0

        def profile(_frame: object, event: str, _argument: object) -> None:
            nonlocal count
            count += event in {"call", "c_call"}

        text = "x" + unit * times
        sys.setprofile(profile)
        try:
            split(text, language)
            clauses(text, language)
        finally:
            sys.setprofile(None)
        return count

    assert calls(200) <= 2 * calls(100) + 100


@pytest.mark.parametrize("unit", GARBAGE)
def test_a_long_line_of_anything_is_split(unit: str) -> None:
    """A pattern that backtracks over the whole line would not come back from this within minutes."""
    text = unit * (60_000 // len(unit)) + "x"
    assert joined(split(text, "ur")) == text
    assert joined(clauses(text, "ur")) == text

"""The number ledger: every quantity of a source once, judged as the check judges it, and what translations add."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes import counted
from songngu.ledgers import ledger
from songngu.outputs import from_json, to_json
from songngu.quantities import compare, quantities
from songngu.types import Article, Brief, Figure, Line, Record, Rendering, Segment, Sentence, Translation, Verdict


def record(source: str, *sentences: tuple[str, str, str], verdict: Verdict = "ok") -> Record:
    """A record of sentences in the language *source*, given with their English and Vietnamese, and no briefs."""
    texts = [sentence[0] for sentence in sentences]
    return Record(
        Article("\n".join(texts), language=source),
        source,
        tuple(Line(text, "body", "paragraph", source) for text in texts),
        tuple(Segment(text, "\n", n) for n, text in enumerate(texts)),
        {
            target: Translation(target, tuple(Rendering(s[column], "\n", verdict) for s in sentences), "model:toy")
            for column, target in ((1, "en"), (2, "vi"))
        },
        {},
        "rules:toy",
    )


def briefly(record: Record, *evidence: tuple[int, ...]) -> Record:
    """With briefs whose sentences are the renderings that they rest on, joined."""
    briefs = {
        target: Brief(
            target,
            tuple(Sentence(" ".join(translation.renderings[n].text for n in ns), ns) for ns in evidence),
            "brief:toy",
        )
        for target, translation in record.translations.items()
    }
    return Record(
        record.article, record.language, record.lines, record.segments, record.translations, briefs, record.signature
    )


def lines(figures: tuple[Figure, ...]) -> list[tuple[str, str, str]]:
    """Source, English and Vietnamese of each line, the status after a form that does not agree."""
    return [
        (
            figure.source,
            *(f"{figure.forms[t]} {s.replace('agrees', '')}".strip() if (s := figure.statuses.get(t)) else "–" for t in ("en", "vi")),
        )
        for figure in figures
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("source", "text", "english", "vietnamese", "expected"),
    [
        ("bn", "হাসপাতালে ৪৫০ জন রোগী", "450 patients", "450 bệnh nhân", [("৪৫০", "450", "450")]),
        ("bn", "হাসপাতালে ৪৫০ জন রোগী", "45 patients", "bệnh nhân", [("৪৫০", "45 differs", "missing")]),
        ("ur", "۲۳ مریض", "23 patients and 7 nurses", "23 bệnh nhân và 7 y tá", [("۲۳", "23", "23"), ("", "7 added", "7 added")]),
        ("ur", "۲۳ مریض", "23 patients and 7 nurses", "23 bệnh nhân và 8 y tá", [("۲۳", "23", "23"), ("", "7 added", "–"), ("", "–", "8 added")]),
        ("id", "12 orang", "twelve people", "12 người", [("12", "twelve", "12")]),
        ("id", "ada 3 dokter dan 5 perawat", "4 doctors and 6 nurses", "3 bác sĩ và 5 y tá", [("3", "4 differs", "3"), ("5", "6 differs", "5")]),
        ("en", "7 of 9 samples", "7 of 9 samples", "7 mẫu", [("7", "7", "7"), ("9", "9", "missing")]),
        ("vi", "ngày 17/2/2025", "17 March 2025", "ngày 17/2/2025", [("ngày 17/2/2025", "17 March 2025 differs", "ngày 17/2/2025")]),
        ("en", "at 8:30", "at 8:30", "lúc 8 giờ", [("8:30", "8:30", "8 giờ differs")]),
        ("vi", "Bộ Y tế cho biết như vậy.", "The ministry said so.", "Bộ Y tế cho biết như vậy.", []),
    ],
)  # fmt: skip
def test_lines(source: str, text: str, english: str, vietnamese: str, expected: list[tuple[str, str, str]]) -> None:
    assert lines(ledger(record(source, (text, english, vietnamese)))) == expected


def test_another_kind_does_not_stand_in_its_place() -> None:
    figures = ledger(record("bn", ("৩.৫% মানুষ", "45 people", "3,5% người")))
    assert [(f.kind, dict(f.statuses)) for f in figures] == [
        ("percent", {"en": "missing", "vi": "agrees"}),
        ("count", {"en": "added"}),
    ]


def test_the_same_unit_comes_first() -> None:
    figures = ledger(record("en", ("It is 5 km away.", "It is 5 km away.", "Cách đó 3 kg và 4 km.")))
    assert figures[0].forms["vi"] == "4 km"
    assert figures[0].statuses["vi"] == "differs"


def test_the_same_digits_come_first() -> None:
    figures = ledger(record("id", ("4.028 orang", "2,020 of 4.028 people", "4.028 người")))
    assert [(f.source, f.forms["en"], f.statuses["en"]) for f in figures] == [
        ("4.028", "4.028", "differs"),
        ("", "2,020", "added"),
    ]


def test_many_numbers_take_no_longer_each() -> None:
    def work(count: int) -> int:
        numbers = [" ".join(str(n) for n in range(start, start + count)) for start in (1000, 3000, 5000)]
        made = record("id", (numbers[0], numbers[1], numbers[2]))
        return counted(lambda: ledger(made))

    assert work(400) < 3 * work(200)


def test_values_are_plain_and_ambiguous_ones_have_several() -> None:
    (figure,) = ledger(record("ar", ("1.268 حالة", "1,268 cases", "1.268 ca")))
    assert figure.value == "1.268 | 1268"
    (figure,) = ledger(record("bn", ("৫ কোটি মানুষ", "50 million people", "50 triệu người")))
    assert figure.value == "50000000"
    (figure,) = ledger(record("en", ("3.50 grams", "3.50 grams", "3,5 gam")))
    assert figure.value == "3.5"


def test_an_untranslated_rendering_says_nothing() -> None:
    (figure,) = ledger(record("bn", ("৪৫০ জন রোগী", "৪৫০ জন রোগী", "৪৫০ জন রোগী"), verdict="untranslated"))
    assert (figure.source, figure.forms, figure.statuses, figure.doubtful) == ("৪৫০", {}, {}, False)


def test_briefs_have_what_they_rest_on() -> None:
    made = record("id", ("12 orang", "12 people", "12 người"), ("7 orang", "8 people", "người"), ("5", "5", "5"))
    figures = ledger(briefly(made, (0, 1)))
    assert [dict(figure.briefs) for figure in figures] == [{"en": "12", "vi": "12"}, {"en": "8"}, {}]
    assert all(not figure.briefs for figure in ledger(made))


def test_statuses() -> None:
    made = record("bn", ("৪৫০ জন", "45 people", "450 người"), ("৭ জন", "7 of 8 people", "người"))
    assert replace(made, ledger=ledger(made)).statuses == {
        "en": {"agrees": 1, "differs": 1, "missing": 0, "added": 1},
        "vi": {"agrees": 1, "differs": 0, "missing": 1, "added": 0},
    }
    assert made.statuses == {}


# Words of five languages between numbers that may agree, differ, be ambiguous, or be words.
WORDS = {
    "ar": "12 3.5% ١٬٢٦٨ 1.268 ألف مليون حالة عامين في يونيو 2024 خمسة إصابة",
    "bn": "১২ ৩.৫ লাখ ১,২৬৮ জন রোগী পঁচিশটি ২০২৪ ফেব্রুয়ারি ১৭ শতাংশ এক",
    "en": "12 3.5 per cent 1,268 million people two May 2024 $5m half one 8:30",
    "id": "12 3,5 persen 1.268 juta orang dua Mei 2024 Rp setengah satu",
    "ur": "۱۲ 3.5 لاکھ 1,268 مریض دو فروری 2024 فیصد ایک کروڑ",
    "vi": "12 3,5 phần trăm 1.268 triệu người hai tháng 5 năm 2024 nửa một",
}


def sentence(language: str) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(WORDS[language].split()), min_size=1, max_size=8).map(" ".join)


@st.composite
def records(draw: st.DrawFn) -> Record:
    source = draw(st.sampled_from(sorted(WORDS)))
    texts = [(text, *(text if t == source else draw(sentence(t)) for t in ("en", "vi")))
             for text in draw(st.lists(sentence(source), min_size=1, max_size=3))]  # fmt: skip
    return briefly(record(source, *texts), tuple(range(len(texts))))


@given(records())
def test_every_quantity_is_in_exactly_one_line_in_order(made: Record) -> None:
    figures = ledger(made)
    for n, segment in enumerate(made.segments):
        forms = [quantity.form for quantity in quantities(segment.text, made.language)]
        assert [figure.source for figure in figures if figure.segment == n and figure.source] == forms
    assert [figure.segment for figure in figures] == sorted(figure.segment for figure in figures)


@given(records())
def test_statuses_are_those_of_the_matching(made: Record) -> None:
    figures = ledger(made)
    for target, translation in made.translations.items():
        if target == made.language:
            continue
        for n, (segment, rendering) in enumerate(zip(made.segments, translation.renderings, strict=True)):
            read, _, matching = compare(segment.text, made.language, rendering.text, target)
            mine = [figure.statuses.get(target) for figure in figures if figure.segment == n]
            statuses = mine[: len(read)]
            for i, status in enumerate(statuses):
                partners = {j for k, j in matching.pairs if k == i}
                assert (status in ("missing", "differs")) == (
                    i in matching.missing or not partners.isdisjoint(matching.added)
                )
                assert (status == "agrees") <= (len(partners) > 0)
                assert (status == "missing") <= (len(partners) == 0)
            paired = {j for _, j in matching.pairs}
            whole = sum(
                status == "differs" and not any(k == i for k, _ in matching.pairs) for i, status in enumerate(statuses)
            )
            assert mine.count("added") + whole == len(set(matching.added) - paired)


@given(records())
def test_forms_stand_in_their_texts(made: Record) -> None:
    for figure in ledger(made):
        assert figure.source in made.segments[figure.segment].text
        assert figure.source or figure.forms
        assert figure.forms.keys() == figure.statuses.keys()
        for target, form in figure.forms.items():
            text = made.translations[target].renderings[figure.segment].text
            assert all(piece in text for piece in form.split(" … "))
            assert bool(form) == (figure.statuses[target] != "missing")
        for target, form in figure.briefs.items():
            assert form
            assert all(piece in made.briefs[target].text for piece in form.split(" … "))


@given(st.sampled_from(["en", "vi"]).flatmap(lambda code: st.tuples(st.just(code), sentence(code))))
def test_a_text_agrees_with_itself(given_text: tuple[str, str]) -> None:
    code, text = given_text
    made = briefly(record(code, (text, text, text)), (0,))
    for figure in ledger(made):
        if figure.source:
            assert (figure.statuses[code], figure.forms[code]) == ("agrees", figure.source)
            assert figure.briefs[code] == figure.source


@given(records())
def test_json_round_trip(made: Record) -> None:
    full = Record(
        made.article, made.language, made.lines, made.segments, made.translations, made.briefs, made.signature,
        ledger(made),
    )  # fmt: skip
    assert from_json(to_json(full)) == full


def test_a_sign_is_part_of_a_value_and_a_lost_one_differs() -> None:
    found = ledger(record("en", ("It was -5 degrees.", "It was -5 degrees.", "Trời 5 độ.")))
    assert [(figure.value, figure.source) for figure in found] == [("-5", "-5 degrees")]
    assert found[0].statuses == {"en": "agrees", "vi": "differs"}


def test_figures_of_names_have_no_line() -> None:
    found = ledger(
        record("bn", ("এইচ৫এন১ রোগে ৭টি মুরগি মারা গেছে।", "Bird flu killed 7 hens.", "H5N2 làm chết 7 con gà."))
    )
    assert lines(found) == [("৭", "7", "7")]

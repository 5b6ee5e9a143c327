"""Glossaries: what is found, what is missing, how files are read, and what a digest depends on."""

import random
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from songngu.cli import main
from songngu.errors import UsageError
from songngu.glossaries import Glossary
from songngu.glossaries.masking import KINDS, Masked, mask, step, unmask
from songngu.glossaries.reading import Concept
from songngu.glossaries.records import judged
from songngu.renderings import Renderer
from songngu.translators import Hypothesis, Request, Search
from songngu.types import Article, Line, Record, Rendering, Segment, Translation

DATA = Path(__file__).parent / "data"
FORMS = [line.split("\t") for line in (DATA / "glossary_forms.tsv").read_text(encoding="utf-8").splitlines()[1:]]
HEALTH = Glossary.read(DATA / "glossary.tsv")
WORDS = "the minister said on Monday that five new cases came from a market".split()


def glossary(*concepts: dict[str, str], keep: bool = False, case: bool = False) -> Glossary:
    return Glossary(tuple(Concept({k: tuple(v.split("|")) for k, v in c.items()}, keep, case) for c in concepts))


def written(folder: Path, text: str | bytes) -> Path:
    path = folder / "terms.tsv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


@pytest.mark.parametrize(("language", "term", "text", "found"), FORMS, ids=lambda value: value)
def test_forms_of_a_term(language: str, term: str, text: str, found: str) -> None:
    target = "vi" if language == "en" else "en"
    assert bool(glossary({language: term, target: "x"}).find(text, language, target)) is (found == "yes")
    # The same on the other side: a rendering has the term or lacks it.
    assert bool(glossary({target: "x", language: term}).reasons("x", text, target, language)) is (found == "no")


def test_a_found_term_says_where_it_stands() -> None:
    text = "ঢাকায় ডেঙ্গুতে ১৭ জনের মৃত্যু; হাসপাতালে রোগী"
    found = HEALTH.find(text, "bn", "en")
    assert [text[f.start : f.end] for f in found] == ["ডেঙ্গুতে", "হাসপাতালে", "রোগী"]
    assert [f.term for f in found] == ["ডেঙ্গু", "হাসপাতাল", "রোগী"]


def test_the_longest_term_wins_and_the_left_one() -> None:
    terms = glossary(
        {"en": "cancer", "vi": "a"}, {"en": "breast cancer", "vi": "b"}, {"en": "cancer hospital ward", "vi": "c"}
    )
    assert [f.term for f in terms.find("breast cancer", "en", "vi")] == ["breast cancer"]
    assert [f.term for f in terms.find("breast cancer hospital ward", "en", "vi")] == ["breast cancer"]
    assert [f.term for f in terms.find("a cancer hospital ward for cancer", "en", "vi")] == [
        "cancer hospital ward",
        "cancer",
    ]


def test_any_accepted_form_will_do_and_the_preferred_one_is_asked_for() -> None:
    terms = glossary({"bn": "চিকিৎসক|ডাক্তার", "en": "doctor|physician"})
    assert terms.reasons("ডাক্তারেরা ও চিকিৎসক", "Physicians came", "bn", "en") == []
    assert terms.reasons("ডাক্তারেরা ও চিকিৎসক", "They came", "bn", "en") == ["glossary: “ডাক্তার” should be “doctor”"]


def test_capitals_count_where_they_are_said_to() -> None:
    who = glossary({"en": "WHO", "vi": "WHO"}, case=True)
    assert who.reasons("People who came", "Người đến", "en", "vi") == []
    assert who.reasons("The WHO came", "Họ who đến", "en", "vi") == ["glossary: “WHO” should be “WHO”"]
    both = Glossary((*who.concepts, *glossary({"en": "who", "vi": "ai"}).concepts))
    assert [f.concept.case for f in both.find("who is WHO", "en", "vi")] == [False, True]


def test_a_kept_name_stays_in_every_language_as_it_was() -> None:
    terms = glossary({"en": "VinFast"}, keep=True)
    assert terms.reasons("VinFast-এর গাড়ি", "A car of VinFast", "bn", "en") == []
    assert terms.reasons("VinFast-এর গাড়ি", "Xe Vinfast", "bn", "vi") == ["glossary: “VinFast” should be “VinFast”"]


def test_a_term_without_a_form_in_the_target_asks_for_nothing() -> None:
    assert glossary({"bn": "ডেঙ্গু", "en": "dengue"}).reasons("ডেঙ্গু", "sốt", "bn", "vi") == []
    assert HEALTH.reasons("ডেঙ্গু", "ডেঙ্গু", "bn", "bn") == []
    assert Glossary().reasons("ডেঙ্গু", "", "bn", "en") == []


@given(st.lists(st.sampled_from(WORDS)), st.lists(st.sampled_from(WORDS)))
def test_text_without_terms_is_never_at_fault(source: list[str], rendering: list[str]) -> None:
    assert HEALTH.reasons(" ".join(source), " ".join(rendering), "en", "vi") == []


@given(st.sampled_from(HEALTH.concepts), st.text("abcxyzকখগরতেىمنال", min_size=1, max_size=4), st.booleans())
def test_a_term_within_another_word_is_none(concept: Concept, more: str, before: bool) -> None:
    """In a language without a table of endings, whatever is glued to a term makes it another word."""
    term = concept.forms["en"][0]
    text = more + term if before else term + more
    assert glossary({"fr": term, "en": "x"}).find(text, "fr", "en") == []


@given(st.lists(st.sampled_from(HEALTH.concepts), min_size=1, max_size=6), st.sampled_from(["ar", "bn", "id", "ur"]))
def test_every_term_is_reported_exactly_once_when_missing(concepts: list[Concept], source: str) -> None:
    concepts = [c for c in concepts if source in c.forms]
    text = ", ".join(c.forms[source][0] for c in concepts)
    reasons = HEALTH.reasons(text, "nothing of it", source, "en")
    assert reasons == [
        f"glossary: “{c.forms[source][0]}” should be “{c.forms['en'][0]}”"
        for c in dict.fromkeys(map(HEALTH.concepts.index, concepts))
        for c in [HEALTH.concepts[c]]
    ]
    assert HEALTH.reasons(text, ", ".join(c.forms["en"][-1] for c in concepts), source, "en") == []


@given(st.text(), st.text(), st.sampled_from(["ar", "bn", "en", "id", "ur", "vi", "fr"]))
def test_any_text_will_do(text: str, rendering: str, source: str) -> None:
    text = unicodedata.normalize("NFC", text)
    for found in HEALTH.find(text, source, "vi"):
        assert 0 <= found.start < found.end <= len(text)
    HEALTH.reasons(text, rendering, source, "vi")


@given(st.randoms(), st.sampled_from(["\n", "\r\n", "\r"]), st.booleans())
def test_the_digest_is_that_of_the_content(
    tmp_path_factory: pytest.TempPathFactory, rng: random.Random, newline: str, bom: bool
) -> None:
    header, *rows = (DATA / "glossary.tsv").read_text(encoding="utf-8").splitlines()
    rng.shuffle(rows)
    order = rng.sample(range(7), 7)
    table = [[line.split("\t")[i] for i in order] for line in (header, *rows)]
    text = newline.join("\t".join(line) for line in table) + newline * rng.randint(0, 2)
    path = written(tmp_path_factory.mktemp("digest"), ("\ufeff" * bom + text).encode())
    assert Glossary.read(path).digest == HEALTH.digest


@pytest.mark.parametrize(
    "other",
    [
        glossary({"en": "dengue", "vi": "sốt"}),
        glossary({"en": "dengue|fever", "vi": "sốt xuất huyết"}),
        glossary({"en": "dengue", "vi": "sốt xuất huyết"}, case=True),
        glossary({"en": "dengue", "vi": "sốt xuất huyết"}, keep=True),
        glossary({"en": "dengue", "id": "sốt xuất huyết"}),
        Glossary(),
    ],
)
def test_other_content_has_another_digest(other: Glossary) -> None:
    assert glossary({"en": "dengue", "vi": "sốt xuất huyết"}).digest != other.digest


def test_a_glossary_without_terms_has_no_digest(tmp_path: Path) -> None:
    assert Glossary().digest == Glossary.read(written(tmp_path, "en\tvi\n")).digest == ""


def test_notes_blank_lines_spaces_and_code_case_do_not_matter(tmp_path: Path) -> None:
    read = Glossary.read(
        written(tmp_path, 'EN\tvi\tnote\n\n dengue |  dengue  fever\tsốt xuất huyết\tsee “A”, "B"\n\t\t\n')
    )
    assert read == glossary({"en": "dengue|dengue fever", "vi": "sốt xuất huyết"})


def test_yes_under_keep_and_case(tmp_path: Path) -> None:
    read = Glossary.read(written(tmp_path, "en\tkeep\tcase\nVinFast\tYes\t\nAstra\tyes\tno\n"))
    assert [(c.keep, c.case) for c in read.concepts] == [(True, False), (True, False)]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "line 1: no header"),
        ("\ndengue\tsốt", "line 1: no header"),
        ("en,vi\ndengue,sốt\n", "line 1: 'en,vi' is CSV; separate columns with tabs, not ','"),
        ("en;vi\n", "not ';'"),
        ("dengue\tsốt\n", "line 1: 'dengue' is no column of a glossary"),
        ("en\txx\n", "line 1: 'xx' is no column"),
        ("en\tvi\ten\n", "line 1: column 'en' stands there twice"),
        ("en\ndengue\n", "line 1: 'en' names one column"),
        ("en\tnote\ndengue\tx\n", "names one column"),
        ("en\tvi\ndengue\n", "line 2: 1 cells for 2 columns (en, vi)"),
        ("en\tvi\ndengue\tsốt\tx\n", "line 2: 3 cells for 2 columns"),
        ('en\tvi\n"dengue\nfever"\tsốt\n', "line 2: 1 cells for 2 columns (en, vi); a tab or newline within quotation"),
        ('en\tvi\n"dengue"\tsốt\n', "line 2: '\"dengue\"' under en; cells are plain text"),
        ("en\tvi\ndengue||fever\tsốt\n", "line 2: empty term under en in 'dengue||fever'"),
        ("en\tvi\n|\tsốt\n", "line 2: empty term under en"),
        ("en\tvi\n%\tsốt\n", "line 2: '%' has no word under en"),
        ("en\tvi\ndengue\t\n", "line 2: only en is filled in"),
        ("en\tvi\tkeep\n\t\tyes\n", "line 2: only no language is filled in"),
        ("en\tvi\tkeep\na\tb\tmaybe\n", "line 2: 'maybe' under keep; write yes"),
        (
            "en\tvi\ndengue\tsốt xuất huyết\nmeasles\tsởi\nDengue\tsốt\n",
            "line 4: 'Dengue' (en) is 'sốt' in vi, and 'sốt xuất huyết' on line 2; put all its forms on one line",
        ),
        ("en\tvi\tkeep\nTB\tlao\t\nTB\t\tyes\n", "line 3: 'TB' (en) is 'TB' in vi, and 'lao' on line 2"),
        (b"en\tvi\ndengue\ts\xf4t\n", "line 2: is no UTF-8 (invalid continuation byte); save the file as UTF-8"),
        ("en\tvi\n".encode("utf-16"), "line 1: is no UTF-8"),
    ],
)
def test_what_is_no_glossary(tmp_path: Path, text: str | bytes, message: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(UsageError) as error:
        Glossary.read(path)
    assert message in str(error.value)
    assert str(path) in str(error.value)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="none.tsv: No such file"):
        Glossary.read(tmp_path / "none.tsv")
    with pytest.raises(UsageError, match="Is a directory"):
        Glossary.read(tmp_path)


def test_one_term_on_two_lines_for_other_languages_is_no_conflict(tmp_path: Path) -> None:
    read = Glossary.read(written(tmp_path, "en\tvi\tbn\ndengue\tsốt xuất huyết\t\ndengue\t\tডেঙ্গু\n"))
    assert read.reasons("dengue", "", "en", "vi") == ["glossary: “dengue” should be “sốt xuất huyết”"]
    assert read.reasons("dengue", "", "en", "bn") == ["glossary: “dengue” should be “ডেঙ্গু”"]


def record(text: str, rendering: Rendering) -> Record:
    line, translation = Line(text, "body", "paragraph", "bn"), Translation("en", (rendering,), "")
    return Record(Article(text), "bn", (line,), (Segment(text),), {"en": translation}, {}, "")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (Rendering("Measles.", "", "ok"), ("suspect", ("glossary: “ডেঙ্গু” should be “dengue”",))),
        (Rendering("Dengue.", "", "ok"), ("ok", ())),
        (Rendering("Measles.", "", "repaired", ("loop: x",)), ("suspect", ("glossary: “ডেঙ্গু” should be “dengue”",))),
        (Rendering("Dengue.", "", "repaired", ("loop: x",)), ("repaired", ("loop: x",))),
        (
            Rendering("Measles.", "", "suspect", ("length: x",)),
            ("suspect", ("length: x", "glossary: “ডেঙ্গু” should be “dengue”")),
        ),
        (Rendering("ডেঙ্গু", "", "untranslated", ("copy: x",)), ("untranslated", ("copy: x",))),
    ],
)
def test_a_record_is_judged_without_a_model(before: Rendering, after: tuple[str, tuple[str, ...]]) -> None:
    found = judged(judged(record("ডেঙ্গুর প্রকোপ", before), HEALTH), HEALTH).translations["en"].renderings[0]
    assert (found.text, found.verdict, found.reasons) == (before.text, *after)


def outputs_of(folder: Path, text: str, *options: str) -> Path:
    """The outputs of a run of the built-in model over one text."""
    (folder / "one.txt").write_text(text, encoding="utf-8")
    assert main(["run", str(folder / "one.txt"), "-o", str(folder / "outputs"), *options]) == 0
    return folder / "outputs"


def test_the_command(tmp_path: Path, shared_cache: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A term that no model would say: the run doubts the sentence, signs with the glossary, and so does the check."""
    terms = written(tmp_path, "bn\ten\nহাসপাতাল\tzzyzx\n")
    options = ("--source", "bn", "--to", "en", "--cache", str(shared_cache))
    outputs = outputs_of(tmp_path, "হাসপাতালে রোগী ভর্তি হয়েছে।", *options)
    capsys.readouterr()
    assert main(["check", str(outputs), "--glossary", str(terms)]) == 0
    assert "“হাসপাতাল” should be “zzyzx”" in capsys.readouterr().out
    outputs_of(tmp_path, "হাসপাতালে রোগী ভর্তি হয়েছে।", *options, "--glossary", str(terms))
    (path,) = outputs.glob("*/record.json")
    assert f"|glossary:{Glossary.read(terms).digest}|" in path.read_text(encoding="utf-8")
    assert "“হাসপাতাল” should be “zzyzx”" in path.read_text(encoding="utf-8")
    assert main(["check", str(outputs), "--glossary", str(tmp_path / "none.tsv")]) == 2
    assert "none.tsv" in capsys.readouterr().err


@dataclass
class Copier:
    """Gives the source back, its words changed by *change*."""

    change: Callable[[str], str] = str
    signature: str = "model:copier"

    def supports(self, source: str, target: str) -> bool:
        return True

    def translate(self, requests: Sequence[Request], search: Search = Search()) -> list[Hypothesis]:
        return [Hypothesis(self.change(request.text), True, -0.5) for request in requests]


def masked(text: str, change: Callable[[str], str] = str) -> list[str]:
    (answer,) = Masked(Copier(change), HEALTH).translate([Request(text, "bn", "en")])
    return [hypothesis.text for hypothesis in (answer, *answer.alternatives)]


def test_a_model_that_keeps_masks_gives_the_terms() -> None:
    assert masked("ঢাকায় ডেঙ্গুতে হাসপাতালে রোগী") == ["ঢাকায় dengue hospital patient"] * 2
    assert masked("ডেঙ্গুর প্রকোপ") == ["Dengue প্রকোপ"] * 2


def test_a_lost_name_spoils_an_answer_and_a_lost_number_does_not() -> None:
    text = "ঢাকায় ডেঙ্গুতে হাসপাতালে"
    assert masked(text, lambda t: t.replace("Korvin", "")) == ["ঢাকায় dengue hospital"]
    assert masked(text, lambda t: t.replace("7001", "7,001").replace("Zandra", "Sandra")) == ["ঢাকায় dengue hospital"]
    assert masked(text, lambda t: t.replace("700", "7.00").replace("Korvin", "Korvins")) == ["ঢাকায় dengue hospital"]
    assert masked(text, lambda t: t.replace(" 7002", "")) == ["ঢাকায় dengue", "ঢাকায় dengue hospital"]
    assert masked(text, lambda t: t[:0] + "lost") == [""]
    assert masked(text, lambda t: t.replace("7002", "17002.5").replace("Korvin", "")) == [""]


def test_what_cannot_be_hidden_is_not_asked() -> None:
    translator = Masked(Copier(), HEALTH)
    for text in ("ঢাকায় বৃষ্টি", "ডেঙ্গু, " * 9, "7001 Zandra ডেঙ্গু"):
        request = Request(text, "bn", "en")
        assert translator.parts(request) == []
        assert translator.translate([request])[0].text == ""
    assert translator.parts(Request("7001 ডেঙ্গু", "bn", "en"))
    assert [h.text for h in translator.translate([Request("7001 ডেঙ্গু", "bn", "en")])] == ["7001 dengue"]


@given(st.lists(st.sampled_from(WORDS)), st.sampled_from(KINDS))
def test_text_without_terms_is_left_as_it_is(found: list[str], masks: tuple[str, ...]) -> None:
    text = " ".join(found)
    assert mask(text, HEALTH.find(text, "en", "vi"), masks) == text == unmask(text, [], masks, "vi")


@given(st.lists(st.sampled_from(HEALTH.concepts), min_size=1, max_size=8), st.sampled_from(KINDS))
def test_masks_become_the_preferred_forms(concepts: list[Concept], masks: tuple[str, ...]) -> None:
    text = "- " + " ; ".join(c.forms["en"][0] for c in concepts)
    hidden = mask(text, HEALTH.find(text, "en", "vi"), masks)
    assert HEALTH.find(hidden, "en", "vi") == []
    assert unmask(hidden, HEALTH.find(text, "en", "vi"), masks, "vi") == "- " + " ; ".join(
        c.forms["vi"][0] for c in concepts
    )


def test_the_repairs_bring_a_term_through() -> None:
    """A model that says “fever” for dengue and copies what it does not know."""
    says = {"ডেঙ্গু": "fever", "ডেঙ্গুতে": "fever", "৯০": "90", "জন": "people", "আক্রান্ত": "fell ill with", "ঢাকায়": "In Dhaka"}
    translator = Copier(lambda text: " ".join(says.get(word, word) for word in text.split()))
    key = ("bn", "en", "ঢাকায় ৯০ জন আক্রান্ত ডেঙ্গুতে")
    (without,) = Renderer(translator).render([key])
    assert (without.text, without.verdict) == ("In Dhaka 90 people fell ill with fever", "ok")
    renderer = Renderer(translator, steps=(step(translator, HEALTH),), glossary=HEALTH)
    (rendering,) = renderer.render([key])
    assert rendering.text == "In Dhaka 90 people fell ill with dengue"
    assert (rendering.verdict, rendering.route) == ("repaired", "glossary")
    assert rendering.reasons == ("glossary: “ডেঙ্গু” should be “dengue”",)
    assert f"glossary:{HEALTH.digest}" in renderer.signature
    assert "masks:7001" in renderer.signature.replace("%7C", "|")

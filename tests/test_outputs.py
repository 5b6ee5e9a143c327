"""Records as files: the same bytes each time, verified when read, whole or not at all, shown as they are."""

import json
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from markdown_it import MarkdownIt

from fakes import Filler
from songngu import Article, StoreError, read
from songngu.outputs import INDEX, RECORD, Outputs, from_json, tables, to_json, write
from songngu.outputs.markdown import brief_page, translation_page
from songngu.outputs.wording import escape
from songngu.types import (
    STATUSES,
    Brief,
    Figure,
    Line,
    Name,
    Record,
    Rendering,
    Segment,
    Sentence,
    Translation,
    Verdict,
)
from test_pipeline import flow

ROOT = Path(__file__).parents[1]
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
BY_TARGET = st.fixed_dictionaries({"en": TEXT}, optional={"vi": TEXT})
STATUSES_BY_TARGET = st.dictionaries(st.sampled_from(["en", "vi"]), st.sampled_from(STATUSES), max_size=2)
FIGURES = st.lists(
    st.builds(Figure, st.just(0), TEXT, TEXT, TEXT, TEXT, BY_TARGET, STATUSES_BY_TARGET, BY_TARGET), max_size=2
).map(tuple)
OTHER_FORMS = st.dictionaries(st.sampled_from(["en", "vi"]), st.tuples(TEXT), max_size=2)
NAMES = st.lists(st.builds(Name, TEXT, BY_TARGET, st.just((0,)), OTHER_FORMS), max_size=2).map(tuple)


@st.composite
def records(draw: st.DrawFn) -> Record:
    lines = draw(
        st.lists(
            st.builds(Line, TEXT, st.sampled_from(["title", "body", "caption"]), TEXT, TEXT), min_size=1, max_size=3
        )
    )
    segments = draw(st.lists(st.builds(Segment, TEXT, TEXT, st.integers(0, len(lines) - 1)), min_size=1, max_size=3))
    verdicts = st.sampled_from(["ok", "repaired", "suspect", "untranslated"])
    rendering = st.builds(Rendering, TEXT, TEXT, verdicts, st.lists(TEXT, max_size=2).map(tuple), TEXT)
    renderings = st.lists(rendering, min_size=len(segments), max_size=len(segments)).map(tuple)
    evidence = st.lists(st.integers(0, len(segments) - 1), min_size=1, unique=True).map(lambda ns: tuple(sorted(ns)))
    sentences = st.lists(st.builds(Sentence, TEXT, evidence), max_size=2).map(tuple)
    return Record(
        draw(st.builds(Article, TEXT, TEXT, TEXT, TEXT, TEXT)),
        draw(TEXT),
        tuple(lines),
        tuple(segments),
        {target: Translation(target, draw(renderings), draw(TEXT)) for target in ("en", "vi")},
        {target: Brief(target, draw(sentences), draw(TEXT)) for target in ("en", "vi")},
        draw(TEXT),
        draw(FIGURES),
        draw(NAMES),
    )


@given(records())
def test_json_round_trip(record: Record) -> None:
    data = to_json(record)
    assert from_json(data) == record
    assert to_json(from_json(data)) == data
    assert data.decode() == json.dumps(json.loads(data), ensure_ascii=False, indent=1) + "\n"


@given(records())
def test_markdown_is_made_of_any_record(record: Record) -> None:
    for target in ("en", "vi"):
        assert translation_page(record, target).startswith("# ")
        assert brief_page(record, target).startswith("# ")


def table_rows(page: str) -> list[tuple[str, ...]]:
    """The rows of all tables of a page, as a reader of Markdown sees them."""
    rows: list[list[str]] = []
    for token, following in pairwise(MarkdownIt("commonmark").enable("table").parse(page)):
        if token.type == "tr_open":
            rows.append([])
        elif token.type in ("th_open", "td_open"):
            rows[-1].append(following.content)
    return [tuple(row) for row in rows]


@given(FIGURES, NAMES)
def test_tables_have_all_their_cells_whatever_stands_in_them(
    ledger: tuple[Figure, ...], names: tuple[Name, ...]
) -> None:
    record = Record(Article(""), "id", (), (), dict.fromkeys(("en", "vi")), {}, "", ledger, names)  # type: ignore[arg-type]
    for target in ("en", "vi"):
        figures = table_rows("\n\n".join(tables.figures(record, target)))
        assert {len(row) for row in figures} == ({5} if ledger else set())
        found = table_rows("\n\n".join(tables.names(record, target)))
        assert [len(row) for row in found] == ([4] * (len(names) + 1) if names else [])


def figure(segment: int, source: str, english: str, vietnamese: str, *statuses: str) -> Figure:
    """A line of the ledger, with the English form in the brief."""
    forms = {"en": english, "vi": vietnamese}
    found = {target: status for target, status in zip(("en", "vi"), statuses, strict=True) if status}
    return Figure(segment, "count", "1", "", source, forms, found, {"en": english} if english else {})


def test_figures_that_need_a_look_stand_first_and_are_marked(record: Record) -> None:
    ledger = (
        figure(0, "12", "12", "12", "agrees", "agrees"),
        figure(1, "3,5", "35", "", "differs", "missing"),
        figure(1, "", "7|8", "", "added", ""),
        figure(2, "12", "12", "12", "agrees", "agrees"),
        figure(3, "satu", "", "1", "", "agrees"),
    )
    english, vietnamese = (tables.figures(replace(record, ledger=ledger), code) for code in ("en", "vi"))
    assert english[0] == "## Figures"
    assert table_rows(english[1]) == [
        ("Sentence", "Indonesian", "English", "Vietnamese", "Brief"),
        ("2", "3,5", "35 **differs**", "**missing**", "35"),
        ("2", "", "7|8 **added**", "–", "7|8"),
    ]
    assert table_rows(english[3])[1:] == [("1, 3", "12", "12", "12", "12"), ("4", "satu", "–", "1", "")]
    assert table_rows(vietnamese[1])[:2] == [
        ("Câu", "Tiếng Indonesia", "Tiếng Anh", "Tiếng Việt", "Tóm tắt"),
        ("2", "3,5", "35 **khác**", "**thiếu**", ""),
    ]


def test_names_in_conflict_stand_first(record: Record) -> None:
    names = (
        Name("Jakarta", {"en": "Jakarta", "vi": "Jakarta"}, (0, 2), {}),
        Name("*Budi*", {"en": "Budi"}, (1,), {"en": ("Budy", "Budie")}),
    )
    title, table = tables.names(replace(record, names=names), "en")
    assert title == "## Names"
    assert table_rows(table)[1:] == [
        ("2", "\\*Budi\\*", "Budi **also** Budy, Budie", ""),
        ("1, 3", "Jakarta", "Jakarta", "Jakarta"),
    ]


def test_pages_have_their_tables_only_where_there_is_something(record: Record) -> None:
    assert "## Figures" in translation_page(record, "en")
    assert "## Số liệu" in translation_page(record, "vi")
    bare = translation_page(replace(record, ledger=(), names=()), "en")
    assert "## Figures" not in bare
    assert "## Names" not in bare


@pytest.fixture(scope="module")
def record() -> Record:
    (found,) = flow().run(read(ROOT / "seeds" / "002_b74693233fd6e896.txt"))
    return found


def test_records_follow_the_documented_schema(record: Record) -> None:
    schema = json.loads((ROOT / "docs" / "record.schema.json").read_text())
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    content = json.loads(to_json(record))
    validator.validate(content)
    for broken in (
        {**content, "extra": 1},
        {k: v for k, v in content.items() if k != "lines"},
        {**content, "schema_version": 1},
        {k: v for k, v in content.items() if k != "ledger"},
        {**content, "ledger": [{**content["ledger"][0], "statuses": {"en": "wrong"}}]},
        {**content, "names": [{"source": "Jakarta"}]},
    ):
        assert not validator.is_valid(broken)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (b'"verdict": "ok"', b'"verdict": "no"', "its checksum does not fit"),
        (b'"schema_version": 2', b'"schema_version": 9', "schema version 9"),
        (b'"segments"', b'"sediments"', "damaged|no record"),
        (b"{", b"", "is no record"),
    ],
)
def test_damage_is_noticed(record: Record, old: bytes, new: bytes, message: str) -> None:
    with pytest.raises(StoreError, match=message):
        from_json(to_json(record).replace(old, new, 1))


def test_put_and_get(tmp_path: Path, record: Record) -> None:
    outputs = Outputs(tmp_path)
    outputs.put(record)
    names = {path.name for path in (tmp_path / record.article.id).iterdir()}
    assert names == {RECORD, "en.md", "vi.md", "brief.en.md", "brief.vi.md"}
    assert outputs.get(record.article, record.signature) == record
    assert outputs.get(record.article, "another") is None
    renamed = Article(record.article.text, source="elsewhere.txt", key="7")
    assert outputs.get(renamed, record.signature).article.key == "7"


def test_a_damaged_record_is_made_again_with_a_warning(tmp_path: Path, record: Record) -> None:
    outputs = Outputs(tmp_path)
    outputs.put(record)
    path = tmp_path / record.article.id / RECORD
    path.write_bytes(path.read_bytes()[:-200])
    with pytest.warns(UserWarning, match="it is not used"):
        assert outputs.get(record.article, record.signature) is None


def test_the_record_of_another_article_is_not_used(tmp_path: Path, record: Record) -> None:
    outputs = Outputs(tmp_path)
    outputs.put(record)
    other = Article("Another article.")
    (tmp_path / other.id).mkdir()
    (tmp_path / record.article.id / RECORD).rename(tmp_path / other.id / RECORD)
    with pytest.warns(UserWarning, match="is the record of another article"):
        assert outputs.get(other, record.signature) is None


def test_pages_follow_their_record(tmp_path: Path, record: Record) -> None:
    outputs = Outputs(tmp_path)
    outputs.put(record)
    page = tmp_path / record.article.id / "vi.md"
    before = page.read_bytes()
    for loss in (page.unlink, lambda: page.write_bytes(b"")):  # an empty file is what a power failure leaves
        loss()
        outputs.get(record.article, record.signature)
        assert page.read_bytes() == before
    outputs.put(replace(record, translations={"en": record.translations["en"]}, briefs={"en": record.briefs["en"]}))
    assert not page.exists()


def test_find_by_prefix(tmp_path: Path, record: Record) -> None:
    outputs = Outputs(tmp_path)
    outputs.put(record)
    assert outputs.find(record.article.id[:6]) == record
    with pytest.raises(StoreError, match="must name one article"):
        outputs.find("x")


def test_the_index_heals_itself(tmp_path: Path, record: Record) -> None:
    Outputs(tmp_path).put(record)
    for content in (None, "{", '{"articles": 3}'):
        if content:
            (tmp_path / INDEX).write_text(content)
        Outputs(tmp_path).write_index()
        (entry,) = json.loads((tmp_path / INDEX).read_text())["articles"]
        assert entry["id"] == record.article.id
        assert entry["verdicts"] == record.summary


def test_write_is_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "a", b"old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(StoreError, match="No space left on device"):
        write(tmp_path / "a", b"new")
    assert (tmp_path / "a").read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_an_article_is_no_markup() -> None:
    hostile = "# [x](http://evil) <script>*bold*</script> | `code`"
    assert [escape(text) for text in ("1. a", "- b", "2021) c", "=", "&lt;")] == [
        r"1\. a",
        r"\- b",
        r"2021\) c",
        r"\=",
        r"\&lt;",
    ]
    assert escape(hostile) == r"\# \[x\](http://evil) \<script\>\*bold\*\</script\> \| \`code\`"


def test_pages_mark_doubts_and_list_what_was_left_out(record: Record) -> None:
    page = translation_page(record, "en")
    assert "## Lines left out" in page
    assert "- ad-marker: \\[iklan\\_2\\]" in page
    assert "> *Photo:*" in page
    assert page.count("### ") == 2
    doubtful = sum(r.verdict in ("suspect", "untranslated") for r in record.translations["en"].renderings)
    assert page.count("]: **") == doubtful
    brief = brief_page(record, "vi")
    assert brief.count("[^") == 2 * len(record.briefs["vi"].sentences)


def test_a_brief_says_that_a_sentence_of_it_is_doubtful(record: Record) -> None:
    (n,) = record.briefs["vi"].sentences[0].evidence
    translation = record.translations["vi"]
    doubtful = replace(translation.renderings[n], verdict="suspect", reasons=("numbers: 13 is missing",))
    renderings = (*translation.renderings[:n], doubtful, *translation.renderings[n + 1 :])
    changed = replace(record, translations={**record.translations, "vi": replace(translation, renderings=renderings)})
    assert brief_page(changed, "vi").count("**nghi vấn**") == 1
    assert "**nghi vấn**" not in brief_page(record, "vi")


@pytest.mark.parametrize(
    ("verdict", "heading"), [("suspect", "# A title[^1]"), ("untranslated", "# ⟦A title⟧[^1]"), ("ok", "# A title")]
)
def test_a_doubtful_title_is_marked_and_has_its_note(verdict: Verdict, heading: str) -> None:
    (made,) = flow().run([Article("The hospital will open next year in the north.", "A new hospital", "en")])
    first, *others = made.translations["vi"].renderings
    title = replace(first, text="A title", verdict=verdict, reasons=("numbers: 13 is missing",))
    translation = replace(made.translations["vi"], renderings=(title, *others))
    changed = replace(made, translations={**made.translations, "vi": translation})
    page, brief = (make(changed, "vi").splitlines() for make in (translation_page, brief_page))
    assert (page[0], brief[0]) == (heading, f"{heading} — Tóm tắt")
    assert [sum(line.startswith("[^1]: **") for line in lines) for lines in (page, brief)] == [verdict != "ok"] * 2


def test_a_vietnamese_page_counts_in_vietnamese(record: Record) -> None:
    translation = record.translations["vi"]
    repaired = replace(translation.renderings[0], verdict="repaired")
    changed = replace(translation, renderings=(repaired, *translation.renderings[1:]))
    page = translation_page(replace(record, translations={**record.translations, "vi": changed}), "vi")
    assert ", đã sửa 1" in page
    assert "repaired" not in page


def test_filler_obeys(record: Record) -> None:
    assert record.signature.count("model:filler") == 1
    assert Filler().supports("bn", "en")

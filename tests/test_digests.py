"""Digests: every article once, copies with their originals, one story in several languages, and nothing that is live."""

import itertools
import json
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from songngu.cli import main
from songngu.digests import Digest, Story, stories
from songngu.digests.linkage import groups, products, sharing
from songngu.outputs import RECORD, Outputs
from songngu.outputs.digest_html import html
from songngu.outputs.digest_lines import lines
from songngu.outputs.digest_markdown import markdown
from songngu.reviews import accounted
from songngu.types import Article, Brief, Line, Record, Rendering, Segment, Sentence, Translation, Verdict

# What three articles say, in English, Vietnamese and Arabic.
NEWS = {
    "hospital": {
        "en": ["Hospital in Hue opens kidney ward", "The ward in Hue has 240 beds and cost 12.5 million dollars.", "Doctor Nguyen Van Thanh expects 3,650 dialysis patients a year."],
        "vi": ["Bệnh viện Huế mở khoa thận", "Khoa thận ở Huế có 240 giường và tốn 12,5 triệu đô la.", "Bác sĩ Nguyễn Văn Thành dự kiến 3.650 người bệnh lọc máu mỗi năm."],
        "ar": ["مستشفى في هوي يفتتح قسم الكلى", "يضم القسم في هوي 240 سريرا وكلف 12.5 مليون دولار.", "يتوقع الطبيب نجوين فان ثانه 3650 مريضا سنويا."],
    },
    "flood": {
        "en": ["Flood cuts road to Jakarta airport", "Rain of 187 millimetres fell on Jakarta overnight, the weather office said.", "Some 4,300 travellers missed their flights."],
        "vi": ["Lũ cắt đường ra sân bay Jakarta", "Mưa 187 milimét trút xuống Jakarta trong đêm, cơ quan khí tượng cho biết.", "Khoảng 4.300 hành khách lỡ chuyến bay."],
        "ar": ["الفيضان يقطع طريق مطار جاكرتا", "هطل 187 ملم من المطر على جاكرتا ليلا حسب مكتب الأرصاد.", "فات نحو 4300 مسافر رحلاتهم."],
    },
    "chess": {
        "en": ["Schoolgirl from Dhaka wins chess title", "Tania Rahman, aged 13, beat the champion in 58 moves.", "She learned chess from her grandmother."],
        "vi": ["Nữ sinh Dhaka giành chức vô địch cờ vua", "Tania Rahman, 13 tuổi, thắng nhà vô địch sau 58 nước.", "Em học cờ từ bà của mình."],
        "ar": ["طالبة من دكا تفوز بلقب الشطرنج", "هزمت تانيا رحمن البالغة 13 عاما البطل في 58 نقلة.", "تعلمت الشطرنج من جدتها."],
    },
}  # fmt: skip
EVIL = [
    "<script>alert(1)</script>", "](javascript:alert(1)) [x](javascript:alert(1))", "a | b | c\n\n# h", "\u202egnp.exe\u2067",
    "<img src=x onerror=alert(1)>", "\"' onmouseover=alert(1) x='", "1. - [^1]: ![i](http://evil/x.png)", "</style></title><b>",
    "```\n<!-- -->", "&lt;script&gt; &#60;b>", "<https://evil.example>",
]  # fmt: skip
HOSTILE = st.lists(
    st.sampled_from(EVIL) | st.text(st.characters(exclude_categories=["Cs"]), max_size=8), min_size=1, max_size=4
).map(" ".join)


def record(
    texts: list[str], language: str = "en", source: str = "", verdict: Verdict = "ok", **translations: list[str]
) -> Record:
    """A record with a line for each text, the first of them the title, and a brief of the second sentence."""
    kept = [Line(text, "body" if n else "title", "", language) for n, text in enumerate(texts)]
    segments = tuple(Segment(text, "\n", n) for n, text in enumerate(texts))
    sides = {language: texts, **translations} if language in ("en", "vi") else translations
    made = {
        target: Translation(target, tuple(Rendering(t, "\n", verdict if target != language else "ok", ("numbers: x",) if verdict != "ok" else ()) for t in side), "model:toy")
        for target, side in sides.items()
    }  # fmt: skip
    last = len(texts) - 1
    briefs = {target: Brief(target, (Sentence(sides[target][min(1, last)], (min(1, last),)),), "") for target in made}
    article = Article("\n".join(texts[1:]), texts[0], language, source)
    return accounted(Record(article, language, tuple(kept), segments, made, briefs, ""))


def report(story: str, language: str, source: str = "", verdict: Verdict = "ok") -> Record:
    """One of the three articles, translated into English and Vietnamese as people would."""
    sides = {target: NEWS[story][target] for target in ("en", "vi") if target != language}
    return record(NEWS[story][language], language, source or f"{story}.{language}.txt", verdict, **sides)


def sources(found: tuple[Story, ...]) -> list[list[str]]:
    return [[e.source for e in story.entries] for story in found]


ALL = [report(story, language) for story in NEWS for language in ("en", "vi", "ar")]


def test_one_story_in_three_languages_is_one_story() -> None:
    found = stories(ALL)
    assert {frozenset(group) for group in sources(found)} == {frozenset(f"{story}.{code}.txt" for code in ("en", "vi", "ar")) for story in NEWS}  # fmt: skip
    assert [story.languages for story in found] == [("ar", "en", "vi")] * 3


def test_figures_and_names_hold_a_story_together_where_translations_are_in_doubt() -> None:
    found = stories(
        [
            report("hospital", "en"),
            report("hospital", "ar", verdict="suspect"),
            report("chess", "en"),
            report("chess", "ar", verdict="suspect"),
        ]
    )
    assert sorted(map(sorted, sources(found))) == [
        ["chess.ar.txt", "chess.en.txt"],
        ["hospital.ar.txt", "hospital.en.txt"],
    ]


def test_doubtful_words_do_not_join_stories() -> None:
    same = ["The patients of the hospital"] * 3
    pair = [record(NEWS[story]["ar"], "ar", story, "suspect", en=same) for story in ("hospital", "flood")]
    assert len(stories(pair)) == 2


SENTENCES = [text for versions in NEWS.values() for text in versions["en"]]
ARTICLES = st.lists(
    st.builds(
        lambda texts, language, source: record(texts, language, source, en=texts) if language == "ar" else record(texts, language, source),
        st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=5),
        st.sampled_from(["en", "vi", "ar"]),
        st.sampled_from(["", "a", "http://x/2024/05/06/b"]),
    ),
    max_size=7,
    unique_by=lambda made: (made.article.id, made.article.source),
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(ARTICLES, st.randoms(use_true_random=False))
def test_every_article_is_in_one_story_whatever_the_order(records: list[Record], random: "st.Random") -> None:
    found = stories(records)
    placed = sorted((e.id, e.source) for story in found for e in story.entries)
    assert placed == sorted((made.article.id, made.article.source) for made in records)
    assert [len(story.entries) for story in found] == sorted((len(story.entries) for story in found), reverse=True)
    random.shuffle(records)
    assert stories(records) == found


@settings(max_examples=60, deadline=None)
@given(ARTICLES.filter(bool), st.data())
def test_a_copy_under_another_source_lands_with_its_original(records: list[Record], data: st.DataObject) -> None:
    original = data.draw(st.sampled_from(records))
    copy = replace(original, article=replace(original.article, source="elsewhere", key="copy"))
    (report,) = (
        r
        for story in stories([*records, copy])
        for r in story.reports
        if "elsewhere" in [e.source for e in (r.first, *r.copies)]
    )
    assert original.article.source in [e.source for e in (report.first, *report.copies)]


def test_an_edited_copy_is_a_near_duplicate_and_a_translation_is_not() -> None:
    edited = [*SENTENCES[:8], "Another last sentence."]
    found = stories(
        [record(SENTENCES, source="1"), record(edited, source="2"), record(SENTENCES, "ar", "3", en=SENTENCES)]
    )
    assert [[(r.first.source, [e.source for e in r.copies]) for r in story.reports] for story in found] == [
        [("1", ["2"]), ("3", [])]
    ]


def test_a_chain_is_not_a_group() -> None:
    chain = {(n, n + 1): 0.5 for n in range(5)}
    assert groups(6, chain, 0.3) == [[0, 1], [2, 3], [4, 5]]
    assert groups(3, {(0, 1): 0.9, (0, 2): 0.5, (1, 2): 0.5}, 0.5) == [[0, 1, 2]]
    assert groups(3, {}, 0.1) == [[0], [1], [2]]


LIKENESS = st.dictionaries(
    st.sampled_from(list(itertools.combinations(range(7), 2))), st.integers(1, 8).map(lambda n: n / 8)
)


def slow_groups(count: int, likeness: dict[tuple[int, int], float], threshold: float) -> list[list[int]]:
    """Average linkage as the textbook has it."""
    found = [[n] for n in range(count)]
    while True:
        means = [
            (-sum(likeness.get((min(i, j), max(i, j)), 0.0) for i in a for j in b) / (len(a) * len(b)), min(a), min(b))
            for a, b in itertools.combinations(sorted(found), 2)
        ]  # fmt: skip
        if not means or -min(means)[0] < threshold:
            return sorted(sorted(group) for group in found)
        _, first, second = min(means)
        a, b = (next(group for group in found if n in group) for n in (first, second))
        found = [group for group in found if group not in (a, b)] + [a + b]


@given(LIKENESS, st.sampled_from([0.25, 0.5]))
def test_groups_are_those_of_average_linkage(likeness: dict[tuple[int, int], float], threshold: float) -> None:
    assert groups(7, likeness, threshold) == slow_groups(7, likeness, threshold)


@given(st.lists(st.dictionaries(st.sampled_from("abcd"), st.integers(1, 4).map(float)), max_size=6))
def test_products_and_sharing_look_at_every_pair(found: list[dict[str, float]]) -> None:
    pairs = [(a, b) for a, b in itertools.combinations(range(len(found)), 2) if found[a].keys() & found[b].keys()]
    assert list(sharing(found)) == pairs
    assert products(found) == {(a, b): sum(v * found[b].get(k, 0) for k, v in found[a].items()) for a, b in pairs}


@pytest.mark.parametrize("figure", ["45 percent", "in 2019", "7"])
def test_one_short_figure_in_common_makes_no_story(figure: str) -> None:
    texts = ["Prices of rice fell", f"They fell {figure}."], ["Nobody watched tennis", f"A poll found it {figure}."]
    assert len(stories(map(record, texts))) == 2


def test_what_a_story_shows_is_what_the_records_say() -> None:
    (story,) = stories([report("hospital", code) for code in ("en", "vi", "ar")])
    assert [passage.text for passage in story.best.briefs["en"]] == [NEWS["hospital"]["en"][1]]
    assert {f.source for f in story.figures()} >= {"240"}
    assert story.figures(1)[0].articles == 3
    assert all(f.status == "agrees" for f in story.figures())


def test_key_figures_and_facts_stand_under_each_brief() -> None:
    made = report("hospital", "ar", verdict="suspect")
    lines_of = {"en": ("240 beds | <b>", "Place: Hue"), "vi": ("240 giường", "Địa điểm: Huế")}
    briefs = {
        code: replace(brief, figures=(Sentence(lines_of[code][0], (1,)),), facts=(Sentence(lines_of[code][1], (1,)),))
        for code, brief in made.briefs.items()
    }
    digest = Digest("out", stories([replace(made, briefs=briefs)]))
    page, text = html(digest), markdown(digest)
    assert "*Key figures:* 240 beds \\| \\<b\\> **suspect**" in text
    assert "*Facts:* Địa điểm: Huế **suspect**" in text
    assert text.index("*English:*") < text.index("240 beds") < text.index("*Vietnamese:*") < text.index("240 giường")
    assert '<bdi lang="en">240 beds | &lt;b&gt;</bdi> <span class="tag"><bdi>suspect</bdi></span>' in page
    assert page.count("<h3>Key figures</h3>") == page.count("<h3>Facts</h3>") == 2
    (story,) = map(json.loads, lines(digest))
    assert story["key_figures"]["vi"][0]["text"] == "240 giường"
    assert story["facts"]["en"][0] | {"reasons": []} == {
        "text": "Place: Hue", "language": "en", "verdict": "suspect", "reasons": [], "source": NEWS["hospital"]["ar"][1],
    }  # fmt: skip
    bare = Digest("out", stories([report("hospital", "ar")]))
    assert "Key figures" not in markdown(bare) + html(bare)
    assert "Facts" not in markdown(bare) + html(bare)


def test_figures_that_differ_are_marked() -> None:
    wrong = [text.replace("240", "24") for text in NEWS["hospital"]["en"]]
    digest = Digest("out", stories([record(NEWS["hospital"]["ar"], "ar", en=wrong)]))
    assert "240 **differs: English 24**" in markdown(digest)
    assert '<li class="doubt"><bdi>240</bdi> <span class="tag"><bdi>differs: English 24</bdi></span></li>' in html(
        digest
    )


def test_dates_come_from_bylines_and_addresses() -> None:
    made = record(["One", "Two words here."], source="https://news.example/2024/05/06/one.html")
    signed = replace(made, lines=(*made.lines, Line("Kompas, 12 May 2023", "byline", "credit", "en")))
    later = record(["One more", "Quite another story."], source="b")
    digest = Digest("out", stories([later, made]))
    assert [e.date for e in digest.entries] == ["2024-05-06", ""]
    assert "- Dates: 2024-05-06; 1 without a date" in markdown(digest)
    assert stories([signed])[0].best.date == "2023-05-12"


def test_doubtful_sentences_are_marked_as_in_the_other_pages() -> None:
    suspect = report("flood", "ar", verdict="suspect")
    page = markdown(Digest("out", stories([suspect])))
    assert f"## 1. {NEWS['flood']['en'][0]}[^1]" in page
    assert f"[^1]: **suspect**: numbers: x — {NEWS['flood']['ar'][0]}" in page
    bare = record(NEWS["flood"]["ar"], "ar", "", "untranslated", en=NEWS["flood"]["ar"])
    assert f"⟦{NEWS['flood']['ar'][0]}⟧[^1]" in markdown(Digest("out", stories([bare])))
    assert f'<mark class="doubt"><bdi lang="ar" dir="rtl">{NEWS["flood"]["ar"][0]}</bdi></mark>' in html(
        Digest("out", stories([bare]))
    )


class Reader(HTMLParser):
    """Tags and attributes of a page, and whether all tags are closed."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)


TAGS = set("html head meta title style body header h1 h2 h3 dl dt dd nav ol ul li a span main section p strong div bdi mark details summary".split())  # fmt: skip


@settings(max_examples=80, deadline=None)
@given(HOSTILE, HOSTILE, st.sampled_from(["en", "ar"]), st.sampled_from(["ok", "suspect", "untranslated"]))
def test_hostile_text_is_inert(title: str, source: str, language: str, verdict: Verdict) -> None:
    texts = [title, f"{title} was said.", "A last sentence with 45 words."]
    made = record(texts, language, source, verdict, **({"en": texts} if language != "en" else {}), vi=texts)
    copy = replace(made, article=replace(made.article, source=f"https://{source}"))
    digest = Digest(f"out {title}", stories([made, copy]))
    page = Reader(html(digest))
    assert not page.open
    assert {tag for tag, _ in page.tags} <= TAGS
    for tag, attributes in page.tags:
        allowed = {
            "meta": {"charset", "content", "http-equiv", "name"},
            "a": {"href", "rel"},
            "nav": {"aria-label"},
        }.get(tag, set())
        assert attributes.keys() <= allowed | {"lang", "dir", "class", "id"}
        assert_inert(attributes.get("href") or "#")
    assert not set("\u202e\u2067") & set(page.text)
    assert_inert_markdown(markdown(digest))
    assert all(json.loads(line)["story"] == n for n, line in enumerate(lines(digest), 1))


def assert_inert(address: str) -> None:
    assert address.startswith(("#story-", "https://", "http://")) or address == "#" or made_here(address), address


def made_here(address: str) -> bool:
    """True for addresses of the record's folder, and of pages in it."""
    *_, folder, page = address.split("/")
    return len(folder) == 64 and page in ("", "en.md", "vi.md") and ":" not in address.split("/")[0]


def assert_inert_markdown(text: str) -> None:
    assert not set("\u202e\u2067") & set(text)
    for token in MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text):
        assert token.type not in ("html_block", "fence", "code_block", "table_open", "hr"), text
        for inner in token.children or ():
            assert inner.type not in ("html_inline", "image", "code_inline"), text
            if inner.type == "link_open":
                assert_inert(str(inner.attrs["href"]))


def test_right_to_left_sources_have_their_direction() -> None:
    page = html(Digest("out", stories([report("hospital", "ar")])))
    assert f'<span class="original"><bdi lang="ar" dir="rtl">{NEWS["hospital"]["ar"][0]}</bdi></span>' in page
    assert "prefers-color-scheme: dark" in page
    assert not any(word in page for word in ("<script", "http:", "https:", "src=", "url(", "@import"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    outputs = Outputs(tmp_path / "outputs")
    for made in ALL:
        outputs.put(made)
    return outputs.folder


def test_the_command_writes_both_pages_alike_each_time(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text, page = tmp_path / "pages" / "d.md", tmp_path / "d.html"
    assert main(["digest", str(folder), "-o", str(text), "--html", str(page)]) == 0
    first = text.read_bytes(), page.read_bytes()
    assert main(["digest", str(folder), "-o", str(text), "--html", str(page)]) == 0
    assert (text.read_bytes(), page.read_bytes()) == first
    assert capsys.readouterr().out == ""
    links = [a["href"] for tag, a in Reader(page.read_text()).tags if tag == "a"]
    targets = {link for link in links if link and not link.startswith("#")}
    assert len(targets) == 27
    assert all((page.parent / target).exists() for target in targets)
    assert "](../outputs/" in text.read_text()


def test_the_command_writes_lines_to_stdout(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["digest", str(folder), "--format", "jsonl"]) == 0
    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [story["articles"] for story in found] == [3, 3, 3]
    assert {r["language"] for r in found[0]["reports"]} == {"ar", "en", "vi"}


def test_a_damaged_record_is_counted_and_the_rest_is_there(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = folder / ALL[0].article.id / RECORD
    path.write_bytes(path.read_bytes()[:-100])
    assert main(["digest", str(folder)]) == 0
    out, err = capsys.readouterr()
    assert "- Articles: 8 articles, 3 stories" in out
    assert "- Left out: 1 record could not be read; run the articles again" in out
    assert "warning" in err


def test_an_empty_folder_and_one_article(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["digest", str(tmp_path)]) == 0
    out, err = capsys.readouterr()
    assert "- Articles: 0 articles, 0 stories" in out
    assert f"songngu run PATHS -o {tmp_path}" in err
    Outputs(tmp_path).put(ALL[0])
    assert main(["digest", str(tmp_path)]) == 0
    assert "1 article, 1 story" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["nowhere"], 1, "nowhere: there is no such folder; name one that `songngu run` wrote"),
        ([".", "-o", "x.md", "--html", "x.md"], 2, "x.md cannot be both the text and the HTML page; name two files"),
        ([".", "-o", "file/x.md"], 1, "file/x.md: cannot be written"),
    ],
)
def test_errors_name_the_item_and_the_remedy(
    arguments: list[str],
    code: int,
    message: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").write_text("")
    assert main(["digest", *arguments]) == code
    assert message in capsys.readouterr().err


def test_an_article_without_words_or_segments_is_shown(tmp_path: Path) -> None:
    empty = Record(Article("", source="empty.txt"), "und", (), (), {}, {}, "")
    marks = record(["…", "!!!"], "ar", "marks.txt")
    digest = Digest("out", stories([empty, marks]))
    assert "empty.txt" in markdown(digest)
    assert "marks.txt" in html(digest)

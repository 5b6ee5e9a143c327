"""The repair ladder: which step mends what, in which order, for whom, and what is said about it; and asking again."""

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes import Filler, Scripted, Silent
from songngu.api import Pipeline
from songngu.articles import read
from songngu.outputs import to_json
from songngu.renderings import Renderer
from songngu.repairs import in_clauses, ladder, settled
from songngu.retries import retried
from songngu.translators import Hypothesis, Request, Search, Translator, join
from songngu.types import Article, Record, Rendering

BENGALI = "স্বাস্থ্য অধিদপ্তর জানায়, ৪৫০ জন রোগী হাসপাতালে ভর্তি হয়েছেন।"
KEY = ("bn", "vi", BENGALI)
ENGLISH = ("bn", "en", BENGALI)
LOOP = Hypothesis("y tế y tế y tế y tế y tế y tế y tế y tế", True, None)
FILLER = Filler()

Script = Callable[[Request, Search], Hypothesis | None]


def render(script: Script, *keys: tuple[str, str, str], others: tuple[Translator, ...] = ()) -> list[Rendering]:
    translator = Scripted(script=script)
    return Renderer(translator, search=Search(hypotheses=4), steps=ladder(translator, others)).render(keys)


def good(request: Request) -> Hypothesis:
    return Hypothesis(FILLER.render(request), True, -0.5)


def without_number(request: Request) -> Hypothesis:
    text = " ".join(word for word in FILLER.render(request).split() if not word.isdigit())
    return Hypothesis(f"{text} và báo cáo", True, -0.5)


# Steps


def test_n_best_finds_the_hypothesis_that_the_checks_accept() -> None:
    def script(request: Request, search: Search) -> Hypothesis:
        best = without_number(request)
        return replace(best, alternatives=(best, good(request), best)) if search.hypotheses > 1 else best

    (rendering,) = render(script, KEY)
    assert (rendering.verdict, rendering.route) == ("repaired", "n-best")
    assert "450" in rendering.text
    assert rendering.reasons == ("numbers: ৪৫০ is missing",)


def test_of_hypotheses_that_are_all_refused_the_least_bad_is_kept_with_its_own_reasons() -> None:
    def script(request: Request, search: Search) -> Hypothesis:
        added = replace(good(request), text=good(request).text + " 77 88")
        fewer = replace(good(request), text=good(request).text + " 77")
        return replace(added, alternatives=(LOOP, fewer)) if search.hypotheses > 1 else added

    (rendering,) = render(script, KEY)
    assert (rendering.verdict, rendering.route) == ("suspect", "n-best")
    assert rendering.reasons == ("numbers: 77 is added",)


def test_n_grams_are_blocked_only_where_nothing_acceptable_came_back() -> None:
    (looped,) = render(lambda _, search: None if search.no_repeat_ngram else LOOP, KEY)
    assert (looped.verdict, looped.route) == ("repaired", "no-repeat-4")
    (doubtful,) = render(lambda request, search: None if search.no_repeat_ngram else without_number(request), KEY)
    assert (doubtful.verdict, doubtful.route) == ("suspect", "direct")


def test_a_sentence_is_asked_clause_by_clause() -> None:
    (rendering,) = render(lambda request, _: LOOP if "," in request.text.rstrip(",") else None, KEY)
    assert (rendering.verdict, rendering.route) == ("untranslated", "direct")  # the first clause has three words only
    longer = "স্বাস্থ্য অধিদপ্তর আজ ঢাকায় জানায়, ৪৫০ জন রোগী হাসপাতালে ভর্তি হয়েছেন।"
    (rendering,) = render(lambda request, _: LOOP if "," in request.text.rstrip(",") else None, ("bn", "vi", longer))
    assert (rendering.verdict, rendering.route) == ("repaired", "clauses")
    first, second = in_clauses(Request(longer.replace("৪৫০", "450"), "bn", "vi"))
    assert rendering.text == f"{FILLER.render(first)} {FILLER.render(second)}"


def test_a_sentence_goes_through_english_if_that_was_accepted() -> None:
    def script(request: Request, _: Search) -> Hypothesis | None:
        return LOOP if (request.source, request.target) == ("bn", "vi") else None

    english, rendering = render(script, ENGLISH, KEY)
    assert (rendering.verdict, rendering.route) == ("repaired", "through-en")
    assert rendering.text == FILLER.render(Request(english.text, "en", "vi"))
    assert render(script, KEY) == [rendering]  # also where English is no target of the run
    assert render(script, KEY, ENGLISH) == [rendering, english]


def test_a_bad_english_rendering_is_no_way() -> None:
    pairs = []

    def script(request: Request, _: Search) -> Hypothesis | None:
        pairs.append((request.source, request.target))
        return LOOP

    (rendering,) = render(script, KEY)
    assert rendering.verdict == "untranslated"
    assert ("en", "vi") not in pairs


def test_a_model_that_does_not_know_english_is_not_asked_through_it() -> None:
    (rendering,) = Renderer(Silent(sources=("bn",))).render([KEY])
    assert rendering.verdict == "untranslated"


def test_another_model_is_asked_last_and_named() -> None:
    second = Filler(name="second")
    bad, fine = KEY, ("bn", "en", BENGALI)
    renderings = render(lambda request, _: LOOP if request.target == "vi" else None, bad, fine, others=(second,))
    assert [(r.verdict, r.route) for r in renderings] == [("repaired", "second"), ("ok", "direct")]
    assert [request.target for request in second.asked] == ["vi"]
    first = Filler()
    plain, both = Renderer(first), Renderer(first, steps=ladder(first, (second,)))
    assert plain.signature != both.signature
    assert "model:second" not in plain.signature
    assert "second" in both.signature


def test_the_same_model_on_another_route_is_named_by_its_route() -> None:
    through = Scripted(script=lambda _request, _search: replace(LOOP, route="through-en"), sources=("bn",))
    (rendering,) = Renderer(through, steps=ladder(through, (Filler(sources=("bn",)),))).render([KEY])
    assert (rendering.verdict, rendering.route) == ("repaired", "direct")


def test_what_nothing_mends_is_untranslated_with_the_reasons_of_all_attempts() -> None:
    def script(_: Request, search: Search) -> Hypothesis:
        return Hypothesis("", True, None) if search.no_repeat_ngram else LOOP

    (rendering,) = render(script, KEY)
    assert (rendering.text, rendering.verdict) == (BENGALI, "untranslated")
    assert {reason.split(":")[0] for reason in rendering.reasons} >= {"loop", "empty"}
    assert len(set(rendering.reasons)) == len(rendering.reasons)


def test_every_step_is_asked_only_for_what_still_fails() -> None:
    asked: list[tuple[str, str]] = []

    def script(request: Request, search: Search) -> Hypothesis | None:
        asked.append((request.target, str(search)))
        return LOOP if search.beam == 4 and request.source == "bn" else None

    renderings = render(script, ENGLISH, KEY)
    assert [rendering.route for rendering in renderings] == ["n-best", "n-best"]
    assert [search for _, search in asked] == ["beam-4-best-4"] * 2 + ["beam-8-best-8"] * 2


def test_a_thorough_renderer_takes_every_step_for_doubts_too() -> None:
    translator = Scripted(script=lambda request, search: None if search.no_repeat_ngram else without_number(request))
    renderer = Renderer(translator)
    assert [r.verdict for r in renderer.render([KEY])] == ["suspect"]
    assert [(r.verdict, r.route) for r in renderer.thorough.render([KEY])] == [("repaired", "no-repeat-4")]
    assert renderer.thorough.signature != renderer.signature
    assert renderer.thorough.thorough.signature == renderer.thorough.signature


@given(
    st.permutations(
        [ENGLISH, KEY, ("ur", "vi", "وزیر نے کہا کہ ہسپتال تیار ہیں۔"), ("bn", "vi", "সে আসবে, আমি জানি না।")]
    )
)
def test_company_and_order_change_nothing(keys: list[tuple[str, str, str]]) -> None:
    def script(request: Request, search: Search) -> Hypothesis | None:
        return LOOP if (len(request.text) + search.beam) % 3 == 0 else None

    alone = {key: render(script, key)[0] for key in keys}
    assert render(script, *keys) == [alone[key] for key in keys]


def test_the_earlier_of_equal_attempts_is_kept() -> None:
    first, second = (Rendering(text, "", "suspect", ("numbers: 1 is added",), text) for text in ("a", "b"))
    assert settled([first, second]) is first


def test_a_fallback_is_asked_for_what_the_first_cannot_do(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "second").mkdir()
    (tmp_path / "second" / "config.json").touch()
    translators = {"second": Filler(name="second")}
    monkeypatch.setattr("songngu.api.translator_of", lambda model, *_: translators.get(model.name, Silent()))
    with Pipeline("starter", cache=tmp_path, fallbacks=[str(tmp_path / "second")]) as pipeline:
        (record,) = pipeline.run([ARTICLE])
    found = {(r.verdict, r.route) for translation in record.translations.values() for r in translation.renderings}
    assert found == {("repaired", "second")}


def test_a_fallback_translates_the_languages_that_the_first_lacks(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    first, second = Filler(sources=("en",)), Filler(name="second")
    (tmp_path / "second").mkdir()
    (tmp_path / "second" / "config.json").touch()
    monkeypatch.setattr("songngu.api.translator_of", lambda model, *_: second if model.name == "second" else first)
    english = Article("The new hospital was opened in Dhaka on Monday morning by the minister.", language="en")
    with Pipeline("starter", cache=tmp_path, fallbacks=[str(tmp_path / "second")]) as pipeline:
        _, record = pipeline.run([english, ARTICLE])
    assert {request.source for request in first.asked} == {"en"}
    assert {r.route for translation in record.translations.values() for r in translation.renderings} == {"second"}


# Parts


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("He said on Monday morning that, on the whole, it will be open.", "en", ["He said on Monday morning that,", "on the whole, it will be open."]),
        ("One, two, three, four, five, six and the rest of it.", "en", ["One, two, three, four,", "five, six and the rest of it."]),
        ("The hospital will open next year in the north of the country.", "en", []),
        ("Yes, it is.", "en", []),
        ("The price rose to 1,250 dollars, and it will rise to 2,000 soon.", "en", ["The price rose to 1,250 dollars,", "and it will rise to 2,000 soon."]),
        ("", "en", []),
    ],
)  # fmt: skip
def test_clauses_have_some_words_each(text: str, language: str, expected: list[str]) -> None:
    assert [part.text for part in in_clauses(Request(text, language, "vi"))] == expected


@given(st.text(st.sampled_from("ab ,;:.—،؛।"), max_size=60), st.sampled_from(["en", "bn", "ar"]))
def test_clauses_lose_nothing_but_white_space(text: str, language: str) -> None:
    parts = in_clauses(Request(" ".join(text.split()), language, "vi"))
    assert len(parts) != 1
    if parts:
        assert "".join("".join(part.text.split()) for part in parts) == "".join(text.split())
        assert all(part.text for part in parts)


HYPOTHESES = st.builds(
    Hypothesis, st.text(max_size=3), st.booleans(), st.none() | st.floats(-9, 0), tokens=st.integers(1, 50)
)


@given(st.lists(HYPOTHESES, max_size=5))
def test_parts_are_joined_by_the_weight_of_their_tokens(parts: list[Hypothesis]) -> None:
    whole = join(parts)
    assert whole.finished == all(part.finished for part in parts)
    assert whole.tokens == sum(part.tokens for part in parts)
    scores = [part.score for part in parts for _ in range(part.tokens) if part.score is not None]
    assert whole.score == (pytest.approx(sum(scores) / len(scores)) if scores else None)


def test_alternatives_are_joined_by_rank_as_many_as_all_parts_have() -> None:
    a, b, c, d, e = (Hypothesis(text, True, -1.0, 1) for text in "abcde")
    whole = join([replace(a, alternatives=(b, c)), replace(d, alternatives=(e,))])
    assert [whole.text, *(other.text for other in whole.alternatives)] == ["a d", "b e"]


# Asking again


@dataclass
class Moody(Filler):
    """It loses the number of one sentence, unless n-grams are blocked: what only a thorough renderer asks for."""

    def translate(self, requests, search=Search()):  # type: ignore[no-untyped-def]
        good = super().translate(requests, search)
        bad = [search.no_repeat_ngram == 0 and "450" in request.text for request in requests]
        return [without_number(r) if b else g for r, b, g in zip(requests, bad, good, strict=True)]


ARTICLE = Article(
    f"ঢাকায় নতুন হাসপাতাল চালু হয়েছে আজ সকালে।\n{BENGALI}\nমন্ত্রী বলেন, টিকা সবার জন্য বিনামূল্যে দেওয়া হবে।", language="bn"
)


@pytest.fixture
def moody(monkeypatch: pytest.MonkeyPatch) -> Moody:
    translator = Moody()
    monkeypatch.setattr("songngu.api.translator_of", lambda *_: translator)
    return translator


def process(folder: Path, **options: bool) -> Record:
    with Pipeline(outputs=folder / "outputs", cache=folder / "cache", **options) as pipeline:  # type: ignore[arg-type]
        (record,) = pipeline.run([ARTICLE])
        return record


def test_one_bad_sentence_among_good_ones_is_asked_again_alone(moody: Moody, tmp_path: Path) -> None:
    before = process(tmp_path)
    assert [r.verdict for r in before.translations["vi"].renderings] == ["ok", "suspect", "ok"]
    moody.asked.clear()
    after = process(tmp_path, retry_suspect=True)
    assert {request.text for request in moody.asked} >= {BENGALI.replace("৪৫০", "450")}
    assert all("450" in request.text or request.source == "en" for request in moody.asked)
    for target in ("en", "vi"):
        old, new = before.translations[target].renderings, after.translations[target].renderings
        assert [r.verdict for r in new] == ["ok", "repaired", "ok"]
        assert (new[0], new[2]) == (old[0], old[2])
        assert new[1].route == "no-repeat-4"
        assert new[1].tail == old[1].tail
    assert after.signature == before.signature
    path = tmp_path / "outputs" / ARTICLE.id
    assert (path / "record.json").read_bytes() == to_json(after)
    assert "450" in (path / "vi.md").read_text(encoding="utf-8")


def test_a_second_retry_and_a_plain_run_do_nothing_new(moody: Moody, tmp_path: Path) -> None:
    process(tmp_path)
    after = process(tmp_path, retry_suspect=True)
    written = (tmp_path / "outputs" / ARTICLE.id / "record.json").stat().st_mtime_ns
    calls = moody.calls
    assert process(tmp_path, retry_suspect=True) == process(tmp_path) == after
    assert moody.calls == calls
    assert (tmp_path / "outputs" / ARTICLE.id / "record.json").stat().st_mtime_ns == written


def test_a_first_run_may_retry_at_once_with_the_same_result(moody: Moody, tmp_path: Path) -> None:
    at_once = process(tmp_path / "at once", retry_suspect=True)
    process(tmp_path / "later")
    assert process(tmp_path / "later", retry_suspect=True) == at_once


def test_what_stays_bad_is_not_asked_for_ever(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    silent = Silent()
    monkeypatch.setattr("songngu.api.translator_of", lambda *_: silent)
    first = process(tmp_path, retry_suspect=True)
    assert {r.verdict for t in first.translations.values() for r in t.renderings} == {"untranslated"}
    silent.translate = None  # type: ignore[assignment, method-assign]
    assert process(tmp_path, retry_suspect=True) == first


def test_a_record_without_doubts_is_left_alone(moody: Moody, tmp_path: Path) -> None:
    with Pipeline(cache=tmp_path) as pipeline:
        (record,) = pipeline.run([Article("The hospital will open next year in the north.", language="en")])
        assert retried(record, pipeline.flow.renderer.thorough) is record


RETRY = """
    import sys
    sys.path[:0] = sys.argv[3:4]
    from pathlib import Path
    from test_repairs import Moody, process
    import songngu.api
    songngu.api.translator_of = lambda *_: Moody()
    process(Path(sys.argv[1]), **({"retry_suspect": True} if sys.argv[2] == "retry" else {}))
"""


def test_two_processes_may_retry_at_once(moody: Moody, tmp_path: Path) -> None:
    process(tmp_path)
    alone = process(tmp_path / "alone", retry_suspect=True)
    command = [sys.executable, "-c", dedent(RETRY), str(tmp_path)]
    tests = str(Path(__file__).parent)
    running = [subprocess.Popen([*command, what, tests]) for what in ("retry", "retry")]
    assert [process.wait() for process in running] == [0, 0]
    assert process(tmp_path) == alone
    assert json.loads((tmp_path / "outputs" / "index.json").read_bytes())["articles"][0]["verdicts"] == alone.summary


def test_the_command_asks_again(moody: Moody, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from songngu.cli import main

    monkeypatch.chdir(tmp_path)
    Path("article.txt").write_text(ARTICLE.text, encoding="utf-8")
    common = ["run", "article.txt", "--source", "bn", "--cache", "cache", "--strict"]
    assert main(common) == 3
    assert main([*common, "--retry-suspect"]) == 0
    assert main(common) == 0
    assert len(list(read(["article.txt"]))) == 1

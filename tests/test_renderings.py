"""Asking, judging, retrying, keeping."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes import Broken, Filler, Scripted, Short, Silent, Unsure
from songngu import LanguageError, ModelError
from songngu.renderings import Renderer
from songngu.stores import Key
from songngu.translators import Hypothesis, Request, Search
from songngu.types import Rendering

BENGALI = "স্বাস্থ্য অধিদপ্তর জানায়, ৪৫০ জন রোগী হাসপাতালে ভর্তি হয়েছেন।"


class Memory:
    """A store in a dict."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, Key], Rendering] = {}

    def get(self, signature: str, keys: object) -> dict[Key, Rendering]:
        return {key: self.kept[signature, key] for key in keys if (signature, key) in self.kept}  # type: ignore[attr-defined]

    def put(self, signature: str, renderings: dict[Key, Rendering]) -> None:
        self.kept |= {(signature, key): rendering for key, rendering in renderings.items()}


def test_order_duplicates_and_both_targets() -> None:
    filler = Filler()
    keys = [("bn", "en", BENGALI), ("bn", "vi", BENGALI), ("bn", "en", BENGALI), ("vi", "vi", "Xin chào.")]
    en, vi, again, same = Renderer(filler).render(keys)
    assert en == again != vi
    assert en.verdict == vi.verdict == "ok"
    assert same == Rendering("Xin chào.", "", "ok", (), "identity")
    assert (filler.calls, len(filler.asked)) == (1, 2)


def test_the_model_gets_ascii_digits() -> None:
    filler = Filler()
    Renderer(filler).render([("bn", "en", BENGALI)])
    assert "450" in filler.asked[0].text


def test_what_a_retry_mends_is_repaired_and_says_what_was_wrong() -> None:
    (rendering,) = Renderer(Broken()).render([("bn", "en", BENGALI)])
    assert rendering.verdict == "repaired"
    assert rendering.route == "no-repeat-4"
    assert rendering.reasons
    assert rendering.reasons[0].startswith("empty")


def test_what_the_model_doubts_is_suspect_and_not_asked_again() -> None:
    unsure = Unsure()
    (rendering,) = Renderer(unsure).render([("bn", "en", BENGALI)])
    assert (rendering.verdict, unsure.calls) == ("suspect", 1)
    assert rendering.reasons == ("confidence: mean log-probability -1.50, expected -1.0 or more",)


def test_what_nothing_mends_is_the_source_text() -> None:
    (rendering,) = Renderer(Silent()).render([("bn", "en", BENGALI)])
    assert (rendering.text, rendering.verdict) == (BENGALI, "untranslated")


def test_only_what_was_accepted_is_kept_and_asked_no_more() -> None:
    store, filler = Memory(), Filler()
    key = ("bn", "en", BENGALI)
    first = Renderer(filler, store).render([key])
    assert Renderer(filler, store).render([key]) == first
    assert filler.calls == 1
    silent = Renderer(Silent(), store)
    silent.render([("bn", "en", "অন্য একটি বাক্য এখানে আছে।")])
    assert len(store.kept) == 1


def test_another_model_does_not_see_it() -> None:
    store, other = Memory(), Filler(name="other")
    Renderer(Filler(), store).render([("bn", "en", BENGALI)])
    Renderer(other, store).render([("bn", "en", BENGALI)])
    assert other.calls == 1


def test_a_lost_answer_stops_everything_before_it_is_kept() -> None:
    store = Memory()
    with pytest.raises(ModelError, match="2 requests gave 1 hypotheses"):
        Renderer(Short(), store).render([("bn", "en", BENGALI), ("bn", "vi", BENGALI)])
    assert not store.kept


def test_what_is_in_another_language_than_its_line_is_translated_from_that() -> None:
    line, clause = Renderer(Filler()).render([("en", "en", BENGALI), ("bn", "en", BENGALI)])
    assert line == clause
    assert (line.verdict, line.route) == ("ok", "direct")


def test_what_is_in_the_target_language_already_is_taken_as_it_is() -> None:
    filler, text = Filler(), '"We will build 20 more hospitals next year," he said.'
    (rendering,) = Renderer(filler).render([("vi", "en", text)])
    assert (rendering, filler.calls) == (Rendering(text, "", "ok", (), "identity"), 0)


@pytest.mark.parametrize(
    "text", ["รัฐมนตรีว่าการกระทรวงสาธารณสุขกล่าว", "He added, “রোগী ভর্তি হয়েছেন”, and he left the room."]
)
def test_what_cannot_be_translated_on_its_own_is_suspect(text: str) -> None:
    (rendering,) = Renderer(Filler()).render([("en", "en", text)])
    assert (rendering.text, rendering.verdict, rendering.route) == (text, "suspect", "identity")
    assert rendering.reasons[0].startswith("script: ")


def test_broken_characters_are_repaired() -> None:
    def torn(request: Request, _search: Search) -> Hypothesis:
        good = Hypothesis(Filler().render(request), True, None)
        return replace(good, text=f"{good.text}\ud83d", alternatives=(good,))

    (rendering,) = Renderer(Scripted(script=torn)).render([("bn", "en", BENGALI)])
    assert rendering.verdict == "repaired"
    assert rendering.reasons == ("characters: U+FFFD (replacement character) in the rendering",)


def test_an_uncovered_pair_says_what_is_covered() -> None:
    renderer = Renderer(Filler())
    with pytest.raises(LanguageError, match="does not translate 'th' into 'en'; into 'en' it translates ar bn"):
        renderer.check("th", "en")
    (rendering,) = renderer.render([("th", "en", "สวัสดี")])
    assert (rendering.text, rendering.verdict, rendering.route) == ("สวัสดี", "untranslated", "none")
    assert rendering.reasons[0].startswith("language: the model does not translate 'th'")


@given(
    st.lists(st.tuples(st.sampled_from(["bn", "vi"]), st.sampled_from(["en", "vi"]), st.text(max_size=30)), max_size=8)
)
def test_n_in_n_out_whatever_the_text(keys: list[Key]) -> None:
    renderings = Renderer(Filler()).render(keys)
    assert len(renderings) == len(keys)
    for (_source, _target, text), rendering in zip(keys, renderings, strict=True):
        if rendering.route == "identity":
            assert rendering.text == text
        if rendering.verdict == "untranslated":
            assert rendering.text == text
            assert rendering.reasons

"""Translators made of translators: who is asked, in which order answers come, and what a signature says."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes import Filler, Scripted, Short
from songngu import LanguageError, ModelError
from songngu.renderings import Renderer
from songngu.translators import FirstOf, Hypothesis, Pivot, Request, Search, name_of, routed

BENGALI = "স্বাস্থ্য অধিদপ্তর জানায়, ৪৫০ জন রোগী হাসপাতালে ভর্তি হয়েছেন।"


@dataclass
class Pair(Filler):
    """A model for one pair, which says its name, what it was asked, and how sure it is."""

    pair: tuple[str, str] = ("", "")
    score: float = -0.5
    finished: bool = True

    def supports(self, source: str, target: str) -> bool:
        return (source, target) == self.pair

    def translate(self, requests: Sequence[Request], search: Search = Search()) -> list[Hypothesis]:
        assert all(self.supports(request.source, request.target) for request in requests)
        super().translate(requests, search)
        answers = [Hypothesis(f"{self.name}({r.text})", self.finished, self.score, 5) for r in requests]
        others = (Hypothesis("other", True, -3.0),) * (search.hypotheses - 1)
        return [replace(answer, alternatives=others) for answer in answers]


def models() -> dict[str, Pair]:
    pairs = [("ar", "en"), ("bn", "en"), ("en", "vi"), ("vi", "en")]
    return {f"{source}-{target}": Pair(f"{source}-{target}", pair=(source, target)) for source, target in pairs}


def test_one_half_after_the_other() -> None:
    first, second = models()["bn-en"], models()["en-vi"]
    (answer,) = Pivot(first, second).translate([Request("x", "bn", "vi")])
    assert answer == Hypothesis("en-vi(bn-en(x))", True, -0.5, 5, "through-en")
    assert [(r.source, r.target) for r in (*first.asked, *second.asked)] == [("bn", "en"), ("en", "vi")]


@pytest.mark.parametrize(("scores", "expected"), [((-0.5, -0.7), -0.7), ((-2.0, -0.7), -2.0), ((None, -0.7), -0.7), ((None, None), None)])  # fmt: skip
def test_a_chain_is_as_sure_as_its_weaker_half(scores: tuple[float, float], expected: float | None) -> None:
    halves = [Pair(str(i), pair=pair, score=score) for i, (pair, score) in enumerate(zip([("bn", "en"), ("en", "vi")], scores, strict=True))]  # fmt: skip
    (answer,) = Pivot(*halves).translate([Request("x", "bn", "vi")])
    assert answer.score == expected


def test_a_chain_is_finished_if_both_halves_are() -> None:
    cut, whole = Pair("cut", pair=("bn", "en"), finished=False), models()["en-vi"]
    (answer,) = Pivot(cut, whole).translate([Request("x", "bn", "vi")])
    assert not answer.finished


def test_only_the_last_half_has_alternatives() -> None:
    first, second = models()["bn-en"], models()["en-vi"]
    (answer,) = Pivot(first, second).translate([Request("x", "bn", "vi")], Search(hypotheses=3))
    assert [(other.text, other.route, other.score) for other in answer.alternatives] == [
        ("other", "through-en", -3.0)
    ] * 2
    assert first.calls == second.calls == 1


def test_pivot_supports_what_both_halves_do_and_no_half_way() -> None:
    pivot = Pivot(FirstOf(tuple(models().values())), models()["en-vi"])
    assert pivot.supports("bn", "vi")
    assert pivot.supports("ar", "vi")
    assert not any(pivot.supports(*pair) for pair in (("bn", "en"), ("en", "vi"), ("ur", "vi"), ("bn", "ar")))
    with pytest.raises(LanguageError, match="'ur' into 'vi': none of the models covers this pair"):
        pivot.translate([Request("x", "bn", "vi"), Request("x", "ur", "vi")])


@given(st.lists(st.sampled_from([("ar", "en"), ("bn", "vi"), ("en", "vi"), ("vi", "en"), ("ar", "vi")]), max_size=8))
def test_routed_models_answer_in_order_direct_where_they_can(pairs: list[tuple[str, str]]) -> None:
    translator = routed(list(models().values()))
    requests = [Request(str(n), *pair) for n, pair in enumerate(pairs)]
    answers = translator.translate(requests)
    for request, answer in zip(requests, answers, strict=True):
        if "en" in (request.source, request.target):
            expected, route = f"{request.source}-{request.target}({request.text})", "direct"
        else:
            expected, route = f"en-vi({request.source}-en({request.text}))", "through-en"
        assert (answer.text, answer.route) == (expected, route)


def test_an_uncovered_pair_is_an_error_before_anybody_is_asked() -> None:
    parts = models()
    translator = routed(list(parts.values()))
    assert not translator.supports("ur", "vi")
    with pytest.raises(LanguageError, match="'ur' into 'vi'"):
        translator.translate([Request("x", "bn", "en"), Request("x", "ur", "vi")])
    assert not any(part.calls for part in parts.values())


def test_the_first_that_covers_a_pair_is_asked() -> None:
    one, two = Pair("one", pair=("bn", "en")), Pair("two", pair=("bn", "en"))
    (answer,) = FirstOf((one, two)).translate([Request("x", "bn", "en")])
    assert (answer.text, two.calls) == ("one(x)", 0)


def test_signatures_name_models_route_and_order() -> None:
    one, two = Filler(name="one"), Filler(name="two")
    translators = [one, Pivot(one, one), Pivot(one, two), Pivot(two, one), FirstOf((one, two)), FirstOf((two, one))]
    assert len({translator.signature for translator in translators}) == len(translators)
    assert Pivot(one, one).signature == "model:one|route:through-en"
    assert [name_of(translator) for translator in translators] == ["one", "one", "one+two", "two+one", "one+two", "two+one"]  # fmt: skip


def test_a_lost_answer_of_a_part_stops_everything() -> None:
    with pytest.raises(ModelError, match="1 requests gave 0 hypotheses"):
        FirstOf((Short(),)).translate([Request("x", "bn", "en")])
    with pytest.raises(ModelError, match="1 requests gave 0 hypotheses"):
        Pivot(Short(), Filler()).translate([Request("x", "bn", "vi")])


def test_the_route_is_recorded() -> None:
    translator = routed([Filler(sources=("bn",)), Scripted(sources=("en",))])
    direct = Pivot(Filler(), Filler())
    assert [r.route for r in Renderer(translator).render([("bn", "en", BENGALI), ("bn", "vi", BENGALI)])] == [
        "direct"
    ] * 2
    assert [r.route for r in Renderer(direct).render([("bn", "vi", BENGALI)])] == ["through-en"]

"""A record as a whole: English against Vietnamese, what only the model could say, and what judging twice must not do."""

from dataclasses import replace

import pytest
from hypothesis import given

from songngu.reviews import accounted, cross_checked, judged_again
from songngu.types import Record, Rendering, Verdict
from test_ledgers import record, records

TEXT = "হাসপাতালে ৪৫০ জন রোগী ভর্তি হয়েছেন"
ENGLISH = "450 patients were admitted to the hospital"
VIETNAMESE = "450 bệnh nhân đã nhập viện"


def pair(made: Record) -> tuple[Rendering, Rendering]:
    """The first sentence in English and Vietnamese."""
    return made.translations["en"].renderings[0], made.translations["vi"].renderings[0]


def with_rendering(made: Record, target: str, **changes: object) -> Record:
    """With a changed first rendering in one language."""
    translation = made.translations[target]
    first = replace(translation.renderings[0], **changes)  # type: ignore[arg-type]
    changed = replace(translation, renderings=(first, *translation.renderings[1:]))
    return replace(made, translations={**made.translations, target: changed})


# 1.268 in Arabic print is 1268 or 1.268, so that either translation agrees with it.
AMBIGUOUS = (
    "سُجلت 1.268 حالة هذا الأسبوع",
    "1.268 cases were recorded this week",
    "1.268 ca được ghi nhận trong tuần này",
)


def test_where_the_two_disagree_both_are_suspect() -> None:
    english, vietnamese = pair(judged_again(record("ar", AMBIGUOUS)))
    assert english.verdict == vietnamese.verdict == "suspect"
    assert english.reasons == vietnamese.reasons
    assert english.reasons == (
        "numbers: English has 1.268, Vietnamese does not",
        "numbers: Vietnamese has 1.268, English does not",
    )


@pytest.mark.parametrize(
    ("english", "vietnamese"),
    [
        ("45 patients were admitted to the hospital", VIETNAMESE),  # English differs from the source
        (ENGLISH, "Bệnh nhân đã nhập viện"),  # Vietnamese lacks it
        (f"{ENGLISH} in 12 rooms", VIETNAMESE),  # English adds something
    ],
)
def test_what_the_source_says_is_not_said_again(english: str, vietnamese: str) -> None:
    made = judged_again(record("bn", (TEXT, english, vietnamese)))
    reasons = [reason for rendering in pair(made) for reason in rendering.reasons]
    assert reasons
    assert not any("English has" in reason or "Vietnamese has" in reason for reason in reasons)


def test_what_was_said_of_an_earlier_pair_is_taken_back() -> None:
    doubted = cross_checked(record("ar", AMBIGUOUS))
    english = doubted.translations["en"].renderings[0]
    better = with_rendering(doubted, "en", text=english.text.replace("1.268", "1,268"), verdict="ok", reasons=())
    assert [(r.verdict, r.reasons) for r in pair(cross_checked(better))] == [("ok", ()), ("ok", ())]
    both = with_rendering(better, "vi", reasons=("length: too long", *doubted.translations["vi"].renderings[0].reasons))
    assert pair(cross_checked(both))[1].reasons == ("length: too long",)


def test_names_that_the_two_do_not_share_are_doubted() -> None:
    made = record("bn", ("জাকার্তায় হাসপাতাল খোলা হয়েছে", "A hospital opened in Jakarta", "Một bệnh viện mở cửa ở Bangkok"))
    english, vietnamese = pair(cross_checked(made))
    assert english.verdict == vietnamese.verdict == "suspect"
    assert english.reasons == vietnamese.reasons
    assert {reason.split(":")[0] for reason in english.reasons} == {"names"}
    assert "Jakarta" in " ".join(english.reasons)


def test_a_name_that_english_added_to_the_source_is_no_fault_of_the_vietnamese() -> None:
    made = record("bn", ("হাসপাতাল খোলা হয়েছে", "A hospital opened in Jakarta", "Một bệnh viện đã mở cửa"))
    made = with_rendering(made, "en", verdict="suspect", reasons=("names: “Jakarta” is added",))
    assert cross_checked(made) == made


def test_figures_and_names_are_made_anew() -> None:
    made = accounted(record("bn", ("জাকার্তায় ৪৫০ জন রোগী", "450 patients in Jakarta", "450 bệnh nhân ở Jakarta")))
    assert [figure.source for figure in made.ledger] == ["৪৫০"]
    assert [dict(name.forms) for name in made.names] == [{"en": "Jakarta", "vi": "Jakarta"}]


def test_agreement_changes_nothing() -> None:
    made = record("bn", (TEXT, ENGLISH, VIETNAMESE))
    assert cross_checked(made) == made


@pytest.mark.parametrize("source", ["en", "vi"])
def test_an_identity_is_no_second_translation(source: str) -> None:
    text = {"en": ENGLISH, "vi": VIETNAMESE}[source]
    made = record(source, (text, "7 patients", text) if source == "vi" else (text, text, "7 bệnh nhân"))
    assert cross_checked(made) == made


def test_an_untranslated_sentence_is_not_compared() -> None:
    made = with_rendering(
        record("bn", (TEXT, ENGLISH, TEXT)), "vi", verdict="untranslated", reasons=("empty: nothing",)
    )
    assert judged_again(made).translations == made.translations


def test_one_target_alone_is_not_compared() -> None:
    made = record("bn", (TEXT, "7 patients", VIETNAMESE))
    alone = replace(made, translations={"en": made.translations["en"]})
    assert cross_checked(alone) == alone


def test_a_repaired_one_that_is_doubted_drops_the_reasons_of_its_first_attempt() -> None:
    made = with_rendering(
        record("ar", AMBIGUOUS), "en", verdict="repaired", reasons=("loop: a a a",), route="no-repeat-4"
    )
    english, _ = pair(cross_checked(made))
    assert english.verdict == "suspect"
    assert "loop: a a a" not in english.reasons


@pytest.mark.parametrize(
    ("verdict", "reasons", "expected"),
    [
        ("ok", (), ("ok", ())),
        ("suspect", ("length: much too long",), ("ok", ())),  # the rule is gone
        ("suspect", ("confidence: mean log-probability -1.50",), ("suspect", ("confidence: mean log-probability -1.50",))),
        ("repaired", ("loop: a a a",), ("repaired", ("loop: a a a",))),
        ("untranslated", ("cut: at 512 tokens",), ("untranslated", ("cut: at 512 tokens",))),
    ],
)  # fmt: skip
def test_judged_again(verdict: Verdict, reasons: tuple[str, ...], expected: tuple[Verdict, tuple[str, ...]]) -> None:
    made = with_rendering(record("bn", (TEXT, ENGLISH, VIETNAMESE)), "en", verdict=verdict, reasons=reasons)
    english, _ = pair(judged_again(made))
    assert (english.verdict, english.reasons) == expected


def test_new_faults_stand_before_what_the_model_said() -> None:
    made = record("bn", (TEXT, "45 patients were admitted to the hospital", VIETNAMESE))
    made = with_rendering(made, "en", verdict="suspect", reasons=("confidence: low",))
    english, _ = pair(judged_again(made))
    assert english.reasons == ("numbers: ৪৫০ is missing", "numbers: 45 is added", "confidence: low")


@given(records())
def test_judging_twice_is_judging_once(made: Record) -> None:
    once = judged_again(made)
    assert judged_again(once) == once
    assert accounted(once) == once
    assert cross_checked(once) == once


@given(records())
def test_no_text_changes(made: Record) -> None:
    judged = judged_again(made)
    assert (judged.segments, judged.lines, judged.briefs) == (made.segments, made.lines, made.briefs)
    for target, translation in made.translations.items():
        texts = [rendering.text for rendering in judged.translations[target].renderings]
        assert texts == [rendering.text for rendering in translation.renderings]

"""Omissions, additions, other sentences; and the dictionaries that tell them."""

import gzip
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import songngu.checks
from songngu.checks.coverage import coverage, worst_run
from songngu.checks.dictionaries import DICTIONARIES, cut, dictionary, parse
from songngu.checks.pair import Pair

# The source in five languages, and its two translations, in two clauses each.
SOURCES = {
    "ar": "قال وزير الصحة إن المستشفى الجديد سيفتح أبوابه في مارس، لكن الأطباء حذروا من نقص الممرضات والأدوية.",
    "bn": "স্বাস্থ্যমন্ত্রী বলেছেন, নতুন হাসপাতাল মার্চে খুলবে, কিন্তু চিকিৎসকেরা নার্স ও ওষুধের ঘাটতি নিয়ে সতর্ক করেছেন।",
    "id": "Menteri kesehatan mengatakan rumah sakit baru akan dibuka pada Maret, tetapi para dokter memperingatkan kekurangan perawat dan obat.",
    "ur": "وزیر صحت نے کہا کہ نیا ہسپتال مارچ میں کھلے گا، لیکن ڈاکٹروں نے نرسوں اور ادویات کی کمی سے خبردار کیا۔",
    "vi": "Bộ trưởng Y tế cho biết bệnh viện mới sẽ mở cửa vào tháng Ba, nhưng các bác sĩ cảnh báo tình trạng thiếu điều dưỡng và thuốc.",
    "en": "The health minister said the new hospital would open in March, but doctors warned of a shortage of nurses and medicines.",
}
CLAUSES = {
    "en": (
        "The health minister said the new hospital would open in March,",
        "but doctors warned of a shortage of nurses and medicines.",
    ),
    "vi": (
        "Bộ trưởng Y tế cho biết bệnh viện mới sẽ mở cửa vào tháng Ba,",
        "nhưng các bác sĩ cảnh báo tình trạng thiếu điều dưỡng và thuốc.",
    ),
}
OTHER = {
    "en": "The football team won its third match of the season after a late goal from the young striker on Sunday.",
    "vi": "Đội bóng đã thắng trận thứ ba của mùa giải nhờ bàn thắng muộn của tiền đạo trẻ vào hôm Chủ nhật.",
}
DIRECTIONS = [(s, t) for t in ("en", "vi") for s in SOURCES if s != t]


def found(source: str, target: str, rendering: str) -> list[str]:
    return coverage(Pair(SOURCES[source], rendering, source, target))


@pytest.mark.parametrize(("source", "target"), DIRECTIONS)
class TestEveryDirection:
    def test_a_translation_passes(self, source: str, target: str) -> None:
        assert found(source, target, SOURCES[target]) == []

    def test_a_lost_half_is_named(self, source: str, target: str) -> None:
        for clause in CLAUSES[target]:
            [reason] = found(source, target, clause)
            assert reason.startswith(("omission: nothing for “", "unrelated: only "))
            quoted = reason.partition("“")[2].partition("”")[0]
            assert quoted in SOURCES[source]

    def test_an_added_sentence_is_named(self, source: str, target: str) -> None:
        [reason] = found(source, target, f"{SOURCES[target]} {OTHER[target]}")
        assert reason.startswith("addition: “")
        quoted = reason.partition("“")[2].partition("”")[0]
        assert sum(word in OTHER[target] for word in quoted.split()) >= 0.8 * len(quoted.split()) > 4

    def test_another_sentence_is_named(self, source: str, target: str) -> None:
        [reason] = found(source, target, OTHER[target])
        assert reason.startswith("unrelated: only ")
        assert reason.endswith(" % of the words have a counterpart")


@pytest.mark.parametrize(
    ("text", "rendering", "source", "target"),
    [
        ("", "", "bn", "en"),
        ("Xyzzy", "Qwerty plugh", "id", "en"),
        ("12 34", "12 34", "ur", "vi"),
        ("Der Minister sagte nichts.", "The football team won its third match.", "de", "en"),
        (SOURCES["en"], SOURCES["bn"], "en", "bn"),
        (OTHER["vi"], SOURCES["ar"], "vi", "ar"),
        ("হ্যাঁ", "The football team won its third match of the season.", "bn", "en"),
    ],
)
def test_where_nothing_is_known_nothing_is_said(text: str, rendering: str, source: str, target: str) -> None:
    assert coverage(Pair(text, rendering, source, target)) == []


@given(st.lists(st.floats(-9, 9, allow_nan=False).map(lambda value: round(value, 1)), max_size=12))
def test_the_worst_run_has_the_greatest_sum(evidence: list[float]) -> None:
    sums = [sum(evidence[i:j]) for i in range(len(evidence)) for j in range(i, len(evidence) + 1)]
    run = worst_run(evidence)
    assert run.evidence == pytest.approx(max(sums, default=0.0))
    assert sum(evidence[run.start : run.end]) == pytest.approx(run.evidence)


@given(st.text(), st.sampled_from(sorted(SOURCES)))
def test_words_stand_where_they_are_said_to_stand(text: str, language: str) -> None:
    cuts = cut(text, language, frozenset({"bệnh viện"}))
    assert all(word.stem and text[word.start : word.end] for word in cuts)
    assert [word.start for word in cuts] == sorted(word.start for word in cuts)


@settings(deadline=None)  # the first call reads a dictionary
@given(st.text(), st.text(), st.sampled_from(DIRECTIONS[:1] + DIRECTIONS[-1:]))
def test_it_never_raises(text: str, rendering: str, direction: tuple[str, str]) -> None:
    assert len(coverage(Pair(text, rendering, *direction))) <= 1


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("ar", "والمستشفيات", "مستشفى"),
        ("bn", "হাসপাতালে", "হাসপাতাল"),
        ("id", "memperingatkan", "peringatan"),
        ("ur", "ہسپتالوں", "ہسپتال"),
        ("en", "Ministers", "minister"),
    ],
)
def test_forms_of_a_word_have_one_stem(language: str, one: str, other: str) -> None:
    assert cut(one, language)[0].stem == cut(other, language)[0].stem


def test_two_syllables_are_a_word_and_native_digits_a_number() -> None:
    assert [w.stem for w in cut("Bệnh viện 15,5 tuổi", "vi", frozenset({"bệnh viện"}))] == ["bệnh viện", "15,5", "tuổi"]
    assert [w.stem for w in cut("১২", "bn")] == ["12"]


def test_a_dictionary_weighs_what_it_knows() -> None:
    small = parse("{}\n2\nhouse\t20 30\nof\t1 2\nrumah\t10 40 0")
    assert small.evidence(["rumah", "x"], ["house", "of"]) == ([-4.0, 0.0], [-3.0, 0.1])
    assert small.evidence(["rumah"], ["of", "7"]) == ([1.0], [0.1, 0.0])
    assert small.evidence(["rumah", "7"], ["7"]) == ([1.0, -2.0], [-2.0])


@pytest.mark.parametrize(("left", "right"), DICTIONARIES)
class TestFiles:
    def test_it_is_read_fast_and_has_a_model_for_its_directions(self, left: str, right: str) -> None:
        began = time.process_time()
        words = dictionary.__wrapped__(left, right)
        assert time.process_time() - began < 0.5  # a tenth of it on an idle machine
        assert len(words.left) > 2000 < len(words.right)
        assert f"{left}-{right}" in words.models
        assert {len(m[name]) for m in words.models.values() for name in ("omission", "addition", "unrelated")} == {7}

    def test_its_bytes_say_no_time(self, left: str, right: str) -> None:
        data = (Path(songngu.checks.__file__).parent / f"words.{left}-{right}.gz").read_bytes()
        assert data[4:8] == bytes(4)
        assert gzip.decompress(data).decode("utf-8").count("\n") > 4000


def test_they_are_small_together() -> None:
    assert sum(path.stat().st_size for path in Path(songngu.checks.__file__).parent.glob("words.*.gz")) < 4_000_000


def test_importing_reads_none() -> None:
    code = (
        "import gzip; gzip.decompress = None; import songngu, songngu.checks; "
        "from songngu.checks.dictionaries import dictionary; assert not dictionary.cache_info().currsize"
    )
    subprocess.run([sys.executable, "-c", code], check=True)

"""Each kind of damage that ``benchmarks/checks`` does is what it says, on items made by hand."""

import random
import sys
from dataclasses import replace
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks" / "checks"))

import both
from corruptions import KINDS, corrupt
from items import Item, Material
from measure import ADDRESS, UNTOUCHED, Finding, Findings, Rate, alarms, recall, with_address
from names import Name, find_names, is_proper, may_replace
from numerals import find_numerals, held

SOURCE = "Bà Lan nói 3,5 triệu liều đã đến Huế ngày 12 tháng 8, nhưng chưa có trẻ nào được tiêm vì thiếu y tá."
REFERENCE = "Ms Lan said 3.5 million doses arrived in Hue on 12 August, but children were not vaccinated yet."
OTHER = "The ministry may have sent twenty nurses to the two camps that lie along the southern border."
ITEM = Item("made", "vi", "en", 0, SOURCE, REFERENCE)
VERSIONS = {("id", SOURCE): "Ibu Lan berkata 3,5 juta dosis tiba di Hue."}
MATERIAL = Material([OTHER, REFERENCE], {"person": ["Lan", "Smith"], "place": ["Hue", "Kabul"]}, VERSIONS)
WORDS = REFERENCE.split()

# All that a kind may make of the reference, for the kinds with few possibilities.
POSSIBLE = {
    "number dropped": {REFERENCE.replace("12 ", ""), REFERENCE.replace("3.5 million ", "")},
    "factor of ten": {REFERENCE.replace("12", "120"), REFERENCE.replace("3.5", "35"), REFERENCE.replace("3.5", "0.35")},
    "scale word swapped": {REFERENCE.replace("million", "billion")},
    "decimal misread": {REFERENCE.replace("3.5", "35"), REFERENCE.replace("3.5", "3,500")},
    "source copied": {SOURCE},
    "half copied": {" ".join([*WORDS[:9], *SOURCE.split()[12:]])},
    "Indonesian": set(VERSIONS.values()),
    "first half dropped": {" ".join(WORDS[9:])},
    "second half dropped": {" ".join(WORDS[:9])},
    "name replaced": {REFERENCE.replace("Lan", "Smith"), REFERENCE.replace("Hue", "Kabul")},
    "negation removed": {REFERENCE.replace("not ", "")},
    "clause dropped": {"Ms Lan said 3.5 million doses arrived in Hue on 12 August,"},
    "sentence appended": {f"{REFERENCE} {OTHER}"},
    "other sentence": {OTHER},
}


@pytest.mark.parametrize("kind", POSSIBLE)
def test_damage_is_what_it_says(kind: str) -> None:
    made = {KINDS[kind](ITEM, MATERIAL, random.Random(seed)) for seed in range(40)} - {None}
    assert made == POSSIBLE[kind]


def test_digit_changed_changes_one_digit() -> None:
    made = corrupt("digit changed", ITEM, MATERIAL)
    assert made is not None
    different = [(a, b) for a, b in zip(REFERENCE, made, strict=True) if a != b]
    assert len(different) == 1
    assert all(a.isdigit() and b.isdigit() for a, b in different)


def test_number_added_adds_one_word() -> None:
    made = corrupt("number added", ITEM, MATERIAL)
    assert made is not None
    added = [word for word in made.split() if word not in WORDS]
    assert len(added) == 1
    assert added[0].isdigit()
    assert [word for word in made.split() if word != added[0]] == WORDS


def test_clause_looped_says_some_words_three_times() -> None:
    made = corrupt("clause looped", ITEM, MATERIAL)
    assert made is not None
    words, extra = made.split(), len(made.split()) - len(WORDS)
    size = extra // 2
    assert any(words[i : i + size] * 3 == words[i : i + 3 * size] for i in range(len(words) - 3 * size + 1))


def test_hedge_removed_makes_it_certain() -> None:
    made = corrupt("hedge removed", replace(ITEM, reference=OTHER), MATERIAL)
    assert made == OTHER.replace("may have", "will have")


def test_address_altered_changes_one_letter_of_the_address() -> None:
    item = with_address(ITEM)
    made = corrupt("address altered", item, MATERIAL)
    assert item.text.endswith(ADDRESS)
    assert made is not None
    assert made.startswith(REFERENCE)
    assert sum(a != b for a, b in zip(item.reference, made, strict=True)) == 1


@pytest.mark.parametrize(
    ("kind", "language", "text", "damaged"),
    [
        ("currency swapped", "en", "It cost 5 million dollars.", "It cost 5 million euros."),
        ("currency swapped", "vi", "Hội đồng chi 5 triệu đồng.", "Hội đồng chi 5 triệu yên."),
        ("half of day swapped", "en", "It opened at 8 a.m. today.", "It opened at 8 p.m. today."),
        ("half of day swapped", "vi", "Mở lúc 8 giờ sáng.", "Mở lúc 8 giờ chiều."),
        ("fraction swapped", "en", "A share of a third of it.", "A share of a quarter of it."),
        ("direction swapped", "en", "Prices rose 5 per cent.", "Prices fell 5 per cent."),
        ("direction swapped", "vi", "Giá tăng 5%.", "Giá giảm 5%."),
        ("direction swapped", "en", "Prices rose 5 per cent, more than 4.", None),  # two words: one would be a riddle
        ("disease swapped", "vi", "Ca sốt rét mới.", "Ca bại liệt mới."),
    ],
)
def test_words_are_swapped(kind: str, language: str, text: str, damaged: str | None) -> None:
    assert corrupt(kind, Item("made", "bn", language, 0, "৫", text), MATERIAL) == damaged


@pytest.mark.parametrize("kind", KINDS)
def test_damage_is_the_same_each_time(kind: str) -> None:
    assert corrupt(kind, ITEM, MATERIAL) == corrupt(kind, ITEM, MATERIAL)


@pytest.mark.parametrize("kind", ["digit changed", "number dropped", "factor of ten", "decimal misread"])
def test_numbers_that_the_source_does_not_write_are_left(kind: str) -> None:
    assert corrupt(kind, replace(ITEM, text="Bà Lan nói hàng triệu liều đã đến Huế giữa tháng tám."), MATERIAL) is None


def test_a_name_that_a_source_in_latin_script_does_not_have_is_left() -> None:
    assert corrupt("name replaced", replace(ITEM, text="Bà ấy nói vậy."), MATERIAL) is None


def test_a_copy_of_names_only_is_no_damage() -> None:
    assert corrupt("source copied", Item("made", "id", "en", 0, "Reuters Jakarta", "Reuters Jakarta"), MATERIAL) is None


@pytest.mark.parametrize(
    ("source", "text", "target", "reference", "found"),
    [
        ("bn", "৩.৫ লাখ টাকা ও ৭২ জন", "en", "72 people and 350,000 taka", ["72", "350000"]),
        ("ar", "٧٤٠ مليون", "vi", "740 triệu", ["740"]),
        ("en", "1,268 cases", "vi", "1.268 ca", ["1268"]),
        ("en", "12 and 12", "vi", "12 và 12", []),  # which of the two was damaged could not be told
        ("en", "dozens", "vi", "12", []),
    ],
)
def test_held_numbers(source: str, text: str, target: str, reference: str, found: list[str]) -> None:
    assert [numeral.integer + numeral.fraction for numeral in held(text, source, reference, target)] == found


@pytest.mark.parametrize("text", ["12.03.2020", "1,268", "https://who.int/2020", "H5N1"])
def test_what_reads_in_two_ways_is_no_numeral(text: str) -> None:
    assert find_numerals(text, "vi") == []


def test_names_by_their_neighbours() -> None:
    english = list(find_names("On Monday Dr. Amina Yusuf of Lagos met nurses in Kano, in American hospitals.", "en"))
    vietnamese = list(find_names("Hôm qua bà Nguyễn Thị Lan đã đến Huế và làm việc tại Đà Nẵng.", "vi"))
    assert [(n.text, n.kind) for n in english] == [("Amina Yusuf", "person"), ("Kano", "place")]
    assert [(n.text, n.kind) for n in vietnamese] == [("Nguyễn Thị Lan", "person"), ("Đà Nẵng", "place")]


@pytest.mark.parametrize(
    ("language", "text", "proper"),
    [
        ("en", "Literature", False),
        ("en", "League One", False),
        ("en", "Great Yarmouth", True),
        ("vi", "Quảng", False),
        ("vi", "Quảng Nam", True),
        ("vi", "Huế", True),
    ],
)
def test_a_word_that_also_stands_in_lower_case_is_no_name(language: str, text: str, proper: bool) -> None:
    lower = frozenset("literature league one great quảng nam".split())
    assert is_proper(Name(text, 0, len(text), "place"), language, lower) == proper


def test_two_translations_against_each_other() -> None:
    source = "جاكرتا مدينة كبيرة"
    items = [
        Item("made", "ar", "en", 0, source, "The city in Jakarta is large"),
        Item("made", "ar", "vi", 0, source, "Thành phố ở Jakarta rất lớn"),
    ]
    material = Material(names={"place": ["Mogadishu"]})
    rates = both.measure(items, {("made", "en"): material, ("made", "vi"): material})
    assert rates["false alarms, names"]["ar"] == rates["false alarms, numbers"]["ar"] == Rate(0, 1)
    assert rates["recall, name replaced in English"]["ar"] == Rate(1, 1)
    assert rates["recall, name replaced in Vietnamese"]["ar"] == Rate(1, 1)


def test_two_names_of_one_place_do_not_replace_each_other() -> None:
    assert may_replace("Kabul", "Mỹ", "tại Mỹ")
    assert not may_replace("Hoa Kỳ", "Mỹ", "tại Mỹ")
    assert not may_replace("Lan Anh", "Lan", "bà Lan")


def test_recall_counts_only_what_passed_untouched() -> None:
    other = replace(ITEM, index=1)
    findings: Findings = {
        UNTOUCHED: {ITEM: Finding(REFERENCE, ()), other: Finding(REFERENCE, ("length: too short",))},
        "digit changed": {ITEM: Finding("…", ("numbers: 12",)), other: Finding("…", ("length: too short",))},
    }
    assert alarms(findings) == Rate(1, 2)
    assert alarms(findings, frozenset({"numbers"})) == Rate(0, 2)
    assert recall(findings, "digit changed") == Rate(1, 1)
    assert recall(findings, "digit changed", frozenset({"numbers"})) == Rate(1, 2)


def test_interval_is_wilsons() -> None:
    low, high = Rate(8, 10).interval
    assert (round(low, 1), round(high, 1)) == (49.0, 94.3)  # R: prop.test(8, 10, correct = FALSE)


@pytest.mark.parametrize(
    ("language", "text", "changed"),
    [
        ("en", "The drug cannot cure malaria.", "The drug can cure malaria."),
        ("en", "The minister denied it.", "The minister confirmed it."),
        ("en", "Not only children fell ill.", None),
        ("en", "Was it not cholera?", None),
        ("vi", "Thuốc không chữa được sốt rét.", "Thuốc chữa được sốt rét."),
        ("vi", "Thuốc không thể chữa sốt rét.", "Thuốc có thể chữa sốt rét."),
        ("vi", "Bệnh viện chưa có vắc xin.", "Bệnh viện đã có vắc xin."),
        ("vi", "Hãng hàng không mở lại đường bay.", None),
        ("vi", "Chất lượng không khí kém.", None),
    ],
)
def test_negation_removed(language: str, text: str, changed: str | None) -> None:
    assert corrupt("negation removed", Item("made", "bn", language, 0, "…", text), MATERIAL) == changed

"""Names: where they are, whether the other side has them, and what a reader is told."""

from pathlib import Path

import pytest

from songngu.checks import judge
from songngu.checks.names import names
from songngu.checks.pair import Pair
from songngu.names import added, disagreements, missing
from songngu.names.gazetteer import entries, mentioned, rows
from songngu.names.matching import Other, form
from songngu.names.mentions import Mention, common, mentions
from songngu.names.skeletons import distance, skeleton

DATA = Path(__file__).parent / "data" / "names"


def cases(table: str) -> list[tuple[str, ...]]:
    return [tuple(line.split("\t")) for line in (DATA / table).read_text(encoding="utf-8").splitlines()]


def heard(name: str, language: str, text: str) -> bool:
    mention = Mention(name, 0, tuple(name.split()))
    return form(mention, "en", Other(text, language)) is not None


@pytest.mark.parametrize(("name", "language", "text"), cases("alike.tsv"))
def test_one_name_in_two_scripts(name: str, language: str, text: str) -> None:
    assert heard(name, language, text)


@pytest.mark.parametrize(("name", "language", "text"), cases("different.tsv"))
def test_two_names(name: str, language: str, text: str) -> None:
    assert not heard(name, language, text)


def test_distance_is_nothing_for_the_same_and_counts_consonants() -> None:
    assert skeleton("Đắk Lắk") == skeleton("Dak Lak") == "dklk"
    assert distance("nvk", "nvk") == 0
    assert distance("nvk", "nfk") < distance("nvk", "ndk") <= distance("nvk", "dtl")
    assert distance("jrmn", "jrmnr", "bn") < distance("jrmn", "jrmnr")  # the Bengali genitive is glue


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("en", "Dr Layla Haddad of Mosul spoke on Monday in September.", ["Layla Haddad", "Mosul"]),
        ("en", "The German minister met Russian officials.", []),
        ("en", "Scuffles broke out near Ponto Beach.", ["Ponto"]),
        ("en", "The Ministry of Health of Saudi Arabia said so.", ["Ministry of Health", "Saudi Arabia"]),
        ("vi", "Bộ trưởng Năng lượng Nga Aleksandr Novak nói với ông Trần Văn Đức.", ["Nga", "Aleksandr Novak", "Trần Văn Đức"]),
        ("vi", "Hôm Chủ Nhật, Bộ Tư Pháp họp ở châu Phi.", ["Bộ Tư Pháp", "châu Phi"]),
        ("vi", "Anh ấy đến Thổ Nhĩ Kỳ và Ả Rập Xê Út.", ["Thổ Nhĩ Kỳ", "Ả Rập Xê Út"]),
        ("id", "Dinas Kesehatan Provinsi Tay Ninh bertemu Tang Chi Thuong pada hari Senin.", ["Dinas Kesehatan", "Tay Ninh", "Tang Chi Thuong"]),
    ],
)  # fmt: skip
def test_names_in_text(language: str, text: str, found: list[str]) -> None:
    assert [mention.text for mention in mentions(text, language)] == found


def test_a_mention_stands_where_it_says() -> None:
    text = "Rick Perry met Aleksandr Novak in Moscow; the World Health Organization's head, too."
    for mention in mentions(text, "en"):
        assert text[mention.start :].startswith(mention.text)


SAUDI = {
    "en": "Saudi Arabia",
    "vi": "Ả Rập Xê Út",
    "ar": "السعودية",
    "bn": "সৌদি আরব",
    "ur": "سعودی عرب",
    "id": "Arab Saudi",
}


@pytest.mark.parametrize(("source", "name"), SAUDI.items())
@pytest.mark.parametrize("target", ["en", "vi"])
def test_saudi_arabia_is_one_country(source: str, name: str, target: str) -> None:
    rendering = {"en": "the minister of Saudi Arabia", "vi": "bộ trưởng của Ả Rập Xê Út"}[target]
    assert added(f"… {name} …", rendering, source, target) == []
    wrong = {"en": "the minister of Egypt", "vi": "bộ trưởng của Ai Cập"}[target]
    if source != target:
        assert added(f"… {name} …", wrong, source, target) == [wrong.split()[-1] if target == "en" else "Ai Cập"]


@pytest.mark.parametrize(
    ("source", "text", "target", "rendering", "reasons"),
    [
        ("bn", "জাকার্তায় মন্ত্রণালয় জানিয়েছে।", "en", "The ministry in Jakarta said so.", []),
        ("bn", "জাকার্তায় মন্ত্রণালয় জানিয়েছে।", "en", "The ministry in Dhaka said so.", ["names: “Dhaka” is added"]),
        ("ur", "سنگٹھن (BDI) نے کہا", "en", "The group (BDI) said.", []),
        ("ur", "سنگٹھن (BDI) نے کہا", "en", "The group said.", ["names: “BDI” is missing"]),
        ("ar", "منظمة (WHO)", "vi", "Tổ chức Y tế Thế giới", []),
        ("id", "kata Fernando Alonso di Jakarta", "vi", "Fernando Alonso nói tại Jakarta", []),
        ("id", "kata Fernando Alonso di Jakarta", "vi", "Lewis Hamilton nói tại Jakarta", ["names: “Lewis Hamilton” is added"]),
        ("id", "Joko Susilo bertemu dengan mantan menteri Budi Hartono di Jakarta", "en", "Joko Susilo met Budi Hartono, who had been a minister, in Jakarta", []),
        ("id", "Joko Susilo bertemu dengan mantan menteri Budi Hartono di Jakarta", "en", "Joko Hartono met Budi Susilo, who had been a minister, in Jakarta", ["names: “Joko Hartono” is added", "names: “Budi Susilo” is added"]),
        ("en", "Bill and Hillary Clinton spoke.", "vi", "Bill Clinton và Hillary Clinton phát biểu.", []),
        ("vi", "Ông Nguyễn Thanh Bình ở Huế", "en", "Mr Nguyen Thanh Binh in Hue", []),
        ("xx", "…", "en", "The ministry said so.", []),
    ],
)  # fmt: skip
def test_the_check(source: str, text: str, target: str, rendering: str, reasons: list[str]) -> None:
    assert names(Pair(text, rendering, source, target)) == reasons


def test_a_replaced_name_is_suspect() -> None:
    source = "جاكرتا مدينة كبيرة جدا كما قال الوزير يوم أمس"
    assert (
        judge(source, "The minister said yesterday that Jakarta is a large city", source="ar", target="en").verdict
        == "ok"
    )
    judgement = judge(source, "The minister said yesterday that Mogadishu is a large city", source="ar", target="en")
    assert judgement.verdict == "suspect"
    assert "names: “Mogadishu” is added" in judgement.reasons


def test_headlines_and_sources_without_spaces_say_nothing() -> None:
    assert added("خنزير", "Killer Pig Mauls Farmer Devastate Everything", "ar", "en") == []
    assert added("تعهدتكورياالشماليةفياجتماعمعمونهذاالشهر", "He met Willoughby there.", "ar", "en") == []


def test_spelled_out_acronyms_are_kept() -> None:
    assert missing("مكتب (FBI)", "the Federal Bureau of Investigation", "ar", "en") == []
    assert missing("XVII MRI", "the seventeenth scan", "ar", "en") == []
    assert missing("pukul 20.30 WIB", "at 8:30 p.m.", "id", "en") == []


def test_two_renderings_of_one_source() -> None:
    bengali = "ভিয়েনতিয়েন প্রদেশের পরিচালক"
    assert disagreements("director of Vientiane province", "giám đốc tỉnh Viêng Chăn", bengali, "bn") == []
    lost = disagreements("director of Vientiane province", "giám đốc tỉnh Damascus", bengali, "bn")
    assert lost == [
        "names: “Vientiane” is in the English only",
        "names: “Damascus” is in the Vietnamese only, not in the source",
    ]


def test_the_tables_are_whole() -> None:
    vietnam = [*rows("vietnam.tsv")]
    before = [row for row in vietnam if row["kind"] in ("province", "city")]
    assert len(before) == 63
    assert len({row["into"] for row in before}) == 34
    known = {row["vi"].split("|")[0] for row in vietnam}
    assert {row["into"] for row in vietnam if row["into"]} <= known
    for entry in entries():
        assert entry.forms["en"]
        assert entry.forms["vi"]
        assert all(form == form.strip() and form for forms in entry.forms.values() for form in forms)


def test_common_words_hold_no_gazetteer_of_their_own() -> None:
    assert {"health", "hospital", "monday"} <= common("en")
    assert not {"jakarta", "novak", "surabaya"} & common("en")
    assert common("ar") == frozenset()


def test_forms_carry_particles_and_endings() -> None:
    by_name = {entry.forms["en"][0]: entry for entry in entries()}
    assert mentioned(by_name["Germany"], "والألمانية", "ar")
    assert mentioned(by_name["Laos"], "লাওসের সঙ্গে", "bn")
    assert not mentioned(by_name["Iran"], "دیرانہ", "ur")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("He bought two Discs.", []),  # the plural of a word that is no name
        ("“It is over,” Halvorsen said.", ["Halvorsen"]),  # a closing quotation mark begins no sentence
        ("“It is over.” Halvorsen left.", []),
    ],
)
def test_capitals_that_say_little(text: str, found: list[str]) -> None:
    assert [mention.text for mention in mentions(text, "en")] == found


def test_a_listed_name_is_not_heard_in_a_short_word() -> None:
    assert added("عقد الاجتماع بعد شهر كما قال", "The meeting in Doha was a month later", "ar", "en") == ["Doha"]
    assert added("عقد الاجتماع في الدوحة", "The meeting was in Doha", "ar", "en") == []

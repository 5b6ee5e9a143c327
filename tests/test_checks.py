"""The verdict, and the checks other than ``numbers``."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes import counted
from songngu.checks import DOUBTFUL, FATAL, judge
from songngu.checks.copies import partly_copied
from songngu.checks.pair import Pair

GOOD = [
    ("bn", "en", "গ্রামের নতুন ক্লিনিকটি রোববার সকালে চালু হয়েছে।", "The new village clinic opened on Sunday morning."),
    ("bn", "vi", "গ্রামের নতুন ক্লিনিকটি রোববার সকালে চালু হয়েছে।", "Phòng khám mới của làng mở cửa sáng Chủ nhật."),
    ("ar", "en", "افتُتحت العيادة الجديدة في القرية صباح الأحد.", "The new village clinic opened on Sunday morning."),
    ("ar", "vi", "افتُتحت العيادة الجديدة في القرية صباح الأحد.", "Phòng khám mới của làng mở cửa sáng Chủ nhật."),
    ("ur", "en", "گاؤں کا نیا کلینک اتوار کی صبح کھل گیا۔", "The new village clinic opened on Sunday morning."),
    ("ur", "vi", "گاؤں کا نیا کلینک اتوار کی صبح کھل گیا۔", "Phòng khám mới của làng mở cửa sáng Chủ nhật."),
    (
        "id",
        "en",
        "Klinik baru di desa itu dibuka pada Minggu pagi.",
        "The new village clinic opened on Sunday morning.",
    ),
    ("id", "vi", "Klinik baru di desa itu dibuka pada Minggu pagi.", "Phòng khám mới của làng mở cửa sáng Chủ nhật."),
    ("vi", "en", "Phòng khám mới của làng mở cửa sáng Chủ nhật.", "The new village clinic opened on Sunday morning."),
    ("en", "vi", "The new village clinic opened on Sunday morning.", "Phòng khám mới của làng mở cửa sáng Chủ nhật."),
    # names, acronyms and addresses stay
    ("vi", "en", "SGGP", "SGGP"),
    ("bn", "en", "MRI", "MRI"),
    ("id", "vi", "COVID-19", "COVID-19"),
    ("id", "en", "Dian Pertiwi, Bandung", "Dian Pertiwi, Bandung"),
    ("ar", "en", "https://example.org/health", "https://example.org/health"),
    ("id", "vi", "virus corona", "virus corona"),
    ("bn", "en", "১২৩", "123"),
    ("ur", "en", "", ""),
    # repetition with a reason
    ("en", "vi", "No, no, no, no!", "Không, không, không, không!"),
    ("id", "en", "Anak-anak itu bermain di taman.", "The children were playing in the park."),
    ("en", "vi", "Contents ............ 12", "Mục lục ............... 12"),
    # foreign words that the source quotes
    ("ar", "en", "تسمى المدينة 武汉 بالصينية.", "The city is called 武汉 in Chinese."),
    ("en", "bn", "The WHO praised the village.", "WHO গ্রামটির প্রশংসা করেছে।"),
    ("vi", "en", "Đường Nguyễn Thị Minh Khai bị ngập.", "Nguyễn Thị Minh Khai Street was flooded."),
    ("en", "vi", "Maria Silva visited Porto, Lyon, Turin and Graz.", "Maria Silva đã thăm Porto, Lyon, Turin và Graz."),
]

UNTRANSLATED = [
    ("bn", "en", "গ্রামের নতুন ক্লিনিকটি চালু হয়েছে।", "", "empty"),
    ("ar", "vi", "افتُتحت العيادة.", " \n", "empty"),
    ("bn", "en", "গ্রামের নতুন ক্লিনিকটি চালু হয়েছে।", "গ্রামের নতুন ক্লিনিকটি চালু হয়েছে", "copy"),
    ("ar", "vi", "عيادة جديدة", "عيادة جديدة", "copy"),
    ("ur", "en", "نیا کلینک کھل گیا۔", "نیا کلینک کھل گیا", "copy"),
    (
        "id",
        "en",
        "Klinik baru di desa itu dibuka pada Minggu pagi.",
        "klinik baru di desa itu dibuka pada minggu pagi",
        "copy",
    ),
    (
        "id",
        "vi",
        "Klinik baru di desa itu dibuka pada Minggu pagi.",
        "Klinik baru di desa itu dibuka pada Minggu.",
        "copy",
    ),
    ("id", "en", "Ikuti kami di Telegram", "Ikuti kami di Telegram", "copy"),
    ("id", "en", "RUMAH SAKIT MILITER BUKA LAYANAN", "RUMAH SAKIT MILITER BUKA LAYANAN", "copy"),
    ("en", "vi", "The clinic in the village opened on Sunday.", "The clinic in the village opened on Sunday.", "copy"),
    ("vi", "en", "Phòng khám của làng mở cửa.", "Phòng khám của làng mở cửa.", "copy"),
    ("bn", "en", "নতুন ক্লিনিকটি চালু হয়েছে।", "The clinic চালু হয়েছে today", "script"),
    ("ar", "vi", "افتُتحت العيادة في القرية.", "诊所在村里开业了。", "script"),
    ("en", "ur", "The clinic opened.", "Phòng khám đã mở cửa.", "script"),
    ("bn", "vi", "গ্রামের ক্লিনিকটি সকালে চালু হয়েছে।", "The village clinic opened this morning.", "script"),
    ("bn", "en", "গ্রামের ক্লিনিকটি সকালে চালু হয়েছে।", "Phòng khám của làng mở cửa sáng nay.", "script"),
    ("ar", "en", "افتُتحت عيادة القرية صباح اليوم.", "Klinik di desa itu telah dibuka pada pagi ini.", "script"),
    ("ar", "id", "افتُتحت عيادة القرية صباح اليوم.", "The clinic of the village was opened this morning.", "script"),
    # short sentences in the wrong language
    ("bn", "en", "কিন্তু খেলা কঠিন হতে পারে।", "Tetapi bermain bisa sulit.", "script"),
    ("ar", "en", "رفض رئيس الوزراء التقرير.", "Rosenstein từ chối báo cáo.", "script"),
    ("ur", "vi", "چمگادڑ اندھے نہیں ہوتے۔", "Bats are not actually blind.", "script"),
    ("ar", "vi", "تم احتجازه في تكساس.", "Dia ditahan di Texas.", "script"),
    ("ar", "en", "لماذا سيفوز ترامب بولاية ثانية", "Mengapa Trump Akan Memenangkan Periode Kedua", "script"),
    ("bn", "vi", "আমি আশা করি তারা নিরাপদ।", "I hope they are safe.", "script"),
    (
        "ar",
        "en",
        "قالت الوزارة إن الوضع مستقر.",
        "It is calm" + " in the two old towns near the long river, the ministry said" * 3,
        "loop",
    ),
    (
        "ar",
        "en",
        "قالت الوزارة إن الوضع مستقر.",
        "The ministry said the health of the health of the health of it.",
        "loop",
    ),
    ("bn", "vi", "মন্ত্রণালয় জানিয়েছে।", "Bộ Bộ Bộ cho biết", "loop"),
    ("ur", "en", "وزارت نے کہا۔", "hahahahahaha said the ministry", "loop"),
    ("id", "en", "Kata kementerian.", "The ministry! ! ! ! ! ! ! ! ! ! ! ! ! !", "loop"),
    (
        "ar",
        "en",
        "قالت الوزارة إن الوضع مستقر.",
        "It is a good day, then it is a good plan, now it is a good end.",
        "loop",
    ),
    ("id", "en", "Anak-anak itu bermain.", "The children play. play. play. play.", "loop"),
]

SUSPECT = [
    ("bn", "en", "গ্রামের নতুন ক্লিনিকটি রোববার সকালে আনুষ্ঠানিকভাবে চালু হয়েছে।", "The clinic opened.", "length"),
    (
        "id",
        "en",
        "Sekolah tutup.",
        "The school closed because the road was under water for most of the week.",
        "length",
    ),
    ("bn", "en", "৪৫০ জন রোগী", "patients", "numbers"),
    (
        "bn",
        "en",
        "গ্রামের নতুন ক্লিনিকটি রোববার সকালে চালু হয়েছে।",
        "The new village ক্লিনিক opened on Sunday morning for everyone.",
        "script",
    ),
]


@pytest.mark.parametrize(("source", "target", "text", "rendering"), GOOD)
def test_good_renderings_are_ok(source: str, target: str, text: str, rendering: str) -> None:
    assert judge(text, rendering, source=source, target=target).reasons == ()


@pytest.mark.parametrize(("source", "target", "text", "rendering", "name"), UNTRANSLATED)
def test_what_is_no_translation(source: str, target: str, text: str, rendering: str, name: str) -> None:
    judgement = judge(text, rendering, source=source, target=target)
    assert judgement.verdict == "untranslated"
    assert name in {reason.split(":")[0] for reason in judgement.reasons}


@pytest.mark.parametrize(("source", "target", "text", "rendering", "name"), SUSPECT)
def test_what_is_doubtful(source: str, target: str, text: str, rendering: str, name: str) -> None:
    judgement = judge(text, rendering, source=source, target=target)
    assert judgement.verdict == "suspect"
    assert [reason.split(":")[0] for reason in judgement.reasons] == [name]


def test_an_unfinished_sentence_is_untranslated() -> None:
    judgement = judge("Sekolah tutup.", "The school", source="id", target="en", finished=False)
    assert (judgement.verdict, judgement.reasons) == ("untranslated", ("cut: the model did not finish the sentence",))


def test_all_reasons_are_listed_fatal_ones_first() -> None:
    text = "Kementerian mencatat 31 kasus demam berdarah di wilayah pesisir selama bulan lalu, kata pejabat."
    judgement = judge(text, "day day day", source="id", target="en")
    assert [reason.split(":")[0] for reason in judgement.reasons] == ["loop", "length", "omission", "numbers"]
    assert judgement.verdict == "untranslated"


def test_identity_is_ok_whatever_it_says() -> None:
    assert judge("no no no no no", "", source="en", target="en", finished=False).verdict == "ok"


def test_reasons_read_as_promised() -> None:
    loop = judge("Kata dia.", "the health of the health of the health of", source="id", target="en")
    assert loop.reasons[0] == "loop: “the health of” 3 times"
    script = judge("ক খ গ", "abcdefg কখগ", source="bn", target="en")
    assert script.reasons[0] == "script: 30 % of the letters are Bengali"
    length = judge("x" * 100, "Đ" * 21, source="en", target="vi")
    assert length.reasons[-1] == "length: 0.21 of the source, expected 0.6 to 1.7"


def test_canonically_equivalent_text_is_judged_alike() -> None:
    text, composed = "The only school in the district is near the old bridge.", "Trường ở gần đây, cạnh cầu."
    decomposed = unicodedata.normalize("NFD", composed)
    assert len(decomposed) > len(composed)
    assert judge(text, decomposed, source="en", target="vi") == judge(text, composed, source="en", target="vi")


TEXT = (
    st.text()
    | st.text(st.sampled_from("12.,:٫٬০৯ لাখلاکmM -–/\nnghìn triệu"))
    | st.text(st.characters(categories=["Nd"]))
)
CODE = st.sampled_from(["en", "vi", "ar", "bn", "id", "ur", "", "xx", "zh-Hant"]) | st.text(max_size=3)


@given(TEXT, TEXT, CODE, CODE, st.booleans())
def test_judge_never_raises_and_says_why(text: str, rendering: str, source: str, target: str, finished: bool) -> None:
    judgement = judge(text, rendering, source=source, target=target, finished=finished)
    assert (judgement.verdict == "ok") == (not judgement.reasons)
    assert all(": " in reason for reason in judgement.reasons)


@pytest.mark.parametrize("piece", ["a", "ab ", "জল ", "word, ", "! ", "x1", "không ", "9", "ha"])
def test_work_is_linear(piece: str) -> None:
    calls = [counted(lambda n=n: judge(piece * n, piece * n, source="id", target="en")) for n in (300, 3000)]
    assert calls[1] < 15 * calls[0] + 1000  # quadratic work would be 100 times as much


def test_two_words_of_the_source_are_a_copy_where_no_other_language_has_them() -> None:
    text = "Gempa mengguncang kota itu pada hari Senin, kata virus corona."
    assert partly_copied(Pair(text, "A quake shook the city on Monday, said virus corona.", "id", "en")) == []
    found = partly_copied(Pair(text, "A quake shook the city pada hari Monday.", "id", "en"))
    assert found == ["copy: “pada hari” stands untranslated"]


def test_every_check_is_listed_once() -> None:
    names = [check.__name__ for check in (*FATAL, *DOUBTFUL)]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    ("score", "verdict"),
    [(None, "ok"), (-0.4, "ok"), (-1.0, "ok"), (-1.004, "ok"), (-1.01, "suspect"), (-9.0, "suspect")],
)
def test_a_model_that_doubts_itself(score: float | None, verdict: str) -> None:
    judgement = judge("Rumah sakit itu dibuka.", "The hospital was opened.", source="id", target="en", score=score)
    assert judgement.verdict == verdict
    assert [reason.split(":")[0] for reason in judgement.reasons] == ["confidence"] * (verdict == "suspect")

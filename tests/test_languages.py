"""Identification: script, letters, statistics; and what it refuses to say."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from songngu import LanguageError, identify, languages
from songngu.languages import NAMES, SCRIPTS, ascii_digits, identify_line, name


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("স্বাস্থ্য অধিদপ্তর জানায়, নতুন রোগী কম।", "bn"),
        ("অসমৰ ৰাজ্যিক স্বাস্থ্য বিভাগৰ পৰা জনোৱা হৈছে।", "as"),
        ("وزیر صحت نے کہا کہ ہسپتال تیار ہیں۔", "ur"),
        ("قال وزير الصحة إن المستشفيات جاهزة.", "ar"),
        ("وزیر بهداشت گفت که بیمارستان‌ها آماده‌اند و مردم نگران نباشند.", "fa"),
        ("د روغتیا وزارت وویل چې روغتونونه چمتو دي او ښه خدمتونه وړاندې کوي.", "ps"),
        ("Bộ Y tế cho biết bệnh viện đã sẵn sàng.", "vi"),
        ("Menteri Kesehatan mengatakan bahwa rumah sakit sudah siap menerima pasien baru.", "id"),
        ("The minister of health said that the hospitals are ready for new patients.", "en"),
        ("Le ministre de la santé a déclaré que les hôpitaux sont prêts à accueillir les patients.", "fr"),
        ("Министр здравоохранения заявил, что больницы готовы принять пациентов.", "ru"),
        ("स्वास्थ्य मंत्री ने कहा कि अस्पताल नए मरीजों के लिए तैयार हैं।", "hi"),
        ("厚生労働大臣は病院の準備ができていると述べた。", "ja"),
        ("卫生部长表示医院已经做好准备。", "zh"),
        ("보건부 장관은 병원이 준비되었다고 말했다.", "ko"),
        ("รัฐมนตรีว่าการกระทรวงสาธารณสุขกล่าวว่าโรงพยาบาลพร้อมแล้ว", "th"),
        ("", "und"), ("123 — 45%", "und"), ("hello handsome", "und"), ("SGGP", "und"),
    ],
)  # fmt: skip
def test_identify(text: str, code: str) -> None:
    assert identify(text) == code


@given(st.text())
def test_identify_answers_for_any_text(text: str) -> None:
    assert identify(text) in {*NAMES, "und"}


def test_a_short_foreign_phrase_does_not_change_a_paragraphs_language() -> None:
    assert identify_line("World Health Organization (WHO)", "bn") == "bn"
    assert (
        identify_line(
            "Kementerian Kesihatan Malaysia berkata hospital itu sudah bersedia menerima pesakit baharu.", "id"
        )
        == "id"
    )


def test_a_few_words_in_another_script_are_another_language() -> None:
    assert identify_line("প্রধানমন্ত্রী বলেন, সব হাসপাতাল প্রস্তুত আছে।", "en") == "bn"
    assert identify_line("وزیر صحت نے کہا کہ ہسپتال تیار ہیں۔", "vi") == "ur"
    assert identify_line("নাহিদ", "en") == "en"


def test_a_short_line_in_the_articles_own_script_is_its_own_unless_letters_say_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delattr(languages, "_identifier")  # nothing is asked of the statistics
    assert identify_line("Le ministre de la santé a déclaré que oui.", "en") == "en"
    assert identify_line("Das Krankenhaus wird morgen wieder öffnen.", "en") == "en"
    assert identify_line("厚生労働大臣は病院の準備ができていると述べた。", "zh") == "ja"


@given(st.text())
def test_letters_are_counted_as_one_by_one(text: str) -> None:
    assert languages._Letters.of(text).scripts == Counter(filter(None, map(languages.script, text)))


def test_vowel_signs_count_as_letters() -> None:
    bengali = "প্রধানমন্ত্রী বলেন, সব হাসপাতাল প্রস্তুত আছে। মন্ত্রী বলেন, রোগীদের সেবা দেওয়া হবে।"
    french = "Le ministre a déclaré que les hôpitaux sont prêts à accueillir tous."
    assert identify(f"{bengali} {french}") == "bn"


@pytest.mark.parametrize(("text", "expected"), [("৩.৫ লাখ", "3.5 লাখ"), ("٢٠٢٥", "2025"), ("۱۲", "12"), ("x²½", "x²½")])
def test_ascii_digits(text: str, expected: str) -> None:
    assert ascii_digits(text) == expected


@given(st.text())
def test_ascii_digits_keep_length(text: str) -> None:
    assert len(ascii_digits(text)) == len(text)


def test_an_unknown_code_lists_the_known_ones() -> None:
    with pytest.raises(LanguageError, match="unknown language code 'xx'.* vi "):
        name("xx")


def test_tables_agree() -> None:
    assert NAMES.keys() == SCRIPTS.keys()
    assert name("vi") == "Vietnamese"

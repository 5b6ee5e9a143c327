"""Numbers formatted as each language prints them are read back, and agree across languages."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from songngu.quantities import Quantity, compare, quantities

LANGUAGES = st.sampled_from(["ar", "bn", "en", "id", "ur", "vi"])
ZERO = {"ar": "٠", "bn": "০", "ur": "۰"}
SEPARATORS = {"ar": "٬٫", "bn": ",.", "en": ",.", "id": ".,", "ur": ",.", "vi": ".,"}
INDIAN = {"bn", "ur"}
PERCENT = {"ar": "{}٪", "bn": "{} শতাংশ", "en": "{} per cent", "id": "{} persen", "ur": "{} فیصد", "vi": "{}%"}
MONEY = {"ar": "{} دولار", "bn": "{} ডলার", "en": "${}", "id": "{} dolar AS", "ur": "{} ڈالر", "vi": "{} đô la"}
SCALES = {
    "ar": {"ألف": 10**3, "مليون": 10**6, "مليار": 10**9},
    "bn": {"হাজার": 10**3, "লাখ": 10**5, "কোটি": 10**7},
    "en": {"thousand": 10**3, "million": 10**6, "billion": 10**9},
    "id": {"ribu": 10**3, "juta": 10**6, "miliar": 10**9},
    "ur": {"ہزار": 10**3, "لاکھ": 10**5, "کروڑ": 10**7, "ارب": 10**9},
    "vi": {"nghìn": 10**3, "triệu": 10**6, "tỷ": 10**9},
}
MONTHS = {
    "ar": "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
    "bn": "জানুয়ারি ফেব্রুয়ারি মার্চ এপ্রিল মে জুন জুলাই আগস্ট সেপ্টেম্বর অক্টোবর নভেম্বর ডিসেম্বর",
    "en": "January February March April May June July August September October November December",
    "id": "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember",
    "ur": "جنوری فروری مارچ اپریل مئی جون جولائی اگست ستمبر اکتوبر نومبر دسمبر",
}


def in_digits_of(language: str, text: str) -> str:
    """0-9 as the language's own digits, where it has them."""
    zero = ord(ZERO.get(language, "0"))
    return "".join(chr(zero + int(char)) if char in "0123456789" else char for char in text)


def printed(value: Decimal, language: str) -> str:
    """*value* with the grouping, the decimal sign and the digits of *language*."""
    whole, _, fraction = f"{value:f}".partition(".")
    group, point = SEPARATORS[language]
    head, tail = whole[:-3], whole[-3:]
    size = 2 if language in INDIAN else 3
    pieces = []
    while head:
        pieces.insert(0, head[-size:])
        head = head[:-size]
    number = group.join([*pieces, tail]) + (point + fraction if fraction else "")
    return in_digits_of(language, number)


def only(text: str, language: str) -> Quantity:
    (found,) = quantities(text, language)
    return found


def date(day: int, month: int, year: int, language: str) -> str:
    if language == "vi":
        return f"ngày {day} tháng {month} năm {year}"
    return in_digits_of(language, f"{day} {MONTHS[language].split()[month - 1]} {year}")


DECIMALS = st.builds(
    lambda whole, tenths: Decimal(whole) + Decimal(tenths) / 100, st.integers(1, 10**7), st.integers(1, 99)
)
DAYS, MONTH_NUMBERS, YEARS = st.integers(1, 28), st.integers(1, 12), st.integers(1900, 2099)


@given(st.integers(2100, 10**13), LANGUAGES)
def test_integers(value: int, language: str) -> None:
    found = only(printed(Decimal(value), language), language)
    assert found.readings == {Decimal(value)}
    assert (found.kind, found.unit, found.spelled) == ("count", "", False)


@given(DECIMALS, LANGUAGES)
def test_percentages(value: Decimal, language: str) -> None:
    found = only(PERCENT[language].format(printed(value, language)), language)
    assert (found.readings, found.kind, found.unit) == ({value}, "percent", "%")


@given(st.integers(2, 999), st.integers(0, 9), LANGUAGES, st.data())
def test_scale_words_and_money(whole: int, tenths: int, language: str, data: st.DataObject) -> None:
    word, scale = data.draw(st.sampled_from(sorted(SCALES[language].items())))
    value = Decimal(whole) + Decimal(tenths) / 10
    found = only(MONEY[language].format(f"{printed(value.normalize(), language)} {word}"), language)
    assert (found.readings, found.kind, found.unit) == ({value * scale}, "money", "USD")


@given(DAYS, MONTH_NUMBERS, YEARS, LANGUAGES)
def test_dates(day: int, month: int, year: int, language: str) -> None:
    found = only(date(day, month, year, language), language)
    assert (found.readings, found.kind) == ({Decimal(year * 10000 + month * 100 + day)}, "date")
    assert [part.unit for part in found.parts] == ["day", "month", "year"]


@given(DAYS, MONTH_NUMBERS, YEARS, LANGUAGES, LANGUAGES)
def test_dates_agree_across_languages(day: int, month: int, year: int, source: str, target: str) -> None:
    text, rendering = date(day, month, year, source), date(day, month, year, target)
    _, _, matching = compare(text, source, rendering, target)
    assert (matching.pairs, matching.missing, matching.added) == (((0, 0),), (), ())


@given(st.lists(DECIMALS, min_size=1, max_size=5, unique=True), LANGUAGES, LANGUAGES)
def test_all_indices_are_accounted_for(values: list[Decimal], source: str, target: str) -> None:
    text = "; ".join(printed(value, source) for value in values)
    rendering = "; ".join(printed(value, target) for value in reversed(values))
    given_, returned, matching = compare(text, source, rendering, target)
    assert len(given_) == len(returned) == len(values)
    assert matching.pairs == tuple((index, len(values) - 1 - index) for index in range(len(values)))
    assert (matching.missing, matching.added) == ((), ())


@given(st.text(max_size=60), st.text(max_size=60), LANGUAGES, LANGUAGES)
def test_any_text_is_read(text: str, rendering: str, source: str, target: str) -> None:
    found, returned, matching = compare(text, source, rendering, target)
    assert all(text[quantity.start : quantity.end] == quantity.form and quantity.readings for quantity in found)
    assert all(i < len(found) and j < len(returned) for i, j in matching.pairs)

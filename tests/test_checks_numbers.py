"""The check ``numbers``: what agrees across six languages, what is missing or added, and how it scales."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes import counted
from songngu.checks.numbers import numbers
from songngu.checks.pair import Pair

AGREE = [
    # digits of any script, and what is glued to them
    ("bn", "en", "হাসপাতালে ৪৫০ জন রোগী ভর্তি", "450 patients are in hospital"),
    ("bn", "vi", "৬৩তম জেলা শহর", "thị xã thứ 63"),
    ("bn", "en", "কোভিড-১৯ টিকা", "the COVID-19 vaccine"),
    ("bn", "en", "এইচ৫এন১ ভাইরাস", "the H5N1 virus"),
    ("ar", "en", "سُجلت 20 إصابة و184 حالة اشتباه", "There were 20 infections and 184 suspected cases"),
    ("ar", "vi", "٤٥ مريضا", "45 bệnh nhân"),
    ("ur", "en", "۱۸ مریض", "18 patients"),
    ("ur", "vi", "سنہ ۲۰۲۴ء میں", "trong năm 2024"),
    ("id", "en", "lantai ke-12", "the 12th floor"),
    ("vi", "en", "lần thứ 12", "the 12th time"),
    ("en", "vi", "a 5-year plan", "kế hoạch 5 năm"),
    ("bn", "en", "１২ টি", "12 pieces"),
    # grouping and decimals
    ("en", "vi", "3.5% of 1,268 samples", "3,5% trong số 1.268 mẫu"),
    ("id", "en", "1.268 orang dan 3,5 persen", "1,268 people and 3.5 per cent"),
    ("bn", "en", "১২,৩৪,৫৬৭ টাকা", "1,234,567 taka"),
    ("en", "vi", "12,34,567 rupees", "1.234.567 rupee"),
    ("ar", "en", "بلغت النسبة ٣٫٥ والعدد ١٬٢٦٨", "The rate was 3.5 and the number 1,268"),
    ("ar", "en", "1.268 حالة", "1,268 cases"),
    ("ar", "en", "1.268 غرام", "1.268 grams"),
    ("vi", "en", "10 000 người", "10,000 people"),
    ("en", "vi", "12.8/10,000 residents", "12,8/10.000 dân"),
    ("en", "vi", "1,234,567.8 tonnes", "1.234.567,8 tấn"),
    ("bn", "en", "১ দশমিক ২ গিগাওয়াট", "1.2 gigawatts"),
    ("en", "vi", "0.125 mg", "0,125 mg"),
    ("vi", "en", "rộng 2.100 m2", "2,100 square metres"),
    # scale words
    ("bn", "en", "৩.৫ লাখ ডোজ", "350,000 doses"),
    ("bn", "en", "৩.৫ লাখ ডোজ", "3.5 lakh doses"),
    ("bn", "vi", "৩.৫ লক্ষ ডোজ", "350 nghìn liều"),
    ("bn", "en", "সাড়ে ৩ লাখ ডোজ", "350,000 doses"),
    ("bn", "en", "৩ লাখ ৫০ হাজার ডোজ", "350,000 doses"),
    ("bn", "vi", "২৩ কোটির বেশি মানুষ", "hơn 230 triệu người"),
    ("bn", "en", "১২শ কোটি টাকা", "12 billion taka"),
    ("bn", "en", "দেড় লাখ টাকা", "150,000 taka"),
    ("ur", "en", "۵ کروڑ روپے", "50 million rupees"),
    ("ur", "vi", "۲ ارب ۳۰ کروڑ روپے", "2,3 tỷ rupee"),
    ("ur", "en", "ڈیڑھ لاکھ روپے", "150,000 rupees"),
    ("id", "vi", "3,5 juta dolar", "3,5 triệu đô la"),
    ("id", "en", "200 ribu jiwa", "200,000 people"),
    ("id", "en", "Rp 4 triliun", "4 trillion rupiah"),
    ("ar", "en", "12 ألف طفل", "12,000 children"),
    ("ar", "vi", "3 آلاف و500 أسرة", "3.500 hộ"),
    ("ar", "en", "مليون ونصف", "1.5 million"),
    ("ar", "en", "85 بالمئة", "85 per cent"),
    ("vi", "en", "5 nghìn tỷ đồng", "5 trillion dong"),
    ("vi", "en", "3 triệu rưỡi", "3.5 million"),
    ("vi", "en", "2 vạn dân", "20,000 people"),
    ("en", "vi", "$5m in aid", "viện trợ 5 triệu đô la"),
    ("en", "vi", "2,700 half-built flats", "2.700 căn hộ xây dở"),
    # ranges, dates and times
    ("en", "vi", "90–100 beds", "từ 90 đến 100 giường"),
    ("bn", "en", "৫০ থেকে ৮০ লাখ", "5 to 8 million"),
    ("en", "bn", "the 2019-20 season", "২০১৯-২০২০ মৌসুম"),
    ("vi", "en", "ngày 17/2/2025", "17 February 2025"),
    ("bn", "vi", "১৭ ফেব্রুয়ারি ২০২৫", "17/2/2025"),
    ("ur", "vi", "17 فروری 2025", "ngày 17 tháng 2 năm 2025"),
    ("ar", "en", "17 شباط 2025", "17 February 2025"),
    ("ar", "vi", "في 3 يونيو/حزيران", "ngày 3/6"),
    ("id", "vi", "17 Februari 2025", "17 tháng Hai năm 2025"),
    ("en", "vi", "They met in May.", "Họ gặp nhau vào tháng 5."),
    ("id", "vi", "Senin pagi", "sáng thứ 2"),
    ("id", "en", "pukul 8.30", "at 8:30"),
    ("id", "en", "pukul 08.30", "at 8:30 a.m."),
    ("vi", "en", "lúc 16 giờ 30", "at 4:30 p.m."),
    ("bn", "en", "বিকেল সাড়ে ৪টায়", "at 4:30 p.m."),
    ("ar", "vi", "الساعة 4:30 مساء", "lúc 16 giờ 30"),
    ("id", "en", "tahun 90-an", "the 1990s"),
    ("en", "vi", "1200 GMT", "12:00 giờ GMT"),
    # words on one side
    ("en", "vi", "12 nurses and 3 doctors", "mười hai y tá và ba bác sĩ"),
    ("en", "vi", "twenty-five days", "25 ngày"),
    ("en", "id", "15 days", "lima belas hari"),
    ("id", "en", "dua puluh tiga sekolah", "23 schools"),
    ("en", "ar", "25 days", "خمسة وعشرون يوما"),
    ("ar", "en", "الدورة الحادية والعشرين", "the 21st session"),
    ("ar", "vi", "قبل عامين", "2 năm trước"),
    ("bn", "en", "পঁচিশটি গ্রাম", "25 villages"),
    ("bn", "vi", "সপ্তদশ শতাব্দী", "thế kỷ 17"),
    ("ur", "en", "پچیس دیہات", "25 villages"),
    ("ur", "vi", "پانچویں بار", "lần thứ 5"),
    ("vi", "en", "hai mươi mốt tỉnh", "21 provinces"),
    ("vi", "en", "nửa triệu liều", "500,000 doses"),
    ("en", "bn", "1 million people", "এক মিলিয়ন মানুষ"),
    ("en", "vi", "the 21st century", "thế kỷ XXI"),
    ("id", "vi", "seratus orang", "100 người"),
    # a quarter more, a quarter less
    ("bn", "en", "পৌনে ২ লাখ টাকা", "175,000 taka"),
    ("bn", "vi", "সোয়া কোটি মানুষ", "12,5 triệu người"),
    ("bn", "en", "সোয়া তিন হাজার লোক", "3,250 people"),
    ("bn", "en", "সকাল পৌনে ৯টায়", "at 8:45 a.m."),
    ("ur", "en", "پونے دو کروڑ روپے", "17.5 million rupees"),
    ("ur", "vi", "سوا لاکھ افراد", "125.000 người"),
    ("ur", "en", "ساڑھے تین سو افراد", "350 people"),
    ("ur", "en", "صبح سوا نو بجے", "at 9:15 a.m."),
    # dozens are tens
    ("en", "vi", "a dozen people", "khoảng chục người"),
    ("vi", "en", "hàng chục người", "dozens of people"),
    # names of money that stand for several currencies
    ("en", "vi", "Rs 5 million", "5 triệu rupee"),
    ("en", "vi", "A$12 million", "12 triệu đô la"),
    ("ur", "en", "12 روپے", "12 rupees"),
    ("en", "vi", "at 8:30 a.m.", "lúc 8:30"),
    # a language without a table
    ("fr", "en", "3 millions de doses", "3 million doses"),
    ("zh", "vi", "3万人", "30.000 người"),
    # words with other meanings, and numbers in other words
    ("vi", "en", "bản án mười năm tù", "a ten-year prison sentence"),
    ("vi", "en", "Mười năm sau", "A decade later"),
    ("vi", "en", "lỗ 46 triệu USD trong nửa năm", "a loss of 46 million dollars for the half year"),
    ("vi", "en", "so với cùng tháng năm 2023", "against the same month of 2023"),
    ("vi", "en", "công bố ba tháng một lần", "published every three months"),
    ("vi", "en", "phòng khám tư không phép", "unlicensed private clinics"),
    ("vi", "en", "mở cửa thứ Bảy không cần hẹn", "open on Saturdays without appointment"),
    ("vi", "en", "Ghana triệu tập đại sứ", "Ghana summoned the ambassador"),
    ("vi", "en", "một chiếc ba lô", "one rucksack"),
    ("vi", "en", "lúa chín vàng", "the rice turned yellow"),
    ("en", "vi", "two hundred scholarships", "hai trăm suất học bổng"),
    ("en", "vi", "within twenty seconds", "trong hai mươi giây"),
    ("id", "en", "pedagang kaki lima", "street vendors"),
    ("id", "en", "tindakan belas kasih", "an act of mercy"),
    ("id", "en", "365 km persegi", "365 sq km"),
    ("ur", "en", "ڈیٹا بیس میں", "in the database"),
    ("ur", "en", "وہ اٹھ کر گیا", "he rose and left"),
    ("ur", "en", "60 ہزار پتی چننے والے", "60,000 leaf pickers"),
    ("ur", "en", "پانچ پانچ ہزار ٹکا", "5,000 taka each"),
    ("ur", "en", "18، 18 نشستیں", "18 seats each"),
    ("ur", "en", "چودھویں صدی", "the 14th century"),
    ("ar", "en", "لست غاضبة", "I am not angry"),
    ("ar", "en", "وألف قدر", "and 1,000 pots"),
    ("bn", "en", "এক দশকে প্রথম", "the first in a decade"),
    ("bn", "en", "চল্লিশোর্ধ্ব নারী", "women over 40"),
    ("bn", "en", "নব্বইয়ের দশক", "the 1990s"),
    ("bn", "en", "শূন্য দশমিক ২ শতাংশ", "0.2 per cent"),
    ("bn", "en", "৩১২ লাখ কোটি ডং", "312 trillion dong"),
    ("bn", "en", "হা তিন প্রদেশ", "the province of Ha Tinh"),
    # times of the clock, decades, quarters
    ("ar", "en", "حتى العاشرة مساء", "until 10 p.m."),
    ("ar", "vi", "الخامسة من مساء 20 نوفمبر", "17 giờ ngày 20 tháng 11"),
    ("vi", "en", "lúc mười một rưỡi đêm", "at half past eleven"),
    ("ar", "en", "في ستينيات القرن التاسع عشر", "in the 1860s"),
    ("ar", "vi", "كل ثلاثة أشهر", "mỗi quý"),
    ("bn", "en", "প্রতি তিন মাসে", "every quarter"),
    ("ur", "en", "چوبیس گھنٹے", "around the clock"),
    ("vi", "en", "trực 24/24 giờ", "on duty round the clock"),
    # multiples and fractions
    ("id", "en", "naik empat kali lipat", "a fourfold rise"),
    ("ur", "en", "پانچ گنا", "quintupled"),
    ("bn", "en", "পাঁচ বছরের কম বয়সী", "under-fives"),
    ("ur", "en", "آمدن کا نوے فیصد", "nine tenths of revenue"),
    ("bn", "en", "দশ ভাগের নয় ভাগ", "nine tenths"),
    ("bn", "en", "নয় দশমাংশ", "nine tenths"),
    ("id", "en", "seperduabelas", "one twelfth"),
    ("ur", "vi", "پانچواں حصہ", "1/5"),
    ("en", "vi", "from 1.4 to 3.1 billion rupees", "từ 1,4 lên 3,1 tỷ rupee"),
    ("bn", "en", "১৪০ কোটি থেকে ৩১০ কোটি রুপি", "from 1.4 to 3.1 billion rupees"),
]

DISAGREE = [
    ("vi", "en", "bản án mười năm tù", "a six-year prison sentence", ["mười năm is missing"]),
    (
        "vi",
        "en",
        "hai nghìn không trăm linh năm",
        "2006",
        ["hai nghìn không trăm linh năm is missing", "2006 is added"],
    ),
    ("ar", "en", "حتى العاشرة مساء", "until 9 p.m.", ["العاشرة مساء is missing", "9 p.m. is added"]),
    ("ar", "en", "في ستينيات القرن التاسع عشر", "in the 1850s", ["التاسع عشر is missing", "1850 is added"]),
    ("ur", "en", "پانچ پانچ ہزار ٹکا", "50,000 taka each", ["پانچ ہزار ٹکا is missing", "50,000 taka is added"]),
    ("ur", "en", "چوبیس گھنٹے", "on duty", ["چوبیس گھنٹے is missing"]),
    ("ur", "en", "آمدن کا نوے فیصد", "eight tenths of revenue", ["نوے فیصد is missing"]),
    ("bn", "en", "শূন্য দশমিক ২ শতাংশ", "2 per cent", ["শূন্য দশমিক ২ শতাংশ is missing", "2 per cent is added"]),
    ("id", "en", "naik empat kali lipat", "a fivefold rise", ["empat is missing"]),
    ("bn", "en", "৪৫০ জন রোগী", "patients", ["৪৫০ is missing"]),
    ("bn", "en", "৪৫০ জন রোগী", "45 patients", ["৪৫০ is missing", "45 is added"]),
    ("bn", "vi", "৩.৫ লাখ ডোজ", "3,5 triệu liều", ["৩.৫ লাখ is missing", "3,5 triệu is added"]),
    ("bn", "en", "কোভিড-১৯ রোগী", "COVID patients", ["১৯ is missing"]),
    ("bn", "en", "৫ কোটি টাকা", "5 million taka", ["৫ কোটি টাকা is missing", "5 million taka is added"]),
    ("ur", "en", "۲۳ اموات", "32 deaths", ["۲۳ is missing", "32 is added"]),
    ("ur", "vi", "۵ کروڑ روپے", "5 rupee", ["۵ کروڑ روپے is missing", "5 rupee is added"]),
    ("ar", "en", "12 ألف طفل", "12 children", ["12 ألف is missing", "12 is added"]),
    ("ar", "vi", "٤٥ مريضا", "54 bệnh nhân", ["٤٥ is missing", "54 is added"]),
    ("id", "en", "1.268 orang", "1.268 people", ["1.268 is missing", "1.268 is added"]),
    ("id", "vi", "3,5 juta", "35 triệu", ["3,5 juta is missing", "35 triệu is added"]),
    ("en", "vi", "3.5 per cent", "35 phần trăm", ["3.5 per cent is missing", "35 phần trăm is added"]),
    ("vi", "en", "17/2/2025", "17 March 2025", ["17/2/2025 is missing", "17 March 2025 is added"]),
    ("en", "vi", "on 3 June", "vào ngày 3", ["3 June is missing"]),
    ("en", "vi", "at 8:30", "lúc 8 giờ 45", ["8:30 is missing", "8 giờ 45 is added"]),
    ("en", "vi", "7 of 7 samples", "7 mẫu", ["7 is missing"]),
    ("en", "vi", "The plan was approved.", "Kế hoạch 2030 đã được duyệt.", ["2030 is added"]),
    ("id", "en", "lantai ke-12", "the 13th floor", ["ke-12 is missing", "13th is added"]),
    ("en", "vi", "twenty-five days", "52 ngày", ["twenty-five days is missing", "52 ngày is added"]),
    # units of different things, scales, and what one side has in words
    ("en", "vi", "5% of patients", "5 đô la", ["5% is missing", "5 đô la is added"]),
    ("vi", "en", "12 km", "12 kg", ["12 km is missing", "12 kg is added"]),
    ("bn", "en", "২ লাখ মানুষ", "2 million people", ["২ লাখ is missing", "2 million is added"]),
    ("ar", "en", "خمسة وعشرون طبيبا", "doctors", ["خمسة وعشرون is missing"]),
    (
        "en",
        "vi",
        "12.8 doctors per 10,000 people",
        "12,8 bác sĩ trên 1.000 dân",
        ["12.8 doctors per 10,000 is missing", "12,8 bác sĩ trên 1.000 is added"],
    ),
    ("en", "vi", "won 2-1", "thắng 3-1", ["2-1 is missing", "3-1 is added"]),
    ("fr", "en", "31 cas", "47 cases", ["31 is missing", "47 is added"]),
    # another currency
    ("ar", "en", "12 مليون دولار", "12 million euros", ["12 مليون دولار is missing", "12 million euros is added"]),
    ("bn", "en", "৫ কোটি টাকা", "50 million dollars", ["৫ কোটি টাকা is missing", "50 million dollars is added"]),
    ("id", "vi", "12 rupiah", "12 đô la", ["12 rupiah is missing", "12 đô la is added"]),
    ("ur", "en", "12 ڈالر", "12 rupees", ["12 ڈالر is missing", "12 rupees is added"]),
    ("vi", "en", "5 triệu đồng", "5 million yen", ["5 triệu đồng is missing", "5 million yen is added"]),
    ("en", "vi", "$5", "5 euro", ["$5 is missing", "5 euro is added"]),
    # the other half of the day
    ("ar", "vi", "الساعة 4:30 مساء", "lúc 4:30 sáng", ["4:30 مساء is missing", "4:30 is added"]),
    ("bn", "en", "বিকেল সাড়ে ৪টায়", "at 4:30 a.m.", ["সাড়ে ৪টায় is missing", "4:30 a.m. is added"]),
    ("id", "en", "pukul 8.30 pagi", "at 8:30 p.m.", ["8.30 is missing", "8:30 p.m. is added"]),
    ("ur", "en", "صبح 8:30 بجے", "at 8:30 p.m.", ["8:30 بجے is missing", "8:30 p.m. is added"]),
    ("vi", "en", "lúc 8 giờ 30 sáng", "at 8:30 p.m.", ["8 giờ 30 is missing", "8:30 p.m. is added"]),
    ("en", "vi", "at 3:30 a.m.", "lúc 3 giờ 30 chiều", ["3:30 a.m. is missing", "3 giờ 30 is added"]),
    # another fraction
    ("ar", "en", "ثلث السكان", "half of the people", ["ثلث is missing"]),
    ("bn", "en", "এক তৃতীয়াংশ মানুষ", "half of the people", ["এক তৃতীয়াংশ is missing"]),
    ("id", "vi", "sepertiga warga", "một phần tư người dân", ["sepertiga is missing"]),
    ("ur", "en", "ایک تہائی لوگ", "a quarter of the people", ["ایک تہائی is missing"]),
    ("vi", "en", "một phần ba số dân", "a quarter of the people", ["một phần ba is missing"]),
    ("en", "vi", "a third of the people", "hai phần ba người dân", ["a third is missing"]),
]


def check(text: str, rendering: str, source: str, target: str) -> list[str]:
    return numbers(Pair(text, rendering, source, target))


@pytest.mark.parametrize(("source", "target", "text", "rendering"), AGREE)
def test_agreeing_numbers_are_not_accused(source: str, target: str, text: str, rendering: str) -> None:
    assert check(text, rendering, source, target) == []


@pytest.mark.parametrize(("source", "target", "text", "rendering"), AGREE)
def test_agreement_goes_both_ways(source: str, target: str, text: str, rendering: str) -> None:
    assert check(rendering, text, target, source) == []


@pytest.mark.parametrize(("source", "target", "text", "rendering", "reasons"), DISAGREE)
def test_missing_and_added_numbers_are_named_as_they_stand(
    source: str, target: str, text: str, rendering: str, reasons: list[str]
) -> None:
    assert check(text, rendering, source, target) == [f"numbers: {reason}" for reason in reasons]


NUMBER = st.integers(0, 10**12).map(str)
ZEROS = st.sampled_from("0٠۰০०๐０")


@given(st.lists(NUMBER, max_size=6), ZEROS, st.sampled_from(["en", "vi", "bn", "ar", "ur", "id", "xx"]))
def test_digit_script_makes_no_difference(found: list[str], zero: str, language: str) -> None:
    text = "; ".join(found)
    native = "".join(chr(ord(zero) + int(c)) if c.isdecimal() else c for c in text)
    assert check(text, native, language, "en") == []
    assert check(native, text, "en", language) == []


@given(st.integers(1100, 10**9), st.integers(1100, 10**9))
def test_different_numbers_never_agree(one: int, other: int) -> None:
    reasons = check(f"{one} cases", f"{other} ca bệnh", "en", "vi")
    assert bool(reasons) == (one != other)


@given(st.lists(st.integers(100, 10**6), min_size=2, max_size=8, unique=True), st.data())
def test_a_lost_number_is_the_one_reported(values: list[int], data: st.DataObject) -> None:
    lost = data.draw(st.sampled_from(values))
    kept = "; ".join(str(v) for v in reversed(values) if v != lost)
    assert check("; ".join(map(str, values)), kept, "en", "vi") == [f"numbers: {lost} is missing"]


@pytest.mark.parametrize("piece", ["7 ", "8:30 ", "3 triệu ", "1.268,5 ", "1,", "2 mươi ", "9" * 50, "১ দশমিক "])
def test_work_is_linear(piece: str) -> None:
    calls = [counted(lambda n=n: check(piece * n, piece * (n // 2) + "x", "vi", "vi-x")) for n in (100, 1000)]
    assert calls[1] < 15 * calls[0] + 1000  # quadratic work would be 100 times as much


def test_an_article_is_no_percentage() -> None:
    text = "Prevalensi turun di bawah 1 persen, alasan untuk optimisme."
    assert numbers(Pair(text, "Prevalence fell below 1 percent, a reason for optimism.", "id", "en")) == []
    assert numbers(Pair(text, "Prevalence fell below one percent, a reason for optimism.", "id", "en")) == []
    lost = numbers(Pair(text, "Prevalence fell, a reason for optimism.", "id", "en"))
    assert lost == ["numbers: 1 persen is missing"]

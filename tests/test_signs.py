"""The signs of numbers: read, kept, lost."""

import pytest

from songngu import judge
from songngu.quantities import in_name, quantities

LOST = [
    ("en", "vi", "GDP growth was -3.5% in 2020.", "Tăng trưởng GDP là 3,5% năm 2020."),
    ("en", "vi", "GDP growth was −3.5% in 2020.", "Tăng trưởng GDP là 3,5% năm 2020."),
    ("en", "vi", "GDP growth was − 3.5% in 2020.", "Tăng trưởng GDP là 3,5% năm 2020."),
    ("en", "vi", "GDP growth was –3.5% in 2020.", "Tăng trưởng GDP là 3,5% năm 2020."),
    ("en", "vi", "GDP growth was minus 3.5% in 2020.", "Tăng trưởng GDP là 3,5% năm 2020."),
    ("en", "vi", "GDP growth was negative 3.5% in 2020.", "Tăng trưởng GDP là 3,5% năm 2020."),
    ("vi", "en", "Tăng trưởng GDP năm 2020 là âm 3,5%.", "GDP growth was 3.5% in 2020."),
    ("vi", "en", "Tăng trưởng GDP năm 2020 là -3,5%.", "GDP growth was 3.5% in 2020."),
    ("vi", "en", "-5 độ C", "5 degrees C"),
    ("vi", "en", "Nhiệt độ xuống 5 độ C dưới 0.", "The temperature dropped to 5 degrees C."),
    ("en", "vi", "It was 5 degrees below zero.", "Trời 5 độ."),
    ("en", "vi", "It was minus five degrees.", "Trời 5 độ."),
    ("en", "vi", "The vaccine is kept at -70 °C.", "Vắc-xin được giữ ở 70 °C."),
    ("ar", "en", "بلغ النمو سالب 3.5% عام 2020.", "Growth was 3.5% in 2020."),
    ("ar", "en", "بلغ النمو ناقص 3.5% عام 2020.", "Growth was 3.5% in 2020."),
    ("ar", "en", "بلغت الحرارة 5 درجات مئوية تحت الصفر.", "The temperature was 5 degrees Celsius."),
    ("bn", "en", "২০২০ সালে প্রবৃদ্ধি ছিল মাইনাস ৩.৫ শতাংশ।", "Growth was 3.5 percent in 2020."),
    ("bn", "en", "২০২০ সালে প্রবৃদ্ধি ছিল ঋণাত্মক ৩.৫ শতাংশ।", "Growth was 3.5 percent in 2020."),
    ("bn", "en", "তাপমাত্রা শূন্যের নিচে ৫ ডিগ্রি সেলসিয়াস।", "The temperature is 5 degrees Celsius."),
    ("bn", "vi", "তাপমাত্রা -৫ ডিগ্রি সেলসিয়াস।", "Nhiệt độ là 5 độ C."),
    ("ur", "en", "2020 میں ترقی منفی 3.5 فیصد رہی۔", "Growth was 3.5 percent in 2020."),
    ("id", "en", "Pertumbuhan PDB minus 3,5 persen pada 2020.", "GDP growth was 3.5 percent in 2020."),
    ("id", "en", "Pertumbuhan PDB negatif 3,5 persen pada 2020.", "GDP growth was 3.5 percent in 2020."),
    ("id", "en", "Suhu mencapai 5 derajat di bawah nol.", "The temperature reached 5 degrees."),
    ("id", "vi", "Suhu mencapai -5 derajat Celsius.", "Nhiệt độ lên tới 5 độ C."),
    ("en", "vi", "Temperatures fell to -5 degrees.", "Nhiệt độ giảm xuống 5 độ."),
    ("en", "vi", "Growth fell to -3.5%.", "Tăng trưởng giảm xuống 3,5%."),
    ("en", "vi", "The fund lost -$5 million.", "Quỹ có 5 triệu đô la."),
]

KEPT = [
    ("en", "vi", "GDP growth was -3.5% in 2020.", "Tăng trưởng GDP là -3,5% năm 2020."),
    ("en", "vi", "GDP growth was −3.5% in 2020.", "Tăng trưởng GDP là âm 3,5% năm 2020."),
    ("en", "vi", "GDP growth was -3.5% in 2020.", "GDP giảm 3,5% năm 2020."),
    ("en", "vi", "GDP fell by 3.5% in 2020.", "Tăng trưởng GDP là -3,5% năm 2020."),
    ("vi", "en", "GDP tăng trưởng âm 3,5% năm 2020.", "GDP shrank by 3.5% in 2020."),
    ("ar", "en", "انكمش الاقتصاد 3.5% عام 2020.", "Growth was -3.5% in 2020."),
    ("bn", "en", "২০২০ সালে অর্থনীতি ৩.৫ শতাংশ সংকুচিত হয়েছে।", "Growth was -3.5 percent in 2020."),
    ("ur", "en", "2020 میں معیشت 3.5 فیصد سکڑ گئی۔", "Growth was -3.5 percent in 2020."),
    ("id", "en", "Ekonomi terkontraksi 3,5 persen pada 2020.", "Growth was -3.5 percent in 2020."),
    ("vi", "en", "Nhiệt độ là 5 độ C dưới 0.", "The temperature was -5 °C."),
    ("en", "vi", "It was 5 degrees below zero.", "Trời âm 5 độ."),
    ("en", "vi", "Temperatures ranged from -10 to -5 degrees.", "Nhiệt độ từ -10 đến -5 độ."),
    ("ar", "en", "درجة التوجه (من -5 إلى 5).", "A score of -5 to 5."),
    ("id", "en", "Dampaknya (- 8,6%) signifikan.", "The effect (-8.6%) was significant."),
    ("en", "vi", "It is 15 degrees below zero today.", "Hôm nay trời lạnh - 15 độ C."),
    ("en", "vi", "It was -15 degrees.", "Trời trừ 15 độ."),
    ("en", "vi", "Record 5 seconds of audio.", "Ghi âm 5 giây âm thanh."),
    ("en", "vi", "It goes from 1 to negative 1 and back.", "Nó đi từ 1 đến âm 1 rồi trở lại."),
    ("bn", "en", "তাপমাত্রা -১০ থেকে -৫ ডিগ্রি সেলসিয়াস।", "The temperature is -10 to -5 degrees Celsius."),
]

UNSIGNED = [
    ("en", "It takes 3-5 days, 10-15 % of the time, 3–5 doctors, 10 -15 kg."),
    ("en", "In 2019–2020 and 2019 –2020, Liverpool won 3-1."),
    ("en", "On 2020-05-06, call 024-3825-1234 or +84 -24-3825."),
    ("en", "- 5 doctors\n- 7 nurses\n-9 beds"),
    ("en", "COVID-19, Covid -19, F-16, H-5, pre-2020, mid-2019, 62-year-old"),
    ("en", "10 minus 5, give or take, plus or minus 3 points, +/-4, ±2"),
    ("en", "He tested negative 5 days later."),
    ("ar", "و-5 أطباء، كوفيد-19، كوفيد -19، 10 -15 يوما"),
    ("bn", "কোভিড-১৯, কোভিড -১৯, ১০ -১৫ জন, ১০-১৫ শতাংশ"),
    ("ur", "کووڈ-19، کووڈ -19، 10-15 فیصد"),
    ("id", "abad ke-19, abad ke -19, COVID-19, 10-15 persen"),
    ("vi", "COVID-19, âm thanh 5 kênh, 10 -15 %, ngày 6-5-2020"),
]


@pytest.mark.parametrize(("source", "target", "text", "rendering"), LOST)
def test_a_sign_that_one_side_lacks_is_doubted(source: str, target: str, text: str, rendering: str) -> None:
    for judgement in (
        judge(text, rendering, source=source, target=target),
        judge(rendering, text, source=target, target=source),
    ):
        assert any(reason.startswith("numbers:") for reason in judgement.reasons), judgement


@pytest.mark.parametrize(("source", "target", "text", "rendering"), KEPT)
def test_a_sign_that_is_kept_or_said_is_not(source: str, target: str, text: str, rendering: str) -> None:
    reasons = (
        *judge(text, rendering, source=source, target=target).reasons,
        *judge(rendering, text, source=target, target=source).reasons,
    )
    assert [reason for reason in reasons if reason.startswith("numbers:")] == []


@pytest.mark.parametrize(("language", "text"), UNSIGNED)
def test_ranges_scores_dates_lists_and_compounds_have_no_sign(language: str, text: str) -> None:
    found = quantities(text, language)
    assert found
    assert [quantity.form for quantity in found if quantity.sign] == []


@pytest.mark.parametrize(
    ("language", "text", "forms"),
    [
        ("en", "H5N1, A/H1N1, COVID-19, Covid-19, CO2, B12, F-16, A320, the G20, SARS-CoV-2, 5G, 7 birds", ["7"]),
        ("vi", "H5N1, COVID-19, mạng 5G, 7 con gà", ["7"]),
        ("id", "H5N1, COVID-19, vitamin B12, 7 ekor", ["7"]),
        ("bn", "এইচ৫এন১, কোভিড-১৯, জি২০, ৫জি, ৭টি", ["৭"]),
        ("ar", "إتش5إن1، كوفيد-19، H5N1، و7 طيور", ["7"]),
        ("ur", "ایچ5این1، کووڈ-19، ایف-16، 7 پرندے", ["7"]),
        ("en", "the under-5 rate and top-10 list, a 7-day wait", ["5", "10", "7-day"]),
    ],
)
def test_figures_of_names_are_told_from_others(language: str, text: str, forms: list[str]) -> None:
    assert [quantity.form for quantity in quantities(text, language) if not in_name(text, quantity)] == forms

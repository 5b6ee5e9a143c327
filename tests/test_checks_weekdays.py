"""The same day of the week on both sides, where both name exactly one."""

import pytest

from songngu.checks.pair import Pair
from songngu.checks.weekdays import weekday

SAME = [
    ("id", "Rumah sakit itu dibuka pada hari Senin.", "en", "The hospital was opened on Monday."),
    ("ar", "افتتح المستشفى يوم الأحد.", "vi", "Bệnh viện mở cửa vào Chủ nhật."),
    ("bn", "রোববার হাসপাতালটি চালু হয়।", "en", "The hospital opened on Sunday."),
    ("bn", "রবিবার হাসপাতালটি চালু হয়।", "en", "The hospital opened on Sunday."),
    ("ur", "ہسپتال جمعرات کو کھلا۔", "vi", "Bệnh viện mở cửa hôm thứ Năm."),
    ("vi", "Bệnh viện mở cửa hôm thứ Tư.", "en", "The hospital opened on Wednesday."),
]
UNCERTAIN = [
    ("id", "Pada Minggu lalu, hari Senin.", "en", "Last week, on Tuesday."),  # week or Sunday
    ("ur", "ہفتے کے روز منگل", "en", "on Friday"),  # week or Saturday
    ("vi", "Đây là lần thứ hai trong năm.", "en", "This is the second time since Friday."),
    ("en", "From Monday to Friday.", "vi", "Từ thứ Hai đến thứ Bảy."),  # more than one
    ("en", "It opened on Monday.", "vi", "Bệnh viện mở cửa."),
    ("fr", "lundi", "en", "on Friday"),
]


@pytest.mark.parametrize(("source", "text", "target", "rendering"), [*SAME, *UNCERTAIN])
def test_no_alarm(source: str, text: str, target: str, rendering: str) -> None:
    assert weekday(Pair(text, rendering, source, target)) == []


@pytest.mark.parametrize(("source", "text", "target", "rendering"), SAME)
def test_another_day_is_seen(source: str, text: str, target: str, rendering: str) -> None:
    other = {"en": "Saturday", "vi": "thứ Sáu"}[target]
    for day in ("Monday", "Sunday", "Wednesday", "Chủ nhật", "thứ Năm"):
        rendering = rendering.replace(day, other)
    (reason,) = weekday(Pair(text, rendering, source, target))
    assert reason.startswith(f"weekday: “{other}” stands for “")

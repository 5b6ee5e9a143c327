"""Addresses and quotation marks kept."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from songngu.checks.addresses import addresses, quotes
from songngu.checks.pair import Pair


@pytest.mark.parametrize(
    ("text", "rendering", "missing"),
    [
        ("Lihat https://who.int/data/a?b=1.", "See https://who.int/data/a?b=1.", []),
        ("Lihat https://who.int/data/a?b=1.", "See https://who.int/data/a?b=2.", ["https://who.int/data/a?b=1"]),
        ("Lihat https://who.int/data.", "See https://who.int/data/more.", ["https://who.int/data"]),
        ("(https://www.nhc.gov.cn/)", "(https://www.nhc.gov.cn).", []),
        ("বিস্তারিত https://tinyurl.com/vqu35cj-এ", "See https://tinyurl.com/vqu35cj.", []),
        ("Hubungi Info@Kemkes.go.id, segera", "Contact info@kemkes.go.id at once", []),
        ("Hubungi info@kemkes.go.id, segera", "Contact info at kemkes.go.id at once", ["info@kemkes.go.id"]),
        ("Laporan News.com.au menyebutkan", "A News.com.au report said", []),
        ("Laporan detik.com menyebutkan", "A report said", ["detik.com"]),
        ("Kata @WHO dan #dirumahaja", "Said @WHO and #dirumahaja", []),
        ("Kata @WHO dan #dirumahaja", "Said WHO and #stayhome", ["@WHO", "#dirumahaja"]),
        ("Nomor #1860 dan 5/6 orang", "Number 1860 and five in six people", []),
        ("e.g. 3.5 km. Rumah", "3.5 km. A house", []),
    ],
)
def test_addresses(text: str, rendering: str, missing: list[str]) -> None:
    assert addresses(Pair(text, rendering, "id", "en")) == [f"address: {address} is missing" for address in missing]


@pytest.mark.parametrize(
    ("text", "rendering", "lost"),
    [
        ("قال الوزير: «سنفتح المستشفى الجديد غدا».", "The minister said we will open the new hospital tomorrow.", True),
        ("قال الوزير: «سنفتح المستشفى الجديد غدا».", "“We will open the new hospital tomorrow,” he said.", False),
        ('Kata dia, "Kami akan membukanya besok pagi."', "He said: 'We will open it tomorrow.'", False),
        ('Kata dia, "Kami akan membukanya besok pagi."', "He said they'd open it tomorrow.", True),
        ('Film "Parasite" menang.', "The film Parasite won.", False),
    ],
)
def test_quotes(text: str, rendering: str, lost: bool) -> None:
    reasons = quotes(Pair(text, rendering, "ar", "en"))
    assert bool(reasons) == lost
    assert all(reason.startswith("quotes: no marks for ") for reason in reasons)


@given(st.text(), st.text())
def test_a_text_keeps_its_own_addresses_and_marks(text: str, more: str) -> None:
    assert addresses(Pair(text, text, "id", "en")) == []
    assert quotes(Pair(f'{text} "{more}"', f'{text} "{more}"', "id", "en")) == []


@pytest.mark.parametrize("part", ["a", "a.", "a-", "@a", "http://", '"', "a@a.", "'"])
def test_long_words_take_linear_time(part: str) -> None:
    began = time.process_time()
    pair = Pair(f"http://x.com @ {part * 20_000}", part * 20_000, "id", "en")
    addresses(pair)
    quotes(pair)
    assert time.process_time() - began < 1

"""The ways in which a number of a correct translation is made wrong. Each is a ``Corruption`` of ``corruptions.py``."""

import random
import re
from typing import Final

from items import Item, Material
from numerals import Numeral, held, held_decimals, source_digits, write

SWAPS: Final = {
    "thousand": "million", "million": "billion", "billion": "million", "trillion": "billion", "lakh": "crore",
    "crore": "lakh", "nghìn": "triệu", "ngàn": "triệu", "vạn": "triệu", "triệu": "tỷ", "tỷ": "triệu", "tỉ": "triệu",
}  # fmt: skip


def digit_changed(item: Item, _: Material, rng: random.Random) -> str | None:
    """One digit of a number is another digit."""
    if not (numeral := _pick(item, rng)):
        return None
    place = rng.choice([i for i in range(numeral.start, numeral.end) if item.reference[i].isdigit()])
    first = place == numeral.start
    digit = rng.choice([d for d in "0123456789"[first:] if d != item.reference[place]])
    return item.reference[:place] + digit + item.reference[place + 1 :]


def number_dropped(item: Item, _: Material, rng: random.Random) -> str | None:
    """A number is left out, with its scale word or per cent sign."""
    if not (numeral := _pick(item, rng)):
        return None
    end = numeral.end + (len(numeral.scale) + 1 if numeral.scale else 0)
    rest = re.sub(r"^(?: ?%|s\b)", "", item.reference[end:])
    return re.sub(r" {2,}", " ", (item.reference[: numeral.start] + rest).strip())


def number_added(item: Item, _: Material, rng: random.Random) -> str | None:
    """A number stands before some word, away from other numbers."""
    words = item.reference.split()
    plain = [not re.search(r"\d", word) and word.strip(".,").lower() not in SWAPS for word in words]
    places = [i for i in range(1, len(words)) if plain[i] and plain[i - 1] and words[i][0].islower()]
    there = source_digits(item.text, item.source)
    number = str(rng.choice([n for n in range(13, 990) if n % 10]))
    if not places or any(digits.endswith(number) for digits in there):
        return None
    place = rng.choice(places)
    return " ".join([*words[:place], number, *words[place:]])


def factor_of_ten(item: Item, _: Material, rng: random.Random) -> str | None:
    """A number is ten times as large, or a tenth where that leaves a number of the same form."""
    if not (numeral := _pick(item, rng)) or int(numeral.integer + numeral.fraction) == 0:
        return None
    smaller = rng.random() < 0.5
    integer, fraction = numeral.integer, numeral.fraction
    if fraction:
        digits, places = integer + fraction, len(fraction) + (1 if smaller else -1)
        digits = digits.rjust(places + 1, "0")
        integer, fraction = (digits[:-places], digits[-places:]) if places else (digits, "")
    elif smaller and len(integer) > 1 and integer.endswith("0"):
        integer = integer[:-1]
    else:
        integer += "0"
    return _put(item, numeral, write(numeral, str(int(integer)), fraction, item.target))


def scale_swapped(item: Item, _: Material, rng: random.Random) -> str | None:
    """The scale word of a number is another one: million for billion, triệu for tỷ, thousand for million."""
    numerals = [n for n in held(item.text, item.source, item.reference, item.target) if n.scale]
    if not numerals:
        return None
    numeral = rng.choice(numerals)
    start = numeral.end + 1
    return item.reference[:start] + SWAPS[numeral.scale] + item.reference[start + len(numeral.scale) :]


def decimal_misread(item: Item, _: Material, rng: random.Random) -> str | None:
    """The decimal point is lost, 3.5 → 35, or is read as a mark between thousands, 3.5 → 3,500."""
    numerals = held_decimals(item.text, item.source, item.reference, item.target)
    numerals = [n for n in numerals if int(n.integer)]
    if not numerals:
        return None
    numeral = rng.choice(numerals)
    grouping = "," if item.target == "en" else "."
    thousands = numeral.integer + grouping + numeral.fraction.ljust(3, "0")
    return _put(item, numeral, rng.choice([numeral.integer + numeral.fraction, thousands]))


def _pick(item: Item, rng: random.Random) -> Numeral | None:
    numerals = held(item.text, item.source, item.reference, item.target)
    return rng.choice(numerals) if numerals else None


def _put(item: Item, numeral: Numeral, new: str) -> str:
    return item.reference[: numeral.start] + new + item.reference[numeral.end :]

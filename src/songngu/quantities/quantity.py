"""What a quantity is: a stretch of text, the values it may have, what kind of thing it counts, and its unit."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Values = frozenset[Decimal]
Kind = Literal["count", "ordinal", "fraction", "percent", "money", "measure", "date", "time", "age", "rate", "score"]
Sign = Literal["", "-", "?"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in a text, with its scale words and its unit.

    Attributes:
        form: as it stands in the text: ``12,8 triệu đồng``, ``৩ লাখ ৫০ হাজার``, ``half``.
        start: offset of the form in the text.
        end: offset after the form.
        readings: the values it may be read as; never empty.
        kind: what sort of number it is.
        unit: canonical: ``%``, ``VND``, ``USD``, ``km``, ``m2``, ``kg``, ``°C``, ``year``,
            ``per 10000``; empty for none.
        spelled: written in words only.
        parts: what it is made of: day, month and year of a date, hour and minute of a time, the terms of a sum.
        sign: ``-`` for what is below zero, whose readings are without it; ``?``, only while two texts are compared,
            for what may be: a dash may be a sign, or a fall be meant.
    """

    form: str
    start: int
    end: int
    readings: Values
    kind: Kind
    unit: str
    spelled: bool
    parts: tuple["Quantity", ...] = ()
    sign: Sign = ""

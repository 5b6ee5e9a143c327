"""Figures inside names, which count nothing: H5N1, COVID-19, CO2, F-16, 5G. They are read and matched all the same.

Latin names are known by their capitals, those of other scripts by the names of Latin letters, and by their disease.
"""

import re
from typing import Final

from ..canonical import nfc
from .quantity import Quantity

_WINDOW: Final = 24  # characters before a figure in which its name begins
_BENGALI: Final = "(?:এ|বি|সি|ডি|ই|এফ|জি|এইচ|আই|জে|কে|এল|এম|এন|ও|পি|কিউ|আর|এস|টি|ইউ|ভি|এক্স|ওয়াই|জেড)"
_ARABIC: Final = "(?:إتش|اتش|إن|ان|إف|اف|جي|إيه|إس|ایچ|این|ایف|جی|ایس|بی)"
_COVID: Final = "(?:covid|كوفيد|কোভিড|کووڈ|کوویڈ|کوڈ)"
_BEFORE: Final = re.compile(
    nfc(
        r"(?<![^\W\d_])(?:[A-Z]+|[A-Z][A-Za-z]*[A-Z])[-‑–]?$"
        rf"|(?<![^\W\d_]){_BENGALI}{{1,3}}[-‑–]?$|(?<![^\W\d_]){_ARABIC}[-‑–]?$"
        rf"|(?i:{_COVID})[ \u00a0]?[-‑–]?[ \u00a0]?$"
    )
)
_WHOLE: Final = re.compile(nfc(r"\d(?:[GD]|জি| جی)(?![^\W_])"))


def in_name(text: str, quantity: Quantity) -> bool:
    """Whether *quantity*, of *text*, is a figure of a name and counts nothing."""
    if _WHOLE.match(text, quantity.start):
        return True
    if quantity.kind != "count" or quantity.spelled or quantity.unit or quantity.sign:
        return False
    return bool(_BEFORE.search(text, max(0, quantity.start - _WINDOW), quantity.start))

"""What a string of digits and separators may mean as a number, in the digits of any script. Words are not read here."""

import re
from decimal import Decimal
from typing import Final

from .quantity import Values

DIGITS: Final = re.compile(r"\d+")
# One sign for each use: ' groups, · marks decimals, comma and point do either.
_SEPARATORS: Final = str.maketrans("٬’،٫", "'',·")
_WORDED_ZERO: Final = re.compile(r"^[^\d\s]+(?= )")
_WORDED_POINT: Final = re.compile(r" \S+ ")
_WESTERN: Final = re.compile(r"\d{1,3}(?:\D\d{3})+")
_INDIAN: Final = re.compile(r"\d{1,2}(?:\D\d{2})*\D\d{3}")

# What a comma or a point before exactly three digits means. English, Bengali and Urdu print agrees with itself;
# Vietnamese and Indonesian print mixes in English commas; in Arabic print the comma groups, and the point does either.
_GROUPS_ONLY: Final = {"en": ",", "bn": ",", "ur": ",", "ar": ",", "vi": ".", "id": "."}
_DECIMALS_ONLY: Final = {"en": ".", "bn": ".", "ur": "."}


def readings(form: str, language: str) -> Values:
    """What a string of digits and separators may be, as one number; nothing if it can not be one."""
    form = _WORDED_ZERO.sub("0", form)
    first, *rest = DIGITS.findall(form)
    separators = _WORDED_POINT.sub("·", re.sub(r"\d", "", form)).translate(_SEPARATORS)
    whole = number(first + "".join(rest))
    fraction = number(f"{first}{''.join(rest[:-1])}.{rest[-1]}") if rest else whole
    if separators.strip(" '\u00a0\u2009\u202f") == "":
        return frozenset({whole})
    if len(separators) > 1:
        grouped = _grouped(form) if len(set(separators)) == 1 else False
        mixed = len(set(separators[:-1])) == 1 and separators[-1] not in separators[:-1]
        with_fraction = mixed and _grouped(form[: -len(rest[-1]) - 1])
        return frozenset({whole} if grouped else {fraction} if with_fraction else ())
    if separators == ":":
        return frozenset({fraction, whole})  # 12:00 may be 1200 GMT
    if separators == "·" or not _grouped(form) or number(first) == 0:
        return frozenset({fraction})
    if separators == _GROUPS_ONLY.get(language):
        return frozenset({whole})
    return frozenset({fraction} if separators == _DECIMALS_ONLY.get(language) else {whole, fraction})


def _grouped(form: str) -> bool:
    """True for groups of three digits, or Indian ones of two before a last one of three."""
    return bool(_WESTERN.fullmatch(form) or _INDIAN.fullmatch(form))


def number(form: str) -> Decimal:
    """The value of digits of any script, with at most one point."""
    return Decimal(form)

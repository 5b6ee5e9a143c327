"""Numbers as they stand in running text: digits of any script and number words, joined into what is one number.

Text is cut into terms (digits, numerals, scale words, names of months); neighbouring terms that make one number are a
run: ``৩ লাখ ৫০ হাজার`` is four terms, one run, and 350,000. Units and dates are not read here.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import product
from typing import Final, Literal

from ..words import WORD
from .digits import DIGITS, number, readings
from .idioms import without_idioms
from .lexicon import Entry, Lexicon
from .quantity import Quantity, Values

_ADDRESS: Final = r"(?P<address>(?:https?://|www\.)\S+|\S+@\S+\.\w+)"
_ZERO: Final = "শূন্য|صفر|không|nol|zero"
_POINTS: Final = ("দশমিক", "اعشاریہ", "phẩy", "koma", "فاصلة", "point")
_POINT: Final = f"(?:{'|'.join(_POINTS)})"


def _number(between: str = "") -> str:
    """A pattern for digits and their separators; *between* the groups and the rest comes one form more.

    At most ten groups of 30 digits are a number: longer strings are codes, and are compared piece by piece. The first
    digit stands before all alternatives, so that a search goes from digit to digit.
    """
    return (
        r"\d(?:\d{0,2}(?:[ \u00a0\u2009\u202f]\d{3}){1,9}(?![.,]?\d)"  # 10 000
        r"|\d?:\d{2}(?!\d)"  # 08:30
        rf"{between}|(?<!\bm\d)(?<!\b[kc]m\d)(?<!\bCO\d)\d{{0,29}}(?:[.,٫٬،'’]\d{{1,30}}){{0,9}})"  # not km2, CO2
    )


_DIGITS: Final = f"(?P<digits>{_number()})"
_POINTED: Final = (
    rf"(?P<digits>(?:{_ZERO}) {_POINT} \d{{1,30}}|"  # শূন্য দশমিক ৮
    + _number(rf"|\d{{0,29}} {_POINT} \d{{1,30}}")  # ১ দশমিক ২
    + ")"
)
_WORD: Final = f"(?P<word>{WORD})"


@dataclass(frozen=True, slots=True)
class _Terms:
    """Patterns for the terms of a text: numbers; with words; and with addresses, too, which have no terms."""

    digits: re.Pattern[str]
    words: re.Pattern[str]
    addressed: re.Pattern[str]

    @classmethod
    def of(cls, digits: str) -> "_Terms":
        forms = digits, f"{digits}|{_WORD}", f"{_ADDRESS}|{digits}|{_WORD}"
        return cls(*map(re.compile, forms))


_PLAIN_TERMS: Final = _Terms.of(_DIGITS)
_POINTED_TERMS: Final = _Terms.of(_POINTED)  # slower by far: for texts that have a word for the decimal point
_WORD_GAP: Final = re.compile(r"[ \u00a0\u200c-]?(?:and |a |of a |linh |lẻ )?|[ \u00a0]+")
_DIGIT_GAP: Final = re.compile(r"[ \u00a0]+و?[ \u00a0]*")  # no hyphen: that is a range
HALF: Final = Decimal("0.5")
QUARTERS: Final = frozenset({Decimal("0.25"), Decimal("-0.25")})  # a quarter more, a quarter less than what follows


@dataclass(frozen=True, slots=True)
class Term:
    """A stretch of text with a value. ``room``: what is smaller may be added to it; 1 is no room."""

    start: int
    end: int
    kind: Literal["digits", "numeral", "ordinal", "scale", "scaled", "month"]
    values: Values
    room: Decimal = Decimal(1)
    digits: bool = False
    clear: bool = True
    parts: tuple[Quantity, ...] = ()


Run = list[Term]


def runs(text: str, language: str, lexicon: Lexicon, numerals: Mapping[str, Entry]) -> Iterator[tuple[Run, Run]]:
    """Terms that make a number together: as they stand, and after scale words have multiplied what is before them.

    *numerals* are the words of the text that may be in a number.
    """
    terms: Run = []
    run: Run = []
    for term in _terms(text, language, lexicon, numerals):
        if run and not _joins(run[-1], term, text[run[-1].end : term.start], lexicon):
            yield terms, run
            terms, run = [], []
        terms.append(term)
        run = _absorb(run, term)
    if run:
        yield terms, run


def total(run: Run) -> Values:
    """The values that the terms of a run may add up to."""
    if len(run) == 1:
        return run[0].values
    return frozenset(sum(combination, Decimal(0)) for combination in product(*(term.values for term in run)))


def _terms(text: str, language: str, lexicon: Lexicon, numerals: Mapping[str, Entry]) -> Iterator[Term]:
    """Digits, numerals, scale words and months, in order."""
    text = without_idioms(text, language) if numerals else text
    addressed = "@" in text or "://" in text or "www." in text
    terms = _POINTED_TERMS if any(map(text.__contains__, _POINTS)) else _PLAIN_TERMS
    for match in (terms.addressed if addressed else terms.words if numerals else terms.digits).finditer(text):
        if match.lastgroup == "word":
            entry = numerals.get(match[0])
            if entry:
                (value, *_) = entry.values
                room = Decimal(1) if entry.kind == "month" else _room(value, lexicon, entry.kind, match[0])
                yield Term(match.start(), match.end(), entry.kind, entry.values, room, clear=entry.clear)
        elif match.lastgroup == "digits":
            start, end = match.span()
            yield from _read(match[0], start, language, lexicon, text[end : end + 2])


def _joins(last: Term, term: Term, gap: str, lexicon: Lexicon) -> bool:
    """Whether *term* goes on with the number that ends in *last*."""
    if "month" in (last.kind, term.kind):
        return False
    size = max(term.values)
    if term.kind == "scale":
        return _smaller(last, size) and bool(_WORD_GAP.fullmatch(gap))
    if max(last.values) < 1 and max(last.values) and last.kind == "numeral":  # half past: সাড়ে ৩ is 3.5
        return bool(_WORD_GAP.fullmatch(gap)) and all(value % 1 == 0 for value in term.values)
    if term.kind == "digits":
        return last.kind == "scaled" and size < last.room and bool(_DIGIT_GAP.fullmatch(gap))
    if last.digits and not (last.kind == "scaled" and size == HALF):  # three million and a half
        return False
    tens_after_units = lexicon.units_first and max(last.values) < 10 <= size < 100
    fits = size < last.room and (size > 0 or last.room > 1)  # “bảy không” is no number, “nghìn không trăm” is
    return (fits or tens_after_units) and bool(_WORD_GAP.fullmatch(gap))


def _absorb(run: Run, term: Term) -> Run:
    """Add *term* to the run: a scale multiplies all smaller terms at its end, a half after a scale is half of it."""
    (value, *_) = term.values
    if term.kind != "scale":
        if run and run[-1].kind in ("scale", "scaled") and value == HALF:
            term = replace(term, values=frozenset({run[-1].room / 2}))
        return [*run, term]
    cut = len(run)
    while cut and _smaller(run[cut - 1], value):
        cut -= 1
    if cut == len(run):
        return [*run, term]
    quarter = len(run) - cut == 1 and run[cut].values <= QUARTERS  # সোয়া লাখ is 1.25 lakh
    scaled = frozenset((whole + quarter) * value for whole in total(run[cut:]))
    digits = any(part.digits for part in run[cut:])
    return [*run[:cut], Term(run[cut].start, term.end, "scaled", scaled, term.room, digits)]


def _smaller(term: Term, scale: Decimal) -> bool:
    """Whether *scale* multiplies *term*: its own scale is what counts, so 312 lakh crore is one number."""
    return (term.room if term.kind == "scaled" else max(term.values)) < scale


def _room(value: Decimal, lexicon: Lexicon, kind: str, word: str) -> Decimal:
    """Largest power of ten that divides a numeral: after twenty there is room for a unit, after three for a half.

    Nothing is added to a Bengali locative: ১০ হাজারে ১৯ is 19 in 10,000.
    """
    if kind == "scale":
        return Decimal(1) if word.endswith("ে") else value
    if lexicon.one_word and value < 100:
        return Decimal(0)
    room = Decimal(1)
    while value >= 10 and value % (room * 10) == 0:
        room *= 10
    return Decimal(1) if lexicon.units_first and room == 10 else room


def _read(form: str, start: int, language: str, lexicon: Lexicon, after: str) -> Iterator[Term]:
    """A string of digits and separators as one number; or as several, where it is a date or a version."""
    spans = [
        (start + match.start(), start + match.end(), frozenset({number(match[0])})) for match in DIGITS.finditer(form)
    ]
    values = spans[0][2] if spans[0][:2] == (start, start + len(form)) else readings(form, language)
    if not values:
        yield from (Term(*span[:2], "digits", span[2], digits=True) for span in spans)
        return
    if after[:1] in ("k", "K", "m", "M") and not after[1:].isalpha():
        values |= {value * (1000 if after[0] in "kK" else 10**6) for value in values}
    values = frozenset(value * scale for value in values for scale in lexicon.any_scale)
    pieces = tuple(piece(form, start, *span) for span in spans) if len(spans) > 1 else ()
    yield Term(start, start + len(form), "digits", values, digits=True, parts=pieces)


def piece(form: str, offset: int, start: int, end: int, values: Values) -> Quantity:
    """A part of a number as a count; *form* begins at *offset* in the text."""
    return Quantity(form[start - offset : end - offset], start, end, values, "count", "", spelled=False)

"""Numbers in running text: digits of any script, number words, and the quantities that they make together.

Text is cut into terms (digits, numerals, scale words); neighbouring terms join into one quantity, which carries every
value that it may be read as. ``1.268`` in Arabic print is 1268 or 1.268; ``৩ লাখ ৫০ হাজার`` is 350,000. Units are not
read.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise, product
from typing import Final, Literal

from .digits import DIGITS, Values, number, readings
from .lexicon import Lexicon
from .number_words import LEXICONS, UNKNOWN
from .pair import WORD, words

# At most ten groups of 30 digits a number: longer strings are codes, and are compared piece by piece.
_TERM: Final = re.compile(
    r"(?P<digits>\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3}){1,9}(?![.,]?\d)"  # 10 000
    r"|\d{1,2}:\d{2}(?!\d)"  # 08:30
    r"|\d{1,30} (?:দশমিক|اعشاریہ|phẩy|koma|فاصلة|point) \d{1,30}"  # ১ দশমিক ২
    r"|(?<!\bm)(?<!\b[kc]m)(?<!\bCO)\d{1,30}(?:[.,٫٬،'’]\d{1,30}){0,9})"  # but for km2 and CO2
    rf"|(?P<word>{WORD})"
)
_WORD_GAP: Final = re.compile(r"[ \u00a0\u200c-]?(?:and |a |of a |linh |lẻ )?|[ \u00a0]+")
_DIGIT_GAP: Final = re.compile(r"[ \u00a0]+و?[ \u00a0]*")  # no hyphen: that is a range
_RANGE: Final = re.compile(
    r"\s*[-–—~]\s*|\s+(?:to|and|or|đến|tới|hoặc|hay|hingga|sampai|dan|atau|إلى|الى|أو|থেকে|ও|বা|سے|تا|اور|یا)\s+|\s+و\s*"
)
_ROMAN: Final = re.compile(r"(?=[IVX])(X{0,3})(IX|IV|V?I{0,3})")
_ROMAN_UNITS: Final = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
_HALF: Final = Decimal("0.5")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number written with digits.

    Attributes:
        form: as it stands in the text, with its scale words.
        readings: the values it may have; never empty.
        parts: what it falls apart into where the other side writes it in pieces (``8:30`` as 8 and 30).
    """

    form: str
    readings: Values
    parts: tuple["Quantity", ...] = ()


@dataclass(frozen=True, slots=True)
class _Term:
    """A stretch of text with a value. ``room``: what is smaller may be added to it; 1 is no room."""

    start: int
    end: int
    kind: Literal["digits", "numeral", "scale", "scaled"]
    values: Values
    room: Decimal = Decimal(1)
    digits: bool = False
    parts: tuple[Quantity, ...] = ()


def quantities(text: str, language: str) -> list[Quantity]:
    """The numbers that *text* writes with digits, in order."""
    lexicon = LEXICONS.get(language, UNKNOWN)
    runs = [run for _, run in _runs(text, language, lexicon) if any(term.digits for term in run)]
    found = [_quantity(text, run) for run in runs]
    for index, (run, following) in enumerate(pairwise(runs)):
        if run[-1].kind == "digits" and _RANGE.fullmatch(text, run[-1].end, following[0].start):
            found[index : index + 2] = _range(found[index], found[index + 1], following[0].room)
    late = _late(text, lexicon)
    return [_in_context(quantity, late) for quantity in found]


def months(text: str, language: str) -> list[Quantity]:
    """The months that *text* names, each once: Arabic print says يونيو/حزيران."""
    lexicon = LEXICONS.get(language, UNKNOWN)
    found: dict[Decimal, Quantity] = {}
    for word in words(text):
        for stem in lexicon.all_stems(word):
            if stem in lexicon.months and not word.islower():
                value = lexicon.months[stem]
                found.setdefault(value, Quantity(word, frozenset({value})))
    return list(found.values())


def spelled(text: str, language: str) -> Values:
    """Every value that the words of *text* may stand for: more than it means, so only good to excuse a number."""
    lexicon = LEXICONS.get(language, UNKNOWN)
    found = set(lexicon.unseen)
    for terms, run in _runs(text, language, lexicon):
        if not any(term.digits for term in run):
            found.update(*(term.values for term in (*terms, *run)), _total(run))
    for word in words(text):
        for stem in lexicon.all_stems(word):
            found |= lexicon.asides.get(stem, frozenset())
            found |= frozenset() if word.islower() else lexicon.names.get(stem, frozenset())
        found |= _roman(word)
    return _by_convention(frozenset(found), _late(text, lexicon))


def _range(first: Quantity, last: Quantity, scale: Decimal) -> tuple[Quantity, Quantity]:
    """Share what only one end of a range says: the scale of 5 to 10 million, the century of 2019-20."""
    centuries = {value // 100 * 100 for value in first.readings if 1000 <= value < 2100}
    years = {century + value for century in centuries for value in last.readings if 10 <= value < 100}
    scaled = {value * scale for value in first.readings}
    return replace(first, readings=first.readings | scaled), replace(last, readings=last.readings | years)


def _runs(text: str, language: str, lexicon: Lexicon) -> Iterator[tuple[list[_Term], list[_Term]]]:
    """Terms that make a number together: as they stand, and after scale words have multiplied what is before them."""
    terms: list[_Term] = []
    run: list[_Term] = []
    for term in _terms(text, language, lexicon):
        if run and not _joins(run[-1], term, text[run[-1].end : term.start], lexicon):
            yield terms, run
            terms, run = [], []
        terms.append(term)
        run = _absorb(run, term)
    if run:
        yield terms, run


def _terms(text: str, language: str, lexicon: Lexicon) -> Iterator[_Term]:
    """Digits, numerals and scale words, in order."""
    for match in _TERM.finditer(text):
        start, end = match.span()
        if match["digits"]:
            yield from _read(match[0], start, language, lexicon, text[end : end + 2])
            continue
        word = match[0]
        scale = next((lexicon.scales[stem] for stem in lexicon.stems(word) if stem in lexicon.scales), None)
        numeral = next((lexicon.numerals[stem] for stem in lexicon.all_stems(word) if stem in lexicon.numerals), None)
        if scale is not None:
            yield _Term(start, end, "scale", frozenset({scale}), scale)
        elif numeral is not None:
            yield _Term(start, end, "numeral", frozenset({numeral}), _room(numeral, lexicon))


def _joins(last: _Term, term: _Term, gap: str, lexicon: Lexicon) -> bool:
    """Whether *term* goes on with the number that ends in *last*."""
    size = max(term.values)
    if term.kind == "scale":
        return max(last.values) < size and bool(_WORD_GAP.fullmatch(gap))
    if max(last.values) < 1 and last.kind == "numeral":  # half past: সাড়ে ৩ is 3.5
        return bool(_WORD_GAP.fullmatch(gap))
    if term.kind == "digits":
        return last.kind == "scaled" and size < last.room and bool(_DIGIT_GAP.fullmatch(gap))
    if last.digits and not (last.kind == "scaled" and size == _HALF):  # three million and a half
        return False
    tens_after_units = lexicon.units_first and max(last.values) < 10 <= size < 100
    return (size < last.room or tens_after_units) and bool(_WORD_GAP.fullmatch(gap))


def _absorb(run: list[_Term], term: _Term) -> list[_Term]:
    """Add *term* to the run: a scale multiplies all smaller terms at its end, a half after a scale is half of it."""
    (value, *_) = term.values
    if term.kind != "scale":
        if run and run[-1].kind in ("scale", "scaled") and value == _HALF:
            term = replace(term, values=frozenset({run[-1].room / 2}))
        return [*run, term]
    cut = len(run)
    while cut and max(run[cut - 1].values) < value:
        cut -= 1
    if cut == len(run):
        return [*run, term]
    scaled = frozenset(total * value for total in _total(run[cut:]))
    digits = any(part.digits for part in run[cut:])
    return [*run[:cut], _Term(run[cut].start, term.end, "scaled", scaled, value, digits)]


def _total(run: list[_Term]) -> Values:
    return frozenset(sum(combination, Decimal(0)) for combination in product(*(term.values for term in run)))


def _quantity(text: str, run: list[_Term]) -> Quantity:
    form = text[run[0].start : run[-1].end]
    if len(run) == 1:
        return Quantity(form, run[0].values, run[0].parts)
    values, parts = _total(run), [Quantity(text[t.start : t.end], t.values) for t in run]
    if run[0].values == {_HALF}:  # সাড়ে ৪ is also half past four
        values |= {value - _HALF + Decimal("0.30") for value in values}
        parts[0] = replace(parts[0], readings=frozenset({_HALF, Decimal(30)}))
    return Quantity(form, values, tuple(parts))


def _room(value: Decimal, lexicon: Lexicon) -> Decimal:
    """Largest power of ten that divides a numeral: after twenty there is room for a unit, after three for nothing."""
    room = Decimal(1)
    while value >= 10 and value % (room * 10) == 0:
        room *= 10
    return Decimal(1) if lexicon.units_first and room == 10 else room


def _read(form: str, start: int, language: str, lexicon: Lexicon, after: str) -> Iterator[_Term]:
    """A string of digits and separators as one number; or as several, where it is a date or a version."""
    pieces = [Quantity(m[0], frozenset({number(m[0])})) for m in DIGITS.finditer(form)]
    values = readings(form, language)
    if not values:
        for match, piece in zip(DIGITS.finditer(form), pieces, strict=True):
            yield _Term(start + match.start(), start + match.end(), "digits", piece.readings, digits=True)
        return
    if after[:1] in ("k", "K", "m", "M") and not after[1:].isalpha():
        values |= {value * (1000 if after[0] in "kK" else 10**6) for value in values}
    values = frozenset(value * scale for value in values for scale in lexicon.any_scale)
    yield _Term(start, start + len(form), "digits", values, digits=True, parts=tuple(pieces) if len(pieces) > 1 else ())


def _in_context(quantity: Quantity, late: bool) -> Quantity:
    values = _by_convention(quantity.readings, late)
    return replace(quantity, readings=values, parts=tuple(_in_context(part, late) for part in quantity.parts))


def _by_convention(values: Values, late: bool) -> Values:
    """Add what a number also means: the 90s are the 1990s, and 3 o'clock in the afternoon is 15 o'clock."""
    decades = {value + 1900 for value in values if 20 <= value < 100 and value % 10 == 0}
    hours = {value + 12 for value in values if late and 1 <= value < 12}
    return values | decades | hours


def _late(text: str, lexicon: Lexicon) -> bool:
    """Whether *text* speaks of the afternoon, evening or night."""
    return any(not lexicon.afternoon.isdisjoint(lexicon.all_stems(word)) for word in words(text))


def _roman(word: str) -> Values:
    """The value of a Roman numeral up to 39, such as a century or a quarter."""
    if match := _ROMAN.fullmatch(word):
        return frozenset({Decimal(len(match[1]) * 10 + _ROMAN_UNITS.index(match[2]))})
    return frozenset()

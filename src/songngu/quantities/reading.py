"""All quantities of a text, in order, with their units: numbers first, then what they are numbers of.

The text is taken as NFC. What a word alone may also stand for, from weekdays to *both*, is no quantity, but kept as a
hint that may excuse a number of the other language.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import Final

from ..words import words
from .compounds import pairs, ranges, rates, share_scale
from .dates import MONTH_BEFORE, dates, year
from .digits import DIGITS
from .fractions import fractions
from .idioms import sayings, struck
from .lexicon import NOTHING, Entry, Lexicon, meaning
from .number_words import LEXICONS, UNKNOWN
from .quantity import Quantity, Values
from .signs import signed
from .terms import HALF, QUARTERS, Run, Term, piece, runs, total
from .times import times
from .units import with_unit

# What makes a month of a word that may be another: in May, في مارس, মার্চ মাসে.
_MONTH_BEFORE: Final = re.compile(
    r"\b(?:in|since|by|until|last|next|this|early|late|mid|في|منذ|شهر|حتى)[ -]$", re.IGNORECASE
)
_MONTH_AFTER: Final = re.compile(r" (?:মাস|থেকে|میں|سے|تک)")
_ARTICLE: Final = re.compile(r"\b[aA] $")
_GROUPED: Final = re.compile(r"\d+(?:[^\d:\s]\d+)+")
_DECADE: Final = re.compile(r"['’]?s\b|-an\b|[- ]?(?:এর|র)? ?দশক| کی دہائی|ء کی دہائی")
_CENTURY_AFTER_DECADE: Final = re.compile(r"(\w+ينيات)(?: و\w+ينيات)? القرن $")
_DECADE_BEFORE: Final = re.compile(r"(?:thập niên|thập kỷ|những năm|dekade|era) $")


@dataclass(frozen=True, slots=True)
class Reading:
    """The quantities of a text, and every value that its words may stand for besides."""

    quantities: tuple[Quantity, ...]
    hints: Values


def quantities(text: str, language: str) -> list[Quantity]:
    """All quantities of *text* (NFC), in order: in digits, in words, and names of months.

    The number one in words is left out, as in most languages it is an article, and so are words that are mostly no
    numbers (Vietnamese *năm*, *tư*). A language without tables has its digits read, and signs such as % and $.
    """
    return list(read(text, language).quantities)


@lru_cache(maxsize=1 << 10)  # a sentence is compared with each of its translations
def read(text: str, language: str) -> Reading:
    """The quantities and the hints of *text*."""
    lexicon = LEXICONS.get(language, UNKNOWN)
    said = {word: what for word in set(words(text)) if (what := meaning(lexicon, word)) is not NOTHING}
    late = any(what.late for what in said.values())
    hints = lexicon.unseen.union(sayings(text, language), *(what.values for what in said.values()))
    found: list[Quantity] = []
    numerals = {word: what.entry for word, what in said.items() if what.entry}
    if numerals:
        hints = hints.union(
            *(numerals[word].values for form in struck(text, language) for word in words(form) if word in numerals)
        )
    if numerals or DIGITS.search(text):
        found, more = _combined(text, language, lexicon, late, numerals)
        hints = hints | more
    hints = hints | {value + 1900 for value in hints if 20 <= value < 100 and value % 10 == 0}
    if late:
        hints = hints | {value + 12 for value in hints if 1 <= value < 12}
    parts = tuple(fractions(text, language))
    hints = hints.union(*(numbers for _, numbers in parts))
    return Reading(tuple(_with_fractions(found, (part for part, _ in parts))), hints)


def _combined(
    text: str, language: str, lexicon: Lexicon, late: bool, numerals: Mapping[str, Entry]
) -> tuple[list[Quantity], Values]:
    """Numbers with their units, as dates, times, rates and ranges; and all values that words among them may have."""
    found, doubtful, hints = _numbers(text, language, lexicon, numerals)
    found = dates(text, found, language)
    found = times(text, found, language, late)
    found = pairs(text, found)
    found = [with_unit(text, _whole(q), language) if q.kind in ("count", "ordinal", "fraction") else q for q in found]
    found = rates(text, found, language)
    found = ranges(text, [_decade(text, year(text, q, language)) for q in found])
    return [q for q in signed(text, found, language) if not _is_doubtful(q, doubtful)], hints


def _numbers(
    text: str, language: str, lexicon: Lexicon, numerals: Mapping[str, Entry]
) -> tuple[list[Quantity], frozenset[int], Values]:
    """Numbers and months, the starts of those that may be other words, and all values that words may stand for."""
    found: list[Quantity] = []
    doubtful: set[int] = set()
    hints: set[Decimal] = set()
    for terms, run in runs(text, language, lexicon, numerals):
        quantity = _quantity(text, _without_years(text, run, language))
        if found and lexicon.one_word and _said_twice(text, found[-1], terms[0]):
            found.pop()
        if found and run[0].digits and not found[-1].spelled:
            found[-1], quantity = share_scale(text, found[-1], quantity, run[0].room)
        if quantity.spelled:
            hints.update(quantity.readings, *(term.values for term in (*terms, *run)))
            if _is_year_word(text, quantity, language):
                continue
            if _may_be_no_number(text, terms):
                doubtful.add(quantity.start)
        found.append(quantity)
    return found, frozenset(doubtful), frozenset(hints)


def _said_twice(text: str, last: Quantity, term: Term) -> bool:
    """Whether *last* is said again: پانچ پانچ ہزار, 18، 18 نشستیں are 5,000 and 18 for each."""
    again = text[term.start : term.end] == last.form
    return again and text[last.end : term.start] in (" ", "، ", ", ")


def _quantity(text: str, run: Run) -> Quantity:
    """A run as a count, an ordinal or a month."""
    start, end = run[0].start, run[-1].end
    spelled = not any(term.digits for term in run)
    own_parts = run[0].parts if len(run) == 1 else ()
    whole = Quantity(text[start:end], start, end, total(run), "count", "", spelled, own_parts)
    if run[0].kind == "month":
        return replace(whole, kind="date", unit="month")
    if any(term.kind == "ordinal" for term in run):
        whole = replace(whole, kind="ordinal")
    if len(run) == 1:
        return whole
    parts = [replace(piece(text, 0, term.start, term.end, term.values), spelled=not term.digits) for term in run]
    if run[0].values <= {HALF, *QUARTERS} and max(whole.readings) < 13:  # সাড়ে ৪ is also half past four
        minutes = {60 * (value % 1) for value in whole.readings}
        clock = {value // 1 + 60 * (value % 1) / 100 for value in whole.readings}
        whole = replace(whole, readings=whole.readings | clock)
        parts[0] = replace(parts[0], readings=run[0].values | minutes)
    return replace(whole, parts=tuple(parts))


def _without_years(text: str, run: Run, language: str) -> Run:
    """A Vietnamese run without *năm* where it is year: after ten, a scale word or half, as five is *lăm* there."""
    if language != "vi" or len(run) < 2 or 1 <= max(run[-2].values) < 10:
        return run
    (last, before) = run[-1], run[-2]
    year = text[last.start : last.end].lower() == "năm" and text[before.end : last.start] == " "
    return run[:-1] if year else run


def _is_year_word(text: str, quantity: Quantity, language: str) -> bool:
    """Whether *quantity* is Vietnamese *năm* alone, which is five in the name of a month, and else mostly year."""
    named = MONTH_BEFORE.search(text, max(0, quantity.start - 12), quantity.start)
    return language == "vi" and quantity.form.lower() == "năm" and not named


def _may_be_no_number(text: str, terms: Run) -> bool:
    """True for an article, scale words alone, and a word that is mostly something else, or a name."""
    first = terms[0]
    if all(term.kind == "scale" for term in terms):
        return not _ARTICLE.search(text, max(0, first.start - 3), first.start)
    if len(terms) > 1:
        return False
    if first.kind == "month" and (
        _MONTH_BEFORE.search(text, max(0, first.start - 8), first.start) or _MONTH_AFTER.match(text, first.end)
    ):
        return False
    capital = text[first.start].isupper() and text[first.start - 1 : first.start] == " "
    name = (
        capital
        and first.kind in ("numeral", "ordinal")
        and text[first.start - 2 : first.start - 1] not in (".", "?", "!", ":")
    )
    return not first.clear or name or (first.kind == "numeral" and max(first.values) in (0, 1))


def _is_doubtful(quantity: Quantity, doubtful: frozenset[int]) -> bool:
    """Whether a word that may be no number still stands alone."""
    if quantity.kind == "percent":
        return False
    return quantity.start in doubtful and quantity.spelled and (quantity.kind != "date" or not quantity.parts)


def _with_fractions(found: Sequence[Quantity], parts: Iterable[Quantity]) -> list[Quantity]:
    """Put the fractions in the place of the numbers that they are made of; ``half a million`` stays a number."""
    made = list(found)
    for part in parts:
        first = bisect_left(made, part.start + 1, key=lambda quantity: quantity.end)
        last = bisect_left(made, part.end, key=lambda quantity: quantity.start)
        if all(part.start <= quantity.start and quantity.end <= part.end for quantity in made[first:last]):
            made[first:last] = [part]
    return made


def _whole(quantity: Quantity) -> Quantity:
    """*quantity* without its groups of digits, which mean nothing apart once it is no time of day."""
    return (
        replace(quantity, parts=())
        if quantity.kind == "count" and quantity.parts and _GROUPED.fullmatch(quantity.form)
        else quantity
    )


def _decade(text: str, quantity: Quantity) -> Quantity:
    """Read the 90s as the 1990s, too, and a century after its decade as the first year of that."""
    if quantity.spelled and (named := _CENTURY_AFTER_DECADE.search(text, max(0, quantity.start - 40), quantity.start)):
        decade = meaning(LEXICONS["ar"], named[1]).values
        years = {(century - 1) * 100 + value for century in quantity.readings for value in decade}
        return replace(quantity, readings=quantity.readings | years)
    (value, *more) = quantity.readings
    if more or quantity.kind not in ("count", "date") or not 20 <= value < 100 or value % 10:
        return quantity
    before = _DECADE_BEFORE.search(text, max(0, quantity.start - 12), quantity.start)
    if before or _DECADE.match(text, quantity.end):
        return replace(quantity, readings=frozenset({value, value + 1900}))
    return quantity

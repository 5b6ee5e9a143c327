"""What a sentence of a brief says that its evidence does not: figures, names, quotations, “not”, “rises”.

Both are in one language: the evidence as the translation has it. So this is stricter than ``checks``, which compare two
languages: a figure has to be there with its unit, a name in the same letters, and those of one sentence in the same
order. What words stand for is not understood: who did what to whom is not seen where the order is kept.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from ..canonical import nfc
from ..checks.addresses import addresses
from ..checks.loops import looped
from ..checks.pair import Pair
from ..checks.script import foreign_letters, wrong_script
from ..languages import ascii_digits
from ..names.matching import Other
from ..names.mentions import Mention, common, mentions
from ..quantities import Quantity
from ..quantities.reading import read
from .polarity import polarity

_LONGEST: Final = 600  # characters; several times as many as a sentence of news has
_NO_TEXT: Final = frozenset({"Cc", "Cs", "Co"})  # controls, halves of surrogates, private use
_SMALLEST_IN_WORDS: Final = 2  # “one” and “two” may be articles, duals, “both”
_DIGITS: Final = re.compile(r"\d+")
_CODE: Final = re.compile(r"\w*(?:\d[^\W\d]|[^\W\d]\d)\w*")  # H5N1, B12
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_POSSESSIVE: Final = re.compile("['’]s?$")
_OPENING: Final = "“\"‘'«(:–—-"
_QUOTED: Final = re.compile('“([^“”]+)”|"([^"]+)"|«([^«»]+)»')
Fault = Callable[[str, Sequence[str], str], Iterator[str]]


def faults(text: str, evidence: Sequence[str], language: str) -> list[str]:
    """What is wrong with *text*, as ``kind: detail``; empty if it says nothing that its evidence does not.

    Args:
        text: a sentence of a brief, NFC, as all texts here.
        evidence: sentences in the same language, the one that it rests on most first; at least one.
    """
    if len(text) > _LONGEST:
        return [f"length: {len(text)} characters"]
    if any(unicodedata.category(character) in _NO_TEXT for character in text):
        return ["form: what cannot be printed"]
    return [fault for find in _ALL for fault in find(text, evidence, language)]


def _form(text: str, evidence: Sequence[str], language: str) -> Iterator[str]:
    """Another language, a loop, an address that is not in the evidence."""
    whole = Pair(" ".join(evidence), text, language, language)
    yield from wrong_script(whole) or foreign_letters(whole)
    yield from looped(whole)
    yield from addresses(Pair(text, whole.text, language, language))


def _figures(text: str, evidence: Sequence[str], language: str) -> Iterator[str]:
    """Numbers that the evidence lacks, or has of another kind or unit; signs and codes with digits as they stand."""
    joined = " … ".join(evidence)
    found = read(joined, language)
    mine = read(text, language).quantities
    for quantity in mine:
        small = quantity.spelled and max(quantity.readings) <= _SMALLEST_IN_WORDS
        if not _among(found.quantities, quantity) and not (small and not quantity.readings.isdisjoint(found.hints)):
            yield f"figures: {quantity.form}"
    digits, codes = ascii_digits(text), _codes(joined)
    inside = {place for quantity in mine for place in range(quantity.start, quantity.end)}
    known = set(_DIGITS.findall(ascii_digits(joined)))
    yield from (
        f"figures: {run[0]}"
        for run in _DIGITS.finditer(digits)
        if not inside.issuperset(range(*run.span())) and run[0] not in known
    )
    yield from (f"figures: {code}" for code in _codes(text) - codes)
    yield from (f"figures: {c}" for c in text if c.isnumeric() and not c.isdecimal() and c not in joined)


def _states(whole: Quantity, quantity: Quantity) -> bool:
    """Whether *whole* says what *quantity* says, or says it and more: 12 March 2024 and 12 March."""
    if _same(whole, quantity) or any(_same(part, quantity) for part in whole.parts if whole.kind == "date"):
        return True
    left = list(whole.parts)
    for part in quantity.parts:
        own = next((own for own in left if _same(own, part)), None)
        if own is None:
            return False
        left.remove(own)
    return bool(quantity.parts)


def _same(one: Quantity, two: Quantity) -> bool:
    alike = (one.kind, one.unit, one.sign) == (two.kind, two.unit, two.sign)
    return alike and not one.readings.isdisjoint(two.readings)


def _codes(text: str) -> set[str]:
    return {code.casefold() for code in _CODE.findall(text)}


def _names(text: str, evidence: Sequence[str], language: str) -> Iterator[str]:
    """Names, and all other words with a capital, that the evidence does not have; Vietnamese names whole."""
    joined = " … ".join(evidence)
    capital = {word.casefold() for word in _words(joined) if not word.islower()}
    plain = {word.casefold() for word in _words(joined)}
    other = Other(joined, language)
    named = mentions(text, language)
    for mention in named:
        if not _mentioned(mention, joined, capital, other, language):
            yield f"names: {mention.text}"
    spans = {place for mention in named for place in range(mention.start, mention.start + len(mention.text))}
    for match in _WORD.finditer(text):
        word = _POSSESSIVE.sub("", match[0])
        if match.start() in spans or word.islower() or not any(map(str.isupper, word)):
            continue
        small, usual = word.casefold(), common(language)
        opens = text[: match.start()].rstrip()[-1:] in ("", *_OPENING)
        # In Vietnamese nearly every syllable of a name is also a word.
        said = small in capital or (language != "vi" and small in usual and small in plain)
        if not said and not (opens and (small in usual or not usual)):
            yield f"names: {word}"


def _mentioned(mention: Mention, joined: str, capital: set[str], other: Other, language: str) -> bool:
    if any(entry in other.entries for entry in mention.entries):
        return True
    if language == "vi" or not any(map(str.isupper, mention.text)):  # châu Phi; syllables alone say nothing
        return re.search(rf"(?<!\w){re.escape(mention.text)}(?![^\W\d])", joined) is not None
    return all(word.casefold() in capital for word in _words(mention.text) if not word.islower())


def _words(text: str) -> list[str]:
    return [_POSSESSIVE.sub("", word) for word in _WORD.findall(text)]


def _order(text: str, evidence: Sequence[str], language: str) -> Iterator[str]:
    """Figures, or names, of one sentence of the evidence in another order: they may have changed places."""
    figures = [quantity for quantity in read(text, language).quantities if not quantity.spelled]
    for part in evidence:
        others = [other for other in evidence if other is not part]
        own = read(part, language).quantities
        elsewhere = [quantity for other in others for quantity in read(other, language).quantities]
        here = iter(own)
        for quantity in figures:
            if _among(own, quantity) and not _among(elsewhere, quantity) and not _among(here, quantity):
                yield f"order: {quantity.form}"
        at = 0
        for name in _named(text, part, language):
            if not any(name in other for other in others):
                at = part.find(name, at) + 1
                if not at:
                    yield f"order: {name}"
                    break


def _named(text: str, part: str, language: str) -> list[str]:
    """The names that both texts have, in the order of *text*; one may be known as a name in one of them only."""
    known = {mention.text for side in (text, part) for mention in mentions(side, language)}
    shared = [name for name in known if name in part]
    places = [(match.start(), -len(name), name) for name in shared for match in re.finditer(re.escape(name), text)]
    return [name for _, _, name in sorted(places)]


def _among(found: Iterable[Quantity], quantity: Quantity) -> bool:
    """Whether one of *found* states it; of an iterator, those up to that one are taken."""
    return any(_states(other, quantity) for other in found)


def _quotations(text: str, evidence: Sequence[str], language: str) -> Iterator[str]:  # noqa: ARG001
    """What stands in quotation marks, word for word."""
    known = _plain(" ".join(evidence))
    for match in _QUOTED.finditer(text):
        quoted = next(filter(None, match.groups()))
        if _plain(quoted) not in known:
            yield f"quotation: {quoted}"


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", nfc(text).casefold()))


_ALL: Final[tuple[Fault, ...]] = (_form, _figures, _names, _order, _quotations, polarity)

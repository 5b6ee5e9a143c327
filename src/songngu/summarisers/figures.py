"""The key figures of a brief: quantities that the source and every translation have, each with the words around it.

An item is a piece of the rendering, cut at white space, with one quantity and no part of another; so it says nothing
that its evidence does not. A quantity that one language lacks, or whose piece reads otherwise than the sentence, is
left out in all: the lines of all languages have the same figures.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from ..canonical import nfc
from ..names.mentions import mentions
from ..quantities import Quantity, compare, in_name, quantities
from ..types import Record, Sentence

# From the most telling kind to the least; ordinals, dates and times say little by themselves.
_KINDS: Final = ("rate", "percent", "money", "count", "measure", "fraction", "score", "age")
_MOST: Final = 4  # items of a line
_BEFORE: Final = 5  # words of a piece before the quantity
_AFTER: Final = 5
_WORD: Final = re.compile(r"\S+")
_STOP: Final = re.compile(r"[,;:.?!…()\[\]“”\"«»،؛؟।۔|]|\s(?:[-–—]|and|or|but|while|which|và|hoặc|nhưng|còn)\s")
_RANGE: Final = re.compile(r"\s?(?:[-–]|to|đến|tới)\s?")
# Words that a piece should not begin or end with.
_LOOSE: Final = {
    "en": frozenset(
        "a an the of in on at to for from by with and or but as that which who is are was were be been has have had "
        "will would than into its their his her this these those it they he she we our so also not no between".split()
    ),
    "vi": frozenset(
        "của và với cho từ tại ở trong trên dưới là được bị đã đang sẽ có các những một này đó để do bởi vì mà nhưng "
        "hoặc theo về đến tới ra vào cùng như khi thì cũng còn không trước sau".split()
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Item:
    """A quantity of one segment: by target its form, and the words around it; none if they are not good everywhere."""

    segment: int
    kind: str
    forms: Mapping[str, str]
    pieces: Mapping[str, str]


def figures(found: Sequence[Item], language: str) -> tuple[Sentence, ...]:
    """The most telling of the quantities *found*, in their order, as *language* has them."""
    found = [item for item in found if item.pieces and item.kind in _KINDS]
    kept = sorted(sorted(range(len(found)), key=lambda n: _KINDS.index(found[n].kind))[:_MOST])
    return tuple(Sentence(found[n].pieces[language], (found[n].segment,)) for n in kept)


def items(record: Record, chosen: Sequence[int]) -> list[Item]:
    """The quantities of the segments *chosen* that stand alike in the source and in every translation."""
    return [item for n in chosen for item in _items(record, n)]


def _items(record: Record, n: int) -> Iterator[Item]:
    segment = record.segments[n]
    source, text = record.lines[segment.line].language or record.language, nfc(segment.text)
    columns = {
        target: _column(text, source, nfc(translation.renderings[n].text), target)
        for target, translation in record.translations.items()
        if translation.renderings[n].verdict != "untranslated"
    }
    if len(columns) < len(record.translations):
        return
    for i, quantity in enumerate(quantities(text, source)):
        if not quantity.spelled and all(i in column for column in columns.values()):
            forms = {target: column[i][0] for target, column in columns.items()}
            pieces = {target: column[i][1] for target, column in columns.items()}
            alike = len({len(quantities(piece, target)) for target, piece in pieces.items()}) == 1
            yield Item(n, quantity.kind, forms, pieces if alike and all(pieces.values()) else {})


def _column(text: str, source: str, rendering: str, target: str) -> dict[int, tuple[str, str]]:
    """Quantities of *text*, by their index, that *rendering* has whole → form there, and the piece that has it."""
    if text == rendering:
        found = quantities(text, target)
        return {i: (found[i].form, _piece(rendering, target, found, i)) for i in range(len(found))}
    _, returned, matching = compare(text, source, rendering, target)
    broken = {*matching.missing}, {*matching.added}
    partners: dict[int, set[int]] = {}
    owners: dict[int, set[int]] = {}
    for i, j in matching.pairs:
        partners.setdefault(i, set()).add(j)
        owners.setdefault(j, set()).add(i)
    return {
        i: (returned[min(js)].form, _piece(rendering, target, returned, min(js)))
        for i, js in partners.items()
        if len(js) == 1 and i not in broken[0] and js.isdisjoint(broken[1]) and len(owners[min(js)]) == 1
    }


def _piece(text: str, language: str, found: Sequence[Quantity], index: int) -> str:
    """The words around a quantity, or around the range that it begins; empty where they read otherwise alone."""
    own = [found[index]]
    found = [quantity for quantity in found if not _in_name(text, quantity)]
    own += [q for q in found if q.start > own[0].end and _RANGE.fullmatch(text, own[0].end, q.start)]
    start, end = own[0].start, own[-1].end
    if _in_name(text, own[0]) or any(_RANGE.fullmatch(text, q.end, start) for q in found if q.end < start):
        return ""
    low, high = _clause(text, found, start, end)
    loose = _LOOSE.get(language, frozenset())
    names = [range(name.start + 1, name.start + len(name.text)) for name in mentions(text, language)]

    def bad(word: re.Match[str], edge: int) -> bool:
        return word[0].casefold() in loose or any(edge in name for name in names)

    before = list(_WORD.finditer(text, low, start))[-_BEFORE:]
    rest = list(_WORD.finditer(text, end, high))
    if rest and rest[0].start() == end:  # letters or signs that belong to the number
        end = rest.pop(0).end()
    after = rest[:_AFTER]
    while before and bad(before[0], before[0].start()):
        del before[0]
    while after and bad(after[-1], after[-1].end()):
        del after[-1]
    piece = text[before[0].start() if before else start : after[-1].end() if after else end]
    return piece if (before or after) and _reads_alike(piece, text, language, own) else ""


def _in_name(text: str, quantity: Quantity) -> bool:
    """Whether it is of a name, or letters and a hyphen stand before it: H5N1, COVID-19."""
    hyphen = text[quantity.start - 1 : quantity.start] == "-"
    return in_name(text, quantity) or (hyphen and text[: quantity.start - 1][-1:].isalpha())


def _clause(text: str, found: Sequence[Quantity], start: int, end: int) -> tuple[int, int]:
    """Where the clause around a place begins and ends; it has no other quantity."""
    stops = [*((stop.start(), stop.end()) for stop in _STOP.finditer(text)), *((q.start, q.end) for q in found)]
    low = max((after for _, after in stops if after <= start), default=0)
    high = min((before for before, _ in stops if before >= end), default=len(text))
    return low, high


def _reads_alike(piece: str, text: str, language: str, own: Sequence[Quantity]) -> bool:
    """Whether *piece* has these quantities, no other, and no name that *text* lacks."""
    alone = [quantity for quantity in quantities(piece, language) if not _in_name(piece, quantity)]
    if [(q.readings, q.kind, q.unit) for q in alone] != [(q.readings, q.kind, q.unit) for q in own]:
        return False
    known = {mention.text for mention in mentions(text, language)}
    return all(mention.text in known for mention in mentions(piece, language))

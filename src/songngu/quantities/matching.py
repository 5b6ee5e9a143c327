"""Which quantities of a text and of its translation are the same, and which have no counterpart.

Two quantities agree when their readings meet and their units are not of different things. What has parts (a date, a
rate, 8:30) may agree in its parts with several of the other side. What is written in digits, and the name of a month,
must have a counterpart; a word of the other side that may stand for the value will do. So must a number in words from
three up in the source.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Final, TypeVar

from .quantity import Quantity, Values
from .reading import read
from .signs import with_doubts
from .units import clash

_NOTHING: Final[Values] = frozenset()
_SMALLEST_IN_WORDS: Final = 3  # one and two are also articles, duals, “both” and “a pair”
_ARTICLE: Final = Decimal(1)  # what “a” may stand for, but in no percentage
_CHOICE: Final = 4  # equal values to choose from, by unit and kind
Place = TypeVar("Place", int, tuple[int, int])


@dataclass(frozen=True, slots=True)
class Matching:
    """How the quantities of a text and of its translation agree.

    Attributes:
        pairs: (index into given, index into returned) of what agrees, ascending; an index may stand in several pairs
            where one side says in parts what the other says as one.
        missing: indices into given of what must have a counterpart and has none, ascending.
        added: indices into returned, in the same sense.
    """

    pairs: tuple[tuple[int, int], ...]
    missing: tuple[int, ...]
    added: tuple[int, ...]


Compared = tuple[tuple[Quantity, ...], tuple[Quantity, ...], Matching]


@lru_cache(maxsize=1 << 10)  # checks, reviews, briefs and the ledger compare the same texts
def compare(text: str, source: str, rendering: str, target: str) -> Compared:
    """The quantities of *text*, those of *rendering* (both NFC), and how they agree."""
    given, returned = read(text, source), read(rendering, target)
    ours, theirs = given.quantities, returned.quantities
    if any(quantity.sign for quantity in (*ours, *theirs)):
        ours, theirs = with_doubts(text, ours, source), with_doubts(rendering, theirs, target)
    return given.quantities, returned.quantities, match(ours, theirs, given.hints, returned.hints)


def match(
    given: Sequence[Quantity],
    returned: Sequence[Quantity],
    given_hints: Values = _NOTHING,
    returned_hints: Values = _NOTHING,
) -> Matching:
    """Match two lists of quantities; hints are values that other words of that side may stand for."""
    if not (given or returned):
        return Matching((), (), ())
    ours, theirs = _Side(given), _Side(returned)
    pairs = set(_wholes(ours, theirs))
    if ours.open and theirs.open:
        pairs |= set(_atoms(ours, theirs))
    return Matching(
        tuple(sorted(pairs)), ours.left(theirs, returned_hints, words=True), theirs.left(ours, given_hints, words=False)
    )


class _Side:
    """The quantities of one text that wait for a counterpart, whole and then in atoms: parts that have no parts."""

    def __init__(self, found: Sequence[Quantity]) -> None:
        self.found = found
        self.open = set(range(len(found)))
        self.matched: set[tuple[int, int]] = set()
        self.atoms = {index: _atoms_of(quantity) for index, quantity in enumerate(found)}

    def wholes(self) -> Iterator[tuple[int, Quantity]]:
        """What waits, the least ambiguous first."""
        yield from sorted(((i, self.found[i]) for i in self.open), key=lambda item: len(item[1].readings))

    def waiting(self) -> Iterator[tuple[tuple[int, int], Quantity]]:
        """The atoms of what waits that are not matched, the least ambiguous first."""
        atoms = [
            ((i, j), atom)
            for i in sorted(self.open)
            for j, atom in enumerate(self.atoms[i])
            if (i, j) not in self.matched
        ]
        yield from sorted(atoms, key=lambda item: len(item[1].readings))

    def left(self, other: "_Side", hints: Values, *, words: bool) -> tuple[int, ...]:
        """Indices of what must have a counterpart and has none, not even a word."""
        if not self.open:
            return ()
        values = {value for quantity in other.found for atom in _atoms_of(quantity) for value in atom.readings}
        values |= {value for quantity in other.found for value in quantity.readings}
        months = {v for q in other.found for atom in _atoms_of(q) if atom.unit == "month" for v in atom.readings}
        return tuple(
            index
            for index in sorted(self.open)
            if self._must(index, hints, frozenset(months))
            or (words and self._must_in_words(index, hints | frozenset(values)))
            or (words and self._must_as_fraction(index, other, hints | frozenset(values)))
        )

    def _must(self, index: int, hints: Values, months: Values) -> bool:
        """Whether digits, or a month that the other side does not name at all, are left."""
        if self.found[index].sign == "-":
            hints = _NOTHING  # no word stands for it
        elif self.found[index].kind == "percent":
            hints = hints - {_ARTICLE}
        elif self.found[index].kind == "fraction":
            hints = hints | {_ARTICLE}  # a fifth: few languages say the one of 1/5
        return any(
            _obligatory(atom) and (index, j) not in self.matched
            and atom.readings.isdisjoint(hints | months if atom.unit == "month" else hints)
            for j, atom in enumerate(self.atoms[index])
        )  # fmt: skip

    def _must_in_words(self, index: int, values: Values) -> bool:
        """Whether a number in words from three up has its value nowhere on the other side."""
        quantity = self.found[index]
        return (
            quantity.spelled and quantity.kind not in ("date", "time", "fraction")
            and min(quantity.readings) >= _SMALLEST_IN_WORDS
            and quantity.readings.isdisjoint(values)
            and any((index, j) not in self.matched for j in range(len(self.atoms[index])))
        )  # fmt: skip

    def _must_as_fraction(self, index: int, other: "_Side", values: Values) -> bool:
        """Whether a fraction in words is left, and so is one of the other side."""
        quantity = self.found[index]
        return (
            quantity.spelled and quantity.kind == "fraction" and quantity.readings.isdisjoint(values)
            and any(other.found[i].kind == "fraction" for i in other.open)
        )  # fmt: skip


def _wholes(ours: _Side, theirs: _Side) -> Iterator[tuple[int, int]]:
    """Pair what agrees as a whole, and close it."""
    by_value = _by_value(theirs.wholes())
    for index, quantity in list(ours.wholes()):
        found = (i for value in quantity.readings for i in _first_open(by_value[value], theirs.open))
        fitting = [i for i in found if _agree(quantity, theirs.found[i])]
        if fitting:
            best = max(fitting, key=lambda i: _likeness(quantity, theirs.found[i]))
            ours.open.discard(index)
            theirs.open.discard(best)
            yield index, best


def _atoms(ours: _Side, theirs: _Side) -> Iterator[tuple[int, int]]:
    """Pair what agrees in parts."""
    atoms = dict(theirs.waiting())
    by_value, free = _by_value(atoms.items()), set(atoms)
    for place, atom in list(ours.waiting()):
        for other in (o for value in atom.readings for o in _first_open(by_value[value], free)):
            if not clash(atom, atoms[other]):
                free.discard(other)
                ours.matched.add(place)
                theirs.matched.add(other)
                yield place[0], other[0]
                break


def _by_value(found: Iterable[tuple[Place, Quantity]]) -> dict[Decimal, list[Place]]:
    """Where each value is found, the last place first."""
    places: dict[Decimal, list[Place]] = defaultdict(list)
    for place, quantity in found:
        for value in quantity.readings:
            places[value].append(place)
    for stack in places.values():
        stack.reverse()
    return places


def _first_open(stack: list[Place], free: Collection[Place]) -> list[Place]:
    """The first few places of a stack that are free; closed ones at its end are dropped, so that work stays linear."""
    while stack and stack[-1] not in free:
        stack.pop()
    return [place for place in stack[: -_CHOICE - 1 : -1] if place in free]


def _agree(one: Quantity, other: Quantity) -> bool:
    """Whether two quantities with a common reading are the same."""
    if clash(one, other):
        return False
    if _bound(one) or _bound(other):
        return one.kind == other.kind and one.unit == other.unit and _bound(one) == _bound(other)
    return True


def _bound(quantity: Quantity) -> bool:
    """Whether the value alone does not say what the quantity says: dates, rates and scores of several parts."""
    return bool(quantity.parts) and quantity.kind in ("date", "rate", "score", "fraction")


def _likeness(one: Quantity, other: Quantity) -> tuple[bool, bool, bool]:
    return one.unit == other.unit, one.kind == other.kind, one.spelled == other.spelled


def _atoms_of(quantity: Quantity) -> tuple[Quantity, ...]:
    if not quantity.parts:
        return (quantity,)
    return tuple(atom for part in quantity.parts for atom in _atoms_of(part))


def _obligatory(atom: Quantity) -> bool:
    """Digits, what is below zero, and names of months."""
    return not atom.spelled or atom.sign == "-" or (atom.kind == "date" and atom.unit == "month")

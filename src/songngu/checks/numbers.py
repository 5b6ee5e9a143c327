"""Whether the numbers of the source are those of the rendering: the check ``numbers``.

The quantities of the two sides are matched as multisets; two agree when their readings meet. Only what is written with
digits, or is the name of a month, must have a counterpart, which may be digits or words. Numbers in words on both
sides, and units, are not compared.
"""

from collections import defaultdict
from decimal import Decimal

from .digits import Values
from .pair import Pair
from .quantities import Quantity, months, quantities, spelled


def numbers(pair: Pair) -> list[str]:
    """Numbers of the source that the rendering lacks, and numbers that it adds."""
    missing, added = unmatched(pair)
    return [f"numbers: {q.form} is missing" for q in missing] + [f"numbers: {q.form} is added" for q in added]


def unmatched(pair: Pair) -> tuple[list[Quantity], list[Quantity]]:
    """The quantities of the source without a counterpart in the rendering, and the other way round."""
    given = quantities(pair.text, pair.source) + months(pair.text, pair.source)
    returned = quantities(pair.rendering, pair.target) + months(pair.rendering, pair.target)
    theirs = _Pool(returned, spelled(pair.rendering, pair.target))
    ours = _Pool(given, spelled(pair.text, pair.source))
    ours.settle(theirs)
    theirs.settle(ours)
    return ours.left(), theirs.left()


class _Pool:
    """Quantities that wait for a counterpart, found by value, and the values that words of the same text offer."""

    def __init__(self, found: list[Quantity], words: Values) -> None:
        self._waiting: dict[int, Quantity] = {}
        self._by_value: dict[Decimal, list[int]] = defaultdict(list)
        self._words = words
        for index in sorted(range(len(found)), key=lambda i: -len(found[i].readings)):
            self._put(index, found[index])

    def settle(self, other: "_Pool") -> None:
        """Strike out what *other* has too, whole or in parts. What is least ambiguous goes first."""
        for parts in (False, True):
            for index, quantity in sorted(self._waiting.items(), key=lambda item: len(item[1].readings)):
                if other._take(quantity.parts if parts else (quantity,)):
                    del self._waiting[index]

    def left(self) -> list[Quantity]:
        """What is still waiting, in the order of the text."""
        return [self._waiting[index] for index in sorted(self._waiting)]

    def _take(self, wanted: tuple[Quantity, ...]) -> bool:
        """Take out what agrees with each of *wanted*, where words may stand for it too; or take nothing."""
        taken: list[tuple[int, Quantity]] = []
        for quantity in wanted:
            index = self._find(quantity.readings)
            if index is not None:
                taken.append((index, self._waiting.pop(index)))
            elif self._words.isdisjoint(quantity.readings):
                for entry in taken:
                    self._put(*entry)
                return False
        return bool(wanted)

    def _put(self, index: int, quantity: Quantity) -> None:
        self._waiting[index] = quantity
        for value in quantity.readings:
            self._by_value[value].append(index)

    def _find(self, readings: Values) -> int | None:
        """The waiting quantity with the fewest readings for one of the values."""
        for value in readings:
            indices = self._by_value[value]
            while indices:
                if (index := indices.pop()) in self._waiting:
                    return index
        return None

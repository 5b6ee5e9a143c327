"""The number ledger: every quantity of an article, and what became of it in each translation and each brief.

Quantities are read and matched by ``quantities``; here they are only listed. Nothing is judged: reasons and verdicts
are given by ``checks`` and ``reviews``, from the same matching.
"""

from collections import deque
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from .canonical import nfc
from .languages import ascii_digits
from .quantities import Matching, Quantity, compare, in_name, quantities
from .types import Brief, Figure, Record, Status

_GAP: Final = " … "  # between the pieces of one quantity


def ledger(record: Record) -> tuple[Figure, ...]:
    """One line for every quantity of every segment, in order; after those of a segment, what its translations add.

    A missing and an added quantity of the same kind in one segment are one line, ``differs``; so is a quantity of which
    a piece is missing or added, such as the year of a date. What two translations add alike is one line, too. A
    translation into the language of the segment agrees by itself. Figures of names (H5N1) are left out.

    A target is left out of the forms and statuses of a line

    - where its rendering is ``untranslated``: the source text stands there, and says nothing of a translation;
    - where the translation does not have the quantity and need not, since it is in words, or a word that is no number
      may stand for it (*both*). Numbers in words that only a translation has are not listed.
    """
    return tuple(figure for n in range(len(record.segments)) for figure in _figures(record, n))


@dataclass(frozen=True, slots=True)
class _Entry:
    """What one translation, and the brief made of it, have of one quantity."""

    status: Status
    form: str = ""
    brief: str = ""


@dataclass(frozen=True, slots=True)
class _Column:
    """What one translation of one segment has: of the quantities of the source, by their index; and besides them."""

    given: Sequence[Quantity]
    entries: Mapping[int, _Entry]
    added: tuple[tuple[Quantity, _Entry], ...]


def _figures(record: Record, n: int) -> Iterator[Figure]:
    """The lines of one segment."""
    segment = record.segments[n]
    columns = {
        target: _column(record, n, target)
        for target, translation in record.translations.items()
        if translation.renderings[n].verdict != "untranslated"
    }
    read = [column.given for column in columns.values()]
    for i, quantity in enumerate(read[0] if read else quantities(segment.text, record.lines[segment.line].language)):
        entries = {target: column.entries[i] for target, column in columns.items() if i in column.entries}
        if not in_name(segment.text, quantity):
            yield _figure(n, quantity, quantity.form, entries)
    for quantity, entries in _additions(columns):
        yield _figure(n, quantity, "", entries)


def _column(record: Record, n: int, target: str) -> _Column:
    segment, rendering = record.segments[n], record.translations[target].renderings[n]
    source, text = record.lines[segment.line].language, nfc(rendering.text)
    if source == target:
        given = returned = tuple(quantities(segment.text, source))
        matching = _itself(given)
    else:
        given, returned, matching = compare(segment.text, source, text, target)
    briefs = _in_brief(record.briefs.get(target), n, text)
    missing = tuple(i for i in matching.missing if not in_name(segment.text, given[i]))
    more = tuple(j for j in matching.added if not in_name(text, returned[j]))
    places, added = _places(Matching(matching.pairs, missing, more), given, returned)

    def entry(status: Status, indices: Sequence[int]) -> _Entry:
        forms = [returned[j].form for j in indices]
        return _Entry(status, _GAP.join(forms), _GAP.join(briefs[j] for j in indices if j in briefs))

    entries = {i: entry(status, indices) for i, (status, indices) in places.items()}
    return _Column(given, entries, tuple((returned[j], entry("added", [j])) for j in added))


def _itself(quantities: Sequence[Quantity]) -> Matching:
    """The matching of a text with itself."""
    return Matching(tuple((i, i) for i in range(len(quantities))), (), ())


def _places(
    matching: Matching, given: Sequence[Quantity], returned: Sequence[Quantity]
) -> tuple[dict[int, tuple[Status, list[int]]], list[int]]:
    """For quantities of the source their status and what stands in their place; and what is added besides.

    Several stand for one that the translation has in pieces. Where a piece is missing or added, the quantity differs.
    """
    missing, added = set(matching.missing), set(matching.added)
    places: dict[int, tuple[Status, list[int]]] = {}
    for i, j in matching.pairs:
        places.setdefault(i, ("agrees", []))[1].append(j)
    for i, (_, found) in places.items():
        if i in missing or not added.isdisjoint(found):
            places[i] = ("differs", found)
    paired = {j for _, j in matching.pairs}
    alone = [j for j in matching.added if j not in paired]
    replaced = _replaced([i for i in matching.missing if i not in places], alone, given, returned)
    for i in missing - places.keys():
        places[i] = ("differs", [replaced[i]]) if i in replaced else ("missing", [])
    used = set(replaced.values())
    return places, [j for j in alone if j not in used]


def _replaced(
    missing: Sequence[int], added: Sequence[int], given: Sequence[Quantity], returned: Sequence[Quantity]
) -> dict[int, int]:
    """What stands in the place of what is missing: something of the same kind, by the first likeness that there is."""
    found: dict[int, int] = {}
    free = dict.fromkeys(added)
    for likeness in _LIKENESSES:
        waiting: dict[Hashable, deque[int]] = {}
        for j in free:
            waiting.setdefault(likeness(returned[j]), deque()).append(j)
        for i in missing:
            if i not in found and (alike := waiting.get(likeness(given[i]))):
                found[i] = alike.popleft()
                del free[found[i]]
    return found


def _digits(quantity: Quantity) -> str:
    return "".join(filter(str.isdigit, ascii_digits(quantity.form)))


# 4,028 became 4.028 rather than 2020, and 5 km became 4 km rather than 3 kg.
_LIKENESSES: Final[tuple[Callable[[Quantity], Hashable], ...]] = (
    lambda q: (q.kind, _digits(q), q.unit),
    lambda q: (q.kind, _digits(q)),
    lambda q: (q.kind, q.unit),
    lambda q: q.kind,
)


def _in_brief(brief: Brief | None, n: int, text: str) -> dict[int, str]:
    """Index of a quantity of rendering *n*, whose text this is → its form in the first sentence that rests on it."""
    found: dict[int, str] = {}
    if brief is None:
        return found
    for sentence in brief.sentences:
        if n in sentence.evidence:
            to, said = brief.language, nfc(sentence.text)
            mine, theirs = quantities(text, to), quantities(said, to)
            pairs = _itself(mine).pairs if mine == theirs else compare(text, to, said, to)[2].pairs
            found = {j: theirs[k].form for j, k in pairs} | found
    return found


def _additions(columns: Mapping[str, _Column]) -> list[tuple[Quantity, dict[str, _Entry]]]:
    """What translations add, in their order; equal quantities of several translations together."""
    lines: list[tuple[Quantity, dict[str, _Entry]]] = []
    for target, column in columns.items():
        waiting: dict[Hashable, deque[dict[str, _Entry]]] = {}
        for quantity, entries in lines:
            waiting.setdefault((quantity.kind, quantity.sign, quantity.readings), deque()).append(entries)
        for quantity, entry in column.added:
            if alike := waiting.get((quantity.kind, quantity.sign, quantity.readings)):
                alike.popleft()[target] = entry
            else:
                lines.append((quantity, {target: entry}))
    return lines


def _figure(n: int, quantity: Quantity, source: str, entries: Mapping[str, _Entry]) -> Figure:
    return Figure(
        segment=n,
        kind=quantity.kind,
        value=" | ".join(_sign(quantity) + _plain(value) for value in sorted(quantity.readings)),
        unit=quantity.unit,
        source=source,
        forms={target: entry.form for target, entry in entries.items()},
        statuses={target: entry.status for target, entry in entries.items()},
        briefs={target: entry.brief for target, entry in entries.items() if entry.brief},
    )


def _sign(quantity: Quantity) -> str:
    return "-" if quantity.sign == "-" else ""


def _plain(value: Decimal) -> str:
    """Without exponent, and without zeros that mean nothing."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text

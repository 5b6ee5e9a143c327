"""The facts of health news: disease or programme, place, date, counts, suspected or confirmed, as the brief has them.

Terms stand in ``facts.tsv``, a row for each, its forms by language parted by ``|``. A fact is told only where the
source has it and every translation has it, in the same segment; it is told in the words of the translation. So what it
says is in its evidence, and the lines of all languages say the same.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from typing import Final

from ..names.gazetteer import Entry, rows
from ..names.matching import form, searched
from ..names.mentions import mentions
from ..types import Record, Sentence
from .figures import Item
from .folding import folded

LABELS: Final = {
    "en": {"disease": "Disease", "programme": "Programme", "place": "Place", "date": "Date", "count": "Count",
           "suspected": "Status", "confirmed": "Status"},
    "vi": {"disease": "Bệnh", "programme": "Chương trình", "place": "Địa điểm", "date": "Thời gian", "count": "Số ca",
           "suspected": "Tình trạng", "confirmed": "Tình trạng"},
}  # fmt: skip
# The most that is told of each kind. Without a topic there are no details.
_TOPICS: Final = {"disease": 2, "programme": 2}
_DETAILS: Final = {"place": 2, "date": 1, "count": 3, "suspected": 1, "confirmed": 1}
_PLACES: Final = ("countries.tsv", "places.tsv", "vietnam.tsv")
# Arabic writes particles and the article before a word, Bengali and Urdu write endings after it.
_BEFORE: Final = {"ar": "[وفبلك]?(?:ال|لل)?"}
_AFTER: Final = {"ar": "", "bn": "", "ur": ""}
_EDGE: Final = r"(?![^\W_])"


@dataclass(frozen=True, slots=True)
class Fact:
    """What it is, the segment that has it, and its words by target."""

    kind: str
    segment: int
    forms: Mapping[str, str]


@dataclass(frozen=True)
class _Term:
    """The forms of a term in one language, the longest first."""

    language: str
    forms: tuple[str, ...]

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Its forms as they stand in a text."""
        before, after = _BEFORE.get(self.language, ""), _AFTER.get(self.language, _EDGE)
        return re.compile(rf"(?<![^\W_]){before}(?:{'|'.join(map(re.escape, self.forms))}){after}", re.IGNORECASE)

    def find(self, text: str) -> str:
        """The first of them in *text*, as it stands there; empty if there is none."""
        found = self.pattern.search(text)
        return found[0] if found else ""


def facts(record: Record, chosen: Sequence[int], quantities: Sequence[Item]) -> list[Fact]:
    """The facts of the segments *chosen*, which have these *quantities*; none without a disease or programme."""
    topics = _told(record, chosen, quantities, _TOPICS)
    return topics + _told(record, chosen, quantities, _DETAILS) if topics else []


def labelled(found: Iterable[Fact], language: str) -> tuple[Sentence, ...]:
    """The facts *found*, as *language* has them, with their labels."""
    labels = LABELS.get(language, LABELS["en"])
    return tuple(Sentence(f"{labels[fact.kind]}: {fact.forms[language]}", (fact.segment,)) for fact in found)


def _told(record: Record, chosen: Sequence[int], quantities: Sequence[Item], most: Mapping[str, int]) -> list[Fact]:
    """The first facts of each kind."""
    return [
        fact for kind, number in most.items() for fact in _different(_found(record, chosen, quantities, kind))[:number]
    ]


def _different(found: Iterable[Fact]) -> list[Fact]:
    """Without what was said before in the same words, in all languages."""
    known: dict[tuple[str, ...], Fact] = {}
    for fact in found:
        known.setdefault(tuple(form.casefold() for form in fact.forms.values()), fact)
    return list(known.values())


def _found(record: Record, chosen: Sequence[int], quantities: Sequence[Item], kind: str) -> Iterator[Fact]:
    if kind == "place":
        yield from (fact for n in chosen for fact in _places(record, n))
    elif kind in ("date", "count"):
        for item in quantities:
            if item.kind == kind == "date":
                yield Fact(kind, item.segment, item.forms)
            elif item.kind == kind and item.pieces and _is_counted(item.pieces):
                yield Fact(kind, item.segment, item.pieces)
    else:
        yield from (fact for n in chosen for fact in _terms(record, n, kind))


def _terms(record: Record, n: int, kind: str) -> Iterator[Fact]:
    """The terms of a kind that segment *n* has in all its languages, in the order of the table."""
    segment = record.segments[n]
    said = _said(kind, record.lines[segment.line].language or record.language, segment.text)
    if not said:
        return
    forms = {target: _said(kind, target, tr.renderings[n].text) for target, tr in record.translations.items()}
    for row in said:
        if all(row in found for found in forms.values()):
            yield Fact(kind, n, {target: found[row] for target, found in forms.items()})


def _places(record: Record, n: int) -> Iterator[Fact]:
    """The places that all renderings of segment *n* name, and that its source has."""
    segment = record.segments[n]
    source = record.lines[segment.line].language or record.language
    other = searched(segment.text, source)
    named: dict[Entry, dict[str, str]] = {}
    for target, translation in record.translations.items():
        for mention in mentions(translation.renderings[n].text, target):
            if target == source or form(mention, target, other) is not None:
                for entry in mention.entries:
                    named.setdefault(entry, {}).setdefault(target, mention.text)
    for entry, forms in named.items():
        if len(forms) == len(record.translations) and entry.forms["en"][0] in _place_names():
            yield Fact("place", n, forms)


def _is_counted(pieces: Mapping[str, str]) -> bool:
    """Whether each of the pieces has a word for cases, deaths or patients, the same."""
    said = [_said("count", target, piece) for target, piece in pieces.items()]
    return any(all(row in found for found in said) for row in said[0])


def _said(kind: str, language: str, text: str) -> Mapping[int, str]:
    """Row of each term of a kind that *text* has → its form there, in the order of the table."""
    plain, terms = folded(text), _table(kind, language)
    likely = dict.fromkeys(row for form, row in _forms(kind, language) if form in plain)
    return {row: form for row in likely if (form := terms[row].find(text))}


@cache
def _forms(kind: str, language: str) -> tuple[tuple[str, int], ...]:
    """All forms, folded, each with its row."""
    return tuple((folded(form), row) for row, term in enumerate(_table(kind, language)) for form in term.forms)


@cache
def _table(kind: str, language: str) -> tuple[_Term, ...]:
    """The terms of a kind; none in a language that the table does not have."""
    head, *lines = files(__package__).joinpath("facts.tsv").read_text(encoding="utf-8").splitlines()
    cells = (dict(zip(head.split("\t"), line.split("\t"), strict=True)) for line in lines)
    forms = [row[language].split("|") for row in cells if row["kind"] == kind and language in row]
    return tuple(_Term(language, tuple(sorted(own, key=len, reverse=True))) for own in forms)


@cache
def _place_names() -> frozenset[str]:
    """The first English form of everything in the gazetteer that lies on a map."""
    found = [row for table in _PLACES for row in rows(table) if row.get("kind", "") != "body"]
    return frozenset(form for row in found for form in (*row["en"].split("|"), *row["vi"].split("|")))

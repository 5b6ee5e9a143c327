"""The facts of health news: disease or programme, place, date, counts, suspected or confirmed, as the brief has them.

Terms stand in ``facts.tsv``, a row for each, its forms by language parted by ``|``. A fact is told only where the
source has it and every translation has it, in the same segment; it is told in the words of the translation. So what it
says is in its evidence, and the lines of all languages say the same.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from ..names.gazetteer import Entry, rows
from ..names.matching import Other, form
from ..names.mentions import mentions
from ..types import Record, Sentence
from .figures import items

LABELS: Final = {
    "en": {"disease": "Disease", "programme": "Programme", "place": "Place", "date": "Date", "count": "Count",
           "suspected": "Status", "confirmed": "Status"},
    "vi": {"disease": "Bệnh", "programme": "Chương trình", "place": "Địa điểm", "date": "Thời gian", "count": "Số ca",
           "suspected": "Tình trạng", "confirmed": "Tình trạng"},
}  # fmt: skip
_MOST: Final = {"disease": 2, "programme": 2, "place": 2, "date": 1, "count": 3, "suspected": 1, "confirmed": 1}
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


def facts(record: Record, chosen: Sequence[int], language: str) -> tuple[Sentence, ...]:
    """The facts of the segments *chosen*, with their labels in *language*; none without a disease or programme."""
    found = {kind: _different(list(_found(record, chosen, kind)))[: _MOST[kind]] for kind in _MOST}
    if not found["disease"] and not found["programme"]:
        return ()
    labels = LABELS.get(language, LABELS["en"])
    return tuple(
        Sentence(f"{labels[kind]}: {fact.forms[language]}", (fact.segment,)) for kind in _MOST for fact in found[kind]
    )


def _different(found: Sequence[Fact]) -> list[Fact]:
    """Without what was said before in the same words, in all languages."""
    known: dict[tuple[str, ...], Fact] = {}
    for fact in found:
        known.setdefault(tuple(form.casefold() for form in fact.forms.values()), fact)
    return list(known.values())


def _found(record: Record, chosen: Sequence[int], kind: str) -> Iterator[Fact]:
    if kind == "place":
        yield from (fact for n in chosen for fact in _places(record, n))
    elif kind in ("date", "count"):
        for item in items(record, chosen):
            if item.kind == kind == "date":
                yield Fact(kind, item.segment, item.forms)
            elif item.kind == kind and item.pieces and _is_counted(item.pieces):
                yield Fact(kind, item.segment, item.pieces)
    else:
        yield from (fact for n in chosen for fact in _terms(record, n, kind))


def _terms(record: Record, n: int, kind: str) -> Iterator[Fact]:
    """The terms of a kind that segment *n* has in all its languages, in the order of the table."""
    source = record.lines[record.segments[n].line].language or record.language
    renderings = {target: translation.renderings[n] for target, translation in record.translations.items()}
    for term in _table(kind):
        if not _match(term, source, record.segments[n].text):
            continue
        forms = {target: _match(term, target, rendering.text) for target, rendering in renderings.items()}
        if all(forms.values()):
            yield Fact(kind, n, forms)


def _places(record: Record, n: int) -> Iterator[Fact]:
    """The places that all renderings of segment *n* name, and that its source has."""
    segment = record.segments[n]
    source = record.lines[segment.line].language or record.language
    named: dict[Entry, dict[str, str]] = {}
    for target, translation in record.translations.items():
        for mention in mentions(translation.renderings[n].text, target):
            if target == source or form(mention, target, Other(segment.text, source)) is not None:
                for entry in mention.entries:
                    named.setdefault(entry, {}).setdefault(target, mention.text)
    for entry, forms in named.items():
        if len(forms) == len(record.translations) and entry.forms["en"][0] in _place_names():
            yield Fact("place", n, forms)


def _is_counted(pieces: Mapping[str, str]) -> bool:
    """Whether each of the pieces has a word for cases, deaths or patients, the same."""
    return any(all(_match(term, target, piece) for target, piece in pieces.items()) for term in _table("count"))


def _match(term: Mapping[str, re.Pattern[str]], language: str, text: str) -> str:
    """The form of *term* in *text*, or nothing."""
    found = term[language].search(text) if language in term else None
    return found[0] if found else ""


@cache
def _table(kind: str) -> tuple[Mapping[str, re.Pattern[str]], ...]:
    """For each term of a kind, language → its forms."""
    head, *lines = files(__package__).joinpath("facts.tsv").read_text(encoding="utf-8").splitlines()
    languages = head.split("\t")[1:]
    cells = (line.split("\t") for line in lines)
    return tuple(
        dict(zip(languages, map(_pattern, languages, forms), strict=True)) for name, *forms in cells if name == kind
    )


def _pattern(language: str, forms: str) -> re.Pattern[str]:
    longest = sorted(forms.split("|"), key=len, reverse=True)
    before, after = _BEFORE.get(language, ""), _AFTER.get(language, _EDGE)
    return re.compile(rf"(?<![^\W_]){before}(?:{'|'.join(map(re.escape, longest))}){after}", re.IGNORECASE)


@cache
def _place_names() -> frozenset[str]:
    """The first English form of everything in the gazetteer that lies on a map."""
    found = [row for table in _PLACES for row in rows(table) if row.get("kind", "") != "body"]
    return frozenset(form for row in found for form in (*row["en"].split("|"), *row["vi"].split("|")))

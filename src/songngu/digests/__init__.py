"""The articles of a folder as stories: near-duplicates and the same story in several languages together.

Nothing is written here: headlines, briefs and figures are those of the records.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ..types import Figure, Record, Status, Verdict
from .entries import Entry, Passage, entry, plain
from .grouping import grouped
from .profiles import profile

__all__ = ["Digest", "Entry", "KeyFigure", "Passage", "Report", "Story", "plain", "stories"]


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """A figure of a story.

    Attributes:
        source: as the first article that has it has it, in *language*.
        forms: target → as the translation of that article has it; a target that has it not is left out.
        status: ``agrees`` if one article has it the same in all its translations, else what is wrong with it.
        articles: how many of the story have it.
    """

    source: str
    language: str
    forms: Mapping[str, str]
    status: Status
    articles: int


@dataclass(frozen=True, slots=True)
class Report:
    """An article and its near-duplicates, in order of appearance."""

    first: Entry
    copies: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Story:
    """What one or more articles report, in order of appearance."""

    reports: tuple[Report, ...]

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All articles, each before its near-duplicates."""
        return tuple(e for report in self.reports for e in (report.first, *report.copies))

    @property
    def languages(self) -> tuple[str, ...]:
        """Of the sources, in order of appearance."""
        return tuple(dict.fromkeys(e.language for e in self.entries))

    @property
    def best(self) -> Entry:
        """The article that stands for the story: with the most sentences not in doubt, then the longest, the first."""
        return max(self.entries, key=lambda e: (e.accepted, e.size))

    def figures(self, most: int | None = None) -> tuple[KeyFigure, ...]:
        """The first *most* figures: those in the brief, then those in digits, then those that most articles have.

        What only translations have is left out.
        """
        best = self.best
        found: dict[tuple[str, str], list[tuple[Entry, int]]] = {}
        for e in (best, *self.entries):
            for n, figure in enumerate(e.figures):
                if figure.source:
                    found.setdefault((figure.value, figure.unit), []).append((e, n))
        ranked = sorted(
            found.values(),
            key=lambda places: (
                not any(e is best and e.figures[n].briefs for e, n in places),
                not any(_in_digits(e.figures[n]) for e, n in places),
                -_articles(places),
            ),
        )
        return tuple(map(_figure, ranked[:most]))


@dataclass(frozen=True, slots=True)
class Digest:
    """A folder of records as stories.

    Attributes:
        folder: as it was named.
        damaged: number of records that could not be read.
    """

    folder: str
    stories: tuple[Story, ...]
    damaged: int = 0

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All articles."""
        return tuple(e for story in self.stories for e in story.entries)

    @property
    def targets(self) -> tuple[str, ...]:
        """Languages that something was translated into, English first."""
        found = {target for e in self.entries for target in e.verdicts}
        return tuple(sorted(found, key=lambda target: (target != "en", target)))

    @property
    def verdicts(self) -> dict[str, Counter[Verdict]]:
        """Target → verdict → number of sentences."""
        totals: dict[str, Counter[Verdict]] = {target: Counter() for target in self.targets}
        for e in self.entries:
            for target, counts in e.verdicts.items():
                totals[target].update(counts)
        return totals


def stories(records: Iterable[Record]) -> tuple[Story, ...]:
    """The stories of *records*, in whatever order these come: the largest first, then by first appearance.

    Articles appear by date, then those without one; then by source. Records are read once and not kept.
    """
    read = sorted(((entry(record), profile(record)) for record in records), key=lambda pair: _appearance(pair[0]))
    entries = [e for e, _ in read]
    found = [
        Story(tuple(Report(entries[first], tuple(entries[n] for n in copies)) for first, *copies in story))
        for story in grouped([p for _, p in read])
    ]
    return tuple(sorted(found, key=lambda story: -len(story.entries)))


def _appearance(e: Entry) -> tuple[str, str, str]:
    return e.date or "9999", e.source, e.id


def _in_digits(figure: Figure) -> bool:
    """What is in words, or says which one, is seldom what a reader looks for."""
    return figure.kind != "ordinal" and any(map(str.isdigit, figure.source))


def _articles(places: Iterable[tuple[Entry, int]]) -> int:
    return len({(e.id, e.source) for e, _ in places})


def _figure(places: Sequence[tuple[Entry, int]]) -> KeyFigure:
    e, n = next(((e, n) for e, n in places if not e.figures[n].doubtful), places[0])
    figure = e.figures[n]
    doubts: list[Status] = [status for status in figure.statuses.values() if status != "agrees"]
    forms = {target: plain(form) for target, form in figure.forms.items() if form}
    return KeyFigure(plain(figure.source), e.language, forms, doubts[0] if doubts else "agrees", _articles(places))

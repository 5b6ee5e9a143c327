"""The name table of an article: every name once, with its form in each language. First rendering wins."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from ..types import Name, Record
from .gazetteer import LATIN, Entry
from .matching import alike, form, searched
from .mentions import Mention, mentions
from .skeletons import fold

_SOURCE: Final = "source"


@dataclass(slots=True)
class _Row:
    """A name while its mentions are gathered.

    Attributes:
        entries: what it may mean, by the gazetteer.
        forms: target, or ``source`` → its forms in order of appearance.
        segments: where it stands.
    """

    entries: frozenset[Entry]
    forms: dict[str, list[str]] = field(default_factory=dict)
    segments: set[int] = field(default_factory=set)

    def means(self, mention: Mention, source: str) -> bool:
        """True if *mention*, whose form in the source is *source*, is this name."""
        if self.entries or mention.entries:
            return bool(self.entries & set(mention.entries))
        if source and source in self.forms.get(_SOURCE, ()):
            return True
        return any(_within(mention.text, known) or alike(mention.text, known) for known in self._known())

    def _known(self) -> Iterator[str]:
        for forms in self.forms.values():
            yield from forms

    def add(self, language: str, text: str, segment: int) -> None:
        """Note one mention. A part of a known form is no new form, nor is another form of the gazetteer."""
        self.segments.add(segment)
        known = self.forms.setdefault(language, [])
        if not any(_within(text, other) for other in known) and not (known and self._listed(language, text)):
            known.append(text)

    def _listed(self, language: str, text: str) -> bool:
        return any(text in entry.forms.get(language, ()) for entry in self.entries)

    def name(self, targets: tuple[str, ...]) -> Name:
        """The finished line of the table."""
        first, *_ = self.forms.get(_SOURCE) or [""]
        forms = {target: self.forms[target] for target in targets if target in self.forms}
        return Name(
            source=first,
            forms={target: known[0] for target, known in forms.items()},
            segments=tuple(sorted(self.segments)),
            conflicts={target: tuple(known[1:]) for target, known in forms.items() if known[1:]},
        )


def table(record: Record) -> tuple[Name, ...]:
    """The names of *record*, in order of first appearance: those of its translations, and of a source with capitals."""
    rows: list[_Row] = []
    for number, segment in enumerate(record.segments):
        other = searched(segment.text, record.language)
        if record.language in LATIN:
            for mention in mentions(segment.text, record.language):
                _find(rows, mention, mention.text).add(_SOURCE, mention.text, number)
        for target, translation in record.translations.items():
            rendering = translation.renderings[number]
            if rendering.verdict == "untranslated":
                continue
            for mention in mentions(rendering.text, target):
                source = form(mention, target, other) or ""
                row = _find(rows, mention, source)
                row.add(target, mention.text, number)
                if source and _SOURCE not in row.forms:
                    row.add(_SOURCE, source, number)
    return tuple(row.name(tuple(record.translations)) for row in rows)


def _find(rows: list[_Row], mention: Mention, source: str) -> _Row:
    """The row that *mention* belongs to; a new one if there is none yet."""
    found = next((row for row in rows if row.means(mention, source)), None)
    if found is None:
        found = _Row(frozenset(mention.entries))
        rows.append(found)
    return found


def _within(text: str, known: str) -> bool:
    """True if all words of *text* are in *known*: ``Thuong`` after ``Tang Chi Thuong``."""
    return set(fold(text).split()) <= set(fold(known).split()) and (text == known or fold(text) != fold(known))

"""Terms that a translation must use: which of them a sentence has, and which its rendering lacks. Changes no text.

A glossary is a tab-separated file (``reading``). Whole words are matched (``matching``), tolerant of case, endings and
clitics (``inflection``).
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ..canonical import digest

if TYPE_CHECKING:  # most runs have no glossary, and its patterns take a while to compile
    from .matching import Finder, Found
    from .reading import Concept

_DIGEST_LENGTH: Final = 16  # of the hex digits, as in the names of converted models


@dataclass(frozen=True)
class Glossary:
    """The concepts of a glossary, as they were read.

    Attributes:
        concepts: one for each line.
        digest: names the content, whatever the order of lines and columns; empty for a glossary without concepts.
    """

    concepts: "tuple[Concept, ...]" = ()
    digest: str = field(init=False)
    _finders: "dict[tuple[str, str], Finder]" = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        lines = sorted({concept.canonical for concept in self.concepts})
        object.__setattr__(self, "digest", digest(*lines)[:_DIGEST_LENGTH] if lines else "")

    @classmethod
    def read(cls, path: str | Path) -> "Glossary":
        """The glossary in a file; its form is described in ``reading``.

        Raises:
            UsageError: if it cannot be read as a glossary; it names the file, the line, the value, and the remedy.
        """
        from .reading import concepts

        return cls(concepts(Path(path)))

    def find(self, text: str, source: str, target: str) -> "list[Found]":
        """The terms of *text* that have a form in *target*, from left to right; of overlapping ones the longest."""
        if source == target or not self.concepts:
            return []
        from .matching import Finder

        if (source, target) not in self._finders:
            self._finders[source, target] = Finder(self.concepts, source, target)
        return list(self._finders[source, target].find(text))

    def missing(self, text: str, rendering: str, source: str, target: str) -> "list[Found]":
        """The terms of *text* that *rendering* has in no accepted form, each once, as they stand first in *text*."""
        terms: dict[tuple[str, ...], Found] = {}
        for found in self.find(text, source, target):
            terms.setdefault(found.concept.targets(found.term, target), found)
        if not terms:
            return []
        from .matching import items, term

        there = items(rendering, target)
        return [
            found
            for wanted, found in terms.items()
            if not any(
                term(form, found.concept, target).stands(there, at) for form in wanted for at in range(len(there))
            )
        ]

    def reasons(self, text: str, rendering: str, source: str, target: str) -> list[str]:
        """``glossary: “ডেঙ্গু” should be “dengue”`` for each term of *text* that *rendering* lacks."""
        return [
            f"glossary: “{found.term}” should be “{found.concept.targets(found.term, target)[0]}”"
            for found in self.missing(text, rendering, source, target)
        ]

"""Where the terms of a glossary stand in a text. Knows nothing of files, and says nothing about translations.

A text is a list of words, and of the marks between them that count, each with all the plain words that it may be a form
of. Terms are found by their first word, so that the time depends on the text and not on the size of the glossary.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from ..words import WORD
from .inflection import plain, spelled, stems
from .reading import Concept

# A word with its digits, as in H5N1; or another mark. White space, hyphens and apostrophes between words do not count:
# heart-attack is heart attack.
_ITEM: Final = re.compile(rf"(?:{WORD}|\d)+|[^\s'’ʼ‐‑–-]")


@dataclass(frozen=True, slots=True)
class Found:
    """A term in a text.

    Attributes:
        start: index of its first character in the text.
        end: index after its last one, endings included.
        term: as the glossary has it.
        concept: its line of the glossary.
    """

    start: int
    end: int
    term: str
    concept: Concept


@dataclass(frozen=True, slots=True)
class Item:
    """A word or mark of a text; ``cased`` are the plain words that it may be a form of, ``folded`` the same folded."""

    start: int
    end: int
    cased: frozenset[str]
    folded: frozenset[str]


@dataclass(frozen=True, slots=True)
class Term:
    """A form of a concept as words, each with the spellings that will do."""

    form: str
    concept: Concept
    words: tuple[frozenset[str], ...]

    def stands(self, items: Sequence[Item], at: int) -> bool:
        """True if the items from *at* on are this term."""
        there = items[at : at + len(self.words)]
        return len(there) == len(self.words) and all(
            not word.isdisjoint(item.cased if self.concept.exact else item.folded)
            for word, item in zip(self.words, there, strict=True)
        )


def items(text: str, language: str) -> list[Item]:
    """The words and marks of a text."""
    found = []
    for match in _ITEM.finditer(text):
        cased = stems(spelled(match[0], language), language)
        found.append(Item(*match.span(), cased, frozenset(map(str.casefold, cased))))
    return found


def term(form: str, concept: Concept, language: str) -> Term:
    """A form of a concept, ready to be looked for in texts of *language*."""
    words = (plain(spelled(match[0], language), language) for match in _ITEM.finditer(form))
    return Term(form, concept, tuple(word if concept.exact else frozenset(map(str.casefold, word)) for word in words))


class Finder:
    """Looks for the terms of all concepts, for one pair of languages."""

    def __init__(self, concepts: Sequence[Concept], source: str, target: str) -> None:
        self._language = source
        self._terms: defaultdict[str, list[Term]] = defaultdict(list)  # by each spelling of the first word
        for concept in concepts:
            for form in concept.sources(source, target):
                found = term(form, concept, source)
                for word in found.words[0]:
                    self._terms[word].append(found)

    def find(self, text: str) -> Iterator[Found]:
        """Terms from left to right; of those that begin at one word the longest, and none within another."""
        there, at = items(text, self._language), 0
        while at < len(there):
            first = there[at]
            candidates = (term for word in first.cased | first.folded for term in self._terms.get(word, ()))
            best = min((term for term in candidates if term.stands(there, at)), key=_rank, default=None)
            if best:
                yield Found(first.start, there[at + len(best.words) - 1].end, best.form, best.concept)
            at += len(best.words) if best else 1


def _rank(term: Term) -> tuple[int, int, bool, str]:
    """The longest first; of equal ones that whose capitals count, since it says more."""
    return -len(term.words), -len(term.form), not term.concept.exact, term.form

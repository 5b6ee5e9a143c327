"""Whether the other side of a pair has a name: by the gazetteer, else by sound. It gives no verdict."""

import math
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import Final

from ..words import words
from .gazetteer import LATIN, Entry, lookups, mentioned
from .mentions import Mention, own_words
from .skeletons import distance, fold, skeleton

# By the length of a skeleton, the distance up to which two spellings are one name.
_TOLERANCE: Final = (0.0, 0.05, 0.3, 0.55, 0.8, 1.1, 1.4, 1.7)
_TOLERANCE_ARABIC: Final = (0.0, 0.1, 0.35, 0.7, 1.05, 1.35, 1.7, 2.0)  # no vowels, no p, no v, two ways for g
_TOLERANCE_LATIN: Final = (0.0, 0.0, 0.05, 0.2, 0.4, 0.6, 0.8, 1.0)  # names are copied
_KNOWN: Final = 0.5  # of these, for a name whose forms in the other language are known
_LATIN_LETTER: Final = re.compile("[A-Za-z]")
_LOOSE: Final = 2  # symbols (h, w, v) that a spelling may leave out for little
_ENOUGH: Final = 0.6  # of the symbols of a name; of a name of the gazetteer all
_NEAR: Final = 4  # words between neighbours of a name: Bill and his wife Hillary Clinton
_JOINED: Final = 4  # symbols; a skeleton this long is looked for across the spaces too


@dataclass(frozen=True)
class Other:
    """The text that is searched, made ready once for all names."""

    text: str
    language: str

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Its words."""
        return words(self.text)

    @cached_property
    def folded(self) -> dict[str, str]:
        """Folded word → word."""
        return {fold(word): word for word in self.words}

    @cached_property
    def places(self) -> dict[str, list[int]]:
        """Folded word → where it stands, in words."""
        found: dict[str, list[int]] = defaultdict(list)
        for place, word in enumerate(self.words):
            found[fold(word)].append(place)
        return dict(found)

    @cached_property
    def skeletons(self) -> list[str]:
        """Its words as skeletons, one for one."""
        return [skeleton(word) for word in self.words]

    @cached_property
    def by_skeleton(self) -> dict[str, str]:
        """Skeleton → word."""
        return dict(zip(self.skeletons, self.words, strict=True))

    @cached_property
    def joined(self) -> str:
        """Its skeletons without spaces."""
        return "".join(self.skeletons)

    @cached_property
    def latin(self) -> bool:
        """True if it has Latin letters."""
        return bool(_LATIN_LETTER.search(self.text))

    @cached_property
    def entries(self) -> dict[Entry, str]:
        """What it mentions of the gazetteer in Latin letters, and how."""
        found: dict[Entry, str] = {}
        for at, (length, entries) in enumerate(lookups(self.words, self.language)):
            for entry in entries:
                found.setdefault(entry, " ".join(self.words[at : at + length]))
        return found


@lru_cache(maxsize=1 << 8)  # a sentence is searched for the names of each of its translations
def searched(text: str, language: str) -> Other:
    """*text* as a text that is searched, made ready once."""
    return Other(text, language)


@lru_cache(maxsize=1 << 10)  # checks, facts and the table ask for the same names
def form(mention: Mention, language: str, other: Other) -> str | None:
    """How *other* spells a name of a text in *language*.

    ``""`` if it has the name, but where is not known; None if it has not.
    """
    for entry in mention.entries:
        if found := _entry(entry, other):
            return found
    if (language, other.language) == ("en", "vi") and any(e.vietnamese and not e.parts for e in mention.entries):
        return None  # a Vietnamese place keeps its letters: its sounds would be found in any Vietnamese sentence
    tokens = mention.tokens or _spoken(mention, language)
    if not tokens:
        return "" if any(entry.parts for entry in mention.entries) else None
    known = bool(mention.entries) and all(entry.forms.get(other.language) for entry in mention.entries)
    if other.language in LATIN and _apart(mention.tokens, other):
        return None
    spelled = [_token(token, other, known) for token in tokens]
    total = sum(map(_weight, tokens))
    missing = sum(_weight(token) for token, found in zip(tokens, spelled, strict=True) if found is None)
    enough = total * (1 if mention.entries else _ENOUGH)
    if not total:
        return None if known and not any(spelled) else " ".join(filter(None, spelled))
    if total - missing < enough and not _run(tokens, other, known):
        return None
    return " ".join(dict.fromkeys(found for found in spelled if found))


def _apart(tokens: Sequence[str], other: Other) -> bool:
    """True if two neighbours in a name are both in *other*, but nowhere near each other: they are of two names there.

    Only where names are copied: by sound a word is too often found in a wrong place.
    """
    places = [other.places.get(fold(token), ()) for token in tokens]
    return any(one and two and _gap(one, two) > _NEAR for one, two in pairwise(places))


def _gap(one: Sequence[int], two: Sequence[int]) -> int:
    """The least distance between two ascending lists of places."""
    ends = ((place, bisect_left(two, place)) for place in one)
    return min(abs(place - two[at]) for place, right in ends for at in (max(0, right - 1), min(right, len(two) - 1)))


def _spoken(mention: Mention, language: str) -> tuple[str, ...]:
    """The words of a name of the gazetteer that go by sound, from its English form: Ho Chi Minh, without City."""
    first, *_ = mention.entries
    english = first.forms["en"][0]
    if first.vietnamese and not first.parts:
        return tuple(words(english.removesuffix(" City")))
    return own_words(english, "en") or own_words(mention.text, language)


def _entry(entry: Entry, other: Other) -> str:
    if other.language not in LATIN and (found := mentioned(entry, other.text, other.language)):
        return found
    return other.entries.get(entry, "") if other.latin else ""


def _weight(token: str) -> int:
    """Symbols of the skeleton: what a word says about sounds. A single one says nothing."""
    size = len(skeleton(token))
    return size if size > 1 else 0


def _token(token: str, other: Other, known: bool) -> str | None:
    if word := other.folded.get(fold(token)):
        return word
    wanted = skeleton(token)
    if len(wanted) > (2 if other.language in LATIN else 1) and (word := other.by_skeleton.get(wanted)):
        return word
    limit = _tolerance(wanted, other.language, known)
    near = [(d, i) for i, own in enumerate(other.skeletons) if (d := _distance(wanted, own, other, limit)) <= limit]
    if near:
        return other.words[min(near)[1]]
    return "" if len(wanted) >= _JOINED and wanted in other.joined else None


def _distance(wanted: str, own: str, other: Other, limit: float) -> float:
    """The distance, or more than *limit* where lengths alone say so."""
    if len(own) + _LOOSE + limit < len(wanted) or (len(own) < 2 and len(wanted) > _LOOSE):
        return math.inf
    return distance(wanted, own, other.language, limit)


def _run(tokens: Sequence[str], other: Other, known: bool) -> bool:
    """True if a word of *other*, or two neighbours, sound as the whole name does, wherever either writes spaces."""
    wanted = "".join(map(skeleton, tokens))
    limit = _tolerance(wanted, other.language, known)
    pairs = [first + second for first, second in pairwise(other.skeletons)]
    return any(_distance(wanted, own, other, limit) <= limit for own in (*pairs, *other.skeletons))


def _tolerance(wanted: str, language: str, known: bool = False) -> float:
    table = _TOLERANCE_LATIN if language in LATIN else _TOLERANCE_ARABIC if language == "ar" else _TOLERANCE
    return table[min(len(wanted), len(table) - 1)] * (_KNOWN if known else 1)


def alike(one: str, two: str) -> bool:
    """True if two spellings of a name in Latin letters sound the same, and are long enough to say so."""
    if fold(one) == fold(two):
        return True
    first, second = _sound(one), _sound(two)
    limit = _tolerance(first, "en")
    return min(len(first), len(second)) >= _JOINED and distance(first, second, limit=limit) <= limit


@lru_cache(maxsize=1 << 10)  # every name of an article is held against every other
def _sound(text: str) -> str:
    """The skeletons of its words, without spaces."""
    return "".join(map(skeleton, words(text)))

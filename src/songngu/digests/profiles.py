"""What an article is known by, when it is compared with others: its words, names and figures; and its wording.

Words are those of the English side, which all articles share, and those of the source, which two articles in one
language share. Of a translation only accepted sentences count: a bad one says little instead of something wrong.
Figures are read from the source, so no translation can spoil them. Compares nothing.
"""

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Final

from ..languages import SCRIPTS
from ..names.skeletons import fold
from ..types import Record
from ..words import words
from .frequencies import DOCUMENTS

COMMON: Final = "en"
_ACCEPTED: Final = frozenset({"ok", "repaired"})
_STEM: Final = 6  # letters of a word that are compared, as in the extractive briefs
_HEAVIEST: Final = 60  # terms that stand for an article, so that a long one costs no more; not tuned
_TITLE: Final = 3  # a word of the headline counts as often; not tuned
_UNSEEN: Final = 0.5  # share of the square of the greatest weight: so one short figure makes no story; not tuned finely
_SHINGLE: Final = 4  # words in a row: long enough that two articles on one event hardly share any

Vector = Mapping[str, float]  # term → weight


@dataclass(frozen=True, slots=True)
class Profile:
    """What one article is compared by.

    Attributes:
        words: language → stem → 1 + the logarithm of how often, for the English side and for the source.
        names: words of names, folded → 1.
        figures: values with two or more significant digits, as plain decimals → 1; those with two, and years, → 1/2.
        shingles: hashes of every four words in a row of the source.
    """

    language: str
    words: Mapping[str, Vector]
    names: Vector
    figures: Vector
    shingles: frozenset[int]


def profile(record: Record) -> Profile:
    """The profile of one article."""
    sides = {record.language: [segment.text for segment in record.segments]}
    if COMMON in record.translations and record.language != COMMON:
        renderings = record.translations[COMMON].renderings
        sides[COMMON] = [r.text if r.verdict in _ACCEPTED else "" for r in renderings]
    return Profile(
        record.language,
        {language: _counted(record, texts) for language, texts in sides.items()},
        dict.fromkeys(_names(record), 1.0),
        dict(_figures(record)),
        shingles("\n".join(sides[record.language])),
    )


def shingles(text: str) -> frozenset[int]:
    """Hashes of every four words in a row; of all words where there are fewer, and of the text where there are none."""
    found = re.findall(r"\w+", text.lower()) or [text]
    rows = range(max(1, len(found) - _SHINGLE + 1))
    return frozenset(_hash(" ".join(found[n : n + _SHINGLE])) for n in rows)


def vectors(things: Sequence[Vector], known: Mapping[str, int]) -> list[Vector]:
    """*things*, weighed and of almost length 1. What is rare among them and in news, as *known* says, weighs most.

    Each is as long as if the article had a little more, seen nowhere else: one figure in common says little, also where
    an article has no other; so do the few words of a translation that is mostly in doubt.
    """
    seen = Counter(term for thing in things for term in thing)
    total = len(things) + DOCUMENTS
    rarity = {term: math.log(total / (0.5 + number + known.get(term, 0))) for term, number in seen.items()}
    unseen = _UNSEEN * math.log(total) ** 2
    return [_unit({term: weight * rarity[term] for term, weight in thing.items()}, unseen) for thing in things]


def _unit(weights: dict[str, float], unseen: float) -> Vector:
    heaviest = sorted(weights.items(), key=lambda item: (-item[1], item[0]))[:_HEAVIEST]
    length = math.sqrt(unseen + sum(weight * weight for _, weight in heaviest))
    return {term: weight / length for term, weight in heaviest}


def _counted(record: Record, texts: Sequence[str]) -> Vector:
    count: Counter[str] = Counter()
    for segment, text in zip(record.segments, texts, strict=True):
        weight = _TITLE if record.role(segment) == "title" else 1
        for word in words(text.lower()):
            count[word[:_STEM]] += weight
    return {stem: 1 + math.log(n) for stem, n in count.items()}


def _names(record: Record) -> Iterator[str]:
    """Words of names, in English or, where English lost them, in a source of Latin script."""
    for name in record.names:
        latin = name.source if SCRIPTS.get(record.language) == "Latin" else ""
        if form := name.forms.get(COMMON) or latin:
            yield from fold(form).split()


def _figures(record: Record) -> Iterator[tuple[str, float]]:
    for figure in record.ledger:
        for value in figure.value.split(" | ") if figure.source else ():
            digits = len(value.replace(".", "").strip("0"))
            if digits > 1:
                yield value, 1.0 if digits > 2 and figure.unit != "year" else 0.5


def _hash(text: str) -> int:
    return int.from_bytes(blake2b(text.encode("utf-8", "replace"), digest_size=8).digest(), "big")

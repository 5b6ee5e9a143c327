"""The ways in which the benchmark makes a correct translation wrong.

A corruption takes an item, what its set offers, and a random generator of its own; it returns the damaged rendering, or
None where it can not be sure that the result would be wrong. ``corrupt`` seeds the generator by the item and the kind,
so that an item is always damaged in the same way, whichever other items are measured.
"""

import random
import re
from collections.abc import Callable
from typing import Final

from items import Item, Material
from meaning import HEDGES, NEGATORS, changes
from names import find_names, fold, is_proper, may_replace
from number_corruptions import (
    decimal_misread,
    digit_changed,
    factor_of_ten,
    number_added,
    number_dropped,
    scale_swapped,
)
from numerals import ADDRESS
from swaps import currency_swapped, direction_swapped, disease_swapped, fraction_swapped, half_of_day_swapped

Corruption = Callable[[Item, Material, random.Random], str | None]

MIN_WORDS: Final = 8  # a shorter sentence has no halves


def name_replaced(item: Item, material: Material, rng: random.Random) -> str | None:
    """A name is another name of the same kind, from elsewhere in the set, everywhere in the sentence."""
    names = [n for n in find_names(item.reference, item.target) if is_proper(n, item.target, material.lower)]
    if not names:
        return None
    name = rng.choice(names)
    others = [n for n in material.names[name.kind] if may_replace(n, name.text, item.reference)]
    if not others or (item.source in ("en", "id", "vi") and fold(name.text.split()[-1]) not in fold(item.text)):
        return None  # the source calls it by another name, which the benchmark does not know
    return re.sub(rf"(?<!\w){re.escape(name.text)}(?!\w)", rng.choice(others), item.reference)


def first_half_dropped(item: Item, _: Material, __: random.Random) -> str | None:
    """Only the second half of the words is there."""
    words = item.reference.split()
    return " ".join(words[len(words) // 2 :]) if len(words) >= MIN_WORDS else None


def second_half_dropped(item: Item, _: Material, __: random.Random) -> str | None:
    """Only the first half of the words is there."""
    words = item.reference.split()
    return " ".join(words[: (len(words) + 1) // 2]) if len(words) >= MIN_WORDS else None


def clause_dropped(item: Item, _: Material, rng: random.Random) -> str | None:
    """What stands between two marks is left out: three words or more, at most three fifths of the sentence."""
    clauses = _clauses(item.reference)
    total = len(item.reference.split())
    places = [i for i, clause in enumerate(clauses) if 3 <= len(clause.split()) <= 0.6 * total]
    if len(clauses) < 2 or not places:
        return None
    place = rng.choice(places)
    return " ".join("".join(clauses[:place] + clauses[place + 1 :]).split())


def sentence_appended(item: Item, material: Material, rng: random.Random) -> str | None:
    """The translation of another sentence follows."""
    other = rng.choice(material.references)
    return f"{item.reference} {other}" if other != item.reference else None


def other_sentence(item: Item, material: Material, rng: random.Random) -> str | None:
    """The translation of another sentence, of about the same length."""
    return rng.choice([r for r in material.near(len(item.reference)) if r != item.reference])


def source_copied(item: Item, _: Material, __: random.Random) -> str | None:
    """The source, where less than half of its words belong in the translation too."""
    return item.text if _differs(item) else None


def half_copied(item: Item, _: Material, __: random.Random) -> str | None:
    """The first half of the translation, and then the second half of the source."""
    words, source = item.reference.split(), item.text.split()
    if not _differs(item) or min(len(words), len(source)) < MIN_WORDS:
        return None
    return " ".join([*words[: len(words) // 2], *source[len(source) // 2 :]])


def clause_looped(item: Item, _: Material, rng: random.Random) -> str | None:
    """Two to eight words in a row stand there three times."""
    words = item.reference.split()
    if len(words) < 4:
        return None
    size = rng.randint(2, min(8, len(words) - 1))
    start = rng.randrange(len(words) - size + 1)
    return " ".join([*words[:start], *words[start : start + size] * 3, *words[start + size :]])


def negation_removed(item: Item, _: Material, rng: random.Random) -> str | None:
    """The sentence says the opposite."""
    found = changes(item.reference, NEGATORS[item.target])
    return rng.choice(found) if found else None


def hedge_removed(item: Item, _: Material, rng: random.Random) -> str | None:
    """What was suspected is certain."""
    found = changes(item.reference, HEDGES[item.target])
    return rng.choice(found) if found else None


def other_target(item: Item, material: Material, _: random.Random) -> str | None:
    """A human translation, but into Vietnamese for English and the reverse."""
    other = "vi" if item.target == "en" else "en"
    return None if item.source == other else _version(item, material, other)


def indonesian(item: Item, material: Material, _: random.Random) -> str | None:
    """A human translation, but into Indonesian."""
    return None if item.source == "id" else _version(item, material, "id")


def address_altered(item: Item, _: Material, rng: random.Random) -> str | None:
    """One letter of an address that the source has is another letter."""
    found = [m for m in ADDRESS.finditer(item.reference) if m[0] in item.text]
    if not found:
        return None
    match = rng.choice(found)
    place = rng.choice([i for i in range(match.start() + 8, match.end()) if item.reference[i].isalpha()])
    letter = rng.choice([c for c in "aeioustn" if c != item.reference[place].lower()])
    return item.reference[:place] + letter + item.reference[place + 1 :]


KINDS: Final[dict[str, Corruption]] = {
    "digit changed": digit_changed,
    "number dropped": number_dropped,
    "number added": number_added,
    "factor of ten": factor_of_ten,
    "scale word swapped": scale_swapped,
    "decimal misread": decimal_misread,
    "currency swapped": currency_swapped,
    "half of day swapped": half_of_day_swapped,
    "fraction swapped": fraction_swapped,
    "direction swapped": direction_swapped,
    "disease swapped": disease_swapped,
    "source copied": source_copied,
    "half copied": half_copied,
    "other target language": other_target,
    "Indonesian": indonesian,
    "clause looped": clause_looped,
    "first half dropped": first_half_dropped,
    "second half dropped": second_half_dropped,
    "name replaced": name_replaced,
    "negation removed": negation_removed,
    "hedge removed": hedge_removed,
    "clause dropped": clause_dropped,
    "sentence appended": sentence_appended,
    "other sentence": other_sentence,
    "address altered": address_altered,
}

# Kinds that most sentences do not allow.
RARE: Final = (
    "digit changed",
    "number dropped",
    "factor of ten",
    "scale word swapped",
    "decimal misread",
    "currency swapped",
    "half of day swapped",
    "fraction swapped",
    "direction swapped",
    "disease swapped",
    "name replaced",
    "negation removed",
    "hedge removed",
)


def corrupt(kind: str, item: Item, material: Material) -> str | None:
    """The damaged rendering of *item*, or None where this kind of damage would not make it wrong."""
    rng = random.Random(f"{kind} {item.set} {item.source}-{item.target} {item.index}")
    damaged = KINDS[kind](item, material, rng)
    return None if damaged is None or damaged.split() == item.reference.split() else damaged


def _clauses(text: str) -> list[str]:
    return re.split(r"(?<=[,;:–—]) +", text) if "," in text or ";" in text else [text]


def _differs(item: Item) -> bool:
    words, source = set(item.reference.casefold().split()), set(item.text.casefold().split())
    return len(words & source) * 2 < len(source)


def _version(item: Item, material: Material, language: str) -> str | None:
    found = material.versions.get((language, item.text)) or material.versions.get((language, item.reference))
    return None if found is None or found in (item.reference, item.text) else found

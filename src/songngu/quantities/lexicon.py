"""What a language's number words are, and how tables of them are read. The tables are in ``number_words``.

Every word is stored folded (``fold``), so that case, Arabic vowel signs and the letter variants of Arabic and Urdu
keyboards make no difference.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import chain
from typing import Final, Literal

from .quantity import Values

_LETTERS: Final = str.maketrans(
    dict(zip("أإآٱىيئكةہۃۂ", "اااایییکهههه", strict=True)) | dict.fromkeys("\u0640\u200c\u200d")
)
_LONGEST_ENDING: Final = 9  # টি and a case ending, as code points
_VOWEL_SIGNS: Final = re.compile("[\u064b-\u0655\u0670]")


@lru_cache(maxsize=1 << 14)
def fold(word: str) -> str:
    """The form under which a word stands in the tables."""
    word = unicodedata.normalize("NFC", word.casefold()).translate(_LETTERS)
    return unicodedata.normalize("NFC", _VOWEL_SIGNS.sub("", word))


@dataclass(frozen=True, slots=True)
class Entry:
    """What one word may be in a number. ``clear``: it says so even where it stands alone."""

    kind: Literal["numeral", "ordinal", "scale", "month"]
    values: Values
    clear: bool


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """The number words of one language; compared by identity.

    Attributes:
        numerals: words that add up with their neighbours: ``twenty three``; ordinals are among them.
        ordinals: those numerals that are ordinals.
        unclear: those numerals that alone are more often another word (Vietnamese *năm* is five and year), with what
            is glued to them (Bengali *আটকে* is also stuck), and affixes that make them one.
        scales: words that multiply what stands before them: ``million``, ``লাখ``.
        asides: words that name a number and combine with nothing: ordinals, months, weekdays, ``half``, ``twice``.
        names: months and weekdays. They count only with a capital, where the script has capitals.
        months: the names of months that are no other word, and so are numbers as good as digits.
        other_months: names of months that may be another word, or need the next word to be told apart.
        afternoon: words that turn 3 o'clock into 15 o'clock.
        affixes: what may be glued to a number word, as (prefix, suffix) patterns.
        ordinal: endings and beginnings among those that make an ordinal.
        units_first: True where a unit stands before its ten: ثلاثة وعشرون, ``dua belas``.
        known: all words of the tables.
        unseen: values that words may stand for, in a language whose words are not known.
        any_scale: what a number may be multiplied by, in a language whose scale words are not known.
    """

    numerals: Mapping[str, Decimal]
    ordinals: frozenset[str]
    unclear: frozenset[str]
    scales: Mapping[str, Decimal]
    asides: Mapping[str, frozenset[Decimal]]
    names: Mapping[str, frozenset[Decimal]]
    months: Mapping[str, Decimal]
    other_months: Mapping[str, Values]
    afternoon: frozenset[str]
    affixes: tuple[re.Pattern[str], re.Pattern[str]]
    ordinal: re.Pattern[str]
    known: frozenset[str]
    units_first: bool = False
    unseen: frozenset[Decimal] = frozenset()
    any_scale: tuple[Decimal, ...] = (Decimal(1),)

    def stems(self, word: str) -> tuple[str, ...]:
        """What of the tables the folded word may be, as it is or without one of its endings, longest first."""
        return _stems(self, fold(word))

    def all_stems(self, word: str) -> tuple[str, ...]:
        """The same, and once more without the prefix."""
        bare = self.affixes[0].sub("", fold(word), count=1)
        return self.stems(word) + _stems(self, bare)

    def entry(self, word: str) -> Entry | None:
        """What *word* may be in a number, if anything."""
        return _entry(self, word)

    def values(self, word: str) -> Values:
        """Every number that *word* may stand for by itself: more than it means."""
        found: set[Decimal] = set()
        for stem in self.all_stems(word):
            found |= self.asides.get(stem, frozenset())
            found |= frozenset() if word.islower() else self.names.get(stem, frozenset())
        return frozenset(found)

    def late(self, word: str) -> bool:
        """Whether *word* speaks of the afternoon, evening or night."""
        return not self.afternoon.isdisjoint(self.all_stems(word))


@lru_cache(maxsize=1 << 15)
def _entry(lexicon: Lexicon, word: str) -> Entry | None:
    scale = next((lexicon.scales[stem] for stem in lexicon.stems(word) if stem in lexicon.scales), None)
    if scale is not None:
        return Entry("scale", frozenset({scale}), False)
    stems = lexicon.all_stems(word)
    for stem in stems:
        if stem in lexicon.numerals:
            affix = fold(word).replace(stem, "", 1)
            ordinal = stem in lexicon.ordinals or bool(lexicon.ordinal.fullmatch(affix))
            clear = lexicon.unclear.isdisjoint({stem, affix, fold(word)})
            return Entry("ordinal" if ordinal else "numeral", frozenset({lexicon.numerals[stem]}), clear)
    if not word.islower():
        for stem in stems:
            if stem in lexicon.months:
                return Entry("month", frozenset({lexicon.months[stem]}), True)
            if stem in lexicon.other_months:
                return Entry("month", lexicon.other_months[stem], False)
    return None


def _stems(lexicon: Lexicon, word: str) -> tuple[str, ...]:
    ending, shortest = lexicon.affixes[1], max(1, len(word) - _LONGEST_ENDING)
    cuts = (cut for cut in range(len(word), shortest - 1, -1) if word[:cut] in lexicon.known)
    return tuple(word[:cut] for cut in cuts if cut == len(word) or ending.fullmatch(word, cut))


_ENTRY: Final = re.compile(r"(\d[\de.]*)\s([^\d;]*)")


def entries(table: str) -> Iterator[tuple[str, Decimal]]:
    """Read ``1 one first; 2 two`` as (word, value)."""
    for entry in _ENTRY.finditer(table):
        for word in entry[2].split():
            yield fold(word), Decimal(entry[1])


def _asides(*tables: str) -> dict[str, frozenset[Decimal]]:
    """Word → values, for words that may mean several numbers."""
    found: dict[str, set[Decimal]] = defaultdict(set)
    for word, value in chain.from_iterable(map(entries, tables)):
        found[word].add(value)
    return {word: frozenset(values) for word, values in found.items()}


def counted(names: str, start: int = 0) -> str:
    """Number the words of a list that counts up; ``/`` parts spellings of the same number."""
    return ";".join(f"{n} {word.replace('/', ' ')}" for n, word in enumerate(names.split(), start))


def lexicon(
    *,
    numerals: str,
    ordinals: str = "",
    unclear: str = "",
    scales: str,
    asides: str,
    months: str = "",
    other_months: str = "",
    weekdays: str = "",
    afternoon: str,
    prefix: str = "(?!)",
    suffix: str = "(?!)",
    ordinal: str = "(?!)",
    units_first: bool = False,
) -> Lexicon:
    """Make a lexicon of tables as ``entries`` and ``counted`` read them; ``_`` is a month that is another word, too."""
    sure = counted(months, 1)
    tables = (numerals, ordinals, scales, asides, sure, other_months, counted(weekdays, 2))
    return Lexicon(
        numerals=dict(entries(f"{numerals};{ordinals}")),
        ordinals=frozenset(word for word, _ in entries(ordinals)),
        unclear=frozenset(map(fold, unclear.split())),
        scales=dict(entries(scales)),
        asides=_asides(asides),
        names=_asides(sure, other_months, counted(weekdays, 2)),  # Monday is the second day in Vietnamese
        months={word: value for word, value in entries(sure) if word != "_"},
        other_months=_asides(other_months),
        afternoon=frozenset(map(fold, afternoon.split())),
        affixes=(re.compile(f"^(?:{fold(prefix)})"), re.compile(fold(suffix))),
        ordinal=re.compile(fold(ordinal)),
        known=frozenset(word for table in tables for word, _ in entries(table)) | set(map(fold, afternoon.split())),
        units_first=units_first,
    )

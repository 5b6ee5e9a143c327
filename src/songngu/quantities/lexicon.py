"""What a language's number words are, and how tables of them are read. The tables are in ``number_words``.

Every word is stored folded (``fold``), so that case, Arabic vowel signs and the letter variants of Arabic and Urdu
keyboards make no difference.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache
from itertools import chain
from typing import Final, Literal, NamedTuple

from ..canonical import nfc
from .quantity import Values

_LETTERS: Final = str.maketrans(
    dict(zip("أإآٱىيئكةہۃۂ", "اااایییکهههه", strict=True)) | dict.fromkeys("\u0640\u200c\u200d")
)
_LONGEST_ENDING: Final = 9  # টি and a case ending, as code points
_ROMAN: Final = re.compile(r"(?=[IVX])(X{0,3})(IX|IV|V?I{0,3})")
_ROMAN_UNITS: Final = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
_VOWEL_SIGNS: Final = re.compile("[\u064b-\u0655\u0670]")


@lru_cache(maxsize=1 << 14)
def fold(word: str) -> str:
    """The form under which a word stands in the tables."""
    if word.isascii():
        return word.lower()
    word = nfc(word.casefold()).translate(_LETTERS)
    return nfc(_VOWEL_SIGNS.sub("", word))


@dataclass(frozen=True, slots=True)
class Entry:
    """What one word may be in a number. ``clear``: it says so even where it stands alone."""

    kind: Literal["numeral", "ordinal", "scale", "month"]
    values: Values
    clear: bool


@dataclass(frozen=True, eq=False)  # without slots, which leave no room for a cached property
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
        one_word: True where every number below a hundred is one word, to which nothing is added.
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
    one_word: bool = False
    unseen: frozenset[Decimal] = frozenset()
    any_scale: tuple[Decimal, ...] = (Decimal(1),)

    @cached_property
    def beginnings(self) -> frozenset[str]:
        """The first two letters of all known words; most words of a text do not begin so."""
        return frozenset(word[:2] for word in self.known)


class Meaning(NamedTuple):
    """What the tables say of one word.

    Attributes:
        entry: what it may be in a number, if anything.
        values: every number that it may stand for by itself: more than it means.
        late: whether it speaks of the afternoon, evening or night.
    """

    entry: Entry | None
    values: Values
    late: bool


@lru_cache(maxsize=1 << 15)
def meaning(lexicon: Lexicon, word: str) -> Meaning:
    """What the tables say of *word*."""
    folded = fold(word)
    own = _stems(lexicon, folded)
    bare = lexicon.affixes[0].sub("", folded, count=1)
    stems = own if bare == folded else own + _stems(lexicon, bare)
    values = _values(lexicon, word, stems) | _roman(word)
    late = not lexicon.afternoon.isdisjoint(stems)
    return Meaning(_entry(lexicon, word, folded, own, stems), values, late) if stems or values else NOTHING


NOTHING: Final = Meaning(None, frozenset(), False)


def _values(lexicon: Lexicon, word: str, stems: Sequence[str]) -> Values:
    found: set[Decimal] = set()
    for stem in stems:
        found |= lexicon.asides.get(stem, frozenset())
        found |= frozenset() if word.islower() else lexicon.names.get(stem, frozenset())
    return frozenset(found)


def _roman(word: str) -> Values:
    """The value of a Roman numeral up to 39, such as a century or a quarter."""
    if word[0] in "IVX" and (match := _ROMAN.fullmatch(word)):
        return frozenset({Decimal(len(match[1]) * 10 + _ROMAN_UNITS.index(match[2]))})
    return frozenset()


def _entry(lexicon: Lexicon, word: str, folded: str, own: Sequence[str], stems: Sequence[str]) -> Entry | None:
    """What a word may be in a number; *own* are its stems with the prefix, *stems* all of them."""
    scale = next((lexicon.scales[stem] for stem in own if stem in lexicon.scales), None)
    if scale is not None:
        return Entry("scale", frozenset({scale}), False)
    for stem in stems:
        if stem in lexicon.numerals:
            affix = folded.replace(stem, "", 1)
            ordinal = stem in lexicon.ordinals or bool(lexicon.ordinal.fullmatch(affix))
            clear = lexicon.unclear.isdisjoint({stem, affix, folded})
            return Entry("ordinal" if ordinal else "numeral", frozenset({lexicon.numerals[stem]}), clear)
    if not word.islower():
        for stem in stems:
            if stem in lexicon.months:
                return Entry("month", frozenset({lexicon.months[stem]}), True)
            if stem in lexicon.other_months:
                return Entry("month", lexicon.other_months[stem], False)
    return None


def _stems(lexicon: Lexicon, word: str) -> tuple[str, ...]:
    """What of the tables a folded word may be, as it is or without one of its endings, longest first."""
    if word[:2] not in lexicon.beginnings and word[:1] not in lexicon.beginnings:
        return ()
    ending, shortest = lexicon.affixes[1], max(1, len(word) - _LONGEST_ENDING)
    cuts = (cut for cut in range(len(word), shortest - 1, -1) if word[:cut] in lexicon.known)
    return tuple(word[:cut] for cut in cuts if cut == len(word) or ending.fullmatch(word, cut))


_ENTRY: Final = re.compile(r"(-?\d[\de.]*)\s([^\d;]*)")


def entries(table: str, form: Callable[[str], str] = fold) -> Iterator[tuple[str, Decimal]]:
    """Read ``1 one first; 2 two`` as (word, value), each word in the *form* under which it will be looked up."""
    for entry in _ENTRY.finditer(table):
        for word in entry[2].split():
            yield form(word), Decimal(entry[1])


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
    one_word: bool = False,
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
        one_word=one_word,
    )

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
from typing import Final

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
class Lexicon:
    """The number words of one language.

    Attributes:
        numerals: words that add up with their neighbours: ``twenty three``.
        scales: words that multiply what stands before them: ``million``, ``লাখ``.
        asides: words that name a number and combine with nothing: ordinals, months, weekdays, ``half``, ``twice``.
        names: months and weekdays. They count only with a capital, where the script has capitals.
        months: the names of months that are no other word, and so are numbers as good as digits.
        afternoon: words that turn 3 o'clock into 15 o'clock.
        affixes: what may be glued to a number word, as (prefix, suffix) patterns.
        units_first: True where a unit stands before its ten: ثلاثة وعشرون, ``dua belas``.
        unseen: values that words may stand for, in a language whose words are not known.
        any_scale: what a number may be multiplied by, in a language whose scale words are not known.
    """

    numerals: Mapping[str, Decimal]
    scales: Mapping[str, Decimal]
    asides: Mapping[str, frozenset[Decimal]]
    names: Mapping[str, frozenset[Decimal]]
    months: Mapping[str, Decimal]
    afternoon: frozenset[str]
    affixes: tuple[re.Pattern[str], re.Pattern[str]]
    units_first: bool = False
    unseen: frozenset[Decimal] = frozenset()
    any_scale: tuple[Decimal, ...] = (Decimal(1),)

    def stems(self, word: str) -> tuple[str, ...]:
        """The folded word, and what is left of it without any of its endings, longest first."""
        return _stems(fold(word), self.affixes[1])

    def all_stems(self, word: str) -> tuple[str, ...]:
        """The same, and once more without the prefix."""
        bare = self.affixes[0].sub("", fold(word), count=1)
        return self.stems(word) + _stems(bare, self.affixes[1])


@lru_cache(maxsize=1 << 14)
def _stems(word: str, ending: re.Pattern[str]) -> tuple[str, ...]:
    shortest = max(1, len(word) - _LONGEST_ENDING)
    return (word, *(word[:cut] for cut in range(len(word) - 1, shortest - 1, -1) if ending.fullmatch(word, cut)))


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
    scales: str,
    asides: str,
    months: str = "",
    other_months: str = "",
    weekdays: str = "",
    afternoon: str,
    prefix: str = "(?!)",
    suffix: str = "(?!)",
    units_first: bool = False,
) -> Lexicon:
    """Make a lexicon of tables as ``entries`` and ``counted`` read them; ``_`` is a month that is another word, too."""
    sure = counted(months, 1)
    return Lexicon(
        dict(entries(numerals)),
        dict(entries(scales)),
        _asides(asides),
        _asides(sure, other_months, counted(weekdays, 2)),  # Monday is the second day in Vietnamese
        {word: value for word, value in entries(sure) if word != "_"},
        frozenset(map(fold, afternoon.split())),
        (re.compile(f"^(?:{fold(prefix)})"), re.compile(fold(suffix))),
        units_first,
    )

"""Which words of two languages stand for each other, as counted in parallel text. Sentences are not judged here.

A dictionary is a file ``words.<left>-<right>.gz`` beside this module, written by ``training/lexicon.py``. It is text:

    {"omission": {"ar-en": [...]}, ...}        one line of JSON: the models that ``coverage`` weighs evidence with
    12034                                      how many words of the right language follow
    hospital<TAB>31 22                         a stem; evidence of loss, and evidence of presence, in tenths of a nat
    ...
    مستشف<TAB>28 30 17 4411                    a stem of the left language, the same, and the places (from 0) in
    ...                                        the list above of the words that it stands for

Evidence of loss is log((1 - r) / (1 - c)), evidence of presence log(c / r), where a word that the dictionary knows has
a counterpart in a share c of true translations and in a share r of other sentences' translations. Words that say
little about a translation (``of``) so weigh little, and no list of stop words is needed.
"""

import gzip
import re
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import repeat
from pathlib import Path
from typing import Any, Final, NamedTuple

from ..languages import ascii_digits
from ..words import WORD, words

# The left and right language of each file; Vietnamese–English is read both ways.
DICTIONARIES: Final = (
    ("ar", "en"), ("bn", "en"), ("id", "en"), ("ur", "en"), ("vi", "en"),
    ("ar", "vi"), ("bn", "vi"), ("id", "vi"), ("ur", "vi"),
)  # fmt: skip

_DIGIT: Final = re.compile(r"\d")
_TOKEN: Final = re.compile(rf"\d+(?:[.,]\d+)*|{WORD}")
_SAME_LETTERS: Final = str.maketrans(
    dict(zip("أإآٱىيئكةہۃۂ", "اااایییکهههه", strict=True))
    | dict.fromkeys(["\u0640", "\u200c", "\u200d", "\u0670", *map(chr, range(0x64B, 0x656))])
)
_ARABIC_PREFIX: Final = re.compile("^(?:[وف]?(?:[بک]?ال|لل)|و(?=...))(?=..)")
_INDONESIAN_ENDING: Final = re.compile("(?<=.{4})(?:nya|lah|kah|pun)$")
_INDONESIAN_PREFIX: Final = re.compile("^(?:(?:mem|di|ter)?per|men[gy]?|mem|me|di|ber|ter|pem|pen[gy]?|se|ke)(?=.{4})")
_INDONESIAN_SUFFIX: Final = re.compile("(?<=.{4})(?:kan|an|i)$")
# Letters of a stem. Of 4 to 7 letters, these keep most other sentences apart (bn-en; others by analogy).
_LONGEST: Final = {"ar": 5, "bn": 5, "ur": 5, "en": 6, "id": 7}


class Word(NamedTuple):
    """A word in a sentence: the stem under which the dictionary has it, and where it stands."""

    stem: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Dictionary:
    """The words of two languages that stand for each other.

    Attributes:
        models: what ``coverage`` weighs evidence with.
        left: stem → evidence of loss and of presence, and the places of its translations in the right language.
        right: stem → place, evidence of loss, evidence of presence.
        compounds: stems of two Vietnamese syllables; other languages have none.
    """

    models: Mapping[str, Any]
    left: Mapping[str, str]
    right: Mapping[str, tuple[int, float, float]]
    compounds: frozenset[str]

    def evidence(self, left: Sequence[str], right: Sequence[str]) -> tuple[list[float], list[float]]:
        """For each stem of two sentences, how much it speaks against a translation, in nats.

        Above 0 for a known word without a counterpart, below 0 for one that has it, 0 for a word unknown here.
        """
        known = list(map(self.right.get, right, repeat(_UNKNOWN)))
        places = {place for place, _, _ in known}
        reached: set[int] = set()
        given = []
        for loss, presence, translations in map(_links, map(self.left.get, left, repeat(_UNLINKED))):
            if places.isdisjoint(translations):
                given.append(loss)
            else:
                reached.update(places.intersection(translations))
                given.append(-presence)
        returned = [-presence if place in reached else loss for place, loss, presence in known]
        _mark_equal(left, right, given, returned)
        return given, returned


_UNKNOWN: Final = (-1, 0.0, 0.0)  # a stem of the right language that the dictionary does not have
_UNLINKED: Final = "0 0"  # and one of the left


@lru_cache(maxsize=1 << 15)
def _links(entry: str) -> tuple[float, float, tuple[int, ...]]:
    """Evidence of loss and of presence, in nats, and the places of the translations of a stem of the left language."""
    loss, presence, *places = map(int, entry.split())
    return loss / 10, presence / 10, tuple(places)


_EQUAL: Final = 2.0  # nats for a word or number that stands on both sides unchanged: a common word's, and no more


def _mark_equal(left: Sequence[str], right: Sequence[str], given: list[float], returned: list[float]) -> None:
    """Count what both sides have in the same letters as present: names, acronyms, numbers."""
    both = set(left).intersection(right)
    for stems, evidence in ((left, given), (right, returned)) if both else ():
        for index, stem in enumerate(stems):
            if stem in both and evidence[index] > -_EQUAL:
                evidence[index] = -_EQUAL


def stems(text: str, language: str, compounds: Container[str] = frozenset()) -> Sequence[str]:
    """The stems of the words and numbers of *text* in order; two syllables that *compounds* knows are one word."""
    found = _stems(text, language)
    return _join(found, compounds) if language == "vi" else found


@lru_cache(maxsize=1 << 6)  # a sentence is compared with each of its translations
def _stems(text: str, language: str) -> tuple[str, ...]:
    """The same, with each syllable by itself."""
    return tuple(filter(None, map(_stem, _tokens(text), repeat(language))))


@lru_cache(maxsize=1 << 6)
def _tokens(text: str) -> Sequence[str]:
    """The words and numbers of *text* as they stand, but for digits as 0-9."""
    return _TOKEN.findall(ascii_digits(text)) if _DIGIT.search(text) else words(text)


def _join(syllables: Sequence[str], compounds: Container[str]) -> list[str]:
    """Join syllables from left to right."""
    joined: list[str] = []
    for stem in syllables:
        if joined and (both := f"{joined[-1]} {stem}") in compounds:
            joined[-1] = both
        else:
            joined.append(stem)
    return joined


def cut(text: str, language: str, compounds: Container[str] = frozenset()) -> list[Word]:
    """The same stems, and where they stand."""
    tokens = _TOKEN.finditer(ascii_digits(text))
    spans = [token.span() for token in tokens if _stem(token[0], language)]
    found: list[Word] = []
    first = 0
    for stem in stems(text, language, compounds):
        last = first + stem.count(" ")
        found.append(Word(stem, spans[first][0], spans[last][1]))
        first = last + 1
    return found


def fold(text: str, language: str) -> str:
    """Lower case; for Arabic and Urdu without vowel signs, and with one form of each letter that keyboards vary."""
    text = text.casefold()
    return text.translate(_SAME_LETTERS) if language in ("ar", "ur") else text


@lru_cache(maxsize=1 << 6)
def sentence(text: str, language: str) -> str:
    """*text* folded; several checks look for words in one folded sentence."""
    return fold(text, language)


@lru_cache(maxsize=1 << 15)
def _stem(word: str, language: str) -> str:
    """The form under which the dictionary has a word: lower case, without common prefixes, its first letters."""
    word = fold(word, language)
    if language == "ar":
        word = _ARABIC_PREFIX.sub("", word)
    if language == "id":
        for affix in (_INDONESIAN_ENDING, _INDONESIAN_PREFIX, _INDONESIAN_SUFFIX):
            word = affix.sub("", word)
    return word[: _LONGEST.get(language)]


def parse(text: str) -> Dictionary:
    """Read the text of a dictionary file."""
    import json

    models, number, *lines = text.split("\n")
    right = {}
    for place, line in enumerate(lines[: int(number)]):
        stem, weights = line.split("\t")
        loss, presence = weights.split()
        right[stem] = place, int(loss) / 10, int(presence) / 10
    left = dict(line.split("\t") for line in lines[int(number) :] if line)
    compounds = frozenset(stem for stem in (*right, *left) if " " in stem)
    return Dictionary(json.loads(models), left, right, compounds)


@lru_cache(maxsize=len(DICTIONARIES))
def dictionary(left: str, right: str) -> Dictionary:
    """The dictionary of a pair of ``DICTIONARIES``, read once."""
    path = Path(__file__).with_name(f"words.{left}-{right}.gz")
    return parse(gzip.decompress(path.read_bytes()).decode("utf-8"))

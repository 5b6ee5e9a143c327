"""Which plain words a word of a text may be a form of: endings and clitics taken off, by rules for six languages.

Not a stemmer: the glossary has the plain form, and what can be glued to it is taken off the words of a text. So no word
matches by accident of the glossary's own ending. Broken plurals (``أدوية`` for ``دواء``), and ``men`` for ``man``, are
for the glossary to list. In any other language words match as they are.

The tables: case endings, classifiers and plurals of Bengali; one-letter conjunctions and prepositions, article, sound
plurals, duals and possessives of Arabic; plurals of Urdu; prefixes and suffixes of Indonesian verbs; English plurals.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Final

from ..canonical import nfc
from ..languages import ascii_digits

# Vowel signs of the Arabic script, its lengthening stroke, and joiners: spelling that comes and goes.
_UNSTABLE: Final = re.compile("[\u064b-\u0655\u0670\u0640\u200c\u200d]")
_LETTERS: Final = {
    "ar": str.maketrans("أإآٱىکی", "اااايكي"),
    "ur": str.maketrans("أيىئكهةۃۂ", "اییئکہہہہ"),
}
# The tone mark of an open oa, oe, uy stands on either vowel: hoà and hòa are one syllable, and both are in print.
_TONES: Final = tuple(
    (nfc(a + b + tone), nfc(a + tone + b))
    for a, b in ("oa", "oe", "uy", "Oa", "Oe", "Uy", "OA", "OE", "UY")
    for tone in "\u0300\u0301\u0303\u0309\u0323"
)

_BENGALI: Final = re.compile(
    unicodedata.normalize(
        "NFC",
        "(?:টি|টা|টুকু|খানা|খানি|গুলো|গুলি|গুলা|সমূহ|গণ|জন|ে?রা|য়েরা|ে?দের|য়েদের)?"  # classifiers, plurals
        "(?:র|ের|য়ের|এর|কে|রে|তে|েতে|ে|য়|য়ে|এ|সহ)?"  # case
        "[ইও]?",
    )
)
_ARABIC_BEFORE: Final = re.compile("[وف]?(?:[بك]?ال|لل|[بكل])?")
_OWNERS: Final = "(?:هما|ها|هم|هن|ه|نا|كم|ك|ي)?"
_ARABIC_AFTER: Final = re.compile(f"(?:ات|ون|ين|ان|تين|ا)?{_OWNERS}")
_ARABIC_FOR_TA: Final = re.compile(f"(?:ات|ت|تان|تين){_OWNERS}")
_URDU_AFTER: Final = re.compile("وں|یں|ات|ین|اں|ؤں|ئیں|س|ز|ں")
_URDU_FOR_VOWEL: Final = re.compile("ے|وں|ؤں|یں|ئیں|ئے|ات|یات")
_INDONESIAN_BEFORE: Final = re.compile("(?:di|me|mem|men|meng|menge|ber|ter|se)?")
_INDONESIAN_NASALS: Final = {"meng": "k", "mem": "p", "meny": "s", "men": "t"}  # each has swallowed a letter
_INDONESIAN_AFTER: Final = re.compile("(?:kan|i)?(?:nya|lah|kah|pun|ku|mu)?")
_INDONESIAN_AN: Final = re.compile("an(?:nya|lah|kah|pun|ku|mu)?")


@lru_cache(maxsize=1 << 14)
def spelled(word: str, language: str) -> str:
    """The spelling in which words are compared: digits as 0-9; case stays. Vietnamese and Bengali signs all count."""
    word = _UNSTABLE.sub("", nfc(ascii_digits(word)))
    if language == "vi":
        return next((word[: -len(new)] + old for new, old in _TONES if word.endswith(new)), word)
    return word.translate(_LETTERS.get(language, {}))


@lru_cache(maxsize=1 << 14)
def stems(word: str, language: str) -> frozenset[str]:
    """The words that *word*, spelled as by ``spelled``, may be a form of; itself among them."""
    return frozenset((word, *_STEMS[language](word))) if language in _STEMS else frozenset((word,))


def plain(word: str, language: str) -> frozenset[str]:
    """A word of a glossary, and in Arabic the same without its article."""
    bare = language == "ar" and word.startswith("ال") and len(word) > 3
    return frozenset((word, word[2:])) if bare else frozenset((word,))


def _without(word: str, endings: re.Pattern[str]) -> Iterator[str]:
    """What is before each ending that *word* may have."""
    return (word[:i] for i in range(1, len(word)) if endings.fullmatch(word, i))


def _english(word: str) -> Iterator[str]:
    """Plurals. A possessive is two words here, since an apostrophe is no letter."""
    lower = word.lower()
    if lower.endswith("s"):
        yield word[:-1]
    if re.search("(?:s|x|z|ch|sh)es$", lower):
        yield word[:-2]
    if lower.endswith("ies"):
        yield word[:-3] + ("y" if word[-1] == "s" else "Y")


def _bengali(word: str) -> Iterator[str]:
    return _without(word, _BENGALI)


def _arabic(word: str) -> Iterator[str]:
    for i in range(len(word)):
        if _ARABIC_BEFORE.fullmatch(word, 0, i):
            yield word[i:]
            yield from _without(word[i:], _ARABIC_AFTER)
            yield from (stem + "ة" for stem in _without(word[i:], _ARABIC_FOR_TA))


def _urdu(word: str) -> Iterator[str]:
    yield from _without(word, _URDU_AFTER)
    for stem in _without(word, _URDU_FOR_VOWEL):  # the last vowel gives way: نمونہ, نمونے, نمونوں
        yield from (stem + "ا", stem + "ہ")


def _indonesian(word: str) -> Iterator[str]:
    """Verbs and possessives. No ``-an`` after ``pe-`` and ``ke-``: perawat is a nurse, perawatan is care."""
    lower = word.lower()
    bodies = [word[i:] for i in range(len(word)) if _INDONESIAN_BEFORE.fullmatch(lower, 0, i)]
    bodies += [letter + word[len(nasal) :] for nasal, letter in _INDONESIAN_NASALS.items() if lower.startswith(nasal)]
    for body in bodies:
        yield body
        yield from _without(body, _INDONESIAN_AFTER)
        if not body.lower().startswith(("pe", "ke")):
            yield from _without(body, _INDONESIAN_AN)


_STEMS: Final[Mapping[str, Callable[[str], Iterator[str]]]] = {
    "ar": _arabic,
    "bn": _bengali,
    "en": _english,
    "id": _indonesian,
    "ur": _urdu,
}

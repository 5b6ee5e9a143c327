"""Whether the rendering is in the script, and if Latin in the language, that was asked for: the check ``script``.

The languages told apart by words are English, Vietnamese and Indonesian, in sentences of six words or more. Arabic and
Urdu share a script here, and so do all other languages in Latin script: they are not told apart.
"""

import unicodedata
from collections import Counter
from collections.abc import Callable
from functools import lru_cache
from typing import Final

from .pair import Pair, words

_TARGET_SCRIPT: Final = {"en": "Latin", "vi": "Latin", "id": "Latin", "ar": "Arabic", "ur": "Arabic", "bn": "Bengali"}

# References quote at most a name in another script; a sentence of which a fifth is foreign is not a translation.
_WRONG: Final = 0.2
# Below that, three letters (a word) are worth a remark; one or two are symbols such as µ or α.
_REMARK: Final = 3

_MIN_WORDS: Final = 6  # fewer words say too little about a language

# The most frequent words of each language that are no words of the other two.
_FUNCTION_WORDS: Final = {
    "en": frozenset(
        "the of and to in is was for that with by on as are were from at it has have had be been will not this which "
        "who their its after but or an he she they his her said".split()
    ),
    "id": frozenset(
        "yang dan di dari untuk dengan pada ini itu tidak dalam adalah akan oleh juga sebagai telah para karena lebih "
        "tersebut mereka dapat kepada sudah bahwa saat tahun orang ke atau setelah menjadi bisa ada".split()
    ),
}
_VIETNAMESE_VOWELS: Final = frozenset("ăđơư")
_VIETNAMESE_MARKS: Final = frozenset("\u0309\u0323")  # hook above, dot below; others have the other tones too

# On the development references at least 33 % of the words of a Vietnamese sentence carry a mark.
_MARKED_IN_VIETNAMESE: Final = 0.15
# And at most 12 % of those of an English one: English text quotes Vietnamese names.
_MARKED_IN_OTHERS: Final = 0.4


def wrong_script(pair: Pair) -> list[str]:
    """Too many letters of another script, or another language in the right script."""
    script, share, _ = _foreign(pair)
    if share > _WRONG:
        return [f"script: {share:.0%} of the letters are {script}".replace("%", " %")]
    language = _wrong_language(pair.rendering, pair.target)
    return [f"script: the words are {language}"] if language else []


def foreign_letters(pair: Pair) -> list[str]:
    """A word in another script, that the source's own foreign words do not explain, in an otherwise good rendering."""
    script, share, number = _foreign(pair)
    if number >= _REMARK and share <= _WRONG:
        return [f"script: {number} letters are {script}"]
    return []


def target_script(language: str) -> str:
    """The script that *language* is written in, or an empty string if it is not in the table."""
    return _TARGET_SCRIPT.get(language, "")


@lru_cache(maxsize=4096)
def script_of(char: str) -> str:
    """Name of the script of *char*, after the first word of its Unicode name: ``Latin``, ``Bengali``, ``Cjk``."""
    return unicodedata.name(char, "Unknown").split()[0].split("-")[0].capitalize()


def _foreign(pair: Pair) -> tuple[str, float, int]:
    """The commonest wrong script of the rendering, the share of all wrong letters, and their number."""
    expected, quoted = target_script(pair.target), _quoted(pair.text)
    letters = (char for word in words(pair.rendering) if word not in quoted for char in word if char.isalpha())
    scripts = Counter(map(script_of, letters))
    wrong = Counter({script: count for script, count in scripts.items() if script != expected})
    if not expected or not wrong:
        return "", 0.0, 0
    return wrong.most_common(1)[0][0], wrong.total() / scripts.total(), wrong.total()


def _quoted(text: str) -> frozenset[str]:
    """Words of the source that any translation may keep: those in a foreign script, and Latin names and acronyms."""
    scripts = {word: script_of(word[0]) for word in words(text)}
    own = Counter(scripts.values()).most_common(1)[0][0] if scripts else ""
    return frozenset(w for w, script in scripts.items() if script != own or (script == "Latin" and not w.islower()))


def _wrong_language(rendering: str, target: str) -> str:
    """Name of the language that *rendering* is in, if it is Latin script and clearly not *target*; else empty."""
    found = words(rendering)
    if len(found) < _MIN_WORDS or target_script(target) != "Latin":
        return ""
    if target == "vi":
        return "" if _share(found, _accented) >= _MARKED_IN_VIETNAMESE else "not Vietnamese"
    if _share(found, _accented) > _MARKED_IN_OTHERS and any(map(_vietnamese, found)):
        return "Vietnamese"
    counts = {code: sum(w.casefold() in listed for w in found) for code, listed in _FUNCTION_WORDS.items()}
    other, name = {"en": ("id", "Indonesian"), "id": ("en", "English")}[target]
    return name if counts[other] >= 2 and counts[target] * 4 < counts[other] else ""


def _accented(word: str) -> bool:
    """True if *word* has a letter beyond ASCII."""
    return not word.isascii()


def _vietnamese(word: str) -> bool:
    """True if *word* has a letter or tone that only Vietnamese uses."""
    folded = word.lower()
    return not _VIETNAMESE_VOWELS.isdisjoint(folded) or not _VIETNAMESE_MARKS.isdisjoint(
        unicodedata.normalize("NFD", folded)
    )


def _share(found: list[str], test: Callable[[str], bool]) -> float:
    """Share of the words that pass *test*."""
    return sum(map(test, found)) / len(found)

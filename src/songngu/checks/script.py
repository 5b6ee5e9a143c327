"""Whether the rendering is in the script, and if Latin in the language, that was asked for: the check ``script``.

The languages told apart by words are English, Vietnamese and Indonesian; two words of the wrong one, and none of the
right one, are enough. Arabic and Urdu share a script here, and so do all other languages in Latin script: they are not
told apart, but for Vietnamese, which nothing else looks like.
"""

import re
import unicodedata
from collections import Counter
from functools import lru_cache
from typing import Final

from .pair import Pair, words
from .vocabularies import NAMES, telling

_TARGET_SCRIPT: Final = {"en": "Latin", "vi": "Latin", "id": "Latin", "ar": "Arabic", "ur": "Arabic", "bn": "Bengali"}

# References quote at most a name in another script; a sentence of which a fifth is foreign is not a translation.
_WRONG: Final = 0.2
# Below that, three letters (a word) are worth a remark; one or two are symbols such as µ or α.
_REMARK: Final = 3

# Letters up to U+02AF, and Vietnamese ones, are Latin; so are no others that a Latin text has but a few symbols.
_BEYOND_LATIN: Final = re.compile("[^\x00-\u02af\u1e00-\u1eff\u2000-\u206f]")

_MIN_WORDS: Final = 6  # in fewer words a language without a table of words is not told
# On the development references at least 33 % of the words of a Vietnamese sentence carry a mark.
_MARKED_IN_VIETNAMESE: Final = 0.15
# Words of one language only that say that it is not another one's sentence (two, one of them with a capital), and how
# many times as many as the other one's: no false alarm more on the development references than without the rule.
_TELLING: Final = 1.5
_CLEARLY: Final = 3


def wrong_script(pair: Pair) -> list[str]:
    """Too many letters of another script, or another language in the right script."""
    script, share, _ = _foreign(pair.text, pair.rendering, pair.target)
    if share > _WRONG:
        return [f"script: {share:.0%} of the letters are {script}".replace("%", " %")]
    language = _wrong_language(pair.rendering, pair.target)
    return [f"script: the words are {language}"] if language else []


def foreign_letters(pair: Pair) -> list[str]:
    """A word in another script, that the source's own foreign words do not explain, in an otherwise good rendering."""
    script, share, number = _foreign(pair.text, pair.rendering, pair.target)
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


@lru_cache(maxsize=1 << 4)  # two checks ask
def _foreign(text: str, rendering: str, target: str) -> tuple[str, float, int]:
    """The commonest wrong script of the rendering, the share of all wrong letters, and their number."""
    expected = target_script(target)
    if expected == "Latin" and not _BEYOND_LATIN.search(rendering):
        return "", 0.0, 0
    quoted = _quoted(text)
    scripts = Counter[str]()
    for char, times in Counter("".join(word for word in words(rendering) if word not in quoted)).items():
        if char.isalpha():
            scripts[script_of(char)] += times
    wrong = Counter({script: count for script, count in scripts.items() if script != expected})
    if not expected or not wrong:
        return "", 0.0, 0
    return wrong.most_common(1)[0][0], wrong.total() / scripts.total(), wrong.total()


@lru_cache(maxsize=1 << 4)
def _quoted(text: str) -> frozenset[str]:
    """Words of the source that any translation may keep: those in a foreign script, and Latin names and acronyms."""
    scripts = {word: script_of(word[0]) for word in words(text)}
    own = Counter(scripts.values()).most_common(1)[0][0] if scripts else ""
    return frozenset(w for w, script in scripts.items() if script != own or (script == "Latin" and not w.islower()))


def _wrong_language(rendering: str, target: str) -> str:
    """Name of the language that *rendering* is in, if it is Latin script and clearly not *target*; else empty."""
    if target not in NAMES:
        return ""
    found = words(rendering)
    enough = _CLEARLY * telling(found, target)
    if enough < len(found):  # or no other language can have more
        told = {language: telling(found, language) for language in NAMES if language != target}
        other = max(told, key=lambda language: told[language])
        if told[other] >= _TELLING and told[other] > enough:
            return NAMES[other]
    marked = len(found) - sum(map(str.isascii, found))
    unmarked = len(found) >= _MIN_WORDS and marked < _MARKED_IN_VIETNAMESE * len(found)
    return "not Vietnamese" if target == "vi" and unmarked else ""

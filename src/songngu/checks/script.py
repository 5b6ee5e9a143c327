"""Whether the rendering is in the script, and if Latin in the language, that was asked for: the check ``script``.

The languages told apart by words are English, Vietnamese and Indonesian; two words of the wrong one, and none of the
right one, are enough. Arabic and Urdu share a script here, and so do all other languages in Latin script: they are not
told apart, but for Vietnamese, which nothing else looks like.

A sentence that stays as it is, since it is in the target language, is looked at more leniently (``misplaced``): it may
name and quote.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby
from typing import Final

from ..languages import SCRIPTS, identify_line, script
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
# Small words that names and titles have in lower case: The Lord of the Rings, Bank of America and Merrill Lynch.
_IN_TITLES: Final = frozenset(
    "a an and as at by for from in is it nor of on or the to with dan di ke dari yang".split()
)
# A name in another script has a word or two, or stands in brackets beside its Latin form; a clause has more.
_CLAUSE_WORDS: Final = 3
_CLAUSE_LETTERS: Final = 12
_WITHOUT_SPACES: Final = frozenset({"Han", "Kana", "Thai", "Lao", "Khmer", "Myanmar", "Tibetan"})
_GLOSS: Final = re.compile(r"[(（\[][^()（）\[\]]{1,40}[)）\]]")


def wrong_script(pair: Pair) -> list[str]:
    """Too many letters of another script, or another language in the right script."""
    script, share, _ = _foreign(pair.text, pair.rendering, target_script(pair.target))
    if share > _WRONG:
        return [f"script: {share:.0%} of the letters are {script}".replace("%", " %")]
    language = _wrong_language(pair.rendering, pair.target)
    return [f"script: the words are {language}"] if language else []


def foreign_letters(pair: Pair) -> list[str]:
    """A word in another script, that the source's own foreign words do not explain, in an otherwise good rendering."""
    script, share, number = _foreign(pair.text, pair.rendering, target_script(pair.target))
    if number >= _REMARK and share <= _WRONG:
        return [f"script: {number} letters are {script}"]
    return []


def misplaced(pair: Pair) -> list[str]:
    """In a sentence taken as it is: a clause in another script, or the words of another language."""
    if found := _foreign_clause(pair.rendering, pair.target):
        return [f"script: “{found}” is in another script"]
    if other := _other_language(pair.rendering, pair.target):
        return [f"script: the words are {NAMES[other]}"]
    unmarked = pair.target == "vi" and _unmarked([word for word in words(pair.rendering) if word.islower()])
    return ["script: the words are not Vietnamese"] if unmarked else []


@lru_cache(maxsize=1 << 10)  # a sentence is asked about for each target, when it is sent and when it is judged
def sentence_language(text: str, line_language: str) -> str:
    """Code of the language of one sentence in a line of *line_language*: that, unless another one is certain."""
    found = identify_line(text, line_language)
    return found if found != line_language else _other_language(text, line_language) or line_language


def target_script(language: str) -> str:
    """The script that *language* is written in, or an empty string if it is not in the table."""
    return _TARGET_SCRIPT.get(language, "")


@lru_cache(maxsize=4096)
def script_of(char: str) -> str:
    """Name of the script of *char*, after the first word of its Unicode name: ``Latin``, ``Bengali``, ``Cjk``."""
    return unicodedata.name(char, "Unknown").split()[0].split("-")[0].capitalize()


@lru_cache(maxsize=1 << 4)  # two checks ask
def _foreign(text: str, rendering: str, expected: str) -> tuple[str, float, int]:
    """The commonest wrong script of the rendering, the share of all wrong letters, and their number."""
    if expected == "Latin" and not _BEYOND_LATIN.search(rendering):
        return "", 0.0, 0
    quoted = _quoted(text)
    scripts: Counter[str] = Counter()
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
    return "not Vietnamese" if target == "vi" and _unmarked(found) else ""


def _unmarked(found: Sequence[str]) -> bool:
    """True for words with too few marks for Vietnamese."""
    marked = len(found) - sum(map(str.isascii, found))
    return len(found) >= _MIN_WORDS and marked < _MARKED_IN_VIETNAMESE * len(found)


def _other_language(text: str, language: str) -> str:
    """Code of another language that a sentence of *language* is in, or an empty string.

    Two words say so, both in lower case, and one of them is none that names and titles have.
    """
    found = words(text)
    if language not in NAMES and (
        SCRIPTS.get(language, "Latin") == "Latin" or any(script(w[0]) != "Latin" for w in found)
    ):
        return ""
    lower = tuple(filter(str.islower, found))
    plain = tuple(word for word in lower if word not in _IN_TITLES)
    own = telling(found, language) if language in NAMES else 0
    enough = max(_CLEARLY * own, _TELLING)
    told = {code: telling(lower, code) for code in NAMES if code != language and telling(plain, code)}
    other = max(told, key=lambda code: told[code], default="")
    return other if other and told[other] > enough else ""


def _foreign_clause(text: str, language: str) -> str:
    """Words in another script than the language's: most of the letters, or too many in a row for a name; else empty.

    Capitals mark names in Bengali and Arabic text.
    """
    own = {"Kana", "Han"} if language == "ja" else {SCRIPTS.get(language, "")}
    if language not in SCRIPTS or (own == {"Latin"} and not _BEYOND_LATIN.search(text)):
        return ""
    found = [(script(word[0]), word) for word in words(text)]
    foreign = [word for its_script, word in found if _is_foreign(its_script, word, own)]
    if (letters := len("".join(foreign))) >= _REMARK and letters > len("".join(word for _, word in found)) / 2:
        return " ".join(foreign)
    for its_script, run in groupby(words(_GLOSS.sub(" ", text)), lambda word: script(word[0])):
        clause = [word for word in run if _is_foreign(its_script, word, own)]
        enough = len(clause) >= _CLAUSE_WORDS or its_script in _WITHOUT_SPACES
        if enough and len("".join(clause)) >= _CLAUSE_LETTERS:
            return " ".join(clause)
    return ""


def _is_foreign(its_script: str, word: str, own: set[str]) -> bool:
    return its_script not in own and its_script != "" and not word[0].isupper()

"""Whether the source stands where its translation should: the check ``copy``.

Names, acronyms, numbers and addresses stay as they are in any language, so only words that a translator would have to
change are counted. Short copies in one's own script (``virus corona``) are not accused.
"""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Final

from .pair import Pair, casefolded, words
from .script import script_of, target_script
from .vocabularies import NAMES, own

# Each form begins at one place only, so that a long word takes linear time.
_ADDRESS: Final = re.compile(
    r"https?://\S+|www\.\S+|[#@]\w+"
    r"|(?<!\S)[^\s@]+@\S+"
    r"|(?<![\w.-])[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|gov|vn|bd|pk|id)\b"
)

_DOTTED: Final = re.compile(r"\.(?<=\w\.)[a-z]")

# Chosen on the development data: correct Latin-script pairs share at most 70 % of the changeable words.
_MIN_WORDS: Final = 4
_MOST: Final = 0.75
# Lower-case words in a row, in pairs of Latin script: 13 of 29,224 human translations share three with their source, 84
# share two; of 5,649 whose second half was replaced by the source's, 97 % share three. Two are enough where both are
# words of the source's language and of no other one.
_RUN: Final = 3
_TELLING_RUN: Final = 2


def copied(pair: Pair) -> list[str]:
    """Most of the rendering is the source, left untranslated."""
    if _same_letters(pair) or _same_words(pair):
        return ["copy: the source stands untranslated"]
    return []


def partly_copied(pair: Pair) -> list[str]:
    """Some words of the source stand in the rendering as they are, in a row, though a translator would change them."""
    run = _same_run(pair)
    return [f"copy: “{run}” stands untranslated"] if run else []


def _same_letters(pair: Pair) -> bool:
    """Equal but for case, spaces and punctuation, with something in it that must change."""
    ours, theirs = casefolded(pair.text), casefolded(pair.rendering)
    if not ours or ours != theirs:
        return False
    changeable = _changeable(pair.text, target_script(pair.target))
    return any(script_of(word[0]) != "Latin" for word in changeable) or (
        len(changeable) >= 2 and len(ours) >= _MIN_WORDS
    )


def _same_words(pair: Pair) -> bool:
    """Most changeable words of a sentence are in the rendering, and make up most of it."""
    rendering = casefolded(_without_addresses(pair.rendering))
    if set(casefolded(pair.text)).isdisjoint(rendering):
        return False
    changeable = set(_changeable(pair.text, target_script(pair.target)))
    if len(changeable) < _MIN_WORDS:
        return False
    kept = changeable.intersection(rendering)
    share_of_rendering = sum(word in changeable for word in rendering) / max(1, len(rendering))
    return len(kept) > _MOST * len(changeable) and share_of_rendering > _MOST / 2


def _same_run(pair: Pair) -> str:
    """Lower-case words that follow each other in both texts; empty if there are none."""
    if target_script(pair.source) != target_script(pair.target):
        return ""
    ours = words(_without_addresses(pair.text))
    theirs = words(_without_addresses(pair.rendering))
    return _common_run(ours, theirs, _RUN, str.islower) or (
        _common_run(ours, theirs, _TELLING_RUN, own(pair.source).__contains__) if pair.source in NAMES else ""
    )


def _common_run(ours: Sequence[str], theirs: Sequence[str], size: int, counts: Callable[[str], bool]) -> str:
    """The first *size* words in a row of both texts that all count; empty if there are none."""
    known = frozenset(zip(*(ours[n:] for n in range(size)), strict=False))
    for run in zip(*(theirs[n:] for n in range(size)), strict=False):
        if run in known and all(map(counts, run)):
            return " ".join(run)
    return ""


@lru_cache(maxsize=1 << 4)  # a sentence is compared with each of its translations
def _changeable(text: str, expected: str) -> tuple[str, ...]:
    """Words of the source, lower case, that a translation into a script cannot keep: no names, acronyms or addresses.

    In a script of its own every word must change; in the target's script a capital marks what may stay, unless the
    whole sentence is in capitals.
    """
    text = _without_addresses(text)
    found = words(text)
    if text.isupper() and len(found) >= _MIN_WORDS:
        found = tuple(word.lower() for word in found)
    return tuple(word.casefold() for word in found if word.islower() or script_of(word[0]) != expected)


def _without_addresses(text: str) -> str:
    addressed = "@" in text or "#" in text or "://" in text or _DOTTED.search(text)
    return _ADDRESS.sub(" ", text) if addressed else text

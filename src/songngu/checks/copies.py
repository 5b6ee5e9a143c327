"""Whether the source stands where its translation should: the check ``copy``.

Names, acronyms, numbers and addresses stay as they are in any language, so only words that a translator would have to
change are counted. Short copies in one's own script (``virus corona``) are not accused.
"""

import re
from typing import Final

from .pair import Pair, words
from .script import script_of, target_script

# Each form begins at one place only, so that a long word takes linear time.
_ADDRESS: Final = re.compile(
    r"https?://\S+|www\.\S+|[#@]\w+"
    r"|(?<!\S)[^\s@]+@\S+"
    r"|(?<![\w.-])[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|gov|vn|bd|pk|id)\b"
)

# Chosen on the development data: correct Latin-script pairs share at most 70 % of the changeable words.
_MIN_WORDS: Final = 4
_MOST: Final = 0.75


def copied(pair: Pair) -> list[str]:
    """Most of the rendering is the source, left untranslated."""
    if _same_letters(pair) or _same_words(pair):
        return ["copy: the source stands untranslated"]
    return []


def _same_letters(pair: Pair) -> bool:
    """Equal but for case, spaces and punctuation, with something in it that must change."""
    ours, theirs = words(pair.text.casefold()), words(pair.rendering.casefold())
    if not ours or ours != theirs:
        return False
    changeable = _changeable(pair)
    return any(script_of(word[0]) != "Latin" for word in changeable) or (
        len(changeable) >= 2 and len(ours) >= _MIN_WORDS
    )


def _same_words(pair: Pair) -> bool:
    """Most changeable words of a sentence are in the rendering, and make up most of it."""
    changeable = set(_changeable(pair))
    rendering = [word.casefold() for word in words(_ADDRESS.sub(" ", pair.rendering))]
    if len(changeable) < _MIN_WORDS:
        return False
    kept = changeable.intersection(rendering)
    share_of_rendering = sum(word in changeable for word in rendering) / max(1, len(rendering))
    return len(kept) > _MOST * len(changeable) and share_of_rendering > _MOST / 2


def _changeable(pair: Pair) -> list[str]:
    """Words of the source, lower case, that a translation cannot keep: no names, acronyms or addresses.

    In a script of its own every word must change; in the target's script a capital marks what may stay, unless the
    whole sentence is in capitals.
    """
    text = _ADDRESS.sub(" ", pair.text)
    found = words(text)
    if text.isupper() and len(found) >= _MIN_WORDS:
        found = [word.lower() for word in found]
    expected = target_script(pair.target)
    return [w.casefold() for w in found if (script_of(w[0]) == expected and w.islower()) or script_of(w[0]) != expected]

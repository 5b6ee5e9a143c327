"""Which pieces of a vocabulary some languages need, by the scripts of their letters, or by a text. Knows no files."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

from ...errors import LanguageError
from ...languages import SCRIPTS, name

# The first word of a letter's Unicode name says its script. Where newspapers of a script use several of these words, or
# another one than our table; all others are the table's in capitals. Latin stays always: names come in it.
_WORDS: Final = {
    "Kana": ("HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA", "CJK"),
    "Han": ("CJK",),
    "Hangul": ("HANGUL", "CJK"),
}
_LATIN: Final = "LATIN"
# Marks and letters that stand with any script.
_SCRIPTLESS: Final = frozenset({"COMBINING", "MODIFIER"})
# Byte pieces and the like: <0x0A>, <extra_id_0>, <s>, [CLS].
_BRACKETED: Final = re.compile(r"<[^<>]+>|\[[^\[\]]+\]")


def scripts_of(languages: Iterable[str]) -> frozenset[str]:
    """Scripts of languages (ISO 639-1) and Latin, as first words of Unicode names.

    Raises:
        LanguageError: for a code that is not in the table of languages.
    """
    words = {_LATIN}
    for language in languages:
        name(language)
        if language not in SCRIPTS:
            raise LanguageError(f"language {language!r}: its script is not known")
        words.update(_WORDS.get(SCRIPTS[language], (SCRIPTS[language].upper(),)))
    return frozenset(words)


def stays(piece: str, scripts: frozenset[str]) -> bool:
    """True unless all letters of a piece are of other scripts. Single characters stay, so that none gets unknown."""
    if len(piece) <= 1 or piece.isascii():
        return True
    own = {_script(character) for character in piece if unicodedata.category(character)[0] in "LM"} - _SCRIPTLESS
    return not own or not own.isdisjoint(scripts)


def needs_no_text(piece: str) -> bool:
    """True for what stays without a text that has it: single characters, digits, punctuation, bytes, special tokens."""
    bare = piece.removeprefix("▁")
    return len(bare) <= 1 or not any(map(str.isalpha, bare)) or _BRACKETED.fullmatch(bare) is not None


def with_halves(pieces: Iterable[str], vocabulary: frozenset[str]) -> set[str]:
    """Pieces, and all from which byte pair encoding may have merged them: every split into two pieces, again and again.

    With these, it makes the same merges in the same order as before wherever it ends in *pieces*.
    """
    found: set[str] = set()
    waiting = list(pieces)
    while waiting:
        piece = waiting.pop()
        if piece in found:
            continue
        found.add(piece)
        for cut in range(1, len(piece)):
            left, right = piece[:cut], piece[cut:]
            if left in vocabulary and right in vocabulary:
                waiting += [left, right]
    return found


def _script(character: str) -> str:
    return unicodedata.name(character, "").partition(" ")[0]

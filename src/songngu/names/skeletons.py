"""How alike two spellings of a name sound, whatever their scripts: consonant skeletons and a distance between them.

Scripts without capitals write names as they hear them: ``Novak`` is নোভাক, نوفاك and نوواک. A romanisation library
turns letters into letters; what is left between spellings is regular (p for b, f for v, vowels unwritten), and the
distance forgives that much and no more. It knows no names.
"""

import math
import re
import unicodedata
from functools import lru_cache
from typing import Final

from anyascii import anyascii

# Letters that the library renders too loosely for names: anusvara is "ng", khanda ta
# is "t", visarga is silent, cha is "ch", ta marbuta is a vowel.
_LETTERS: Final = str.maketrans({"ং": "ng", "ৎ": "t", "ঃ": "", "চ": "ch", "ছ": "ch", "ة": "a", "ں": "n"})

# Digraphs to one symbol each; first a letter that they all have. Capitals are symbols that no single letter has: C as
# in church, S as in ship.
_DIGRAPHS: Final = (
    ("", re.compile(r"(.)\1+"), r"\1"),
    ("h", re.compile("t?sch|tsh|tch|ch"), "C"),
    ("", re.compile("sh|zh|ti(?=on)"), "S"),
    ("h", re.compile("(?<=[aou]u)gh"), ""),  # Willoughby
    ("", re.compile("kh|ck|cc(?![eiy])|qu?"), "k"),
    ("h", re.compile("gh"), "g"),
    ("c", re.compile("c(?=[eiy])"), "s"),
    ("p", re.compile("ph|pf"), "f"),
    ("h", re.compile("bh"), "b"),
    ("n", re.compile("gn(?=[aeiou])|nh"), "n"),
    ("h", re.compile("[td]h"), "t"),
    ("x", re.compile("^x"), "s"),
    ("x", re.compile("x"), "ks"),
    ("c", re.compile("c"), "k"),
    ("", re.compile("[aeiouy']"), ""),
    ("", re.compile(r"[^a-zCS]"), ""),
    ("n", re.compile("n[gjk]+"), "n"),  # ng is one sound or two, and nj in Arabic
)

# What it costs to read one symbol for another; whatever is not listed costs 1. Set by hand from the pairs of the
# training part that did not match, see docs/names.md.
_NEAR: Final = (
    ("pb pf fv bv kg gj Cj jz CS sz sS td vw", 0.1),
    ("bf pv bw fw gC zS kC jS tC Cs ts kj dz js ks", 0.35),
    ("nm lr td", 0.5),
)
_COST: Final = {pair: cost for group, cost in reversed(_NEAR) for two in group.split() for pair in (two, two[::-1])}
_WEAK: Final = {"h": 0.1, "w": 0.1, "v": 0.5, "s": 0.6, "r": 0.7, "n": 0.7, "g": 0.7}  # cost of leaving it out
_VOWEL: Final = 0.02  # the same for a w of Arabic script, which is a vowel more often than not

# Glued to a name: Arabic particles before it, Bengali cases and Indonesian -nya after it, as skeletons.
_BEFORE: Final = {"ar": frozenset("lbwfk")}
_AFTER: Final = {"bn": frozenset("rktdSg"), "id": frozenset("n")}
_GLUE: Final = 0.08
_GLUED: Final = 5  # symbols that a word has more than the name, from which on it is taken for several words
_ARABIC: Final = frozenset({"ar", "ur"})


@lru_cache(maxsize=1 << 16)
def fold(text: str) -> str:
    """Lower case without diacritics: ``Đắk Lắk`` is ``dak lak``."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return "".join(c for c in plain if not unicodedata.combining(c))


@lru_cache(maxsize=1 << 16)
def skeleton(word: str) -> str:
    """The consonants of a word of any script, as symbols; empty for a word of vowels."""
    return consonants(anyascii(word.translate(_LETTERS)))


def consonants(romanised: str) -> str:
    """The same for a word that is in Latin letters already."""
    letters = fold(romanised)
    for letter, pattern, symbol in _DIGRAPHS:
        if letter in letters:
            letters = pattern.sub(symbol, letters)
    return letters


@lru_cache(maxsize=1 << 17)
def distance(name: str, word: str, source: str = "", limit: float = math.inf) -> float:
    """What it costs to read the skeleton *word* as the skeleton *name*, where *word* may carry glue of *source*.

    Inside a much longer Arabic word, where a typist ran words together, it costs double. What costs more than *limit*
    comes back as infinite.
    """
    before, after = _BEFORE.get(source, frozenset()), _AFTER.get(source, frozenset())
    extra = [_VOWEL if symbol == "w" and source in _ARABIC else _WEAK.get(symbol, 1.0) for symbol in word]
    glued = source == "ar" and len(name) > 3 and len(word) >= len(name) + _GLUED  # words run together: free ends
    row = [0.0]
    for i, symbol in enumerate(word):
        row.append(0.0 if glued else row[-1] + (_GLUE if i < 2 and symbol in before else extra[i]))
    for symbol in name:
        lost = _WEAK.get(symbol, 1.0)
        above, row = row, [row[0] + lost]
        for j, other in enumerate(word):
            change = 0.0 if symbol == other else _COST.get(symbol + other, 1.0)
            row.append(min(above[j] + change, above[j + 1] + lost, row[j] + extra[j]))
        if min(row) > limit:
            return math.inf
    if glued:
        return 2 * min(row) + _GLUE
    best = row[-1]
    for k in range(1, min(3, len(word)) + 1):  # glue after the name
        if word[-k] not in after:
            break
        best = min(best, row[-1 - k] + k * _GLUE)
    return best

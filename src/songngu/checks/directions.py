"""Whether both sides say that a figure is up, or more, or both that it is down, or less: the check ``direction``.

Only sentences with digits on both sides are looked at, and only where each side says one way and not the other. What
the word belongs to is not seen: a rise and a fall in one sentence may change places.

The words are in ``directions.tsv``, regular expressions for folded text, with ``_`` for a space. They are the plain
ones of each language; a word that often means something else beside a figure (*cut*, *lost*, *nearly*) is left out.
A comparison that is denied (*no more than*) says neither: other languages deny the verb, and not the comparison.
"""

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from ..canonical import nfc
from .dictionaries import fold, sentence
from .pair import Pair

_SIGNS: Final = "\u0981-\u0983\u09bc-\u09cd\u09d7\u09e2\u09e3"  # of Bengali, which \w leaves out
_NEITHER: Final = "neither"
_DIGIT: Final = re.compile(r"\d")


def direction(pair: Pair) -> list[str]:
    """The source says one way, and the rendering the other."""
    if not (_DIGIT.search(pair.text) and _DIGIT.search(pair.rendering)):
        return []
    ours = _ways(pair.text, pair.source)
    theirs = _ways(pair.rendering, pair.target) if len(ours) == 1 else {}
    if len(theirs) != 1 or ours.keys() == theirs.keys():
        return []
    return [f"direction: “{next(iter(theirs.values()))}” stands for “{next(iter(ours.values()))}”"]


@lru_cache(maxsize=1 << 6)  # a sentence is compared with each of its translations
def _ways(text: str, language: str) -> Mapping[str, str]:
    """Which ways *text* says, and the last word for each."""
    pattern = _pattern(language)
    found = pattern.finditer(sentence(text, language)) if pattern else ()
    return {str(match.lastgroup): match[0].strip() for match in found if match.lastgroup != _NEITHER}


@cache
def _pattern(language: str) -> re.Pattern[str] | None:
    """A pattern with the groups up, down and neither; None for a language without a table."""
    lines = Path(__file__).with_suffix(".tsv").read_text(encoding="utf-8").splitlines()[1:]
    rows = [line.split("\t") for line in lines]
    words = {way: fold(nfc(cell), language) for way, code, cell in rows if code == language}
    groups = [f"(?P<{way}>{'|'.join(forms.split()).replace('_', ' ')})" for way, forms in words.items()]
    form = rf"(?<!\w)(?:{'|'.join(groups)})(?!\w)".replace(r"\w", rf"[\w{_SIGNS}]")
    return re.compile(form) if groups else None

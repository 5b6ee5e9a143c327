"""Whether the rendering has characters that no text has: the check ``characters``.

Models that write bytes, and servers that cut a reply, leave halves of characters. What the source has may stay.
"""

import re
import unicodedata
from typing import Final

from .pair import Pair

# The replacement character, control characters other than white space, lone surrogates (half an emoji), private use
# (which fonts alone know), and the code points that Unicode calls no characters.
_BROKEN: Final = re.compile(
    "[\ufffd\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufffe\uffff]"
    "|[\U000f0000-\U0010ffff]"
)


def characters(pair: Pair) -> list[str]:
    """Each broken character that the source does not have, once, by its code point."""
    if pair.rendering.isascii() and pair.rendering.isprintable():
        return []
    found = dict.fromkeys(_BROKEN.findall(pair.rendering))
    return [f"characters: U+{ord(c):04X}{_name(c)} in the rendering" for c in found if c not in pair.text]


def _name(character: str) -> str:
    """What Unicode calls a character, in brackets; empty if it has no name."""
    name = unicodedata.name(character, "").lower()
    return f" ({name})" if name else ""

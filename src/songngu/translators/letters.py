"""Which tokens may come out of a model: none with letters that no target is written in.

A multilingual model scores every piece of every script at each step, though a text in English and Vietnamese has use
for Latin ones alone. Leaving the others out makes the output layer smaller, and foreign letters impossible; where the
best output of the whole vocabulary has none, it is found as before, except that the probabilities of what is left add
up to one.
"""

from typing import Final

from ..languages import SCRIPTS, script

RULE: Final = 1  # of the version in signatures
_LAST_LATIN: Final = "\u024f"  # end of Latin Extended-B; what is at or below it needs no look at a table
# Latin, signs and digits; and Greek, which formulas have in any language.
_ALLOWED: Final = ("", "Latin", "Greek")


def is_latin(token: str) -> bool:
    """True if no letter of *token* belongs to another script."""
    return all(character <= _LAST_LATIN or script(character) in _ALLOWED for character in token)


def takes_latin(target: str) -> bool:
    """True if a language is written in Latin letters; False for a language that the table does not have."""
    return SCRIPTS.get(target) == "Latin"

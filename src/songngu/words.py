"""What a word is, in any script: runs of letters and the marks that stand inside words. Nothing is looked up here."""

import re
from functools import lru_cache
from typing import Final

# Python's \w leaves out the vowel signs of Indic scripts and other marks that stand inside words.
# Each Indic block is 0x80 wide from U+0900 on; within it 0x64-0x6F are danda and digits.
_INDIC: Final = "".join(
    f"{chr(block)}-{chr(block + 0x63)}{chr(block + 0x70)}-{chr(block + 0x7F)}" for block in range(0x0900, 0x0E00, 0x80)
)
_MARKS: Final = (
    "\u0300-\u036f"  # Latin
    "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640"  # Arabic, with the tatweel
    "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ecd\u102b-\u103e\u17b4-\u17d3"  # Thai to Khmer
    "\u200c\u200d"  # joiners spell words in Bengali, Persian and Urdu
)
WORD: Final = rf"(?:[^\W\d_]+|[{_INDIC}{_MARKS}]+)+"  # not in front of anything: it would be tried in many ways
_WORD: Final = re.compile(WORD)


@lru_cache(maxsize=1 << 8)  # several checks ask for the words of one sentence
def words(text: str) -> tuple[str, ...]:
    """The words of *text* in order and as spelled: runs of letters and their marks, without digits and punctuation."""
    return tuple(_WORD.findall(text))


@lru_cache(maxsize=1 << 8)
def casefolded(text: str) -> tuple[str, ...]:
    """The same words, case folded."""
    return tuple(map(str.casefold, words(text)))


def folded(text: str) -> str:
    """Letters and digits only, without case: equal for texts that differ in punctuation and spaces."""
    return "".join(filter(str.isalnum, text.casefold()))

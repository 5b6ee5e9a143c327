"""What a check looks at: one source sentence and what came back for it. Words are cut here, and nothing is judged."""

import re
from dataclasses import dataclass
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
WORD: Final = rf"(?:[^\W\d_]|[{_INDIC}{_MARKS}])+"
_WORD: Final = re.compile(WORD)


@dataclass(frozen=True, slots=True)
class Pair:
    """A source sentence and its rendering, both NFC.

    Attributes:
        text: the source sentence.
        rendering: what came back for it.
        source: language code of ``text``.
        target: language code that ``rendering`` should be in.
        finished: False when the model was stopped by its length limit.
        score: the model's mean log-probability per token, natural logarithm; None if unknown.
    """

    text: str
    rendering: str
    source: str
    target: str
    finished: bool = True
    score: float | None = None


def words(text: str) -> list[str]:
    """The words of *text* in order and as spelled: runs of letters and their marks, without digits and punctuation."""
    return _WORD.findall(text)

"""A mark that may end a sentence, and what stands around it.

The patterns find the marks of all scripts; whether one ends a sentence is decided in ``boundaries``.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from . import abbreviations as known

MARKS: Final = ".!?…‥।॥۔؟。！？｡．։።፧။។៕།༎᠃᠉꯫᱾᱿‼⁇⁈⁉"
FULL_STOPS: Final = frozenset(".۔")  # the marks that abbreviations use as well
NEEDS_SPACE: Final = frozenset(".!?…‥")  # stand inside words, numbers and addresses too; the others never do
COMMAS: Final = ",;:،؛、，；："
CLOSERS: Final = "\"'”’»›)\\]}）］」』】》〉"
OPENERS: Final = "\"'“‘„«‹([{（［「『【《〈¿¡*-–—•"
WORD_WINDOW: Final = 80  # characters before a mark in which its word and the one before are sought: longer is no word
SPEAKER_WORDS: Final = 6  # "the head of the department asked" is six words


def _pattern(marks: str, more: str = "") -> re.Pattern[str]:
    """A run of marks with the closing quotes and brackets around it, or a caption in brackets, or *more*."""
    closers = rf"[{CLOSERS}{marks}]*(?:\[\d+\])*(?:[“‘«](?=\s|$))?(?:[ \u00a0\u202f]»(?!\w))?"
    return re.compile(
        rf"(?P<mark>(?:[{marks}]|፡፡)+(?:/+\.)*)(?P<closers>{closers})"
        rf"|(?P<caption>\((?:{known.CAPTION_LABELS})\s*:[^()\n]{{0,200}}\)){more}"
    )


CANDIDATES: Final = {
    "": _pattern(MARKS),
    # Newspapers typed in old software have a hyphen for the full stop. Finite verbs end in one of these letters.
    "ur": _pattern(MARKS, r"|(?<=[اےیںوئ])(?P<hyphen>[-–])(?=\s)"),
    "el": _pattern(MARKS + ";"),  # the Greek question mark
    "th": _pattern(MARKS.replace(".", "")),  # the full stop only abbreviates; sentences end at spaces and line ends
    "lo": _pattern(MARKS.replace(".", "")),
}
_FOLLOWER: Final = re.compile(rf"[^\w{MARKS}{COMMAS}]*")
_HYPHENS: Final = re.compile(r"[-–—/]")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A mark that may end the sentence which begins at ``start`` of ``line``.

    Attributes:
        mark: the run of marks without closers; empty for a caption, ``-`` for the Urdu hyphen.
        begin, end: where the mark begins, and where its closers end.
        follower: offset of the first letter, digit, mark or comma after it, or the length of the line.
        previous, word: the two words before the mark, without opening quotes and brackets; may be empty.
    """

    line: str
    language: str
    start: int
    mark: str
    closers: str
    begin: int
    end: int
    follower: int
    previous: str
    word: str

    @property
    def next(self) -> str:
        """The character at ``follower``; empty at the end of the line."""
        return self.line[self.follower : self.follower + 1]

    @property
    def next_words(self) -> list[str]:
        """The next few words, up to a mark or comma."""
        text = re.split(rf"[{MARKS}{COMMAS}\n]", self.line[self.follower : self.follower + WORD_WINDOW], maxsplit=1)
        return text[0].split()[:SPEAKER_WORDS]

    @property
    def starter(self) -> bool:
        """True if the next word is one that begins sentences."""
        words = self.next_words
        return bool(words) and words[0].strip("’'\"") in known.STARTERS.get(self.language, ())

    def in_table(self, table: Mapping[str, frozenset[str]]) -> bool:
        """Whether the word, or its last part (``PGS.TS``), is listed for the language or for all."""
        words = table.get(self.language, frozenset()) | table[""]
        return self.word in words or self.word.rpartition(".")[2] in words


def read_candidate(line: str, match: re.Match[str], start: int, language: str) -> Candidate:
    """Look around *match* of a pattern in *line*, in the sentence that begins at *start*."""
    begin = match.start()
    words = line[max(start, begin - WORD_WINDOW) : begin].split()[-2:]
    word = words[-1].lstrip(OPENERS) if words else ""
    follower = _FOLLOWER.match(line, match.end())
    assert follower is not None  # the pattern matches the empty string
    groups = match.groupdict()
    return Candidate(
        line=line,
        language=language,
        start=start,
        mark=groups["mark"] or groups.get("hyphen") or "",
        closers=groups["closers"] or "",
        begin=begin,
        end=match.end(),
        follower=follower.end(),
        previous=words[-2].lstrip(OPENERS) if len(words) > 1 else "",
        word=_HYPHENS.split(word)[-1] or word,
    )

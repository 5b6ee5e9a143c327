"""Lossless splitting of text into sentences, and of sentences that are too long into clauses, for every language.

It is not a tokenizer and not a normaliser: no character is changed, added or lost. Nor does it need to know the
language: a code that is unknown, or empty, gets the general rules.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from . import abbreviations as known
from .boundaries import sentence_starts, skip_space
from .candidates import CLOSERS
from .types import Line, Segment

_Starts = Callable[[str, str], Iterable[int]]


def _cut(lines: Sequence[tuple[int, str, str]], starts: _Starts) -> tuple[Segment, ...]:
    """Join (index, text, language) lines by line ends and cut them at *starts*; white space goes to the tail."""
    text = "\n".join(line for _, line, _ in lines)
    cuts: list[tuple[int, int]] = []
    offset = 0
    for index, line, language in lines:
        cuts += [(offset + start, index) for start in starts(line, language)]
        offset += len(line) + 1
    if not text:
        return ()
    if not cuts or cuts[0][0] > 0:
        cuts.insert(0, (0, lines[0][0]))
    segments = []
    for (begin, index), end in zip(cuts, [*(cut for cut, _ in cuts[1:]), len(text)], strict=True):
        body = text[begin:end].rstrip()
        segments.append(Segment(body, text[begin + len(body) : end], index))
    return tuple(segments)


def _primary(language: str) -> str:
    """The language of a code such as ``zh-Hant`` or ``en_GB``, as the tables name it."""
    code = re.split("[-_]", language.lower(), maxsplit=1)[0]
    return known.ALIASES.get(code, code)


def split(text: str, language: str = "") -> tuple[Segment, ...]:
    r"""Split *text* into sentences. Joining ``text + tail`` of all segments gives it back, for every string.

    A line end always ends a segment. Only the first segment may have an empty ``text``, if *text* begins with white
    space. ``line`` counts the ``\n`` before the segment. The empty string gives no segments.

    Args:
        text: anything; it is not normalised.
        language: ISO 639 code, with or without a region or script; any other string gets the general rules.
    """
    code = _primary(language)
    return _cut([(index, line, code) for index, line in enumerate(text.split("\n"))], sentence_starts)


def split_lines(lines: Sequence[Line]) -> tuple[Segment, ...]:
    r"""Split the kept lines, each in its own language; ``line`` of a segment is an index into *lines*.

    Joining all segments gives the texts of the kept lines, joined by ``\n``. Line ends and blank lines stand in the
    tail of the segment before them.
    """
    kept = [
        (index, text, _primary(line.language))
        for index, line in enumerate(lines)
        if line.kept
        for text in line.text.split("\n")
    ]
    return _cut(kept, sentence_starts)


_CLAUSE: Final = re.compile(
    r"(?P<address>(?:https?://|www\.)\S*[^\s,;:.،؛、，；：।۔。])"
    rf"|(?<![,;:!?…])[,;:!?…]+[{CLOSERS}]*(?=\s)"
    rf"|(?!(?<=\d).\d)[،؛、，；：।॥۔؟。！？፣፤፥၊—]+[{CLOSERS}]*"
    r"|(?<=\s)[-–—](?=\s)"
)


def _clause_starts(line: str, _language: str) -> Iterator[int]:
    length = len(line.rstrip())
    yield from _word_starts(line[: len(line) - len(line.lstrip()) + 1])
    for match in _CLAUSE.finditer(line, 0, length):
        if not match["address"] and match.end() < length:
            yield skip_space(line, match.end())


def _conjunction_starts(line: str, language: str) -> Iterator[int]:
    words = known.CONJUNCTIONS.get(language, frozenset())
    return (m.start() for i, m in enumerate(re.finditer(r"\S+", line)) if i == 0 or m[0] in words)


def _word_starts(line: str, _language: str = "") -> Iterator[int]:
    return (match.start() for match in re.finditer(r"\S+", line))


def clauses(text: str, language: str = "") -> tuple[Segment, ...]:
    """Cut a sentence that is too long for a model into the smallest parts that still make sense, without loss.

    It is cut at commas, semicolons, colons, dashes and sentence marks; if it has none, before conjunctions; if it has
    none of these, at white space. Numbers, times and addresses stay whole. Join neighbours up to the limit, and call
    again on a part that is still too long. A text without marks and white space comes back in one piece.
    """
    lines = [(index, line, _primary(language)) for index, line in enumerate(text.split("\n"))]
    for starts in (_clause_starts, _conjunction_starts):
        segments = _cut(lines, starts)
        if sum(bool(segment.text) for segment in segments) > 1:
            return segments
    return _cut(lines, _word_starts)

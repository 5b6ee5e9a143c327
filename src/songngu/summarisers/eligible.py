"""Which segments of a record may stand in a brief, and which are its title. None is preferred to another here."""

from collections.abc import Sequence
from typing import Final

from ..canonical import nfc
from ..quantities import compare
from ..types import Record

FEWEST_WORDS: Final = 5


def eligible(record: Record) -> Sequence[int]:
    """Segments whose renderings have the same figures in all languages; all that are no captions, if there are none."""
    candidates = _candidates(record)
    (first, *others), texts = record.translations, {t: tr.renderings for t, tr in record.translations.items()}
    agreeing = [
        n for n in candidates if all(same_figures(texts[first][n].text, first, texts[o][n].text, o) for o in others)
    ]
    return agreeing or candidates


def same_figures(one: str, language: str, two: str, other: str) -> bool:
    """Whether two texts have the same figures."""
    matching = compare(nfc(one), language, nfc(two), other)[2]
    return not matching.missing and not matching.added


def titles(record: Record) -> list[int]:
    """The segments of the title."""
    return [n for n, segment in enumerate(record.segments) if record.role(segment) == "title" and segment.text]


def _candidates(record: Record) -> list[int]:
    """Segments that may stand in a brief: sentences of the body; else what has a word; else all there is."""
    filled = [n for n, segment in enumerate(record.segments) if segment.text]
    untitled = [n for n in filled if record.role(record.segments[n]) != "title"]
    worded = [n for n in untitled if any(map(str.isalpha, record.segments[n].text))]
    body = [
        n
        for n in worded
        if (line := record.lines[record.segments[n].line]).role == "body"
        and line.rule not in ("heading", "table-row")
        and len(record.segments[n].text.split()) >= FEWEST_WORDS
    ]
    return body or worded or untitled or filled

"""Where sentences begin in a line, for every language.

Each mark that may end a sentence is a *candidate*. The rules are asked in order; the first that has an opinion decides,
and a candidate on which none has one is an end. All look at a bounded window, so the work is linear in the length of
the line. What a rule knows about single languages stands in ``abbreviations``; an unknown language gets the rest.

It finds offsets and nothing else: cutting the text there is the work of ``segments``.
"""

import re
from collections.abc import Callable, Iterator
from typing import Final

from . import abbreviations as known
from .candidates import (
    CANDIDATES,
    COMMAS,
    FULL_STOPS,
    MARKS,
    NEEDS_SPACE,
    OPENERS,
    SPEAKER_WORDS,
    WORD_WINDOW,
    Candidate,
    read_candidate,
)

_QUOTES: Final = {"”": "“„", "’": "‘‚", "»": "«", "›": "‹", '"': '"', "'": "'‘", "」": "「", "』": "『", "“": "„"}
_BRACKETS: Final = {")": "(", "）": "（", "]": "["}
_QUOTE_WINDOW: Final = 1000  # characters before a closing quote in which it may have been opened
_LABEL_DIGITS: Final = 3  # "12. " at the start numbers a list, "2023. " is a year
_ROMAN: Final = re.compile(r"[IVXLC]+\b")
_LETTER_AND_STOP: Final = re.compile(r"[^\W\d_]\.")


def _glued(c: Candidate) -> bool | None:
    """No end where the next word follows without white space: 3.5, example.com, TP.HCM; 。 and ۔ need none."""
    if c.line[c.end].isspace():
        return None
    if c.mark and c.mark[-1] not in NEEDS_SPACE:
        return False if c.line[c.begin - 1 : c.begin].isdigit() and c.line[c.end].isdigit() else None
    return False


def _unfollowed(c: Candidate) -> bool | None:
    """No end before a comma, before a further mark (``. . .``), or where only symbols are left."""
    return False if c.next == "" or c.next in MARKS + COMMAS else None


def _unpreceded(c: Candidate) -> bool | None:
    """No end where nothing precedes the mark: ``(?)``, ``… and so on``; nor before a small letter after a caption."""
    if not c.mark:
        return not _is_small(c)
    return False if not c.word or c.line[c.begin - 1] in "([（" else None


def _place(c: Candidate, pairs: dict[str, str]) -> str:
    """Where the quotation or bracket that closes at the candidate was opened.

    Returns:
        ``""`` if none closes here; ``leading`` at the start of the sentence, or in an earlier one; ``introduced``
        after a comma, colon or dash; else ``embedded``.
    """
    openers = next((pairs[closer] for closer in c.closers if closer in pairs), "")
    if not openers:
        return ""
    low = max(c.start, c.begin - _QUOTE_WINDOW)
    opened = max(c.line.rfind(opener, low, c.begin) for opener in openers)
    before = c.line[max(low, opened - WORD_WINDOW) : max(low, opened)].split()
    if opened <= low or not before:
        return "leading"
    if before[-1][-1] in COMMAS + "-–—" or before[-1] in known.SPEECH.get(c.language, ()):
        return "introduced"
    return "embedded"


def _aside(c: Candidate) -> bool | None:
    """No end inside a bracket that was opened within the sentence: ``Acme (formerly Foo Inc.) Chairman``."""
    return False if _place(c, _BRACKETS) in {"introduced", "embedded"} else None


def _speech(c: Candidate) -> bool | None:
    """A question or exclamation in quotes goes on with its speaker (“…?” she asked) or its sentence."""
    place = _place(c, _QUOTES)
    if not place or not set(c.mark) & set("!?؟！？…") or set(c.closers) & set(MARKS):
        return None
    if place == "embedded":
        return None if c.next.isupper() or c.next.isdigit() else False
    return False if place == "leading" and _speaker_follows(c) else None


def _speaker_follows(c: Candidate) -> bool:
    verbs = known.SPEECH.get(c.language, frozenset())
    if c.language in known.UNSPACED:
        return any(verb in c.line[c.follower : c.follower + SPEAKER_WORDS] for verb in verbs)
    words = c.next_words
    return bool(words) and words[0] not in known.PRONOUNS and not verbs.isdisjoint(words)


def _is_small(c: Candidate) -> bool:
    """True before a small letter, but not before a name such as iPhone."""
    return c.next.islower() and not c.line[c.follower + 1 : c.follower + 2].isupper()


def _small_letter(c: Candidate) -> bool | None:
    """No end before a small letter, after a mark that is not a sentence mark alone."""
    return False if _is_small(c) and set(c.mark) <= NEEDS_SPACE else None


def _list_label(c: Candidate) -> bool | None:
    """``1.``, ``১।``, ``a.`` and ``IV.`` at the start of a sentence number a list, and ``1.`` after a colon."""
    first = c.line[c.start : c.begin].lstrip(OPENERS) if c.begin - c.start <= WORD_WINDOW else ""
    if first.isdigit() and len(first) <= _LABEL_DIGITS:
        return False
    if not set(c.mark) <= FULL_STOPS:
        return None
    after_colon = c.previous.endswith((":", "：")) and c.word.isdigit() and len(c.word) <= _LABEL_DIGITS
    letter = (len(first) == 1 and first.isalpha()) or _ROMAN.fullmatch(first)
    return False if after_colon or letter else None


def _ellipsis(c: Candidate) -> bool | None:
    """An ellipsis ends a sentence before a capital or a number; in languages with the verb last, after a verb."""
    if (len(c.mark) == 1 and c.mark not in "…‥") or set(c.mark) - set(".…‥۔"):
        return None
    endings = known.VERB_ENDINGS.get(c.language)
    return c.next.isupper() or c.next.isdigit() or endings is None or c.word.endswith(endings)


def _unmistakable(c: Candidate) -> bool | None:
    """All marks but the full stop end a sentence."""
    return None if c.mark in FULL_STOPS else True


def _abbreviation(c: Candidate) -> bool | None:
    """Titles never end a sentence, ``No.`` not before a number, ``Inc.`` only before a word that starts sentences."""
    if c.in_table(known.PREFIXES):
        return c.word == "St" and c.starter  # Main St.
    if c.in_table(known.NUMBERED) and (c.next.isdigit() or _ROMAN.match(c.line, c.follower)):
        return False
    if c.word in known.CLOCK:
        return c.next.isupper() and not (c.next_words and c.next_words[0] in known.CALENDAR)
    return c.starter if c.in_table(known.SUFFIXES) else None


def _ordinal(c: Candidate) -> bool | None:
    """``3. Oktober`` in languages that write ordinals so."""
    return False if c.language in known.ORDINAL_DOT and c.word.isdigit() and len(c.word) < _LABEL_DIGITS else None


def _initials(c: Candidate) -> bool | None:
    """``J. Smith``, ``U.S. Senate``, ``এ. কে. আজাদ``, but not ``5 m.`` or ``vitamin C.``."""
    parts = [part for part in re.split(r"[.۔]", c.word) if part]
    if not parts or not all((len(part) == 1 and part.isalpha()) or _is_letter_name(part, c) for part in parts):
        return None
    hyphenated = c.line[max(c.start, c.begin - len(c.word) - 1)] in "-–"
    if _LETTER_AND_STOP.match(c.line, c.follower):
        return False
    measured = hyphenated or c.previous[-1:].isdigit() or c.previous in known.LABELS.get(c.language, known.LABELS[""])
    if measured or parts[0].islower():
        return None
    if len(parts) == 1 and not c.next.isupper() and not c.next.isdigit():
        return False
    return c.starter


def _is_letter_name(part: str, c: Candidate) -> bool:
    """Whether *part* is the name of a letter that stands for itself, not the end of an acronym (آئی ایم ایف۔)."""
    names = known.LETTER_NAMES.get(c.language, frozenset())
    if part not in names or c.previous in names:
        return False
    beside = c.previous.rstrip(".۔") in names or "۔" in c.word or "." in c.word or _letter_name_follows(c, names)
    return beside or part not in known.LETTER_NAMES_OR_WORDS.get(c.language, ())


def _letter_name_follows(c: Candidate, names: frozenset[str]) -> bool:
    after = c.line[c.follower : c.follower + WORD_WINDOW]
    word = re.split(r"[\s.۔]", after, maxsplit=1)[0]
    return word in names and after[len(word) : len(word) + 1] in FULL_STOPS


_RULES: Final[tuple[Callable[[Candidate], bool | None], ...]] = (
    _glued,
    _unfollowed,
    _unpreceded,
    _aside,
    _speech,
    _small_letter,
    _list_label,
    _ellipsis,
    _unmistakable,
    _abbreviation,
    _ordinal,
    _initials,
)


def sentence_starts(line: str, language: str) -> Iterator[int]:
    """Offsets in *line*, which has no line end, at which a sentence begins; ascending, none on white space."""
    start = len(line) - len(line.lstrip())
    length = len(line.rstrip())
    if start < length:
        yield start
    for match in CANDIDATES.get(language, CANDIDATES[""]).finditer(line, 0, length):
        if start < match.end() < length:
            candidate = read_candidate(line, match, start, language)
            if next((verdict for rule in _RULES if (verdict := rule(candidate)) is not None), True):
                start = skip_space(line, match.end())
                yield start


def skip_space(line: str, offset: int) -> int:
    while line[offset].isspace():
        offset += 1
    return offset

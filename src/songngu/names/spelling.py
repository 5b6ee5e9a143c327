"""Names in the spelling of the target language, where the gazetteer leaves no doubt; all else stays as it is.

Vietnamese names get their diacritics in Vietnamese and lose them in English. A form of one syllable, and a name from
abroad, is mended in Vietnamese only if the source mentions it.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Final

from ..words import words
from .gazetteer import LATIN, Entry, entries, mentioned, plain, rows
from .matching import searched
from .mentions import surnames

_WORD: Final = re.compile(r"[^\W\d_]+")
_GAP: Final = re.compile(r"[ \u00a0]|\s?[-–]\s?|\.\s?")
_PERSON: Final = 5  # words of a personal name


@dataclass(frozen=True, slots=True)
class _Mend:
    """One form that is mended: its words, what to write, and whether that is certain whatever the source says."""

    words: tuple[str, ...]
    text: str
    entry: Entry
    certain: bool


def restore(text: str, target: str, source_text: str, source: str) -> str:
    """*text* with the names of the gazetteer and Vietnamese personal names in the spelling of *target*.

    Doing it again changes nothing: a mended name may show where the next one begins. Targets other than English and
    Vietnamese come back as they are.
    """
    if target not in ("en", "vi"):
        return text
    while (mended := _mended(text, target, source_text, source)) != text:
        text = mended
    return text


def _mended(text: str, target: str, source_text: str, source: str) -> str:
    pieces, end = [], 0
    for start, stop, new in _edits(text, target, source_text, source):
        pieces += [text[end:start], new]
        end = stop
    return "".join([*pieces, text[end:]])


def _edits(text: str, target: str, source_text: str, source: str) -> Iterator[tuple[int, int, str]]:
    firsts = _firsts(target)
    if firsts.isdisjoint(_WORD.findall(text)):
        return
    matches = [*_WORD.finditer(text)]
    end = 0
    for at in [place for place, match in enumerate(matches) if match[0] in firsts]:
        if at < end:  # nothing inside a name is mended: Binh Duong in Thai Binh Duong
            continue
        run = _run(text, matches[at : at + _most(target)])
        if person := _person(run, target):
            end = at + len(person)
            for match, word, new in zip(matches[at:end], run, person, strict=False):
                if word != new:
                    yield match.start(), match.end(), new
        elif mend := _longest(run, target):
            end = at + len(mend.words)
            if mend.certain or _named(mend.entry, source_text, source):
                yield matches[at].start(), matches[end - 1].end(), mend.text


def _run(text: str, matches: Sequence[re.Match[str]]) -> list[str]:
    """The first of *matches*, its capital included, and those after it that nothing but a space or a hyphen parts."""
    run = [matches[0][0]]
    for before, after in pairwise(matches):
        if not _GAP.fullmatch(text, before.end(), after.start()):
            break
        run.append(after[0])
    return run


def _longest(run: Sequence[str], target: str) -> _Mend | None:
    """The longest form that *run* begins with."""
    return next((m for m in _mends(target).get(run[0], ()) if tuple(run[: len(m.words)]) == m.words), None)


def _named(entry: Entry, text: str, language: str) -> bool:
    if language in LATIN:
        return entry in searched(text, language).entries
    return bool(mentioned(entry, text, language))


@cache
def _mends(target: str) -> Mapping[str, Sequence[_Mend]]:
    """First word → the forms that are mended, the longest first. A form that may mean two names is none."""
    by_words: dict[tuple[str, ...], list[_Mend]] = defaultdict(list)
    for entry in entries():
        for mend in (_english if target == "en" else _vietnamese)(entry):
            by_words[mend.words].append(mend)
    found: dict[str, list[_Mend]] = defaultdict(list)
    for spelled, mends in by_words.items():
        if len({mend.text for mend in mends}) == 1 or all(mend.entry is mends[0].entry for mend in mends):
            found[spelled[0]].append(mends[0])
    return {first: sorted(mends, key=lambda mend: -len(mend.words)) for first, mends in found.items()}


@cache
def _most(target: str) -> int:
    """How many words a name that is mended has at most."""
    return max(_PERSON, *(len(mend.words) for mends in _mends(target).values() for mend in mends))


def _english(entry: Entry) -> Iterator[_Mend]:
    first, *_ = entry.forms["vi"]
    for form in entry.forms["vi"]:
        if plain(form) == form or not form[0].isupper() or (len(words(form)) == 1 and not entry.vietnamese):
            continue  # Đức is a name of persons too
        own = entry.vietnamese and form != first
        yield _Mend(tuple(words(form)), plain(form) if own else entry.forms["en"][0], entry, True)


def _vietnamese(entry: Entry) -> Iterator[_Mend]:
    glued = {_glued(plain(form)): form for form in reversed(entry.forms["vi"])}
    for form in entry.forms["vi"]:
        if plain(form) != form and form[0].isupper():
            certain = entry.vietnamese and len(words(form)) > 1
            yield _Mend(tuple(words(plain(form))), form, entry, certain)
    for number, form in enumerate(entry.forms["en"] if entry.vietnamese else ()):
        same = glued.get(_glued(form)) or (entry.forms["vi"][0] if _glued(form.removesuffix(" City")) in glued else "")
        own = same or (entry.forms["vi"][0] if number == 0 else "")
        if own and own != form and plain(own) != form:  # Hanoi
            yield _Mend(tuple(words(form)), own, entry, bool(same))


def _glued(form: str) -> str:
    return form.replace(" ", "").casefold()


@cache
def _people() -> Mapping[str, Mapping[str, str]]:
    """Target → word of a Vietnamese personal name → its spelling there, if that is certain."""
    table = [*rows("people.tsv")]
    sure = {plain(row["form"]): row["form"] for row in table if row["certain"]}
    return {"en": {row["form"]: plain(row["form"]) for row in table}, "vi": sure}


@cache
def _listed() -> frozenset[str]:
    return frozenset(form for row in rows("people.tsv") for form in (row["form"], plain(row["form"])))


@cache
def _surnames() -> frozenset[str]:
    return frozenset(word for word in _listed() if word.casefold() in surnames())


@cache
def _firsts(target: str) -> frozenset[str]:
    """The words that a form or a person may begin with."""
    return _surnames().union(_mends(target))


def _person(run: Sequence[str], target: str) -> list[str]:
    """The words of the Vietnamese person that *run* begins with, as they should be; empty if it begins with none."""
    capitals = next((i for i, word in enumerate(run) if not word.istitle()), len(run))
    name = run[: min(capitals, _PERSON)]
    if len(name) < 2 or name[0] not in _surnames() or name[1] not in _listed():
        return []
    if _longest(name, target):  # Ha Giang is a province
        return []
    spelled = _people()[target]
    *front, last = name
    middle = {"Văn", "Thị", "Đình"} if target == "vi" else set()
    new = [spelled.get(word, word) for word in front]
    return [*new, last if spelled.get(last, "") in middle else spelled.get(last, last)]

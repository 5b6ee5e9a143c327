"""What is known of names: the tables beside this module as entries, and where a text mentions one of them.

A form of an entry is found whole: by words where a script has capitals, by letters with the particles and endings of
the language where it has none. What is not in the tables is none of its business.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final

from ..words import words
from .skeletons import fold

LATIN: Final = ("en", "vi", "id")
_LANGUAGES: Final = ("en", "vi", "ar", "bn", "id", "ur")
_SCRIPTS: Final = {"ar": re.compile("[\u0600-\u06ff]"), "bn": re.compile("[\u0980-\u09ff]")}


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """One name in all its languages. Compared by identity.

    Attributes:
        forms: language → its forms, the one to write first. English and Vietnamese have at least one.
        adjectives: English words made from it: they mention it and are no names.
        vietnamese: True for what lies in Vietnam, or works there: its Vietnamese form is its own name.
        into: for a place in Vietnam, the province or city that it belongs to since July 2025; else empty.
        parts: True for a body or region whose name is translated word by word, in more ways than the forms say.
    """

    forms: Mapping[str, tuple[str, ...]]
    adjectives: tuple[str, ...] = ()
    vietnamese: bool = False
    into: str = ""
    parts: bool = False


Forms = Mapping[tuple[str, ...], Sequence[tuple[tuple[str, ...], Entry]]]


@dataclass(frozen=True, slots=True)
class Phrases:
    """The forms that a text in one language may use.

    Attributes:
        lengths: first word, casefolded → how many words the forms have that begin with it, the most first.
        forms: words, casefolded → the forms as spelled in the table, each with its entry.
    """

    lengths: Mapping[str, Sequence[int]]
    forms: Forms


Found = tuple[int, tuple[Entry, ...]]  # the number of words of a form, and the entries that have it
_NOTHING: Final[Found] = (0, ())


def rows(table: str) -> Iterator[dict[str, str]]:
    """The rows of a table, by the names of its columns."""
    text = files(__package__).joinpath(table).read_text(encoding="utf-8")
    head, *lines = text.splitlines()
    columns = head.split("\t")
    for line in lines:
        yield dict(zip(columns, line.split("\t"), strict=True))


@cache
def entries() -> tuple[Entry, ...]:
    """All entries, in the order of the tables."""
    return (*_vietnam(), *_world("bodies.tsv"), *_world("countries.tsv"), *_world("places.tsv"))


def _vietnam() -> Iterator[Entry]:
    for row in rows("vietnam.tsv"):
        vietnamese = _split(row["vi"])
        english = tuple(dict.fromkeys((*_split(row["en"]), *map(plain, vietnamese))))
        other = _split(row["other"])
        scripts = {code: tuple(form for form in other if pattern.search(form)) for code, pattern in _SCRIPTS.items()}
        forms = {"vi": vietnamese, "en": english, "id": english, "ur": scripts["ar"], **scripts}
        yield Entry(forms, vietnamese=True, into=row["into"], parts=row["kind"] == "region")


def _world(table: str) -> Iterator[Entry]:
    for row in rows(table):
        forms = {code: _split(row[code]) for code in _LANGUAGES}
        forms["id"] = forms["id"] or forms["en"]
        parts = bool(row.get("parts"))
        yield Entry(
            forms, _split(row.get("adjective", "")), vietnamese=parts and "Viện" in row["vi"].title(), parts=parts
        )


def _split(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("|")) if cell else ()


def plain(text: str) -> str:
    """*text* without diacritics, in its own case."""
    return "".join(fold(letter).upper() if letter.isupper() else fold(letter) for letter in text)


@cache
def phrases(language: str) -> Phrases:
    """Every form that a text in *language* may use.

    Vietnamese forms are known everywhere without their diacritics, except those of one syllable, and English forms are
    known everywhere.
    """
    found: dict[tuple[str, ...], dict[tuple[tuple[str, ...], int], Entry]] = defaultdict(dict)
    lengths: dict[str, set[int]] = defaultdict(set)
    for number, entry in enumerate(entries()):
        forms = [*entry.forms.get(language, ()), *entry.forms["en"], *entry.adjectives]
        forms += [form for form in entry.forms["vi"] if language != "vi" and entry.vietnamese]
        forms += [plain(form) for form in entry.forms["vi"] if " " in form]
        for form in forms:
            if spelled := tuple(words(form)):
                found[tuple(map(str.casefold, spelled))].setdefault((spelled, number), entry)
                lengths[spelled[0].casefold()].add(len(spelled))
    return Phrases(
        {first: sorted(sizes, reverse=True) for first, sizes in lengths.items()},
        {folded: [(spelled, entry) for (spelled, _), entry in by.items()] for folded, by in found.items()},
    )


# First words of the forms that begin in lower case: châu Phi.
_LOWER_FIRST: Final = frozenset("châu nước sông biển đồng chủ tháp xứ the".split())


def lookups(tokens: Sequence[str], language: str) -> list[Found]:
    """For each of *tokens* the longest form that begins with it; 0 words if there is none."""
    known = phrases(language)
    return [
        _longest(tokens, at, lengths, known.forms)
        if (not token[0].islower() or token in _LOWER_FIRST) and (lengths := known.lengths.get(token.casefold()))
        else _NOTHING
        for at, token in enumerate(tokens)
    ]


def _longest(tokens: Sequence[str], at: int, lengths: Sequence[int], forms: Forms) -> Found:
    """The longest form that begins with ``tokens[at]``, if it has one of *lengths*."""
    folded = tuple(map(str.casefold, tokens[at : at + lengths[0]]))
    for length in lengths:
        if length <= len(folded) and (same := forms.get(folded[:length])):
            window = tokens[at : at + length]
            if found := tuple(entry for form, entry in same if all(map(_may_be, window, form))):
                return length, found
    return _NOTHING


def _may_be(word: str, form: str) -> bool:
    """True if *word*, casefolded the same, may be *form*: capitals of the form must be capitals of the word."""
    if form.isupper() and len(form) > 1:
        return word == form
    return word[0].isupper() >= form[0].isupper()


# Arabic: and, in/to/as, the article. How many letters of ending a form may carry: nisba, cases, plurals.
_PARTICLES: Final = re.compile("[وف]?[بلك]?(?:ال|ل)?")
_ENDING: Final = {"ar": 4, "bn": 5, "ur": 2}
_CERTAIN: Final = 6  # letters; a form this long is found inside a word too, where a typist left out the space

_LETTERS: Final = str.maketrans(
    dict(zip("أإآٱىيئكةہۃۂ", "اااایییکهههه", strict=True)) | dict.fromkeys("\u0640\u200c\u200d")
)
_SIGNS: Final = re.compile("[\u064b-\u0655\u0670\u0674]")


@lru_cache(maxsize=1 << 12)
def letters(text: str) -> str:
    """Words of *text* with a space around each, with one spelling for the letters that keyboards mix up."""
    return f" {' '.join(words(_SIGNS.sub('', text.translate(_LETTERS))))} "


def mentioned(entry: Entry, text: str, language: str) -> str:
    """The form of *entry* that *text*, in a language without capitals, has; empty if it has none."""
    spaced = letters(text)
    for form in entry.forms.get(language, ()):
        wanted = letters(form).strip()
        at = spaced.find(wanted)
        while at >= 0:
            before = spaced[spaced.rfind(" ", 0, at) + 1 : at]
            after = spaced.find(" ", at + len(wanted)) - at - len(wanted)
            inside = not before or (language == "ar" and bool(_PARTICLES.fullmatch(before)))
            if len(wanted) >= _CERTAIN or (inside and after <= _ENDING.get(language, 2)):
                return form
            at = spaced.find(wanted, at + 1)
    return ""

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


Phrases = Mapping[str, Sequence[tuple[tuple[str, ...], Entry]]]


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
    """First word → (words, entry) of every form that a text in *language* may use, the longest first.

    Words are as spelled in the table. Vietnamese forms are known everywhere without their diacritics, except those of
    one syllable, and English forms are known everywhere.
    """
    found: dict[str, dict[tuple[tuple[str, ...], int], Entry]] = defaultdict(dict)
    for number, entry in enumerate(entries()):
        forms = [*entry.forms.get(language, ()), *entry.forms["en"], *entry.adjectives]
        forms += [form for form in entry.forms["vi"] if language != "vi" and entry.vietnamese]
        forms += [plain(form) for form in entry.forms["vi"] if " " in form]
        for form in forms:
            if spelled := tuple(words(form)):
                found[spelled[0].casefold()].setdefault((spelled, number), entry)
    return {
        first: sorted(((spelled, entry) for (spelled, _), entry in by.items()), key=lambda two: -len(two[0]))
        for first, by in found.items()
    }


# First words of the forms that begin in lower case: châu Phi.
_LOWER_FIRST: Final = frozenset("châu nước sông biển đồng chủ tháp xứ the".split())


def _same(word: str, form: str) -> bool:
    """True if *word* is *form*, where capitals of the form must be capitals of the word."""
    if form.isupper() and len(form) > 1:
        return word == form
    return word[0].isupper() >= form[0].isupper() and word.casefold() == form.casefold()


def lookup(tokens: Sequence[str], at: int, language: str) -> tuple[int, tuple[Entry, ...]]:
    """The longest form that begins with ``tokens[at]``: its number of words, and the entries that have it."""
    length, found = 0, []
    if tokens[at][0].islower() and tokens[at] not in _LOWER_FIRST:
        return 0, ()
    for spelled, entry in phrases(language).get(tokens[at].casefold(), ()):
        if len(spelled) < length:
            break
        window = tokens[at : at + len(spelled)]
        if len(window) == len(spelled) and all(map(_same, window, spelled)):
            length = len(spelled)
            found.append(entry)
    return length, tuple(found)


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

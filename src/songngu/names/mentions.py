"""Where a text in English, Indonesian or Vietnamese has names: runs of capitalised words, and forms of the gazetteer.

A capital alone makes no name: words that also occur in lower case (``common.*.tsv``, counted), titles, months,
weekdays, languages and nationalities are none. In Vietnamese, where nearly every syllable is a common word, a surname
followed by capitals is a person.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final

from .gazetteer import LATIN, Entry, Found, lookups, rows
from .skeletons import fold

_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_GAP: Final = re.compile(r"\s|\s?[-–.]\s?|\s?&\s?")  # what may stand between two words of a name
_LONGEST_PERSON: Final = 5  # syllables of a Vietnamese personal name

# English words of faiths, peoples and views: Darwinian, Lutheran, Marxism.
_DERIVED: Final = re.compile("(?:ians?|ish|ese|isms?|ists?|ly|ics?|tion|ness|ing|ed)$")

_CLOSED: Final = re.compile("[\\w,][”\"’']$")  # “…,” Reed said
_POSSESSIVE: Final = ("'s", "’s")
_NOT_AFTER: Final = {
    "nhật": ("chủ", "sinh", "cập"),
    "pháp": ("tư", "hiến", "hợp", "giải", "biện", "phương", "cú"),
    "anh": ("tinh", "các"),
    "ý": ("chú", "đồng"),
}
_VIETNAMESE: Final = re.compile("[ăằắẳẵặầấẩẫậđẻẽẹềếểễệỉĩịỏọồốổỗộơờớởỡợủũụưừứửữựỳỷỹỵảạ]")  # a syllable of the language
_PLURAL: Final = re.compile("^[A-Z]{2,}s$|[a-z][A-Z]s?$")  # MPs, CoVs


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a text.

    Attributes:
        text: as the text has it.
        start: where it begins in the text.
        tokens: those of its words that must reappear in some spelling, for a name outside the gazetteer.
        entries: what it may mean, for a name of the gazetteer.
    """

    text: str
    start: int
    tokens: tuple[str, ...] = ()
    entries: tuple[Entry, ...] = ()

    @property
    def acronym(self) -> bool:
        """True for two or more capitals and nothing else."""
        return self.text.isupper() and self.text.isalpha() and len(self.text) > 1


@cache
def common(language: str) -> frozenset[str]:
    """Words of *language* that a capital does not make a name: those that also occur in lower case, and the listed."""
    if language not in LATIN:
        return frozenset()
    own = lower_case(language) | frozenset(_list(f"no_names.{language}.tsv"))
    return own | common("en") if language == "vi" else own  # Vietnamese keeps foreign titles in English


@cache
def lower_case(language: str) -> frozenset[str]:
    """Words that the training text in *language* (English, Indonesian, Vietnamese) often has in lower case."""
    return frozenset(_list(f"common.{language}.tsv"))


def _list(name: str) -> list[str]:
    return files(__package__).joinpath(name).read_text(encoding="utf-8").split()


@cache
def surnames() -> frozenset[str]:
    """Vietnamese surnames, with and without diacritics, casefolded."""
    found = {row["form"].casefold() for row in rows("people.tsv") if row["kind"] == "surname"}
    return frozenset(found | {fold(name) for name in found})


@lru_cache(maxsize=1 << 10)
def mentions(text: str, language: str) -> tuple[Mention, ...]:
    """The names in *text*, in order; none overlaps another."""
    return tuple(_walk(_Text.read(text, language)))


@dataclass(frozen=True, slots=True)
class _Text:
    """A text with its words, and for each the longest form of the gazetteer that begins there."""

    text: str
    language: str
    matches: list[re.Match[str]]
    tokens: list[str]
    phrases: list[Found]

    @classmethod
    def read(cls, text: str, language: str) -> "_Text":
        matches = [*_WORD.finditer(text)]
        tokens = [m[0] for m in matches]
        if any(map(text.__contains__, _POSSESSIVE)):
            tokens = [*map(_owner, tokens)]
        return cls(text, language, matches, tokens, lookups(tokens, language))

    def starts(self) -> list[int]:
        """Where a name may begin: the words with a capital, and those with which a form begins."""
        return [at for at, token in enumerate(self.tokens) if token[0].isupper() or self.phrases[at][0]]

    def run(self, at: int) -> int:
        """How many capitalised words follow one another from *at* on."""
        end = at
        while end < len(self.tokens) and self.tokens[end][0].isupper():
            if end > at and not _GAP.fullmatch(self.text, self.matches[end - 1].end(), self.matches[end].start()):
                break
            end += 1
        return end - at

    def person(self, at: int, end: int) -> int:
        """How many words from *at* on are a Vietnamese person, in Vietnamese text."""
        if self.language != "vi" or end - at < 2 or self.tokens[at].casefold() not in surnames():
            return 0
        return min(end - at, _LONGEST_PERSON)

    def unknown(self, at: int, end: int) -> int:
        """How many words from *at* on belong to no form of the gazetteer and no Vietnamese person."""
        known = (i for i in range(at + 1, end) if self.phrases[i][0] or self.person(i, end))
        return next(known, end) - at

    def begins(self, at: int) -> bool:
        """True where a sentence begins: its capital says nothing."""
        start = self.matches[at].start()
        before = self.text[max(0, start - 8) : start].rstrip() or self.text[:start].rstrip()
        if _CLOSED.search(before) and self.text[start - 1].isspace():
            return False
        return not before or before[-1] in ".!?…:;“”\"‘'([-–—•"

    def doubtful(self, at: int) -> bool:
        """True where one Vietnamese syllable may well be a common word: chủ Nhật, Tư Pháp, ``Anh`` as first word."""
        if self.language != "vi" or self.phrases[at][0] > 1:
            return False
        before = self.tokens[at - 1].casefold() if at else ""
        return self.begins(at) or before in _NOT_AFTER.get(self.tokens[at].casefold(), ())

    def mention(self, at: int, length: int, tokens: list[str], entries: tuple[Entry, ...] = ()) -> Mention:
        """The name of *length* words that begins with word *at*."""
        start, end = self.matches[at].start(), self.matches[at + length - 1].end()
        return Mention(_owner(self.text[start:end]), start, tuple(tokens), entries)


def _owner(word: str) -> str:
    """*word* without the ending of an English possessive."""
    return word[:-2] if word.endswith(_POSSESSIVE) else word


def _walk(text: _Text) -> Iterator[Mention]:
    end = 0
    for at in text.starts():
        if at < end:
            continue
        if run := text.run(at):
            yield from _named(text, at, at + run)
            end = max(at + run, *(i + text.phrases[i][0] for i in range(at, at + run)))
        else:  # châu Phi
            length, entries = text.phrases[at]
            yield text.mention(at, length, [], entries)
            end = at + length


def _named(text: _Text, at: int, end: int) -> Iterator[Mention]:
    """The names inside a run of capitalised words."""
    while at < end:
        (length, entries), person = text.phrases[at], text.person(at, end)
        if person and (person > length or length < 2):
            yield text.mention(at, person, text.tokens[at : at + person])
            at += person
        elif length and not text.doubtful(at):
            if nouns := _nouns(entries, text.tokens[at : at + length]):
                yield text.mention(at, length, [], nouns)
            at += length
        else:
            unknown = text.unknown(at, end)
            kept = [i for i in range(at, at + unknown) if _is_name(text.tokens[i], text.language)]
            if kept and not (unknown == 1 and text.begins(at)):
                yield text.mention(kept[0], kept[-1] - kept[0] + 1, [text.tokens[i] for i in kept])
            at += unknown


def own_words(text: str, language: str) -> tuple[str, ...]:
    """The words of a name that are no common words: what is left to compare by sound."""
    return tuple(word for word in _WORD.findall(text) if word[0].isupper() and _is_name(word, language))


def _is_name(token: str, language: str) -> bool:
    word = re.split("['’]", token.casefold())[0] if language == "en" else token.casefold()
    if len(token) < 2 or not common(language).isdisjoint(_singular(word)):
        return False
    if _PLURAL.search(token) or (language == "vi" and _VIETNAMESE.search(word)):
        return False
    return language != "en" or not _DERIVED.search(word) or token.isupper()


def _singular(word: str) -> tuple[str, ...]:
    """*word* and what it may be the English plural of: discs, churches, liberties."""
    if len(word) < 4 or not word.endswith("s"):
        return (word,)
    return (word, word[:-1], *((word[:-2], f"{word[:-3]}y") if word.endswith("es") else ()))


def _nouns(entries: tuple[Entry, ...], tokens: Sequence[str]) -> tuple[Entry, ...]:
    """Without the entries that are meant by an adjective: a nationality is no name."""
    return tuple(entry for entry in entries if " ".join(tokens) not in entry.adjectives)

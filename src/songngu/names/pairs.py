"""The names of a rendering against those of its source, and those of two renderings of one source."""

import re
from operator import itemgetter
from typing import Final

from ..words import words
from .gazetteer import LATIN, lookups
from .matching import Other, form, searched
from .mentions import Mention, mentions

_RUN_TOGETHER: Final = 20  # letters; such a source has lost its spaces, and no name can be missed in it
_HEADLINE: Final = 6  # words; fewer may well be names alone
_MOST: Final = 0.7
_CAPITALS: Final = re.compile("[A-Z][A-Z][A-Z]")  # what every acronym has: it is found sooner
_ACRONYM: Final = re.compile(r"(?<![\w-])(?![IVXLCDM]+\b)[A-Z]{3,6}(?![\w-])")
# Common nouns that are written as acronyms and have words, or other letters, in Vietnamese or English; time zones.
_TRANSLATED: Final = frozenset(
    "ADN AIDS ASI ATM BUMN CCTV CEO CFO CPR CSF DIY DNA DPR DPRD ECG EKG FAQ GDP GPS ICU IGD IPA IPO KTP LED MBA MRI "
    "NGO PDB PNS PPE RNA ROV RUU SIM SMA SMP SMS SUV USA USD USG UUD VIP "
    "WIB WIT WITA".split()
)


def missing(text: str, rendering: str, source: str, target: str) -> list[str]:
    """Acronyms in Latin letters that *text* has and *rendering* neither has nor spells out, in order.

    Other names of the source are not asked for: a translation may say "he" or "the city".
    """
    found = dict.fromkeys(_ACRONYM.findall(text) if _CAPITALS.search(text) else ())
    if not found:
        return []
    other = searched(rendering, target)
    if source in LATIN and len(found) * 2 > len(other.words):  # a headline in capitals
        return []
    return [acronym for acronym in found if acronym not in _TRANSLATED and not _kept(acronym, other, source)]


def _kept(acronym: str, other: Other, source: str) -> bool:
    if any(acronym in word for word in other.words):
        return True
    language = source if source in LATIN else "en"
    [(_, entries)] = lookups([acronym], language)
    if any(entry in other.entries for entry in entries):
        return True
    initials = "".join(word[0] for word in other.words if word[0].isupper() or other.language != "en")
    return acronym.casefold() in initials.casefold()


def added(text: str, rendering: str, source: str, target: str) -> list[str]:
    """Names of *rendering* that *text* does not have, in order."""
    if source == target:
        return []
    other = searched(text, source)
    if max(map(len, other.words), default=0) >= _RUN_TOGETHER or _headline(rendering):
        return []
    return [mention.text for mention in _alone(rendering, target, other)]


def _headline(text: str) -> bool:
    """True where most words have a capital, which then says nothing."""
    found = words(text)
    return len(found) >= _HEADLINE and sum(map(str.isupper, map(itemgetter(0), found))) > _MOST * len(found)


def disagreements(english: str, vietnamese: str, source_text: str, source: str) -> list[str]:
    """What two renderings of one source sentence do not agree on, as ``names: detail``; empty if all is well.

    Vietnamese writes foreign names as English does. A name that one of them lacks may be a title that was
    translated, or “he”; so something is said only where each has a name that the other lacks, as when one was
    replaced. The source decides what is said of a name: the other translation lost it, or it is new.
    """
    ours = _alone(english, "en", searched(vietnamese, "vi"))
    theirs = _alone(vietnamese, "vi", searched(english, "en")) if ours else []
    if not theirs:
        return []
    other = searched(source_text, source)
    return [
        f"names: “{mention.text}” is in the {language} only{'' if form(mention, code, other) is not None else _NEW}"
        for language, code, found in (("English", "en", ours), ("Vietnamese", "vi", theirs))
        for mention in found
    ]


_NEW: Final = ", not in the source"


def _alone(text: str, language: str, other: Other) -> list[Mention]:
    """The names of *text* that the other text does not have."""
    return [m for m in _unique(mentions(text, language)) if _checked(m) and form(m, language, other) is None]


def _unique(found: tuple[Mention, ...]) -> list[Mention]:
    return list({mention.text: mention for mention in reversed(found)}.values())[::-1]


def _checked(mention: Mention) -> bool:
    """Acronyms outside the gazetteer are spelled out, or translated, too often."""
    return bool(mention.entries) or not mention.acronym

"""Whether one disease stands for another: the check ``disease``. It knows the forty of ``diseases.tsv`` and no others.

Cells hold the forms of a name, parted by ``|``; Arabic ones without the article. Something is said only where each side
names a disease that the other does not: a translation may say “the disease”, or name what the source takes for known.
COVID-19 alone has to be there when the source has it: all targets write it alike, and “the 19 pandemic” is none.
"""

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from .dictionaries import fold, sentence
from .pair import Pair

_NOT_INSIDE: Final = r"(?<!\w)"
_WORD_ENDS: Final = r"(?!\w)"
# Its forms, folded; not those of corona, which is a family of viruses. 2 of 13,380 references leave it out.
_COVID: Final = re.compile("covid|کوفید|কোভিড|کووڈ|کوویڈ|کووِڈ")
_BEFORE: Final = {"ar": "(?<!\\w)(?:[وف]?[بلک]?(?:ال|ل)?)", "bn": "(?<![\u0980-\u09e3])"}
_AFTER: Final = {
    "en": r"(?:['’]s)?(?!\w)",
    "ar": r"(?!\w)",
    "bn": "(?:জনিত|সহ|রোগ)?(?:টি|টা)?(?:ের|র|ে|য়|তে|কে)?[ইও]?(?![\u0980-\u09e3])",
    "id": r"(?:nya)?(?!\w)",
}


def disease(pair: Pair) -> list[str]:
    """A disease of the source is missing, and another one stands in the rendering."""
    ours = _diseases(pair.text, pair.source)
    theirs = _diseases(pair.rendering, pair.target) if ours else {}
    lost = [form for number, form in ours.items() if number not in theirs]
    new = [form for number, form in theirs.items() if number not in ours]
    if lost and new:
        return [f"disease: “{new[0]}” stands for “{lost[0]}”"]
    return [f"disease: “{form}” is missing" for form in lost if _COVID.search(form)]


@lru_cache(maxsize=1 << 6)  # a sentence is compared with each of its translations
def _diseases(text: str, language: str) -> Mapping[int, str]:
    """Row of each disease that *text* names → its form there."""
    known, folded = _forms(language), sentence(text, language)
    if not any(map(folded.__contains__, known)):
        return {}
    return {known[match["form"]]: match[0] for match in _pattern(language).finditer(folded)}


@cache
def _forms(language: str) -> dict[str, int]:
    """Form, folded → row."""
    head, *lines = Path(__file__).with_suffix(".tsv").read_text(encoding="utf-8").splitlines()
    if language not in (columns := head.split("\t")):
        return {}
    cells = [line.split("\t")[columns.index(language)] for line in lines]
    return {fold(form, language): row for row, cell in enumerate(cells) for form in cell.split("|")}


@cache
def _pattern(language: str) -> re.Pattern[str]:
    """The forms, the longest first, with what is glued to them."""
    forms = "|".join(map(re.escape, sorted(_forms(language), key=len, reverse=True)))
    return re.compile(f"{_BEFORE.get(language, _NOT_INSIDE)}(?P<form>{forms}){_AFTER.get(language, _WORD_ENDS)}")

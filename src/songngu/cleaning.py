"""Roles of the lines of an article. Nothing is dropped here: a line that will not be translated carries a rule's name.

Two kinds of rules. *Patterns* look at one line alone (``[iklan_2]``, ``মন্তব্য (0)``, ``Nguồn: https://…``): the first
that fits wins. *Places* then look at what is left, among its neighbours: the first line is a headline, a name before
the source is a byline. The words are in ``phrases``; all rules hold for all languages, since pages mix them.
"""

import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Final

from . import phrases
from .languages import identify_line
from .types import Article, Line, Role
from .words import folded

Finding = tuple[Role, str]  # a role and the name of the rule that gave it

_URL: Final = r"(?:https?://|www\.)\S+"
_COLON: Final = "[:：]"
_END: Final = re.compile(r"[.!?…।॥۔؟。！？:;؛]['\"”’»)\]]*$")  # a sentence ends here, or goes on in the next line
_LIST_ITEM: Final = re.compile(r"[-–—•*+]\s|\w{1,2}[.)]\s")
# In words. In the seeds a name has 2, a byline and a heading 4, the headline 15, captions up to 22, and the shortest
# paragraph 19. The limits leave room for longer ones; a line that ends as a sentence does is never taken for a label.
_NAME_WORDS: Final = 4
_LABEL_WORDS: Final = 6
_HEADING_WORDS: Final = 16
_ALONE_WORDS: Final = 8
_TITLE_WORDS: Final = 30
_CAPTION_WORDS: Final = 45
_CREDIT_WORDS: Final = 12  # two names and a date
# Lines in which bylines without a colon are looked for: the first two under the title, and the last two.
_TOP_LINES: Final = 2
_END_LINES: Final = 2


def _any(words: Sequence[str]) -> str:
    """Alternatives, the longest first."""
    return "(?:" + "|".join(sorted(words, key=len, reverse=True)) + ")"


_LABEL: Final = rf"\S+(?:\s+\S+){{0,{_LABEL_WORDS - 1}}}(?<![.!?।۔؟])"
_PATTERNS: Final[tuple[tuple[str, Role, str], ...]] = (
    ("comment-counter", "furniture", rf"(?:\d+\s*)?{_any(phrases.COMMENTS)}\s*(?:[(（\[]\s*\d*\s*[)）\]])?"),
    ("ad-marker", "furniture", rf"\[\w+_\d+\]|[-–—\[(]*\s*{_any(phrases.ADVERTISEMENTS)}\s*[-–—\])]*"),
    ("share-bar", "furniture", rf"{_any(phrases.SHARING)}(?:[\s,|/•·]+{_any(phrases.SHARING)})*"),
    ("related", "furniture", rf"[>»\-•*\s]*{_any(phrases.RELATED)}\s*(?:[:：>»…]+.*)?"),
    ("related-link", "furniture", r"\[[^\[\]]{20,200}[^\[\].!?।۔؟]\]|>>+\s*\S.*"),
    ("tags", "furniture", rf"{_any(phrases.TAGS)}\s*{_COLON}.*(?<![.!?।۔؟])"),
    ("copyright", "furniture", _any(phrases.COPYRIGHT)),
    ("source-line", "source", rf"{_any(phrases.SOURCES)}\s*(?:{_COLON}\s*(?:{_URL}|{_LABEL})?)?"),
    ("source-url", "source", _URL),
    ("agency", "source", r"(?-i:\([A-Z][\w.+-]{1,20}(?:\s*[/,–-]\s*[A-Z][\w.+-]{1,20})*\)|[A-Z]{3,10})"),
    ("byline", "byline", rf"{_any(phrases.AUTHORS)}\s*{_COLON}\s*{_LABEL}"),
    ("photo-credit", "caption", rf"[(\[]?{_any(phrases.PHOTOS)}\s*{_COLON}.*"),
    ("caption-credit", "caption", rf".*[(\[]\s*{_any(phrases.PHOTOS)}\s*(?:{_COLON}[^()\[\]]*)?[)\]]\s*\.?"),
    ("table-rule", "furniture", r"(?=.*[|+])(?=.*--)[|+:\s-]+"),
    ("table-row", "body", r"\|.+\|"),
    ("caption-bar", "caption", r".*\S\s*\|"),
    ("caption-place", "caption", rf".*\(\s*{_any(phrases.POSITIONS)}\s*\).*"),
)
_AUTHORS: Final = re.compile(rf"{_any(phrases.AUTHORS)}\s+(?P<names>.*)", re.IGNORECASE)
_SOURCES: Final = re.compile(rf"{_any(phrases.SOURCES)}\s+(?P<names>.*)", re.IGNORECASE)
_COMPILED: Final = tuple((rule, role, re.compile(pattern, re.IGNORECASE)) for rule, role, pattern in _PATTERNS)


def clean(article: Article, language: str) -> tuple[Line, ...]:
    """Give each line of *article* its role; a title given apart from the text becomes the first line.

    Args:
        language: that of the article; a paragraph that is clearly in another one says so.

    Returns:
        The lines in order. Joined by newlines they are the title (if given) and the text again.
    """
    texts = ([article.title] if article.title else []) + article.text.split("\n")
    found = [_by_pattern(text) for text in texts]
    for n, role, rule in article.roles:
        found[n + bool(article.title)] = found[n + bool(article.title)] or (role, rule)
    if article.title:
        found[0] = ("title", "given")
    for place in _PLACES:
        place(texts, found)
    return tuple(
        Line(text, *(finding or ("body", "paragraph")), identify_line(text, language))
        for text, finding in zip(texts, found, strict=True)
    )


def _by_pattern(text: str) -> Finding | None:
    """What the line says of itself."""
    text = text.strip()
    if not text:
        return "body", "blank"
    for rule, role, pattern in _COMPILED:
        if pattern.fullmatch(text) and not (role == "caption" and _words(text) > _CAPTION_WORDS):
            return role, rule
    return None


def _title(texts: Sequence[str], found: list[Finding | None]) -> None:
    """The first line is the headline if it is no sentence and sentences follow; a line that repeats it is furniture."""
    if found[0] != ("title", "given"):
        first = next((n for n, finding in enumerate(found) if finding is None), None)
        if first is None or not _is_label(texts[first], _TITLE_WORDS) or not folded(texts[first]):
            return
        if not any(_END.search(text) and finding is None for text, finding in zip(texts, found, strict=True)):
            return
        found[first] = ("title", "first-line")
    title = next(n for n, finding in enumerate(found) if finding and finding[0] == "title")
    for n in range(title + 1, len(texts)):
        if folded(texts[n]) and folded(texts[n]) == folded(texts[title]):
            found[n] = ("furniture", "title-repeated")


def _repeated_captions(texts: Sequence[str], found: list[Finding | None]) -> None:
    """A picture that is shown twice has its caption once."""
    seen: set[str] = set()
    for n, finding in enumerate(found):
        if finding and finding[0] == "caption":
            if folded(texts[n]) in seen:
                found[n] = ("furniture", "caption-repeated")
            seen.add(folded(texts[n]))


def _related_items(texts: Sequence[str], found: list[Finding | None]) -> None:
    """Headlines right after “in the same section” are links to other articles, until a sentence follows."""
    inside = False
    for n, finding in enumerate(found):
        if finding:
            inside = finding == ("furniture", "related") or (inside and finding == ("body", "blank"))
        elif inside and _is_label(texts[n], _TITLE_WORDS):
            found[n] = ("furniture", "related-item")
        else:
            inside = False


def _bylines(texts: Sequence[str], found: list[Finding | None]) -> None:
    """“By” and names is a byline under the title and at the end, “according to” and a name a source at the end."""
    filled = [n for n, finding in enumerate(found) if finding is None]
    if len(filled) == 1:
        return
    for n in filled[:_TOP_LINES]:
        if _is_credit(texts[n], _AUTHORS):
            found[n] = ("byline", "byline-names")
    for n in filled[-_END_LINES:]:
        if _is_credit(texts[n], _AUTHORS):
            found[n] = ("byline", "byline-names")
        elif _is_credit(texts[n], _SOURCES):
            found[n] = ("source", "source-names")


def _is_credit(text: str, words: re.Pattern[str]) -> bool:
    """True for one of *words*, then names and perhaps a date; no other word, and no end of a sentence."""
    credit = words.fullmatch(text.strip())
    if not credit or _END.search(text.strip()):
        return False
    names = [name for name in re.split(r"[\s,،|/–—-]+", credit["names"]) if name]
    cased = [name for name in names if name != name.lower() or name[0].isdigit() or name in phrases.BETWEEN_NAMES]
    written = len(cased) if credit["names"][0].isupper() else 0
    # Letters without case do not show what a name is, but few words can hardly be anything else after “by”.
    caseless = credit["names"][:1].isalpha() and credit["names"].lower() == credit["names"].upper()
    return (written == len(names) <= _CREDIT_WORDS) or (caseless and len(names) <= _NAME_WORDS and words is _AUTHORS)


def _names(texts: Sequence[str], found: list[Finding | None]) -> None:
    """A name alone on the last line before the source is the author's."""
    filled = [n for n, finding in enumerate(found) if finding != ("body", "blank")]
    for n, after in pairwise(filled):
        following = found[after]
        if found[n] is None and following and following[0] == "source" and _is_label(texts[n], _NAME_WORDS):
            found[n] = ("byline", "name-before-source")


def _headings(texts: Sequence[str], found: list[Finding | None]) -> None:
    """A short line that is no sentence is a heading between paragraphs: translated, but no part of a brief.

    In an article that shows pictures, a long one that stands alone is the caption of another picture.
    """
    labels = [
        n
        for n, finding in enumerate(found)
        if finding is None and _is_label(texts[n], _HEADING_WORDS) and not _LIST_ITEM.match(texts[n])
    ]
    pictures = any(finding and finding[0] == "caption" and finding[1] != "figcaption" for finding in found)
    alone = len(labels) == 1 and pictures and _words(texts[labels[0]]) > _ALONE_WORDS
    for n in labels:
        found[n] = ("caption", "caption-alone") if alone else ("body", "heading")


_PLACES: Final[tuple[Callable[[Sequence[str], list[Finding | None]], None], ...]] = (
    _title,
    _repeated_captions,
    _related_items,
    _bylines,
    _names,
    _headings,
)


def _is_label(text: str, most_words: int) -> bool:
    """True for a short line that does not end as a sentence does."""
    return _words(text) <= most_words and not _END.search(text.strip())


def _words(text: str) -> int:
    return len(text.split())

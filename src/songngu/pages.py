"""The article in an HTML page, line by line. trafilatura says which text is the article, the page what each line is.

A line is a block: what a browser sets on lines of its own, so neighbours never run together. A table row is one. What
trafilatura leaves out of the main part of the page is a line that says so, except for menus, links and comments.
Styles and scripts are not run.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from .types import Role
from .words import folded

CELLS: Final = "; "  # between the cells of a row: a mark of running text, which models keep
Element = Any  # of lxml, which has no types
Finding = tuple[Role, str]

_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "caption"})  # the last is that of a table
_BLOCKS: Final = _HEADINGS | frozenset(
    "address article aside blockquote body br dd details div dl dt fieldset figcaption figure footer form header hr"
    " html label legend li main menu nav ol p pre search section summary table tbody td tfoot th thead tr ul".split()
)
_ITEMS: Final = frozenset({"dd", "dt", "li", "td", "th"})  # short, and yet no headings
_SILENT: Final = frozenset(
    "audio button canvas head iframe math noscript object script select style svg template textarea video".split()
)
_MENUS: Final = frozenset({"nav", "menu", "footer"})
_APART: Final = _MENUS | {"form", "search", "article"}  # an article in the article is a link to another story
# Words of the classes and ids that pages give to what is no part of the article.
_APART_NAMES: Final = frozenset(
    "ad ads advert advertisement banner breadcrumb breadcrumbs comment comments cookie hidden login menu nav navbar"
    " newsletter popular promo recommended related share sharing sidebar social subscribe tag tags toolbar trending"
    " widget".split()
)
_BYLINE_NAMES: Final = frozenset({"byline", "author", "authors"})
_DATE_NAMES: Final = frozenset("date dateline datetime meta posted pubdate published time timestamp".split())
_CAPTION_NAMES: Final = frozenset({"caption", "figcaption"})
# In words. What is longer is no label, whatever its class says: it may be the class of the whole article.
_BYLINE_WORDS: Final = 30
_CAPTION_WORDS: Final = 80
_CELL_WORDS: Final = 30  # a table with more in a cell lays out a page
# In letters. Long blocks are found anywhere in the article; short ones only where the block before them ended.
_LONG: Final = 25
_FOUND: Final = 0.95  # of the article, else the page is not what trafilatura read
_MAIN: Final = 0.9  # of what was found; the rest may stand in a box elsewhere
_IMAGE: Final = re.compile(r"\.(?:jpe?g|png|webp|gif)(?:\?|$)", re.IGNORECASE)


@dataclass(slots=True)
class _Block:
    """The words of a block, the element they stand in with its ancestors, and how many of their letters are links."""

    element: Element
    words: str = ""
    linked: int = 0
    extracted: bool = False
    path: list[Element] = field(default_factory=list)


def lines(page: Element, text: str, more: str, title: str) -> list[tuple[str, Finding | None]]:
    """The lines of an article in the order of the page, each with its role and rule where the page says so.

    Args:
        page: the root of the whole page.
        text: the article in it, as trafilatura has it.
        more: the same where it would rather take too much: believed between lines of *text* only.
        title: its headline.

    Returns:
        Nothing if the blocks of the page are not those of *text*.
    """
    blocks = list(_blocks(page))
    _mark(blocks, folded(text))
    if sum(len(folded(block.words)) for block in blocks if block.extracted) < _FOUND * len(folded(text)):
        return []
    main = _main(blocks, folded(title))
    _mark_between(blocks, {folded(line) for line in f"{text}\n{more}".split("\n")}, main)
    places = [n for n, block in enumerate(blocks) if block.extracted]
    span = range(places[0], places[-1] + 1) if main.tag in ("html", "body") else range(len(blocks))
    found = [
        (f"- {block.words}" if _is_item(block) else block.words, _finding(block, main))
        for n, block in enumerate(blocks)
        if block.extracted or (n in span and main in block.path and not _is_apart(block, main))
    ]
    letters = folded("".join(words for words, _ in found))
    return found + [(line, ("furniture", "html")) for line in text.split("\n") if folded(line) not in letters]


def _blocks(page: Element) -> Iterator[_Block]:
    from lxml.etree import iterwalk

    walk = iterwalk(page, events=("start", "end", "comment", "pi"))
    block, links, outer = _Block(page), 0, [page]
    for event, element in walk:
        breaks, row = element.tag in _BLOCKS, element.tag == "tr" and _is_row(element)
        if event == "start":
            outer += [element] * breaks
            links += _is_link(element)
        elif event == "end":
            del outer[len(outer) - breaks :]
            links -= _is_link(element)
        if breaks:
            yield from _filled(block)
            block = _Block(outer[-1])
        if event == "start" and (row or element.tag in _SILENT):
            walk.skip_subtree()
            block.words += CELLS.join(_cells(element)) if row else ""
            continue
        text = (element.text if event == "start" else element.tail) or ""
        block.words += text
        block.linked += len(folded(text)) if links else 0
    yield from _filled(block)


def _filled(block: _Block) -> Iterator[_Block]:
    block.words = " ".join(block.words.split())
    if folded(block.words):
        block.path = [block.element, *block.element.iterancestors()]
        yield block


def _cells(row: Element) -> Iterator[str]:
    for cell in row.iterchildren("td", "th"):
        if words := " ".join(block.words for block in _blocks(cell)):
            yield words


def _is_row(element: Element) -> bool:
    """True for a row of data: several short cells. What is alone in its row speaks for itself."""
    counts = [_count(cell) for cell in element.iterchildren("td", "th")]
    return sum(map(bool, counts)) > 1 and max(counts) <= _CELL_WORDS and element.find(".//table") is None


def _count(element: Element) -> int:
    """Number of words in an element."""
    return len(element.xpath("string()").split())


def _is_link(element: Element) -> bool:
    """True for a link that leads away, not to a larger picture."""
    return element.tag == "a" and bool(element.get("href")) and not _IMAGE.search(element.get("href"))


def _is_item(block: _Block) -> bool:
    """True for the first block of a list item."""
    element = block.element
    while element.tag == "p" and element.getprevious() is None and not (element.getparent().text or "").strip():
        element = element.getparent()
    return bool(element.tag == "li")


def _mark(blocks: Sequence[_Block], text: str) -> None:
    """Find the blocks in the letters of *text*, where they follow each other."""
    end = 0
    for block in blocks:
        letters = folded(block.words)
        start = end if text.startswith(letters, end) else text.find(letters) if len(letters) >= _LONG else -1
        if start >= 0 and (len(letters) >= _LONG or not any(e.tag in _MENUS for e in block.path)):
            block.extracted, end = True, start + len(letters)


def _mark_between(blocks: Sequence[_Block], wholes: set[str], main: Element) -> None:
    """Find whole lines of the article between others. Short ones outside the main part were found by chance."""
    for block in blocks:
        block.extracted &= main in block.path or len(folded(block.words)) >= _LONG
    places = [n for n, block in enumerate(blocks) if block.extracted]
    for block in blocks[places[0] : places[-1]]:
        inside = main in block.path and not _is_apart(block, main)
        block.extracted |= inside and folded(block.words) in wholes


def _main(blocks: Sequence[_Block], title: str) -> Element:
    """The main part of the page: an ``article``, or the innermost element with nearly all lines, and the headline."""
    letters = Counter[Element]()
    for block in blocks:
        if block.extracted:
            letters.update(dict.fromkeys(block.path, len(folded(block.words))))
    most = _MAIN * letters[blocks[0].path[-1]]
    path = max(([e, *e.iterancestors()] for e, count in letters.items() if count >= most), key=len)
    for element in path:
        if element.tag == "article":
            return element
    headline = next((b.path for b in blocks if b.element.tag == "h1" and title.startswith(folded(b.words))), path)
    return next(element for element in path if element in headline)


def _finding(block: _Block, main: Element) -> Finding | None:
    """What the page says that a block is."""
    around = block.path[: block.path.index(main)] if main in block.path else block.path[:1]
    tags = {element.tag for element in around}
    if block.element.tag == "tr":
        return "body", "table-row"
    names = _BYLINE_NAMES if block.extracted else _BYLINE_NAMES | _DATE_NAMES
    if "blockquote" not in tags and _is_named(around, names, _BYLINE_WORDS):
        return "byline", "html-byline"
    if tags & {"figure", "figcaption"} or _is_named(around, _CAPTION_NAMES, _CAPTION_WORDS):
        return "caption", "figcaption"
    if block.element.tag in _HEADINGS and (block.extracted or block.element.tag == "caption"):
        return "body", "heading"
    if not block.extracted:
        return "furniture", "html"
    return ("body", "paragraph") if block.element.tag in _ITEMS else None


def _is_named(elements: Sequence[Element], names: frozenset[str], most_words: int) -> bool:
    """Whether one of *elements* with no more than so many words has one of *names*."""
    return any(_names(element) & names and _count(element) <= most_words for element in elements)


def _names(element: Element) -> set[str]:
    """The words of its class, its id, and what else says what it is."""
    given = " ".join(element.get(key, "") for key in ("class", "id", "itemprop", "rel"))
    return set(re.findall(r"[a-z]+", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", given).lower()))


def _is_apart(block: _Block, main: Element) -> bool:
    """True for menus, links to other pages, comments, and what is not shown."""
    if block.linked > len(folded(block.words)) / 2:
        return True
    apart = _APART - {"footer"} if main.tag == "article" else _APART  # an article's own footer has its sources
    around = block.path[: block.path.index(main)]
    return any(
        e.tag in apart or _names(e) & _APART_NAMES or e.get("hidden") is not None or "display:none" in _style(e)
        for e in around
    )


def _style(element: Element) -> str:
    return str(element.get("style", "")).replace(" ", "").lower()

"""What an article looks like in each format: text in, fields out. Reads no files.

The fields are those of ``Article``, by name; ``id`` is the caller's key.
"""

import json
import re
from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import TYPE_CHECKING, Any, Final

from .canonical import canonical

if TYPE_CHECKING:
    from markdown_it.token import Token

FIELDS: Final = ("text", "title", "language", "source", "id")
_FRONT_MATTER: Final = re.compile(r"\A---\n(.*?)\n(?:---|\.\.\.)\n", re.DOTALL)
_TAG: Final = re.compile(r"<[^>]*>")


class ContentError(Exception):
    """The content of a file is not what its format promises."""


def plain(text: str) -> dict[str, str]:
    """The text as it is."""
    return {"text": text}


def json_row(text: str) -> dict[str, str]:
    """One object of a JSON Lines file."""
    try:
        row = json.loads(text)
    except (ValueError, RecursionError) as error:  # also an integer of 5,000 digits, or 100,000 brackets
        raise ContentError(f"is no JSON ({error}); give one object a line") from error
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        raise ContentError('needs an object with "text" as a string, and may have "title", "language", "source", "id"')
    fields = {key: row[key] for key in FIELDS if key == "text" or row.get(key) not in (None, "")}
    fields["id"] = str(fields.get("id", ""))
    if wrong := [key for key, value in fields.items() if not isinstance(value, str)]:
        raise ContentError(f'"{wrong[0]}" must be a string, not {fields[wrong[0]]!r}')
    return fields


def html(text: str) -> dict[str, Any]:
    """The article in a page, by trafilatura; ``roles`` are those that the page gives to its lines."""
    from trafilatura import bare_extraction, load_html

    from . import pages

    page, more = (
        bare_extraction(text, with_metadata=True, include_comments=False, favor_recall=recall)
        for recall in (False, True)
    )
    if page is None or more is None or not page.text:
        raise ContentError("has no article that trafilatura can find; save the text of the page as .txt")
    fields: dict[str, Any] = {"text": page.text, "title": page.title or "", "source": page.url or ""}
    if lines := pages.lines(load_html(text), page.text, more.text or "", fields["title"]):
        fields["text"] = "\n".join(words for words, _ in lines)
        fields["roles"] = tuple((n, *finding) for n, (_, finding) in enumerate(lines) if finding)
    return {key: value for key, value in fields.items() if value}


def markdown(text: str) -> dict[str, Any]:
    """The words of each block on a line of its own: a dash before list items, semicolons between the cells of a row."""
    from markdown_it import MarkdownIt

    title = ""
    if front := _FRONT_MATTER.match(text.replace("\r\n", "\n")):
        text = text.replace("\r\n", "\n")[front.end() :]
        named = re.search(r"^title:\s*[\"']?(.*?)[\"']?\s*$", front[1], re.MULTILINE)
        title = named[1] if named else ""
    parsed = MarkdownIt("commonmark").enable("table").parse(text)
    blocks = [(tag, words) for tag, block in _blocks(parsed) if (words := canonical(block))]
    if blocks and blocks[0][0] == "h1" and not title:
        title = blocks.pop(0)[1]
    starts = accumulate((words.count("\n") + 2 for _, words in blocks), initial=0)
    rows = tuple((n, "body", "table-row") for n, (tag, _) in zip(starts, blocks, strict=False) if tag == "tr")
    return {"text": "\n\n".join(words for _, words in blocks), "title": title, "roles": rows}


def _blocks(tokens: "Iterable[Token]") -> Iterator[tuple[str, str]]:
    """Tag and words of each block."""
    from .pages import CELLS

    tag, depth = "", 0
    cells: list[str] = []
    for token in tokens:
        if token.type in ("list_item_open", "list_item_close"):
            depth += token.nesting
        elif token.type == "tr_close":
            yield "tr", CELLS.join(filter(None, cells))
            cells = []
        elif token.nesting == 1:
            tag = token.tag
        elif token.type == "inline":
            words = "".join(_words(token.children or [])).strip()
            if tag in ("td", "th"):
                cells.append(words)
            else:
                yield tag, f"- {words}" if depth else words
        elif token.type in ("fence", "code_block", "html_block"):
            yield token.type, _TAG.sub(" ", token.content).strip() if token.type == "html_block" else token.content


def _words(tokens: "Iterable[Token]") -> Iterator[str]:
    """The words of inline Markdown: links and images by their text, line breaks as spaces, tags left out."""
    for token in tokens:
        if token.type in ("text", "code_inline", "image"):
            yield token.content
        elif token.type in ("softbreak", "hardbreak") or token.content.lower().startswith("<br"):
            yield " "

"""What an article looks like in each format: text in, fields out. Reads no files.

The fields are those of ``Article``, by name; ``id`` is the caller's key.
"""

import json
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

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


def html(text: str) -> dict[str, str]:
    """The article in a page, by trafilatura."""
    from trafilatura import bare_extraction

    page = bare_extraction(text, with_metadata=True, include_comments=False)
    if page is None or not page.text:
        raise ContentError("has no article that trafilatura can find; save the text of the page as .txt")
    fields = {"text": page.text, "title": page.title or "", "source": page.url or ""}
    return {key: value for key, value in fields.items() if value}


def markdown(text: str) -> dict[str, str]:
    """The words of each block on a line of its own: list items with a dash, table rows with bars between cells."""
    from markdown_it import MarkdownIt

    title = ""
    if front := _FRONT_MATTER.match(text.replace("\r\n", "\n")):
        text = text.replace("\r\n", "\n")[front.end() :]
        named = re.search(r"^title:\s*[\"']?(.*?)[\"']?\s*$", front[1], re.MULTILINE)
        title = named[1] if named else ""
    blocks = list(_blocks(MarkdownIt("commonmark").enable("table").parse(text)))
    if blocks and blocks[0][0] == "h1" and not title:
        title = blocks.pop(0)[1]
    return {"text": "\n\n".join(words for _, words in blocks if words), "title": title}


def _blocks(tokens: "Iterable[Token]") -> Iterator[tuple[str, str]]:
    """Tag and words of each block."""
    tag, depth = "", 0
    cells: list[str] = []
    for token in tokens:
        if token.type in ("list_item_open", "list_item_close"):
            depth += token.nesting
        elif token.type == "tr_close":
            yield "tr", " | ".join(cells)
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

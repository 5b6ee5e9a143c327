"""Files, folders, patterns and standard input, as articles. Translates nothing.

    .txt    the text, one paragraph a line
    .md     Markdown: the words without the marks; a first heading is the title
    .html   the article in the page, by trafilatura
    .jsonl  one article a line: "text", and optionally "title", "language", "source", "id"
    -       standard input: JSON Lines if its first character is "{", else one text

What cannot be read is an ``ArticleError`` that names the file (and the line); the rest of the batch goes on.
"""

import codecs
import glob
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO, Final

from . import formats, languages
from .errors import ArticleError, LanguageError
from .types import Article

SUFFIXES: Final = (".txt", ".md", ".html", ".htm", ".jsonl")
_BOMS: Final = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
# The legacy encodings of Arabic-script, Vietnamese and Western pages. UTF-8 and UTF-16 are recognised before these.
_LEGACY: Final = ["cp1256", "cp1258", "cp1252"]

OnError = Callable[[ArticleError], None]


def read(
    paths: str | Path | Iterable[str | Path], *, language: str = "", on_error: OnError | None = None
) -> Iterator[Article]:
    """Yield the articles of files, folders (recursive), glob patterns and ``-`` (standard input), in a stable order.

    Args:
        paths: one path or several. They come as given; what is in a folder or fits a pattern is sorted by name.
        language: ISO 639-1 code of all of them; overrides what an article says of itself.
        on_error: called with each ``ArticleError`` while the rest goes on; without it the first one is raised.
    """
    for item in [paths] if isinstance(paths, str | Path) else paths:
        for result in _read_item(str(item), language):
            if isinstance(result, Article):
                yield result
            elif on_error:
                on_error(result)
            else:
                raise result


def decode(data: bytes, item: str) -> str:
    """Bytes of a text file as text: UTF-8, UTF-16 with its mark, or a legacy encoding recognised by a library.

    Raises:
        ArticleError: for a binary file, or one in no encoding that is known.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _strict(data, encoding, item)
    if b"\0" in data:
        raise ArticleError(item, "is a binary file (it has zero bytes); give text as UTF-8, or UTF-16 with its mark")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        position = error.start
    if (text := _declared(data)) is not None:
        return text
    from charset_normalizer import from_bytes

    best = from_bytes(data, cp_isolation=_LEGACY).best()
    if best is None:
        raise ArticleError(
            item, f"is no UTF-8 (byte {position}) and no legacy text ({', '.join(_LEGACY)}); convert it to UTF-8"
        )
    return str(best)


def _declared(data: bytes) -> str | None:
    """The text in the encoding that an HTML page names for itself, if it is right about it."""
    if name := re.search(rb"charset=[\"']?([\w-]+)", data[:2048]):
        try:
            return data.decode(name[1].decode())
        except (LookupError, UnicodeDecodeError):
            pass
    return None


def _strict(data: bytes, encoding: str, item: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise ArticleError(item, f"starts as {encoding} but is damaged at byte {error.start}; save it again") from error


# A generator that raises is finished, so errors travel as values up to ``read``.
_Result = Article | ArticleError


def _read_item(item: str, language: str) -> Iterator[_Result]:
    if item == "-":
        yield from _parse_stream(sys.stdin.buffer, language)
        return
    files = _files(item)
    if not files:
        yield ArticleError(item, f"has no article in it; looked for {' '.join(SUFFIXES)}")
    for path in files:
        try:
            with path.open("rb") as file:
                yield from _parse_file(path, file, language)
        except ArticleError as error:
            yield error
        except OSError as error:
            yield ArticleError(str(path), f"cannot be read: {error.strerror or error}")


def _files(item: str) -> list[Path]:
    path = Path(item)
    if path.is_dir():
        names = (p.relative_to(path) for p in path.rglob("*") if p.suffix.lower() in SUFFIXES and p.is_file())
        return sorted(path / name for name in names if not any(part.startswith(".") for part in name.parts))
    if path.exists() or not glob.has_magic(item):
        return [path]
    return sorted(p for match in glob.iglob(item, recursive=True) if (p := Path(match)).is_file())


def _parse_stream(stream: BinaryIO, language: str) -> Iterator[_Result]:
    first = stream.readline()
    if first.lstrip(codecs.BOM_UTF8 + b" \t").startswith(b"{"):
        yield from _parse_jsonl("<stdin>", chain([first], stream), language)
    else:
        yield _parse_one("<stdin>", formats.plain, first + stream.read(), language)


def _parse_file(path: Path, file: BinaryIO, language: str) -> Iterator[_Result]:
    suffix = path.suffix.lower()
    if suffix == ".jsonl":
        utf16 = file.read(2) in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
        file.seek(0)
        lines = decode(file.read(), str(path)).encode().splitlines() if utf16 else file
        yield from _parse_jsonl(str(path), lines, language)
        return
    parser = {".md": formats.markdown, ".html": formats.html, ".htm": formats.html}.get(suffix, formats.plain)
    yield _parse_one(str(path), parser, file.read(), language)


def _parse_one(item: str, parser: Callable[[str], dict[str, Any]], data: bytes, language: str) -> _Result:
    try:
        fields = parser(decode(data, item))
        return _article(item, {"language": "", "source": item} | fields | ({"language": language} if language else {}))
    except ArticleError as error:
        return error
    except formats.ContentError as error:
        return ArticleError(item, str(error))


def _parse_jsonl(item: str, lines: Iterable[bytes], language: str) -> Iterator[_Result]:
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _parse_one(f"{item} line {number}", formats.json_row, line, language)


def _article(item: str, fields: Mapping[str, Any]) -> Article:
    try:
        article = Article(
            fields["text"],
            fields.get("title", ""),
            fields["language"],
            fields["source"],
            fields.get("id", ""),
            fields.get("roles", ()),
        )
    except ValueError as error:
        raise ArticleError(item, str(error)) from error
    if not article.text:
        raise ArticleError(item, "is empty; an article needs text")
    if article.language:
        try:
            languages.name(article.language)
        except LanguageError as error:
            raise ArticleError(item, str(error)) from error
    return article

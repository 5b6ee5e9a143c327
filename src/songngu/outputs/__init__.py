"""The outputs folder: one folder for each article, an index, and the summary of the last run. Computes nothing.

    outputs/<article id>/record.json    everything, see docs/record.schema.json
                         en.md vi.md    the translations, doubtful sentences marked
                         brief.en.md …  the briefs, with their evidence
    outputs/index.json                  all articles that are there
    outputs/run.json                    what the last run did

Files appear whole or not at all: they are written under a temporary name, flushed to disk, and renamed. ``record.json``
is written last, so where it stands, its article is complete. Pages are not flushed, which would take longer than making
them: one that a power failure left missing or empty is made again from the record.
"""

import json
import os
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO, Final

from ..errors import StoreError
from ..types import SCHEMA_VERSION, Article, Record
from .serial import as_dict, from_json, to_json

__all__ = ["RECORD", "Outputs", "as_dict", "from_json", "to_json", "write"]

RECORD: Final = "record.json"
INDEX: Final = "index.json"
RUN: Final = "run.json"


class Outputs:
    """The folder of records. Several processes may share it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._entries: dict[str, dict[str, Any]] = {}  # of the records that passed through, for the index

    def get(self, article: Article, signature: str) -> Record | None:
        """The record of *article* if it is there, whole, and made under *signature*.

        The article in it is the one given, with its own source and key.
        """
        article_id = article.id  # a digest: once is enough
        record = self.load(article_id)
        if record is None or record.signature != signature:
            return None
        self._entries[article_id] = _entry(record)
        folder = self.folder / article_id
        if not all(_has_content(folder / name) for name in _pages(record)):
            self._write_pages(record)
        return replace(record, article=article)

    def load(self, article_id: str) -> Record | None:
        """The record with this id, whatever its signature; None if there is none or it is damaged (with a warning)."""
        path = self.folder / article_id / RECORD
        try:
            record = from_json(path.read_bytes())
            if record.article.id != article_id:
                raise StoreError(f"is the record of another article, {record.article.id[:12]}")
        except FileNotFoundError:
            return None
        except (StoreError, OSError) as error:
            warnings.warn(f"{path}: {error}; it is not used", stacklevel=2)
            return None
        return record

    def put(self, record: Record) -> None:
        """Write all files of a record, ``record.json`` last; pages in languages that it no longer has go away."""
        self._write_pages(record)
        write(self.folder / record.article.id / RECORD, to_json(record))
        self._entries[record.article.id] = _entry(record)

    def note(self, record: Record) -> None:
        """Enter a record that another process wrote into the next index."""
        self._entries[record.article.id] = _entry(record)

    def _write_pages(self, record: Record) -> None:
        from .markdown import page  # only here: of a record that is there, the pages are, too

        folder, pages = self.folder / record.article.id, _pages(record)
        for name in pages:
            with _replacing(folder / name) as file:
                file.write(page(record, name).encode())
        for stale in set(folder.glob("*.md")) - {folder / name for name in pages}:
            stale.unlink(missing_ok=True)

    def ids(self) -> list[str]:
        """Ids of all articles that have a record, sorted."""
        return sorted(path.parent.name for path in self.folder.glob(f"*/{RECORD}"))

    def records(self) -> Iterator[Record]:
        """All records that can be read, by id."""
        return (record for article_id in self.ids() if (record := self.load(article_id)))

    def find(self, prefix: str) -> Record:
        """The record whose id starts with *prefix*.

        Raises:
            StoreError: if there is none, or more than one.
        """
        matches = [article_id for article_id in self.ids() if article_id.startswith(prefix)]
        if len(matches) != 1:
            found = ", ".join(match[:16] for match in matches) or "none"
            raise StoreError(f"{prefix!r} must name one article in {self.folder}; it names {found}")
        record = self.load(matches[0])
        if record is None:
            raise StoreError(f"{self.folder / matches[0]}: its record is damaged; run the article again")
        return record

    def by_source(self, source: str) -> list[str]:
        """Ids of the articles in the index that came from *source*."""
        return [entry["id"] for entry in _read_entries(self.folder / INDEX) if entry.get("source") == source]

    def check(self) -> None:
        """Raise a ``StoreError`` if nothing can be written here; nothing is made."""
        existing = next(path for path in (self.folder, *self.folder.absolute().parents) if path.exists())
        if not existing.is_dir() or not os.access(existing, os.W_OK | os.X_OK):
            raise StoreError(
                f"{self.folder}: no folder can be written there, because of {existing}; choose another one"
            )

    def write_index(self) -> None:
        """Bring the index up to date: the records that passed through, and whatever else the folder holds."""
        path = self.folder / INDEX
        ids = self.ids()
        known = {entry["id"]: entry for entry in _read_entries(path)} | self._entries
        missing = (record for i in ids if i not in known and (record := self.load(i)))
        known |= {record.article.id: _entry(record) for record in missing}
        write(path, _dump({"schema_version": SCHEMA_VERSION, "articles": [known[i] for i in ids if i in known]}))

    def write_run(self, summary: Mapping[str, Any]) -> None:
        """Keep the summary of a run."""
        write(self.folder / RUN, _dump({"schema_version": SCHEMA_VERSION, **summary}))


def _pages(record: Record) -> list[str]:
    """Names of the Markdown files of a record; ``markdown.page`` makes each."""
    return [f"{target}.md" for target in record.translations] + [f"brief.{code}.md" for code in record.briefs]


def write(path: Path, data: bytes) -> None:
    """Write a file whole or not at all, also under ``kill -9``, a power failure, and beside other processes.

    Raises:
        StoreError: if the disk is full or the folder may not be written.
    """
    with _replacing(path) as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def _replacing(path: Path) -> Iterator[BinaryIO]:
    """A file under a temporary name, which takes its place when all is written."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with _created(temporary) as file:
            yield file
        temporary.replace(path)
    except OSError as error:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise StoreError(
            f"{path}: cannot be written ({error.strerror}); free the disk or choose another folder"
        ) from error


def _created(path: Path) -> BinaryIO:
    """A new file, and its folder where there is none: of five files of an article, the first makes it."""
    try:
        return path.open("wb")
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        return path.open("wb")


def _has_content(path: Path) -> bool:
    try:
        return path.stat().st_size > 0
    except OSError:
        return False


def _read_entries(path: Path) -> list[dict[str, Any]]:
    """The articles of an index; none if it is missing or damaged, since the folder itself can be read again."""
    try:
        entries = json.loads(path.read_bytes())["articles"]
        return [entry for entry in entries if isinstance(entry["id"], str)]
    except (OSError, ValueError, KeyError, TypeError):
        return []


def _entry(record: Record) -> dict[str, Any]:
    article = record.article
    title = next((s.text for s in record.segments if record.role(s) == "title"), "")
    return {
        "id": article.id,
        "source": article.source,
        "key": article.key,
        "language": record.language,
        "title": title,
        "segments": len(record.segments),
        "verdicts": record.summary,
        "signature": record.signature,
    }


def _dump(content: Mapping[str, Any]) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()

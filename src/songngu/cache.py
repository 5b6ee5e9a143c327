"""The store of accepted renderings: content-addressed, atomic, verified at each read. Knows no engines.

One SQLite file (WAL, so that several processes may read and write it at once). A row is one sentence in one target
language under one signature; when one sentence of an article changes, one sentence is translated. What is damaged is
dropped with a warning and made again.
"""

import json
import sqlite3
import threading
import time
import warnings
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Final

from .canonical import digest
from .errors import StoreError
from .stores import Key
from .types import Rendering

FILE: Final = "renderings.sqlite"
_CHUNK: Final = 500  # keys in one query; SQLite's own limit was 999 until 3.32
_BUSY_SECONDS: Final = 30.0
_ATTEMPTS: Final = 300
_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS signatures (id INTEGER PRIMARY KEY, signature TEXT NOT NULL UNIQUE);
CREATE TABLE IF NOT EXISTS renderings (
    key TEXT PRIMARY KEY, signature INTEGER NOT NULL REFERENCES signatures(id),
    rendering TEXT NOT NULL, checksum TEXT NOT NULL
) WITHOUT ROWID;
"""


class RenderingStore:
    """Accepted renderings by signature and key, for any number of threads. Close it, or use it in a ``with`` block.

    Raises:
        StoreError: if the file cannot be opened or is no store of ours.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE
        self._turn = threading.RLock()  # a transaction belongs to one thread
        try:
            folder.mkdir(parents=True, exist_ok=True)
            try:
                self._db = _open(self.path)
            except sqlite3.OperationalError:
                raise  # locked, read-only or full: nothing that a new file would mend
            except sqlite3.DatabaseError as error:
                aside = self.path.with_suffix(".damaged")
                self.path.replace(aside)
                warnings.warn(f"{self.path}: {error}; moved to {aside.name}, sentences are made again", stacklevel=2)
                self._db = _open(self.path)
        except (OSError, sqlite3.Error) as error:
            raise StoreError(f"{self.path}: cannot be used as a cache ({error}); free it or choose another") from error

    def __enter__(self) -> "RenderingStore":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        with self._turn:
            self._db.close()

    def get(self, signature: str, keys: Iterable[Key]) -> dict[Key, Rendering]:
        """The renderings that are there; damaged ones are not, and are deleted."""
        found: dict[Key, Rendering] = {}
        damaged: list[str] = []
        by_digest = {digest(signature, *key): key for key in keys}
        for row_key, payload, checksum in self._rows(list(by_digest)):
            if digest(row_key, payload) != checksum:
                damaged.append(row_key)
                continue
            text, verdict, reasons, route = json.loads(payload)
            found[by_digest[row_key]] = Rendering(text, "", verdict, tuple(reasons), route)
        if damaged:
            warnings.warn(f"{self.path}: {len(damaged)} damaged renderings are made again", stacklevel=2)
            with self._transaction():
                self._db.executemany("DELETE FROM renderings WHERE key = ?", [(key,) for key in damaged])
        return found

    def put(self, signature: str, renderings: Mapping[Key, Rendering]) -> None:
        """Keep renderings, all or none of them."""
        if not renderings:
            return
        with self._transaction():
            self._db.execute("INSERT OR IGNORE INTO signatures (signature) VALUES (?)", (signature,))
            (number,) = self._db.execute("SELECT id FROM signatures WHERE signature = ?", (signature,)).fetchone()
            rows = [_row(signature, key, rendering, number) for key, rendering in renderings.items()]
            self._db.executemany("INSERT OR REPLACE INTO renderings VALUES (?, ?, ?, ?)", rows)

    def count(self, signature: str, keys: Iterable[Key]) -> int:
        """How many of *keys* are there, without reading them."""
        return sum(1 for _ in self._rows([digest(signature, *key) for key in keys]))

    def statistics(self) -> dict[str, int]:
        """Number of renderings by signature."""
        query = """SELECT signatures.signature, count(renderings.key) FROM signatures
                   LEFT JOIN renderings ON renderings.signature = signatures.id GROUP BY signatures.id"""
        with self._transaction():
            return dict(self._db.execute(query).fetchall())

    def collect(self, keep: Iterable[str]) -> int:
        """Delete the renderings of all signatures but *keep*; returns how many went."""
        kept = list(keep)
        marks = ",".join("?" * len(kept))
        with self._transaction():
            gone = self._db.execute(
                "DELETE FROM renderings WHERE signature NOT IN"
                f" (SELECT id FROM signatures WHERE signature IN ({marks}))",
                kept,
            ).rowcount
            self._db.execute(f"DELETE FROM signatures WHERE signature NOT IN ({marks})", kept)
        with self._transaction():
            self._db.execute("VACUUM")
        return gone

    def _rows(self, digests: list[str]) -> Iterator[tuple[str, str, str]]:
        rest = iter(digests)
        while chunk := list(islice(rest, _CHUNK)):
            marks = ",".join("?" * len(chunk))
            query = f"SELECT key, rendering, checksum FROM renderings WHERE key IN ({marks})"
            with self._transaction():
                rows = self._db.execute(query, chunk).fetchall()
            yield from rows

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        """All or nothing, and a clear error for a full disk or a lock that is never given back."""
        try:
            with self._turn, self._db:
                yield
        except sqlite3.Error as error:
            raise StoreError(
                f"{self.path}: cannot be used ({error}); free the disk or the file, and run again"
            ) from error


def _open(path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(path, timeout=_BUSY_SECONDS, check_same_thread=False)
    for attempt in range(1, _ATTEMPTS + 1):
        try:
            db.execute("PRAGMA journal_mode=WAL")
            db.executescript(_SCHEMA)
            break
        except sqlite3.OperationalError as error:
            # SQLite itself does not wait while another process makes the same file.
            if "locked" not in str(error) or attempt == _ATTEMPTS:
                raise
            time.sleep(_BUSY_SECONDS / _ATTEMPTS)
    if db.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
        raise sqlite3.DatabaseError("its pages are damaged")
    columns = [row[1] for row in db.execute("PRAGMA table_info(renderings)")]
    if columns != ["key", "signature", "rendering", "checksum"]:
        raise sqlite3.DatabaseError("it holds something else")
    return db


def _row(signature: str, key: Key, rendering: Rendering, number: int) -> tuple[str, int, str, str]:
    row_key = digest(signature, *key)
    payload = json.dumps([rendering.text, rendering.verdict, rendering.reasons, rendering.route], ensure_ascii=False)
    return row_key, number, payload, digest(row_key, payload)

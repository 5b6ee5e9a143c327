"""Putting a model in place: staged beside the others, out of sight, and moved into place by one rename when complete.

<models>/<name>/                     an installed model, with its manifest
<models>/.partial/<key>/<name>/      one that is coming; kept after an interruption, so that it goes on from there
<models>/.partial/<name>.lock        held by the process that brings it
"""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Final

from ..errors import ModelError, StoreError
from . import manifests
from .inspections import inspect
from .manifests import Manifest

Tell = Callable[[str], None]

_PARTIAL: Final = ".partial"
# Free space left beside a model, for its manifest, logs, and whatever else writes to that disk meanwhile.
_MARGIN: Final = 50_000_000


class IncompleteError(ModelError):
    """A model is not complete yet, and what has come of it is worth keeping."""


@contextmanager
def staging(root: Path, name: str, key: str, tell: Tell) -> Iterator[Path]:
    """A folder in which to put the files of model *name*, to be handed to ``approve`` and ``install``.

    It is gone after an error, unless that was an interruption: then it is the same folder again the next time.

    Args:
        key: tells versions of the model apart, so that no version goes on from the files of another.

    Raises:
        StoreError: if the models' folder cannot be written, or its disk is full.
    """
    from filelock import FileLock, Timeout

    partial = root / _PARTIAL
    folder = partial / key / name
    with _writing(root):
        partial.mkdir(parents=True, exist_ok=True)
        lock = FileLock(partial / f"{name}.lock")
        try:
            lock.acquire(timeout=0)
        except Timeout:
            tell(f"{name}: another process brings it; waiting for that")
            lock.acquire()
        try:
            folder.mkdir(parents=True, exist_ok=True)
            try:
                yield folder
            except (IncompleteError, KeyboardInterrupt):
                raise
            except BaseException:
                shutil.rmtree(folder, ignore_errors=True)
                raise
        finally:
            lock.release()
            with suppress(OSError):
                folder.parent.rmdir()  # it is empty unless interrupted


def make_room(folder: Path, needed: int, name: str) -> None:
    """Raise StoreError unless *needed* bytes fit on the disk of *folder*."""
    free = shutil.disk_usage(folder).free
    if needed + _MARGIN > free:
        raise StoreError(
            f"{name}: needs {_size(needed)} more on the disk of {folder}, which has {_size(free)} free; free some, or "
            "choose another folder with SONGNGU_MODELS"
        )


def approve(staged: Path, manifest: Manifest) -> None:
    """Inspect a complete folder, and give it its manifest, with the family and languages that were found.

    Raises:
        ModelError: if the model cannot be used, or is not of the family that the manifest says, if it says one.
    """
    with naming(staged, manifest.name):
        found = inspect(staged)
    if manifest.family and found.family != manifest.family:
        raise ModelError(
            f"{manifest.name}: is of the family {found.family}, not {manifest.family}; it is not installed"
        )
    manifests.write(staged, replace(manifest, family=found.family, sources=found.sources, targets=found.targets))


def install(staged: Path, root: Path) -> Path:
    """Move an approved folder into place, where it replaces what was there; gives the place."""
    for path in staged.iterdir():
        with path.open("rb") as file:
            os.fsync(file.fileno())
    place, old = root / staged.name, staged.with_name(f"{staged.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if place.exists():
        place.replace(old)
    staged.replace(place)
    shutil.rmtree(old, ignore_errors=True)
    for stale in (root / _PARTIAL).glob(f"*/{staged.name}"):
        shutil.rmtree(stale, ignore_errors=True)
        with suppress(OSError):
            stale.parent.rmdir()
    return place


@contextmanager
def naming(staged: Path, name: str) -> Iterator[None]:
    """Errors within name the model, not the folder that it was staged in."""
    try:
        yield
    except ModelError as error:
        raise type(error)(str(error).replace(str(staged), name)) from error


@contextmanager
def _writing(root: Path) -> Iterator[None]:
    """Errors of the disk become errors that name the folder."""
    try:
        yield
    except OSError as error:
        raise StoreError(
            f"{root}: cannot be written ({error.strerror or error}); free the disk, or choose another folder with "
            "SONGNGU_MODELS"
        ) from error


def _size(count: int) -> str:
    return f"{count / 1e9:.1f} GB" if count >= 1e9 else f"{count / 1e6:.1f} MB"

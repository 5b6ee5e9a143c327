"""A smaller model put in place: beside the others, as the full one's name with ``-slim``, or in a user's folder."""

import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from ...errors import ModelError, StoreError, UsageError
from ...words import words
from .. import manifests
from ..installations import Tell, approve, install, make_room, staging
from ..manifests import Manifest
from . import slim

_SUFFIX: Final = "-slim"


def make(
    folder: Path,
    languages: Sequence[str],
    root: Path,
    tell: Tell,
    *,
    output: Path | None = None,
    text: Path | None = None,
) -> Path:
    """Make a smaller model, whole or not at all; gives its folder.

    Args:
        folder: the full model; it stays as it is.
        root: where models are installed.
        output: a folder to write instead, which must not exist.
        text: file with text of the languages; see ``slim``.

    Raises:
        LanguageError, ModelError: if the model cannot be made smaller for these languages.
        StoreError: if the disk is full or may not be written.
        UsageError: if no language is named, *output* exists, or is missing for a model that is not installed, or
            *text* cannot be read or has no word.
    """
    if not languages:
        raise UsageError("no language is named; name all sources and targets, as in id,vi,en")
    lines = None if text is None else _lines(text)
    if output is None and manifests.read(folder) is None:
        raise UsageError(f"{folder.name}: is not installed, and so is nothing made of it; name a folder for it with -o")
    manifest = _manifest(folder)
    if output is None:
        with staging(root, manifests.folder_name(manifest.name), "slim", tell) as staged:
            for left in staged.iterdir():  # of an interrupted run
                left.unlink()
            _fill(staged, folder, languages, manifest, lines, tell)
            return install(staged, root)
    if output.exists():
        raise UsageError(f"{output}: exists already; name a new folder")
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        scratch = Path(tempfile.mkdtemp(prefix=f".{output.name}-", dir=output.parent))
    except OSError as error:
        raise StoreError(f"{output}: cannot be written ({error.strerror or error}); choose another place") from error
    try:
        _fill(scratch, folder, languages, manifest, lines, tell)
        scratch.chmod(0o755)  # as any new folder; temporary ones are their owner's alone
        return scratch.replace(output)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _fill(
    new: Path, folder: Path, languages: Sequence[str], manifest: Manifest, lines: list[str] | None, tell: Tell
) -> None:
    full = _size(folder)
    make_room(new, full, manifest.name)
    try:
        done = slim(folder, languages, new, lines)
    except OSError as error:
        raise StoreError(f"{new}: cannot be written ({error.strerror or error}); free the disk") from error
    approve(new, replace(manifest, files=manifests.describe(new)))
    left = _size(new)
    tell(
        f"{manifest.name}: {done.after:,} of {done.before:,} tokens, {left / 1e6:,.1f} of {full / 1e6:,.1f} MB "
        f"({1 - left / full:.0%} less)"
    )


def _manifest(folder: Path) -> Manifest:
    """That of the full model, under the new name; its licence holds for the smaller one, too."""
    known = manifests.read(folder)
    if known is None:
        return Manifest(folder.name + _SUFFIX, "", "", "", "", "", None, (), (), {})
    if known.name.endswith(_SUFFIX):
        raise ModelError(f"{known.name}: is made smaller already; name the full model")
    return replace(known, name=known.name + _SUFFIX, files={})


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.iterdir() if path.is_file())


def _lines(text: Path) -> list[str]:
    try:
        content = text.read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        raise UsageError(f"{text}: cannot be read as text in UTF-8 ({error})") from error
    if not words(content):
        raise UsageError(f"{text}: has no word; name a file with text of the languages, or leave --text out")
    return content.splitlines()

"""What an installed model is and was: its origin, its licence, and size and SHA-256 of every file. Loads no weights.

The manifest is a hidden file beside the model's own, so that the digest of the folder, which stands in signatures, is
that of the same files anywhere else.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from ..errors import ModelError
from ..translators.folders import digest_file

FILE: Final = ".songngu.json"
FORMAT: Final = 1


@dataclass(frozen=True, slots=True)
class File:
    """Size in bytes, and SHA-256 in hex."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """Attributes:
    name: of the catalog, or ``owner/model``.
    revision: what was asked for; ``commit`` is what came.
    commercial: whether the licence allows commercial use; None if it is not known.
    sources: languages (ISO 639-1) that it translates from; ``targets`` into; none if it does not translate.
    """

    name: str
    hub: str
    revision: str
    commit: str
    family: str
    licence: str
    commercial: bool | None
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    files: Mapping[str, File]

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(file.size for file in self.files.values())


def as_dict(manifest: Manifest) -> dict[str, Any]:
    """The content of a manifest's file."""
    content = asdict(manifest)
    return {"format": FORMAT, **content, "files": dict(sorted(content["files"].items()))}


def from_dict(content: Any, item: str) -> Manifest:
    """The reverse of ``as_dict``; *item* is what an error names.

    Raises:
        ModelError: if it is no manifest, or one of a newer songngu.
    """
    try:
        if content["format"] > FORMAT:
            raise ModelError(f"{item}: was made by a newer songngu (format {content['format']}); update songngu")
        if not all(map(safe_name, (*content["files"], folder_name(content["name"])))):
            raise ValueError("a name leads out of its folder")
        if not (content["commercial"] is None or isinstance(content["commercial"], bool)):
            raise ValueError("whether commercial use is allowed is no yes, no or null")
        texts = ("name", "hub", "revision", "commit", "family", "licence")
        values: dict[str, Any] = {name: str(content[name]) for name in texts}
        values |= {side: tuple(map(str, content[side])) for side in ("sources", "targets")}
        files = {name: File(int(file["size"]), str(file["sha256"])) for name, file in content["files"].items()}
        return Manifest(**values, commercial=content["commercial"], files=files)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ModelError(f"{item}: is no list of a model's files, or a damaged one; get the model again") from error


def folder_name(name: str) -> str:
    """Name of the folder in which a model is installed: that of the model, ``owner--model`` for a hub's id."""
    return name.replace("/", "--")


def safe_name(name: str) -> bool:
    """True for the name of a visible file, and nothing that leads out of its folder."""
    return bool(name) and not name.startswith(".") and not set(name) & set('/\\:*?"<>|\0') and name.isprintable()


def write(folder: Path, manifest: Manifest) -> None:
    """Put the manifest into the folder."""
    (folder / FILE).write_text(json.dumps(as_dict(manifest), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def read(folder: Path) -> Manifest | None:
    """The manifest of a folder; None if it has none.

    Raises:
        ModelError: if it is damaged.
    """
    path = folder / FILE
    try:
        content = json.loads(path.read_bytes())
    except FileNotFoundError:
        return None
    except (OSError, ValueError, RecursionError) as error:
        raise ModelError(f"{path}: cannot be read ({error}); get the model again") from error
    return from_dict(content, str(path))


def describe(folder: Path) -> dict[str, File]:
    """Size and SHA-256 of every visible file of a folder."""
    paths = sorted(path for path in folder.iterdir() if path.is_file() and not path.name.startswith("."))
    return {path.name: File(path.stat().st_size, digest_file(path)) for path in paths}


def faults(folder: Path, manifest: Manifest, *, thorough: bool = True) -> list[str]:
    """What differs from the manifest; empty if all is as it was installed.

    Args:
        thorough: read every byte (about a second for each gigabyte); otherwise only names and sizes are compared.
    """
    found = []
    for name, file in manifest.files.items():
        path = folder / name
        if not path.is_file():
            found.append(f"{name} is missing")
        elif (size := path.stat().st_size) != file.size:
            found.append(f"{name} has {size:,} bytes, not {file.size:,}")
        elif thorough and digest_file(path) != file.sha256:
            found.append(f"{name} has changed")
    here = {path.name for path in folder.iterdir() if not path.name.startswith(".")} if folder.is_dir() else set()
    return found + [f"{name} does not belong to the model" for name in sorted(here - manifest.files.keys())]

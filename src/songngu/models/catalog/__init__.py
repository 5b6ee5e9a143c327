"""Which models there are: the built-in one, those of the table, what is installed, and users' own folders.

A model is named (``starter``, ``nllb-600m``, ``owner/model``), or is the path of a folder with ``config.json``,
safetensors and a tokenizer. Imports no engine, and never goes to the network.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from ...errors import ModelError
from ...outputs import write
from ...places import models_folder
from ...translators import digest_folder, signature_of
from .. import AUTO, CHAT, manifests
from ..manifests import Manifest
from .table import Entry, entries, entries_of

__all__ = ["AUTO", "STARTER", "Entry", "Model", "entries", "entries_of", "find", "installed", "revision", "signature"]

_DIGESTS: Final = "digests.json"


@dataclass(frozen=True, slots=True)
class Model:
    """A model that can be used.

    Attributes:
        notice: what its users must be told each time, on quality or licence; may be empty.
        members: the models of a set, each for some pairs of languages; *folder* is then where they lie.
    """

    name: str
    folder: Path
    licence: str
    notice: str = ""
    members: tuple["Model", ...] = ()


STARTER: Final = Model(
    name="starter",
    folder=Path(__file__).parents[2] / "starter",
    licence="see starter/README.md",
    notice="the built-in starter is a very small model: its translations show what an article is about, and are not "
    "fit to publish or to rely on; `songngu models list` shows real ones, `songngu models pull NAME` brings one",
)


def find(name: str = AUTO, targets: Sequence[str] = ()) -> Model:
    """The model called *name*, or the one in a folder of that name.

    ``auto`` is the best installed one, or whole set, that translates into all *targets*: the first in the order of the
    table, then those that are not in it, by name; without any, the starter.

    Raises:
        ModelError: if there is no such model, or it is damaged.
    """
    if name == AUTO:
        return next((_named(found) for found in _usable(targets)), STARTER)
    if name == STARTER.name:
        return STARTER
    if name in entries() or (models_folder() / manifests.folder_name(name) / manifests.FILE).is_file():
        return _named(name)
    folder = Path(name).expanduser()
    if (folder / "config.json").is_file():
        return Model(folder.resolve().name, folder.resolve(), "the user's own")
    raise ModelError(
        f"no model {name!r}: it is neither in the list (songngu models list), nor installed, nor a folder with a "
        "config.json (bring one with: songngu models pull NAME, or owner/model)"
    )


def installed() -> Iterator[Manifest]:
    """Manifests of all installed models, the best first; damaged and renamed ones are left out."""
    root, rank = models_folder(), {name: n for n, name in enumerate(entries())}
    found = []
    for path in root.glob(f"*/{manifests.FILE}"):
        try:
            manifest = manifests.read(path.parent)
        except ModelError:
            continue
        if manifest and path.parent.name == manifests.folder_name(manifest.name):
            found.append(manifest)
    return iter(sorted(found, key=lambda manifest: (rank.get(manifest.name, len(rank)), manifest.name)))


def _usable(targets: Sequence[str]) -> Iterator[str]:
    """Names of installed models and whole sets that a translator can be made of, and that cover the targets."""
    here, known = {manifest.name: manifest for manifest in installed()}, entries()
    for name in dict.fromkeys((*known, *here)):
        members = (known[name].members if name in known else ()) or (name,)
        if not all(member in here and _translates(here[member]) for member in members):
            continue
        covered = {language for member in members for language in here[member].targets}
        if covered and covered.issuperset(targets):
            yield name


def _translates(manifest: Manifest) -> bool:
    """False for a chat model of which nobody says that it translates well."""
    known = entries().get(manifest.name)
    return manifest.family != CHAT or (known is not None and known.task == "translate")


def _named(name: str) -> Model:
    """A model of the table, or one that was installed under its hub id."""
    members = entries()[name].members if name in entries() else ()
    if members:
        models = tuple(_named(member) for member in members)
        licence = ", ".join(dict.fromkeys(model.licence for model in models))
        return Model(name, models_folder(), licence, members=models)
    folder = models_folder() / manifests.folder_name(name)
    manifest = manifests.read(folder)
    if manifest is None:
        raise ModelError(f"{name} is not installed; bring it with: songngu models pull {name}")
    return _model(manifest)


def _model(manifest: Manifest) -> Model:
    folder = models_folder() / manifests.folder_name(manifest.name)
    if faults := manifests.faults(folder, manifest, thorough=False):
        raise ModelError(
            f"{manifest.name}: is damaged ({faults[0]}); bring it again: songngu models pull {manifest.name}"
        )
    licence = manifest.licence or "not stated by its publisher"
    notice = f"{manifest.name} is not for commercial use" if manifest.commercial is False else ""
    return Model(manifest.name, folder, licence, notice)


def revision(model: Model, cache: Path) -> str:
    """SHA-256 of the model's files; remembered in *cache*, since hashing gigabytes takes seconds.

    What is remembered holds as long as names, sizes and times of the files are the same.
    """
    if model.members:
        return hashlib.sha256(" ".join(revision(member, cache) for member in model.members).encode()).hexdigest()
    files = sorted(path for path in model.folder.rglob("*") if path.is_file())
    state = [[str(path.relative_to(model.folder)), *_stamp(path)] for path in files]
    path = cache / _DIGESTS
    known = _read(path)
    entry = known.get(str(model.folder))
    if isinstance(entry, dict) and entry.get("files") == state and "digest" in entry:
        return str(entry["digest"])
    digest = digest_folder(model.folder)
    known[str(model.folder)] = {"digest": digest, "files": state}
    write(path, json.dumps(known, indent=1).encode())
    return digest


def signature(model: Model, engine: str, cache: Path) -> str:
    """The signature of the translator that the model makes, without loading it."""
    return signature_of(model.folder, engine, digest=revision(model, cache))


def _stamp(path: Path) -> list[int]:
    status = path.stat()
    return [status.st_size, status.st_mtime_ns]


def _read(path: Path) -> dict[str, Any]:
    try:
        return dict(json.loads(path.read_bytes()))
    except (OSError, ValueError, TypeError):
        return {}

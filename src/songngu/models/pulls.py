"""Bringing a model from the hub: only the files that are needed, at one commit, verified, whole or not at all."""

import json
import os
import shutil
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from ..errors import ModelError
from ..translators.folders import ModelFolder, digest_file
from . import hub, manifests
from .catalog.table import Entry, allows_commerce, entries_of
from .hub import Listing
from .inspections import recognise
from .installations import Tell, approve, install, make_room, naming, staging
from .manifests import File, Manifest

_CONFIG: Final = "config.json"
_TOKENIZER: Final = "tokenizer_config.json"
_WEIGHTS: Final = "model.safetensors"
_INDEX: Final = "model.safetensors.index.json"
# Beside the weights: configurations, tokenizers, chat templates, the card; and the licence, which must go with them.
_SUFFIXES: Final = (".json", ".model", ".spm", ".txt", ".jinja", ".md")
_LICENCES: Final = ("license", "licence", "notice")
_PICKLES: Final = (".bin", ".pt", ".pth", ".ckpt", ".pkl", ".h5", ".msgpack", ".ot")


def pull(name: str, root: Path, tell: Tell, *, revision: str = "", accept_licence: bool = False) -> list[Path]:
    """Install a model of the catalog, all members of a set, or any ``owner/model`` of the hub, into *root*.

    Args:
        revision: branch, tag, commit or ``refs/pr/N``; empty takes that of the catalog, else the default branch.
        accept_licence: the user has accepted a licence that forbids commercial use.

    Raises:
        ModelError: if the model cannot be had or used.
        StoreError: if the disk is full or may not be written.
    """
    chosen = entries_of(name)
    if revision and len(chosen) > 1:
        raise ModelError(f"{name}: is a set of {len(chosen)} models, and a revision belongs to one; pull them singly")
    for entry in chosen:
        ask_licence(entry.name, entry.licence, entry.commercial, accept_licence, tell)
    return [_pull(entry, root, revision or entry.revision, accept_licence, tell) for entry in chosen]


def ask_licence(name: str, licence: str, commercial: bool | None, accepted: bool, tell: Tell) -> None:
    """Say what a licence forbids.

    Raises:
        ModelError: if it forbids commercial use and was not accepted.
    """
    if commercial is not False:
        return
    if not accepted:
        raise ModelError(
            f"{name}: its licence, {licence}, does not allow commercial use. If your use is allowed by it, repeat the "
            "command with --accept-licence"
        )
    tell(f"{name}: NOT FOR COMMERCIAL USE (licence {licence}), accepted with --accept-licence")


def _pull(entry: Entry, root: Path, revision: str, accepted: bool, tell: Tell) -> Path:
    listing = hub.listing(entry.hub, revision)
    licence = entry.licence or listing.licence
    if not entry.licence:
        ask_licence(entry.name, licence, allows_commerce(licence), accepted, tell)
    place = root / manifests.folder_name(entry.name)
    with staging(root, place.name, listing.commit, tell) as staged:
        present = _present(place)
        if present and present.commit == listing.commit and not manifests.faults(place, present):
            tell(f"{entry.name}: is installed already, at commit {listing.commit[:12]}, and intact")
            shutil.rmtree(staged)
            return place
        weights = _weights(listing, staged, entry)
        others = [file for file in _others(listing) if file not in weights]
        tell(
            f"{entry.name}: {len(weights) + len(others)} files from {entry.hub} at commit {listing.commit[:12]} "
            f"(licence: {licence or 'not stated by its publisher'})"
        )
        if present:
            _reuse(place, present, listing, staged)
        files = _fetch(listing, [*others, *weights], staged, entry)
        manifest = Manifest(
            name=entry.name,
            hub=entry.hub,
            revision=revision,
            commit=listing.commit,
            family=entry.family,
            licence=licence,
            commercial=allows_commerce(licence) if entry.commercial is None else entry.commercial,
            sources=(),
            targets=(),
            files=files,
        )
        approve(staged, manifest)
        return install(staged, root)


def _present(place: Path) -> Manifest | None:
    """The manifest of what is installed; a damaged one is as good as none."""
    with suppress(ModelError):
        return manifests.read(place)
    return None


def _fetch(listing: Listing, names: Sequence[str], staged: Path, entry: Entry) -> dict[str, File]:
    """All files, once it is clear that they will fit."""
    for path in staged.iterdir():
        if path.name.removesuffix(".part") not in names:
            path.unlink()
    have = sum(path.stat().st_size for path in staged.iterdir())
    make_room(staged, sum(listing.files[name].size for name in names) - have, entry.name)
    return {name: hub.fetch(listing, name, staged) for name in names}


def _weights(listing: Listing, staged: Path, entry: Entry) -> list[str]:
    """Names of the files of weights; the small files that tell whether the model can be used are fetched for it.

    Raises:
        ModelError: if the model is not one for songngu, has no safetensors, or lacks one of them.
    """
    if _CONFIG not in listing.files:
        raise ModelError(f"{listing.repository}: has no {_CONFIG}, so it is no model for transformers; choose another")
    safetensors = [name for name in listing.files if name.endswith(".safetensors") and manifests.safe_name(name)]
    if not safetensors:
        raise _no_safetensors(listing)
    for name in (_CONFIG, _TOKENIZER, "chat_template.jinja"):
        if name in listing.files:
            hub.fetch(listing, name, staged)
    with naming(staged, entry.name):
        family = recognise(ModelFolder(staged, _read(staged, _CONFIG), _read(staged, _TOKENIZER)))
    if entry.family and family != entry.family:
        raise ModelError(
            f"{entry.name}: is of the family {family}, not {entry.family}; the catalog or the hub is wrong"
        )
    if _WEIGHTS in safetensors:
        return [_WEIGHTS]
    if _INDEX not in listing.files:
        return safetensors
    hub.fetch(listing, _INDEX, staged)
    table = _read(staged, _INDEX).get("weight_map")
    shards = sorted(set(map(str, table.values()))) if isinstance(table, dict) else []
    if missing := [name for name in shards if name not in safetensors]:
        raise ModelError(
            f"{listing.repository}: {_INDEX} names {missing[0]}, which is not there; choose another revision"
        )
    return shards or safetensors


def _no_safetensors(listing: Listing) -> ModelError:
    pickles = sorted(name for name in listing.files if name.endswith(_PICKLES))
    requests = hub.pull_requests(listing.repository, "safetensors")
    remedy = (
        f"Pull requests that add safetensors: {', '.join(requests)}; take one: songngu models pull "
        f"{listing.repository} --revision {requests[0]}"
        if requests
        else "Choose a revision or another model that has model.safetensors."
    )
    return ModelError(
        f"{listing.repository}: has its weights only as {', '.join(pickles) or 'other formats'} at commit "
        f"{listing.commit[:12]}. Such files can run code when they are opened, and are refused. {remedy}"
    )


def _others(listing: Listing) -> list[str]:
    """Small files that go with the weights; names that no folder should hold are left out."""
    return sorted(
        name
        for name in listing.files
        if manifests.safe_name(name) and (name.endswith(_SUFFIXES) or name.lower().startswith(_LICENCES))
    )


def _read(folder: Path, name: str) -> dict[str, object]:
    path = folder / name
    if not path.is_file():
        return {}
    try:
        return dict(json.loads(path.read_bytes()))
    except (ValueError, TypeError) as error:
        raise ModelError(f"{path}: is no JSON ({error}); choose another revision") from error


def _reuse(place: Path, present: Manifest, listing: Listing, staged: Path) -> None:
    """Link or copy what an older or damaged installation has of the same files."""
    for name, file in present.files.items():
        remote, here = listing.files.get(name), staged / name
        if remote and remote.sha256 == file.sha256 and not here.exists() and not _changed(place / name, file):
            try:
                os.link(place / name, here)
            except OSError:
                shutil.copyfile(place / name, here)


def _changed(path: Path, file: File) -> bool:
    return not path.is_file() or path.stat().st_size != file.size or digest_file(path) != file.sha256

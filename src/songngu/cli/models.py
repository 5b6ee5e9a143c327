"""``songngu models``: one function for each of its commands. The hub's client is imported only by ``pull``."""

import argparse
from collections.abc import Container
from pathlib import Path
from typing import Final

from ..errors import ModelError
from ..models import manifests
from ..models.catalog import STARTER, Entry, entries, find, installed, revision
from ..models.inspections import inspect
from ..places import cache_folder, models_folder
from . import terminal

_OK: Final = 0
_FAILED: Final = 1
_COMMERCE: Final = {True: "yes", False: "NO", None: "not known"}


def list_models(options: argparse.Namespace) -> int:  # noqa: ARG001
    """All models of the catalog and all installed ones, licence in plain sight."""
    here = {manifest.name: manifest for manifest in installed()}
    known = entries()
    header = ("model", "installed", "task", "billion parameters", "download GB", "licence", "commercial use")
    rows = [(*header, "languages", "quality as published")]
    rows.append((STARTER.name, "built in", "translate", "", "", STARTER.licence, "", "ar bn en id ur vi → en vi", ""))
    for entry in known.values():
        state = "yes" if _is_here(entry, here) else ""
        numbers = (f"{entry.parameters:g}", f"{entry.download:g}")
        licence = (entry.licence, _COMMERCE[entry.commercial])
        rows.append((entry.name, state, entry.task, *numbers, *licence, entry.languages, entry.quality))
    for manifest in here.values():
        if manifest.name not in known:
            size = f"{manifest.size / 1e9:.2g}"
            licence = (manifest.licence or "not stated", _COMMERCE[manifest.commercial])
            languages = f"{len(manifest.sources)} → {len(manifest.targets)}"
            rows.append((manifest.name, "yes", manifest.family, "", size, *licence, languages, ""))
    terminal.table(rows)
    terminal.say(f"installed models are in {models_folder()}")
    return _OK


def pull(options: argparse.Namespace) -> int:
    """Bring a model from the hub."""
    from ..models.pulls import pull as bring

    places = bring(
        options.model,
        models_folder(),
        terminal.say,
        revision=options.revision,
        accept_licence=options.accept_licence,
    )
    _show(places)
    return _OK


def verify(options: argparse.Namespace) -> int:
    """Compare every byte with what was installed; of a user's own folder, only whether it can be used."""
    failed = False
    for folder in _folders(options.model):
        manifest = manifests.read(folder)
        if manifest is None:
            found = inspect(folder)
            terminal.say(f"{folder}: family {found.family}, not installed by songngu: its hashes cannot be verified")
            continue
        if faults := manifests.faults(folder, manifest):
            failed = True
            for fault in faults:
                terminal.say(f"{manifest.name}: {fault}")
            terminal.say(f"{manifest.name}: bring it again: songngu models pull {manifest.name}")
            continue
        inspect(folder)
        print(f"{manifest.name}\t{len(manifest.files)} files, {manifest.size:,} bytes\t{manifest.commit}\tintact")
    return _FAILED if failed else _OK


def path(options: argparse.Namespace) -> int:
    """Print the folder of a model; of a set, one a line."""
    _show(_folders(options.model))
    return _OK


def export(options: argparse.Namespace) -> int:
    """Write a model, or all members of a set, to one file."""
    from ..models.bundles import export as write

    bundle = Path(options.bundle)
    write(_folders(options.model), bundle)
    terminal.say(
        f"{bundle}: {bundle.stat().st_size:,} bytes; on the other machine: songngu models import {bundle.name}"
    )
    return _OK


def import_models(options: argparse.Namespace) -> int:
    """Install what a bundle holds."""
    from ..models.bundles import import_bundle

    _show(import_bundle(Path(options.bundle), models_folder(), terminal.say, accept_licence=options.accept_licence))
    return _OK


def slim(options: argparse.Namespace) -> int:
    """Make a model smaller, for some languages."""
    from ..models.slim.making import make

    folders = _folders(options.model)
    if len(folders) > 1:
        raise ModelError(
            f"{options.model}: is a set of {len(folders)} models; name one: {', '.join(f.name for f in folders)}"
        )
    output, text = (Path(given) if given else None for given in (options.output, options.text))
    languages = tuple(dict.fromkeys(filter(None, map(str.strip, options.languages.split(",")))))
    _show([make(folders[0], languages, models_folder(), terminal.say, output=output, text=text)])
    return _OK


def calibrate(options: argparse.Namespace) -> int:
    """Measure how a model runs fastest here, and keep that for `--engine auto`."""
    from ..models.calibration import keep
    from ..models.calibration.timing import calibrate as measure

    cache = Path(options.cache) if options.cache else cache_folder()
    for model in (found := find(options.model)).members or (found,):
        digest = revision(model, cache)
        choice, figures = measure(model.folder, digest, cache / "converted", terminal.say)
        path = keep(digest, cache, model.name, choice, figures)
        terminal.say(f"{model.name}: kept in {path}; --engine auto takes it from now on")
        print(f"{model.name}\t{choice.engine}\t{choice.batch_tokens}\t{choice.threads_per_batch}")
    return _OK


def recommend(options: argparse.Namespace) -> int:  # noqa: ARG001
    """Which models fit this machine, how they would run, and why others would not."""
    from ..models.hardware import ARTICLE_TOKENS, advise, survey

    machine = survey(models_folder())
    here = {manifest.name for manifest in installed()}
    header = ("model", "task", "fits", "device", "numbers", "memory GB", "tokens/s", "articles an hour")
    rows: list[tuple[str, ...]] = [(*header, "commercial use", "why not")]
    for entry in entries().values():
        advice = advise(machine, entry, installed=_is_here(entry, here))
        articles = advice.speed * 3600 / ARTICLE_TOKENS if entry.task == "translate" else 0
        pace = tuple(f"{number:,.0f}" if number else "" for number in (advice.speed, articles))
        needs = (advice.device, advice.number_type, f"{advice.memory / 1e9:.1f}")
        fits = "no" if advice.refusal else "yes"
        rows.append((entry.name, entry.task, fits, *needs, *pace, _COMMERCE[entry.commercial], advice.refusal))
    terminal.table(rows)
    gpu = f"{machine.gpu} with {machine.gpu_memory / 1e9:.0f} GB free" if machine.gpu else "no GPU that torch can use"
    terminal.say(
        f"this machine: {machine.memory / 1e9:.1f} GB of memory free, cores: {machine.cores}, memory copied at "
        f"{machine.bandwidth / 1e9:.0f} GB/s, {machine.disk / 1e9:.0f} GB of disk free, {gpu}"
    )
    terminal.say("speeds are estimates: docs/models.md says how they are made")
    return _OK


def _is_here(entry: Entry, here: Container[str]) -> bool:
    return all(member in here for member in entry.members or (entry.name,))


def _folders(name: str) -> list[Path]:
    """Folders of a model's members, or its own."""
    known = entries()
    if name == STARTER.name:
        return [STARTER.folder]
    if name not in known and Path(name).expanduser().is_dir():
        return [Path(name).expanduser().resolve()]
    members = (known[name].members if name in known else ()) or (name,)
    places = [models_folder() / manifests.folder_name(member) for member in members]
    for member, place in zip(members, places, strict=True):
        if not (place / manifests.FILE).is_file():
            if member not in known and "/" not in member:  # no name that the hub could have
                raise ModelError(f"no model {member!r} is installed; `songngu models list` shows those that are")
            raise ModelError(f"{member} is not installed; bring it with: songngu models pull {member}")
    return places


def _show(folders: list[Path]) -> None:
    for folder in folders:
        print(folder)

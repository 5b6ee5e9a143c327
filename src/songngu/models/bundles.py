"""One file with one or more models, for machines without network: an uncompressed tar, the same bytes each time.

    songngu-bundle.json        format, and the manifests of the models in it: always the first
    <name>/<file>              the files, in the order of the manifests

Importing reads the tar as a stream and writes only what the manifests name, under names of our own making: a member
that is a link, leads out of its folder, comes twice, is not announced or not as announced, ends the import, and nothing
is installed. A bundle proves that it is whole, not who made it.
"""

import hashlib
import io
import json
import os
import tarfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import IO, Any, Final

from ..errors import ModelError, StoreError
from . import manifests
from .installations import Tell, approve, install, make_room, staging
from .manifests import Manifest
from .pulls import ask_licence

HEADER: Final = "songngu-bundle.json"
FORMAT: Final = 1
_BLOCK: Final = 1 << 20
_LARGEST_HEADER: Final = 10_000_000  # bytes; a manifest has some hundred for each file


def export(folders: Sequence[Path], bundle: Path) -> None:
    """Write the installed models in *folders* to one file, which appears whole or not at all.

    Raises:
        ModelError: if one is not as it was installed.
        StoreError: if the file cannot be written.
    """
    models = [_verified(folder) for folder in folders]
    header = {"format": FORMAT, "models": [manifests.as_dict(manifest) for manifest in models]}
    temporary = bundle.with_name(f".{bundle.name}.{os.getpid()}")
    try:
        bundle.parent.mkdir(parents=True, exist_ok=True)
        make_room(bundle.parent, sum(manifest.size for manifest in models), str(bundle))
        with tarfile.open(temporary, "w", format=tarfile.PAX_FORMAT) as tar:
            data = json.dumps(header, indent=1, ensure_ascii=False).encode()
            tar.addfile(_member(HEADER, len(data)), io.BytesIO(data))
            for folder, manifest in zip(folders, models, strict=True):
                for name, file in manifest.files.items():
                    with (folder / name).open("rb") as content:
                        tar.addfile(_member(f"{folder.name}/{name}", file.size), content)
        temporary.replace(bundle)
    except OSError as error:
        raise StoreError(f"{bundle}: cannot be written ({error.strerror or error}); choose another place") from error
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def import_bundle(bundle: Path, root: Path, tell: Tell, *, accept_licence: bool = False) -> list[Path]:
    """Install all models of a bundle into *root*, or none.

    Raises:
        ModelError: if the bundle is not whole, or has a model that cannot be used, or whose licence was not accepted.
        StoreError: if the disk is full or may not be written.
    """
    with _opened(bundle) as tar, ExitStack() as stack:
        models = _header(tar, bundle)
        for manifest in models:
            ask_licence(manifest.name, manifest.licence, manifest.commercial, accept_licence, tell)
        names = [manifests.folder_name(manifest.name) for manifest in models]
        staged = [stack.enter_context(staging(root, name, f"import-{os.getpid()}", tell)) for name in names]
        make_room(staged[0], sum(manifest.size for manifest in models), str(bundle))
        pairs = list(zip(staged, models, strict=True))
        _extract(tar, bundle, pairs)
        for folder, manifest in pairs:
            approve(folder, manifest)
        return [install(folder, root) for folder in staged]


def _verified(folder: Path) -> Manifest:
    manifest = manifests.read(folder)
    if manifest is None:
        raise ModelError(f"{folder}: was not installed by songngu, so there is nothing to verify it by; pull it first")
    if faults := manifests.faults(folder, manifest):
        raise ModelError(f"{manifest.name}: {faults[0]}; bring it again: songngu models pull {manifest.name}")
    return manifest


def _member(name: str, size: int) -> tarfile.TarInfo:
    """A plain file without owner and time."""
    member = tarfile.TarInfo(name)
    member.size, member.mode = size, 0o644
    return member


@contextmanager
def _opened(bundle: Path) -> Iterator[tarfile.TarFile]:
    try:
        with tarfile.open(bundle, "r:") as tar:
            yield tar
    except FileNotFoundError as error:
        raise ModelError(f"{bundle}: there is no such file") from error
    except OSError as error:
        raise ModelError(f"{bundle}: cannot be read ({error.strerror or error}); give a bundle's file") from error
    except tarfile.TarError as error:
        raise ModelError(
            f"{bundle}: is no bundle, or not all of it ({error}); copy it again from where it was made with "
            "`songngu models export`"
        ) from error


def _header(tar: tarfile.TarFile, bundle: Path) -> list[Manifest]:
    member = tar.next()
    if member is None or member.name != HEADER or not member.isreg() or member.size > _LARGEST_HEADER:
        raise ModelError(f"{bundle}: is a tar, but no bundle (it does not begin with {HEADER}); make one with "
                         "`songngu models export`")  # fmt: skip
    try:
        header: Any = json.loads(_content(tar, member).read())
        version, models = int(header["format"]), list(header["models"])
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise ModelError(f"{bundle}: {HEADER} is damaged ({error}); copy the bundle again") from error
    if version > FORMAT:
        raise ModelError(f"{bundle}: was made by a newer songngu (format {version}); update songngu")
    found = [manifests.from_dict(model, f"{bundle}: {HEADER}") for model in models]
    if not found or len({manifests.folder_name(manifest.name) for manifest in found}) != len(found):
        raise ModelError(f"{bundle}: {HEADER} names no model, or one twice; it was not made by songngu")
    return found


def _extract(tar: tarfile.TarFile, bundle: Path, models: Sequence[tuple[Path, Manifest]]) -> None:
    """Write the files of all models, each verified, in the order in which they are announced."""
    expected = [(folder, name, file) for folder, manifest in models for name, file in manifest.files.items()]
    seen: set[str] = set()
    for folder, name, file in expected:
        member = _next(tar, bundle, seen)
        if member is None:
            raise ModelError(f"{bundle}: ends before {folder.name}/{name}; copy the bundle again")
        if member.name != f"{folder.name}/{name}":
            raise ModelError(f"{bundle}: has {member.name} where {folder.name}/{name} should be; make the bundle again")
        digest = _copy(_content(tar, member), folder / name)
        if member.size != file.size or digest != file.sha256:
            raise ModelError(f"{bundle}: {member.name} is not what the bundle announces; copy the bundle again")
    if extra := _next(tar, bundle, seen):
        raise ModelError(f"{bundle}: has {extra.name}, which it does not announce; it was not made by songngu")


def _next(tar: tarfile.TarFile, bundle: Path, seen: set[str]) -> tarfile.TarInfo | None:
    """The next member, which must be a plain file, come once, and lie in a folder of its own."""
    member = tar.next()
    if member is None:
        return None
    wrong = ""
    if not member.isreg() or member.issparse():
        wrong = "is a link or something else that is no plain file"
    elif member.name.startswith("/") or ".." in member.name.split("/"):
        wrong = "leads out of its folder"
    elif member.name in seen:
        wrong = "comes twice"
    if wrong:
        raise ModelError(f"{bundle}: {member.name} {wrong}; it was not made by songngu, do not use it")
    seen.add(member.name)
    return member


def _content(tar: tarfile.TarFile, member: tarfile.TarInfo) -> IO[bytes]:
    content = tar.extractfile(member)
    assert content is not None  # it is a plain file
    return content


def _copy(content: IO[bytes], path: Path) -> str:
    """Write to *path*; gives the SHA-256."""
    total = hashlib.sha256()
    with path.open("wb") as file:
        while block := content.read(_BLOCK):
            total.update(block)
            file.write(block)
    return total.hexdigest()

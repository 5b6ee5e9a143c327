"""The Hugging Face hub, as far as songngu needs it: what a repository holds, and one file of it, whole and verified.

The client is huggingface_hub's, so its rules hold: ``HF_ENDPOINT``, ``HF_TOKEN`` (or the token of ``hf auth login``),
``HF_HUB_OFFLINE`` (read when it is imported), proxies, and progress bars on a terminal. Two things are ours: a file
goes on where an earlier process was interrupted, which the client does within one process only; and every file is
compared with the hash that the hub gives for it. Knows nothing of models.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ..errors import ModelError, StoreError
from ..translators.folders import digest_file
from .installations import IncompleteError
from .manifests import File

_PART: Final = ".part"
_COMMIT: Final = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")  # of git; it becomes the name of a folder


@dataclass(frozen=True, slots=True)
class Remote:
    """A file on the hub: size in bytes, SHA-256 if it is a large one, and else the SHA-1 of its git blob; in hex."""

    size: int
    sha256: str
    blob: str


@dataclass(frozen=True, slots=True)
class Listing:
    """A repository at one commit: its files by name, and the licence that its card names (may be empty)."""

    repository: str
    commit: str
    licence: str
    files: Mapping[str, Remote]


def listing(repository: str, revision: str) -> Listing:
    """What *repository* holds at *revision*: a branch, tag, commit, or a pull request's ``refs/pr/N``.

    Raises:
        ModelError: if there is no such repository or revision, it may not be read, or the hub cannot be reached.
    """
    from huggingface_hub import HfApi

    with _explained(repository, revision):
        info = HfApi().model_info(repository, revision=revision or None, files_metadata=True)
    if not _COMMIT.fullmatch(info.sha or ""):
        raise ModelError(f"{repository}: the hub names no commit for it, but {info.sha!r}; ask who runs the hub")
    files = {
        file.rfilename: Remote(file.size or 0, file.lfs.sha256 if file.lfs else "", file.blob_id or "")
        for file in info.siblings or ()
    }
    licence = info.card_data.get("license") if info.card_data else ""
    return Listing(repository, str(info.sha), str(licence or ""), files)


def pull_requests(repository: str, word: str) -> list[str]:
    """Refs of the repository's pull requests whose title has *word*; none if the hub does not say."""
    from huggingface_hub import HfApi

    try:
        with _explained(repository, ""):
            requests = [found for found in HfApi().get_repo_discussions(repository) if found.is_pull_request]
    except ModelError:
        return []
    return [f"refs/pr/{request.num}" for request in requests if word in request.title.lower()]


def fetch(source: Listing, name: str, folder: Path) -> File:
    """Bring one file of the repository into *folder*, unless it is there; go on with what is there of it.

    Raises:
        IncompleteError: if the connection was lost; what has come is kept.
        ModelError: if it may not be read, or is not what the hub said it would be; nothing is kept then.
    """
    remote = source.files[name]
    path, part = folder / name, folder / f"{name}{_PART}"
    if not path.is_file():
        _download(source, name, part, remote.size)
        if not _intact(part, remote):
            part.unlink()
            raise ModelError(
                f"{source.repository}: {name} is not what the hub announced (its hash differs), so it was thrown away; "
                "try again, and if that is no help, ask who runs the hub or the proxy"
            )
        part.replace(path)
    return File(remote.size, remote.sha256 or digest_file(path))


def _download(source: Listing, name: str, part: Path, size: int) -> None:
    from huggingface_hub import hf_hub_url
    from huggingface_hub.constants import ENDPOINT
    from huggingface_hub.file_download import http_get
    from huggingface_hub.utils import build_hf_headers  # type: ignore[attr-defined]  # documented, not re-exported

    url = hf_hub_url(source.repository, name, revision=source.commit, endpoint=ENDPOINT)
    headers = build_hf_headers(library_name="songngu") | {"Accept-Encoding": "identity"}
    part.touch()
    with part.open("r+b") as file, _explained(source.repository, source.commit, name):
        have = file.seek(0, 2)
        if have > size:
            have = file.truncate(0)
            file.seek(0)
        http_get(url, file, resume_size=have, headers=headers, expected_size=size, displayed_filename=name)


def _intact(path: Path, remote: Remote) -> bool:
    """Size and hash are those that the hub gave; a hub that gives no hash is believed."""
    if path.stat().st_size != remote.size:
        return False
    if remote.sha256:
        return digest_file(path) == remote.sha256
    blob = hashlib.sha1(b"blob %d\0" % remote.size + path.read_bytes(), usedforsecurity=False)
    return remote.blob in ("", blob.hexdigest())


@contextmanager
def _explained(repository: str, revision: str, name: str = "") -> Iterator[None]:
    """Errors of the client become ours: what was asked for, what is wrong, what to do."""
    from huggingface_hub import constants, errors

    # Base of all errors of the HTTP library, whose name has changed more than once.
    transport: type[Exception] = errors.HfHubHTTPError.__mro__[1]
    item = f"{repository}: {name}" if name else repository
    try:
        yield
    except errors.GatedRepoError as error:
        raise ModelError(
            f"{item}: its publisher asks you to accept terms first: do so on {constants.ENDPOINT}/{repository}, make a "
            "token there, and put it into HF_TOKEN"
        ) from error
    except errors.RevisionNotFoundError as error:
        raise ModelError(f"{item}: has no revision {revision!r}; name a branch, a tag or a whole commit") from error
    except errors.RepositoryNotFoundError as error:
        raise ModelError(
            f"{item}: no such model on {constants.ENDPOINT}, or a private one; check the name, or put a token that may "
            "read it into HF_TOKEN"
        ) from error
    except errors.EntryNotFoundError as error:
        raise ModelError(f"{item}: the hub lists this file and does not have it; choose another revision") from error
    except errors.HFValidationError as error:
        raise ModelError(f"{item}: is no id of the hub; it has the form owner/model") from error
    except errors.OfflineModeIsEnabled as error:
        raise ModelError(
            f"{item}: the hub is not asked, since HF_HUB_OFFLINE is set; unset it, or import a bundle that was made on "
            "another machine with `songngu models export`"
        ) from error
    except errors.HfHubHTTPError as error:
        raise _refused(item, error.response.status_code) from error
    except (transport, ConnectionError) as error:
        raise IncompleteError(
            f"{item}: {constants.ENDPOINT} cannot be reached ({error or type(error).__name__}); what has come is kept: "
            "try again, or set a proxy with HTTPS_PROXY"
        ) from error
    except OSError as error:
        if error.errno is None:  # the client's own: the connection ended before the file did
            raise IncompleteError(f"{item}: came incomplete; what has come is kept: try again") from error
        raise StoreError(f"{item}: cannot be written ({error.strerror}); free the disk and try again") from error


def _refused(item: str, status: int) -> ModelError:
    if status in (401, 403):
        return ModelError(f"{item}: the hub refuses it (HTTP {status}); put a token that may read it into HF_TOKEN")
    return IncompleteError(f"{item}: the hub answers with HTTP {status}; what has come is kept: try again later")

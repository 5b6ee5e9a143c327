"""Known models, and where to find them. Imports no engine.

A model is named (``starter``) or is the path of a folder with ``config.json``, safetensors and a tokenizer.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from .errors import ModelError
from .outputs import write
from .translators import digest_folder, signature_of

AUTO: Final = "auto"
_DIGESTS: Final = "digests.json"


@dataclass(frozen=True, slots=True)
class Model:
    """A model that can be used.

    Attributes:
        notice: what its users must be told each time, on quality or licence; may be empty.
    """

    name: str
    folder: Path
    licence: str
    notice: str = ""


STARTER: Final = Model(
    name="starter",
    folder=Path(__file__).parent / "starter",
    licence="see starter/README.md",
    notice="the built-in starter is a very small model: its translations show what an article is about, and are not "
    "fit to publish or to rely on; bring a real model with --model FOLDER",
)
MODELS: Final = {model.name: model for model in (STARTER,)}


def find(name: str = AUTO) -> Model:
    """The model called *name*, or the one in a folder of that name; ``auto`` is the best that is there.

    Raises:
        ModelError: if there is no such model.
    """
    if name == AUTO:
        return STARTER
    if name in MODELS:
        return MODELS[name]
    folder = Path(name).expanduser()
    if (folder / "config.json").is_file():
        return Model(folder.resolve().name, folder.resolve(), "the user's own")
    raise ModelError(
        f"no model {name!r}: it is neither one of {', '.join(MODELS)} nor a folder with a config.json "
        "(download a model's files into a folder and name that folder)"
    )


def revision(model: Model, cache: Path) -> str:
    """SHA-256 of the model's files; remembered in *cache*, since hashing gigabytes takes seconds.

    What is remembered holds as long as names, sizes and times of the files are the same.
    """
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

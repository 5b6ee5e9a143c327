"""A model folder on disk: what it holds, whether it can be trusted, and its digest. Loads no weights.

A model folder has config.json, weights as safetensors, and the tokenizer's files.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..errors import ModelError


@dataclass(frozen=True, slots=True)
class ModelFolder:
    """A readable model folder.

    Attributes:
        config: content of config.json.
        tokenizer: content of tokenizer_config.json; empty if there is none.
    """

    path: Path
    config: Mapping[str, Any]
    tokenizer: Mapping[str, Any]

    def file(self, name: str) -> Path:
        """Path of a file of the folder.

        Raises:
            ModelError: if it is not there.
        """
        path = self.path / name
        if not path.is_file():
            raise ModelError(f"{self.path}: {name} is missing; the folder holds: {_listing(self.path)}. Get it again.")
        return path

    def number(self, name: str) -> int:
        """An integer of config.json.

        Raises:
            ModelError: if it is absent or no integer.
        """
        value = self.config.get(name)
        if not isinstance(value, int):
            raise ModelError(f"{self.path}: config.json has no integer {name!r} (value: {value!r})")
        return value

    @property
    def hints(self) -> Mapping[str, Any]:
        """The optional ``"songngu"`` of config.json.

        ``sources`` and ``targets`` (languages), ``max_source_tokens``, ``growth``, ``no_repeat_ngram``.
        """
        hints: Mapping[str, Any] = self.config.get("songngu", {})
        return hints


def open_folder(path: Path) -> ModelFolder:
    """Read the small files of a model folder.

    Raises:
        ModelError: if there is no folder, no config.json, or no weights as safetensors (``.bin`` files are pickles,
            which can run any code: they are never opened).
    """
    if not path.is_dir():
        raise ModelError(f"{path}: no such model folder")
    config = _json(path / "config.json")
    if config is None:
        raise ModelError(f"{path}: config.json is missing; the folder holds: {_listing(path)}")
    if not any(path.glob("*.safetensors")):
        raise ModelError(
            f"{path}: no weights as safetensors; the folder holds: {_listing(path)}. Other formats may run code when "
            "they are opened and are refused: take a revision of the model that has model.safetensors."
        )
    return ModelFolder(path, config, _json(path / "tokenizer_config.json") or {})


def digest_folder(folder: Path) -> str:
    """SHA-256 over the names and contents of all files of a folder, in hex; hidden files and folders are left out.

    Reads every byte: about a second for each gigabyte.
    """
    total = hashlib.sha256()
    names = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    for name in sorted(name.as_posix() for name in names if not any(part.startswith(".") for part in name.parts)):
        total.update(f"{digest_file(folder / name)}  {name}\n".encode())
    return total.hexdigest()


def digest_file(path: Path) -> str:
    """SHA-256 of a file's content, in hex."""
    total = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            total.update(block)
    return total.hexdigest()


def _json(path: Path) -> dict[str, Any] | None:
    return read_json(path) if path.is_file() else None


def read_json(path: Path) -> dict[str, Any]:
    """The object in a JSON file of a model.

    Raises:
        ModelError: if the file holds anything else.
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise ModelError(f"{path}: not JSON ({error}); get the model again") from error
    if not isinstance(content, dict):
        raise ModelError(f"{path}: not a JSON object; get the model again")
    return content


def _listing(path: Path) -> str:
    return ", ".join(sorted(entry.name for entry in path.iterdir())) or "nothing"

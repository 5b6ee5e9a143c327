"""Signatures: strings that name everything on which an output depends. Equal signatures promise equal output.

The idea is sacreBLEU's (Post 2018, https://aclanthology.org/W18-6319): ``model:starter|beam:4|version:0.1.0``.
A signature can be read by people, stands in every record, and is part of every cache key.
"""

import hashlib
from functools import cache
from pathlib import Path
from typing import Final

_ROOT: Final = Path(__file__).parent


def join(**parts: str | int) -> str:
    """``key:value`` pairs joined by ``|``, in the order given. The same characters in a value are escaped."""
    return "|".join(f"{key}:{str(value).replace('%', '%25').replace('|', '%7C')}" for key, value in parts.items())


def differences(old: str, new: str) -> dict[str, tuple[str, str]]:
    """The parts in which two signatures differ, as key: (old value, new value); a missing part is empty."""
    before, after = parts(old), parts(new)
    return {
        key: (before.get(key, ""), after.get(key, ""))
        for key in dict.fromkeys([*before, *after])
        if before.get(key) != after.get(key)
    }


@cache
def fingerprint(*parts: str, root: Path = _ROOT) -> str:
    """Eight hex digits of the source code of our own parts, by name: modules, and packages with their tables.

    Rules that decide an output are named by their own text, so that no version number can be forgotten. They are not
    imported for that: a run that finds all its records has no other use for them.
    """
    state = hashlib.sha256()
    for part in parts:
        for path in _sources(root / part) if (root / part).is_dir() else [root / f"{part}.py"]:
            state.update(path.read_bytes().replace(b"\r\n", b"\n"))
    return state.hexdigest()[:8]


def _sources(package: Path) -> list[Path]:
    """The modules of a package and its tables, which decide as much as the code."""
    return sorted(
        path for path in package.rglob("*") if path.suffix in (".py", ".tsv", ".toml", ".txt", ".json", ".gz")
    )


def parts(signature: str) -> dict[str, str]:
    """A signature, read back."""
    pairs = (part.partition(":") for part in signature.split("|") if part)
    return {key: value.replace("%7C", "|").replace("%25", "%") for key, _, value in pairs}

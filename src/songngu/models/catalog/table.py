"""The models that songngu knows by name: the rows of ``catalog.toml``. Knows nothing of what is installed."""

import re
import sys
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal

from ...errors import ModelError

_FILE: Final = Path(__file__).with_name("catalog.toml")
_HUB_ID: Final = re.compile(r"[\w.-]+/[\w.-]+", re.ASCII)
_NON_COMMERCIAL: Final = re.compile(r"\bnc\b|non-?commercial|research", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Entry:
    """One row; ``catalog.toml`` says what the columns mean. Of a hub id that is no row, most are empty.

    Attributes:
        commercial: whether the licence allows commercial use; None if it is not known.
    """

    name: str
    hub: str = ""
    revision: str = ""
    members: tuple[str, ...] = ()
    family: str = ""
    task: Literal["translate", "brief"] = "translate"
    parameters: float = 0.0
    download: float = 0.0
    licence: str = ""
    commercial: bool | None = None
    languages: str = ""
    quality: str = ""
    source: str = ""
    call: str = ""
    unverified: str = ""


@cache
def entries() -> dict[str, Entry]:
    """All rows by name, the best of each task first."""
    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib

    rows: list[dict[str, Any]] = tomllib.loads(_FILE.read_text(encoding="utf-8"))["model"]
    names = {field.name for field in fields(Entry)}
    assert all(row.keys() <= names for row in rows)
    return {row["name"]: Entry(**row | {"members": tuple(row.get("members", ()))}) for row in rows}


def entries_of(name: str) -> tuple[Entry, ...]:
    """The rows that *name* stands for: one, or the members of a set; ``owner/model`` is a row of its own.

    Raises:
        ModelError: if it is neither.
    """
    known = entries()
    if name in known:
        return tuple(known[member] for member in known[name].members) or (known[name],)
    if _HUB_ID.fullmatch(name):
        return (next((entry for entry in known.values() if entry.hub == name), Entry(name, hub=name)),)
    raise ModelError(
        f"no model {name!r} to pull: `songngu models list` shows the names; any other model is named by its id on "
        "the hub, owner/model"
    )


def allows_commerce(licence: str) -> bool | None:
    """Whether a licence, as a hub's page names it, allows commercial use; None if it names none."""
    return not _NON_COMMERCIAL.search(licence) if licence else None

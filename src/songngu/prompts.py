"""Prompt templates for chat models: ``<task>.<language>.md`` or ``<task>.md`` in the project's ``prompts`` folder.

An installed package carries the folder inside itself, a checkout has it at its top. ``{name}`` in a template is filled
in by the caller; article text only ever goes into such a place, as data.
"""

from pathlib import Path
from typing import Final

from .canonical import digest
from .errors import UsageError

_FOLDERS: Final = (Path(__file__).parent / "prompts", Path(__file__).parents[2] / "prompts")


def folder() -> Path:
    """Where the templates are.

    Raises:
        UsageError: if the installation lost them.
    """
    for candidate in _FOLDERS:
        if candidate.is_dir():
            return candidate
    raise UsageError(f"no prompts folder; looked in {' and '.join(map(str, _FOLDERS))}; install songngu again")


def load(task: str, language: str = "") -> str:
    """The template of *task* (“translate”, “brief”) that writes *language*, or the one for all languages.

    Raises:
        UsageError: if there is no such template; the message lists those that exist.
    """
    name = f"{task}.{language}" if language else task
    path = folder() / f"{name}.md"
    if not path.is_file():
        existing = ", ".join(sorted(p.stem for p in folder().glob("*.md") if ("." in p.stem) is bool(language)))
        raise UsageError(f"no prompt {name}; there are {existing}")
    return path.read_text(encoding="utf-8")


def languages(task: str) -> frozenset[str]:
    """The languages that have a template of their own for *task*."""
    return frozenset(path.stem.removeprefix(f"{task}.") for path in folder().glob(f"{task}.*.md"))


def digest_of(*tasks: str) -> str:
    """Eight hex digits of all templates of some tasks, for signatures."""
    paths = sorted(
        path for task in tasks for pattern in (f"{task}.md", f"{task}.*.md") for path in folder().glob(pattern)
    )
    return digest(*(part for path in paths for part in (path.name, path.read_text(encoding="utf-8"))))[:8]

"""Prompt templates for chat models: one file a prompt, ``<task>.<language>.md``, in the project's ``prompts`` folder.

An installed package carries the folder inside itself, a checkout has it at its top. ``{name}`` in a template is filled
in by the caller; article text only ever goes into such a place, as data.
"""

from pathlib import Path
from typing import Final

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


def load(task: str, language: str) -> str:
    """The template of *task* (“translate”, “brief”) that writes *language*.

    Raises:
        UsageError: if there is no such template; the message lists those that exist.
    """
    path = folder() / f"{task}.{language}.md"
    if not path.is_file():
        existing = ", ".join(sorted(p.stem for p in folder().glob("*.*.md")))
        raise UsageError(f"no prompt {task}.{language}; there are {existing}")
    return path.read_text(encoding="utf-8")

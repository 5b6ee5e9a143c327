"""The command ``digest``: options in, exit code out."""

import argparse
from pathlib import Path
from typing import Final

from ..digests import Digest, stories
from ..errors import StoreError, UsageError
from ..outputs import Outputs, write
from ..outputs.digest_html import html
from ..outputs.digest_lines import lines
from ..outputs.digest_markdown import markdown
from . import terminal

_STDOUT: Final = Path("-")


def run(options: argparse.Namespace) -> int:
    """The digest of a folder: to the files that are named, or else to stdout."""
    if options.file and options.html and options.file.absolute() == options.html.absolute():
        raise UsageError(f"{options.file} cannot be both the text and the HTML page; name two files")
    digest = _digest(options.folder)
    if not digest.stories:
        terminal.say(
            f"{options.folder} has no record that can be read; `songngu run PATHS -o {options.folder}` writes them"
        )
    if options.html:
        _write(options.html, html(digest, _page(options.html)))
    if options.file or not options.html:
        file = options.file or _STDOUT
        text = (
            "".join(f"{line}\n" for line in lines(digest))
            if options.format == "jsonl"
            else markdown(digest, _page(file))
        )
        _write(file, text)
    return 0


def _digest(folder: Path) -> Digest:
    if not folder.is_dir():
        raise StoreError(f"{folder}: there is no such folder; name one that `songngu run` wrote")
    outputs = Outputs(folder)
    found = stories(outputs.records())
    read = sum(len(story.entries) for story in found)
    return Digest(str(folder), found, damaged=len(outputs.ids()) - read)


def _page(path: Path) -> Path | None:
    """The file that links are relative to; none for standard output."""
    return None if path == _STDOUT else path


def _write(path: Path, text: str) -> None:
    if path == _STDOUT:
        print(text, end="")
        return
    write(path, text.encode())
    terminal.say(f"written: {path}")

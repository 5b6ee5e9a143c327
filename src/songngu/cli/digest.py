"""The command ``digest``: options in, exit code out."""

import argparse
from pathlib import Path

from ..digests import Digest, stories
from ..errors import StoreError, UsageError
from ..outputs import Outputs, write
from ..outputs.digest_html import html
from ..outputs.digest_lines import lines
from ..outputs.digest_markdown import markdown
from . import terminal


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
        _write(options.html, html(digest, options.html))
    if options.file or not options.html:
        text = (
            "".join(f"{line}\n" for line in lines(digest))
            if options.format == "jsonl"
            else markdown(digest, options.file)
        )
        if options.file:
            _write(options.file, text)
        else:
            print(text, end="")
    return 0


def _digest(folder: Path) -> Digest:
    if not folder.is_dir():
        raise StoreError(f"{folder}: there is no such folder; name one that `songngu run` wrote")
    outputs = Outputs(folder)
    found = stories(outputs.records())
    read = sum(len(story.entries) for story in found)
    return Digest(str(folder), found, damaged=len(outputs.ids()) - read)


def _write(path: Path, text: str) -> None:
    write(path, text.encode())
    terminal.say(f"written: {path}")

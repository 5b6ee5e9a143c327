"""The command ``evaluate``: options in, exit code out."""

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

from ..api import Pipeline
from ..errors import UsageError
from ..evaluation import Evaluation, as_dicts, as_markdown, evaluate, plot
from ..models import AUTO
from ..outputs import write
from ..parallel import Table, read_table
from . import terminal


def run(options: argparse.Namespace) -> int:
    """Scores and verdicts of one or several models, side by side, as Markdown on stdout."""
    targets = [code for code in options.to.replace(" ", "").split(",") if code]
    if options.lines < 1:
        raise UsageError(f"--lines must be at least 1, not {options.lines}")
    tables = [read_table(path) for path in _files(options.sets)]
    found = [e for name in dict.fromkeys(options.model or [AUTO]) for e in _of_model(name, tables, targets, options)]
    page = as_markdown(found)
    print(page, end="")
    if options.out:
        write(options.out / "evaluation.md", page.encode())
        write(options.out / "evaluation.json", (json.dumps(as_dicts(found), indent=1) + "\n").encode())
        plot(found, options.out / "evaluation.png")
        terminal.say(f"written: {options.out}/evaluation.md, .json, .png")
    return 0


def _of_model(name: str, tables: list[Table], targets: list[str], options: argparse.Namespace) -> Iterator[Evaluation]:
    with Pipeline(name, targets=targets, cache=options.cache, engine=options.engine) as pipeline:
        terminal.announce(pipeline.model)
        label = pipeline.model.name if name == AUTO else name  # two folders may have one name
        for evaluation in evaluate(label, pipeline.flow.renderer, tables, targets, options.lines):
            terminal.say(f"{evaluation.test_set} {evaluation.source} → {evaluation.target}: done")
            yield evaluation


def _files(paths: list[Path]) -> list[Path]:
    """Files as they are, folders as the TSV files in them."""
    found = [file for path in paths for file in (sorted(path.glob("*.tsv")) if path.is_dir() else [path])]
    if not found:
        raise UsageError(f"{', '.join(map(str, paths))}: no TSV file there; give parallel sentences, one pair a line")
    return found

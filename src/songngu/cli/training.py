"""The command ``train``: options in, exit code out."""

import argparse
import math
from pathlib import Path
from typing import Final

from ..errors import UsageError
from ..models.catalog import find
from . import terminal

# A tenth of the rate that trains from nothing: new pairs are learned, and what was known is not forgotten at once.
RATE: Final = 0.0012
MINUTES: Final = 10.0


def train(options: argparse.Namespace) -> int:
    """Fit a model to the user's own pairs; scores on held-out pairs, before and after, on stdout."""
    for name in ("minutes", "rate"):
        if not 0 < (number := getattr(options, name)) < math.inf:
            raise UsageError(f"--{name} must be a number above 0, not {number}")
    from ..training.loop import Schedule
    from ..training.tuning import tune

    schedule = Schedule(options.minutes, options.rate)
    gains = tune(options.pairs, find(options.start).folder, options.model_folder, schedule, terminal.say)
    rows = [("direction", "held-out sentences", "chrF2 before", "chrF2 after")]
    rows += [(f"{g.source} → {g.target}", str(g.sentences), f"{g.before:.1f}", f"{g.after:.1f}") for g in gains]
    terminal.table(rows)
    if any(gain.after < gain.before for gain in gains):
        terminal.say("note: some directions lost; fewer minutes, a lower --rate or more pairs may help")
    terminal.say(f"use it with: songngu run --model {options.model_folder} …")
    return 0


def add_arguments(command: argparse.ArgumentParser) -> None:
    """The options of ``songngu train``."""
    command.add_argument("pairs", type=Path, metavar="PAIRS.tsv", help="first line: language codes, as in bn<TAB>en")
    command.add_argument("--from", dest="start", default="starter", metavar="MODEL", help="default: starter")
    command.add_argument(
        "-o",
        "--out",
        dest="model_folder",
        type=Path,
        required=True,
        metavar="FOLDER",
        help="a new folder for the model",
    )
    command.add_argument("--minutes", type=float, default=MINUTES, help=f"of training (default: {MINUTES:g})")
    command.add_argument("--rate", type=float, default=RATE, help=f"peak learning rate of Muon (default: {RATE})")

"""The command ``train``: options in, exit code out."""

import argparse
import math

from ..errors import UsageError
from ..models.catalog import find
from . import terminal


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

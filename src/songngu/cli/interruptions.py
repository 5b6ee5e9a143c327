"""What is left of a command that was interrupted, for the user. Keeps nothing itself."""

import argparse
from pathlib import Path
from typing import Final

CHECKPOINT: Final = "checkpoint.pt"  # of ``training.tuning``, which imports torch
_WEIGHTS: Final = "model.safetensors"
_KEPT: Final = {
    "commands.run": "what was finished is kept, the same command goes on from there",
    "evaluate.run": "no score is kept; the sentences that were accepted are, so the same command is faster",
    "models.pull": "what has come is kept, the same command goes on from there",
}


def kept(options: argparse.Namespace) -> str:
    """What is kept, and what the same command does if it is given again."""
    if options.command == "training.train":
        return _of_training(options.model_folder)
    return _KEPT.get(options.command, "the same command begins anew")


def _of_training(folder: Path) -> str:
    if (checkpoint := folder / CHECKPOINT).is_file():
        return f"the same command goes on from {checkpoint}, which is written every two minutes"
    if (folder / _WEIGHTS).is_file():
        return f"{folder} holds the model, which was not scored"
    return "there is no checkpoint yet, which comes every two minutes: the same command begins anew"

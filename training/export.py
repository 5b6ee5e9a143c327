"""Step 4: checkpoint → a model folder for transformers, CTranslate2 and songngu.

python training/export.py build FOLDER
"""

import sys
from pathlib import Path

import torch

from songngu.training.folders import PIECES, of_weights, write


def main(build: Path, folder: Path) -> None:
    """Write config, weights and tokenizer."""
    write(of_weights(torch.load(build / "checkpoint.pt")["model"]), build / PIECES, folder)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))

"""Between steps 3 and 4, if you like: the mean of the weights of several checkpoints, which is often better than each.

python training/average.py OUT CHECKPOINT…
"""

import sys
from pathlib import Path

import torch


def main(out: Path, checkpoints: list[Path]) -> None:
    """Write a checkpoint of mean weights; it can be exported, not trained on."""
    weights = [torch.load(path)["model"] for path in checkpoints]
    mean = {name: sum(w[name] for w in weights) / len(weights) for name in weights[0]}
    torch.save({"model": mean}, out)


if __name__ == "__main__":
    main(Path(sys.argv[1]), [Path(name) for name in sys.argv[2:]])

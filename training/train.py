"""Step 3: rows and tokenizer → a checkpoint. Stop it at any time; the same command goes on from the last checkpoint.

    python training/train.py build/rows.tsv build --minutes 120 [--from FOLDER] [--width 256]

``--from`` starts from the weights of a model folder, also one with another tokenizer: pieces that both have keep their
embedding, new ones get the mean of the pieces that spell them. Which piece translates which is learned first, once (5
minutes on a core), and teaches the attention where to look. What happens is in ``songngu.training``.
"""

import argparse
import random
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import cast

import sentencepiece
import torch

from songngu.training.alignments import Guide, learn
from songngu.training.batches import Row, encode
from songngu.training.folders import PIECES, make_model, warm_start
from songngu.training.loop import Schedule, train
from songngu.training.noise import Noise


def main() -> None:
    """Train until the minutes are over."""
    options = parse()
    random.seed(options.seed)
    torch.manual_seed(options.seed)
    pieces = sentencepiece.SentencePieceProcessor(model_file=str(options.folder / PIECES))
    model = make_model(len(pieces), options.width, options.layers)
    if options.start:
        warm_start(model, pieces, options.start)
    rows = list(read(options.rows))
    tables = options.folder / "alignments.pt"
    if not tables.exists():
        torch.save(learn(rows, pieces), tables)
    buckets = encode(rows, pieces)
    print({length: len(pairs) for length, pairs in buckets.items()}, flush=True)
    schedule = Schedule(options.minutes, options.rate, options.decay)
    noise, guide = Noise(pieces), Guide(torch.load(tables), pieces)
    train(model, buckets, schedule, options.folder / "checkpoint.pt", noise, guide, partial(print, flush=True))


def read(rows: Path) -> Iterator[Row]:
    """The rows that ``prepare.py`` wrote."""
    with rows.open(encoding="utf-8") as file:
        for line in file:
            yield cast(Row, tuple(line.rstrip("\n").split("\t")))


def parse() -> argparse.Namespace:
    """Options of the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rows", type=Path)
    parser.add_argument("folder", type=Path, help="has spiece.model, gets checkpoint.pt")
    parser.add_argument("--minutes", type=float, default=120)
    parser.add_argument("--from", dest="start", type=Path, help="a model folder to start from")
    parser.add_argument("--width", type=int, default=256)
    parser.add_argument("--layers", type=int, nargs=2, default=(6, 2), metavar=("ENCODER", "DECODER"))
    parser.add_argument("--rate", type=float, default=0.012, help="peak learning rate of Muon")
    parser.add_argument("--decay", type=float, default=0.45, help="last part of the time, in which the rate falls")
    parser.add_argument("--seed", type=int, default=0)
    return parser.parse_args()


if __name__ == "__main__":
    main()

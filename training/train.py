"""Step 3: rows and tokenizer → a checkpoint. Stop it at any time; the same command goes on from the last checkpoint.

    python training/train.py build/rows.tsv build --minutes 20                     on a GPU, if there is one
    python training/train.py build/rows.tsv build --minutes 600 --guided [--workers 2] [--width 256] [--layers 6 2]

Each worker takes a core of its own. ``--from`` starts from the weights of a model folder, also one with another
tokenizer: pieces that both have keep their embedding, new ones get the mean of the pieces that spell them. With
``--guided``, which piece translates which is learned first, once (5 minutes on a core), and teaches the attention where
to look; it pays where a model sees little. What happens is in ``songngu.training``.
"""

import argparse
import random
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Final, cast

import sentencepiece
import torch
from torch.multiprocessing.spawn import spawn

from songngu.training.alignments import Guide, learn
from songngu.training.batches import Row
from songngu.training.folders import PIECES, make_model, warm_start
from songngu.training.loop import Schedule, train
from songngu.training.noise import Noise
from songngu.training.team import Team, free_port

ALIGNMENTS: Final = "alignments.pt"


def main() -> None:
    """Train until the minutes are over, in as many processes as are asked for."""
    options = parse()
    tables = options.folder / ALIGNMENTS
    if options.guided and not tables.exists():
        torch.save(learn(list(read(options.rows)), tokenizer(options.folder)), tables)
    if options.workers == 1:
        work(0, options, 0)
    else:
        spawn(work, (options, free_port()), options.workers)  # type: ignore[no-untyped-call]


def work(rank: int, options: argparse.Namespace, port: int) -> None:
    """What each process does; all start from the same weights, and each sees its own batches."""
    random.seed(options.seed)
    torch.manual_seed(options.seed)
    pieces = tokenizer(options.folder)
    model = make_model(len(pieces), options.width, options.layers, options.dropout)
    if options.start:
        warm_start(model, pieces, options.start)
    random.seed(1000 * options.seed + rank)
    torch.manual_seed(1000 * options.seed + rank)
    schedule = Schedule(options.minutes, options.rate, options.decay)
    guide = Guide(torch.load(options.folder / ALIGNMENTS), pieces) if options.guided else None
    report, team = partial(print, flush=True), Team(rank, options.workers, port)
    rows = list(read(options.rows))
    train(model, rows, schedule, options.folder / "checkpoint.pt", Noise(pieces), guide, report, team)


def tokenizer(folder: Path) -> sentencepiece.SentencePieceProcessor:
    """The one that ``tokenizer.py`` made."""
    return sentencepiece.SentencePieceProcessor(model_file=str(folder / PIECES))


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
    parser.add_argument("--width", type=int, default=384)
    parser.add_argument("--layers", type=int, nargs=2, default=(12, 2), metavar=("ENCODER", "DECODER"))
    parser.add_argument("--dropout", type=float, default=0.15)
    parser.add_argument("--guided", action="store_true", help="teach the attention which piece translates which")
    parser.add_argument("--rate", type=float, default=0.02, help="peak learning rate of Muon")
    parser.add_argument("--decay", type=float, default=0.45, help="last part of the time, in which the rate falls")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--workers", type=int, default=1, help="processes, each on a core of its own")
    return parser.parse_args()


if __name__ == "__main__":
    main()

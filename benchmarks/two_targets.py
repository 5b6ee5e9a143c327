"""What both targets of a sentence cost against one: our two engines, NLLB's shape with random weights, one thread.

    python benchmarks/two_targets.py [layers of encoder and of decoder, default 12] [sentences, default 4]

40 tokens out, greedy and with beam 4, all sentences in one batch; each target adds as many rows. *other sentences* are
as many rows of sentences that differ, so that nothing can be shared. Processor time of this process, so that other
programs on the same core count little; the best of two. Vocabulary: 40,000, as that of a smaller model; the output
layer of 256,206 tokens would take most of the time.
"""

import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from transformers import M2M100Config, M2M100ForConditionalGeneration

from songngu.translators import Search
from songngu.translators.ctranslate import CTranslate2Engine
from songngu.translators.family import Vocabulary
from songngu.translators.folders import ModelFolder, open_folder
from songngu.translators.pytorch import PyTorchEngine
from songngu.translators.seq2seq import Engine

VOCABULARY = 40_000
LENGTH = 40
SOURCE = 30
ROUNDS = 2


def build(folder: Path, layers: int) -> ModelFolder:
    """A model folder without a tokenizer."""
    torch.manual_seed(0)
    sides: dict[str, Any] = {
        f"{side}_{name}": value
        for side in ("encoder", "decoder")
        for name, value in (("layers", layers), ("ffn_dim", 4096), ("attention_heads", 16))
    }
    config = M2M100Config(vocab_size=VOCABULARY, d_model=1024, init_std=0.05, **sides)
    M2M100ForConditionalGeneration(config).save_pretrained(folder)
    return open_folder(folder)


def rows(first: int, count: int) -> list[list[str]]:
    """Sources that differ, of equal length."""
    return [[str(4 + (977 * row + 7 * i) % 39_000) for i in range(SOURCE)] for row in range(first, first + count)]


def seconds(engine: Engine, sources: Sequence[Sequence[str]], targets: Sequence[str], beam: int) -> float:
    """Processor time for one batch, at best."""
    found = []
    for _ in range(ROUNDS):
        start = time.process_time()
        engine.decode(sources, [[target] for target in targets], Search(beam=beam), LENGTH)
        found.append(time.process_time() - start)
    return min(found)


def main() -> None:
    """Print a line for each engine."""
    layers, count = (int(given) for given in (*sys.argv[1:], *("12", "4")[len(sys.argv) - 1 :]))
    torch.set_num_threads(1)
    vocabulary = Vocabulary(tuple(map(str, range(VOCABULARY))), eos="2", pad="1", unk="3")
    print("engine\tbeam\tone target\ttwo targets\tratio\tother sentences\tratio")
    with tempfile.TemporaryDirectory() as scratch:
        folder = build(Path(scratch) / "model", layers)
        options: dict[str, Any] = {"converted": Path(scratch), "digest": "0" * 64, "threads": 1}
        for name, make, number_type in (
            ("ctranslate2", CTranslate2Engine, "int8"),
            ("transformers", PyTorchEngine, "float32"),
        ):
            engine = make(folder, vocabulary, number_type=number_type, **options)
            here, others = rows(0, count), rows(count, count)
            both = ["5"] * count + ["6"] * count
            for beam in (1, 4):
                one = seconds(engine, here, ["5"] * count, beam)
                two = seconds(engine, [*here, *here], both, beam)
                apart = seconds(engine, [*here, *others], both, beam)
                ratios = f"{two:.2f}\t{two / one:.2f}\t{apart:.2f}\t{apart / one:.2f}"
                print(f"{name}\t{beam}\t{one:.2f}\t{ratios}", flush=True)
            del engine


if __name__ == "__main__":
    main()

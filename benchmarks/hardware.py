"""What `songngu models recommend` expects of this machine, and what a model of that size does: random weights, int8.

    python benchmarks/hardware.py [millions of parameters, default 75 and 237]

Sentences of 32 tokens, 8 at once, greedy, 32 tokens out, on one core: the shape of OPUS-MT's base and big models.
"""

import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import ctranslate2
import torch
from ctranslate2.converters import TransformersConverter
from transformers import MarianConfig, MarianMTModel

from songngu.models.catalog import Entry
from songngu.models.hardware import BATCH, advise, survey

SHAPES = {75: (512, 2048, 58101), 237: (1024, 4096, 58101)}
LENGTH = 32
ROUNDS = 5


def build(folder: Path, width: int, inner: int, vocabulary: int) -> int:
    """A converted model with random weights; gives the number of its parameters."""
    sides = {f"{side}_{name}": value for side in ("encoder", "decoder") for name, value in
             (("layers", 6), ("ffn_dim", inner), ("attention_heads", width // 64))}  # fmt: skip
    pad = vocabulary - 1
    config = MarianConfig(
        vocab_size=vocabulary, d_model=width, pad_token_id=pad, decoder_start_token_id=pad, eos_token_id=0, **sides
    )
    torch.manual_seed(0)
    model = MarianMTModel(config)
    model.save_pretrained(folder / "plain")
    _Converter(str(folder / "plain")).convert(str(folder / "int8"), quantization="int8")
    return sum(parameter.numel() for parameter in model.parameters())


class _Converter(TransformersConverter):  # type: ignore[misc]
    def load_tokenizer(self, *_: object, **__: object) -> "_Tokenizer":
        return _Tokenizer()


class _Tokenizer:
    """Tokens that are numbers, and padding last, as Marian has it."""

    special_tokens_map: dict[str, str] = {}  # noqa: RUF012
    bos_token = pad_token = "<pad>"
    eos_token, unk_token, unk_token_id = "0", "1", 1

    def get_vocab(self) -> dict[str, int]:
        return {token: i for i, token in enumerate([*map(str, range(SHAPES[75][2] - 1)), "<pad>"])}

    def convert_ids_to_tokens(self, index: int) -> str:
        return str(index)


def measure(folder: Path) -> float:
    """Output tokens a second of this thread's processor time."""
    model = ctranslate2.Translator(str(folder / "int8"), compute_type="int8", inter_threads=1, intra_threads=1)
    batch = [[str(2 + (7 * row + i) % 50000) for i in range(LENGTH)] for row in range(BATCH)]
    speeds = []
    for _ in range(ROUNDS):
        start = time.process_time()
        results = model.translate_batch(batch, beam_size=1, min_decoding_length=LENGTH, max_decoding_length=LENGTH)
        speeds.append(sum(len(result.hypotheses[0]) for result in results) / (time.process_time() - start))
    return max(speeds)


def main() -> None:
    """Print expected and measured speed of each size."""
    machine = replace(survey(Path.cwd()), cores=1)
    print(f"memory copied at {machine.bandwidth / 1e9:.1f} GB/s")
    for size in map(int, sys.argv[1:] or SHAPES):
        with tempfile.TemporaryDirectory() as scratch:
            parameters = build(Path(scratch), *SHAPES[size])
            expected = advise(machine, Entry("random", parameters=parameters / 1e9)).speed
            measured = measure(Path(scratch))
            print(f"{parameters / 1e6:.0f} M parameters: {expected:.0f} tokens/s expected, {measured:.0f} measured")


if __name__ == "__main__":
    main()

"""What the output layer of a huge vocabulary costs, and what a smaller one, or a limit on its outputs, saves.

    python benchmarks/output_layer.py [decoder layers, default 12]

Random weights in the shape of NLLB-600M's decoder (the encoder has 2 layers, and its time is small), int8 in
CTranslate2, one thread, beam 4, 40 tokens out. Measured in this process's processor time, best of three, so that other
programs on the same core count little. ``smaller`` is a model with that vocabulary, as `songngu models slim` makes it;
``limited`` is the full model with CTranslate2's vocabulary map (``use_vmap``), whose first line names the pieces that
may come out.
"""

import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import ctranslate2
import torch
from ctranslate2.converters.converter import Converter
from ctranslate2.converters.transformers import M2M100Loader
from transformers import M2M100Config, M2M100ForConditionalGeneration

VOCABULARY = 256_206  # NLLB-200
SMALLER = (160_000, 80_000, 40_000)
BATCHES = (1, 8)
LENGTH = 40
ROUNDS = 3


class _Converter(Converter):  # type: ignore[misc]
    """Takes a model from memory, and numbers as its tokens."""

    def __init__(self, model: M2M100ForConditionalGeneration) -> None:
        self._model = model

    def _load(self) -> object:
        with torch.no_grad():
            return M2M100Loader()(self._model, _Tokenizer(self._model.config.vocab_size))


class _Tokenizer:
    special_tokens_map: dict[str, str] = {}  # noqa: RUF012
    bos_token, pad_token, eos_token, unk_token, unk_token_id = "0", "1", "2", "3", 3

    def __init__(self, size: int) -> None:
        self._size = size

    def get_vocab(self) -> dict[str, int]:
        return {str(i): i for i in range(self._size)}

    def convert_ids_to_tokens(self, index: int) -> str:
        return str(index)


def build(folder: Path, vocabulary: int, layers: int, limit: Sequence[int] = ()) -> None:
    """A converted model; *limit* are sizes of vocabulary maps, in folders of their own, with links to the model."""
    torch.manual_seed(0)
    config = M2M100Config(
        vocab_size=vocabulary, d_model=1024, encoder_layers=2, decoder_layers=layers, encoder_ffn_dim=4096,
        decoder_ffn_dim=4096, encoder_attention_heads=16, decoder_attention_heads=16,
    )  # fmt: skip
    model = M2M100ForConditionalGeneration(config).eval()
    _Converter(model).convert(str(folder / f"{vocabulary}"), quantization="int8")
    for size in limit:
        limited = folder / f"{vocabulary}-{size}"
        limited.mkdir()
        for file in (folder / f"{vocabulary}").iterdir():
            (limited / file.name).symlink_to(file)
        (limited / "vmap.txt").write_text("\t" + " ".join(map(str, range(size))) + "\n")


def measure(folder: Path, batch: int, *, limited: bool) -> float:
    """Seconds of processor time for each sentence, at best."""
    model = ctranslate2.Translator(str(folder), compute_type="int8", inter_threads=1, intra_threads=1)
    sources = [[str(4 + (7 * row + i) % 30_000) for i in range(30)] + ["2"] for row in range(batch)]
    seconds = []
    for _ in range(ROUNDS):
        start = time.process_time()
        model.translate_batch(
            sources, [["5"]] * batch, beam_size=4, min_decoding_length=LENGTH, max_decoding_length=LENGTH,
            use_vmap=limited,
        )  # fmt: skip
        seconds.append((time.process_time() - start) / batch)
    return min(seconds)


def main() -> None:
    """Print a table: seconds a sentence, and how many times faster than the full vocabulary."""
    layers = int(sys.argv[1]) if len(sys.argv) > 1 else 12
    print(f"CTranslate2 {ctranslate2.__version__}, int8, decoder layers: {layers}")
    print("vocabulary\thow\tbatch\tseconds a sentence\ttimes faster")
    full: dict[int, float] = {}
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        build(folder, VOCABULARY, layers, SMALLER)
        rows = [(VOCABULARY, "full", folder / str(VOCABULARY))]
        rows += [(size, "limited", folder / f"{VOCABULARY}-{size}") for size in SMALLER]
        for size in SMALLER:
            build(folder, size, layers)
            rows.append((size, "smaller", folder / str(size)))
        for size, how, place in rows:
            for batch in BATCHES:
                seconds = measure(place, batch, limited=how == "limited")
                full.setdefault(batch, seconds)
                print(f"{size}\t{how}\t{batch}\t{seconds:.3f}\t{full[batch] / seconds:.2f}", flush=True)


if __name__ == "__main__":
    main()

"""Models of ours in memory and on disk: a T5 of any size, a folder read to go on from, a folder written to be used."""

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import sentencepiece
import torch
from torch import Tensor
from transformers import T5Config, T5ForConditionalGeneration

from ..translators.progress import no_progress_bars
from .batches import EOS, PAD

PIECES: Final = "spiece.model"
SOURCES: Final = ["ar", "bn", "en", "id", "ur", "vi"]
TARGETS: Final = ["en", "vi"]
# Longer sentences were not trained on; the program splits them at clauses.
MAX_SOURCE_TOKENS: Final = 96
# Target tokens per source token, besides a start of 32: more than 99.99 % of the training pairs need.
GROWTH: Final = 1.5
# A small model loops. Of the development references, 6 % say 4 pieces twice and 1.4 % say 6; a year is 5. What other
# numbers gave is in training/README.md.
NO_REPEAT_NGRAM: Final = 6
TOKENIZER: Final = {
    "tokenizer_class": "T5Tokenizer",
    "extra_ids": 0,
    "additional_special_tokens": [],
    "eos_token": "</s>",
    "unk_token": "<unk>",
    "pad_token": "<pad>",
}


def make_model(pieces: int, width: int, layers: tuple[int, int], dropout: float = 0.0) -> T5ForConditionalGeneration:
    """A T5 with a deep encoder and a shallow decoder, which is where the time of translating goes."""
    config = T5Config(
        vocab_size=pieces,
        d_model=width,
        d_kv=64,
        d_ff=4 * width,
        num_layers=layers[0],
        num_decoder_layers=layers[1],
        num_heads=max(1, width // 64),
        feed_forward_proj="relu",
        tie_word_embeddings=True,
        dropout_rate=dropout,
        decoder_start_token_id=PAD,
        pad_token_id=PAD,
        eos_token_id=EOS,
    )
    return T5ForConditionalGeneration._from_config(config, attn_implementation="eager")


def warm_start(model: T5ForConditionalGeneration, pieces: Any, folder: Path) -> None:
    """Take the weights of *folder*, and its embeddings as far as the tokenizers agree."""
    old = T5ForConditionalGeneration.from_pretrained(folder, dtype=torch.float32)
    spelled = sentencepiece.SentencePieceProcessor(model_file=str(folder / "spiece.model"))
    state = {name: tensor for name, tensor in old.state_dict().items() if "embed_tokens" not in name}
    state.pop("lm_head.weight", None)
    known = {spelled.id_to_piece(i): i for i in range(len(spelled))}
    rows = []
    for i in range(len(pieces)):
        piece = pieces.id_to_piece(i)
        ids = [known[piece]] if piece in known else spelled.encode(piece.replace("▁", " ").strip() or piece)
        rows.append(state["shared.weight"][ids or [spelled.unk_id()]].mean(0))
    model.load_state_dict(state | {"shared.weight": torch.stack(rows)}, strict=False)


def of_weights(weights: Mapping[str, Tensor]) -> T5ForConditionalGeneration:
    """The model that *weights*, as a checkpoint has them, belong to."""
    pieces, width = weights["shared.weight"].shape
    encoder, decoder = (
        1 + max(int(name.split(".")[2]) for name in weights if name.startswith(f"{part}.block"))
        for part in ("encoder", "decoder")
    )
    model = make_model(pieces, width, (encoder, decoder))
    model.load_state_dict(weights, strict=False)
    model.tie_weights()
    return model


def write(model: T5ForConditionalGeneration, pieces: Path, folder: Path) -> None:
    """Config, weights (bfloat16, safetensors) and tokenizer: a folder for transformers, CTranslate2 and songngu."""
    with no_progress_bars():
        model.bfloat16().save_pretrained(folder)
    (folder / "model.safetensors").chmod(0o644)
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    config["songngu"] = {
        "sources": SOURCES,
        "targets": TARGETS,
        "max_source_tokens": MAX_SOURCE_TOKENS,
        "growth": GROWTH,
        "no_repeat_ngram": NO_REPEAT_NGRAM,
    }
    (folder / "config.json").write_text(json.dumps(config, indent=2) + "\n", encoding="utf-8")
    (folder / "tokenizer_config.json").write_text(json.dumps(TOKENIZER) + "\n", encoding="utf-8")
    if pieces.resolve() != (folder / PIECES).resolve():
        shutil.copyfile(pieces, folder / PIECES)

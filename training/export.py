"""Step 4: checkpoint → a model folder for transformers, CTranslate2 and songngu.

python training/export.py build FOLDER
"""

import json
import shutil
import sys
from pathlib import Path

import torch

from train import make_model

SOURCES = ["ar", "bn", "en", "id", "ur", "vi"]
TARGETS = ["en", "vi"]
# Longer sentences were not trained on; the program splits them at clauses.
MAX_SOURCE_TOKENS = 96
# Target tokens per source token, besides a start of 32: more than 99.99 % of the training pairs need.
GROWTH = 1.5
TOKENIZER = {
    "tokenizer_class": "T5Tokenizer",
    "extra_ids": 0,
    "additional_special_tokens": [],
    "eos_token": "</s>",
    "unk_token": "<unk>",
    "pad_token": "<pad>",
}


def main(build: Path, folder: Path) -> None:
    """Write config, weights (bfloat16, safetensors) and tokenizer."""
    weights = torch.load(build / "checkpoint.pt")["model"]
    pieces, width = weights["shared.weight"].shape
    layers = tuple(1 + max(int(name.split(".")[2]) for name in weights if name.startswith(f"{part}.block"))
                   for part in ("encoder", "decoder"))  # fmt: skip
    model = make_model(pieces, width, (layers[0], layers[1]))
    model.load_state_dict(weights, strict=False)
    model.tie_weights()
    model.bfloat16().save_pretrained(folder)
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    config["songngu"] = {
        "sources": SOURCES,
        "targets": TARGETS,
        "max_source_tokens": MAX_SOURCE_TOKENS,
        "growth": GROWTH,
    }
    (folder / "config.json").write_text(json.dumps(config, indent=2) + "\n", encoding="utf-8")
    (folder / "tokenizer_config.json").write_text(json.dumps(TOKENIZER) + "\n", encoding="utf-8")
    shutil.copyfile(build / "spiece.model", folder / "spiece.model")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))

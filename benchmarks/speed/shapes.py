"""Models to be measured: the starter with its own weights; three shapes of real models with random weights.

Random weights take as long as true ones. They never find the end of a sentence: the end token's embedding is next to
nothing, so that its score stays near 0, which with this vocabulary is never among the best. The tokenizers are real,
trained on the articles; the vocabulary is filled up to its true size with pieces that no text has, of Latin letters in
as many of them as the model's languages are.
"""

import json
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

PIECES: Final = 4000  # of a tokenizer trained on five articles; 30 to 40 tokens a sentence, as the true ones
TARGETS: Final = [">>vie<<", ">>eng<<"]
SEED: Final = 0
HINTS: Final = {"sources": ["ar", "bn", "en", "id", "ur", "vi"], "targets": ["en", "vi"], "growth": 0}


def starter(_folder: Path, _texts: Sequence[str]) -> Path:
    """The model that is shipped."""
    from songngu.models.catalog import STARTER

    return STARTER.folder


def marian_big(folder: Path, texts: Sequence[str]) -> Path:
    """The form of opus-mt-tc-big: 6 + 6 layers, d 1024, 58,101 pieces; 237 M parameters."""
    import torch
    from transformers import MarianConfig, MarianMTModel

    folder.mkdir(parents=True)
    pieces = train(folder / "source.spm", texts)
    (folder / "target.spm").write_bytes((folder / "source.spm").read_bytes())
    size = 58101
    spare = [f"<spare_{i}>" for i in range(size - len(pieces) - len(TARGETS) - 3)]
    tokens = ["</s>", "<unk>", *pieces, *TARGETS, *spare, "<pad>"]
    (folder / "vocab.json").write_text(json.dumps({token: i for i, token in enumerate(tokens)}))
    languages = {"tokenizer_class": "MarianTokenizer", "source_lang": "mul", "target_lang": "eng+vie"}
    (folder / "tokenizer_config.json").write_text(json.dumps(languages))
    config = MarianConfig(
        vocab_size=size,
        d_model=1024,
        pad_token_id=size - 1,
        decoder_start_token_id=size - 1,
        eos_token_id=0,
        forced_eos_token_id=None,
        scale_embedding=True,
        **sides(layers=6, inner=4096),
    )
    torch.manual_seed(SEED)
    return endless(MarianMTModel(config), 0, folder)


def nllb_600m(folder: Path, texts: Sequence[str]) -> Path:
    """The form of nllb-200-distilled-600M: 12 + 12 layers, d 1024, 256,206 pieces; 615 M parameters."""
    return nllb(folder, texts, "float32", d_model=1024, **sides(12, 4096))


def nllb_3b(folder: Path, texts: Sequence[str]) -> Path:
    """The form of nllb-200-3.3B: 24 + 24 layers, d 2048, 256,206 pieces; 3.3 G parameters, kept in bfloat16."""
    return nllb(folder, texts, "bfloat16", d_model=2048, **sides(24, 8192))


def nllb(folder: Path, texts: Sequence[str], dtype: str, **sizes: Any) -> Path:
    """A form of NLLB-200; made on a GPU if there is one."""
    import torch
    from transformers import AutoModelForSeq2SeqLM, M2M100Config, NllbTokenizer
    from transformers.models.nllb.tokenization_nllb import FAIRSEQ_LANGUAGE_CODES

    with tempfile.TemporaryDirectory() as scratch:
        train(Path(scratch) / "sentencepiece.bpe.model", texts)
        languages = {"tokenizer_class": "NllbTokenizer", "additional_special_tokens": FAIRSEQ_LANGUAGE_CODES}
        (Path(scratch) / "tokenizer_config.json").write_text(json.dumps(languages))
        NllbTokenizer.from_pretrained(scratch).save_pretrained(folder)
    fill(folder / "tokenizer.json", 256206, ["Latn" in code for code in FAIRSEQ_LANGUAGE_CODES])
    names = folder / "tokenizer_config.json"  # transformers 5 renames an entry that transformers 4, and so the hub, has
    names.write_text(names.read_text().replace('"extra_special_tokens"', '"additional_special_tokens"'))
    config = M2M100Config(vocab_size=256206, scale_embedding=True, max_position_embeddings=1024, **sizes)
    torch.manual_seed(SEED)
    with torch.device("cuda" if torch.cuda.is_available() else "cpu"):
        model = AutoModelForSeq2SeqLM.from_config(config, dtype=getattr(torch, dtype))
    return endless(model, 2, folder)


SHAPES: Final[dict[str, Callable[[Path, Sequence[str]], Path]]] = {
    "starter": starter,
    "marian-big": marian_big,
    "nllb-600m": nllb_600m,
    "nllb-3.3b": nllb_3b,
}


def sides(layers: int, inner: int) -> dict[str, Any]:
    """The same for encoder and decoder."""
    names = {"layers": layers, "ffn_dim": inner, "attention_heads": 16}
    return {f"{side}_{name}": value for side in ("encoder", "decoder") for name, value in names.items()}


def train(path: Path, texts: Sequence[str]) -> list[str]:
    """A SentencePiece model trained on the texts; gives the pieces without the control symbols."""
    import sentencepiece

    with path.open("wb") as file:
        sentencepiece.SentencePieceTrainer.train(
            sentence_iterator=iter([line for text in texts for line in text.splitlines() if line.strip()]),
            model_writer=file,
            model_type="bpe",
            vocab_size=PIECES,
            hard_vocab_limit=False,
            character_coverage=1.0,
            minloglevel=2,
        )
    model = sentencepiece.SentencePieceProcessor(model_file=str(path))
    return [model.id_to_piece(i) for i in range(3, len(model))]


def fill(path: Path, size: int, latin: Sequence[bool]) -> None:
    """Fill a tokenizer up with pieces that no text has; *latin* says of which letters, in turn."""
    tokenizer = json.loads(path.read_text())
    used = {*tokenizer["model"]["vocab"].values(), *(token["id"] for token in tokenizer["added_tokens"])}
    for number in range(max(used) + 1, size):
        letters = "spare" if latin[number % len(latin)] else "অব্যবহৃত"
        tokenizer["model"]["vocab"][f"<{letters}_{number}>"] = number
    path.write_text(json.dumps(tokenizer))


def endless(model: Any, end: int, folder: Path) -> Path:
    """Save the model so that it never ends a sentence."""
    import torch

    with torch.no_grad():
        model.get_input_embeddings().weight[end] *= 1e-3
    model.save_pretrained(folder)
    config = folder / "config.json"
    config.write_text(json.dumps(json.loads(config.read_text()) | {"songngu": HINTS}))
    return folder

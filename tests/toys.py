"""Model folders of every family: real tokenizers trained on a few sentences, and small random weights.

At the usual initial scale a random model gives the same output for every input, and no test of order or batching can
fail; so the weights are drawn larger, and the end token's embedding is stretched so that some outputs end and some
run into the limit. ``tests/test_translators.py`` holds that they do.
"""

import json
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

SENTENCES = {
    "ar": [
        "أعلنت وزارة الصحة تسجيل 42 إصابة جديدة في العاصمة.",
        "قال الوزير إن المستشفيات مستعدة، وإن اللقاح متوفر للجميع.",
        "ارتفعت أسعار الوقود بنسبة 3.5 في المئة هذا الأسبوع.",
    ],
    "bn": [
        "ঢাকায় ডেঙ্গুতে আরও ১৭ জনের মৃত্যু হয়েছে।",
        "স্বাস্থ্য অধিদপ্তর জানায়, হাসপাতালে ভর্তি ৩.৫ লাখ মানুষ।",
        "মন্ত্রী বলেন, টিকা সবার জন্য বিনামূল্যে দেওয়া হবে।",
    ],
    "id": [
        "Kementerian Kesehatan melaporkan 42 kasus baru di Jakarta.",
        "Menteri mengatakan rumah sakit siap, dan vaksin tersedia untuk semua.",
        "Harga bahan bakar naik 3,5 persen pekan ini.",
    ],
    "ur": [
        "وزارت صحت نے دارالحکومت میں 42 نئے کیسز کی تصدیق کی۔",
        "وزیر نے کہا کہ ہسپتال تیار ہیں، اور ویکسین سب کے لیے دستیاب ہے۔",
        "اس ہفتے ایندھن کی قیمتوں میں 3.5 فیصد اضافہ ہوا۔",
    ],
    "vi": [
        "Bộ Y tế ghi nhận 42 ca mắc mới tại Hà Nội.",
        "Bộ trưởng cho biết các bệnh viện đã sẵn sàng, vắc xin có đủ cho mọi người.",
        "Giá xăng dầu tăng 3,5% trong tuần này.",
    ],
    "en": [
        "The health ministry reported 42 new cases in the capital.",
        "The minister said that hospitals are ready, and that the vaccine is free for all.",
        "Fuel prices rose by 3.5 per cent this week.",
    ],
}
CORPUS = [sentence for sentences in SENTENCES.values() for sentence in sentences]
LAYERS: dict[str, Any] = {
    "d_model": 32,
    "encoder_layers": 2,
    "decoder_layers": 2,
    "encoder_attention_heads": 4,
    "decoder_attention_heads": 4,
    "encoder_ffn_dim": 64,
    "decoder_ffn_dim": 64,
    "init_std": 0.5,
    "max_position_embeddings": 512,
}


def t5(folder: Path) -> None:
    """The layout of a folder as it is trained here: bfloat16, ``spiece.model``, no tokenizer.json."""
    _t5(folder, pad=0, eos=1, unk=2, start=0)
    hints = {"sources": ["ar", "bn", "id", "ur", "vi", "en"], "targets": ["en", "vi"]}
    edit_config(folder, songngu=hints)


def madlad(folder: Path) -> None:
    """The special ids of MADLAD-400: unknown 0, which also starts the output, padding 1, end 2; and spare rows."""
    _t5(folder, pad=1, eos=2, unk=0, start=0, spare=7)


def nllb(folder: Path) -> None:
    """As on the hub: ``tokenizer.json`` with the 202 language tokens."""
    from transformers import NllbTokenizer
    from transformers.models.nllb.tokenization_nllb import FAIRSEQ_LANGUAGE_CODES

    with tempfile.TemporaryDirectory() as scratch:
        _sentencepiece(Path(scratch) / "sentencepiece.bpe.model", model_type="bpe")
        languages = {"tokenizer_class": "NllbTokenizer", "additional_special_tokens": FAIRSEQ_LANGUAGE_CODES}
        (Path(scratch) / "tokenizer_config.json").write_text(json.dumps(languages))
        tokenizer = NllbTokenizer.from_pretrained(scratch)
    tokenizer.save_pretrained(folder)
    _m2m(folder, len(tokenizer), seed=2)


def m2m100(folder: Path) -> None:
    """As re-saved by transformers 5: no file lists the language tokens."""
    from transformers import M2M100Tokenizer

    with tempfile.TemporaryDirectory() as scratch:
        spm = Path(scratch) / "sentencepiece.bpe.model"
        pieces = _sentencepiece(spm, model_type="bpe")
        vocab = Path(scratch) / "vocab.json"
        vocab.write_text(json.dumps(_ids(["<s>", "<pad>", "</s>", "<unk>", *pieces])))
        tokenizer = M2M100Tokenizer(str(vocab), str(spm))
        tokenizer.save_pretrained(folder)
    _m2m(folder, len(tokenizer.encoder) + 100 + 8, seed=3)


def marian(folder: Path) -> None:
    """One pair of languages: English into Vietnamese."""
    _marian(folder, tags=[], source="eng", target="vie")


def marian_multi(folder: Path) -> None:
    """Many targets, chosen by a first token."""
    _marian(folder, tags=[">>vie<<", ">>eng<<", ">>fra<<"], source="inc", target="deu+eng+fra+por+spa")


TOYS: dict[str, Callable[[Path], None]] = {
    "t5": t5,
    "nllb": nllb,
    "m2m100": m2m100,
    "marian": marian,
    "marian-multi": marian_multi,
}


def edit_config(folder: Path, **entries: Any) -> None:
    """Change entries of config.json."""
    path = folder / "config.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | entries))


def _t5(folder: Path, *, pad: int, eos: int, unk: int, start: int, spare: int = 0) -> None:
    import torch
    from transformers import T5Config, T5ForConditionalGeneration

    pieces = _sentencepiece(
        folder / "spiece.model",
        model_type="unigram",
        byte_fallback=True,
        pad_id=pad,
        eos_id=eos,
        unk_id=unk,
        bos_id=-1,
        user_defined_symbols=["<2en>", "<2vi>"],
    )
    tokenizer = {"tokenizer_class": "T5Tokenizer", "extra_ids": 0, "additional_special_tokens": []}
    special = {"eos_token": "</s>", "unk_token": "<unk>", "pad_token": "<pad>"}
    (folder / "tokenizer_config.json").write_text(json.dumps(tokenizer | special))
    torch.manual_seed(1)
    config = T5Config(
        vocab_size=len(pieces) + spare,
        pad_token_id=pad,
        eos_token_id=eos,
        d_model=32,
        d_kv=8,
        d_ff=64,
        num_layers=2,
        num_decoder_layers=2,
        num_heads=4,
        feed_forward_proj="relu",
        tie_word_embeddings=True,
        decoder_start_token_id=start,
        dropout_rate=0.0,
        initializer_factor=2.0,
    )
    model = T5ForConditionalGeneration(config)
    _stretch(model, eos, 4.0)
    model.bfloat16().save_pretrained(folder)


def _m2m(folder: Path, size: int, seed: int) -> None:
    import torch
    from transformers import M2M100Config, M2M100ForConditionalGeneration

    torch.manual_seed(seed)
    model = M2M100ForConditionalGeneration(M2M100Config(vocab_size=size, **LAYERS))
    _stretch(model, 2, 2.0)
    model.save_pretrained(folder)


def _marian(folder: Path, tags: list[str], source: str, target: str) -> None:
    import torch
    from transformers import MarianConfig, MarianMTModel

    pieces = _sentencepiece(folder / "source.spm", model_type="unigram")
    (folder / "target.spm").write_bytes((folder / "source.spm").read_bytes())
    ids = _ids(["</s>", "<unk>", *pieces, *tags, "<pad>"])
    (folder / "vocab.json").write_text(json.dumps(ids))
    languages = {"tokenizer_class": "MarianTokenizer", "source_lang": source, "target_lang": target}
    (folder / "tokenizer_config.json").write_text(json.dumps(languages))
    pad = ids["<pad>"]
    torch.manual_seed(4)
    config = MarianConfig(
        vocab_size=len(ids),
        pad_token_id=pad,
        decoder_start_token_id=pad,
        eos_token_id=0,
        scale_embedding=True,
        **LAYERS,
    )
    model = MarianMTModel(config)
    _stretch(model, 0, 2.0)
    model.save_pretrained(folder)


def _sentencepiece(path: Path, **options: Any) -> list[str]:
    """Train on the corpus; gives the pieces without the control symbols."""
    import sentencepiece

    options = {"vocab_size": 700, "hard_vocab_limit": False, "normalization_rule_name": "nfkc"} | options
    if options["model_type"] == "bpe":
        options |= {"vocab_size": 350, "hard_vocab_limit": True}
    with path.open("wb") as file:
        sentencepiece.SentencePieceTrainer.train(
            sentence_iterator=iter(CORPUS), model_writer=file, character_coverage=1.0, minloglevel=2, **options
        )
    model = sentencepiece.SentencePieceProcessor(model_file=str(path))
    pieces = [model.id_to_piece(i) for i in range(len(model))]
    return pieces if options.get("byte_fallback") else pieces[3:]


def _ids(tokens: list[str]) -> dict[str, int]:
    return {token: i for i, token in enumerate(dict.fromkeys(tokens))}


def _stretch(model: Any, eos: int, factor: float) -> None:
    import torch

    with torch.no_grad():
        model.get_input_embeddings().weight[eos] *= factor

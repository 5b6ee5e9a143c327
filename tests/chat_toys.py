"""Toy chat models: real tokenizers trained on a few sentences, real chat templates, small random weights.

``qwen`` spells bytes and marks turns as ChatML does; ``gemma`` has a SentencePiece-like tokenizer and its own marks.
"""

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import toys

CHATML = (
    "{% for message in messages %}<|im_start|>{{ message.role }}\n{{ message.content }}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n"
    "{% if enable_thinking is defined and not enable_thinking %}<think>\n\n</think>\n\n{% endif %}{% endif %}"
)
GEMMA = (
    "{{ bos_token }}{% for message in messages %}<start_of_turn>{{ message.role }}\n{{ message.content | trim }}"
    "<end_of_turn>\n{% endfor %}{% if add_generation_prompt %}<start_of_turn>model\n{% endif %}"
)
TRANSLATEGEMMA = (
    "{{ bos_token }}{% for message in messages %}{% if message.content is string %}"
    "{{ raise_exception('a list of one text is needed') }}{% endif %}{% set part = message.content[0] %}"
    "<start_of_turn>user\nFrom {{ part['source_lang_code'] }} to {{ part['target_lang_code'] }}:\n\n\n"
    "{{ part['text'] | trim }}<end_of_turn>\n{% endfor %}<start_of_turn>model\n"
)
_QWEN_SPECIAL = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"]
_QWEN_ADDED = ["<think>", "</think>", "<tool_call>"]
_GEMMA_SPECIAL = ["<pad>", "<eos>", "<bos>", "<unk>", "<start_of_turn>", "<end_of_turn>"]
_GEMMA_ADDED = ["<unused0>", "[multimodal]", "<table>"]
_SIZES: dict[str, Any] = {
    "hidden_size": 32,
    "intermediate_size": 64,
    "num_hidden_layers": 2,
    "num_attention_heads": 4,
    "num_key_value_heads": 2,
    "head_dim": 8,
    "max_position_embeddings": 2048,
    "initializer_range": 0.5,
}


def qwen(folder: Path) -> None:
    """Byte-level BPE, the template of a model that can think, two end tokens in its settings."""
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers

    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=600,
        special_tokens=_QWEN_SPECIAL,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    tokenizer.train_from_iterator(toys.CORPUS, trainer)
    wrapped = _wrapped(tokenizer, CHATML, eos_token="<|im_end|>", pad_token="<|endoftext|>")
    wrapped.add_tokens(_QWEN_ADDED)
    wrapped.save_pretrained(folder)
    _save(folder, "Qwen3Config", "Qwen3ForCausalLM", len(wrapped), ends=[2, 0])


def gemma(folder: Path, template: str = GEMMA) -> None:
    """Spaces as signs, NFKC, so that full-width letters spell control tokens, too."""
    from tokenizers import Tokenizer, decoders, models, normalizers, trainers

    tokenizer = Tokenizer(models.BPE(unk_token="<unk>"))
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Replace(" ", "▁")])
    tokenizer.decoder = decoders.Sequence([decoders.Replace("▁", " "), decoders.Fuse()])
    letters = "".join(map(chr, range(32, 127)))
    trainer = trainers.BpeTrainer(vocab_size=600, special_tokens=_GEMMA_SPECIAL, show_progress=False)
    tokenizer.train_from_iterator([*toys.CORPUS, letters, "\n"], trainer)
    wrapped = _wrapped(tokenizer, template, bos_token="<bos>", eos_token="<eos>", pad_token="<pad>", unk_token="<unk>")
    wrapped.add_tokens(_normalized(_GEMMA_ADDED))
    wrapped.save_pretrained(folder)
    _save(folder, "Gemma3TextConfig", "Gemma3ForCausalLM", len(wrapped), ends=[1, 5])


def hunyuan(folder: Path, stretch: float = 2.0) -> None:
    """The tokenizer of ``qwen``, and the architecture of Hy-MT2.

    Args:
        stretch: of the end token; the larger, the sooner it comes.
    """
    qwen(folder)
    _save(folder, "HunYuanDenseV1Config", "HunYuanDenseV1ForCausalLM", 700, ends=[2], stretch=stretch)


CHAT_TOYS: dict[str, Callable[[Path], None]] = {
    "qwen": qwen,
    "gemma": gemma,
    "translategemma": partial(gemma, template=TRANSLATEGEMMA),
    "hunyuan": hunyuan,
}


def _wrapped(tokenizer: Any, template: str, **special: str) -> Any:
    from transformers import PreTrainedTokenizerFast

    return PreTrainedTokenizerFast(tokenizer_object=tokenizer, chat_template=template, **special)


def _normalized(tokens: list[str]) -> list[Any]:
    from tokenizers import AddedToken

    return [AddedToken(token, normalized=True) for token in tokens]


def _save(folder: Path, config_class: str, model_class: str, size: int, ends: list[int], stretch: float = 2.0) -> None:
    """Weights, at a scale at which outputs differ, with an end token that sometimes comes."""
    import torch
    import transformers

    torch.manual_seed(5)
    config = getattr(transformers, config_class)(vocab_size=size, tie_word_embeddings=False, **_SIZES)
    model = getattr(transformers, model_class)(config)
    with torch.no_grad():
        model.get_output_embeddings().weight[ends[0]] *= stretch
    model.bfloat16().save_pretrained(folder)
    settings = {
        "eos_token_id": ends,
        "do_sample": True,
        "temperature": 0.7,
        "repetition_penalty": 1.5,
        "max_length": 20,
    }
    (folder / "generation_config.json").write_text(json.dumps(settings))

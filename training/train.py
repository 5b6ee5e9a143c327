"""Step 3: rows and tokenizer → a checkpoint. Stop it at any time; the same command goes on from the last checkpoint.

    python training/train.py build/rows.tsv build --minutes 120 [--from FOLDER] [--width 256]

``--from`` starts from the weights of a model folder, also one with another tokenizer: pieces that both have keep their
embedding, new ones get the mean of the pieces that spell them.

On a CPU, set MALLOC_MMAP_MAX_=0 MALLOC_TRIM_THRESHOLD_=20000000000 MALLOC_TOP_PAD_=500000000: an allocator that keeps
its memory makes the step 25 to 100 % faster.
"""

import argparse
import random
import time
from pathlib import Path
from typing import Any

import sentencepiece
import torch
from torch import Tensor
from transformers import T5Config, T5ForConditionalGeneration

from batches import EOS, PAD, load, stream
from fused import FusedCrossEntropy, pack
from optimiser import Optimiser

SAVE_EVERY = 300  # steps


def main() -> None:
    """Train until the minutes are over."""
    options = parse()
    random.seed(options.seed)
    torch.manual_seed(options.seed)
    pieces = sentencepiece.SentencePieceProcessor(model_file=str(options.folder / "spiece.model"))
    model = make_model(len(pieces), options.width, options.layers)
    checkpoint = options.folder / "checkpoint.pt"
    state: dict[str, Any] = torch.load(checkpoint) if checkpoint.exists() else {"step": 0, "seconds": 0.0}
    if "model" in state:
        model.load_state_dict(state["model"], strict=False)
    elif options.start:
        warm_start(model, pieces, options.start)
    model.tie_weights()
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    optimiser = Optimiser(model.to(device), options.rate)
    optimiser.load(state.get("optimiser"))
    buckets = load(options.rows, pieces)
    print({length: len(pairs) for length, pairs in buckets.items()}, flush=True)
    run(optimiser, buckets, state, options, checkpoint)


def run(optimiser: Optimiser, buckets: dict[int, Any], state: dict[str, Any], options: Any, path: Path) -> None:
    """The loop. The learning rate follows the clock, so that a run ends well whatever the machine is."""
    started = time.monotonic() - state["seconds"]
    step, tokens, mean = state["step"], 0, 0.0
    for sources, inputs, labels in stream(buckets):
        seconds = time.monotonic() - started
        progress = seconds / (60 * options.minutes)
        if progress >= 1:
            break
        loss = step_loss(optimiser.model, sources, inputs, labels)
        loss.backward()  # type: ignore[no-untyped-call]
        optimiser.step(schedule(step, progress, options))
        step, tokens = step + 1, tokens + int((labels >= 0).sum())
        mean = loss.item() if step == state["step"] + 1 else 0.95 * mean + 0.05 * loss.item()
        if step % 50 == 0:
            print(f"step {step} loss {mean:.3f} tokens {tokens / 1e6:.2f} M minutes {seconds / 60:.1f}", flush=True)
        if step % SAVE_EVERY == 0:
            save(optimiser, step, seconds, path)
    save(optimiser, step, time.monotonic() - started, path)


def step_loss(model: Any, sources: Tensor, inputs: Tensor, labels: Tensor) -> Tensor:
    """Mean cross-entropy of one batch; T5 scales the decoder's output when its embeddings are tied."""
    sources, inputs, labels = (tensor.to(model.device) for tensor in (sources, inputs, labels))
    mask = (sources != PAD).long()
    encoded = model.encoder(input_ids=sources, attention_mask=mask)[0]
    decoded = model.decoder(input_ids=inputs, encoder_hidden_states=encoded, encoder_attention_mask=mask)[0]
    rows, wanted = pack(decoded * model.config.d_model**-0.5, labels)
    result: Tensor = FusedCrossEntropy.apply(rows, model.shared.weight, wanted)  # type: ignore[no-untyped-call]
    return result


def schedule(step: int, progress: float, options: Any) -> float:
    """Factor of the learning rate: up over 100 steps, level, then linearly down to 2 % over the last part."""
    down: float = (1 - progress) / options.decay
    return min(1.0, (step + 1) / 100) * min(1.0, max(0.02, down))


def make_model(pieces: int, width: int, layers: tuple[int, int]) -> T5ForConditionalGeneration:
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
        dropout_rate=0.0,
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


def save(optimiser: Optimiser, step: int, seconds: float, path: Path) -> None:
    """Write the checkpoint whole or not at all."""
    temporary = path.with_suffix(".new")
    state = {"model": optimiser.weights(), "optimiser": optimiser.state(), "step": step, "seconds": seconds}
    torch.save(state, temporary)
    temporary.replace(path)


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

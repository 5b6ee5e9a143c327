"""The training loop. Stop it at any time: the next run goes on from the last checkpoint.

On a CPU, set MALLOC_MMAP_MAX_=0 MALLOC_TRIM_THRESHOLD_=20000000000 MALLOC_TOP_PAD_=500000000: an allocator that keeps
its memory makes the step 25 to 100 % faster.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final

import torch
from torch import Tensor

from .alignments import STRENGTH, Guide
from .batches import PAD, Pair, stream
from .fused import FusedCrossEntropy, pack
from .noise import Noise
from .optimiser import Optimiser
from .team import Team

SAVE_EVERY: Final = 120.0  # seconds of training; who stops a run loses no more
REPORT_EVERY: Final = 50  # steps
WARM_UP: Final = 100  # steps
LAST_RATE: Final = 0.02  # of the peak


@dataclass(frozen=True, slots=True)
class Schedule:
    """How long, and how fast. The learning rate follows the clock, so that a run ends well whatever the machine is.

    Attributes:
        minutes: of training, all parts of an interrupted run together.
        rate: peak learning rate of Muon.
        decay: last part of the time, in which the rate falls linearly to ``LAST_RATE``.
    """

    minutes: float
    rate: float = 0.012
    decay: float = 0.45

    def factor(self, step: int, progress: float) -> float:
        """Of the peak rate: up over the first steps, level, then down; *progress* is the part of the time, 0 to 1."""
        return min(1.0, (step + 1) / WARM_UP) * min(1.0, max(LAST_RATE, (1 - progress) / self.decay))


def train(
    model: Any,
    buckets: dict[int, list[Pair]],
    schedule: Schedule,
    checkpoint: Path,
    noise: Noise,
    guide: Guide | None = None,
    report: Callable[[str], None] = print,
    team: Team | None = None,
) -> None:
    """Train *model* in place until the minutes are over; its weights are then those of the checkpoint.

    If *checkpoint* exists, the run goes on from there. With a *guide*, the attention is taught, too. Of a *team*, the
    first reports, and writes the checkpoint.
    """
    team = team or Team()
    state: dict[str, Any] = torch.load(checkpoint) if checkpoint.exists() else {"step": 0, "seconds": 0.0}
    if "model" in state:
        model.load_state_dict(state["model"], strict=False)
    model.tie_weights()
    model.to(torch.device("cuda" if torch.cuda.is_available() else "cpu"))
    optimiser = Optimiser(model, schedule.rate)
    optimiser.load(state.get("optimiser"))
    end = 60 * schedule.minutes
    started = team.begin(time.monotonic(), state["seconds"], end)
    step, tokens, met, mean, saved = state["step"], 0, 0, 0.0, state["seconds"]
    for pairs, length in stream(buckets, f"{torch.initial_seed()} from step {step}"):
        seconds = time.monotonic() - started
        while team.meets(seconds):
            optimiser.blend(partial(team.mean, tokens=tokens - met))
            met = tokens
        if seconds >= end:
            break
        sources, inputs, labels = noise.batch(pairs, length)
        loss, taught = step_loss(model, sources, inputs, labels, guide)
        (loss + STRENGTH * taught).backward()  # type: ignore[no-untyped-call]
        optimiser.step(schedule.factor(step, seconds / end))
        step, tokens = step + 1, tokens + int((labels >= 0).sum())
        mean = loss.item() if step == state["step"] + 1 else 0.95 * mean + 0.05 * loss.item()
        if team.rank == 0 and step % REPORT_EVERY == 0:
            report(f"step {step} loss {mean:.3f} tokens {tokens / 1e6:.2f} M minutes {seconds / 60:.1f}")
        if team.rank == 0 and seconds >= saved + SAVE_EVERY:
            save(optimiser, step, seconds, checkpoint)
            saved = seconds
    if team.rank == 0:
        save(optimiser, step, time.monotonic() - started, checkpoint)


def step_loss(
    model: Any, sources: Tensor, inputs: Tensor, labels: Tensor, guide: Guide | None = None
) -> tuple[Tensor, Tensor]:
    """Mean cross-entropy of one batch, and the loss of its attention (0 without a guide).

    T5 scales the decoder's output when its embeddings are tied.
    """
    given, fed, wanted = (tensor.to(model.device) for tensor in (sources, inputs, labels))
    mask = (given != PAD).long()
    encoded = model.encoder(input_ids=given, attention_mask=mask)[0]
    decoded = model.decoder(
        input_ids=fed, encoder_hidden_states=encoded, encoder_attention_mask=mask, output_attentions=guide is not None
    )
    rows, counted = pack(decoded.last_hidden_state * model.config.d_model**-0.5, wanted)
    loss: Tensor = FusedCrossEntropy.apply(rows, model.shared.weight, counted)  # type: ignore[no-untyped-call]
    taught = guide.loss(decoded.cross_attentions, sources, labels) if guide else torch.zeros_like(loss)
    return loss, taught


def save(optimiser: Optimiser, step: int, seconds: float, path: Path) -> None:
    """Write the checkpoint whole or not at all."""
    temporary = path.with_suffix(".new")
    state = {"model": optimiser.weights(), "optimiser": optimiser.state(), "step": step, "seconds": seconds}
    torch.save(state, temporary)
    temporary.replace(path)

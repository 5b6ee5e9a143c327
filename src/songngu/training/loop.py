"""The training loop. Stop it at any time: the next run goes on from the last checkpoint.

On a CPU, set MALLOC_MMAP_MAX_=0 MALLOC_TRIM_THRESHOLD_=20000000000 MALLOC_TOP_PAD_=500000000: an allocator that keeps
its memory makes the step 25 to 100 % faster.
"""

import os
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final

import torch
from torch import Tensor
from torch.utils.data import DataLoader

from .alignments import STRENGTH, Guide
from .batches import ON_CPU, ON_GPU, PAD, Batch, Row, Stream
from .fused import IGNORED, FusedCrossEntropy, pack
from .kernels import fuse
from .noise import Noise
from .optimiser import Optimiser
from .team import Team

SAVE_EVERY: Final = 60.0  # seconds of training; who stops a run loses no more
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
    rows: Sequence[Row],
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
    saved = torch.load(checkpoint, map_location=device()) if checkpoint.exists() else {}
    if saved:
        model.load_state_dict(saved["model"], strict=False)
    model.tie_weights()
    if device().type == "cuda":
        fuse(model, guided=guide is not None)
    optimiser = Optimiser(model.to(device()), schedule.rate)
    optimiser.load(saved.get("optimiser"))
    first, behind, end = saved.get("step", 0), saved.get("seconds", 0.0), 60 * schedule.minutes
    del saved
    batches = load(rows, noise, f"{torch.initial_seed()} from step {first}")
    started = team.begin(time.monotonic(), behind, end)
    tokens, met, losses, written = 0, 0, list[Tensor](), behind
    for step, (sources, inputs, labels) in enumerate(batches, start=first):
        seconds = time.monotonic() - started
        while team.meets(seconds):
            optimiser.blend(partial(team.mean, tokens=tokens - met))
            met = tokens
        if team.rank == 0 and (seconds >= end or seconds >= written + SAVE_EVERY):
            save(optimiser, step, seconds, checkpoint)
            written = seconds
        if seconds >= end:
            return
        loss, taught = step_loss(model, sources, inputs, labels, guide)
        (loss + STRENGTH * taught).backward()  # type: ignore[no-untyped-call]
        optimiser.step(schedule.factor(step, seconds / end))
        tokens += int((labels != IGNORED).sum())
        losses.append(loss.detach())
        if len(losses) == REPORT_EVERY:
            mean, losses = float(torch.stack(losses).mean()), []
            if team.rank == 0:
                report(f"step {step + 1} loss {mean:.3f} tokens {tokens / 1e6:.2f} M minutes {seconds / 60:.1f}")


def device() -> torch.device:
    """The GPU, if there is one."""
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")


def load(rows: Sequence[Row], noise: Noise, seed: str) -> Iterable[Batch]:
    """Batches without end. A GPU is faster than one process that makes them, so all other cores make them for it."""
    if device().type == "cpu":
        return Stream(rows, noise, ON_CPU, seed)
    loaders = max(1, (os.cpu_count() or 1) - 2)
    return DataLoader(Stream(rows, noise, ON_GPU, seed), batch_size=None, num_workers=loaders, pin_memory=True)


def step_loss(
    model: Any, sources: Tensor, inputs: Tensor, labels: Tensor, guide: Guide | None = None
) -> tuple[Tensor, Tensor]:
    """Mean cross-entropy of one batch, and the loss of its attention (0 without a guide).

    T5 scales the decoder's output when its embeddings are tied.
    """
    given, fed, wanted = (tensor.to(model.device, non_blocking=True) for tensor in (sources, inputs, labels))
    mask = (given != PAD).long()
    encoded = model.encoder(input_ids=given, attention_mask=mask)[0]
    decoded = model.decoder(
        input_ids=fed,
        encoder_hidden_states=encoded,
        encoder_attention_mask=mask,
        output_attentions=guide is not None,
        use_cache=False,
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

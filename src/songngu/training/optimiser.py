"""Muon for the matrices, AdamW for embeddings, norms and position biases; bfloat16 weights over float32 masters.

Muon (Jordan et al. 2024, https://kellerjordan.github.io/posts/muon) learns several times faster here than AdamW alone.
T5 does not scale its attention, so its query matrices are an order smaller than the others and get an eighth of the
rate.
"""

from collections.abc import Callable, Iterable
from typing import Any

import torch
from torch import Tensor, nn

QUERY_RATE = 0.125
ADAM_RATE = 0.15  # of Muon's
NORM = 1.0  # largest norm of the gradients that AdamW sees
MOMENTUM = 0.95  # of Muon, as torch.optim.Muon has it
WEIGHT_DECAY = 0.01  # a tenth of torch.optim.Muon's
NEWTON_SCHULZ = (3.4445, -4.7750, 2.0315)  # coefficients of the quintic iteration, from the source of Muon
ROUNDS = 5  # of it


class Optimiser:
    """A model in bfloat16 and its float32 master weights."""

    def __init__(self, model: Any, rate: float) -> None:
        named: dict[str, nn.Parameter] = dict(model.named_parameters())
        self._masters = {name: p.detach().clone().float().requires_grad_(True) for name, p in named.items()}
        self.model = model.bfloat16().train()
        self._parameters: dict[str, nn.Parameter] = dict(self.model.named_parameters())
        matrices = [name for name, p in self._masters.items() if p.dim() == 2 and not _is_embedding(name)]
        queries = [name for name in matrices if name.endswith(".q.weight")]
        others = [name for name in matrices if name not in queries]
        self._adam = [p for name, p in self._masters.items() if name not in matrices]
        groups = [self._group(others, rate), self._group(queries, rate * QUERY_RATE)]
        self._optimisers: list[torch.optim.Optimizer] = [
            Muon(groups, {"lr": rate}),
            torch.optim.AdamW(self._adam, lr=rate * ADAM_RATE, betas=(0.9, 0.98), weight_decay=0.0),
        ]
        self._peaks = [[group["lr"] for group in o.param_groups] for o in self._optimisers]

    def step(self, factor: float) -> None:
        """Take one step at *factor* of the peak rates, with the gradients that the model has."""
        with torch.no_grad():
            for name, parameter in self._parameters.items():
                self._masters[name].grad = None if parameter.grad is None else parameter.grad.float()
                parameter.grad = None
        nn.utils.clip_grad_norm_(self._adam, NORM)
        for optimiser, peaks in zip(self._optimisers, self._peaks, strict=True):
            for group, peak in zip(optimiser.param_groups, peaks, strict=True):
                group["lr"] = peak * factor
            optimiser.step()
        self._copy()

    def blend(self, mean: Callable[[Iterable[Tensor]], None]) -> None:
        """Let *mean* change the float32 weights in place."""
        with torch.no_grad():
            mean(self._masters.values())
        self._copy()

    def weights(self) -> dict[str, Tensor]:
        """The float32 weights."""
        return {name: master.detach().cpu() for name, master in self._masters.items()}

    def state(self) -> list[dict[str, Any]]:
        """What ``load`` takes."""
        return [optimiser.state_dict() for optimiser in self._optimisers]

    def load(self, state: list[dict[str, Any]] | None) -> None:
        """Go on from a saved state."""
        for optimiser, saved in zip(self._optimisers, state or [], strict=False):
            optimiser.load_state_dict(saved)

    def _copy(self) -> None:
        with torch.no_grad():
            for name, parameter in self._parameters.items():
                parameter.copy_(self._masters[name])

    def _group(self, names: list[str], rate: float) -> dict[str, Any]:
        return {"params": [self._masters[name] for name in names], "lr": rate}


class Muon(torch.optim.Optimizer):
    """As ``torch.optim.Muon``, but matrices of one shape go together: one product instead of dozens for a GPU."""

    @torch.no_grad()
    def step(self, closure: Any = None) -> None:  # type: ignore[override]  # noqa: ARG002 (the base class has it)
        """Take one step."""
        for group in self.param_groups:
            shapes = dict.fromkeys(p.shape for p in group["params"])
            for alike in ([p for p in group["params"] if p.shape == shape] for shape in shapes):
                self._step(alike, group["lr"])

    def _step(self, alike: list[Tensor], rate: float) -> None:
        gradients = torch.stack([p.grad if p.grad is not None else torch.zeros_like(p) for p in alike])
        momentum = self.state[alike[0]].setdefault("momentum", torch.zeros_like(gradients))
        momentum.lerp_(gradients, 1 - MOMENTUM)
        update = orthogonal(gradients.lerp(momentum, MOMENTUM)).to(momentum.dtype)
        rows, columns = alike[0].shape
        torch._foreach_mul_(alike, 1 - rate * WEIGHT_DECAY)
        torch._foreach_add_(alike, list(update.unbind()), alpha=-rate * max(1.0, rows / columns) ** 0.5)


def orthogonal(matrices: Tensor) -> Tensor:
    """About the nearest orthogonal matrix of each, (…, rows, columns), in bfloat16."""
    a, b, c = NEWTON_SCHULZ
    x = matrices.bfloat16()
    tall = x.shape[-2] > x.shape[-1]
    x = x.mT if tall else x
    x = x / x.norm(dim=(-2, -1), keepdim=True).clamp_min(1e-7)
    for _ in range(ROUNDS):
        square = x @ x.mT
        x = a * x + (b * square + c * square @ square) @ x
    nearest: Tensor = x.mT if tall else x
    return nearest


def _is_embedding(name: str) -> bool:
    return any(part in name for part in ("shared", "embed_tokens", "lm_head", "relative_attention_bias"))

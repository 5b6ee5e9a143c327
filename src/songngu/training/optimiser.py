"""Muon for the matrices, AdamW for embeddings, norms and position biases; bfloat16 weights over float32 masters.

Muon learns several times faster here than AdamW alone. T5 does not scale its attention, so its query matrices are an
order smaller than the others and get an eighth of the rate.
"""

from collections.abc import Callable, Iterable
from typing import Any

import torch
from torch import Tensor, nn

QUERY_RATE = 0.125
ADAM_RATE = 0.15  # of Muon's
NORM = 1.0  # largest norm of the gradients that AdamW sees


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
            torch.optim.Muon(groups, lr=rate, momentum=0.95, weight_decay=0.01, adjust_lr_fn="original"),
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


def _is_embedding(name: str) -> bool:
    return any(part in name for part in ("shared", "embed_tokens", "lm_head", "relative_attention_bias"))

"""Several processes that train one model, each on a core of its own.

Every minute they meet and take the mean of their weights; in between, each goes its own way through its own batches
(local SGD, Stich 2019, https://arxiv.org/abs/1805.09767). So nobody waits at every step, as threads do that share a
batch, and one on a busy core only counts for less: means are weighted by the tokens that each has seen.
"""

import os
import socket
from collections import deque
from collections.abc import Iterable
from itertools import count, takewhile
from typing import Final

import torch
import torch.distributed as processes
from torch import Tensor

MEET_EVERY: Final = 60.0  # seconds of training


class Team:
    """One process of a team; alone, unless it is told otherwise."""

    def __init__(self, rank: int = 0, size: int = 1, port: int = 0) -> None:
        self.rank = rank
        self._size = size
        self._due: deque[float] = deque()
        if size > 1:
            take_core(rank)
            address = f"tcp://127.0.0.1:{port}"
            processes.init_process_group("gloo", init_method=address, rank=rank, world_size=size)

    def begin(self, now: float, seconds: float, end: float) -> float:
        """When the run began, the same for all; *seconds* of training are behind it, and it lasts to *end*."""
        if self._size == 1:
            return now - seconds
        self.plan(seconds, end)
        began = torch.tensor([now - seconds], dtype=torch.float64)
        processes.broadcast(began, src=0)
        return float(began)

    def plan(self, seconds: float, end: float) -> None:
        """Meet every minute from *seconds* on, and at the end."""
        self._due.extend([*takewhile(lambda due: due < end, count(seconds + MEET_EVERY, MEET_EVERY)), end])

    def meets(self, seconds: float) -> bool:
        """Whether a meeting is due. Each comes for all, however late a member is: who missed one has two in a row."""
        if not self._due or self._due[0] > seconds:
            return False
        self._due.popleft()
        return True

    def mean(self, weights: Iterable[Tensor], tokens: int) -> None:
        """Make *weights*, in place, the mean of everybody's; *tokens* were seen here since the last time."""
        weight = torch.tensor([tokens + 1.0])
        processes.all_reduce(total := weight.clone())
        for tensor in weights:
            tensor.mul_(float(weight / total))
            processes.all_reduce(tensor)


def take_core(rank: int) -> None:
    """Stay on one core, with one thread; from the last core on, since the first has the machine's own work."""
    torch.set_num_threads(1)
    if hasattr(os, "sched_setaffinity"):
        cores = sorted(os.sched_getaffinity(0))
        os.sched_setaffinity(0, {cores[-1 - rank % len(cores)]})


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])

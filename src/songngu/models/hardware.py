"""What this machine can run: memory, cores and GPU as this process may use them, and how fast a model would be.

The speed is an estimate from one measurement, how fast one core copies memory: to make one token, a model reads all its
weights once, for the whole batch at once. Nothing is loaded or downloaded.
"""

import os
import re
import shutil
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from . import CHAT
from .catalog import Entry

# Bytes of one parameter: int8 is what CTranslate2 runs here, bfloat16 what chat models are published in.
NUMBER_BYTES: Final = {"int8": 1.0, "bfloat16": 2.0}
# Besides the weights: Python with its libraries, tokenizer, and the scores of a batch (1024 source tokens, 4 beams).
WORKING_MEMORY: Final = 1.0e9
# Sentences that are decoded together: 1024 source tokens of about 30 each, in 4 beams, keep this many sequences busy.
BATCH: Final = 8
# Share of the memory's speed that decoding reaches, fitted to benchmarks/hardware.py: docs/models.md has the numbers.
EFFICIENCY: Final = 0.3
# Cores that the memory of one machine can feed at the speed at which it feeds one: an assumption.
FED_CORES: Final = 4
# Output tokens of an article: 20 sentences of 35 tokens, in two languages.
ARTICLE_TOKENS: Final = 1400
_COPY: Final = 64_000_000  # bytes; larger than the caches of most processors
_MEASURE_SECONDS: Final = 0.2
_FEWEST_COPIES: Final = 5


@dataclass(frozen=True, slots=True)
class Machine:
    """What this process may use, in bytes and bytes a second.

    Attributes:
        memory: that is free now, within the limits of a container.
        gpu: name of the graphics card; empty if torch sees none; then *gpu_memory* and *gpu_bandwidth* are 0.
    """

    memory: float
    cores: int
    bandwidth: float
    disk: float
    gpu: str = ""
    gpu_memory: float = 0.0
    gpu_bandwidth: float = 0.0


@dataclass(frozen=True, slots=True)
class Advice:
    """Whether a model fits.

    Attributes:
        memory: bytes that it needs on its device.
        speed: output tokens a second, expected; 0 if it does not fit.
        refusal: why it does not fit; empty if it does.
    """

    entry: Entry
    device: str
    number_type: str
    memory: float
    speed: float
    refusal: str


def survey(folder: Path) -> Machine:
    """Look at this machine, where models would be installed in *folder*. Takes half a second, and torch's import."""
    while not folder.exists():
        folder = folder.parent
    machine = Machine(_free_memory(), _cores(), _bandwidth(), shutil.disk_usage(folder).free)
    return _with_gpu(machine)


def advise(machine: Machine, entry: Entry, *, installed: bool = False) -> Advice:
    """Where and how a model would run best on this machine: on its GPU if it fits there."""
    number_type = "bfloat16" if entry.family == CHAT else "int8"
    weights = entry.parameters * 1e9 * NUMBER_BYTES[number_type]
    need = weights + WORKING_MEMORY
    if machine.gpu and entry.family == CHAT and need <= machine.gpu_memory:
        device, bandwidth, refusal = "GPU", machine.gpu_bandwidth, ""
    else:
        device, bandwidth = "CPU", machine.bandwidth * min(machine.cores, FED_CORES)
        need = max(need, _largest_file(entry) + WORKING_MEMORY)
        refusal = f"needs {_gb(need)} of memory, {_gb(machine.memory)} are free" if need > machine.memory else ""
    if not installed and not refusal and entry.download * 1e9 > machine.disk:
        refusal = f"needs {entry.download:.1f} GB on the disk, {_gb(machine.disk)} are free"
    at_work = weights / _parts(entry)  # of a set, one member makes a sentence
    speed = 0.0 if refusal else bandwidth / at_work * BATCH * EFFICIENCY
    return Advice(entry, device, number_type, need, speed, refusal)


def _largest_file(entry: Entry) -> float:
    """Bytes that are in memory once, when a model is converted to int8: its checkpoint, as it was published."""
    return 0.0 if entry.family == CHAT else entry.download * 1e9 / _parts(entry)


def _parts(entry: Entry) -> int:
    return len(entry.members) or 1


def _gb(count: float) -> str:
    return f"{count / 1e9:.1f} GB"


def _free_memory() -> float:
    """Bytes that are free, or can be made so, within this control group's limit."""
    text = _text("/proc/meminfo")
    if found := re.search(r"MemAvailable:\s+(\d+) kB", text):
        free = int(found[1]) * 1024.0
    else:
        free = os.sysconf("SC_PAGE_SIZE") * float(os.sysconf("SC_PHYS_PAGES")) if hasattr(os, "sysconf") else 0.0
    for limit, usage in _LIMITS:
        if _text(limit).strip().isdigit():
            free = min(free, int(_text(limit)) - int(_text(usage).strip() or 0))
    return max(free, 0.0)


# Control groups, version 2 and 1: the limit and what is used of it. "max", or a number beyond all memory, is no limit.
_LIMITS: Final[Sequence[tuple[str, str]]] = (
    ("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory.current"),
    ("/sys/fs/cgroup/memory/memory.limit_in_bytes", "/sys/fs/cgroup/memory/memory.usage_in_bytes"),
)


def _cores() -> int:
    """Those that this process may use, within its control group's share."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    quota, _, period = _text("/sys/fs/cgroup/cpu.max").partition(" ")
    return max(1, min(cores, int(quota) // int(period))) if quota.isdigit() else cores


def _bandwidth() -> float:
    """Bytes a second that one core reads and writes while it copies, at its best.

    By the time of this thread alone, so that other processes on the same core do not count.
    """
    import numpy as np

    source, target = np.ones(_COPY, np.uint8), np.ones(_COPY, np.uint8)  # written to, so that both are in memory
    speeds: list[float] = []
    end = time.perf_counter() + _MEASURE_SECONDS
    while len(speeds) < _FEWEST_COPIES or time.perf_counter() < end:
        start = time.thread_time()
        np.copyto(target, source)
        speeds.append(2 * _COPY / (time.thread_time() - start))
    return max(speeds)


def _with_gpu(machine: Machine) -> Machine:
    import torch

    if not torch.cuda.is_available():
        return machine
    free, _ = torch.cuda.mem_get_info()
    source = torch.ones(4 * _COPY, dtype=torch.uint8, device="cuda")
    target = torch.empty_like(source)
    target.copy_(source)
    torch.cuda.synchronize()
    start, rounds = time.perf_counter(), 50
    for _ in range(rounds):
        target.copy_(source)
    torch.cuda.synchronize()
    speed = rounds * 2 * 4 * _COPY / (time.perf_counter() - start)
    name = torch.cuda.get_device_name()
    return Machine(machine.memory, machine.cores, machine.bandwidth, machine.disk, name, float(free), speed)


def _text(path: str) -> str:
    with suppress(OSError):
        return Path(path).read_text()
    return ""

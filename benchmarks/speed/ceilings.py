"""What this machine can do at most: products of matrices, and memory read and copied. One line of JSON.

    python benchmarks/speed/ceilings.py [cuda]

Each figure is the best of several, on all cores that the process may use, or on the first GPU: a ceiling is what was
reached once.
"""

import json
import os
import sys
import time
from collections.abc import Callable
from typing import Any, Final

SIZES: Final = ((1024, 1024, 1024), (256, 1024, 4096), (2048, 2048, 2048))  # rows, inner, columns: those of the layers
BYTES: Final = 1 << 29  # far beyond any cache
ROUNDS: Final = 5
LEAST: Final = 0.1  # seconds of one round
ON_GPU: Final = 8192  # rows and columns there; those of the layers keep no GPU busy
AT_ONCE: Final = 10  # products that a GPU is given before it is waited for


def best(work: Callable[[], Any], amount: float) -> float:
    """Amount a second, the best of all rounds."""
    work()
    found = 0.0
    for _ in range(ROUNDS):
        count, begin = 0, time.perf_counter()
        while (taken := time.perf_counter() - begin) < LEAST or not count:
            work()
            count += 1
        found = max(found, count * amount / taken)
    return found


def products() -> dict[str, float]:
    """Operations a second in each number format; 0 for a format that torch cannot multiply here."""
    import torch

    found = {"float32": 0.0, "bfloat16": 0.0, "int8": 0.0}
    for rows, inner, columns in SIZES:
        a, b = torch.randn(rows, inner), torch.randn(inner, columns)
        amount = 2.0 * rows * inner * columns
        for kind, dtype in (("float32", torch.float32), ("bfloat16", torch.bfloat16)):
            left, right = a.to(dtype), b.to(dtype)
            found[kind] = max(found[kind], best(lambda left=left, right=right: left @ right, amount))  # type: ignore[misc]
        found["int8"] = max(found["int8"], best(_int8(a, b), amount))
    return found


def _int8(a: Any, b: Any) -> Callable[[], Any]:
    """The layer that torch has for weights in int8, with oneDNN."""
    import torch

    torch.backends.quantized.engine = "onednn"
    packed = torch.ops.quantized.linear_prepack(torch.quantize_per_tensor(b.T.contiguous(), 0.05, 0, torch.qint8), None)
    x = torch.quantize_per_tensor(a, 0.05, 64, torch.quint8)
    return lambda: torch.ops.quantized.linear(x, packed, 0.1, 0)


def memory() -> dict[str, float]:
    """Bytes a second: read, and copied (what is read and what is written both count)."""
    import torch

    a, b = torch.ones(BYTES // 4), torch.zeros(BYTES // 4)
    return {"read": best(a.sum, BYTES), "copied": best(lambda: b.copy_(a), 2 * BYTES)}


def on_gpu() -> dict[str, Any]:
    """The same ceilings of the first GPU; float32 without TF32, which is torch's default."""
    import torch

    def many(work: Callable[[], Any]) -> Callable[[], Any]:
        def run() -> None:
            for _ in range(AT_ONCE):
                work()
            torch.cuda.synchronize()

        return run

    products = {}
    for kind in ("float32", "float16", "bfloat16"):
        a, b = (torch.randn(ON_GPU, ON_GPU, device="cuda").to(getattr(torch, kind)) for _ in range(2))
        products[kind] = best(many(lambda a=a, b=b: a @ b), AT_ONCE * 2.0 * ON_GPU**3)  # type: ignore[misc]
    a, b = (torch.ones(BYTES, device="cuda") for _ in range(2))  # float32: 4 bytes each
    memory = {
        "read": best(many(a.sum), AT_ONCE * 4 * BYTES),
        "copied": best(many(lambda: b.copy_(a)), AT_ONCE * 8 * BYTES),
    }
    return {"products": products, "memory": memory, "machine": {"name": torch.cuda.get_device_name()}}


def main(device: str) -> None:
    """Print all ceilings."""
    import torch

    if device == "cuda":
        print(json.dumps(on_gpu()))
        return
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    machine = {
        "cores": cores,
        "threads": torch.get_num_threads(),
        "capability": torch.backends.cpu.get_cpu_capability(),
    }
    print(json.dumps({"products": products(), "memory": memory(), "machine": machine}))


if __name__ == "__main__":
    main(sys.argv[1] if sys.argv[1:] else "cpu")

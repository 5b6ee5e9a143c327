"""The engines by name, and which of them this machine can run. Imports none of them until it is asked that."""

import logging
import re
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from ..errors import UsageError
from . import gpu

# Source tokens of one batch. Larger ones are hardly faster on a CPU, and need more memory: 64 sentences of 16
# tokens, with 4 beams, are 64 * 4 rows of scores; with the 256 k tokens of NLLB, 256 MB in float32.
BATCH_TOKENS: Final = 1024
# A step on a GPU costs nearly the same for one sentence as for a hundred: some 200 of 40 tokens. What the decoder keeps
# of them is then 16 GB for the largest model, NLLB-3.3B: 24 layers of 2048 numbers, twice, for 100 tokens in 4 beams.
GPU_BATCH_TOKENS: Final = 8192

_log: Final = logging.getLogger(__name__)


class EngineEntry(NamedTuple):
    """Where an engine lives, and what it runs with.

    Attributes:
        packages: those whose versions its output depends on.
        batch_tokens: source tokens of a batch, if nobody asks for another number.
        device: ``cpu`` or ``cuda``.
    """

    path: str
    packages: tuple[str, ...]
    number_type: str
    batch_tokens: int = BATCH_TOKENS
    device: str = "cpu"


_CTRANSLATE2: Final = "songngu.translators.ctranslate.CTranslate2Engine"
_CTRANSLATE2_CUDA: Final = "songngu.translators.ctranslate_gpu.CTranslate2OnGPU"
_PYTORCH: Final = "songngu.translators.pytorch.PyTorchEngine"
_PYTORCH_CUDA: Final = "songngu.translators.pytorch.PyTorchOnGPU"

ENGINES: Final = {
    "ctranslate2": EngineEntry(_CTRANSLATE2, ("ctranslate2",), "int8"),
    "ctranslate2-int8_bfloat16": EngineEntry(_CTRANSLATE2, ("ctranslate2",), "int8_bfloat16"),
    "ctranslate2-bfloat16": EngineEntry(_CTRANSLATE2, ("ctranslate2",), "bfloat16"),
    "ctranslate2-float32": EngineEntry(_CTRANSLATE2, ("ctranslate2",), "float32"),
    "transformers": EngineEntry(_PYTORCH, ("transformers", "torch"), "float32"),
    "transformers-bfloat16": EngineEntry(_PYTORCH, ("transformers", "torch"), "bfloat16"),
    "ctranslate2-cuda-float16": EngineEntry(_CTRANSLATE2_CUDA, ("ctranslate2",), "float16", GPU_BATCH_TOKENS, "cuda"),
    "ctranslate2-cuda-bfloat16": EngineEntry(_CTRANSLATE2_CUDA, ("ctranslate2",), "bfloat16", GPU_BATCH_TOKENS, "cuda"),
    "transformers-cuda-bfloat16": EngineEntry(
        _PYTORCH_CUDA, ("transformers", "torch"), "bfloat16", GPU_BATCH_TOKENS, "cuda"
    ),
}
AUTO: Final = "ctranslate2"  # the fastest on a CPU, and int8 needs a quarter of the memory
# Of the 16-bit types, float16 has three more bits for a number, and for the sums of scores by which beams are ranked.
AUTO_GPU: Final = "ctranslate2-cuda-float16"
# Compute capability from which a card computes in the type: NVIDIA's guide, "Arithmetic Instructions", as CTranslate2's
# documentation on quantization has it.
_CAPABILITY: Final = {"float16": (7, 0), "bfloat16": (8, 0)}

_CPU: Final = Path("/proc/cpuinfo")
# Instructions that multiply bfloat16, as Linux names them. Without them torch computes in float32 and converts.
_BFLOAT16: Final = re.compile(r"\b(amx_bf16|avx512_bf16|bf16)\b")


def entry_of(engine: str) -> EngineEntry:
    """The entry of a name; ``auto`` is that of ``automatic``.

    Raises:
        UsageError: if there is no such engine.
    """
    name = automatic() if engine == "auto" else engine
    if name not in ENGINES:
        raise UsageError(f"unknown engine {engine!r}; there are: auto, {', '.join(ENGINES)}")
    return ENGINES[name]


@cache
def automatic() -> str:
    """The engine that is taken where none is named and nothing was measured: on the GPU if CTranslate2 can use it.

    A card without cuBLAS is left alone, with a warning that says what is missing.
    """
    if gpu.capability() < _CAPABILITY[ENGINES[AUTO_GPU].number_type]:
        return AUTO
    if not gpu.has_cublas():
        _log.warning(
            "the GPU is not used: CTranslate2 needs %s (%s); or take engine transformers-cuda-bfloat16",
            gpu.CUBLAS,
            gpu.REMEDY,
        )
        return AUTO
    return AUTO_GPU


def runnable() -> tuple[str, ...]:
    """Names of the engines that this machine runs without converting every number; imports CTranslate2 and torch."""
    return tuple(name for name in ENGINES if can_run(name))


def can_run(engine: str) -> bool:
    """Whether this machine has what an engine computes with: the instructions for its number type, or the card."""
    entry = ENGINES[engine]
    if entry.device == "cuda":
        fit = gpu.capability() >= _CAPABILITY[entry.number_type]
        return fit and (gpu.has_cublas() if entry.path == _CTRANSLATE2_CUDA else _torch_has_gpu())
    if entry.path == _CTRANSLATE2:
        import ctranslate2

        return entry.number_type in ctranslate2.get_supported_compute_types("cpu")
    return entry.number_type == "float32" or _fast_bfloat16()


def _torch_has_gpu() -> bool:
    import torch

    return torch.cuda.is_available()  # False where torch was built for CPUs


def _fast_bfloat16() -> bool:
    with suppress(OSError):
        return _BFLOAT16.search(_CPU.read_text(encoding="utf-8", errors="replace")) is not None
    return False

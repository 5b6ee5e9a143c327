"""The engines by name, and which of them this machine can run. Imports none of them until it is asked that."""

import re
from contextlib import suppress
from pathlib import Path
from typing import Final, NamedTuple

from ..errors import UsageError


class EngineEntry(NamedTuple):
    """Where an engine lives, the packages whose versions its output depends on, and its number type."""

    path: str
    packages: tuple[str, ...]
    number_type: str


_CTRANSLATE2: Final = "songngu.translators.ctranslate.CTranslate2Engine"
_PYTORCH: Final = "songngu.translators.pytorch.PyTorchEngine"

ENGINES: Final = {
    "ctranslate2": EngineEntry(_CTRANSLATE2, ("ctranslate2",), "int8"),
    "ctranslate2-int8_bfloat16": EngineEntry(_CTRANSLATE2, ("ctranslate2",), "int8_bfloat16"),
    "ctranslate2-bfloat16": EngineEntry(_CTRANSLATE2, ("ctranslate2",), "bfloat16"),
    "ctranslate2-float32": EngineEntry(_CTRANSLATE2, ("ctranslate2",), "float32"),
    "transformers": EngineEntry(_PYTORCH, ("transformers", "torch"), "float32"),
    "transformers-bfloat16": EngineEntry(_PYTORCH, ("transformers", "torch"), "bfloat16"),
}
AUTO: Final = "ctranslate2"  # the fastest on a CPU, and int8 needs a quarter of the memory

_CPU: Final = Path("/proc/cpuinfo")
# Instructions that multiply bfloat16, as Linux names them. Without them torch computes in float32 and converts.
_BFLOAT16: Final = re.compile(r"\b(amx_bf16|avx512_bf16|bf16)\b")


def entry_of(engine: str) -> EngineEntry:
    """The entry of a name; ``auto`` is the first.

    Raises:
        UsageError: if there is no such engine.
    """
    name = AUTO if engine == "auto" else engine
    if name not in ENGINES:
        raise UsageError(f"unknown engine {engine!r}; there are: auto, {', '.join(ENGINES)}")
    return ENGINES[name]


def runnable() -> tuple[str, ...]:
    """Names of the engines that this machine runs without converting every number; imports CTranslate2 and torch."""
    return tuple(name for name in ENGINES if can_run(name))


def can_run(engine: str) -> bool:
    """Whether this machine has the instructions for an engine's number type."""
    entry = ENGINES[engine]
    if entry.path == _CTRANSLATE2:
        import ctranslate2

        return entry.number_type in ctranslate2.get_supported_compute_types("cpu")
    return entry.number_type == "float32" or _fast_bfloat16()


def _fast_bfloat16() -> bool:
    import torch

    if torch.cuda.is_available():
        return bool(torch.cuda.is_bf16_supported())
    with suppress(OSError):
        return _BFLOAT16.search(_CPU.read_text(encoding="utf-8", errors="replace")) is not None
    return False

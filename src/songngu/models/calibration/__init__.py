"""What was measured to be fastest, for one model on one machine: kept in the cache folder, and read by every run.

Measures nothing itself: ``timing`` does. A file holds for the machine and the versions that it names; one of another
machine, or a damaged one, is ignored with a warning, and ``auto`` is then what it is without any.
"""

import json
import logging
import os
import platform
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from ...outputs import write
from ...translators import gpu
from ...translators.engines import ENGINES

FORMAT: Final = 1
_FOLDER: Final = "calibrations"
_CPU: Final = Path("/proc/cpuinfo")
_PACKAGES: Final = ("ctranslate2", "transformers", "torch")
_log: Final = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Choice:
    """How to run a model.

    Attributes:
        engine: a name of ``ENGINES``.
        batch_tokens: source tokens of a batch.
        threads_per_batch: threads that share a batch.
    """

    engine: str
    batch_tokens: int
    threads_per_batch: int


@dataclass(frozen=True, slots=True)
class Figure:
    """One way to run a model, measured.

    Attributes:
        sentences: how many were translated.
        speed: sentences a second.
        same: share of sentences whose translation is that of float32, of the sizes of batches: always 1.
        score: mean log-probability per token, natural logarithm, over all sentences.
        refusal: why it is not chosen though it may be fast; empty if it may be.
    """

    choice: Choice
    sentences: int
    speed: float
    same: float
    score: float
    refusal: str = ""


def choice_for(digest: str, cache: Path) -> Choice | None:
    """What was chosen for the model with this digest; None if nothing was measured on this machine as it is."""
    path = _path(digest, cache)
    try:
        content = json.loads(path.read_bytes())
        choice = Choice(**content["choice"])
        machine, kind = dict(content["machine"]), content["format"]
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError, KeyError, RecursionError) as error:
        _log.warning("%s: is damaged (%s) and ignored; measure again: songngu models calibrate", path, error)
        return None
    if kind != FORMAT or not _possible(choice):
        _log.warning("%s: cannot be used and is ignored; measure again: songngu models calibrate", path)
        return None
    here = this_machine()
    if others := [name for name in {**here, **machine} if machine.get(name) != here.get(name)]:
        _log.warning(
            "%s: was measured with another %s and is ignored; measure again: songngu models calibrate",
            path,
            ", ".join(others),
        )
        return None
    return choice


def keep(digest: str, cache: Path, model: str, choice: Choice, figures: Sequence[Figure]) -> Path:
    """Write what was measured; gives the file."""
    path = _path(digest, cache)
    content = {
        "format": FORMAT,
        "model": model,
        "machine": this_machine(),
        "choice": asdict(choice),
        "figures": [asdict(figure) for figure in figures],
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    write(path, json.dumps(content, indent=1, ensure_ascii=False).encode())
    return path


def this_machine() -> dict[str, Any]:
    """All that the figures depend on besides the model: processor, cores of this process, versions, and a GPU."""
    card = {"gpu": list(gpu.capability())} if gpu.capability() > (0, 0) else {}
    return {"cpu": _processor(), "cores": cores(), **{package: version(package) for package in _PACKAGES}, **card}


def cores() -> int:
    """Those that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _path(digest: str, cache: Path) -> Path:
    return cache / _FOLDER / f"{digest[:16]}.json"


def _possible(choice: Choice) -> bool:
    numbers = (choice.batch_tokens, choice.threads_per_batch)
    known = isinstance(choice.engine, str) and choice.engine in ENGINES
    return known and all(isinstance(number, int) and number > 0 for number in numbers)


def _processor() -> str:
    """Model name of the processor, as Linux gives it, else what Python knows."""
    try:
        lines = _CPU.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.machine())

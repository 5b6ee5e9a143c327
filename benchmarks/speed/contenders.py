"""The contenders: each translates a workload in a process of its own, and says what that took, as one line of JSON.

    python benchmarks/speed/contenders.py NAME WORKLOAD STARTED

STARTED is when the process was started, in seconds since the epoch. Loading, and one sentence before the clock starts,
count as start-up. What a caller gets back at once is one ``Done``.
"""

import json
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Final

from frameworks import LARGE, LARGE_TOKENS, CTranslate2, Done, Torch
from program import Songngu
from workloads import Sentence, Workload


@dataclass(frozen=True, slots=True)
class Run:
    """What one run took.

    Attributes:
        startup: seconds from the start of the process until a first sentence had been translated.
        first: seconds until the caller held the first translation.
        seconds: until it held the last.
        peak: bytes of memory at most.
        engine: seconds of these within the translator; 0 if not known.
        note: what else should be known, such as the number format.
    """

    name: str
    startup: float
    first: float
    seconds: float
    sentences: int
    source_tokens: int
    target_tokens: int
    steps: int
    peak: int
    engine: float = 0.0
    note: str = ""


Translate = Callable[[Sequence[Sentence]], Iterator[Done]]
Make = Callable[[Workload], tuple[Any, Translate]]


def _way(kind: Callable[..., Any], way: str, **options: Any) -> Make:
    """A method of a class that is made for a workload."""

    def make(workload: Workload) -> tuple[Any, Translate]:
        model = kind(workload, **options)
        return model, getattr(model, way)

    return make


ALONE: Final = "transformers, one by one"
SORTED: Final = "transformers, sorted batches of 16"
ARGOS: Final = "CTranslate2 as Argos calls it"
BY_ARTICLE: Final = "CTranslate2, article by article"
LARGE_SORTED: Final = f"transformers, sorted batches of {LARGE}, bfloat16"
LARGE_BATCHES: Final = f"CTranslate2, batches of {LARGE_TOKENS} tokens"
TRANSLATOR: Final = "songngu, translator alone"
WHOLE: Final = "songngu, end to end"
REPAIRED: Final = "songngu, end to end, with repairs"
CONTENDERS: Final[dict[str, Make]] = {
    ALONE: _way(Torch, "one_by_one"),
    SORTED: _way(Torch, "sorted_batches"),
    f"{SORTED}, float32": _way(Torch, "sorted_batches", dtype="float32"),
    f"{SORTED}, bfloat16": _way(Torch, "sorted_batches", dtype="bfloat16"),
    LARGE_SORTED: _way(Torch, "sorted_batches", dtype="bfloat16", batch=LARGE),
    # argostranslate 1.11.0, settings.py: ARGOS_INTER_THREADS 1, ARGOS_INTRA_THREADS 0, ARGOS_COMPUTE_TYPE auto
    ARGOS: _way(CTranslate2, "argos", inter_threads=1, intra_threads=0, compute_type="auto"),
    BY_ARTICLE: _way(CTranslate2, "articles"),
    LARGE_BATCHES: _way(CTranslate2, "all_at_once"),
    TRANSLATOR: _way(Songngu, "translator"),
    WHOLE: _way(Songngu, "without_repairs"),
    REPAIRED: _way(Songngu, "with_repairs"),
}


def names_for(shape: str, device: str = "cpu") -> list[str]:
    """Who runs: transformers in a second number format too; repairs only where the weights are real.

    On a GPU also large batches; there, weights that are kept in bfloat16 are run in it alone.
    """
    random = not shape.startswith("starter")
    left_out = {f"{SORTED}, float32", REPAIRED} if random else {f"{SORTED}, bfloat16"}
    if device == "cpu":
        left_out |= {LARGE_SORTED, LARGE_BATCHES}
    elif shape != "marian-big":
        left_out |= {f"{SORTED}, float32", f"{SORTED}, bfloat16"}
    return [name for name in CONTENDERS if name not in left_out]


def share(name: str, workload: Workload) -> tuple[Sentence, ...]:
    """The sentences that a contender gets: fewer, if it is slow."""
    if name in (ALONE, ARGOS):
        return workload.some
    return workload.fewer if name.startswith(SORTED) or name == BY_ARTICLE else workload.sentences


def timed(name: str, translate: Translate, sentences: Sequence[Sentence], started: float) -> Run:
    """Translate one sentence, and then all of them with the clock running."""
    list(translate(sentences[:1]))
    startup = time.time() - started
    begin = time.perf_counter()
    done, first = [], 0.0
    for each in translate(sentences):
        first = first or time.perf_counter() - begin
        done.append(each)
    seconds = time.perf_counter() - begin
    tokens = sum(len(sentence.tokens) for sentence in sentences)
    return Run(name, startup, first, seconds, len(sentences), tokens, *totals(done), peak())


def totals(done: Iterable[Done]) -> tuple[int, int]:
    """Tokens and steps of all calls."""
    listed = list(done)
    return sum(each.tokens for each in listed), sum(each.steps for each in listed)


def peak() -> int:
    """Most memory that this process has had, in bytes: Linux counts it by program, ``getrusage`` by process."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) * 1024
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def main(name: str, path: Path, started: float) -> None:
    """Run one contender."""
    workload = Workload.read(path)
    model, translate = CONTENDERS[name](workload)
    run = timed(name, translate, share(name, workload), started)
    engine = model.counted.seconds if name in (WHOLE, REPAIRED) else 0.0
    print(json.dumps(asdict(replace(run, engine=engine, note=model.note))))


if __name__ == "__main__":
    os.environ["HF_HUB_OFFLINE"] = "1"
    main(sys.argv[1], Path(sys.argv[2]), float(sys.argv[3]))

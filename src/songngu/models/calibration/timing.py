"""Measuring how a model runs fastest here: engines and number formats first, then sizes of batches, then threads.

By the clock, with the search of a run, on a few built-in sentences of the model's languages. What a number format
changes is compared with float32: one that scores its own translations otherwise is not chosen, however fast.
"""

import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import Final

from ...errors import ModelError
from ...translators import Hypothesis, Request, load
from ...translators.engines import BATCH_TOKENS, ENGINES, automatic, runnable
from ...translators.families import family_of, is_chat
from ...translators.family import Family
from ...translators.folders import open_folder
from . import Choice, Figure, cores

# Seconds after which nothing new is begun. float32 and what `auto` is today are measured in any case.
BUDGET: Final = 40.0
# Largest difference of mean log-probability per token from float32, in nats. Of the starter's int8 it is 0.01.
TOLERANCE: Final = 0.05
# What is chosen instead of today's default must be faster by this: two runs of the same differ by a few per cent.
GAIN: Final = 1.05
FACTORS: Final = (0.5, 2.0, 4.0)  # of the size of batches that an engine has
ROUNDS: Final = 2
_REFERENCES: Final = ("ctranslate2-float32", "transformers")
_TARGETS: Final = ("en", "vi")
_SENTENCES: Final = 24
_FILE: Final = Path(__file__).with_name("sentences.tsv")

Tell = Callable[[str], None]


def calibrate(folder: Path, digest: str, converted: Path, tell: Tell) -> tuple[Choice, list[Figure]]:
    """The fastest way to run a model that scores as float32 does, and all figures, float32 first.

    Args:
        digest: of the folder.
        converted: folder for converted models; those that are new and not chosen are deleted again.

    Raises:
        ModelError: if it is a chat model, has none of the built-in sentences' languages, or cannot be loaded.
    """
    opened = open_folder(folder)
    if is_chat(opened):
        raise ModelError(f"{folder.name}: is a chat model, and these have one engine only; there is nothing to choose")
    family = family_of(opened)
    requests = sentences(family)
    here = _copies(converted, digest)
    bench = _Bench(folder, digest, converted, tell)
    figures = bench.against_float32(requests)
    choice = best(figures, _as_it_is(automatic()))
    sizes = [int(choice.batch_tokens * factor) for factor in FACTORS]
    alike = list(islice(variants(requests), max(sizes) // 16))
    for others in ([replace(choice, batch_tokens=size) for size in sizes], _threads(choice)):
        if others:
            more = bench.compare([choice, *others], alike)
            figures += more
            choice = best(more, choice)
    for copy in _copies(converted, digest) - here:
        if ENGINES[choice.engine].number_type not in copy.name.split("-"):
            shutil.rmtree(copy)
    return choice, figures


def _as_it_is(engine: str) -> Choice:
    """An engine with the size of batches that it has, and a thread for each."""
    return Choice(engine, ENGINES[engine].batch_tokens, 1)


def sentences(family: Family) -> list[Request]:
    """The built-in sentences that a model can translate, at most 24, of all lengths and languages.

    Raises:
        ModelError: if there are none.
    """
    rows = [line.split("\t") for line in _FILE.read_text(encoding="utf-8").splitlines()]
    found = [
        Request(text, source, target)
        for target in _TARGETS
        for source, text in rows
        if source != target and family.supports(source, target)
    ]
    if not found:
        raise ModelError(f"{family.folder.path.name}: translates none of ar bn en id ur vi into English or Vietnamese")
    return found[:: -(-len(found) // _SENTENCES)]


def variants(requests: Sequence[Request]) -> Iterator[Request]:
    """Many sentences of few lengths: the words of each of them turned around, one step after another."""
    turns = max(len(request.text.split()) for request in requests)
    for turn in range(turns):
        for request in requests:
            words = request.text.split()
            if turn < len(words):
                yield replace(request, text=" ".join(words[turn:] + words[:turn]))


def best(figures: Sequence[Figure], default: Choice) -> Choice:
    """The fastest that may be chosen; *default*, if that is among them and nearly as fast."""
    speeds = {figure.choice: figure.speed for figure in figures if not figure.refusal}
    if not speeds:
        return default
    fastest = max(speeds, key=lambda choice: speeds[choice])
    return default if speeds[fastest] < GAIN * speeds.get(default, 0.0) else fastest


@dataclass
class _Bench:
    """Runs a model in one way after another, as long as there is time."""

    folder: Path
    digest: str
    converted: Path
    tell: Tell
    begun: float = field(default_factory=time.monotonic)

    def against_float32(self, requests: Sequence[Request]) -> list[Figure]:
        """A figure for float32 and for each engine that this machine can run."""
        names = [name for name in _REFERENCES if name in runnable()]
        try:
            reference, answers = self._run(Choice(names[0], BATCH_TOKENS, 1), requests)
        except ModelError:  # CTranslate2 cannot convert it
            names = [name for name in names if not name.startswith("ctranslate2")]
            reference, answers = self._run(Choice(names[0], BATCH_TOKENS, 1), requests)
        figures = [reference]
        others = [name for name in runnable() if name != names[0]]
        default = automatic()
        for engine in sorted(others, key=lambda name: name != default):
            if reference.choice.engine == "transformers" and engine.startswith("ctranslate2"):
                continue
            if engine != default and self._late:
                self.tell(f"{engine}: not measured, for want of time")
                continue
            figures.append(self._run(_as_it_is(engine), requests, answers)[0])
        return figures

    def compare(self, choices: Sequence[Choice], requests: Sequence[Request]) -> list[Figure]:
        """A figure for each choice, of one engine; none if there is no time."""
        figures: list[Figure] = []
        for choice in choices:
            if self._late:
                self.tell("sizes of batches and threads: not all measured, for want of time")
                break
            figures.append(self._run(choice, requests)[0])
        return figures

    @property
    def _late(self) -> bool:
        return time.monotonic() - self.begun > BUDGET

    def _run(
        self, choice: Choice, requests: Sequence[Request], reference: Sequence[Hypothesis] = ()
    ) -> tuple[Figure, list[Hypothesis]]:
        translator = load(
            self.folder,
            engine=choice.engine,
            converted=self.converted,
            digest=self.digest,
            batch_tokens=choice.batch_tokens,
            threads_per_batch=choice.threads_per_batch,
        )
        translator.translate(requests[:1])  # loads the model
        seconds = []
        for _ in range(ROUNDS):
            start = time.perf_counter()
            answers = translator.translate(requests)
            seconds.append(time.perf_counter() - start)
            if self._late:
                break
        figure = _figure(choice, len(requests) / min(seconds), answers, reference or answers)
        self.tell(line(figure))
        return figure, answers


def _figure(choice: Choice, speed: float, answers: Sequence[Hypothesis], reference: Sequence[Hypothesis]) -> Figure:
    same = sum(a.text == b.text for a, b in zip(answers, reference, strict=True)) / len(answers)
    score, wanted = _score(answers), _score(reference)
    off = abs(score - wanted) > TOLERANCE
    refusal = f"scores {score:.3f}, float32 {wanted:.3f}" if off else ""
    return Figure(choice, len(answers), speed, same, score, refusal)


def _score(answers: Sequence[Hypothesis]) -> float:
    """Mean log-probability per token."""
    weighted = [(answer.score or 0.0, answer.tokens) for answer in answers]
    return sum(score * tokens for score, tokens in weighted) / max(1, sum(tokens for _, tokens in weighted))


def line(figure: Figure) -> str:
    """A figure for people."""
    choice = figure.choice
    return (
        f"{choice.engine}, batches of {choice.batch_tokens} tokens, {choice.threads_per_batch} thread(s) a batch: "
        f"{figure.speed:.1f} sentences/s, {figure.same:.0%} the same, score {figure.score:.3f}"
        + (f"; not chosen: {figure.refusal}" if figure.refusal else "")
    )


def _threads(choice: Choice) -> list[Choice]:
    """All cores on one batch, where that is another thing than a core for each batch."""
    divisible = choice.engine.startswith("ctranslate2") and ENGINES[choice.engine].device == "cpu" and cores() > 1
    return [replace(choice, threads_per_batch=cores())] if divisible else []


def _copies(converted: Path, digest: str) -> set[Path]:
    return set(converted.glob(f"{digest[:16]}-*"))

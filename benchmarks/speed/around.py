"""The program around the engine: an identity translator, many articles, memory, and a run whose outputs are all there.

    python benchmarks/speed/around.py ARTICLES COUNT      one line of JSON

A synthetic article is two sentences of one article, each with a number of its own, so that no two are equal.
"""

import json
import os
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import Final

from songngu import read
from songngu.assembly import KnownRecords
from songngu.drafts import prepare
from songngu.outputs import Outputs
from songngu.pipeline import Flow
from songngu.renderings import Renderer
from songngu.summarisers.extractive import Extractive
from songngu.translators import Hypothesis, Request, Search
from songngu.types import Article

SETTLED: Final = 500  # articles until memory must not grow any more
CACHED: Final = 1000


class Identity:
    """Gives every sentence back as it is, and counts the time that this takes."""

    signature = "identity"
    seconds = 0.0

    def supports(self, _source: str, _target: str) -> bool:
        """Everything."""
        return True

    def translate(self, requests: Sequence[Request], _search: Search = Search()) -> list[Hypothesis]:  # noqa: B008
        """The same text."""
        begin = time.perf_counter()
        answers = [Hypothesis(request.text, True, None) for request in requests]
        self.seconds += time.perf_counter() - begin
        return answers


def synthetic(articles: Path) -> Iterator[Article]:
    """Endlessly many, the languages of the articles in turn."""
    drafts = [prepare(article) for article in read(articles)]
    texts = [[s.text for s in draft.segments if len(s.text) > 40] for draft in drafts]
    number = 0
    while True:
        for draft, sentences in zip(drafts, texts, strict=True):
            pair = (sentences[(number + place) % len(sentences)] for place in (0, 1))
            yield Article(" ".join(f"{text} ({number})" for text in pair), language=draft.language)
            number += 1


def resident() -> int:
    """Bytes of memory that this process has now (Linux)."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def streamed(flow: Flow, articles: Iterator[Article]) -> tuple[float, list[int]]:
    """Seconds for all, and the memory after each ``SETTLED`` articles."""
    begin, memory = time.perf_counter(), []
    for count, _ in enumerate(flow.run(articles), start=1):
        if count % SETTLED == 0:
            memory.append(resident())
    return time.perf_counter() - begin, memory


def worker(articles: Path, count: int) -> tuple[float, float]:
    """When a process like those of ``--jobs`` began, loading not counted, and ended; by a clock that all share."""
    flow = Flow(Renderer(Identity(), None, Search(), steps=()), Extractive(3, 0), Forgetting())
    list(flow.run(islice(synthetic(articles), 20)))
    begin = time.monotonic()
    for _ in flow.run(islice(synthetic(articles), count)):
        pass
    return begin, time.monotonic()


def together(articles: Path, count: int) -> float:
    """Articles a second of as many processes as there are cores."""
    cores = len(os.sched_getaffinity(0))
    with ProcessPoolExecutor(cores, get_context("spawn")) as pool:
        times = list(pool.map(worker, [articles] * cores, [count // cores] * cores))
    return count / (max(end for _, end in times) - min(begin for begin, _ in times))


def main(articles: Path, count: int) -> None:
    """Print what was measured."""
    translator = Identity()
    renderer, summariser = Renderer(translator, None, Search(), steps=()), Extractive(3, 0)
    all_articles = list(islice(synthetic(articles), CACHED))
    list(Flow(renderer, summariser, KnownRecords(None, False)).run(iter(all_articles[:20])))
    characters = sum(len(article.text) for article in all_articles) / CACHED
    translator.seconds = 0.0
    processor = time.process_time()
    seconds, memory = streamed(Flow(renderer, summariser, Forgetting()), islice(synthetic(articles), count))
    processor = time.process_time() - processor
    found = {"articles": count, "seconds": seconds, "processor": processor, "engine": translator.seconds}
    with tempfile.TemporaryDirectory() as folder:
        flow = Flow(renderer, summariser, KnownRecords(Outputs(Path(folder)), False))
        first, _ = streamed(flow, iter(all_articles))
        again, _ = streamed(flow, iter(all_articles))
    print(
        json.dumps(
            {
                **found,
                "together": together(articles, count),
                "memory": memory,
                "characters": characters,
                "written": CACHED / first,
                "cached": CACHED / again,
            }
        )
    )


class Forgetting:
    """Keeps no record."""

    def get(self, _article: Article, _signature: str) -> None:
        """None."""

    def put(self, _record: object) -> None:
        """Nothing."""


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))

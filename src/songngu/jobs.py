"""A pipeline in several processes, for machines on which one Python is too slow for its many cores, or its GPU.

Each process has its own copy of the model. Articles are handed out in chunks, a few chunks ahead, and come back in
order; sentences and records are kept as ever, by all processes in the same places. A process whose parent is gone, or
wants nothing more, ends at once.
"""

import multiprocessing
import os
import signal
import threading
import warnings
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import islice
from multiprocessing.connection import Connection, wait
from typing import Any, Final

from .api import Pipeline
from .errors import ArticleError, ModelError, UsageError
from .pipeline import OnError
from .types import Article, Record

# Articles in a chunk: about what fills two windows of segments, so that a process decodes one and judges the other.
CHUNK: Final = 8
AHEAD: Final = 2  # chunks for each process that are handed out before the first is waited for

Settings = tuple[tuple[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Done:
    """What a process made of a chunk: records by article id, errors in order, and the warnings on the way.

    Attributes:
        fresh: ids of the articles whose records were not in the outputs.
    """

    records: dict[str, Record] = field(default_factory=dict)
    fresh: set[str] = field(default_factory=set)
    errors: list[ArticleError] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


class Jobs(Pipeline):
    """A pipeline that shares its articles out among *jobs* processes; all other arguments are those of ``Pipeline``.

    Raises:
        UsageError: if there are fewer cores than processes.
    """

    def __init__(self, jobs: int, **settings: Any) -> None:
        cores = os.cpu_count() or 1
        if not 1 <= jobs <= cores:
            raise UsageError(f"jobs must be between 1 and the number of cores, {cores}, not {jobs}")
        super().__init__(**settings)
        self._jobs = jobs
        threads = settings.get("threads") or max(1, cores // jobs)
        shared = settings | {"threads": threads, "targets": tuple(settings.get("targets", self.flow.targets))}
        self._settings: Settings = tuple(sorted((k, tuple(v) if isinstance(v, list) else v) for k, v in shared.items()))

    def process(self, articles: Iterable[Article], on_error: OnError | None = None) -> Iterator[Record]:
        """As in ``Pipeline``; of articles in work at the same time, equal ones may be done more than once."""
        context = multiprocessing.get_context("spawn")  # threads and engines do not survive a fork
        watched, lifeline = context.Pipe(duplex=False)
        pool = ProcessPoolExecutor(self._jobs, mp_context=context, initializer=_begin, initargs=(watched,))
        working: deque[tuple[list[Article | Record], Future[Done]]] = deque()
        source = iter(articles)
        try:
            while chunk := [self._finished(article) or article for article in islice(source, CHUNK)]:
                left = [item for item in chunk if isinstance(item, Article)]
                with _deaf():
                    working.append((chunk, pool.submit(_work, self._settings, left)))
                if len(working) > self._jobs * AHEAD:
                    yield from self._collected(*working.popleft(), on_error)
            while working:
                yield from self._collected(*working.popleft(), on_error)
        except BrokenProcessPool as error:
            raise ModelError(
                f"one of {self._jobs} processes died, most likely for want of memory; what was finished is kept: run "
                "again with fewer jobs"
            ) from error
        finally:
            lifeline.close()  # nobody waits for what is still in work
            pool.shutdown(cancel_futures=True)
            watched.close()

    def _finished(self, article: Article) -> Record | None:
        """The valid record of *article*, unless its doubtful sentences are to be asked again."""
        return None if self._retry_suspect else self.known(article)

    def _collected(
        self, chunk: list[Article | Record], found: Future[Done], on_error: OnError | None
    ) -> Iterator[Record]:
        """The records of a chunk in order, after its warnings and errors."""
        done = found.result()
        for message in done.warnings:
            warnings.warn(message, stacklevel=2)
        for error in done.errors:
            if on_error is None:
                raise error
            on_error(error)
        for item in chunk:
            if isinstance(item, Record):
                yield item
            elif item.id in done.records:
                record = replace(done.records[item.id], article=item)
                if item.id in done.fresh:
                    self.note(record)
                yield record


def _work(settings: Settings, articles: list[Article]) -> Done:
    """In a process of its own: all of a chunk, kept where the settings say."""
    done = Done()
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", UserWarning)
        if articles:
            pipeline = _pipeline(settings)
            for record in pipeline.process(articles, done.errors.append):
                done.records[record.article.id] = record
            done.fresh.update(pipeline.fresh & done.records.keys())
    done.warnings.extend(str(warning.message) for warning in caught)
    return done


@lru_cache(maxsize=1)
def _pipeline(settings: Settings) -> Pipeline:
    """Made at the first chunk, and kept as long as its process lives."""
    return Pipeline(**dict(settings))


@contextmanager
def _deaf() -> Iterator[None]:
    """Processes that begin in this block never hear Ctrl-C, not even while they import; we hear it afterwards."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin(watched: Connection) -> None:
    """Leave Ctrl-C to the parent, and end with it, or when it closes its end of *watched*."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=(multiprocessing.parent_process(), watched), daemon=True).start()


def _end_with(parent: Any, watched: Connection) -> None:
    wait([parent.sentinel, watched])
    os._exit(1)

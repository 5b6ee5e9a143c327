"""The flow, whole. Opens no files, imports no torch.

    Article ─ clean ─▶ lines with roles ─ split ─▶ segments          prepare
            ─ translate, check, repair, all targets at once ─▶       Renderer.render
            ─ review, brief, account ─▶ Record                       Flow._finish

Articles stream: as many are in flight as fill the translator's batches, so memory does not grow with their number.
Two windows of them are in work at a time: what one has got is judged while the other is decoded.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from . import signatures
from .drafts import Draft, label, prepare, rules
from .errors import ArticleError, LanguageError
from .renderings import Renderer
from .retries import retried
from .stores import Records
from .summarisers import Summariser
from .types import Article, Record, Rendering, Segment, Translation
from .version import VERSION

# Segments in a window; ``kill -9`` loses at most the windows in work. On the seeds, and on 100 articles of 4 sentences,
# 128 are no faster than 64, since sentences of similar length share a batch; and progress is kept twice as often.
WINDOW: Final = 64
# A GPU wants more at once: with 64, Marian-big's form gave 102 sentences a second on an H100, its translator alone 850.
WINDOW_ON_GPU: Final = 512
FIRST: Final = 4  # the first window of a run is so many times smaller, the next half of that: for results early on
IN_WORK: Final = 2  # windows; a third would wait for the translator, which answers one at a time

OnError = Callable[[ArticleError], None]
Window = list[Draft | Record]


@dataclass(frozen=True)
class Flow:
    """Turn articles into records, with one renderer and one summariser, and keep them."""

    renderer: Renderer
    summariser: Summariser
    records: Records
    targets: tuple[str, ...] = ("en", "vi")

    @cached_property
    def signature(self) -> str:
        """Names everything that a record depends on, besides its article."""
        review = signatures.fingerprint("quantities", "names", "ledgers", "reviews")
        own = signatures.join(songngu=VERSION, to=",".join(self.targets), rules=rules(), review=review)
        return f"{own}|{self.renderer.signature}|{self.summariser.signature}"

    def run(self, articles: Iterable[Article], on_error: OnError | None = None) -> Iterator[Record]:
        """Yield the record of each article, in order: one that is kept already, or a new one.

        Args:
            on_error: called with the error of an article, while the rest goes on; without it the error is raised.
        """
        working: deque[tuple[Window, Future[list[Rendering]]]] = deque()
        pool = ThreadPoolExecutor(IN_WORK)
        try:
            for window in self._windows(articles, on_error):
                working.append((window, self._asked(window, pool)))
                while working and (len(working) > IN_WORK or working[0][1].done()):
                    yield from self._finished(*working.popleft())
            while working:
                yield from self._finished(*working.popleft())
        finally:
            pool.shutdown(wait=False, cancel_futures=True)  # who interrupts a run does not wait for its windows

    def retry(self, records: Iterable[Record]) -> Iterator[Record]:
        """Ask once more, with the whole repair ladder, for what was not accepted; the rest of a record stays."""
        renderer = self.renderer.thorough
        for record in records:
            again = retried(record, renderer)
            yield record if again is record else self._complete(again)

    def prepared(self, article: Article) -> Draft:
        """The draft of *article*, if the model covers its language; else an ``ArticleError``."""
        draft = prepare(article)
        try:
            for target in self.targets:
                self.renderer.check(draft.language, target)
        except LanguageError as error:
            guess = "" if article.language else f"identified as {draft.language!r}; --source names another; "
            raise ArticleError(label(article), f"{guess}{error}") from error
        return draft

    def _windows(self, articles: Iterable[Article], on_error: OnError | None) -> Iterator[Window]:
        """Drafts, and the records that are there already, as many together as fill the translator's batches."""
        signature = self.signature
        largest = WINDOW_ON_GPU if "device:cuda" in self.renderer.signature else WINDOW
        most = largest // FIRST
        window: Window = []
        for article in articles:
            try:
                window.append(self.records.get(article, signature) or self.prepared(article))
            except ArticleError as error:
                if on_error is None:
                    raise
                on_error(error)
            if _is_full(window, most):
                yield window
                window, most = [], min(2 * most, largest)
        yield window

    def _asked(self, window: Window, pool: ThreadPoolExecutor) -> Future[list[Rendering]]:
        """The renderings of a window, some time; where all records are there, at once."""
        if any(isinstance(item, Draft) for item in window):
            return pool.submit(self._render, window)
        nothing: Future[list[Rendering]] = Future()
        nothing.set_result([])
        return nothing

    def _render(self, window: Window) -> list[Rendering]:
        """All segments of all drafts into all targets, in one call."""
        drafts = [item for item in window if isinstance(item, Draft)]
        return self.renderer.render([key for draft in drafts for to in self.targets for key in draft.keys(to)])

    def _finished(self, window: Window, found: Future[list[Rendering]]) -> Iterator[Record]:
        """The records of a window, those that were there in their place."""
        renderings = iter(found.result())
        for item in window:
            yield item if isinstance(item, Record) else self._finish(item, renderings)

    def _finish(self, draft: Draft, renderings: Iterator[Rendering]) -> Record:
        """The next renderings, each with the white space of its segment, as a record."""
        signature = self.renderer.signature
        translations = {
            target: Translation(target, tuple(_placed(s, next(renderings)) for s in draft.segments), signature)
            for target in self.targets
        }
        return self._complete(
            Record(draft.article, draft.language, draft.lines, draft.segments, translations, {}, self.signature)
        )

    def _complete(self, record: Record) -> Record:
        """Reviewed, with briefs that know its verdicts, and accounts; and kept."""
        from . import reviews  # a run that finds all its records has no use for them

        record = reviews.cross_checked(record)
        self.records.put(record := reviews.accounted(replace(record, briefs=self.summariser.summarise(record))))
        return record


def _is_full(window: Window, most: int) -> bool:
    """True when enough segments wait to be translated; also when none does, so that known records do not wait."""
    waiting = sum(len(item.segments) for item in window if isinstance(item, Draft))
    return waiting == 0 or waiting >= most or len(window) >= most


def _placed(segment: Segment, rendering: Rendering) -> Rendering:
    """With the segment's own white space; with a space where a script without spaces became one with them."""
    return replace(rendering, tail=segment.tail if segment.tail or rendering.route == "identity" else " ")

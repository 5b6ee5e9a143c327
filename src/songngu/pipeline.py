"""The flow, whole. Opens no files, imports no torch.

    Article ─ clean ─▶ lines with roles ─ split ─▶ segments          prepare
            ─ translate, check, repair, all targets at once ─▶       Renderer.render
            ─ brief ─▶ Record                                        Flow._finish

Articles stream: enough of them are in flight that the translator sees full batches, and no more, so memory does not
grow with their number.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final, Protocol

from . import __version__, cleaning, languages, phrases, segments, signatures
from .cleaning import clean
from .errors import ArticleError, LanguageError
from .languages import UNDETERMINED, identify
from .renderings import Key, Renderer
from .segments import split_lines
from .summarisers import Summariser
from .types import Article, Line, Record, Rendering, Segment, Translation

# Segments in flight; ``kill -9`` loses at most these. On the seeds and two targets, 256 are 5 % faster than 64, and 16
# are 8 % slower; but progress is seen, and kept, four times as often.
WINDOW: Final = 64

OnError = Callable[[ArticleError], None]


class Records(Protocol):
    """Where finished records are kept, and found again under the same signature."""

    def get(self, article: Article, signature: str) -> Record | None: ...

    def put(self, record: Record) -> None: ...


@dataclass(frozen=True, slots=True)
class Draft:
    """An article ready to be translated."""

    article: Article
    language: str
    lines: tuple[Line, ...]
    segments: tuple[Segment, ...]

    def keys(self, target: str) -> list[Key]:
        """What has to be rendered, one for one with the segments."""
        return [(self.lines[segment.line].language, target, segment.text) for segment in self.segments]


def prepare(article: Article) -> Draft:
    """Find the language, the roles of the lines, and the sentences.

    Raises:
        ArticleError: if there is nothing to translate, or the language cannot be told.
    """
    language = article.language or identify(article.text)
    if language == UNDETERMINED:
        raise ArticleError(label(article), "its language cannot be told from its letters; name it with --source")
    lines = clean(article, language)
    draft = Draft(article, language, lines, split_lines(lines))
    if not any(segment.text for segment in draft.segments):
        rules = sorted({line.rule for line in lines if line.text})
        raise ArticleError(label(article), f"has nothing to translate; its lines are {', '.join(rules) or 'empty'}")
    return draft


def label(article: Article) -> str:
    """What the user would call an article."""
    return article.source or article.key or article.title or f"article {article.id[:12]}"


@dataclass(frozen=True)
class Flow:
    """Turn articles into records, with one renderer and one summariser, and keep them."""

    renderer: Renderer
    summariser: Summariser
    records: Records
    targets: tuple[str, ...] = ("en", "vi")

    @property
    def signature(self) -> str:
        """Names everything that a record depends on, besides its article."""
        rules = signatures.fingerprint(languages, cleaning, phrases, segments)
        return signatures.join(
            songngu=__version__, to=",".join(self.targets), rules=rules,
        ) + f"|{self.renderer.signature}|{self.summariser.signature}"  # fmt: skip

    def run(self, articles: Iterable[Article], on_error: OnError | None = None) -> Iterator[Record]:
        """Yield the record of each article, in order: one that is kept already, or a new one.

        Args:
            on_error: called with the error of an article, while the rest goes on; without it the error is raised.
        """
        signature = self.signature
        window: list[Draft | Record] = []
        for article in articles:
            try:
                window.append(self.records.get(article, signature) or self._checked(prepare(article)))
            except ArticleError as error:
                if on_error is None:
                    raise
                on_error(error)
            if _is_full(window):
                yield from self._translate(window)
                window = []
        yield from self._translate(window)

    def _checked(self, draft: Draft) -> Draft:
        """The draft, if the model covers all its languages."""
        for language in sorted({line.language for line in draft.lines if line.kept}):
            for target in self.targets:
                try:
                    self.renderer.check(language, target)
                except LanguageError as error:
                    raise ArticleError(label(draft.article), str(error)) from error
        return draft

    def _translate(self, window: list[Draft | Record]) -> Iterator[Record]:
        """All segments of all drafts into all targets, in one call; records pass in their place."""
        drafts = [item for item in window if isinstance(item, Draft)]
        keys = [key for draft in drafts for target in self.targets for key in draft.keys(target)]
        renderings = iter(self.renderer.render(keys))
        for item in window:
            yield item if isinstance(item, Record) else self._finish(item, renderings)

    def _translation(self, draft: Draft, target: str, renderings: Iterator[Rendering]) -> Translation:
        """The next renderings, each with the white space of its segment."""
        pairs = zip(draft.segments, renderings, strict=False)  # takes as many as there are segments
        placed = tuple(replace(rendering, tail=_tail(segment, rendering)) for segment, rendering in pairs)
        return Translation(target, placed, self.renderer.signature)

    def _finish(self, draft: Draft, renderings: Iterator[Rendering]) -> Record:
        translations = {target: self._translation(draft, target, renderings) for target in self.targets}
        record = Record(draft.article, draft.language, draft.lines, draft.segments, translations, {}, self.signature)
        briefs = {target: self.summariser.summarise(record, target) for target in self.targets}
        record = replace(record, briefs=briefs)
        self.records.put(record)
        return record


def _is_full(window: list[Draft | Record]) -> bool:
    """True when enough is in flight; also when nothing waits to be translated, so that known records do not wait."""
    waiting = sum(len(item.segments) for item in window if isinstance(item, Draft))
    return waiting == 0 or waiting >= WINDOW or len(window) >= WINDOW


def _tail(segment: Segment, rendering: Rendering) -> str:
    """The segment's own white space; a space where a script without spaces became one with them."""
    return segment.tail if segment.tail or rendering.route == "identity" else " "

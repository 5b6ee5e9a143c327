"""The library: the parts put together, with a model, a cache and an output folder. Holds no rules of its own."""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Final

from . import catalog
from .cache import RenderingStore
from .errors import LanguageError, UsageError
from .languages import NAMES, UNDETERMINED, identify, name
from .outputs import Outputs
from .pipeline import Flow, OnError
from .renderings import Renderer
from .segments import split_lines
from .stores import Key
from .summarisers.extractive import Extractive
from .translators import Translator, load
from .types import Article, Brief, Line, Record, Rendering, Translation, canonical

TARGETS: Final = ("en", "vi")
CACHE_VARIABLE: Final = "SONGNGU_CACHE"


def cache_folder() -> Path:
    """``$SONGNGU_CACHE``, or the user's cache folder of this platform (``$XDG_CACHE_HOME/songngu`` on Linux)."""
    if chosen := os.environ.get(CACHE_VARIABLE):
        return Path(chosen)
    from platformdirs import user_cache_path

    return user_cache_path("songngu")


class Pipeline:
    """Articles in, records out: streams, resumes, caches.

    Args:
        model: name or folder of a model; ``auto`` takes the best that is there.
        targets: ISO 639-1 codes of the languages to translate into.
        outputs: folder for records; None writes none.
        sentences: length of a brief.
        cache: folder for accepted sentences and converted models; None takes ``cache_folder()``.
        engine: ``auto``, ``ctranslate2`` or ``transformers``.
        threads: for the engine; 0 leaves the choice to it.
        force: process articles again whose record is valid, and sentences that were accepted before.

    Raises:
        UsageError, LanguageError, ModelError, StoreError: at once, not at the first article.
    """

    def __init__(
        self,
        model: str = catalog.AUTO,
        *,
        targets: Sequence[str] = TARGETS,
        outputs: str | Path | None = None,
        sentences: int = 3,
        cache: str | Path | None = None,
        engine: str = "auto",
        threads: int = 0,
        force: bool = False,
    ) -> None:
        _check(targets, sentences, threads)
        folder = Path(cache) if cache else cache_folder()
        self.model = catalog.find(model)
        translator = _translator(self.model, engine, folder, threads)
        for target in targets:
            if not any(translator.supports(code, target) for code in NAMES):
                raise LanguageError(f"model {self.model.name} does not translate into {target!r}; choose another model")
        self.outputs = Outputs(Path(outputs)) if outputs else None
        if self.outputs:
            self.outputs.check()
        self.store = RenderingStore(folder)
        self._records = _Records(self.outputs, force)
        renderer = Renderer(translator, _Forgetful(self.store) if force else self.store)
        self.flow = Flow(renderer, Extractive(sentences), self._records, tuple(dict.fromkeys(targets)))
        self.signature = self.flow.signature

    def __enter__(self) -> "Pipeline":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the cache."""
        self.store.close()

    @property
    def fresh(self) -> frozenset[str]:
        """Ids of the articles that were processed, not found in the outputs."""
        return frozenset(self._records.fresh)

    def known(self, article: Article) -> Record | None:
        """The valid record of *article*, if the outputs have it."""
        return self._records.get(article, self.signature)

    def run(self, articles: Iterable[Article], on_error: OnError | None = None) -> Iterator[Record]:
        """Yield the record of each article, in order, written to the outputs before it is yielded.

        Args:
            on_error: called with the error of an article, while the rest goes on; without it the error is raised.
        """
        try:
            yield from self.flow.run(articles, on_error)
        finally:
            if self.outputs:
                self.outputs.write_index()


def _check(targets: Sequence[str], sentences: int, threads: int) -> None:
    """Raise a ``UsageError`` or ``LanguageError`` for arguments that make no sense."""
    if sentences < 1:
        raise UsageError(f"a brief needs at least 1 sentence, not {sentences}")
    if not targets:
        raise UsageError("no target language; name one or more, as in en,vi")
    cores = os.cpu_count() or 1
    if not 0 <= threads <= cores:
        raise UsageError(f"threads must be between 0 (the engine's own choice) and {cores}, not {threads}")
    for target in targets:
        name(target)


def process(
    article: Article, *, model: str = catalog.AUTO, targets: Sequence[str] = TARGETS, sentences: int = 3
) -> Record:
    """One article, translated, checked and summarised; nothing is written but the cache of sentences."""
    with Pipeline(model, targets=targets, sentences=sentences) as pipeline:
        return next(pipeline.run([article]))


def translate(texts: Sequence[str], *, to: str, source: str = "", model: str = catalog.AUTO) -> list[Rendering]:
    """Sentences, without articles: one rendering for each text, in order.

    Args:
        source: ISO 639-1 code; empty identifies each text by itself.

    Raises:
        LanguageError: if a language cannot be told or is not covered.
    """
    keys = [(source or _identified(text), to, text) for text in map(_valid, texts)]
    with Pipeline(model, targets=[to]) as pipeline:
        for language in {language for language, _, _ in keys}:
            pipeline.flow.renderer.check(language, to)
        return pipeline.flow.renderer.render(keys)


def brief(text: str, *, language: str = "", title: str = "", sentences: int = 3) -> Brief:
    """A brief of a text in its own language, with its evidence: indices into ``split(text)``. Needs no model."""
    if sentences < 1 or not text.strip():
        raise UsageError(f"a brief needs a text and at least 1 sentence, not {text[:20]!r} and {sentences}")
    language = language or _identified(_valid(text))
    lines = tuple(Line(line, "body", "paragraph", language) for line in text.split("\n"))
    heading = (Line(title, "title", "given", language),) if title else ()
    segments = split_lines(heading + lines)
    renderings = tuple(Rendering(s.text, s.tail, "ok", (), "identity") for s in segments)
    translation = Translation(language, renderings, "identity")
    record = Record(
        Article(text, title, language), language, heading + lines, segments, {language: translation}, {}, ""
    )
    found = Extractive(sentences).summarise(record, language)
    shift = len(segments) - len(split_lines(lines))
    moved = tuple(replace(s, evidence=tuple(n - shift for n in s.evidence)) for s in found.sentences)
    return replace(found, sentences=moved)


def _valid(text: str) -> str:
    """The text itself, unless it cannot be text."""
    try:
        canonical(text)
    except ValueError as error:
        raise UsageError(f"{text[:60]!r}: {error}") from error
    return text


def _identified(text: str) -> str:
    language = identify(text)
    if language == UNDETERMINED:
        raise LanguageError(f"the language of {text[:60]!r} cannot be told; name it with source= or language=")
    return language


@lru_cache(maxsize=2)
def _translator(model: catalog.Model, engine: str, folder: Path, threads: int) -> Translator:
    """A loaded model, kept for the next call: reading it again would cost more than a sentence."""
    digest = catalog.revision(model, folder)
    return load(model.folder, engine=engine, converted=folder / "converted", threads=threads, digest=digest)


class _Records:
    """The outputs, if there are any, and which articles are new to them."""

    def __init__(self, outputs: Outputs | None, force: bool) -> None:
        self._outputs = outputs
        self._force = force
        self.fresh: set[str] = set()

    def get(self, article: Article, signature: str) -> Record | None:
        return None if self._force or not self._outputs else self._outputs.get(article, signature)

    def put(self, record: Record) -> None:
        """Keep it; of equal articles in one run, the first."""
        if self._outputs and record.article.id not in self.fresh:
            self._outputs.put(record)
        self.fresh.add(record.article.id)


class _Forgetful:
    """A store that remembers nothing of what it keeps: everything is rendered anew, and replaces what was there."""

    def __init__(self, store: RenderingStore) -> None:
        self._store = store

    def get(self, _signature: str, _keys: Iterable[Key]) -> dict[Key, Rendering]:
        return {}

    def put(self, signature: str, renderings: Mapping[Key, Rendering]) -> None:
        self._store.put(signature, renderings)

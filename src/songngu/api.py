"""The library: the parts put together, with a model, a cache and an output folder. Holds no rules of its own."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path

from .assembly import (
    Forgetful,
    KnownRecords,
    check,
    check_brief,
    check_chat,
    check_words,
    remote,
    translator_of,
    ways,
    writer_of,
)
from .cache import RenderingStore
from .canonical import canonical
from .errors import LanguageError, UsageError
from .glossaries import Glossary
from .languages import NAMES, TARGETS, UNDETERMINED, identify
from .models import catalog
from .outputs import Outputs
from .pipeline import Flow, OnError
from .places import cache_folder
from .renderings import Renderer
from .summarisers import Summariser
from .summarisers.extractive import Extractive
from .translators import Chat, Translator, at_server, with_fallbacks
from .types import Article, Brief, Line, Record, Rendering, Sentence, Translation


class Pipeline:
    """Articles in, records out: streams, resumes, caches.

    Args:
        model: name or folder of a model; ``auto`` takes the best that is there.
        targets: ISO 639-1 codes of the languages to translate into.
        outputs: folder for records; None writes none.
        sentences: length of a brief.
        words: length of a brief in words instead, at most; 0 counts sentences.
        cache: folder for accepted sentences and converted models; None takes ``cache_folder()``.
        engine: ``auto``, ``ctranslate2`` or ``transformers``.
        threads: for the engine; 0 leaves the choice to it.
        force: process articles again whose record is valid, and sentences that were accepted before.
        fallbacks: names or folders of models, asked in turn for what the first does not cover or do well.
        retry_suspect: ask again, once and with every repair, for the sentences of a record that were not accepted.
        glossary: file of terms that translations must use, as ``glossaries.reading`` describes it.
        server: address of a server with chat models, as ``http://localhost:11434/v1``; *server_model*, which then takes
            the place of *model*, is a name there, and *server_key* is sent along.
        group: neighbouring sentences that a chat model is asked for together. With more than 1 a sentence's
            translation depends on its neighbours, and is kept in the article's record only.
        brief: name or folder of a model that writes the briefs; empty chooses sentences of the article instead.
        brief_in: ``english`` has the brief written in English and translated, ``both`` in each language by itself.
        brief_server: address of the server that has the model *brief*; empty means this machine.

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
        words: int = 0,
        cache: str | Path | None = None,
        engine: str = "auto",
        threads: int = 0,
        force: bool = False,
        fallbacks: Sequence[str] = (),
        retry_suspect: bool = False,
        glossary: str | Path | None = None,
        server: str = "",
        server_model: str = "",
        server_key: str = "",
        group: int = 1,
        brief: str = "",
        brief_in: str = "english",
        brief_server: str = "",
    ) -> None:
        check(targets, sentences, words, threads)
        check_chat(model, server, server_model, group)
        check_brief(brief, brief_in, brief_server)
        terms = Glossary.read(glossary) if glossary else Glossary()
        folder = Path(cache) if cache else cache_folder()
        self.model = remote(server, server_model) if server else catalog.find(model, targets)
        self.fallbacks = [catalog.find(name) for name in fallbacks]
        if server:
            translator: Translator = at_server(server, server_model, server_key, group=group)
        else:
            translator = translator_of(self.model, engine, folder, threads, group)
        for target in targets:
            if not any(translator.supports(code, target) for code in NAMES):
                raise LanguageError(f"model {self.model.name} does not translate into {target!r}; choose another model")
        self.outputs = Outputs(Path(outputs)) if outputs else None
        if self.outputs:
            self.outputs.check()
        self.store = RenderingStore(folder)
        self._records = KnownRecords(self.outputs, force)
        self._retry_suspect = retry_suspect
        others = [translator_of(other, engine, folder, threads) for other in self.fallbacks]
        search, steps = ways(translator, others, terms)
        self._apart = isinstance(translator, Chat) and translator.group > 1
        store = None if self._apart else Forgetful(self.store) if force else self.store
        renderer = Renderer(with_fallbacks(translator, others), store, search, steps=steps, glossary=terms)
        summariser: Summariser = Extractive(sentences, words)
        self.brief_models: list[catalog.Model] = []
        if brief:
            from .summarisers.abstractive import Abstractive  # only here: most runs have no model that writes

            named, writer = writer_of(brief, brief_server, server_key, targets, folder, threads)
            self.brief_models.append(named)
            summariser = Abstractive(writer, renderer, Extractive(sentences, words), native=brief_in == "both")
        self.flow = Flow(renderer, summariser, self._records, tuple(dict.fromkeys(targets)))
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
            yield from self.process(articles, on_error)
        finally:
            if self.outputs:
                self.outputs.write_index()

    def process(self, articles: Iterable[Article], on_error: OnError | None = None) -> Iterator[Record]:
        """As ``run``, but the index of the outputs stays as it is."""
        # Neighbours of a sentence are those of its own article.
        parts: Iterable[Iterable[Article]] = ([article] for article in articles) if self._apart else [articles]
        records = chain.from_iterable(self.flow.run(part, on_error) for part in parts)
        yield from self.flow.retry(records) if self._retry_suspect else records

    def note(self, record: Record) -> None:
        """Count *record*, which another process wrote, as fresh, and for the index; of equal articles, the first."""
        first = self._records.fresh.setdefault(record.article.id, record.article)
        if self.outputs and record.article == first:
            self.outputs.note(record)


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
        UsageError: if *texts* is one string, whose characters would be taken for sentences.
        LanguageError: if a language cannot be told or is not covered.
    """
    if isinstance(texts, str):
        raise UsageError(f"translate needs a list of texts, not the text {texts[:60]!r}; write [text]")
    keys = [(source or _identified(text), to, text) for text in map(_valid, texts)]
    with Pipeline(model, targets=[to]) as pipeline:
        for language in {language for language, _, _ in keys}:
            pipeline.flow.renderer.check(language, to)
        return pipeline.flow.renderer.render(keys)


def brief(text: str, *, language: str = "", title: str = "", sentences: int = 3, words: int = 0) -> Brief:
    """A brief of a text in its own language, with its evidence: indices into ``split(text)``. Needs no model.

    Its length is counted in *sentences*, or, if that is not 0, in *words*. The title is not repeated as a headline.
    """
    from .segments import split_lines

    if sentences < 1 or not text.strip():
        raise UsageError(f"a brief needs a text and at least 1 sentence, not {text[:20]!r} and {sentences}")
    check_words(words)
    language = language or _identified(_valid(text))
    lines = tuple(Line(line, "body", "paragraph", language) for line in text.split("\n"))
    heading = (Line(title, "title", "given", language),) if title else ()
    segments = split_lines(heading + lines)
    renderings = tuple(Rendering(s.text, s.tail, "ok", (), "identity") for s in segments)
    translation = Translation(language, renderings, "identity")
    record = Record(
        Article(text, title, language), language, heading + lines, segments, {language: translation}, {}, ""
    )
    found = Extractive(sentences, words).summarise(record)[language]
    shift = len(segments) - len(split_lines(lines))

    def moved(parts: Sequence[Sentence]) -> tuple[Sentence, ...]:
        return tuple(replace(part, evidence=tuple(n - shift for n in part.evidence)) for part in parts)

    return replace(
        found, headline=(), sentences=moved(found.sentences), figures=moved(found.figures), facts=moved(found.facts)
    )


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

"""One function for each command: options in, exit code out."""

import argparse
import json
import os
import time
from pathlib import Path
from typing import Any, Final

from .. import signatures
from ..api import Pipeline
from ..articles import read
from ..cache import FILE, RenderingStore
from ..drafts import label, prepare
from ..errors import ArticleError, StoreError
from ..glossaries import Glossary
from ..outputs import INDEX, RECORD, Outputs, as_dict
from ..outputs.wording import counted
from ..places import cache_folder
from ..types import Record
from . import terminal
from .tally import Tally

_OK: Final = 0
_FAILED: Final = 1
_SUSPECT: Final = 3
_DOUBTS: Final = ("suspect", "untranslated")


def run(options: argparse.Namespace) -> int:
    """Process articles; a line or a record for each on stdout, the summary on stderr."""
    started = time.monotonic()
    failures: list[ArticleError] = []
    tally = Tally()

    def failed(error: ArticleError) -> None:
        failures.append(error)
        terminal.complain(error)

    with _pipeline(options) as pipeline:
        for model in (pipeline.model, *pipeline.fallbacks, *pipeline.brief_models):
            terminal.announce(model)
        found = read(options.paths, language=options.source, on_error=failed)
        with terminal.progress() as advance:
            for record in pipeline.run(found, on_error=failed):
                tally.add(record)
                _emit(record, options)
                advance(label(record.article))
        summary = _summary(pipeline, tally, failures)
        Outputs(Path(options.outputs)).write_run(summary)
    terminal.summarise(summary, time.monotonic() - started, options.outputs, options.usual_outputs)
    if failures:
        return _FAILED
    return _SUSPECT if options.strict and tally.doubtful else _OK


def plan(options: argparse.Namespace) -> int:
    """Language, lines removed, segments and cache hits of each article, without a model."""
    failures: list[ArticleError] = []

    def failed(error: ArticleError) -> None:
        failures.append(error)
        terminal.complain(error)

    rows = [("article", "language", "lines left out", "segments", "to translate", "state")]
    with _pipeline(options) as pipeline:
        for article in read(options.paths, language=options.source, on_error=failed):
            try:
                draft = pipeline.flow.prepared(article)
            except ArticleError as error:
                failed(error)
                continue
            keys = {key for target in pipeline.flow.targets for key in draft.keys(target) if key[0] != key[1]}
            left = len(keys) - pipeline.store.count(pipeline.flow.renderer.signature, keys)
            removed = ", ".join(line.rule for line in draft.lines if not line.kept)
            done = pipeline.known(article) is not None
            work = ("0", "done") if done else (str(left), "to do")
            rows.append((label(article), draft.language, removed or "none", str(len(draft.segments)), *work))
    terminal.table(rows)
    return _FAILED if failures else _OK


def check(options: argparse.Namespace) -> int:
    """Judge every record of an outputs folder by the present rules: its sentences, its figures, its names."""
    from ..glossaries.records import judged  # here: to find finished records, no other command needs the rules
    from ..reviews import judged_again

    outputs = Outputs(_existing(options.folder))
    rows = [("article", "target", "segment", "verdict", "reasons")]
    tally = Tally()
    glossary = Glossary.read(options.glossary) if options.glossary else Glossary()
    for record in outputs.records():
        record = judged(judged_again(record), glossary)
        tally.add(record)
        for target, translation in record.translations.items():
            for n, rendering in enumerate(translation.renderings, start=1):
                if rendering.verdict in _DOUBTS:
                    reasons = "; ".join(rendering.reasons)
                    rows.append((record.article.id[:12], target, str(n), rendering.verdict, reasons))
    terminal.table(rows)
    terminal.account(tally.as_dict())
    if damaged := len(outputs.ids()) - tally.articles:
        records = counted(damaged, "damaged record", "damaged records")
        terminal.say(f"{records}; run their articles again")
        return _FAILED
    return _SUSPECT if options.strict and tally.doubtful else _OK


def show(options: argparse.Namespace) -> int:
    """One article: source, translations, verdicts, figures, names, briefs."""
    terminal.show(_record(options))
    return _OK


def cache_stats(options: argparse.Namespace) -> int:
    """Number of accepted sentences, by signature."""
    with RenderingStore(_cache(options)) as store:
        rows = [("sentences", "signature"), *((str(n), signature) for signature, n in store.statistics().items())]
        terminal.table(rows)
        terminal.say(f"{store.path}: {store.path.stat().st_size:,} bytes")
    return _OK


def cache_why(options: argparse.Namespace) -> int:
    """What differs between the signature of a record and the present one, part by part."""
    record = _record(options)
    _cache(options)
    with _pipeline(options) as pipeline:
        changes = signatures.differences(record.signature, pipeline.signature)
        draft = prepare(record.article)
        keys = {key for target in pipeline.flow.targets for key in draft.keys(target) if key[0] != key[1]}
        accepted = pipeline.store.count(pipeline.flow.renderer.signature, keys)
    name = record.article.id[:12]
    if changes:
        terminal.table([("part", "record", "now"), *((key, *pair) for key, pair in changes.items())])
        terminal.say(f"{name} would be processed again; {accepted} of {len(keys)} sentences are accepted already")
    else:
        terminal.table([("part", "value"), *(tuple(part.split(":", 1)) for part in record.signature.split("|"))])
        terminal.say(f"{name} is valid: the same article and the same signature")
    return _OK


def cache_gc(options: argparse.Namespace) -> int:
    """Delete what the present settings cannot use."""
    _cache(options)
    with _pipeline(options) as pipeline:
        gone = pipeline.store.collect([pipeline.flow.renderer.signature])
        deleted = counted(gone, "sentence", "sentences")
        terminal.say(f"{pipeline.store.path}: {deleted} deleted, {pipeline.store.path.stat().st_size:,} bytes left")
    return _OK


def _pipeline(options: argparse.Namespace) -> Pipeline:
    settings: dict[str, Any] = {
        "model": options.model,
        "targets": [code for code in options.to.replace(" ", "").split(",") if code],
        "outputs": options.outputs,
        "sentences": options.sentences,
        "words": options.words,
        "cache": options.cache,
        "engine": options.engine,
        "threads": options.threads,
        "force": getattr(options, "force", False),
        "fallbacks": options.fallback,
        "retry_suspect": getattr(options, "retry_suspect", False),
        "glossary": options.glossary,
        "server": options.server,
        "server_model": options.server_model,
        "server_key": os.environ.get("SONGNGU_SERVER_KEY", ""),
        "group": options.group,
        "brief": options.brief,
        "brief_in": options.brief_in,
        "brief_server": options.brief_server,
    }
    if getattr(options, "jobs", 1) == 1:
        return Pipeline(**settings)
    from ..jobs import Jobs  # only here: processes are not what most runs need

    return Jobs(options.jobs, **settings)


def _cache(options: argparse.Namespace) -> Path:
    """The folder of accepted sentences, which is there: to look into one makes none."""
    folder = Path(options.cache) if options.cache else cache_folder()
    if not (folder / FILE).is_file():
        raise StoreError(f"{folder}: no sentences are kept there; `songngu run` keeps them, --cache names its folder")
    return folder


def _record(options: argparse.Namespace) -> Record:
    """The record that HASH or PATH names."""
    path = Path(options.article)
    if options.article in ("", "-", "<stdin>"):
        raise StoreError(
            f"{options.article!r} names no article; name a file, or the beginning of a hash, as {INDEX} in "
            f"{options.outputs} lists them"
        )
    if path.is_dir():  # outputs/<id>
        return _record_in(path.resolve())
    if path.is_file():
        return _record_of(path, options)
    return Outputs(_existing(options.outputs)).find(options.article)


def _record_in(folder: Path) -> Record:
    if not (folder / RECORD).is_file():
        raise StoreError(f"{folder}: holds no {RECORD}; name the folder of one article, its hash, or its file")
    return Outputs(folder.parent).find(folder.name)


def _record_of(path: Path, options: argparse.Namespace) -> Record:
    """The record of the article in a file."""
    outputs = Outputs(Path(options.outputs))
    ids = outputs.by_source(str(path)) or [article.id for article in read(path)]
    if len(ids) != 1:
        number = counted(len(ids), "article", "articles")
        raise StoreError(f"{path} holds {number}; name one by the beginning of its hash")
    if ids[0] not in outputs.ids():
        again = terminal.invocation("run", str(path), options.outputs, options.usual_outputs)
        raise StoreError(f"{path}: not done yet: {again}")
    return outputs.find(ids[0])


def _existing(folder: str) -> Path:
    path = Path(folder)
    if not path.is_dir():
        raise StoreError(f"{folder}: there is no such folder; name one that `songngu run` wrote")
    return path


def _emit(record: Record, options: argparse.Namespace) -> None:
    if options.format == "jsonl":
        print(json.dumps(as_dict(record), ensure_ascii=False), flush=True)
    else:
        print(terminal.line(record, options.outputs), flush=True)


def _summary(pipeline: Pipeline, tally: Tally, failures: list[ArticleError]) -> dict[str, Any]:
    return {
        "articles": tally.articles,
        "processed": len(pipeline.fresh),
        "failed": [{"item": error.item, "reason": error.reason} for error in failures],
        **tally.as_dict(),
        "signature": pipeline.signature,
    }

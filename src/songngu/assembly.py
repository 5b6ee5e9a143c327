"""What ``api`` puts together: arguments checked, models loaded, ways to ask, records and sentences that are kept."""

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .cache import RenderingStore
from .errors import LanguageError, ModelError, UsageError
from .glossaries import Glossary
from .languages import name
from .models import catalog
from .models.calibration import choice_for
from .outputs import Outputs
from .repairs import Step, ladder, whole
from .stores import Key
from .translators import Chat, Search, Translator, load, routed
from .types import Article, Record, Rendering

if TYPE_CHECKING:
    from .summarisers.writing import Writer


def check(targets: Sequence[str], sentences: int, words: int, threads: int) -> None:
    """Raise a ``UsageError`` or ``LanguageError`` for arguments that make no sense."""
    if sentences < 1:
        raise UsageError(f"a brief needs at least 1 sentence, not {sentences}")
    check_words(words)
    if not targets:
        raise UsageError("no target language; name one or more, as in en,vi")
    cores = os.cpu_count() or 1
    if not 0 <= threads <= cores:
        raise UsageError(f"threads must be between 0 (the engine's own choice) and {cores}, not {threads}")
    for target in targets:
        name(target)


def check_chat(model: str, server: str, server_model: str, group: int) -> None:
    """Raise a ``UsageError`` for arguments about a server that do not go together."""
    if bool(server) != bool(server_model):
        raise UsageError("a server and the name of a model there belong together: --server URL --server-model NAME")
    if server and model != catalog.AUTO:
        raise UsageError(f"either the model {model!r} of this machine, or one of the server {server}; not both")
    if group < 1:
        raise UsageError(f"group must be at least 1 (sentence by sentence), not {group}")


def remote(server: str, name: str) -> catalog.Model:
    """What is said of a model on a server; it has no folder."""
    return catalog.Model(name, Path(), "see the server", f"the articles are sent to {server}")


def ways(translator: Translator, others: Sequence[Translator], terms: Glossary) -> tuple[Search, tuple[Step, ...]]:
    """How sentences are asked first, and the repair ladder after that."""
    steps = ladder(translator, others)
    chat = isinstance(translator, Chat)
    if chat:
        steps = _without_search(steps, translator)
    if terms.digest:
        from .glossaries import masking  # only here, as the models that write: most runs have neither

        steps = (*steps[:1], masking.step(translator, terms), *steps[1:])
    return Search(beam=1) if chat else Search(hypotheses=Search().beam), steps


def _without_search(steps: Sequence[Step], translator: Translator) -> tuple[Step, ...]:
    """The steps that ask for something else, not only in another way: a chat model has one answer to a question."""
    return tuple(
        replace(step, search=Search(beam=1)) if step.translator is translator else step
        for step in steps
        if step.translator is not translator or step.parts is not whole or step.through_english
    )


def check_words(words: int) -> None:
    """Raise a ``UsageError`` for a length that is none."""
    if words < 0:
        raise UsageError(f"a brief of {words} words is none; give a number above 0, or 0 to count sentences")


def translator_of(model: catalog.Model, engine: str, folder: Path, threads: int, group: int = 1) -> Translator:
    """A loaded model, kept for the next call as long as its files stay the same."""
    return _loaded(model, catalog.revision(model, folder), engine, folder, threads, group)


@lru_cache(maxsize=2)
def _loaded(model: catalog.Model, digest: str, engine: str, folder: Path, threads: int, group: int) -> Translator:
    """Kept, since reading it again would cost more than a sentence."""
    if model.members:
        return routed([translator_of(member, engine, folder, threads, group) for member in model.members])
    options: dict[str, Any] = {"engine": engine}
    if engine == "auto" and (choice := choice_for(digest, folder)):
        options = asdict(choice)
    converted = folder / "converted"
    return load(model.folder, converted=converted, threads=threads, digest=digest, group=group, **options)


def check_brief(brief: str, brief_in: str, brief_server: str) -> None:
    """Raise a ``UsageError`` for arguments about who writes the briefs that do not go together."""
    if brief_in not in ("english", "both"):
        raise UsageError(f"briefs cannot be written in {brief_in!r}; there are: english (then translated), both")
    if not brief and (brief_server or brief_in != "english"):
        raise UsageError("no model for the briefs is named; name it, as in --brief NAME, also if a server has it")


def writer_of(
    brief: str, server: str, key: str, targets: Sequence[str], folder: Path, threads: int
) -> "tuple[catalog.Model, Writer]":
    """The model that writes briefs, on this machine or on a server. Its weights are read at the first brief.

    Raises:
        LanguageError: if it writes none of the *targets*.
    """
    from .summarisers.writing import Writer
    from .translators.generation import text_model, text_model_at

    if server:
        model, writer = remote(server, brief), Writer(text_model_at(server, brief, key))
    else:
        model = catalog.find(brief)
        if model.members:
            raise ModelError(f"{brief}: is a set of models that translate; name one that writes briefs, as qwen3-4b")
        digest = catalog.revision(model, folder)
        writer = Writer(text_model(model.folder, threads=threads, digest=digest))
    if not any(map(writer.writes, targets)):
        raise LanguageError(f"{brief} writes no briefs in {', '.join(targets)}; choose another model, or other targets")
    return model, writer


class KnownRecords:
    """The outputs, if there are any, and which articles are new to them."""

    def __init__(self, outputs: Outputs | None, force: bool) -> None:
        self._outputs = outputs
        self._force = force
        self.fresh: dict[str, Article] = {}  # by id

    def get(self, article: Article, signature: str) -> Record | None:
        return None if self._force or not self._outputs else self._outputs.get(article, signature)

    def put(self, record: Record) -> None:
        """Keep it; of equal articles in one run, the first."""
        first = self.fresh.setdefault(record.article.id, record.article)
        if self._outputs and record.article == first:
            self._outputs.put(record)


class Forgetful:
    """A store that remembers nothing of what it keeps: everything is rendered anew, and replaces what was there."""

    def __init__(self, store: RenderingStore) -> None:
        self._store = store

    def get(self, _signature: str, _keys: Iterable[Key]) -> dict[Key, Rendering]:
        return {}

    def put(self, signature: str, renderings: Mapping[Key, Rendering]) -> None:
        self._store.put(signature, renderings)

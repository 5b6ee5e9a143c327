"""Translators: sentences in, hypotheses out, behind one protocol. ``load`` makes one from a model folder.

They know nothing of articles, of what is cached, nor of any file outside the two folders handed to them. Importing
this package, and ``signature_of``, import no engine: a run that finds all in its cache never does.
"""

from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from ..errors import UsageError
from . import letters, padding
from .chat import Chat
from .engines import ENGINES, EngineEntry, entry_of
from .families import family_of, is_chat
from .family import Vocabulary
from .folders import ModelFolder, digest_file, digest_folder, open_folder
from .pivot import FirstOf, Pivot, name_of, routed, with_fallbacks
from .protocol import Hypothesis, Request, Search, Translator, ask, join

__all__ = [
    "ENGINES",
    "Chat",
    "FirstOf",
    "Hypothesis",
    "Pivot",
    "Request",
    "Search",
    "Translator",
    "ask",
    "at_server",
    "digest_file",
    "digest_folder",
    "join",
    "load",
    "name_of",
    "routed",
    "signature_of",
    "with_fallbacks",
]


_CHAT: Final = EngineEntry("songngu.translators.chat_local.Local", ("transformers", "tokenizers", "torch"), "bfloat16")


def load(
    folder: Path,
    *,
    engine: str = "auto",
    converted: Path,
    threads: int = 0,
    digest: str | None = None,
    group: int = 1,
    batch_tokens: int = 0,
    threads_per_batch: int = 1,
) -> Translator:
    """A translator from a model folder. Its weights are read at the first ``translate``.

    Args:
        folder: config.json, safetensors, tokenizer files.
        engine: a name of ``ENGINES``, or ``auto``.
        converted: folder of ours for models in the engine's own format; made if need be.
        threads: most that the engine uses; 0 leaves the choice to it.
        digest: ``digest_folder(folder)``, if the caller has it already: it takes long for a large model.
        group: neighbouring sentences that a chat model is asked for together; see ``Chat``.
        batch_tokens: source tokens of a batch; 0 takes those of the engine's entry.
        threads_per_batch: threads that share a batch, of an engine that can work on several.

    Raises:
        UsageError: if there is no such engine, or not for this model.
        ModelError: if the folder cannot be used.
    """
    from .seq2seq import Seq2Seq

    entry = entry_of(engine)
    opened = open_folder(folder)
    if is_chat(opened):
        return _chat(opened, engine, threads=threads, digest=digest, group=group)
    if group > 1:
        raise UsageError(f"{folder.name}: translates sentence by sentence; only chat models take several together")
    family = family_of(opened)
    digest = digest or digest_folder(folder)
    options = {"converted": converted, "digest": digest, "threads": threads, "threads_per_batch": threads_per_batch}
    return Seq2Seq(
        signature_of(folder, engine, digest=digest),
        family,
        lambda: _engine(entry, opened, family.vocabulary, **options),
        batch_tokens=batch_tokens or entry.batch_tokens,
    )


def _engine(entry: EngineEntry, folder: ModelFolder, vocabulary: Vocabulary, **options: Any) -> Any:
    """The engine of an entry, which is imported now."""
    module, name = entry.path.rsplit(".", 1)
    return getattr(import_module(module), name)(folder, vocabulary, number_type=entry.number_type, **options)


def signature_of(folder: Path, engine: str = "auto", *, digest: str | None = None) -> str:
    """The signature that ``load(folder, engine=engine, …)`` would have; no engine is imported.

    Raises:
        UsageError: if there is no such engine.
        ModelError: if the folder cannot be used.
    """
    entry = entry_of(engine)
    opened = open_folder(folder)
    if is_chat(opened):
        return _chat(opened, engine, digest=digest).signature
    family = family_of(opened)
    own = _signature(folder, family.name, entry, (*entry.packages, *family.packages), digest)
    return f"{own}|letters:{letters.RULE}" + (f"|padding:{padding.STEP}" if entry.device == "cpu" else "")


def at_server(url: str, model: str, key: str = "", *, group: int = 1) -> Chat:
    """A translator by a chat model on a server, asked through OpenAI's protocol. Its signature already asks the server.

    Args:
        url: as ``http://localhost:11434/v1``.
        model: its name on the server.
        key: sent as bearer token, if there is one.
        group: neighbouring sentences that are asked for together; see ``Chat``.

    Raises:
        UsageError: if *url* is no address.
    """
    from .chat_prompts import convention_of_name
    from .chat_server import Server

    return Chat(Server(url, model, key), convention_of_name(model), group=group)


def _chat(folder: ModelFolder, engine: str, *, threads: int = 0, digest: str | None = None, group: int = 1) -> Chat:
    from .chat_local import Local
    from .chat_prompts import convention_of

    if engine not in ("auto", "transformers"):
        raise UsageError(f"{folder.path.name}: is a chat model; its engine is transformers, not {engine}")
    signature = _signature(folder.path, "chat", _CHAT, _CHAT.packages, digest)
    backend = Local(folder, signature, number_type=_CHAT.number_type, threads=threads)
    return Chat(backend, convention_of(folder), group=group)


def _signature(folder: Path, family: str, entry: EngineEntry, packages: tuple[str, ...], digest: str | None) -> str:
    versions = "+".join(f"{package}-{version(package)}" for package in packages)
    name = folder.resolve().name.replace("|", "_")
    parts = [
        f"model:{name}",
        f"digest:{digest or digest_folder(folder)}",
        f"family:{family}",
        f"engine:{versions}",
        f"type:{entry.number_type}",
    ]
    return "|".join(parts if entry.device == "cpu" else [*parts, f"device:{entry.device}"])

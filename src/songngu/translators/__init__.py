"""Translators: sentences in, hypotheses out, behind one protocol. ``load`` makes one from a model folder.

They know nothing of articles, of what is cached, nor of any file outside the two folders handed to them. Importing
this package, and ``signature_of``, import no engine: a run that finds all in its cache never does.
"""

from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Final, NamedTuple

from ..errors import UsageError
from .families import family_of
from .folders import digest_folder, open_folder
from .protocol import Hypothesis, Request, Search, Translator, ask

__all__ = ["ENGINES", "Hypothesis", "Request", "Search", "Translator", "ask", "digest_folder", "load", "signature_of"]


class EngineEntry(NamedTuple):
    """Where an engine lives, the packages whose versions its output depends on, and its number type."""

    path: str
    packages: tuple[str, ...]
    number_type: str


ENGINES: Final = {
    "ctranslate2": EngineEntry("songngu.translators.ctranslate.CTranslate2Engine", ("ctranslate2",), "int8"),
    "ctranslate2-float32": EngineEntry("songngu.translators.ctranslate.CTranslate2Engine", ("ctranslate2",), "float32"),
    "transformers": EngineEntry("songngu.translators.pytorch.PyTorchEngine", ("transformers", "torch"), "float32"),
}
_AUTO: Final = "ctranslate2"  # the fastest on a CPU, and int8 needs a quarter of the memory


def load(
    folder: Path, *, engine: str = "auto", converted: Path, threads: int = 0, digest: str | None = None
) -> Translator:
    """A translator from a model folder. Its weights are read at the first ``translate``.

    Args:
        folder: config.json, safetensors, tokenizer files.
        engine: a name of ``ENGINES``, or ``auto``.
        converted: folder of ours for models in the engine's own format; made if need be.
        threads: most that the engine uses; 0 leaves the choice to it.
        digest: ``digest_folder(folder)``, if the caller has it already: it takes long for a large model.

    Raises:
        UsageError: if there is no such engine.
        ModelError: if the folder cannot be used.
    """
    from .seq2seq import Seq2Seq

    entry = _entry(engine)
    opened = open_folder(folder)
    family = family_of(opened)
    digest = digest or digest_folder(folder)
    module, name = entry.path.rsplit(".", 1)
    return Seq2Seq(
        signature_of(folder, engine, digest=digest),
        family,
        lambda: getattr(import_module(module), name)(
            opened,
            family.vocabulary,
            number_type=entry.number_type,
            converted=converted,
            digest=digest,
            threads=threads,
        ),
    )


def signature_of(folder: Path, engine: str = "auto", *, digest: str | None = None) -> str:
    """The signature that ``load(folder, engine=engine, …)`` would have; no engine is imported.

    Raises:
        UsageError: if there is no such engine.
        ModelError: if the folder cannot be used.
    """
    entry = _entry(engine)
    family = family_of(open_folder(folder))
    versions = "+".join(f"{package}-{version(package)}" for package in (*entry.packages, *family.packages))
    name = folder.resolve().name.replace("|", "_")
    return "|".join(
        (
            f"model:{name}",
            f"digest:{digest or digest_folder(folder)}",
            f"family:{family.name}",
            f"engine:{versions}",
            f"type:{entry.number_type}",
        )
    )


def _entry(engine: str) -> EngineEntry:
    name = _AUTO if engine == "auto" else engine
    if name not in ENGINES:
        raise UsageError(f"unknown engine {engine!r}; there are: auto, {', '.join(ENGINES)}")
    return ENGINES[name]

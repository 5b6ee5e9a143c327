"""Models that write a text of their own rather than a translation: encoder-decoders for summaries, and chat models.

They are the engines and backends of the translators, asked for something else. What they are asked, and what becomes
of the answer, is not known here.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import Final

from .. import signatures
from ..errors import ModelError
from .chat import Backend
from .chat_prompts import Prompt, disarm
from .families import FAMILIES, is_chat
from .family import Family
from .folders import ModelFolder, digest_folder, open_folder
from .protocol import Search
from .seq2seq import Engine
from .t5 import T5Family

_KEY_ROOM: Final = 160  # tokens of one sentence of a chat model's answer: a long one in Vietnamese, with its JSON
# Characters of an article in one question to a chat model: about 1,500 tokens in English and 2,500 in Vietnamese.
# Ollama cuts what is longer than its context, 4,096 tokens unless told otherwise, without a word.
_CHAT_WINDOW: Final = 6000


@dataclass(frozen=True, slots=True)
class Training:
    """What an encoder-decoder was trained to do, and how it is called.

    Attributes:
        prefix: stands before each text.
        window: most source tokens.
        room: most tokens of an output.
        languages: those that it writes; none named means that it writes whatever it reads.
    """

    prefix: str
    window: int
    room: int
    search: Search
    languages: frozenset[str] = frozenset()


# The documented calls: https://huggingface.co/csebuetnlp/mT5_multilingual_XLSum (84 tokens, 4 beams, no 2-gram twice)
# and https://huggingface.co/VietAI/vit5-base-vietnews-summarization (1,024 and 256 tokens, greedy).
_XLSUM: Final = Training("", 512, 84, Search(beam=4, no_repeat_ngram=2))
_VIT5: Final = Training("vietnews: ", 1024, 256, Search(beam=1), frozenset({"vi"}))


def training_of(folder: ModelFolder) -> Training:
    """How the model of a folder is called: ViT5 by its name, all others as mT5-XLSum."""
    return _VIT5 if "vit5" in folder.path.resolve().name.lower() else _XLSUM


class EncoderDecoder:
    """A T5 or mT5 that was trained for summaries. Weights are read at the first text.

    Raises:
        ModelError: if the folder has another architecture.
    """

    instructed = False

    def __init__(self, folder: ModelFolder, signature: str, *, threads: int) -> None:
        model_type = str(folder.config.get("model_type"))
        if FAMILIES.get((model_type, "")) is not T5Family:
            raise ModelError(
                f"{folder.path}: model_type {model_type!r} writes no briefs; t5 and mt5 trained for summaries do, and "
                "chat models: see `songngu models list`"
            )
        self._family: Final[Family] = T5Family(folder)
        if "<2en>" in self._family.vocabulary.ids:
            raise ModelError(f"{folder.path}: translates, and writes no briefs; use it with --model")
        self.training: Final = training_of(folder)
        call = f"{self.training.search}-in-{self.training.window}-out-{self.training.room}"
        self.signature: Final = f"{signature}|{signatures.join(call=call, prefix=self.training.prefix)}"
        self._folder = folder
        self._threads = threads

    def writes(self, language: str) -> bool:
        """Whether it was trained on *language*, as far as is known."""
        return not self.training.languages or language in self.training.languages

    def fits(self, text: str) -> bool:
        """Whether the model was trained on texts of this length."""
        return len(self._encoded(text)) <= self.training.window

    def generate(
        self, texts: Sequence[str], language: str, *, before: str = "", after: str = "", keys: int = 0
    ) -> list[str]:
        """A summary of each text, in order, one at a time: so none depends on its neighbours. There is no prompt.

        Raises:
            ModelError: if the model cannot be loaded, or there is no memory left.
        """
        del language, before, after, keys
        with _failing(self._folder.path.name):
            return [self._written(text) for text in texts]

    def _written(self, text: str) -> str:
        call = self.training
        found = self._engine.decode([self._encoded(text)], [[]], call.search, call.room)
        return self._family.decode(found[0][0].tokens)

    def _encoded(self, text: str) -> list[str]:
        family = self._family
        return [*family.pieces(" ".join(f"{self.training.prefix}{text}".split())), family.vocabulary.eos]

    @cached_property
    def _engine(self) -> Engine:
        from .pytorch import PyTorchEngine

        return PyTorchEngine(
            self._folder,
            self._family.vocabulary,
            number_type="float32",
            converted=Path(),
            digest="",
            threads=self._threads,
        )


class Instructed:
    """A chat model, in a folder or on a server."""

    instructed = True

    def __init__(self, backend: Backend) -> None:
        self._backend = backend

    @property
    def signature(self) -> str:
        """That of the backend."""
        return self._backend.signature

    def writes(self, language: str) -> bool:  # noqa: ARG002
        """Always: what it cannot write is seen in what it writes."""
        return True

    def fits(self, text: str) -> bool:
        """Whether *text* leaves room for a prompt and an answer in what such models are usually started with."""
        return len(text) <= _CHAT_WINDOW

    def generate(
        self, texts: Sequence[str], language: str, *, before: str = "", after: str = "", keys: int = 0
    ) -> list[str]:
        """An answer to each text, in order; empty where there is none.

        Raises:
            ModelError: if the model cannot be loaded or reached.
        """
        room = max(keys, 1) * _KEY_ROOM
        asked = [Prompt(before, disarm(text), after, keys, room, language, language, may_think=True) for text in texts]
        with _failing("the model of the briefs"):
            return [answer.text if answer else "" for answer in self._backend.answer(asked)]


@contextmanager
def _failing(name: str) -> Iterator[None]:
    """Make a ``ModelError`` of torch's errors: no brief is worth a run."""
    try:
        yield
    except RuntimeError as error:
        reason = str(error).split("\n")[0]
        raise ModelError(
            f"{name}: stopped in the middle of a brief ({reason}); free memory or choose a smaller model"
        ) from error


def text_model(folder: Path, *, threads: int = 0, digest: str | None = None) -> EncoderDecoder | Instructed:
    """The model of a folder that writes briefs.

    Args:
        threads: most that torch uses; 0 leaves the choice to it.
        digest: ``digest_folder(folder)``, if the caller has it already.

    Raises:
        ModelError: if the folder cannot be used, or its model translates only.
    """
    from .chat_local import Local

    opened = open_folder(folder)
    chat = is_chat(opened)
    packages = ("transformers", "tokenizers", "torch") if chat else ("transformers", "torch", "sentencepiece")
    number_type = "bfloat16" if chat else "float32"
    signature = signatures.join(
        model=folder.resolve().name,
        digest=digest or digest_folder(folder),
        engine="+".join(f"{package}-{version(package)}" for package in packages),
        type=number_type,
    )
    if chat:
        return Instructed(Local(opened, signature, number_type=number_type, threads=threads))
    return EncoderDecoder(opened, signature, threads=threads)


def text_model_at(url: str, model: str, key: str = "") -> Instructed:
    """A chat model on a server; see ``at_server``.

    Raises:
        UsageError: if *url* is no address.
    """
    from .chat_server import Server

    return Instructed(Server(url, model, key))

"""What a model family is: how it names languages, and spells sentences as tokens and back. No weights, no torch.

SentencePiece models are read directly rather than through the tokenizers of transformers 5, for three reasons: its
T5Tokenizer drops the byte pieces (a character outside the vocabulary becomes ``<unk>``, and its unknown id is fixed
at 2, which is ``</s>`` in MADLAD-400); its tokenizers take special tokens written in the text, such as ``</s>`` or
``__vi__``, for real ones; and importing it takes seconds. Tests hold that the ids are those of the documented calls.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from ..errors import LanguageError, ModelError
from .folders import ModelFolder
from .protocol import Request


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All tokens of a model in the order of their ids, and the three special ones that every family has."""

    tokens: tuple[str, ...]
    eos: str
    pad: str
    unk: str
    ids: dict[str, int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "ids", {token: i for i, token in enumerate(self.tokens)})


class Family(ABC):
    """One way of naming languages and spelling sentences. Subclasses fill in the abstract parts.

    Attributes:
        name: as in signatures.
        packages: those whose versions the tokens depend on.
    """

    name: str
    packages: tuple[str, ...] = ("sentencepiece",)

    def __init__(self, folder: ModelFolder) -> None:
        self.folder = folder

    def encode(self, request: Request) -> list[str]:
        """Source tokens: tag, text, end token. White space within the text counts as one space.

        Raises:
            LanguageError: if a language is not covered.
        """
        self.check(request.source, request.target)
        text = " ".join(request.text.split())
        return [*self.tag(request.source, request.target), *self.pieces(text), self.vocabulary.eos]

    def decode(self, tokens: Sequence[str]) -> str:
        """Text of target tokens; special ones are left out."""
        return self.join([token for token in tokens if token not in self.special]).strip()

    def supports(self, source: str, target: str) -> bool:
        """True if ``encode`` will take these languages."""
        try:
            self.check(source, target)
        except LanguageError:
            return False
        return True

    def check(self, source: str, target: str) -> None:
        """Raise LanguageError if one of the languages is not covered. Subclasses add what their tokens tell."""
        for role, code in (("source", source), ("target", target)):
            allowed = self.folder.hints.get(f"{role}s")
            if allowed is not None and code not in allowed:
                raise self.not_covered(role, code, allowed)

    def prefix(self, target: str) -> list[str]:  # noqa: ARG002
        """Tokens that the output is forced to begin with: none, unless the family says otherwise."""
        return []

    @property
    @abstractmethod
    def vocabulary(self) -> Vocabulary:
        """Tokens in the order of their ids."""

    @abstractmethod
    def tag(self, source: str, target: str) -> list[str]:
        """Source tokens that stand before the text and name the languages."""

    @abstractmethod
    def pieces(self, text: str) -> list[str]:
        """Tokens of the text alone. Whatever it holds, none of them is a tag or another special token."""

    @abstractmethod
    def join(self, tokens: list[str]) -> str:
        """Text of tokens that are not special."""

    @cached_property
    def special(self) -> frozenset[str]:
        """Tokens that are no text."""
        return frozenset({self.vocabulary.eos, self.vocabulary.pad, self.vocabulary.unk})

    def not_covered(self, role: str, code: str, known: Iterable[str]) -> LanguageError:
        """The error for a language that the model does not have."""
        return LanguageError(
            f"{role} language {code!r}: not covered by the {self.name} model {self.folder.path.name}; it has: "
            f"{', '.join(known) or 'none'}. Give one of these, or choose another model."
        )

    def sentencepiece(self, name: str) -> Any:
        """A SentencePiece model of the folder."""
        from sentencepiece import SentencePieceProcessor

        return SentencePieceProcessor(model_file=str(self.folder.file(name)))

    def sizes(self, tokens: int) -> tuple[int, int, int]:
        """Tokens of the model, and the ids of its end token and its padding.

        Raises:
            ModelError: if a tokenizer with so many *tokens* cannot belong to the model.
        """
        size, eos, pad = (self.folder.number(f) for f in ("vocab_size", "eos_token_id", "pad_token_id"))
        if max(tokens, eos + 1, pad + 1) > size:
            raise ModelError(
                f"{self.folder.path}: {tokens} tokens (end {eos}, padding {pad}) for a model of {size}; "
                "the tokenizer is that of another model: get the folder again"
            )
        return size, eos, pad

    def make_vocabulary(self, tokens: Sequence[str], unk: str) -> Vocabulary:
        """The vocabulary, filled up to the model's size: some embeddings are larger than their tokenizer.

        Raises:
            ModelError: if the tokenizer cannot belong to the model.
        """
        size, eos, pad = self.sizes(len(tokens))
        filled = (*tokens, *(f"<unused_{i}>" for i in range(size - len(tokens))))
        return Vocabulary(filled, eos=filled[eos], pad=filled[pad], unk=unk)

"""What every translator is asked and what it answers; and the one guard between translators and all who call them.

Not a translator. An implementation needs a ``signature``, ``supports`` and ``translate``; wrappers that cache, pivot
or retry are translators too.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from ..errors import ModelError, UsageError


@dataclass(frozen=True, slots=True)
class Request:
    """One sentence to be translated; ``source`` and ``target`` are ISO 639-1 codes."""

    text: str
    source: str
    target: str


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """The answer to one request.

    Attributes:
        finished: False if the model was stopped at its length limit: the text lacks its end, or runs in circles.
        score: mean log-probability per token, natural logarithm, the end token included; None if unknown.
    """

    text: str
    finished: bool
    score: float | None


@dataclass(frozen=True, slots=True)
class Search:
    """How to search for the best output. ``str(search)`` is its part of a signature.

    Attributes:
        beam: hypotheses kept at every step; 1 is greedy search. 4 is what OPUS-MT and NLLB were published with.
        no_repeat_ngram: n-grams of this many tokens occur at most once in an output; 0 lets them repeat.

    Raises:
        UsageError: if beam is below 1 or no_repeat_ngram below 0.
    """

    beam: int = 4
    no_repeat_ngram: int = 0

    def __post_init__(self) -> None:
        if self.beam < 1:
            raise UsageError(f"beam {self.beam}: must be at least 1 (1 is greedy search)")
        if self.no_repeat_ngram < 0:
            raise UsageError(f"no_repeat_ngram {self.no_repeat_ngram}: must be at least 0 (0 is off)")

    def __str__(self) -> str:
        return f"beam-{self.beam}" + (f"-norepeat-{self.no_repeat_ngram}" if self.no_repeat_ngram else "")


class Translator(Protocol):
    """Anything that translates sentences."""

    @property
    def signature(self) -> str:
        """Names all that the output depends on, besides the request and the search."""

    def supports(self, source: str, target: str) -> bool:
        """True if requests from *source* to *target* will be answered."""

    def translate(self, requests: Sequence[Request], search: Search = ...) -> list[Hypothesis]:
        """Answer every request, in their order. Languages may be mixed.

        Raises:
            LanguageError: if a language is not supported.
            ModelError: if the model cannot be loaded.
        """


def ask(translator: Translator, requests: Sequence[Request], search: Search) -> list[Hypothesis]:
    """Translate, and make sure that n requests give n hypotheses before anybody pairs or stores them.

    Raises:
        ModelError: if the number of hypotheses is another.
    """
    hypotheses = translator.translate(requests, search)
    if len(hypotheses) != len(requests):
        raise ModelError(
            f"{translator.signature}: {len(requests)} requests gave {len(hypotheses)} hypotheses; "
            "none of them is used. This is an error in the translator."
        )
    return hypotheses

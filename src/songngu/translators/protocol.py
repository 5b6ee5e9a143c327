"""What every translator is asked and what it answers; and the one guard between translators and all who call them.

Not a translator. An implementation needs a ``signature``, ``supports`` and ``translate``; wrappers that choose or pivot
are translators too.
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
        tokens: how many the score is a mean of; 0 if unknown.
        route: ``direct``, or ``through-en``.
        alternatives: what else the search found, best first; empty unless it was asked for ``hypotheses``.
    """

    text: str
    finished: bool
    score: float | None
    tokens: int = 0
    route: str = "direct"
    alternatives: tuple["Hypothesis", ...] = ()


@dataclass(frozen=True, slots=True)
class Search:
    """How to search for the best output. ``str(search)`` is its part of a signature.

    Attributes:
        beam: hypotheses kept at every step; 1 is greedy search. 4 is what OPUS-MT and NLLB were published with.
        no_repeat_ngram: n-grams of this many tokens occur at most once in an output; 0 lets them repeat, or
            leaves it to the model's folder.
        hypotheses: how many of those at the end are given back, the best and its ``alternatives``.

    Raises:
        UsageError: if beam is below 1, no_repeat_ngram below 0, or hypotheses not between 1 and beam.
    """

    beam: int = 4
    no_repeat_ngram: int = 0
    hypotheses: int = 1

    def __post_init__(self) -> None:
        if self.beam < 1:
            raise UsageError(f"beam {self.beam}: must be at least 1 (1 is greedy search)")
        if self.no_repeat_ngram < 0:
            raise UsageError(f"no_repeat_ngram {self.no_repeat_ngram}: must be at least 0 (0 is off)")
        if not 1 <= self.hypotheses <= self.beam:
            raise UsageError(f"hypotheses {self.hypotheses}: must be between 1 and the beam, {self.beam}")

    def __str__(self) -> str:
        norepeat = f"-norepeat-{self.no_repeat_ngram}" if self.no_repeat_ngram else ""
        return f"beam-{self.beam}{norepeat}" + (f"-best-{self.hypotheses}" if self.hypotheses > 1 else "")


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


def join(parts: Sequence[Hypothesis]) -> Hypothesis:
    """One hypothesis of the parts of a sentence: finished if all are; the score is the mean over all tokens.

    Alternatives are joined as they rank, as many as every part has.
    """
    scores = [(part.score, max(part.tokens, 1)) for part in parts if part.score is not None]
    weight = sum(tokens for _, tokens in scores)
    return Hypothesis(
        " ".join(part.text for part in parts if part.text),
        all(part.finished for part in parts),
        sum(score * tokens for score, tokens in scores) / weight if scores else None,
        sum(part.tokens for part in parts),
        next((part.route for part in parts), "direct"),
        tuple(map(join, zip(*(part.alternatives for part in parts), strict=False))),
    )

"""What a check looks at: one source sentence and what came back for it. Nothing is judged here."""

from dataclasses import dataclass

from ..words import casefolded as casefolded
from ..words import words as words


@dataclass(frozen=True, slots=True)
class Pair:
    """A source sentence and its rendering, both NFC.

    Attributes:
        text: the source sentence.
        rendering: what came back for it.
        source: language code of ``text``.
        target: language code that ``rendering`` should be in.
        finished: False when the model was stopped by its length limit.
        score: the model's mean log-probability per token, natural logarithm; None if unknown.
    """

    text: str
    rendering: str
    source: str
    target: str
    finished: bool = True
    score: float | None = None

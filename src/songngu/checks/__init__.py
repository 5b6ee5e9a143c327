"""Whether a translation can be trusted, and why not: a verdict and its reasons for one sentence and its rendering.

A check is a function from a ``Pair`` to reasons, ``check: detail``. Checks read surfaces, numbers and words; they do
not understand: a fluent sentence with the right words and numbers passes, whatever it says of them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from ..canonical import nfc
from ..types import Verdict
from .addresses import addresses, quotes
from .characters import characters
from .completeness import cut, empty
from .confidence import unsure
from .copies import copied, partly_copied
from .coverage import coverage
from .directions import direction
from .diseases import disease
from .lengths import length
from .loops import looped
from .names import names
from .negation import negation
from .numbers import numbers
from .pair import Pair
from .repetitions import repeated
from .script import foreign_letters, misplaced, sentence_language, wrong_script
from .weekdays import weekday

Check = Callable[[Pair], list[str]]

FATAL: Final[tuple[Check, ...]] = (empty, cut, copied, wrong_script, looped)  # nothing acceptable came back
# Kept, with reasons.
DOUBTFUL: Final[tuple[Check, ...]] = (
    length,
    coverage,
    repeated,
    partly_copied,
    numbers,
    weekday,
    direction,
    disease,
    names,
    negation,
    addresses,
    quotes,
    foreign_letters,
    characters,
    unsure,
)

AS_IT_IS: Final[tuple[Check, ...]] = (misplaced, characters)  # for what needs no translation: kept, with reasons

# What only the model could say, when it translated: these reasons cannot be found again in the texts.
FROM_MODEL: Final = ("cut:", "confidence:")


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the checks say about one rendering.

    Attributes:
        verdict: ``ok``, ``suspect`` or ``untranslated``; ``repaired`` is the pipeline's word, for an ok second attempt.
        reasons: all that was found, as ``check: detail``, the fatal ones first; empty for ``ok``.
    """

    verdict: Verdict
    reasons: tuple[str, ...] = ()


def judge(
    text: str, rendering: str, *, source: str, target: str, finished: bool = True, score: float | None = None
) -> Judgement:
    """Say whether *rendering* can be trusted as a translation of *text*.

    Args:
        text: the source sentence.
        rendering: what came back for it.
        source: language code of *text*; a code that no table knows gets the checks that need no table.
        target: language code of *rendering*. Equal to *source* it means that nothing was translated; and a text that is
            in *target* already, whatever its article, may stay as it is. What is found then is ``suspect``, no worse.
        finished: False when the model was stopped by its length limit.
        score: the model's mean log-probability per token, natural logarithm; None if unknown.

    Raises nothing, whatever the strings.
    """
    pair = Pair(nfc(text), nfc(rendering), source, target, finished, score)
    if source == target or (pair.text == pair.rendering and sentence_language(pair.text, source) == target):
        doubts = [reason for check in AS_IT_IS for reason in check(pair)]
        return Judgement("suspect" if doubts else "ok", tuple(doubts))
    fatal = [reason for check in FATAL for reason in check(pair)]
    doubts = [reason for check in DOUBTFUL for reason in check(pair)]
    return Judgement("untranslated" if fatal else "suspect" if doubts else "ok", (*fatal, *doubts))

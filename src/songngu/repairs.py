"""The repair ladder: further attempts at what the checks refuse, in the order in which they are tried.

Asks and compares, and judges nothing: ``renderings`` does. A penalty that would suit all sentences is no step here.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice
from math import inf
from typing import Final

from .translators import Hypothesis, Request, Search, Translator, ask, join, name_of
from .types import VERDICTS, Rendering

Badness = tuple[int, float]

_SUSPECT: Final = VERDICTS.index("suspect")
ACCEPTED: Final[Badness] = (VERDICTS.index("repaired"), inf)
UNSURE: Final[Badness] = (_SUSPECT, 0)  # nothing but the model's own doubts
DOUBTFUL: Final[Badness] = (_SUSPECT, inf)
_BEYOND: Final = {ACCEPTED: "all", UNSURE: "faulty", DOUBTFUL: "fatal"}  # as signatures name them

# Words of a clause that is translated alone, at least: a shorter one is a name, a date or an item of a list, of which a
# sentence model makes a sentence. A choice, not a measurement.
_CLAUSE_WORDS: Final = 4


def badness(rendering: Rendering) -> Badness:
    """For comparing attempts: the verdict, then the number of faults besides the model's own doubts."""
    faults = sum(not reason.startswith("confidence:") for reason in rendering.reasons)
    return VERDICTS.index(rendering.verdict), 0 if rendering.verdict == "repaired" else faults


def whole(request: Request) -> list[Request]:
    """The sentence as it is."""
    return [request]


def in_clauses(request: Request) -> list[Request]:
    """The clauses of a sentence, each of a few words at least; none if it has only one."""
    from .segments import clauses  # their patterns take a while to compile

    found = [clause.text + clause.tail for clause in clauses(request.text, request.source)]
    if all(len(clause.split()) < 2 for clause in found):  # cut between words: it has no clauses
        return []
    parts = [""]
    for clause in found:
        parts[-1] += clause
        if len(parts[-1].split()) >= _CLAUSE_WORDS:
            parts.append("")
    if len(parts[-1].split()) < _CLAUSE_WORDS and len(parts) > 1:
        rest = parts.pop()
        parts[-1] += rest
    return [replace(request, text=part.strip()) for part in parts] if len(parts) > 1 else []


@dataclass(frozen=True, slots=True)
class Step:
    """One way to ask.

    Attributes:
        route: its name in ``Rendering.route``; empty leaves it to the translator.
        beyond: tried on what is worse than this.
        parts: the requests that are made of one, whose answers are joined; none if the step can do nothing for it.
        through_english: asked for the English rendering instead of the source, if that one was accepted.
    """

    route: str
    translator: Translator
    search: Search
    beyond: Badness = DOUBTFUL
    parts: Callable[[Request], list[Request]] = whole
    through_english: bool = False

    def __str__(self) -> str:
        """Its part of a signature."""
        return f"{self.route or 'again'}/{self.search}/{_BEYOND[self.beyond]}"

    def ask(self, requests: Sequence[Request | None]) -> list[Hypothesis | None]:
        """An answer for each request, in order; None where there is none to make."""
        parts = [self.parts(r) if r and self.translator.supports(r.source, r.target) else [] for r in requests]
        asked = list(chain.from_iterable(parts))
        answers = iter(ask(self.translator, asked, self.search) if asked else [])
        return [join(list(islice(answers, len(part)))) if part else None for part in parts]


def ladder(
    translator: Translator,
    others: Sequence[Translator] = (),
    search: Search = Search(),  # noqa: B008
) -> tuple[Step, ...]:
    """The steps, in order. What each is worth, and why some are for fatal failures only: docs/repairs.md.

    Args:
        others: asked in turn for what still fails after all else.
        search: of those steps that are not about the search.
    """
    name = name_of(translator)
    return (
        Step("n-best", translator, Search(beam=8, hypotheses=8)),
        Step("no-repeat-4", translator, Search(no_repeat_ngram=4)),
        Step("clauses", translator, search, UNSURE, in_clauses),
        Step("through-en", translator, search, UNSURE, through_english=True),
        *(Step("" if name_of(other) == name else name_of(other), other, search, UNSURE) for other in others),
    )


def thorough(steps: Sequence[Step]) -> tuple[Step, ...]:
    """The same steps, all of them for whatever was not accepted."""
    return tuple(replace(step, beyond=ACCEPTED) for step in steps)


def settled(attempts: Sequence[Rendering]) -> Rendering:
    """The best of several attempts, the earlier of equals.

    One that mended the first keeps the reasons of the first; where nothing came back, all that was found counts.
    """
    best = min(attempts, key=badness)
    if best.verdict == "ok" and best is not attempts[0]:
        return replace(best, verdict="repaired", reasons=attempts[0].reasons)
    if best.verdict == "untranslated":
        return replace(best, reasons=tuple(dict.fromkeys(r for attempt in attempts for r in attempt.reasons)))
    return best

"""Translators made of translators: the first of several that covers a pair, and one after the other through English.

They choose by language alone. Which answer is good is not theirs to say; no model is loaded before it is asked.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from .. import signatures
from ..errors import LanguageError
from .protocol import Hypothesis, Request, Search, Translator, ask

THROUGH_ENGLISH: Final = "through-en"


@dataclass(frozen=True)
class Pivot:
    """Translate into English with *first*, and from English with *second*, which may be the same.

    The score is that of the less sure half, and the answer is finished if both halves are. Only the last half has
    alternatives.
    """

    first: Translator
    second: Translator

    @property
    def signature(self) -> str:
        """Both models and the route."""
        if self.first is self.second:
            return f"{self.first.signature}|{signatures.join(route=THROUGH_ENGLISH)}"
        return _joined(THROUGH_ENGLISH, (self.first, self.second))

    def supports(self, source: str, target: str) -> bool:
        """True if both halves are covered, and neither is empty."""
        return "en" not in (source, target) and self.first.supports(source, "en") and self.second.supports("en", target)

    def translate(self, requests: Sequence[Request], search: Search = Search()) -> list[Hypothesis]:  # noqa: B008
        """Answer every request, in order. A request without an English text gets no text.

        Raises:
            LanguageError: if a pair is not covered.
            ModelError: if a model cannot be loaded.
        """
        for request in requests:
            if not self.supports(request.source, request.target):
                raise _not_covered(request)
        plain = replace(search, hypotheses=1)
        english = ask(self.first, [replace(request, target="en") for request in requests], plain)
        onward = [Request(half.text, "en", request.target) for half, request in zip(english, requests, strict=True)]
        return [_chained(*halves) for halves in zip(english, ask(self.second, onward, search), strict=True)]


@dataclass(frozen=True)
class FirstOf:
    """Every request goes to the first translator that covers its pair."""

    translators: tuple[Translator, ...]

    @property
    def signature(self) -> str:
        """All models, in their order."""
        return _joined("first-that-covers", self.translators)

    def supports(self, source: str, target: str) -> bool:
        """True if one of them does."""
        return any(translator.supports(source, target) for translator in self.translators)

    def translate(self, requests: Sequence[Request], search: Search = Search()) -> list[Hypothesis]:  # noqa: B008
        """Answer every request, in order.

        Raises:
            LanguageError: if a pair is not covered; nothing has been translated then.
            ModelError: if a model cannot be loaded.
        """
        chosen = [self._covering(request) for request in requests]
        answers: dict[int, Hypothesis] = {}
        for number, translator in enumerate(self.translators):
            mine = [place for place, choice in enumerate(chosen) if choice == number]
            if mine:
                answers |= zip(mine, ask(translator, [requests[place] for place in mine], search), strict=True)
        return [answers[place] for place in range(len(requests))]

    def _covering(self, request: Request) -> int:
        for number, translator in enumerate(self.translators):
            if translator.supports(request.source, request.target):
                return number
        raise _not_covered(request)


@dataclass(frozen=True)
class Named:
    """A translator whose answers say which model gave them: its name is their route."""

    translator: Translator

    @property
    def signature(self) -> str:
        """The translator's own."""
        return self.translator.signature

    def supports(self, source: str, target: str) -> bool:
        """What the translator does."""
        return self.translator.supports(source, target)

    def translate(self, requests: Sequence[Request], search: Search = Search()) -> list[Hypothesis]:  # noqa: B008
        """The translator's answers, in order, with their alternatives."""
        route = name_of(self.translator)

        def named(answer: Hypothesis) -> Hypothesis:
            return replace(answer, route=route, alternatives=tuple(map(named, answer.alternatives)))

        return list(map(named, ask(self.translator, requests, search)))


def with_fallbacks(translator: Translator, others: Sequence[Translator]) -> Translator:
    """The translator; and for pairs that it does not cover, the first of the others that does, named in the route."""
    return FirstOf((translator, *map(Named, others))) if others else translator


def routed(translators: Sequence[Translator]) -> Translator:
    """One translator of models for single pairs: direct where one of them covers the pair, else through English."""
    direct = FirstOf(tuple(translators))
    return FirstOf((*translators, Pivot(direct, direct)))


def _chained(english: Hypothesis, last: Hypothesis) -> Hypothesis:
    scores = [half.score for half in (english, last) if half.score is not None]
    return replace(
        last,
        finished=english.finished and last.finished,
        score=min(scores, default=None),
        route=THROUGH_ENGLISH,
        alternatives=tuple(_chained(english, other) for other in last.alternatives),
    )


def _not_covered(request: Request) -> LanguageError:
    return LanguageError(
        f"{request.source!r} into {request.target!r}: none of the models covers this pair; choose another model"
    )


def _joined(route: str, translators: Sequence[Translator]) -> str:
    """A signature of several: the names for people, and all of each signature."""
    names = "+".join(dict.fromkeys(name_of(translator) for translator in translators))
    return signatures.join(model=names, route=route, models=";".join(t.signature for t in translators))


def name_of(translator: Translator) -> str:
    """The model's name, as the signature has it."""
    return signatures.parts(translator.signature).get("model", "")

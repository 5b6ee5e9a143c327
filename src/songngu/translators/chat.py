"""The translator over a chat model: asks for sentences, checks the form of the answers, asks again, at last plainly.

It knows neither tokenizers nor the network (the backend's part), nor the words of a prompt (``chat_prompts``). It never
follows anything that stands in a text or an answer: an answer has the asked form, or it is none.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Final, Protocol

from .. import signatures
from ..errors import UsageError
from .chat_answers import MalformedError, sentence, sentences
from .parts import parts
from .protocol import Hypothesis, Request, Search, join

if TYPE_CHECKING:
    from .chat_prompts import Convention, Prompt

# Characters of one sentence, and of all that stand in one request: about a thousand tokens, in any of our languages.
# Models of this kind keep track of 1,000 to 1,500; what is longer is cut into clauses.
_MOST: Final = 1500
_ATTEMPTS: Final = 2  # for a JSON object: asked, and asked again with what was wrong

_NOTHING: Final = Hypothesis("", False, None)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a model said; see ``Hypothesis``."""

    text: str
    finished: bool
    score: float | None = None
    tokens: int = 0


class Backend(Protocol):
    """Whatever runs the model."""

    @property
    def signature(self) -> str:
        """Names the model and all settings."""

    def answer(self, prompts: "Sequence[Prompt]") -> list[Answer | None]:
        """An answer for each prompt, in order; None where there is none.

        Raises:
            ModelError: if the model cannot be loaded or reached.
        """


class Chat:
    """A chat model as a translator. Search is greedy, whatever is asked for.

    Args:
        group: neighbouring sentences that are asked for together, at most. With more than 1, a sentence's translation
            depends on its neighbours: those around it in the list of requests, as long as they are of the same pair.
            The signature says so, and such translations must not be kept for the sentence alone.

    Raises:
        UsageError: if the model takes only one sentence, and is to get several.
    """

    def __init__(self, backend: Backend, convention: "Convention", *, group: int = 1) -> None:
        self._backend = backend
        self._convention = convention
        if group > 1 and not convention.grouped:
            raise UsageError(f"group {group}: models of the kind {convention.name} take one sentence at a time")
        self.group = group

    @property
    def signature(self) -> str:
        """Model, prompts and settings."""
        together = f"|{signatures.join(together=f'{self.group}-neighbours')}" if self.group > 1 else ""
        return f"{self._backend.signature}|{self._convention.signature}{together}"

    def supports(self, source: str, target: str) -> bool:
        """True if there is a prompt for the pair."""
        return self._convention.supports(source, target)

    def translate(self, requests: Sequence[Request], _search: Search = Search()) -> list[Hypothesis]:  # noqa: B008
        """Answer every request, in order; equal ones are asked once, blank ones not at all.

        A request for which nothing of the asked form came back gets an empty, unfinished hypothesis.

        Raises:
            LanguageError: if a pair is not covered; nothing has been translated then.
            ModelError: if the model cannot be loaded or reached.
        """
        for request in requests:
            self._convention.check(request.source, request.target)
        split = {request: _split(request) for request in dict.fromkeys(requests)}
        asked = list(dict.fromkeys(chain.from_iterable(split.values())))
        found = self._grouped(asked) if self._convention.grouped else {}
        found |= self._single([request for request in asked if request not in found])
        return [join([found[part] for part in split[request]]) for request in requests]

    def _grouped(self, requests: Iterable[Request]) -> dict[Request, Hypothesis]:
        """Those that came back in the asked form."""
        found: dict[Request, Hypothesis] = {}
        waiting = [(group, "") for group in self._groups(requests)]
        for _ in range(_ATTEMPTS):
            answers = self._backend.answer([self._convention.group(group, fault) for group, fault in waiting])
            refused = []
            for (group, _), answer in zip(waiting, answers, strict=True):
                try:
                    found |= zip(group, _read(answer, len(group)), strict=True)
                except MalformedError as fault:
                    refused.append((group, str(fault)))
            waiting = refused
        return found

    def _single(self, requests: Sequence[Request]) -> dict[Request, Hypothesis]:
        answers = self._backend.answer([self._convention.sentence(request) for request in requests])
        hypotheses = (_hypothesis(answer, sentence(answer.text)) if answer else _NOTHING for answer in answers)
        return dict(zip(requests, hypotheses, strict=True))

    def _groups(self, requests: Iterable[Request]) -> Iterator[list[Request]]:
        """Neighbours of the same pair of languages, as many as may go together."""
        group: list[Request] = []
        for request in requests:
            if group and not self._fits(group, request):
                yield group
                group = []
            group.append(request)
        if group:
            yield group

    def _fits(self, group: list[Request], request: Request) -> bool:
        same = (group[0].source, group[0].target) == (request.source, request.target)
        characters = sum(len(member.text) for member in (*group, request))
        return same and len(group) < self.group and characters <= _MOST


def _split(request: Request) -> list[Request]:
    """The request in parts of a size that models can do; none if it is blank."""
    texts = parts(request.text, request.source, lambda text: len(text) <= _MOST) if request.text.strip() else []
    return [Request(text, request.source, request.target) for text in texts]


def _read(answer: Answer | None, count: int) -> list[Hypothesis]:
    if answer is None:
        raise MalformedError("there was none")
    if not answer.finished:
        raise MalformedError("it was too long and had to be cut off")
    return [_hypothesis(answer, text) for text in sentences(answer.text, count)]


def _hypothesis(answer: Answer, text: str) -> Hypothesis:
    """One sentence of an answer; the score is that of the whole answer."""
    return Hypothesis(text, answer.finished and bool(text), answer.score, answer.tokens)

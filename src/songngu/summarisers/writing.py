"""Sentences about a whole article by a model that can hold only a part of it: asked part by part, then once more.

Whatever comes back is text and nothing else: it is cut into sentences here, and judged elsewhere. No part of an article
is left out or cut off: what is too long for the model goes to it in pieces.
"""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol

from .. import prompts, signatures
from ..canonical import canonical
from ..segments import split

_TASK: Final = "brief"
_PLACE: Final = "\ue000"  # stands for the article in a template; private use
_SHORTER: Final = 0.8  # what a round must leave of the characters at most, to be worth another
_HALVES: Final = 2  # times that a part without an answer is halved and asked again
_LONGEST: Final = 4000  # characters of an answer that are read
_THOUGHTS: Final = re.compile(r"\s*<think>.*?(</think>|\Z)", re.DOTALL)
_FENCE: Final = re.compile(r"\s*```(?:json)?\s*\n(.*)\n\s*```\s*", re.DOTALL)


class Model(Protocol):
    """Whatever turns a text into another one.

    Attributes:
        signature: names the model and all settings.
        instructed: it does what a prompt says; others do the one thing that they were trained for.
    """

    @property
    def signature(self) -> str: ...

    @property
    def instructed(self) -> bool: ...

    def writes(self, language: str) -> bool:
        """Whether it can write *language*, from a text in it."""
        ...

    def fits(self, text: str) -> bool:
        """Whether it can hold *text*, and a prompt besides."""
        ...

    def generate(
        self, texts: Sequence[str], language: str, *, before: str = "", after: str = "", keys: int = 0
    ) -> list[str]:
        """An answer to each of *texts*, in order; empty where there is none.

        Args:
            before: what a prompt says before each text, and *after*; neither comes from an article.
            keys: a JSON object with the keys ``1`` to this number is asked for; 0 for plain text.

        Raises:
            ModelError: if it cannot be loaded or reached.
        """
        ...


@dataclass(frozen=True, slots=True)
class Writer:
    """A model, and how it is asked for a brief."""

    model: Model

    @property
    def signature(self) -> str:
        """The model, and a digest of the prompts where there are any."""
        prompt = {"prompt": f"{_TASK}-{prompts.digest_of(_TASK)}"} if self.model.instructed else {}
        return signatures.join(writer=self.model.signature, **prompt)

    def writes(self, language: str) -> bool:
        """Whether there is a way to ask for a brief in *language*."""
        return self.model.writes(language) and (not self.model.instructed or language in prompts.languages(_TASK))

    def draft(self, texts: Sequence[str], language: str, sentences: int) -> list[str]:
        """Sentences in *language* about all of *texts*, which are in it, too: *sentences*, or what came.

        Raises:
            ModelError: if the model cannot be loaded or reached.
        """
        parts = _packed(texts, lambda part: self.model.fits(self._data(part)))
        wanted = min(sentences, len(texts))
        drafts = [sentence for answer in self._asked(parts, language, wanted) for sentence in read(answer, language)]
        if len(parts) < 2 or len(drafts) <= sentences or _size(drafts) > _SHORTER * _size(texts):
            return drafts
        return self.draft(drafts, language, sentences) or drafts

    def _asked(
        self, parts: Sequence[Sequence[str]], language: str, sentences: int, halves: int = _HALVES
    ) -> Iterator[str]:
        """The answers to all parts; a part without one is halved and asked again."""
        before, after = self._prompt(language, sentences)
        keys = sentences if self.model.instructed else 0
        data = [self._data(part) for part in parts]
        answers = self.model.generate(data, language, before=before, after=after, keys=keys)
        for part, answer in zip(parts, answers, strict=True):
            if answer.strip() or len(part) < 2 or not halves:
                yield answer
            else:
                middle = len(part) // 2
                yield from self._asked([part[:middle], part[middle:]], language, sentences, halves - 1)

    def _data(self, part: Sequence[str]) -> str:
        """A part of an article as the model gets it: in a prompt as an object that cannot be closed from inside."""
        if not self.model.instructed:
            return " ".join(part)
        return json.dumps({str(n): text for n, text in enumerate(part, start=1)}, ensure_ascii=False)

    def _prompt(self, language: str, sentences: int) -> tuple[str, str]:
        if not self.model.instructed:
            return "", ""
        keys = json.dumps({str(n): "…" for n in range(1, sentences + 1)}, ensure_ascii=False)
        filled = prompts.load(_TASK, language).rstrip("\n").format(sentences=sentences, keys=keys, segments=_PLACE)
        before, _, after = filled.partition(_PLACE)
        return before, after


def read(answer: str, language: str) -> list[str]:
    """The sentences of an answer: the texts in its JSON, or else all of it. Each on one line, none empty."""
    answer = _THOUGHTS.sub("", answer[:_LONGEST], count=1)
    if fenced := _FENCE.fullmatch(answer):
        answer = fenced[1]
    try:
        content = json.loads(answer)
    except (ValueError, RecursionError):
        content = answer
    lines = (_line(text) for text in _texts(content))
    return list(dict.fromkeys(segment.text for line in lines for segment in split(line, language) if segment.text))


def _texts(content: Any) -> Iterator[str]:
    """All texts of a JSON value, in order."""
    if isinstance(content, str):
        yield content
    elif isinstance(content, list | dict):
        for part in content.values() if isinstance(content, dict) else content:
            yield from _texts(part)


def _line(text: str) -> str:
    try:
        return " ".join(canonical(text).split())
    except ValueError:  # a lone surrogate
        return ""


def _packed(texts: Sequence[str], fits: Callable[[Sequence[str]], bool]) -> list[list[str]]:
    """All of *texts*, in order, in parts that fit; a text that does not fit alone is cut into pieces."""
    parts: list[list[str]] = []
    for piece in (piece for text in texts for piece in _pieces(text, fits)):
        if parts and fits([*parts[-1], piece]):
            parts[-1].append(piece)
        else:
            parts.append([piece])
    return parts


def _pieces(text: str, fits: Callable[[Sequence[str]], bool]) -> Iterator[str]:
    """*text*, halved at white space until it fits, or until it has one character."""
    if fits([text]) or len(text) < 2:
        yield text
        return
    middle = len(text) // 2
    space = text.find(" ", middle)
    at = space if 0 < space < len(text) - 1 else middle
    for half in (text[:at].rstrip(), text[at:].lstrip()):
        if half:
            yield from _pieces(half, fits)


def _size(texts: Sequence[str]) -> int:
    return sum(map(len, texts))

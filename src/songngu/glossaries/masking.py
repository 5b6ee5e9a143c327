"""A translator that gets terms into its output: it hides them in the source behind masks that models copy.

A mask is a number or an invented name: of the forms that were tried (docs/glossary.md) these survive translation best.
Whether what comes back is any good is for the checks to say. So this is a step for sentences that lack a term, never
the first attempt.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from .. import signatures
from ..repairs import UNSURE, Step
from ..translators import Hypothesis, Request, Search, Translator, ask
from . import Glossary
from .matching import Found

NUMBERS: Final = ("7001", "7002", "7003", "7004", "7005", "7006", "7007", "7008")
NAMES: Final = ("Zandra", "Korvin", "Melisko", "Tubrek", "Yondal", "Pargust", "Velkor", "Drimsa")
KINDS: Final = (NUMBERS, NAMES)  # in the order of the share of terms that they bring through


@dataclass(frozen=True)
class Masked:
    """*translator*, asked with each kind of masks; of what comes back the first is the answer.

    A sentence without terms, or with more of them than there are masks, is not asked, and gets no text.
    """

    translator: Translator
    glossary: Glossary

    @property
    def signature(self) -> str:
        """That of the translator, and the masks; the glossary signs for itself."""
        return f"{self.translator.signature}|{signatures.join(masks=','.join(kind[0] for kind in KINDS))}"

    def supports(self, source: str, target: str) -> bool:
        """As the translator does."""
        return self.translator.supports(source, target)

    def parts(self, request: Request) -> list[Request]:
        """The request, if it has terms that can be hidden."""
        terms = self._terms(request)
        return [request] if any(maskable(request.text, terms, masks) for masks in KINDS) else []

    def translate(self, requests: Sequence[Request], search: Search = Search()) -> list[Hypothesis]:  # noqa: B008
        """Answer every request, in order."""
        found: list[list[Hypothesis]] = [[] for _ in requests]
        for masks in KINDS:
            hidden = {
                n: (replace(request, text=mask(request.text, terms, masks)), terms)
                for n, request in enumerate(requests)
                if maskable(request.text, terms := self._terms(request), masks)
            }
            answers = ask(self.translator, [request for request, _ in hidden.values()], search) if hidden else []
            for (n, (request, terms)), answer in zip(hidden.items(), answers, strict=True):
                if text := unmask(answer.text, terms, masks, request.target):
                    found[n].append(replace(answer, text=text, alternatives=()))
        return [replace(own[0], alternatives=tuple(own[1:])) if own else Hypothesis("", True, None) for own in found]

    def _terms(self, request: Request) -> list[Found]:
        return self.glossary.find(request.text, request.source, request.target)


def step(translator: Translator, glossary: Glossary) -> Step:
    """The step of the repairs that hides terms."""
    masked = Masked(translator, glossary)
    return Step("glossary", masked, Search(), UNSURE, masked.parts)


def maskable(text: str, terms: Sequence[Found], masks: Sequence[str]) -> bool:
    """True if there are terms, masks enough, and none of these in the text already."""
    return 0 < len(terms) <= len(masks) and not any(mask in text for mask in masks)


def mask(text: str, terms: Sequence[Found], masks: Sequence[str]) -> str:
    """The text with masks in place of its terms, endings included."""
    for found, word in reversed(list(zip(terms, masks, strict=False))):
        text = text[: found.start] + word + text[found.end :]
    return text


def unmask(text: str, terms: Sequence[Found], masks: Sequence[str], target: str) -> str:
    """The text with the preferred forms of the terms in place of the masks; empty if it cannot be trusted.

    A name that did not come back may stand there as another name, which no check would see; then nothing is trusted.
    A number that did not come back is missed by the check of the glossary, and another in its place by that of numbers.
    """
    came = not terms
    for found, word in zip(terms, masks, strict=False):
        pattern = re.compile(rf"(?<![\w.,]){_printed(word)}(?!\w|[.,]\d)")
        form = found.concept.targets(found.term, target)[0]
        if pattern.search(text):
            came = True
            text = pattern.sub(lambda m, form=form: form if m.start() else form[0].upper() + form[1:], text)  # type: ignore[misc]
        elif not word.isdecimal() or word[:-1] in text:
            return ""
    return text if came else ""


def _printed(word: str) -> str:
    """A number may have come back with a separator: 7001, 7,001, 7.001."""
    return f"{word[0]}[.,]?{word[1:]}" if word.isdecimal() else word

"""Translators that obey the protocol and need no model; and a count of work."""

import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from songngu.checks.dictionaries import DICTIONARIES, cut, dictionary
from songngu.languages import identify
from songngu.translators import Hypothesis, Request, Search

# Words that say little about a text, to make a rendering about as long as its source.
_WORDS = {
    "en": "the of and to in is that for it with as on by at from this".split(),
    "vi": "của và các là trong với cho những một được này đã có để khi".split(),
}


@cache
def _glosses(source: str, target: str) -> dict[str, str]:
    """Stem of a word → a stem that the dictionary of the checks has for it; of several, the least ambiguous one."""
    swapped = (source, target) == ("en", "vi")
    if not swapped and (source, target) not in DICTIONARIES:
        return {}
    words = dictionary(*((target, source) if swapped else (source, target)))
    right = {place: stem for stem, (place, *_) in words.right.items()}
    entries = sorted(words.left.items(), key=lambda item: -len(item[1].split()))
    pairs = [(stem, right[int(place)]) for stem, entry in entries for place in entry.split()[2:]]
    return {there: here for here, there in pairs} if swapped else dict(pairs)


@dataclass
class Filler:
    """Word for word, about as long as the source and with its numbers: what the checks accept.

    It counts what it is asked, so that tests can see what was not asked again.
    """

    name: str = "filler"
    sources: tuple[str, ...] = ("ar", "bn", "en", "id", "ur", "vi")
    asked: list[Request] = field(default_factory=list)
    calls: int = 0

    @property
    def signature(self) -> str:
        return f"model:{self.name}"

    def supports(self, source: str, target: str) -> bool:
        return source in self.sources and target in _WORDS

    def translate(self, requests: Sequence[Request], _search: Search = Search()) -> list[Hypothesis]:
        self.calls += 1
        self.asked += requests
        return [Hypothesis(self.render(request), True, None) for request in requests]

    def render(self, request: Request) -> str:
        source = request.source or identify(request.text)
        glosses = _glosses(source, request.target)
        found = [glosses[word.stem] for word in cut(request.text, source) if word.stem in glosses]
        words, length = _WORDS[request.target], len(" ".join(found))
        for number in range(len(request.text)):
            if length >= 0.9 * len(request.text):
                break
            word = words[(sum(map(ord, request.text)) + number * number) % len(words)]
            found.insert(2 * number + 1, word)
            length += len(word) + 1
        return " ".join([*found, *re.findall(r"\d[\d.,]*\d|\d", request.text)])


class Broken(Filler):
    """It answers with nothing, and, once repeated n-grams are forbidden, with something."""

    def translate(self, requests: Sequence[Request], search: Search = Search()) -> list[Hypothesis]:
        if search.no_repeat_ngram:
            return super().translate(requests, search)
        return [Hypothesis("", True, None) for _ in requests]


@dataclass
class Scripted(Filler):
    """It answers as a function says, and as its parent where that says nothing."""

    script: Callable[[Request, Search], Hypothesis | None] = lambda _request, _search: None

    def translate(self, requests: Sequence[Request], search: Search = Search()) -> list[Hypothesis]:
        good = super().translate(requests, search)
        return [
            self.script(*asked) or answer for asked, answer in zip(((r, search) for r in requests), good, strict=True)
        ]


class Silent(Filler):
    """It never answers."""

    def translate(self, requests: Sequence[Request], _search: Search = Search()) -> list[Hypothesis]:
        return [Hypothesis("", True, None) for _ in requests]


class Short(Filler):
    """It loses an answer."""

    def translate(self, requests: Sequence[Request], search: Search = Search()) -> list[Hypothesis]:
        return super().translate(requests, search)[:-1]


class Unsure(Filler):
    """It answers well, and doubts it."""

    def translate(self, requests: Sequence[Request], search: Search = Search()) -> list[Hypothesis]:
        return [replace(answer, score=-1.5) for answer in super().translate(requests, search)]


def counted(work: Callable[[], object]) -> int:
    """Calls that *work* makes, of Python and of C: a measure of work that does not depend on the machine."""
    count = 0

    def profile(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    sys.setprofile(profile)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count

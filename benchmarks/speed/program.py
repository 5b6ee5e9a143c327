"""The program as a contender: its translator alone, or all of it, with outputs, checks and briefs.

python benchmarks/speed/program.py WORKLOAD REPEATS     both targets of a sentence against one, as a line of JSON
"""

import json
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any, Final

from frameworks import Done
from workloads import BEAM, Sentence, Workload

SINGLY: Final = 16  # each such sentence is also translated by itself


class Counted:
    """A translator that counts the time in which it has work, from any thread, and the tokens of its first answers."""

    def __init__(self, translator: Any) -> None:
        self._translator = translator
        self._tokens: dict[Any, int] = {}
        self._turn = threading.Lock()
        self._calls = 0
        self._begin = 0.0
        self.seconds = 0.0

    def __getattr__(self, name: str) -> Any:
        return getattr(self._translator, name)

    @property
    def tokens(self) -> int:
        """Of all sentences, each counted once."""
        return sum(self._tokens.values())

    def translate(self, requests: Sequence[Any], *search: Any) -> Any:
        """As the translator does."""
        with self._turn:
            self._begin = self._begin if self._calls else time.perf_counter()
            self._calls += 1
        answers = self._translator.translate(requests, *search)
        with self._turn:
            self._calls -= 1
            self.seconds += 0.0 if self._calls else time.perf_counter() - self._begin
            for request, answer in zip(requests, answers, strict=True):
                self._tokens.setdefault(request, answer.tokens)
        return answers


class Songngu:
    """The program: its translator alone, or all of it, with outputs, checks and briefs."""

    def __init__(self, workload: Workload) -> None:
        from songngu.api import Pipeline

        self._outputs = tempfile.TemporaryDirectory()
        self._articles = workload.articles
        self._warm = False
        model = "starter" if workload.shape.startswith("starter") else workload.model
        self._pipeline = Pipeline(
            model, cache=workload.cache, outputs=self._outputs.name, force=True, engine=workload.engine
        )
        self.counted = Counted(self._pipeline.flow.renderer.translator)
        self.note = self._pipeline.signature.partition("type:")[2].partition("|")[0]

    def translator(self, sentences: Sequence[Sentence]) -> Iterator[Done]:
        """All sentences in one call."""
        from songngu.translators import Request, Search

        answers = self.counted.translate([Request(s.text, s.source, s.target) for s in sentences], Search(beam=BEAM))
        yield Done(sum(answer.tokens for answer in answers))

    def without_repairs(self, sentences: Sequence[Sentence]) -> Iterator[Done]:
        """Articles to outputs, every sentence asked once."""
        return self._run(sentences, repairs=False)

    def with_repairs(self, sentences: Sequence[Sentence]) -> Iterator[Done]:
        """Articles to outputs, as a user gets them."""
        return self._run(sentences, repairs=True)

    def _run(self, sentences: Sequence[Sentence], repairs: bool) -> Iterator[Done]:
        from songngu.assembly import ways
        from songngu.glossaries import Glossary
        from songngu.types import Article

        if not self._warm:  # the sentence before the clock
            self._warm = True
            yield from self.translator(sentences)
            return
        self.counted = Counted(self._pipeline.flow.renderer.translator)
        search, steps = ways(self.counted, (), Glossary())
        renderer = replace(
            self._pipeline.flow.renderer, translator=self.counted, search=search, steps=steps if repairs else ()
        )
        before = 0
        for _ in replace(self._pipeline.flow, renderer=renderer).run(
            Article(text, language=language) for text, language in self._articles
        ):
            yield Done(self.counted.tokens - before)
            before = self.counted.tokens


def one_or_both(workload: Workload, repeats: int) -> dict[str, dict[str, list[float]]]:
    """Seconds for sentences that go into both languages: into English, into Vietnamese, into both.

    ``together`` are all in one call, ``singly`` some of them in a call each.
    """
    from songngu.translators import Request, Search

    targets: dict[str, list[str]] = {}
    for sentence in workload.sentences:
        targets.setdefault(sentence.text, []).append(sentence.target)
    requests = [Request(s.text, s.source, s.target) for s in workload.sentences if len(set(targets[s.text])) > 1]
    texts = list(dict.fromkeys(request.text for request in requests))
    translator = Songngu(workload).counted
    translator.translate(requests[:1], Search(beam=BEAM))

    def took(calls: Sequence[Sequence[Request]]) -> float:
        begin = time.perf_counter()
        for call in calls:
            translator.translate(call, Search(beam=BEAM))
        return time.perf_counter() - begin

    seconds: dict[str, dict[str, list[float]]] = {
        way: {name: [] for name in ("en", "vi", "both")} for way in ("together", "singly")
    }
    for _, name in product(range(repeats), ("en", "vi", "both")):
        chosen = [r for r in requests if name in ("both", r.target)]
        seconds["together"][name].append(took([chosen]))
        singly = [[r for r in chosen if r.text == text] for text in texts[::SINGLY]]
        seconds["singly"][name].append(took(singly))
    return seconds


if __name__ == "__main__":
    print(json.dumps(one_or_both(Workload.read(Path(sys.argv[1])), int(sys.argv[2]))))

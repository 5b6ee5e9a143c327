"""From requests to renderings: ask the model, judge what comes back, repair what failed, keep what was accepted.

The only place where a verdict is given. Knows neither articles nor engines: it works with any ``Translator``.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from threading import Lock
from typing import Final

from . import repairs, signatures
from .errors import LanguageError
from .glossaries import Glossary
from .languages import NAMES, ascii_digits
from .repairs import UNSURE, Step, badness, settled
from .stores import Key, Renderings
from .translators import Hypothesis, Request, Search, Translator, ask
from .types import Rendering

# What decides texts and verdicts. Checks and names are imported where they are used: to sign needs none of them.
_RULES: Final = (
    "checks", "quantities", "words", "languages", "telling", "names", "glossaries", "translators", "repairs",
    "segments", "boundaries", "candidates", "abbreviations", "renderings",
)  # fmt: skip


@dataclass(frozen=True)
class Renderer:
    """Render sentences with one translator, and mend what the checks refuse.

    Attributes:
        translator: asked first, and the one that says which languages are covered.
        store: accepted renderings are read from and written to it; None renders everything anew.
        steps: what is tried on refused renderings, in order; None takes ``repairs.ladder(translator)``.
        glossary: a rendering without its terms is ``suspect``, so that the repairs look for one that has them.
        turn: held while a translator answers, so that no translator needs to be safe for threads. A renderer is: while
            one thread judges answers, another may ask.
    """

    translator: Translator
    store: Renderings | None = None
    search: Search = field(default_factory=Search)
    steps: tuple[Step, ...] | None = None
    glossary: Glossary = field(default_factory=Glossary)
    turn: Lock = field(default_factory=Lock, repr=False, compare=False)

    @cached_property
    def signature(self) -> str:
        """Names everything that a rendering's text depends on."""
        code = signatures.fingerprint(*_RULES)
        terms = {"glossary": self.glossary.digest} if self.glossary.digest else {}
        used = dict.fromkeys(step.translator.signature for step in self.ladder)
        others = ";".join(signature for signature in used if signature != self.translator.signature)
        models = {"others": others} if others else {}
        steps = ",".join(map(str, self.ladder))
        own = signatures.join(search=str(self.search), repairs=steps, **models, **terms, code=code)
        return f"{self.translator.signature}|{own}"

    @cached_property
    def ladder(self) -> tuple[Step, ...]:
        """The steps that are tried."""
        return repairs.ladder(self.translator, search=self.search) if self.steps is None else self.steps

    @property
    def thorough(self) -> "Renderer":
        """The same, but climbing the whole ladder for every sentence that is not accepted, also for doubtful ones."""
        return replace(self, steps=repairs.thorough(self.ladder))

    def check(self, source: str, target: str) -> None:
        """Raise a ``LanguageError`` that says what is possible, unless the translator covers the pair."""
        if source == target or self.translator.supports(source, target):
            return
        covered = [code for code in NAMES if self.translator.supports(code, target)]
        raise LanguageError(
            f"the model does not translate {source!r} into {target!r}; into {target!r} it translates "
            f"{' '.join(covered) or 'nothing'}; choose another model"
        )

    def render(self, keys: Sequence[Key]) -> list[Rendering]:
        """One rendering for each key, in order; equal keys are translated once. Tails are left empty.

        A sentence in a language that the translator does not cover is ``untranslated``, and says so. One that is in
        another language than its line is translated from that.
        """
        keys = [self._own(key) for key in keys]
        wanted = dict.fromkeys(keys)
        done = {key: rendering for key in wanted if (rendering := self._without_model(key))}
        if self.store:
            done |= self.store.get(self.signature, wanted.keys() - done.keys())
        fresh = self._translate([key for key in wanted if key not in done])
        if self.store:
            self.store.put(self.signature, {key: r for key, r in fresh.items() if r.verdict in ("ok", "repaired")})
        done |= fresh
        return [done[key] for key in keys]

    def _own(self, key: Key) -> Key:
        """The same with the language of the sentence, if it is the target already, or something else than the target.

        Otherwise the language of the line stands: of two foreign languages it is the better witness.
        """
        from .checks.script import sentence_language

        source, target, text = key
        found = sentence_language(text, source)
        if found == target or (source == target and self.translator.supports(found, target)):
            return found, target, text
        return key

    def _without_model(self, key: Key) -> Rendering | None:
        """What needs no model: the same language, no word, or a language that the model does not have."""
        from .checks import judge

        source, target, text = key
        if source == target:
            found = judge(text, text, source=source, target=target)
            return Rendering(text, "", found.verdict, found.reasons, "identity")
        if not any(map(str.isalnum, text)):
            return Rendering(text, "", "ok", (), "identity")
        try:
            self.check(source, target)
        except LanguageError as error:
            return Rendering(text, "", "untranslated", (f"language: {error}",), "none")
        return None

    def _translate(self, keys: Sequence[Key]) -> dict[Key, Rendering]:
        """Ask, judge, and repair what the checks refuse; English first, since the others may go through it."""
        first = self._first(keys)
        done: dict[Key, Rendering] = {}
        for english in (True, False):
            done |= self._climb({key: first[key] for key in keys if (key[1] == "en") is english}, done)
        return done

    def _first(self, keys: Sequence[Key]) -> dict[Key, list[Rendering]]:
        """The best hypothesis; and, where the checks find fault with it, the best of the others that came with it."""
        with self.turn:
            answers = ask(self.translator, [_request(*key) for key in keys], self.search) if keys else []
        # Both targets of a sentence one after the other: checks remember for a while what they read in it.
        ordered = sorted(zip(keys, answers, strict=True), key=lambda pair: pair[0][2])
        found = {key: [self._judged(key, answer, answer.route)] for key, answer in ordered}
        for key, answer in zip(keys, answers, strict=True):
            if answer.alternatives and badness(found[key][0]) > UNSURE:
                second, *others = answer.alternatives
                found[key].append(self._best(key, replace(second, alternatives=tuple(others)), "n-best"))
        return found

    def _climb(self, attempts: Mapping[Key, list[Rendering]], english: Mapping[Key, Rendering]) -> dict[Key, Rendering]:
        """Take what failed up the ladder, step by step, and settle each."""
        for step in self.ladder:
            failed = [key for key, tried in attempts.items() if min(map(badness, tried)) > step.beyond]
            for key, rendering in self._attempt(step, failed, english):
                attempts[key].append(rendering)
        return {key: settled(tried) for key, tried in attempts.items()}

    def _attempt(
        self, step: Step, keys: Sequence[Key], english: Mapping[Key, Rendering]
    ) -> Iterator[tuple[Key, Rendering]]:
        """Renderings by one step, of those keys for which it can do anything."""
        if not keys:
            return
        requests = self._from_english(keys, english) if step.through_english else [_request(*key) for key in keys]
        with self.turn:
            answers = step.ask(requests)
        for key, answer in zip(keys, answers, strict=True):
            if answer:
                yield key, self._best(key, answer, step.route or answer.route)

    def _from_english(self, keys: Sequence[Key], english: Mapping[Key, Rendering]) -> list[Request | None]:
        """Requests to translate the English renderings of the same sentences, where there are accepted ones."""
        wanted = {
            key: (key[0], "en", key[2])
            for key in keys
            if "en" not in key[:2] and self.translator.supports("en", key[1])
        }
        missing = [key for key in wanted.values() if key not in english]
        known = {**english, **dict(zip(missing, self.render(missing), strict=True))}
        return [
            _request("en", key[1], known[wanted[key]].text)
            if key in wanted and known[wanted[key]].verdict in ("ok", "repaired")
            else None
            for key in keys
        ]

    def _best(self, key: Key, answer: Hypothesis, route: str) -> Rendering:
        """The first of the hypotheses that is accepted, else the least bad."""
        refused = []
        for hypothesis in (answer, *answer.alternatives):
            rendering = self._judged(key, hypothesis, route)
            if rendering.verdict == "ok":
                return rendering
            refused.append(rendering)
        return min(refused, key=badness)

    def _judged(self, key: Key, answer: Hypothesis, route: str) -> Rendering:
        """With its verdict; where nothing acceptable came back, the source text stands in its place.

        Names are written as the target language writes them before anything is judged.
        """
        from . import names
        from .checks import judge

        source, target, text = key
        written = names.restore(_encodable(answer.text), target, text, source)
        found = judge(text, written, source=source, target=target, finished=answer.finished, score=answer.score)
        terms = self.glossary.reasons(text, written, source, target)
        verdict = "suspect" if terms and found.verdict == "ok" else found.verdict
        shown = text if verdict == "untranslated" else written
        return Rendering(shown, "", verdict, (*found.reasons, *terms), route)


def _encodable(text: str) -> str:
    """*text* with U+FFFD for each lone surrogate, which no file can hold and the checks refuse."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _request(source: str, target: str, text: str) -> Request:
    """The text as the model gets it: one line, and all digits as 0-9, which models copy far more reliably."""
    return Request(" ".join(ascii_digits(text).split()), source, target)

"""From requests to renderings: ask the model, judge what comes back, retry what failed, keep what was accepted.

The only place where a verdict is given. Knows neither articles nor engines: it works with any ``Translator``.
"""

import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from . import checks, languages, signatures, translators
from .checks import judge
from .errors import LanguageError
from .languages import NAMES, ascii_digits, in_script_of
from .stores import Key, Renderings
from .translators import Hypothesis, Request, Search, Translator, ask
from .types import VERDICTS, Rendering

# Tried in turn on what the checks refuse; the first accepted answer is “repaired”. Blocking repeated 4-grams ends
# nearly all loops, but costs quality where nothing loops, so it is never a default (reference: Argos took such a
# default back after two days).
RETRIES: Final = {"no-repeat-4": Search(no_repeat_ngram=4)}


@dataclass(frozen=True)
class Renderer:
    """Render sentences with one translator.

    Attributes:
        store: accepted renderings are read from and written to it; None renders everything anew.
    """

    translator: Translator
    store: Renderings | None = None
    search: Search = field(default_factory=Search)

    @property
    def signature(self) -> str:
        """Names everything that a rendering's text depends on."""
        retries = ",".join(map(str, RETRIES.values()))
        rules = signatures.fingerprint(checks, languages, translators, sys.modules[__name__])
        return f"{self.translator.signature}|" + signatures.join(search=str(self.search), retries=retries, code=rules)

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

        A sentence in a language that the translator does not cover is ``untranslated``, and says so.
        """
        wanted = dict.fromkeys(keys)
        done = {key: rendering for key in wanted if (rendering := self._without_model(key))}
        if self.store:
            done |= self.store.get(self.signature, wanted.keys() - done.keys())
        fresh = self._translate([key for key in wanted if key not in done])
        if self.store:
            self.store.put(self.signature, {key: r for key, r in fresh.items() if r.verdict in ("ok", "repaired")})
        done |= fresh
        return [done[key] for key in keys]

    def _without_model(self, key: Key) -> Rendering | None:
        """What needs no model: the same language, no word, or a language that the model does not have."""
        source, target, text = key
        if source == target and not in_script_of(text, target):
            return Rendering(text, "", "untranslated", (f"script: this is no {NAMES[target]}",), "identity")
        if source == target or not any(map(str.isalnum, text)):
            return Rendering(text, "", "ok", (), "identity")
        try:
            self.check(source, target)
        except LanguageError as error:
            return Rendering(text, "", "untranslated", (f"language: {error}",), "none")
        return None

    def _translate(self, keys: Sequence[Key]) -> dict[Key, Rendering]:
        """Ask, judge, and retry what the checks refuse."""
        done = dict(zip(keys, self._attempt(keys, self.search, "direct"), strict=True))
        for route, search in RETRIES.items():
            failed = [key for key, rendering in done.items() if _badness(rendering) > _UNSURE]
            for key, again in zip(failed, self._attempt(failed, search, route), strict=True):
                if again.verdict == "ok":
                    done[key] = Rendering(again.text, "", "repaired", done[key].reasons, route)
                elif _badness(again) < _badness(done[key]):
                    done[key] = again
        return done

    def _attempt(self, keys: Sequence[Key], search: Search, route: str) -> list[Rendering]:
        """Renderings by one search; where nothing acceptable came back, the source text stands in its place."""
        requests = [Request(_prepared(text), source, target) for source, target, text in keys]
        answers = ask(self.translator, requests, search) if requests else []
        return [_rendering(key, answer, route) for key, answer in zip(keys, answers, strict=True)]


def _badness(rendering: Rendering) -> tuple[int, int]:
    """For comparing attempts: the verdict, then the number of faults besides the model's own doubts."""
    faults = sum(not reason.startswith("confidence:") for reason in rendering.reasons)
    return VERDICTS.index(rendering.verdict), faults


_UNSURE: Final = (VERDICTS.index("suspect"), 0)  # nothing but doubts: another search would not make the model surer


def _prepared(text: str) -> str:
    """The text as the model gets it: one line, and all digits as 0-9, which models copy far more reliably."""
    return " ".join(ascii_digits(text).split())


def _rendering(key: Key, answer: Hypothesis, route: str) -> Rendering:
    source, target, text = key
    judgement = judge(text, answer.text, source=source, target=target, finished=answer.finished, score=answer.score)
    shown = text if judgement.verdict == "untranslated" else answer.text
    return Rendering(shown, "", judgement.verdict, judgement.reasons, route)

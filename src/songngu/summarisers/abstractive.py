"""Briefs that a model writes: every sentence is held against the article, and replaced where it says anything else.

    drafts ─ supported by segments, no other figures or names ─▶ sentences
           ─ else the nearest segment, as it is ─▶ replaced
           ─ all languages say the same ─▶ Brief(en), Brief(vi)

In English and then translated, sentence by sentence: then the briefs of all languages are lines of one table, and
where one of a line is refused, the same segment stands in all. Or in each language by itself, from its own
translation: then the briefs must agree in their figures as wholes. If nothing is left, or the model fails, the
extractive brief stands.
"""

import warnings
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, Protocol

from .. import signatures
from ..canonical import digest, nfc
from ..errors import ModelError
from ..stores import Key
from ..types import Brief, Record, Rendering, Sentence
from ..words import words
from .composing import composed, extract
from .eligible import eligible
from .extractive import Extractive
from .support import Grounds, agree
from .writing import Writer

_PIVOT: Final = "en"
_ACCEPTED: Final = frozenset({"ok", "repaired"})
_SAME: Final = 0.7  # of the words of the shorter of two sentences that say the same; the cosine in ``choice``
_WORDS_A_SENTENCE: Final = 25  # of news, roughly

Line = Mapping[str, Sentence]  # by language
Drafts = dict[str, list[str]]  # what a model wrote, by language


class Renders(Protocol):
    """Whatever translates sentences, and judges them."""

    @property
    def signature(self) -> str: ...

    def render(self, keys: Sequence[Key]) -> list[Rendering]:
        """One rendering for each key, in order."""
        ...


class Abstractive:
    """Briefs by a model, checked.

    Args:
        writer: the model.
        renders: translates English sentences.
        extractive: says how long a brief is, and stands in where nothing is left.
        native: written in each language by itself; else in English, and translated.
    """

    def __init__(self, writer: Writer, renders: Renders, extractive: Extractive, *, native: bool = False) -> None:
        self._writer = writer
        self._renders = renders
        self._extractive = extractive
        self._native = native

    @property
    def signature(self) -> str:
        """Names the model, its prompts, the rules, the translator and the length."""
        rules = signatures.fingerprint("summarisers", "checks", "quantities", "names")
        return signatures.join(
            brief=f"abstractive/{rules}",
            length=signatures.parts(self._extractive.signature)["length"],
            brief_in="both" if self._native else "english",
            brief_by=self._writer.signature,
            brief_translated=digest(self._renders.signature)[:8],
        )

    def summarise(self, record: Record) -> dict[str, Brief]:
        """What the model wrote, as far as the article supports it; the extractive briefs where nothing is left."""
        drafts: Drafts = {}
        try:
            found = self._apart(record, drafts) if self._native else {}
            found = found or self._together(record, drafts)
        except ModelError as error:
            label = record.article.source or record.article.id[:12]
            warnings.warn(f"{label}: no brief by the model ({error}); it has the extractive one", stacklevel=2)
            found = {}
        if not found:
            return self._extractive.summarise(record)
        signature = self.signature
        return composed(record, {language: found[language] for language in record.translations}, signature)

    def _apart(self, record: Record, drafts: Drafts) -> Mapping[str, Sequence[Sentence]]:
        """Each language by itself; nothing if the model does not write one of them, or if figures differ."""
        if not all(map(self._writer.writes, record.translations)):
            return {}
        briefs = {
            code: [line[code] for line in self._kept(self._lines(record, {code: Grounds(record, code)}, drafts))]
            for code in record.translations
        }
        whole = {code: " ".join(sentence.text for sentence in brief) for code, brief in briefs.items()}
        return briefs if all(briefs.values()) and agree(whole) else {}

    def _together(self, record: Record, drafts: Drafts) -> Mapping[str, Sequence[Sentence]]:
        """In English, or else in what the model writes, and translated; nothing if nothing is left."""
        written = [code for code in record.translations if self._writer.writes(code)]
        languages = sorted(written, key=lambda code: code != _PIVOT)[:1]
        if not languages:
            return {}
        languages += [code for code in record.translations if code not in languages]
        lines = self._kept(self._lines(record, {code: Grounds(record, code) for code in languages}, drafts))
        return {code: [line[code] for line in lines] for code in languages} if lines else {}

    def _lines(self, record: Record, grounds: Mapping[str, Grounds], drafts: Drafts) -> list[Line]:
        """What the model wrote in the first language of *grounds*, in all of them: accepted in each, or replaced.

        A sentence that no segment is like is left out, and so is one whose segment has other figures in one language
        than in another, as long as there are others.
        """
        language, mine = next(iter(grounds.items()))
        if language not in drafts:
            drafts[language] = self._drafts(record, language)
        accepted = self._translated(filter(None, map(mine.checked, drafts[language])), grounds)
        lines = [accepted.get(text) or self._replaced(record, text, grounds) for text in drafts[language]]
        found = [line for line in lines if line]
        return list(filter(_agrees, found)) or found

    def _drafts(self, record: Record, language: str) -> list[str]:
        """What the model writes about all that there is in *language*."""
        texts = [rendering.text for rendering in record.translations[language].renderings if rendering.text.strip()]
        return [nfc(text) for text in self._writer.draft(texts, language, self._wanted)]

    def _replaced(self, record: Record, text: str, grounds: Mapping[str, Grounds]) -> Line:
        """The segment that *text*, in the first language, is most like, in all languages; empty if it is like none."""
        renderings = [record.translations[code].renderings for code in grounds]
        among = [n for n in eligible(record) if all(side[n].verdict != "untranslated" for side in renderings)]
        n = next(iter(grounds.values())).nearest(text, among)
        return {} if n is None else {code: Sentence(extract(record, n, code), (n,), "replaced") for code in grounds}

    def _translated(self, given: Iterable[Sentence], grounds: Mapping[str, Grounds]) -> Mapping[str, Line]:
        """Text of each sentence that passes in all languages → its line."""
        (first, *others), sentences = grounds, list(given)
        keys = [(first, other, sentence.text) for sentence in sentences for other in others]
        renderings = dict(zip(keys, self._renders.render(keys) if keys else [], strict=True))
        lines = {}
        for sentence in sentences:
            line = {first: sentence}
            for other in others:
                rendering = renderings[first, other, sentence.text]
                text = nfc(rendering.text)
                evidence = grounds[first].evidence(sentence.text)
                if rendering.verdict in _ACCEPTED and not grounds[other].faults(text, evidence):
                    line[other] = Sentence(text, sentence.evidence, "translated")
            if len(line) == len(grounds) and _agrees(line):
                lines[sentence.text] = line
        return lines

    def _kept(self, lines: Iterable[Line]) -> list[Line]:
        """The first lines that say something new, as many as the length of a brief allows."""
        kept: list[Line] = []
        for line in lines:
            if not any(_repeats(line, other) for other in kept) and self._fits([*kept, line]):
                kept.append(line)
        return kept

    def _fits(self, lines: Sequence[Line]) -> bool:
        most = self._extractive.words
        if not most:
            return len(lines) <= self._extractive.sentences
        return sum(max(len(words(sentence.text)) for sentence in line.values()) for line in lines) <= most

    @property
    def _wanted(self) -> int:
        """How many sentences the model is asked for."""
        words_in_all = self._extractive.words
        return max(1, words_in_all // _WORDS_A_SENTENCE) if words_in_all else self._extractive.sentences


def _agrees(line: Line) -> bool:
    return agree({code: sentence.text for code, sentence in line.items()})


def _repeats(line: Line, other: Line) -> bool:
    """Whether two lines have most words in common, or one is a segment that the other rests on."""
    for code in line:
        one, two = line[code], other[code]
        if "replaced" in (one.origin, two.origin) and not set(one.evidence).isdisjoint(two.evidence):
            return True
        mine, theirs = ({word.casefold() for word in words(sentence.text)} for sentence in (one, two))
        if len(mine & theirs) >= _SAME * max(1, min(len(mine), len(theirs))):
            return True
    return False

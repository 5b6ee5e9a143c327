"""What a digest shows of one article: copied from its record, never written anew. Compares nothing with anything."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from .. import signatures
from ..canonical import canonical
from ..quantities import quantities
from ..types import VERDICTS, Figure, Record, Sentence, Verdict

_DOUBTS: Final = frozenset({"suspect", "untranslated"})
# A day in an address, as /2025/10/15/ or 20251015.
_IN_ADDRESS: Final = re.compile(r"(?<!\d)((?:19|20)\d\d)[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?!\d)")


@dataclass(frozen=True, slots=True)
class Passage:
    """A headline, or a sentence, key figure or fact of a brief, on one line.

    Attributes:
        text: as a translation has it; the source text where the verdict is ``untranslated``.
        language: of the text.
        verdict: the worst of the renderings that it rests on.
        reasons: what the checks found.
        source: what it was translated from.
    """

    text: str
    language: str
    verdict: Verdict
    reasons: tuple[str, ...]
    source: str

    @property
    def doubtful(self) -> bool:
        """True if it is to be marked."""
        return self.verdict in _DOUBTS


@dataclass(frozen=True, slots=True)
class Entry:
    """One article of a digest.

    Attributes:
        id: of the article, which is the name of its folder.
        source: where it came from, as given.
        date: YYYY-MM-DD, from its byline or its address; empty if neither has one.
        original: the headline in the source language; the first sentence, if there is none; the source, if it is empty.
        headlines: target → the same in the translation; a target that has nothing there is left out.
        briefs: target → the sentences of its brief.
        key_figures: target → those of its brief.
        facts: target → those of its brief.
        figures: its ledger.
        verdicts: target → verdict → number of sentences.
        models: names of the models that translated it; none where nothing was to be translated.
        size: characters of its segments.
    """

    id: str
    source: str
    language: str
    date: str
    original: str
    headlines: Mapping[str, Passage]
    briefs: Mapping[str, tuple[Passage, ...]]
    key_figures: Mapping[str, tuple[Passage, ...]]
    facts: Mapping[str, tuple[Passage, ...]]
    figures: tuple[Figure, ...]
    verdicts: Mapping[str, Mapping[Verdict, int]]
    models: frozenset[str]
    size: int

    @property
    def accepted(self) -> int:
        """Renderings, of all targets, that are not in doubt."""
        return sum(n for counts in self.verdicts.values() for verdict, n in counts.items() if verdict not in _DOUBTS)


def entry(record: Record) -> Entry:
    """What a digest shows of *record*."""
    article, first = record.article, _headline(record)
    source = plain(article.source)
    headlines = {target: _passage(record, target, (first,)) for target in record.translations if record.segments}
    return Entry(
        article.id,
        source,
        record.language,
        _date(record),
        plain(record.segments[first].text if record.segments else article.title) or source or article.id[:16],
        {target: passage for target, passage in headlines.items() if passage.text},
        {language: tuple(_passages(record, language, brief.sentences)) for language, brief in record.briefs.items()},
        {language: tuple(_passages(record, language, brief.figures)) for language, brief in record.briefs.items()},
        {language: tuple(_passages(record, language, brief.facts)) for language, brief in record.briefs.items()},
        record.ledger,
        record.summary,
        frozenset(_models(record)),
        sum(len(segment.text) for segment in record.segments),
    )


def plain(text: str) -> str:
    """*text* on one line, without invisible marks, and such that any encoding can write it."""
    return " ".join(canonical(text.encode("utf-8", "replace").decode()).split())


def _headline(record: Record) -> int:
    """Index of the segment that stands for the article: its title, or else its first one with a letter."""
    titles = [n for n, segment in enumerate(record.segments) if record.role(segment) == "title"]
    spoken = [n for n, segment in enumerate(record.segments) if any(map(str.isalpha, segment.text))]
    return (titles or spoken or [0])[0]


def _models(record: Record) -> Iterator[str]:
    for target, translation in record.translations.items():
        if target != record.language:
            yield plain(signatures.parts(translation.signature).get("model", "?"))


def _passages(record: Record, language: str, sentences: Iterable[Sentence]) -> Iterator[Passage]:
    for sentence in sentences:
        if plain(sentence.text):
            yield _passage(record, language, sentence.evidence, sentence.text)


def _passage(record: Record, target: str, evidence: tuple[int, ...], text: str = "") -> Passage:
    """*text*, or the rendering itself, with what the checks say of the renderings that it rests on."""
    renderings = [record.translations[target].renderings[n] for n in evidence if target in record.translations]
    verdicts: list[Verdict] = [r.verdict for r in renderings]
    verdict = max(verdicts, key=VERDICTS.index) if verdicts else "ok"
    reasons = tuple(plain(reason) for r in renderings if r.verdict in _DOUBTS for reason in r.reasons)
    language = record.language if verdict == "untranslated" else target
    source = plain(" ".join(record.segments[n].text for n in evidence))
    return Passage(plain(text or " ".join(r.text for r in renderings)), language, verdict, reasons, source)


def _date(record: Record) -> str:
    """The first full date of the lines that say where the article is from, or of its address."""
    for line in record.lines:
        if line.role in ("byline", "source"):
            for quantity in quantities(line.text, line.language or record.language):
                for value in sorted(quantity.readings) if quantity.kind == "date" else ():
                    if found := _IN_ADDRESS.fullmatch(str(value)):
                        return "-".join(found.groups())
    address = _IN_ADDRESS.search(record.article.source)
    return "-".join(address.groups()) if address else ""

"""From sentences to a brief: copied from the record, with the headline, and the figures and facts of their evidence."""

from collections.abc import Mapping, Sequence

from ..types import Brief, Record, Sentence
from .eligible import titles
from .facts import facts, labelled
from .figures import figures, items
from .openings import mended


def extract(record: Record, n: int, language: str) -> str:
    """Segment *n* as a sentence of a brief in *language*."""
    return mended(record.translations[language].renderings[n].text, language)


def composed(record: Record, sentences: Mapping[str, Sequence[Sentence]], signature: str) -> dict[str, Brief]:
    """The brief of these sentences in each language: with its headline, and the figures and facts of their evidence."""
    heading = titles(record)
    evidence = {
        to: tuple(sorted({n for sentence in said for n in sentence.evidence})) for to, said in sentences.items()
    }
    quantities = {chosen: items(record, chosen) for chosen in set(evidence.values())}
    told = {chosen: facts(record, chosen, found) for chosen, found in quantities.items()}
    return {
        to: Brief(
            to,
            tuple(said),
            signature,
            headline=tuple(Sentence(record.translations[to].renderings[n].text, (n,)) for n in heading),
            figures=figures(quantities[evidence[to]], to),
            facts=labelled(told[evidence[to]], to),
        )
        for to, said in sentences.items()
    }

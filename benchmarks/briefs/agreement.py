"""Whether the English and the Vietnamese brief of an article say the same, and no more than their evidence."""

from collections.abc import Sequence
from pathlib import Path

from songngu import names
from songngu.outputs import Outputs
from songngu.quantities import Matching, compare
from songngu.types import Brief, Record, Sentence


def measured(folder: Path) -> dict[str, int]:
    """Counts over the records of an outputs folder that have both briefs."""
    counts: dict[str, int] = {}
    for record in Outputs(folder).records():
        if {"en", "vi"} <= record.briefs.keys():
            for name, number in _counted(record).items():
                counts[name] = counts.get(name, 0) + number
    return counts


def _counted(record: Record) -> dict[str, int]:
    english, vietnamese = record.briefs["en"], record.briefs["vi"]
    pairs = list(zip(_lines(english), _lines(vietnamese), strict=True))
    renderings = [record.translations[target].renderings for target in ("en", "vi")]
    return {
        "articles": 1,
        "brief sentences": len(english.sentences),
        "key figures": len(english.figures),
        "facts": len(english.facts),
        "without evidence": sum(not line.evidence for pair in pairs for line in pair),
        "same segments": int(all(one.evidence == two.evidence for one, two in pairs)),
        "figures in one only": sum(len(m.missing) + len(m.added) for m in (_figures(*pair) for pair in pairs)),
        "names in one only": sum(len(_names(record, *pair)) for pair in pairs),
        "figures without evidence": sum(_unsupported(record, brief) for brief in (english, vietnamese)),
        "sentences in doubt": sum(
            any(side[n].verdict in ("suspect", "untranslated") for side in renderings for n in line.evidence)
            for line in english.sentences
        ),
    }


def _figures(one: Sentence, two: Sentence) -> Matching:
    return compare(one.text, "en", two.text, "vi")[2]


def _names(record: Record, one: Sentence, two: Sentence) -> Sequence[str]:
    source = " ".join(record.segments[n].text for n in one.evidence)
    return names.disagreements(one.text, two.text, source, record.language)


def _unsupported(record: Record, brief: Brief) -> int:
    """Quantities in lines of *brief* that the renderings they rest on lack."""
    renderings = record.translations[brief.language].renderings
    return sum(
        len(
            compare(" ".join(renderings[n].text for n in line.evidence), brief.language, line.text, brief.language)[
                2
            ].added
        )
        for line in _lines(brief)
    )


def _lines(brief: Brief) -> tuple[Sentence, ...]:
    return (*brief.headline, *brief.sentences, *brief.figures, *brief.facts)


def markdown(counts: dict[str, int]) -> str:
    """The counts as a table."""
    rows = [f"| {name} | {number} |" for name, number in counts.items()]
    return "\n".join(["| briefs in both languages | |", "|---|--:|", *rows])

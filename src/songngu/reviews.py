"""A finished record, judged as a whole: English against Vietnamese, the number ledger, the table of names.

``checks`` see one sentence and one rendering. What needs several renderings, or several sentences, is seen here; and a
record that was made by older rules is judged again here, without a model. Nothing is translated, and no text changes.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from . import ledgers, names
from .canonical import nfc
from .checks import FROM_MODEL, judge
from .quantities import Matching, compare
from .types import Record, Rendering

# What is said here of two renderings, against what ``checks`` say of one.
_OF_BOTH: Final = re.compile(
    "numbers: (English|Vietnamese) has .*, (English|Vietnamese) does not"
    "|names: .* is in the (English|Vietnamese) only.*"
)


def cross_checked(record: Record) -> Record:
    """English and Vietnamese against each other: where two translations of a segment disagree, both are ``suspect``.

    What either says against the source is among its reasons already, and is not said again. A ``repaired`` rendering
    loses its reasons, which are those of its first attempt. What was said here of an earlier pair is taken back first.
    """
    if not {"en", "vi"} <= record.translations.keys():
        return record
    english, vietnamese = record.translations["en"], record.translations["vi"]
    pairs = zip(map(_by_itself, english.renderings), map(_by_itself, vietnamese.renderings), strict=True)
    checked = [_checked(*pair, *_source(record, n)) for n, pair in enumerate(pairs)]
    return replace(
        record,
        translations={
            **record.translations,
            "en": replace(english, renderings=tuple(pair[0] for pair in checked)),
            "vi": replace(vietnamese, renderings=tuple(pair[1] for pair in checked)),
        },
    )


def accounted(record: Record) -> Record:
    """With its number ledger and its table of names, made anew from its texts and briefs."""
    return replace(record, ledger=ledgers.ledger(record), names=names.table(record))


def judged_again(record: Record) -> Record:
    """By the present rules, all of them; what only the model could say stays as it was. Briefs stay, too."""
    translations = {
        target: replace(
            translation,
            renderings=tuple(
                _judged_again(rendering, *_source(record, n), target)
                for n, rendering in enumerate(translation.renderings)
            ),
        )
        for target, translation in record.translations.items()
    }
    return accounted(cross_checked(replace(record, translations=translations)))


def _source(record: Record, n: int) -> tuple[str, str]:
    """Text and language of a segment."""
    segment = record.segments[n]
    return segment.text, record.lines[segment.line].language


def _judged_again(rendering: Rendering, text: str, source: str, target: str) -> Rendering:
    if rendering.verdict == "untranslated":
        return rendering
    judgement = judge(text, rendering.text, source=source, target=target)
    if rendering.verdict == "repaired" and judgement.verdict == "ok":
        return rendering
    lasting = tuple(reason for reason in rendering.reasons if reason.startswith(FROM_MODEL))
    if rendering.verdict != "suspect" or not lasting:
        return replace(rendering, verdict=judgement.verdict, reasons=judgement.reasons)
    verdict = "suspect" if judgement.verdict == "ok" else judgement.verdict
    return replace(rendering, verdict=verdict, reasons=judgement.reasons + lasting)


def _checked(english: Rendering, vietnamese: Rendering, text: str, source: str) -> tuple[Rendering, Rendering]:
    """The two renderings of one segment, with what they say against each other."""
    if source in ("en", "vi") or "untranslated" in (english.verdict, vietnamese.verdict):
        return english, vietnamese
    texts = nfc(english.text), nfc(vietnamese.text)
    found = _numbers(text, source, *texts) + names.disagreements(*texts, text, source)
    said = set(map(_subject, english.reasons + vietnamese.reasons))
    reasons = [reason for reason in found if _subject(reason) not in said]
    return _doubted(english, reasons), _doubted(vietnamese, reasons)


def _subject(reason: str) -> str:
    """A reason up to the end of the name that it quotes; all of a reason that quotes none."""
    return reason.partition("”")[0]


def _by_itself(rendering: Rendering) -> Rendering:
    """Without what was said of it and another one; if nothing else was, it is ``ok``."""
    reasons = tuple(reason for reason in rendering.reasons if not _OF_BOTH.fullmatch(reason))
    if reasons == rendering.reasons:
        return rendering
    return replace(rendering, verdict=rendering.verdict if reasons else "ok", reasons=reasons)


def _doubted(rendering: Rendering, reasons: list[str]) -> Rendering:
    """With more reasons, and ``suspect`` because of them."""
    if not reasons:
        return rendering
    own = rendering.reasons if rendering.verdict == "suspect" else ()
    return replace(rendering, verdict="suspect", reasons=(*own, *reasons))


def _numbers(text: str, source: str, english: str, vietnamese: str) -> list[str]:
    """Quantities that one translation has and the other has not, unless one of them disagrees there with the source."""
    ours, theirs, matching = compare(english, "en", vietnamese, "vi")
    if not (matching.missing or matching.added):
        return []
    with_english = compare(text, source, english, "en")[2]
    with_vietnamese = compare(text, source, vietnamese, "vi")[2]
    return [
        f"numbers: English has {ours[index].form}, Vietnamese does not"
        for index in _unreported(matching.missing, with_english, with_vietnamese)
    ] + [
        f"numbers: Vietnamese has {theirs[index].form}, English does not"
        for index in _unreported(matching.added, with_vietnamese, with_english)
    ]


def _unreported(indices: Iterable[int], own: Matching, other: Matching) -> list[int]:
    """Those of *indices* into a rendering that it does not add to the source, and that the other one does not miss."""
    reported = {*own.added, *(j for i, j in own.pairs if i in other.missing)}
    return [index for index in indices if index not in reported]

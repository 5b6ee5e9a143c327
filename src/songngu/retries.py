"""The doubtful sentences of a finished record, asked again with the whole repair ladder. Keeps and judges nothing."""

from dataclasses import replace
from typing import Final

from .renderings import Renderer
from .repairs import badness
from .types import Record, Rendering

_OPEN: Final = ("suspect", "untranslated")


def retried(record: Record, renderer: Renderer) -> Record:
    """The record with better renderings where *renderer* found any; itself if there was nothing to ask.

    Accepted renderings stay as they are, byte for byte. A translation that was asked again has the signature of
    *renderer*, found better or not, and is not asked once more.
    """
    asked = {
        (target, n): (record.lines[segment.line].language, target, segment.text)
        for target, translation in record.translations.items()
        if translation.signature != renderer.signature
        for n, (segment, rendering) in enumerate(zip(record.segments, translation.renderings, strict=True))
        if rendering.verdict in _OPEN
    }
    again = dict(zip(asked, renderer.render(list(asked.values())), strict=True))
    translations = dict(record.translations)
    for target in {target for target, _ in asked}:
        renderings = tuple(
            _better(old, again.get((target, n))) for n, old in enumerate(translations[target].renderings)
        )
        translations[target] = replace(translations[target], renderings=renderings, signature=renderer.signature)
    return replace(record, translations=translations) if asked else record


def _better(old: Rendering, new: Rendering | None) -> Rendering:
    """The less bad of two, with the white space of the old one."""
    return replace(new, tail=old.tail) if new and badness(new) < badness(old) else old

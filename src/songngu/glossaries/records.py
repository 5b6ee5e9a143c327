"""A finished record against a glossary, without a model: it may have been made without one, or with another."""

from dataclasses import replace

from ..types import Record, Rendering
from . import Glossary


def judged(record: Record, glossary: Glossary) -> Record:
    """The record with the reasons of *glossary*; a rendering that lacks a term is ``suspect``. No text changes."""
    translations = {
        target: replace(
            translation,
            renderings=tuple(
                _doubted(
                    rendering,
                    glossary.reasons(segment.text, rendering.text, record.lines[segment.line].language, target),
                )
                for segment, rendering in zip(record.segments, translation.renderings, strict=True)
            ),
        )
        for target, translation in record.translations.items()
    }
    return replace(record, translations=translations)


def _doubted(rendering: Rendering, reasons: list[str]) -> Rendering:
    """A ``repaired`` rendering loses the reasons that it had, which are those of its first attempt."""
    if not reasons or rendering.verdict == "untranslated":
        return rendering
    own = rendering.reasons if rendering.verdict == "suspect" else ()
    return replace(rendering, verdict="suspect", reasons=tuple(dict.fromkeys((*own, *reasons))))

"""Records as JSON and back. The format is documented in ``docs/record.schema.json``.

The same record gives the same bytes. Reading verifies: the checksum over the content, the article's id, and that
renderings, segments and lines belong together.
"""

import json
from typing import Any, Final

from ..canonical import digest
from ..errors import StoreError
from ..types import (
    SCHEMA_VERSION,
    Article,
    Brief,
    Figure,
    Line,
    Name,
    Record,
    Rendering,
    Segment,
    Sentence,
    Translation,
)

# The parts of a brief that are lists of sentences.
_PARTS: Final = ("headline", "sentences", "figures", "facts")


def to_json(record: Record) -> bytes:
    """The record as indented UTF-8 JSON."""
    content = as_dict(record)
    content["checksum"] = _checksum(content)
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def as_dict(record: Record) -> dict[str, Any]:
    """The record as plain lists and dicts, without the checksum."""
    article = record.article
    return {
        "schema_version": record.schema_version,
        "id": article.id,
        "signature": record.signature,
        "language": record.language,
        "article": {
            "text": article.text, "title": article.title, "language": article.language,
            "source": article.source, "key": article.key,
        },
        "lines": [{"text": li.text, "role": li.role, "rule": li.rule, "language": li.language} for li in record.lines],
        "segments": [{"text": s.text, "tail": s.tail, "line": s.line} for s in record.segments],
        "translations": {target: _translation(t) for target, t in record.translations.items()},
        "briefs": {language: _brief(b) for language, b in record.briefs.items()},
        "summary": record.summary,
        "ledger": [_figure(figure) for figure in record.ledger],
        "names": [_name(name) for name in record.names],
    }  # fmt: skip


def from_json(data: bytes) -> Record:
    """The record that ``to_json`` wrote.

    Raises:
        StoreError: if the bytes are no record, of another schema version, or damaged.
    """
    try:
        content = json.loads(data)
        version = content["schema_version"]
        if version != SCHEMA_VERSION:
            raise StoreError(f"is a record of schema version {version}; this program reads version {SCHEMA_VERSION}")
        checksum = content.pop("checksum")
        if checksum != _checksum(content):
            raise StoreError("is damaged or was edited: its checksum does not fit")
        record = _record(content)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise StoreError(f"is no record ({type(error).__name__}: {error})") from error
    if content["id"] != record.article.id:
        raise StoreError("is damaged: its id is not that of its article")
    if any(len(t.renderings) != len(record.segments) for t in record.translations.values()):
        raise StoreError("is damaged: its renderings are not one for one with its segments")
    return record


def _translation(translation: Translation) -> dict[str, Any]:
    renderings = [
        {"text": r.text, "tail": r.tail, "verdict": r.verdict, "reasons": list(r.reasons), "route": r.route}
        for r in translation.renderings
    ]
    return {"target": translation.target, "signature": translation.signature, "renderings": renderings}


def _brief(brief: Brief) -> dict[str, Any]:
    parts = {name: _sentences(getattr(brief, name)) for name in _PARTS}
    return {"language": brief.language, "signature": brief.signature, **parts}


def _sentences(sentences: tuple[Sentence, ...]) -> list[dict[str, Any]]:
    """An origin is named where a model was at work."""
    return [
        {"text": s.text, "evidence": list(s.evidence)} | ({} if s.origin == "extracted" else {"origin": s.origin})
        for s in sentences
    ]


def _read_brief(brief: dict[str, Any]) -> Brief:
    parts = {name: tuple(Sentence(**(s | {"evidence": tuple(s["evidence"])})) for s in brief[name]) for name in _PARTS}
    return Brief(language=brief["language"], signature=brief["signature"], **parts)


def _figure(figure: Figure) -> dict[str, Any]:
    return {
        "segment": figure.segment, "kind": figure.kind, "value": figure.value, "unit": figure.unit,
        "source": figure.source, "forms": dict(figure.forms), "statuses": dict(figure.statuses),
        "briefs": dict(figure.briefs),
    }  # fmt: skip


def _name(name: Name) -> dict[str, Any]:
    conflicts = {target: list(forms) for target, forms in name.conflicts.items()}
    return {"source": name.source, "forms": dict(name.forms), "segments": list(name.segments), "conflicts": conflicts}


def _read_name(name: dict[str, Any]) -> Name:
    conflicts = {target: tuple(forms) for target, forms in name["conflicts"].items()}
    return Name(name["source"], name["forms"], tuple(name["segments"]), conflicts)


def _record(content: dict[str, Any]) -> Record:
    return Record(
        Article(**content["article"]),
        content["language"],
        tuple(Line(**line) for line in content["lines"]),
        tuple(Segment(**segment) for segment in content["segments"]),
        {
            target: Translation(
                t["target"],
                tuple(Rendering(**(r | {"reasons": tuple(r["reasons"])})) for r in t["renderings"]),
                t["signature"],
            )
            for target, t in content["translations"].items()
        },
        {language: _read_brief(brief) for language, brief in content["briefs"].items()},
        content["signature"],
        tuple(Figure(**figure) for figure in content["ledger"]),
        tuple(map(_read_name, content["names"])),
    )


def _checksum(content: dict[str, Any]) -> str:
    return digest(json.dumps(content, ensure_ascii=False, sort_keys=True))

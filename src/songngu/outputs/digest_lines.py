"""A digest as JSON Lines, a story a line: for programs."""

import json
from collections.abc import Iterator
from typing import Any

from ..digests import Digest, Entry, Passage, Story


def lines(digest: Digest) -> Iterator[str]:
    """One JSON object for each story, without newlines in it."""
    for number, story in enumerate(digest.stories, 1):
        yield json.dumps(_story(number, story), ensure_ascii=False)


def _story(number: int, story: Story) -> dict[str, Any]:
    best = story.best
    return {
        "story": number,
        "articles": len(story.entries),
        "languages": list(story.languages),
        "best": best.id,
        "headlines": {target: _passage(passage) for target, passage in best.headlines.items()},
        "briefs": {target: list(map(_passage, sentences)) for target, sentences in best.briefs.items()},
        "key_figures": {target: list(map(_passage, items)) for target, items in best.key_figures.items()},
        "facts": {target: list(map(_passage, items)) for target, items in best.facts.items()},
        "figures": [
            {"source": f.source, "forms": dict(f.forms), "status": f.status, "articles": f.articles}
            for f in story.figures()
        ],
        "reports": [_entry(r.first) | {"near_duplicates": list(map(_entry, r.copies))} for r in story.reports],
    }


def _passage(passage: Passage) -> dict[str, Any]:
    return {
        "text": passage.text,
        "language": passage.language,
        "verdict": passage.verdict,
        "reasons": list(passage.reasons),
        "source": passage.source,
    }


def _entry(e: Entry) -> dict[str, Any]:
    return {"id": e.id, "source": e.source, "language": e.language, "date": e.date, "headline": e.original}

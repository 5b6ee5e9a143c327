"""A digest as Markdown: what an article says stands there as text. Doubtful sentences have notes, as in its pages."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from ..digests import Digest, Entry, Passage, Report, Story
from . import digest_parts as parts
from .wording import escape, words


def markdown(digest: Digest, page: Path | None = None) -> str:
    """The digest as it stands in *page*, to which its links are relative; None is standard output."""
    notes: list[str] = []
    blocks = [f"# {escape(parts.title(digest))}"]
    blocks.append("\n".join(f"- {label}: {escape(text)}" for label, text in parts.facts(digest)))
    if digest.stories:
        blocks += ["## Headlines", "\n".join(_line(n, s) for n, s in enumerate(digest.stories, 1))]
    for number, story in enumerate(digest.stories, 1):
        blocks += _story(number, story, digest, page, notes)
    if notes:
        blocks += [f"## {words('en')['doubts']}", "\n".join(notes)]
    return "\n\n".join(blocks) + "\n"


def _line(number: int, story: Story) -> str:
    titles = [_title(passage) for passage in parts.headlines(story)]
    return f"{number}. {' — '.join(titles) or escape(story.best.original)} ({escape(parts.size(story))})"


def _title(passage: Passage) -> str:
    return f"⟦{escape(passage.text)}⟧" if passage.verdict == "untranslated" else escape(passage.text)


def _story(number: int, story: Story, digest: Digest, page: Path | None, notes: list[str]) -> Iterator[str]:
    titles = [_marked(passage, notes) for passage in parts.headlines(story)]
    first, *others = titles or [escape(story.best.original)]
    yield f"## {number}. {first}"
    yield from (f"**{title}**" for title in others)
    for target in parts.in_order(story.best.briefs):
        if sentences := story.best.briefs.get(target):
            yield f"*{parts.language(target)}:* " + " ".join(_marked(passage, notes) for passage in sentences)
        yield from (f"*{label}:* {_items(items)}" for label, items in parts.brief_lines(story, target))
    if figures := parts.figures(story):
        yield f"*Figures:* {_items(figures)}"
    yield "\n".join(line for report in story.reports for line in _report(report, digest, page))


def _items(items: Iterable[tuple[str, str]]) -> str:
    return " · ".join(f"{escape(text)} **{escape(doubt)}**" if doubt else escape(text) for text, doubt in items)


def _report(report: Report, digest: Digest, page: Path | None) -> Iterator[str]:
    yield f"- {_article(report.first, digest, page)}"
    for copy in report.copies:
        yield f"  - near-duplicate: {_article(copy, digest, page)}"


def _article(e: Entry, digest: Digest, page: Path | None) -> str:
    """Language, date, headline, source, and links to what is there of it."""
    about = ", ".join(filter(None, [parts.language(e.language), e.date]))
    links = [f"[{target}]({address})" for target, address in parts.pages(digest, e, page).items()]
    links.append(f"[record]({parts.folder(digest, e, page)})")
    address = parts.address(e)
    source = f"[{escape(e.source)}](<{address}>)" if address else escape(e.source)
    return " · ".join(filter(None, [f"{escape(about)}: {escape(e.original)}", source, *links]))


def _marked(passage: Passage, notes: list[str]) -> str:
    """The passage; one in doubt has a number, and a note under that number."""
    if not passage.doubtful:
        return escape(passage.text)
    number = len(notes) + 1
    source = "" if passage.verdict == "untranslated" else f" — {escape(passage.source)}"
    reasons = "; ".join(map(escape, passage.reasons))
    notes.append(f"[^{number}]: **{words('en')[passage.verdict]}**: {reasons}{source}")
    return f"{_title(passage)}[^{number}]"

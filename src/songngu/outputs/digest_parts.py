"""What all forms of a digest say: its facts, its links, its figures. Text and addresses; no markup is made here."""

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final
from urllib.parse import quote

from ..digests import Digest, Entry, KeyFigure, Passage, Story, plain
from ..languages import NAMES
from .wording import counted, words

MOST_FIGURES: Final = 8  # of a story: more is a table, and the pages of the articles have it


def facts(digest: Digest) -> Iterator[tuple[str, str]]:
    """Label and text of each line of the header."""
    entries = digest.entries
    yield (
        "Articles",
        f"{counted(len(entries), 'article', 'articles')}, {counted(len(digest.stories), 'story', 'stories')}",
    )
    if languages := Counter(e.language for e in entries):
        ordered = sorted(languages.items(), key=lambda item: (-item[1], item[0]))
        yield "Languages", ", ".join(f"{language(code)} {count}" for code, count in ordered)
    if dates := sorted(e.date for e in entries if e.date):
        undated = len(entries) - len(dates)
        span = dates[0] if dates[0] == dates[-1] else f"{dates[0]} to {dates[-1]}"
        yield "Dates", span + (f"; {undated} without a date" if undated else "")
    for target, counts in digest.verdicts.items():
        yield f"Sentences, {language(target)}", ", ".join(f"{v} {n}" for v, n in sorted(counts.items()) if n) or "none"
    if models := sorted({model for e in entries for model in e.models}):
        yield "Translation", words("en")["model"].format(", ".join(models))
    if digest.damaged:
        yield "Left out", f"{counted(digest.damaged, 'record', 'records')} could not be read; run the articles again"


def title(digest: Digest) -> str:
    """What the digest is called."""
    return f"Digest of {plain(digest.folder)}"


def language(code: str) -> str:
    """English name of a language; the code of one without."""
    return NAMES.get(code, code)


def in_order(targets: Iterable[str]) -> list[str]:
    """English first."""
    return sorted(targets, key=lambda target: (target != "en", target))


def headlines(story: Story) -> list[Passage]:
    """The headline of a story in each target that its best article has."""
    found = story.best.headlines
    return [found[target] for target in in_order(found)]


def size(story: Story) -> str:
    """How many articles, in which languages."""
    names = ", ".join(map(language, story.languages))
    return f"{counted(len(story.entries), 'article', 'articles')}: {names}"


def figures(story: Story) -> list[tuple[str, str]]:
    """The first figures of a story as text, each with what is wrong with it, if anything is."""
    return [(_figure(figure), _doubt(figure)) for figure in story.figures(MOST_FIGURES)]


def brief_lines(story: Story, target: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """What stands under the brief of a story in *target*: its key figures and its facts, those that there are.

    Each line is its label, and its items as text with the verdict of those in doubt.
    """
    texts = words("en")
    lines = {texts["key"]: story.best.key_figures, texts["facts"]: story.best.facts}
    return [
        (label, [(item.text, texts[item.verdict] if item.doubtful else "") for item in found[target]])
        for label, found in lines.items()
        if found.get(target)
    ]


def _figure(figure: KeyFigure) -> str:
    """English, then other forms that differ, then how many articles have it, where several do."""
    forms = [figure.forms[target] for target in in_order(figure.forms)]
    shown = list(dict.fromkeys(forms if figure.status == "agrees" else [])) or [figure.source]
    return " / ".join(shown) + (f" (in {figure.articles} articles)" if figure.articles > 1 else "")


def _doubt(figure: KeyFigure) -> str:
    if figure.status == "agrees":
        return ""
    given = ", ".join(f"{language(target)} {form}" for target, form in figure.forms.items() if form != figure.source)
    return f"{figure.status}: {given}" if given else figure.status


def address(e: Entry) -> str:
    """Where the article came from, as an address that may stand in any attribute; empty if it is none of the web."""
    if not e.source.lower().startswith(("http://", "https://")):
        return ""
    return quote(e.source, safe="/:?#@!$&+,;=%~-._")


def folder(digest: Digest, e: Entry, page: Path | None) -> str:
    """The folder of the article's record, relative to that of the page, as an address."""
    path = Path(os.path.relpath(Path(digest.folder) / e.id, page.parent if page else Path()))
    return quote(os.fsencode(path.as_posix())) + "/"


def pages(digest: Digest, e: Entry, page: Path | None) -> Mapping[str, str]:
    """Target → address of the article's page in it."""
    return {target: f"{folder(digest, e, page)}{target}.md" for target in in_order(e.verdicts)}

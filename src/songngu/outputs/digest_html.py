"""A digest as one HTML page without scripts or anything from outside: for reading, printing and forwarding."""

from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import Final

from ..digests import Digest, Entry, Passage, Report, Story
from ..languages import SCRIPTS
from . import digest_parts as parts
from .wording import words

_RIGHT_TO_LEFT: Final = frozenset({"Arabic", "Hebrew"})
_STYLE: Final = """
:root { color-scheme: light dark; --text: #1c1e21; --soft: #5c6370; --page: #fbfbfa; --card: #fff; --line: #dcdfe4;
  --link: #0b57a4; --doubt: #8a4b00; --mark: #fff3d6; }
@media (prefers-color-scheme: dark) { :root { --text: #e6e7ea; --soft: #a3a9b4; --page: #15171a; --card: #1d2024;
  --line: #353a42; --link: #8ab8f0; --doubt: #f0b860; --mark: #3a2f17; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1rem; max-width: 66rem; background: var(--page); color: var(--text);
  font: 1rem/1.55 system-ui, "Noto Sans", "Noto Naskh Arabic", "Noto Nastaliq Urdu", "Noto Sans Bengali", sans-serif;
  overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: .5rem 0 1rem; }
h2 { font-size: 1.2rem; line-height: 1.35; margin: 0 0 .25rem; }
h3 { font-size: .85rem; color: var(--soft); margin: 0 0 .15rem; font-weight: 600; }
a { color: var(--link); }
p { margin: 0 0 .5rem; }
dl { display: grid; grid-template-columns: minmax(6.5rem, max-content) 1fr; gap: .15rem 1rem; margin: 0 0 1rem; }
dt, .soft { color: var(--soft); }
dd { margin: 0; }
nav ol { padding-inline-start: 1.8rem; }
nav li { margin-bottom: .5rem; }
nav li > span { display: block; }
section { background: var(--card); border: 1px solid var(--line); border-radius: .5rem; padding: 1rem; margin: 1rem 0; }
.briefs { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 22rem), 1fr)); gap: .75rem 1.5rem;
  margin: .75rem 0; }
.figures { display: flex; flex-wrap: wrap; gap: .35rem; list-style: none; padding: 0; margin: 0 0 .75rem; }
.figures li { border: 1px solid var(--line); border-radius: .35rem; padding: .05rem .5rem; font-size: .9rem; }
.doubt { background: var(--mark); color: inherit; text-decoration: underline dotted var(--doubt); }
.figures .doubt { text-decoration: none; border-color: var(--doubt); }
.tag { color: var(--doubt); font-size: .8rem; font-weight: 600; }
.reports { padding-inline-start: 1.1rem; margin: .25rem 0 0; font-size: .92rem; }
.reports li { margin: .3rem 0; }
.original { display: block; }
details { font-size: .9rem; margin-bottom: .5rem; }
@media (max-width: 34rem) { dl { grid-template-columns: 1fr; } dd { margin-bottom: .4rem; } }
"""
_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'"


def html(digest: Digest, page: Path | None = None) -> str:
    """The digest as it stands in *page*, to which its links are relative."""
    title = escape(parts.title(digest))
    facts = "".join(f"<dt>{escape(label)}</dt><dd>{escape(text)}</dd>" for label, text in parts.facts(digest))
    stories = [_story(number, story, digest, page) for number, story in enumerate(digest.stories, 1)]
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        f"<header>\n<h1>{title}</h1>\n<dl>{facts}</dl>\n</header>\n{_contents(digest)}"
        f"<main>\n{''.join(stories)}</main>\n</body>\n</html>\n"
    )


def _contents(digest: Digest) -> str:
    """The headline list."""
    if not digest.stories:
        return ""
    lines = [_line(number, story) for number, story in enumerate(digest.stories, 1)]
    return f'<nav aria-label="Headlines">\n<h2>Headlines</h2>\n<ol>\n{"".join(lines)}</ol>\n</nav>\n'


def _line(number: int, story: Story) -> str:
    first, *others = _headlines(story)
    more = "".join(f"<span>{other}</span>" for other in others)
    size = f'<span class="soft">{escape(parts.size(story))}</span>'
    return f'<li><a href="#story-{number}">{first}</a>{more}{size}</li>\n'


def _headlines(story: Story) -> list[str]:
    """The headlines, marked; that of the source if there is no other."""
    titles = [_marked(passage) for passage in parts.headlines(story)]
    return titles or [_text(story.best.original, story.best.language)]


def _story(number: int, story: Story, digest: Digest, page: Path | None) -> str:
    first, *others = _headlines(story)
    heads = f"<h2>{number}. {first}</h2>\n" + "".join(f"<p><strong>{other}</strong></p>\n" for other in others)
    briefs = "".join(
        f"<div><h3>{escape(parts.language(target))}</h3><p>{' '.join(map(_marked, sentences))}</p>"
        f"{_brief_lines(story, target)}</div>\n"
        for target in parts.in_order(story.best.briefs)
        if (sentences := story.best.briefs.get(target))
    )
    reports = "".join(_report(report, digest, page) for report in story.reports)
    return (
        f'<section id="story-{number}">\n{heads}<p class="soft">{escape(parts.size(story))}</p>\n'
        f'<div class="briefs">\n{briefs}</div>\n{_figures(story)}{_doubts(story)}'
        f'<ul class="reports">\n{reports}</ul>\n</section>\n'
    )


def _brief_lines(story: Story, target: str) -> str:
    """Key figures and facts, in the language of the brief that they stand under."""
    return "".join(_list(label, items, target) for label, items in parts.brief_lines(story, target))


def _figures(story: Story) -> str:
    return _list("Figures", parts.figures(story))


def _list(label: str, items: Sequence[tuple[str, str]], language: str = "") -> str:
    """Items with what is wrong with them under a heading; nothing if there are none."""
    opening = f'<bdi lang="{escape(language)}">' if language else "<bdi>"
    shown = "".join(
        f'<li class="doubt">{opening}{escape(text)}</bdi> <span class="tag"><bdi>{escape(doubt)}</bdi></span></li>'
        if doubt
        else f"<li>{opening}{escape(text)}</bdi></li>"
        for text, doubt in items
    )
    return f'<h3>{label}</h3>\n<ul class="figures">{shown}</ul>\n' if shown else ""


def _doubts(story: Story) -> str:
    """What the checks say of the passages that are marked, with their sources."""
    shown = [*parts.headlines(story)]
    shown += [passage for target in parts.in_order(story.best.briefs) for passage in story.best.briefs.get(target, ())]
    lines = [
        f"<li>{_text(passage.text, passage.language)} "
        f'<span class="tag">{words("en")[passage.verdict]}</span>: {_reasons(passage)}'
        f'<span class="original">{_text(passage.source, story.best.language)}</span></li>'
        for passage in dict.fromkeys(shown)
        if passage.doubtful
    ]
    if not lines:
        return ""
    return f"<details><summary>{words('en')['doubts']} ({len(lines)})</summary><ul>{''.join(lines)}</ul></details>\n"


def _reasons(passage: Passage) -> str:
    return f"<bdi>{escape('; '.join(passage.reasons))}</bdi>"


def _report(report: Report, digest: Digest, page: Path | None) -> str:
    copies = "".join(f"<li>near-duplicate: {_article(copy, digest, page)}</li>" for copy in report.copies)
    nested = f'<ul class="reports">{copies}</ul>' if copies else ""
    return f"<li>{_article(report.first, digest, page)}{nested}</li>\n"


def _article(e: Entry, digest: Digest, page: Path | None) -> str:
    about = escape(", ".join(filter(None, [parts.language(e.language), e.date])))
    links = [f'<a href="{escape(link)}">{escape(target)}</a>' for target, link in parts.pages(digest, e, page).items()]
    links.append(f'<a href="{escape(parts.folder(digest, e, page))}">record</a>')
    address, source = parts.address(e), f"<bdi>{escape(e.source)}</bdi>"
    if address:
        source = f'<a href="{escape(address)}" rel="noreferrer">{source}</a>'
    line = " · ".join([*([source] if e.source else []), *links])
    return f'<span class="soft">{about}:</span> {line}<span class="original">{_text(e.original, e.language)}</span>'


def _marked(passage: Passage) -> str:
    """The passage, and its verdict after it where it is in doubt."""
    text = _text(passage.text, passage.language)
    if not passage.doubtful:
        return text
    return f'<mark class="doubt">{text}</mark> <span class="tag">{words("en")[passage.verdict]}</span>'


def _text(text: str, language: str) -> str:
    """*text*, with its language and direction; what is before and after it keeps its own."""
    direction = "rtl" if SCRIPTS.get(language) in _RIGHT_TO_LEFT else "ltr"
    return f'<bdi lang="{escape(language)}" dir="{direction}">{escape(text)}</bdi>'

"""Records as Markdown for people: translations with their doubts marked, briefs with their evidence."""

from collections.abc import Iterator

from ..signatures import parts
from ..types import Brief, Line, Record, Rendering, Sentence
from . import tables
from .wording import counted, escape, language_name, words

_DOUBTS = ("suspect", "untranslated")


def page(record: Record, name: str) -> str:
    """The page that is called *name* in the folder of the record: ``vi.md``, ``brief.vi.md``."""
    kind, _, language = name.removesuffix(".md").rpartition(".")
    return brief_page(record, language) if kind else translation_page(record, language)


def translation_page(record: Record, target: str) -> str:
    """The translation, laid out as the article; with its doubts, figures, names, and what was left out."""
    texts = words(target)
    parts = [_heading(record, target), _metadata(record, target)]
    parts += _paragraphs(record, target)
    doubts = list(_doubts(record, target))
    if doubts:
        parts += [f"## {texts['doubts']}", "\n".join(doubts)]
    parts += [*tables.figures(record, target), *tables.names(record, target)]
    removed = [line for line in record.lines if not line.kept]
    if removed:
        parts += [f"## {texts['removed']}", "\n".join(f"- {_removed(line)}" for line in removed)]
    return "\n\n".join(parts) + "\n"


def brief_page(record: Record, language: str) -> str:
    """The brief; notes name the sentences that it rests on, in the source language, and whether they are doubtful."""
    texts = words(language)
    brief = record.briefs[language]
    lines = {"key": brief.figures, "facts": brief.facts}
    body = [*map(_noted, brief.sentences)]
    body += [f"**{texts[name]}:** {' · '.join(map(_noted, parts))}" for name, parts in lines.items() if parts]
    body += _origins(brief)
    noted = {n for part in (*brief.sentences, *brief.figures, *brief.facts) for n in part.evidence}
    evidence = sorted(noted | {n for n, r in _titles(record, language).items() if r.verdict in _DOUBTS})
    verdicts = [record.translations[language].renderings[n].verdict for n in evidence]
    marks = [f"**{texts[verdict]}** — " if verdict in _DOUBTS else "" for verdict in verdicts]
    notes = [f"[^{n + 1}]: {mark}{escape(record.segments[n].text)}" for n, mark in zip(evidence, marks, strict=True)]
    title = f"{_heading(record, language)} — {texts['brief']}"
    return "\n\n".join([title, _metadata(record, language), *body, f"## {texts['evidence']}", "\n".join(notes)]) + "\n"


def _origins(brief: Brief) -> Iterator[str]:
    """Which sentences a model wrote, and which stand in place of such; nothing if none does."""
    for origin in ("generated", "translated", "replaced"):
        if numbers := [str(n) for n, sentence in enumerate(brief.sentences, start=1) if sentence.origin == origin]:
            yield f"*{words(brief.language)[origin].format(', '.join(numbers))}*"


def _noted(sentence: Sentence) -> str:
    """A sentence of a brief with the marks of its notes."""
    return f"{escape(sentence.text)} {''.join(f'[^{n + 1}]' for n in sentence.evidence)}"


def _heading(record: Record, target: str) -> str:
    """The title, marked as any sentence is; where there is none, the file or the id."""
    title = " ".join(_sentence(n, rendering).strip() for n, rendering in _titles(record, target).items())
    name = record.article.source.rstrip("/").rsplit("/", 1)[-1]
    return f"# {title or escape(name or record.article.id[:16])}"


def _titles(record: Record, target: str) -> dict[int, Rendering]:
    """The sentences of the title, by their number from 0."""
    renderings = record.translations[target].renderings
    return {n: renderings[n] for n, segment in enumerate(record.segments) if record.role(segment) == "title"}


def _metadata(record: Record, target: str) -> str:
    """Language, verdicts, model, and the lines that say where the article is from."""
    texts = words(target)
    counts = record.summary[target]
    verdicts = ", ".join(f"{texts.get(verdict, verdict)} {count}" for verdict, count in counts.items() if count)
    facts = [f"*{texts['from']} {language_name(record.language, target)}."]
    sentences = counted(sum(counts.values()), texts["sentence"].lower(), texts["sentences"])
    facts.append(f"{sentences}: {verdicts}.")
    if record.language != target:
        model = parts(record.translations[target].signature).get("model", "?")
        facts.append(texts["model"].format(escape(model)))
    origin = " · ".join(escape(line.text) for line in record.lines if line.role in ("source", "byline"))
    return " ".join(facts) + "*" + (f"\n\n{origin}" if origin else "")


def _paragraphs(record: Record, target: str) -> Iterator[str]:
    """One block for each line that was kept, except the title, which is the page's heading."""
    texts, by_line = words(target), dict[int, list[str]]()
    renderings = record.translations[target].renderings
    for n, (segment, rendering) in enumerate(zip(record.segments, renderings, strict=True)):
        by_line.setdefault(segment.line, []).append(_sentence(n, rendering))
    for number, sentences in by_line.items():
        line, text = record.lines[number], "".join(sentences).strip()
        if line.role == "caption":
            yield f"> *{texts['photo']}:* {text}"
        elif line.rule == "heading":
            yield f"### {text}"
        elif line.role == "body" and text:
            yield text


def _sentence(n: int, rendering: Rendering) -> str:
    space = " " if rendering.tail else ""
    text = escape(rendering.text)
    if rendering.verdict in _DOUBTS:
        return f"{'⟦' + text + '⟧' if rendering.verdict == 'untranslated' else text}[^{n + 1}]{space}"
    return text + space


def _doubts(record: Record, target: str) -> Iterator[str]:
    texts = words(target)
    for n, (segment, r) in enumerate(zip(record.segments, record.translations[target].renderings, strict=True)):
        if r.verdict in _DOUBTS:
            reasons = "; ".join(map(escape, r.reasons))
            source = "" if r.verdict == "untranslated" else f" — {escape(segment.text)}"
            yield f"[^{n + 1}]: **{texts[r.verdict]}**: {reasons}{source}"


def _removed(line: Line) -> str:
    return f"{line.rule}: {escape(line.text)}"

"""Records as Markdown for people: translations with their doubts marked, briefs with their evidence."""

import re
from collections.abc import Iterator

from ..languages import NAMES
from ..signatures import parts
from ..types import Line, Record, Rendering

_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~&])")
_START = re.compile(r"^(\d+)([.)])(?=\s|$)|^([-+=])")  # would begin a list or underline a heading
_DOUBTS = ("suspect", "untranslated")
_CAPTION = {"en": "Photo", "vi": "Ảnh"}
_WORDS = {
    "en": {
        "from": "From", "doubts": "Doubtful sentences", "suspect": "suspect", "untranslated": "untranslated",
        "removed": "Lines left out", "evidence": "Evidence", "brief": "Brief", "sentences": "sentences",
        "model": "Machine translation by {}: read the source before you rely on it.",
    },
    "vi": {
        "from": "Dịch từ", "doubts": "Câu cần kiểm tra", "suspect": "nghi vấn", "untranslated": "chưa dịch được",
        "removed": "Dòng đã bỏ", "evidence": "Dẫn chứng", "brief": "Tóm tắt", "sentences": "câu",
        "model": "Bản dịch máy của {}: hãy đối chiếu với nguồn trước khi sử dụng.",
    },
}  # fmt: skip


# Names of languages within a Vietnamese sentence; English ones are in ``languages``.
_VIETNAMESE_NAMES = {
    "ar": "tiếng Ả Rập", "bn": "tiếng Bengal", "en": "tiếng Anh", "id": "tiếng Indonesia", "ur": "tiếng Urdu",
    "vi": "tiếng Việt",
}  # fmt: skip


def translation_page(record: Record, target: str) -> str:
    """The translation, laid out as the article; footnotes say what is doubtful and what was left out."""
    words = _WORDS.get(target, _WORDS["en"])
    parts = [_heading(record, target), _metadata(record, target)]
    parts += _paragraphs(record, target)
    doubts = list(_doubts(record, target))
    if doubts:
        parts += [f"## {words['doubts']}", "\n".join(doubts)]
    removed = [line for line in record.lines if not line.kept]
    if removed:
        parts += [f"## {words['removed']}", "\n".join(f"- {_removed(line)}" for line in removed)]
    return "\n\n".join(parts) + "\n"


def brief_page(record: Record, language: str) -> str:
    """The brief; notes name the sentences that it rests on, in the source language, and whether they are doubtful."""
    words = _WORDS.get(language, _WORDS["en"])
    brief = record.briefs[language]
    sentences = [
        f"{escape(sentence.text)} {''.join(f'[^{n + 1}]' for n in sentence.evidence)}" for sentence in brief.sentences
    ]
    evidence = sorted({n for sentence in brief.sentences for n in sentence.evidence})
    verdicts = [record.translations[language].renderings[n].verdict for n in evidence]
    marks = [f"**{words[verdict]}** — " if verdict in _DOUBTS else "" for verdict in verdicts]
    notes = [f"[^{n + 1}]: {mark}{escape(record.segments[n].text)}" for n, mark in zip(evidence, marks, strict=True)]
    title = f"{_heading(record, language)} — {words['brief']}"
    return (
        "\n\n".join([title, _metadata(record, language), *sentences, f"## {words['evidence']}", "\n".join(notes)])
        + "\n"
    )


def escape(text: str) -> str:
    """*text* as Markdown that shows it as it is: nothing in an article is markup."""
    text = _SPECIAL.sub(r"\\\1", text.replace("\n", " "))
    return _START.sub(lambda start: f"{start[1]}\\{start[2]}" if start[1] else f"\\{start[3]}", text)


def _heading(record: Record, target: str) -> str:
    renderings = record.translations[target].renderings
    titles = [r.text for s, r in zip(record.segments, renderings, strict=True) if record.role(s) == "title"]
    name = record.article.source.rstrip("/").rsplit("/", 1)[-1]
    return f"# {escape(' '.join(titles) or name or record.article.id[:16])}"


def _metadata(record: Record, target: str) -> str:
    """Language, verdicts, model, and the lines that say where the article is from."""
    words = _WORDS.get(target, _WORDS["en"])
    counts = record.summary[target]
    verdicts = ", ".join(f"{words.get(verdict, verdict)} {count}" for verdict, count in counts.items() if count)
    language = _VIETNAMESE_NAMES.get(record.language) if target == "vi" else None
    facts = [f"*{words['from']} {language or NAMES.get(record.language, record.language)}."]
    facts.append(f"{sum(counts.values())} {words['sentences']}: {verdicts}.")
    if record.language != target:
        model = parts(record.translations[target].signature).get("model", "?")
        facts.append(words["model"].format(escape(model)))
    origin = " · ".join(escape(line.text) for line in record.lines if line.role in ("source", "byline"))
    return " ".join(facts) + "*" + (f"\n\n{origin}" if origin else "")


def _paragraphs(record: Record, target: str) -> Iterator[str]:
    """One block for each line that was kept, except the title, which is the page's heading."""
    by_line: dict[int, list[str]] = {}
    renderings = record.translations[target].renderings
    for n, (segment, rendering) in enumerate(zip(record.segments, renderings, strict=True)):
        by_line.setdefault(segment.line, []).append(_sentence(n, rendering))
    for number, sentences in by_line.items():
        line, text = record.lines[number], "".join(sentences).strip()
        if line.role == "caption":
            yield f"> *{_CAPTION.get(target, 'Photo')}:* {text}"
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
    words = _WORDS.get(target, _WORDS["en"])
    for n, (segment, r) in enumerate(zip(record.segments, record.translations[target].renderings, strict=True)):
        if r.verdict in _DOUBTS:
            reasons = "; ".join(map(escape, r.reasons))
            source = "" if r.verdict == "untranslated" else f" — {escape(segment.text)}"
            yield f"[^{n + 1}]: **{words[r.verdict]}**: {reasons}{source}"


def _removed(line: Line) -> str:
    return f"{line.rule}: {escape(line.text)}"

"""What a reader would look up first, as Markdown tables: the figures of an article, and its names.

What needs a look stands first, and is marked; the rest follows, equal rows as one.
"""

from collections.abc import Sequence

from ..types import Figure, Name, Record
from .wording import escape, language_name, words

Row = tuple[str, ...]


def figures(record: Record, language: str) -> list[str]:
    """The blocks of a section with the number ledger, for the page in *language*; none if there are no figures."""
    if not record.ledger:
        return []
    texts, targets = words(language), _targets(record)
    header = (*_header(record, language), texts["brief"])
    rows = {
        doubtful: [(f.segment, _figure(f, targets, language)) for f in record.ledger if f.doubtful == doubtful]
        for doubtful in (True, False)
    }
    blocks = [f"## {texts['figures']}"]
    if rows[True]:
        blocks.append(_table(header, _grouped(rows[True])))
    if rows[False]:
        blocks += [texts["undoubted"], _table(header, _grouped(rows[False]))]
    return blocks


def names(record: Record, language: str) -> list[str]:
    """The blocks of a section with the table of names; those with more than one form in a translation stand first."""
    if not record.names:
        return []
    ordered = sorted(record.names, key=lambda name: not any(name.conflicts.values()))
    rows = [(_numbers(name.segments), *_name(name, _targets(record), language)) for name in ordered]
    return [f"## {words(language)['names']}", _table(_header(record, language), rows)]


def _targets(record: Record) -> list[str]:
    """The columns besides the source."""
    return [target for target in record.translations if target != record.language]


def _header(record: Record, language: str) -> Row:
    codes = [record.language, *_targets(record)]
    names = [language_name(code, language) for code in codes]
    return (words(language)["sentence"], *(name[:1].upper() + name[1:] for name in names))


def _figure(figure: Figure, targets: Sequence[str], language: str) -> Row:
    """Source, translations with what is not right about them, brief."""
    cells = [_cell(figure.source)]
    for target in targets:
        status = figure.statuses.get(target)
        mark = f"**{words(language)[status]}**" if status and status != "agrees" else ""
        cells.append(f"{_cell(figure.forms.get(target, ''))} {mark}".strip() if status else "–")
    return (*cells, _cell(figure.briefs.get(language, "")))


def _name(name: Name, targets: Sequence[str], language: str) -> Row:
    """Source, and the form in each translation, with its other forms."""
    cells = [_cell(name.source)]
    for target in targets:
        others = ", ".join(map(_cell, name.conflicts.get(target, ())))
        mark = f"**{words(language)['also']}** {others}" if others else ""
        cells.append(f"{_cell(name.forms.get(target, ''))} {mark}".strip())
    return tuple(cells)


def _cell(text: str) -> str:
    """*text* on one line, and no markup."""
    return escape(" ".join(text.split()))


def _grouped(rows: Sequence[tuple[int, Row]]) -> list[Row]:
    """Equal rows as one, after the numbers of their sentences, where the first of them stands."""
    segments: dict[Row, list[int]] = {}
    for segment, row in rows:
        segments.setdefault(row, []).append(segment)
    return [(_numbers(found), *row) for row, found in segments.items()]


def _numbers(segments: Sequence[int]) -> str:
    return ", ".join(str(n + 1) for n in dict.fromkeys(segments))


def _table(header: Row, rows: Sequence[Row]) -> str:
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (header, ("---",) * len(header), *rows))

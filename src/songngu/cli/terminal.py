"""What people see: data on stdout, all else on stderr. Colours and bars only on a terminal, and never with NO_COLOR."""

import shlex
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from ..errors import ArticleError
from ..languages import NAMES
from ..models.catalog import Model
from ..outputs.wording import counted
from ..types import Figure, Name, Record, Sentence

_COLOURS: Final = {"ok": "green", "repaired": "cyan", "suspect": "yellow", "untranslated": "red"}
# What stands before the reasons; those of a repaired sentence are of the rendering that was given up.
_MARKS: Final = {"repaired": "repaired, was", "suspect": "suspect", "untranslated": "untranslated"}


def say(text: str) -> None:
    """A line for people, on stderr."""
    print(text, file=sys.stderr)


def complain(error: ArticleError) -> None:
    """One line for an article that failed."""
    say(f"songngu: error: {error}")


def announce(model: Model) -> None:
    """The model that is used, its licence, and what must be said of it."""
    say(f"model {model.name} (licence: {model.licence})")
    if model.notice:
        say(f"note: {model.notice}")


@contextmanager
def progress() -> Iterator[Callable[[str], None]]:
    """A function to call with the name of each finished article; it moves a bar if stderr is a terminal."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), MofNCompleteColumn(), TimeElapsedColumn())
    # Rich would send our stdout to stderr, too: right where both are the terminal, and a loss where stdout is a file.
    console, redirect = Console(stderr=True), sys.stdout.isatty()
    with Progress(*columns, console=console, transient=True, redirect_stdout=redirect) as bar:
        task = bar.add_task("articles", total=None)
        yield lambda name: bar.update(task, advance=1, description=Path(name).name)


def line(record: Record, outputs: str) -> str:
    """One article in one line, its parts separated by tabs: folder, language, segments, verdicts, source."""
    verdicts = "; ".join(f"{target}: {_counts(counts)}" for target, counts in record.summary.items())
    parts = (
        str(Path(outputs) / record.article.id),
        record.language,
        counted(len(record.segments), "segment", "segments"),
        verdicts,
        record.article.source,
    )
    return "\t".join(parts)


def summarise(summary: Mapping[str, Any], seconds: float, outputs: str, usual: str) -> None:
    """The end of a run; *usual* is the folder that ``show`` looks in unless it is told another."""
    articles, processed, failed = summary["articles"], summary["processed"], len(summary["failed"])
    reused = articles - processed
    number = counted(articles, "article", "articles")
    say(f"{number} in {seconds:.1f} s: {processed} processed, {reused} from the outputs, {failed} failed")
    account(summary)
    if articles:
        say(f"read them in {outputs}, or with: {invocation('show', 'HASH', outputs, usual)}")


def invocation(command: str, argument: str, outputs: str, usual: str) -> str:
    """A command to be copied into a shell; the folder of records is named where it is not the *usual* one."""
    folder = [] if outputs == usual else ["-o", outputs]
    return shlex.join(["songngu", command, *folder, argument])


def account(counts: Mapping[str, Any]) -> None:
    """Verdicts, figures and names, as ``Tally.as_dict`` has them."""
    for target, verdicts in counts["verdicts"].items():
        statuses = _counts(counts["statuses"].get(target, {}))
        say(f"  {NAMES.get(target, target)}: sentences {_counts(verdicts)}; figures {statuses or 'none'}")
    figures, names, conflicts = counts["figures"], counts["names"], counts["names_in_conflict"]
    numbers, spelled = counted(figures, "figure", "figures"), counted(names, "name", "names")
    say(f"  {numbers} in the sources; {spelled}, {conflicts} in conflict")


def table(rows: Sequence[tuple[str, ...]]) -> None:
    """Rows, the first of them a header: drawn on a terminal, separated by tabs otherwise."""
    if not sys.stdout.isatty():
        for row in rows:
            print("\t".join(row))
        return
    from rich.console import Console

    Console().print(_drawn(rows[0], ([_plain(cell) for cell in row] for row in rows[1:])))


def show(record: Record) -> None:
    """One article: source beside its translations into other languages, what was left out, figures, names, briefs."""
    from rich.console import Console
    from rich.text import Text

    console = Console()
    targets = [target for target in record.translations if target != record.language]
    languages = [NAMES.get(code, code) for code in (record.language, *targets)]
    console.print(Text(f"{record.article.source or record.article.id}  ({languages[0]})", "bold"))
    console.print(_drawn(["", *languages], _sentences(record, targets), lines=True))
    for removed in record.lines:
        if not removed.kept:
            console.print(Text(f"left out ({removed.role}, {removed.rule}): {removed.text}", "dim"))
    if record.ledger:
        console.print(Text("\nFigures", "bold"))
        console.print(_drawn(["", *languages, "brief"], (_figure(figure, targets) for figure in record.ledger)))
    if record.names:
        console.print(Text("\nNames", "bold"))
        console.print(_drawn(["", *languages], (_name(name, targets) for name in record.names)))
    for language, brief in record.briefs.items():
        console.print(Text(f"\nBrief, {NAMES.get(language, language)}", "bold"))
        for sentence in brief.headline:
            console.print(Text(_cited(sentence), "italic"))
        for sentence in brief.sentences:
            console.print(Text(_cited(sentence)))
        for label, items in (("Figures", brief.figures), ("Facts", brief.facts)):
            if items:
                console.print(Text(f"{label}: ", "dim").append(" · ".join(map(_cited, items)), "not dim"))


def _cited(sentence: Sentence) -> str:
    """A sentence of a brief, the numbers of those that it rests on, and whether a model had to do with it."""
    origin = "" if sentence.origin == "extracted" else f" ({sentence.origin})"
    return f"{sentence.text} {[n + 1 for n in sentence.evidence]}{origin}"


def _drawn(header: Sequence[str], rows: Iterable[Sequence[Any]], *, lines: bool = False) -> Any:
    """A table in which a word that is wider than its column is folded: rich would cut it."""
    from rich.table import Table

    drawn = Table(show_lines=lines)
    for name in header:
        drawn.add_column(name, overflow="fold")
    for row in rows:
        drawn.add_row(*row)
    return drawn


def _sentences(record: Record, targets: Sequence[str]) -> Iterator[list[Any]]:
    for n, segment in enumerate(record.segments):
        role = record.role(segment)
        number = str(n + 1) + ("" if role == "body" else f"\n{role}")
        yield [number, _plain(segment.text), *(_verdict(record, target, n) for target in targets)]


def _figure(figure: Figure, targets: Sequence[str]) -> list[Any]:
    """Number of the sentence, source, translations with what is not right about them, and what briefs have."""
    row = [str(figure.segment + 1), _plain(figure.source)]
    for target in targets:
        status = figure.statuses.get(target, "agrees")
        row.append(_marked(figure.forms.get(target, "–"), "" if status == "agrees" else status))
    return [*row, _plain(", ".join(dict.fromkeys(figure.briefs.values())))]


def _name(name: Name, targets: Sequence[str]) -> list[Any]:
    """Numbers of the sentences, source, and the form in each translation, with its other forms."""
    row = [", ".join(str(n + 1) for n in name.segments), _plain(name.source)]
    for target in targets:
        others = ", ".join(name.conflicts.get(target, ()))
        row.append(_marked(name.forms.get(target, ""), f"also {others}" if others else ""))
    return row


def _marked(text: str, doubt: str) -> Any:
    from rich.text import Text

    return Text(text).append(" " if text and doubt else "").append(doubt, _COLOURS["suspect"])


def _verdict(record: Record, target: str, n: int) -> Any:
    from rich.text import Text

    rendering = record.translations[target].renderings[n]
    text = Text(rendering.text, "dim" if rendering.verdict == "untranslated" else "")
    if rendering.verdict != "ok":
        text.append(f"\n{_MARKS[rendering.verdict]}: {'; '.join(rendering.reasons)}", _COLOURS[rendering.verdict])
    return text


def _plain(text: str) -> Any:
    """Text that is no markup for rich, whatever an article says."""
    from rich.text import Text

    return Text(text)


def _counts(counts: Mapping[Any, int]) -> str:
    return ", ".join(f"{verdict} {count}" for verdict, count in counts.items() if count)

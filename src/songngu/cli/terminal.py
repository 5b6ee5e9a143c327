"""What people see: data on stdout, all else on stderr. Colours and bars only on a terminal, and never with NO_COLOR."""

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from ..catalog import Model
from ..errors import ArticleError
from ..languages import NAMES
from ..types import Record

_COLOURS: Final = {"ok": "green", "repaired": "cyan", "suspect": "yellow", "untranslated": "red"}
_MARKS: Final = {"ok": "", "repaired": "repaired", "suspect": "suspect", "untranslated": "untranslated"}


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
        f"{len(record.segments)} segments",
        verdicts,
        record.article.source,
    )
    return "\t".join(parts)


def summarise(summary: Mapping[str, Any], seconds: float, outputs: str) -> None:
    """The end of a run."""
    articles, processed, failed = summary["articles"], summary["processed"], len(summary["failed"])
    reused = articles - processed
    say(f"{articles} articles in {seconds:.1f} s: {processed} processed, {reused} from the outputs, {failed} failed")
    for target, counts in summary["verdicts"].items():
        say(f"  {NAMES.get(target, target)}: {_counts(counts)}")
    say(f"read them in {outputs}, or with: songngu show HASH")


def table(rows: Sequence[tuple[str, ...]]) -> None:
    """Rows, the first of them a header: drawn on a terminal, separated by tabs otherwise."""
    if not sys.stdout.isatty():
        for row in rows:
            print("\t".join(row))
        return
    from rich.console import Console
    from rich.table import Table

    drawn = Table(*rows[0])
    for row in rows[1:]:
        drawn.add_row(*(_plain(cell) for cell in row))
    Console().print(drawn)


def show(record: Record) -> None:
    """One article: source beside its translations into other languages, what was left out, the briefs."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console()
    targets = [target for target in record.translations if target != record.language]
    names = [NAMES.get(code, code) for code in (record.language, *targets)]
    console.print(Text(f"{record.article.source or record.article.id}  ({names[0]})", "bold"))
    drawn = Table("", *names, show_lines=True)
    for n, segment in enumerate(record.segments):
        role = record.role(segment)
        number = str(n + 1) + ("" if role == "body" else f"\n{role}")
        drawn.add_row(number, _plain(segment.text), *(_verdict(record, target, n) for target in targets))
    console.print(drawn)
    for removed in record.lines:
        if not removed.kept:
            console.print(Text(f"left out ({removed.role}, {removed.rule}): {removed.text}", "dim"))
    for language, brief in record.briefs.items():
        console.print(Text(f"\nBrief, {NAMES.get(language, language)}", "bold"))
        for sentence in brief.sentences:
            console.print(Text(f"{sentence.text} {[n + 1 for n in sentence.evidence]}"))


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

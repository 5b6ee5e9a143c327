"""The grammar of the command line."""

import argparse
from collections.abc import Sequence
from typing import Final

from .. import api
from ..articles import SUFFIXES
from ..catalog import AUTO
from ..languages import name
from ..version import VERSION
from . import commands
from .settings import settings

_EPILOG: Final = """examples:
  songngu run articles/ -o outputs            translate a folder; run it again to go on where it stopped
  songngu run *.jsonl --format jsonl > out    records on stdout, one a line
  cat article.txt | songngu run -             standard input
  songngu plan articles/                      what a run would do; no model is loaded
  songngu show articles/one.txt               source, English, Vietnamese and briefs in the terminal
"""


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """Options of one command; ``command`` is the function that carries it out. Wrong usage exits with 2."""
    parser = argparse.ArgumentParser(
        prog="songngu",
        description="Reads news in any language, translates it into English and Vietnamese offline, checks every "
        "sentence, and writes briefs.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"songngu {VERSION}")
    actions = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    defaults = settings()
    run = _command(actions, "run", commands.run, "translate, check, brief, and write the outputs")
    _inputs(run)
    _work(run, defaults)
    run.add_argument(
        "--format",
        choices=("lines", "jsonl"),
        default="lines",
        help="stdout: a line for each article, or whole records",
    )
    run.add_argument("--strict", action="store_true", help="exit with 3 if any sentence is suspect or untranslated")
    run.add_argument("--force", action="store_true", help="do everything again, also what is there")
    plan = _command(actions, "plan", commands.plan, "say what a run would do; loads no model")
    _inputs(plan)
    _work(plan, defaults)
    check = _command(actions, "check", commands.check, "judge all sentences in an outputs folder again; loads no model")
    check.add_argument("folder", metavar="DIR", help="an outputs folder")
    check.add_argument("--strict", action="store_true", help="exit with 3 if any sentence is suspect or untranslated")
    show = _command(
        actions, "show", commands.show, "one article in the terminal: source, translations, verdicts, briefs"
    )
    show.add_argument("article", metavar="HASH|PATH", help="the beginning of an article's id, or the file it came from")
    _outputs(show, defaults)
    _cache(actions, defaults)
    options = parser.parse_args(arguments)
    if getattr(options, "source", ""):
        name(options.source)
    return options


def _command(
    actions: "argparse._SubParsersAction[argparse.ArgumentParser]", command_name: str, function: object, text: str
) -> argparse.ArgumentParser:
    command = actions.add_parser(command_name, help=text, description=text[0].upper() + text[1:] + ".")
    command.set_defaults(command=function)
    return command


def _inputs(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "paths",
        nargs="+",
        metavar="PATH",
        help=f"files ({' '.join(SUFFIXES)}), folders, patterns, or - for standard input",
    )
    command.add_argument(
        "--source",
        metavar="LANG",
        default="",
        help="language of all articles (ISO 639-1), whatever they say; default: identified",
    )


def _work(command: argparse.ArgumentParser, defaults: dict[str, str]) -> None:
    _outputs(command, defaults)
    option = command.add_argument
    option(
        "--to",
        metavar="LANGS",
        default=defaults.get("to", ",".join(api.TARGETS)),
        help="target languages (default: %(default)s)",
    )
    option(
        "--model",
        default=defaults.get("model", AUTO),
        help="name or folder of a model (default: the best that is there)",
    )
    option(
        "--sentences",
        type=int,
        metavar="N",
        default=defaults.get("sentences", "3"),
        help="length of a brief (default: %(default)s)",
    )
    option(
        "--engine",
        default=defaults.get("engine", "auto"),
        help="auto, ctranslate2 or transformers (default: %(default)s)",
    )
    option(
        "--threads",
        type=int,
        metavar="N",
        default=defaults.get("threads", "0"),
        help="for the engine (default: its own choice)",
    )
    option(
        "--cache",
        metavar="DIR",
        default=defaults.get("cache"),
        help="folder of accepted sentences (default: the user's cache)",
    )


def _outputs(command: argparse.ArgumentParser, defaults: dict[str, str]) -> None:
    command.add_argument(
        "-o",
        "--outputs",
        metavar="DIR",
        default=defaults.get("outputs", "outputs"),
        help="folder of records (default: %(default)s)",
    )


def _cache(actions: "argparse._SubParsersAction[argparse.ArgumentParser]", defaults: dict[str, str]) -> None:
    cache = actions.add_parser("cache", help="what is kept, why something would be done again, and cleaning up")
    parts = cache.add_subparsers(required=True, metavar="stats|why|gc")
    stats = _command(parts, "stats", commands.cache_stats, "number of accepted sentences, by signature")
    stats.add_argument("--cache", metavar="DIR", default=defaults.get("cache"), help="folder of accepted sentences")
    why = _command(parts, "why", commands.cache_why, "why an article would be processed again, or not")
    why.add_argument("article", metavar="HASH|PATH", help="the beginning of an article's id, or the file it came from")
    _work(why, defaults)
    collect = _command(parts, "gc", commands.cache_gc, "delete accepted sentences that the present settings cannot use")
    _work(collect, defaults)

"""The grammar of the command line."""

import argparse
from collections.abc import Sequence
from typing import Final

from .. import api
from ..articles import SUFFIXES
from ..languages import name
from ..models.catalog import AUTO
from ..version import VERSION
from . import commands, digest, evaluate, models, training
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
    run.add_argument(
        "--retry-suspect",
        action="store_true",
        help="ask again, once and with every repair, for suspect and untranslated sentences, also of finished articles",
    )
    plan = _command(actions, "plan", commands.plan, "say what a run would do; loads no model")
    _inputs(plan)
    _work(plan, defaults)
    check = _command(actions, "check", commands.check, "judge all sentences in an outputs folder again; loads no model")
    check.add_argument("folder", metavar="DIR", help="an outputs folder")
    _glossary(check, defaults)
    check.add_argument("--strict", action="store_true", help="exit with 3 if any sentence is suspect or untranslated")
    show = _command(
        actions, "show", commands.show, "one article in the terminal: source, translations, verdicts, briefs"
    )
    show.add_argument("article", metavar="HASH|PATH", help="the beginning of an article's id, or the file it came from")
    _outputs(show, defaults)
    digest.add_arguments(_command(actions, "digest", digest.run, "a folder on one page: stories, briefs, figures"))
    _cache(actions, defaults)
    _models(actions)
    evaluate.add_arguments(_command(actions, "evaluate", evaluate.run, "score models on your parallel sentences"))
    training.add_arguments(_command(actions, "train", training.train, "fit the starter to your own sentence pairs"))
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
        "--sentences",
        type=int,
        metavar="N",
        default=defaults.get("sentences", "3"),
        help="length of a brief (default: %(default)s)",
    )
    option(
        "--words",
        type=int,
        metavar="N",
        default=defaults.get("words", "0"),
        help="length of a brief in words instead, at most",
    )
    _model(command, defaults)
    _glossary(command, defaults)
    option(
        "--cache",
        metavar="DIR",
        default=defaults.get("cache"),
        help="folder of accepted sentences (default: the user's cache)",
    )


def _model(command: argparse.ArgumentParser, defaults: dict[str, str]) -> None:
    option = command.add_argument
    option(
        "--model",
        default=defaults.get("model", AUTO),
        help="name or folder of a model (default: the best that is there)",
    )
    option("--server", metavar="URL", default="", help="a server with chat models, as http://localhost:11434/v1")
    option("--server-model", metavar="NAME", default="", help="name of a model there; its key is SONGNGU_SERVER_KEY")
    option(
        "--group",
        type=int,
        metavar="N",
        default=1,
        help="neighbouring sentences of an article that a chat model translates together (default: %(default)s)",
    )
    option(
        "--fallback",
        metavar="MODEL",
        action="append",
        default=[],
        help="another model, asked for what the first cannot do well; may be given more than once",
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


def _glossary(command: argparse.ArgumentParser, defaults: dict[str, str]) -> None:
    command.add_argument(
        "--glossary",
        metavar="FILE",
        default=defaults.get("glossary"),
        help="terms that translations must use: tab-separated, a column for each language",
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


def _models(actions: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    group = actions.add_parser("models", help="real models: list, bring, verify, take to another machine")
    parts = group.add_subparsers(required=True, metavar="list|pull|verify|path|export|import|recommend")
    _command(parts, "list", models.list_models, "the models that are known and installed, with their licences")
    pull = _command(parts, "pull", models.pull, "bring a model from the hub")
    pull.add_argument("model", metavar="NAME", help="a name of `songngu models list`, or owner/model")
    pull.add_argument("--revision", metavar="REV", default="", help="branch, tag, commit or refs/pr/N")
    verify = _command(parts, "verify", models.verify, "compare every byte with what was installed; needs no network")
    path = _command(parts, "path", models.path, "print the folder of an installed model")
    export = _command(parts, "export", models.export, "write a model to one file, for machines without network")
    for command in (verify, path, export):
        command.add_argument("model", metavar="NAME|FOLDER", help="a name of `songngu models list`, or a folder")
    export.add_argument("bundle", metavar="FILE", help="the file to write")
    bring = _command(parts, "import", models.import_models, "install the models of such a file")
    bring.add_argument("bundle", metavar="FILE", help="a file that `songngu models export` wrote")
    for command in (pull, bring):
        command.add_argument(
            "--accept-licence", action="store_true", help="you may use it under a licence that forbids commercial use"
        )
    _command(parts, "recommend", models.recommend, "which models this machine can run, and how fast")

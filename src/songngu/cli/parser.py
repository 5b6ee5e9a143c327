"""The grammar of the command line."""

import argparse
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Final

from ..errors import UsageError
from ..version import VERSION
from . import arguments as add
from .settings import settings

_EPILOG: Final = """examples:
  songngu run articles/ -o outputs            translate a folder; run it again to go on where it stopped
  songngu run *.jsonl --format jsonl > out    records on stdout, one a line
  cat article.txt | songngu run -             standard input
  songngu plan articles/                      what a run would do; no model is loaded
  songngu show articles/one.txt               source, English, Vietnamese and briefs in the terminal
"""


Options = Callable[[argparse.ArgumentParser], None]  # adds options to a command


class _Command(argparse.ArgumentParser):
    """A command whose options are made when it is asked for: nobody waits for those of all the others."""

    def __init__(self, *, options: Options = lambda _: None, **rest: Any) -> None:
        super().__init__(**rest)
        self._make_options = options

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """Make the options, then read them."""
        self._make_options(self)
        return super().parse_known_args(args, namespace)


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """Options of one command; ``command`` names the function that carries it out. Wrong usage exits with 2.

    ``--help`` and ``--version`` answer whatever the settings are.

    Raises:
        UsageError: if the settings make no sense.
    """
    try:
        defaults = settings()
    except UsageError:
        _parse(arguments, {})  # ends the program where it answers
        raise
    options = _parse(arguments, defaults)
    if getattr(options, "source", ""):
        from ..languages import name  # not for ``--help``

        name(options.source)
    return options


def _parse(arguments: Sequence[str], defaults: dict[str, str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="songngu",
        description="Reads news in any language, translates it into English and Vietnamese offline, checks every "
        "sentence, and writes briefs.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"songngu {VERSION}")
    actions = parser.add_subparsers(title="commands", required=True, metavar="COMMAND", parser_class=_Command)
    command = partial(_command, actions)
    command("run", "commands.run", "translate, check, brief, and write the outputs", partial(_run, defaults=defaults))
    command("plan", "commands.plan", "say what a run would do; loads no model", partial(_plan, defaults=defaults))
    text = "judge all sentences in an outputs folder again; loads no model"
    command("check", "commands.check", text, partial(_check, defaults=defaults))
    text = "one article in the terminal: source, translations, verdicts, briefs"
    command("show", "commands.show", text, partial(_show, defaults=defaults))
    command("digest", "digest.run", "a folder on one page: stories, briefs, figures", add.digest)
    text = "what is kept, why something would be done again, and cleaning up"
    actions.add_parser("cache", help=text, options=partial(_cache, defaults=defaults))
    actions.add_parser("models", help="real models: list, bring, verify, take to another machine", options=_models)
    command("evaluate", "evaluate.run", "score models on your parallel sentences", add.evaluate)
    command("train", "training.train", "fit the starter to your own sentence pairs", add.train)
    parser.set_defaults(usual_outputs=add.usual_outputs(defaults))
    return parser.parse_args(arguments)


def _plan(plan: argparse.ArgumentParser, defaults: dict[str, str]) -> None:
    add.inputs(plan)
    add.work(plan, defaults)


def _check(check: argparse.ArgumentParser, defaults: dict[str, str]) -> None:
    check.add_argument("folder", metavar="DIR", help="an outputs folder")
    add.glossary(check, defaults)
    check.add_argument("--strict", action="store_true", help="exit with 3 if any sentence is suspect or untranslated")


def _show(show: argparse.ArgumentParser, defaults: dict[str, str]) -> None:
    show.add_argument("article", metavar="HASH|PATH", help="the beginning of an article's id, or the file it came from")
    add.outputs(show, defaults)


def _run(run: argparse.ArgumentParser, defaults: dict[str, str]) -> None:
    add.inputs(run)
    add.work(run, defaults)
    run.add_argument(
        "--format",
        choices=("lines", "jsonl"),
        default="lines",
        help="stdout: a line for each article, or whole records",
    )
    run.add_argument("--strict", action="store_true", help="exit with 3 if any sentence is suspect or untranslated")
    run.add_argument(
        "--jobs",
        type=int,
        metavar="N",
        default=1,
        help="processes, each with its own copy of the model (default: %(default)s)",
    )
    run.add_argument("--force", action="store_true", help="do everything again, also what is there")
    run.add_argument(
        "--retry-suspect",
        action="store_true",
        help="ask again, once and with every repair, for suspect and untranslated sentences, also of finished articles",
    )


def _command(
    actions: Any, name: str, function: str, text: str, options: Options = lambda _: None
) -> argparse.ArgumentParser:
    command: _Command = actions.add_parser(
        name, help=text, description=text[0].upper() + text[1:] + ".", options=options
    )
    command.set_defaults(command=function)
    return command


def _cache(cache: argparse.ArgumentParser, defaults: dict[str, str]) -> None:
    parts = cache.add_subparsers(required=True, metavar="stats|why|gc")
    stats = _command(parts, "stats", "commands.cache_stats", "number of accepted sentences, by signature")
    stats.add_argument("--cache", metavar="DIR", default=defaults.get("cache"), help="folder of accepted sentences")
    why = _command(parts, "why", "commands.cache_why", "why an article would be processed again, or not")
    why.add_argument("article", metavar="HASH|PATH", help="the beginning of an article's id, or the file it came from")
    add.work(why, defaults)
    collect = _command(
        parts, "gc", "commands.cache_gc", "delete accepted sentences that the present settings cannot use"
    )
    add.work(collect, defaults)


def _models(group: argparse.ArgumentParser) -> None:
    parts = group.add_subparsers(required=True, metavar="list|pull|verify|path|export|import|slim|calibrate|recommend")
    _command(parts, "list", "models.list_models", "the models that are known and installed, with their licences")
    pull = _command(parts, "pull", "models.pull", "bring a model from the hub")
    pull.add_argument("model", metavar="NAME", help="a name of `songngu models list`, or owner/model")
    pull.add_argument("--revision", metavar="REV", default="", help="branch, tag, commit or refs/pr/N")
    verify = _command(parts, "verify", "models.verify", "compare every byte with what was installed; needs no network")
    path = _command(parts, "path", "models.path", "print the folder of an installed model")
    export = _command(parts, "export", "models.export", "write a model to one file, for machines without network")
    for command in (verify, path, export):
        command.add_argument("model", metavar="NAME|FOLDER", help="a name of `songngu models list`, or a folder")
    export.add_argument("bundle", metavar="FILE", help="the file to write")
    bring = _command(parts, "import", "models.import_models", "install the models of such a file")
    bring.add_argument("bundle", metavar="FILE", help="a file that `songngu models export` wrote")
    for command in (pull, bring):
        command.add_argument(
            "--accept-licence", action="store_true", help="you may use it under a licence that forbids commercial use"
        )
    slim = _command(parts, "slim", "models.slim", "make a model smaller: only the vocabulary that some languages need")
    slim.add_argument("model", metavar="NAME|FOLDER", help="an installed model, or a folder; it stays as it is")
    slim.add_argument("--languages", metavar="CODES", required=True, help="all sources and targets: ar,bn,id,ur,vi,en")
    slim.add_argument("--text", metavar="FILE", help="keep only pieces that this text has (default: whole scripts)")
    slim.add_argument("-o", "--output", metavar="DIR", help="a new folder (default: installed as NAME-slim)")
    measure = _command(parts, "calibrate", "models.calibrate", "measure how a model runs fastest here, for auto")
    measure.add_argument("model", metavar="NAME|FOLDER", help="an installed model, or a folder")
    measure.add_argument("--cache", metavar="DIR", help="folder of what is kept (default: the user's cache)")
    _command(parts, "recommend", "models.recommend", "which models this machine can run, and how fast")

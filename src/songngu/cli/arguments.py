"""The options of the commands. Imports nothing heavy, so that ``--help`` comes at once."""

import argparse
from pathlib import Path
from typing import Final

from ..models import AUTO

OUTPUTS: Final = "outputs"
LINES: Final = 200  # of each set: chrF2 is then sure within about one point
# A tenth of the rate that trains from nothing: new pairs are learned, and what was known is not forgotten at once.
RATE: Final = 0.0012
MINUTES: Final = 10.0


def inputs(command: argparse.ArgumentParser) -> None:
    from ..articles import SUFFIXES  # here and below: not for ``--help``

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


def work(command: argparse.ArgumentParser, defaults: dict[str, str]) -> None:
    from ..languages import TARGETS

    outputs(command, defaults)
    option = command.add_argument
    option(
        "--to",
        metavar="LANGS",
        default=defaults.get("to", ",".join(TARGETS)),
        help="target languages (default: %(default)s)",
    )
    briefs(command, defaults)
    model(command, defaults)
    glossary(command, defaults)
    option(
        "--cache",
        metavar="DIR",
        default=defaults.get("cache"),
        help="folder of accepted sentences (default: the user's cache)",
    )


def model(command: argparse.ArgumentParser, defaults: dict[str, str]) -> None:
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
        help="another model, asked for what the first cannot do, or not well; may be given more than once",
    )
    option(
        "--engine",
        default=defaults.get("engine", "auto"),
        help="auto, ctranslate2, transformers, or one of these with a number type (default: %(default)s)",
    )
    option(
        "--threads",
        type=int,
        metavar="N",
        default=defaults.get("threads", "0"),
        help="for the engine (default: its own choice)",
    )


def glossary(command: argparse.ArgumentParser, defaults: dict[str, str]) -> None:
    command.add_argument(
        "--glossary",
        metavar="FILE",
        default=defaults.get("glossary"),
        help="terms that translations must use: tab-separated, a column for each language",
    )


def usual_outputs(defaults: dict[str, str]) -> str:
    """The folder of records where no flag names another."""
    return defaults.get("outputs", OUTPUTS)


def outputs(command: argparse.ArgumentParser, defaults: dict[str, str]) -> None:
    command.add_argument(
        "-o",
        "--outputs",
        metavar="DIR",
        default=usual_outputs(defaults),
        help="folder of records (default: %(default)s)",
    )


def briefs(command: argparse.ArgumentParser, defaults: dict[str, str]) -> None:
    """The options of all commands that know how briefs are made."""
    option = command.add_argument
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
    option(
        "--brief",
        metavar="MODEL",
        default=defaults.get("brief", ""),
        help="name or folder of a model that writes the briefs, checked against the article (default: sentences of the "
        "article are chosen, without a model)",
    )
    option(
        "--brief-server", metavar="URL", default="", help="the server that has this model; else it is on this machine"
    )
    option(
        "--brief-in",
        choices=("english", "both"),
        default="english",
        help="written in English and then translated, or in both languages by themselves (default: %(default)s)",
    )


def digest(command: argparse.ArgumentParser) -> None:
    """The options of ``songngu digest``."""
    option = command.add_argument
    option("folder", type=Path, metavar="DIR", help="an outputs folder")
    option("-o", "--file", type=Path, metavar="FILE.md", help="write the text there (default, and -: standard output)")
    option("--html", type=Path, metavar="FILE.html", help="write one HTML page, which needs nothing else, there")
    option("--format", choices=("markdown", "jsonl"), default="markdown", help="of the text (default: %(default)s)")


def evaluate(command: argparse.ArgumentParser) -> None:
    """The options of ``songngu evaluate``."""
    from ..languages import TARGETS

    option = command.add_argument
    option("sets", nargs="+", type=Path, metavar="SET.tsv", help="parallel sentences; first line: language codes")
    option("--model", action="append", metavar="MODEL", help="name or folder; more than once to compare")
    option("--to", metavar="LANGS", default=",".join(TARGETS), help="target languages (default: %(default)s)")
    option("--lines", type=int, metavar="N", default=LINES, help="of each set, from the top (default: %(default)s)")
    option("--engine", default="auto", help="auto, ctranslate2 or transformers (default: %(default)s)")
    option("--cache", metavar="DIR", help="folder for accepted sentences (default: the user's cache folder)")
    option("-o", "--out", type=Path, metavar="FOLDER", help="write evaluation.md, .json and a plot there, too")


def train(command: argparse.ArgumentParser) -> None:
    """The options of ``songngu train``."""
    command.add_argument("pairs", type=Path, metavar="PAIRS.tsv", help="first line: language codes, as in bn<TAB>en")
    command.add_argument("--from", dest="start", default="starter", metavar="MODEL", help="default: starter")
    command.add_argument(
        "-o",
        "--out",
        dest="model_folder",
        type=Path,
        required=True,
        metavar="FOLDER",
        help="a new folder for the model",
    )
    command.add_argument("--minutes", type=float, default=MINUTES, help=f"of training (default: {MINUTES:g})")
    command.add_argument("--rate", type=float, default=RATE, help=f"peak learning rate of Muon (default: {RATE})")

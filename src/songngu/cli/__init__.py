"""The command: parse, build, call, print, exit code. The only place with print, clock and environment; holds no logic.

Exit codes: 0 all well, 1 some articles failed (the others are done), 2 wrong usage, 3 with ``--strict`` when anything
is suspect or untranslated, 130 after Ctrl-C.
"""

import argparse
import io
import os
import sys
import warnings
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Final, NoReturn

from ..errors import LanguageError, ModelError, SongnguError, UsageError

FAILED: Final = 1
USAGE: Final = 2
INTERRUPTED: Final = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code. A user's own mistake is one line on stderr, no traceback."""
    if isinstance(sys.stdout, io.TextIOWrapper):  # JSON Lines are UTF-8, whatever the locale
        sys.stdout.reconfigure(encoding="utf-8")
    options = None
    try:
        from .parser import parse  # here, so that Ctrl-C is heard while modules are read

        options = parse(sys.argv[1:] if arguments is None else arguments)
        with warnings.catch_warnings():
            warnings.simplefilter("always", UserWarning)
            warnings.showwarning = _warn
            return function_of(options.command)(options)
    except (UsageError, LanguageError, ModelError) as error:
        print(f"songngu: error: {error}", file=sys.stderr)
        return USAGE
    except SongnguError as error:
        print(f"songngu: error: {error}", file=sys.stderr)
        return FAILED
    except KeyboardInterrupt:
        from .interruptions import kept

        print(f"songngu: interrupted{f'; {kept(options)}' if options else ''}", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:  # the reader of our stdout has had enough, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except OSError as error:
        finished = "; what was finished is kept" if options and options.command == "commands.run" else ""
        print(f"songngu: error: {error}{finished}", file=sys.stderr)
        return FAILED


def function_of(name: str) -> Callable[[argparse.Namespace], int]:
    """What carries a command out, as ``commands.run``; its module is imported only now."""
    module, _, function = name.partition(".")
    found: Callable[[argparse.Namespace], int] = getattr(import_module(f".{module}", __name__), function)
    return found


def command() -> NoReturn:
    """The program itself. If it ends early, nobody waits for sentences in work: what is finished is on the disk."""
    code = main()
    if code:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
    sys.exit(code)


def _warn(message: Warning | str, *_: object, **__: object) -> None:
    print(f"songngu: warning: {message}", file=sys.stderr)

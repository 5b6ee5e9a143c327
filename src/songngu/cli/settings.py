"""Where options come from when no flag gives them: the environment, then ``songngu.toml`` in the working folder.

    SONGNGU_MODEL=…  SONGNGU_TO=en,vi  SONGNGU_OUTPUTS=…  SONGNGU_CACHE=…  SONGNGU_SENTENCES=…  SONGNGU_WORDS=…
    SONGNGU_BRIEF=…  SONGNGU_ENGINE=…  SONGNGU_THREADS=…  SONGNGU_GLOSSARY=…

``songngu.toml`` has the same names in lower case without the prefix: ``model = "…"``.
"""

import os
import sys
from pathlib import Path
from typing import Any, Final

from ..errors import UsageError

FILE: Final = "songngu.toml"
NUMBERS: Final = ("sentences", "words", "threads")
NAMES: Final = ("model", "to", "outputs", "cache", "sentences", "words", "brief", "engine", "threads", "glossary")


def settings() -> dict[str, str]:
    """Values by option name, as text, as a flag would give them.

    Raises:
        UsageError: for a file that is no TOML, a name that is no option, or a text where a number should be.
    """
    found = _from_file(Path(FILE))
    for name in NAMES:
        variable = f"SONGNGU_{name.upper()}"
        if value := os.environ.get(variable):
            found[name] = _checked(name, value, variable)
    return found


def _from_file(path: Path) -> dict[str, str]:
    if not path.is_file():
        return {}
    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib

    try:
        table: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: is no TOML ({error})") from error
    if unknown := sorted(set(table) - set(NAMES)):
        raise UsageError(f"{path}: unknown option {unknown[0]!r}; there are {', '.join(NAMES)}")
    texts = {name: ",".join(map(str, v)) if isinstance(v, list) else str(v) for name, v in table.items()}
    return {name: _checked(name, text, f"{path}: {name}") for name, text in texts.items()}


def _checked(name: str, value: str, place: str) -> str:
    """*value*, which is a number if the option wants one; *place* is what the user would call it."""
    if name in NUMBERS:
        try:
            int(value)
        except ValueError:
            raise UsageError(f"{place} must be a whole number, not {value!r}") from None
    return value

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

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

FILE: Final = "songngu.toml"
NAMES: Final = ("model", "to", "outputs", "cache", "sentences", "words", "brief", "engine", "threads", "glossary")


def settings() -> dict[str, str]:
    """Values by option name, as text, as a flag would give them.

    Raises:
        UsageError: for a file that is no TOML, or a name that is no option.
    """
    found = _from_file(Path(FILE))
    found |= {name: value for name in NAMES if (value := os.environ.get(f"SONGNGU_{name.upper()}"))}
    return found


def _from_file(path: Path) -> dict[str, str]:
    if not path.is_file():
        return {}
    try:
        table: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: is no TOML ({error})") from error
    if unknown := sorted(set(table) - set(NAMES)):
        raise UsageError(f"{path}: unknown option {unknown[0]!r}; there are {', '.join(NAMES)}")
    return {name: ",".join(map(str, value)) if isinstance(value, list) else str(value) for name, value in table.items()}

"""What published checkers say of the same pairs. Runs in an interpreter of its own, where they are installed.

    python -m venv peers && peers/bin/pip install translate-toolkit opusfilter
    peers/bin/python benchmarks/checks/peers.py < pairs.jsonl > failures.jsonl

Every input line is ``[source, target, text, rendering]``; every output line is the list of the checks that refuse it.
The first output line maps the name of each peer that is installed to its version. Nothing of songngu is used.

translate-toolkit: all checks of ``StandardChecker`` with the target language set, which is what ``pofilter --language``
runs on plain text; it takes every source for English. OpusFilter: the filters and parameters of
``opusfilter-autogen --method defaults``, with the languages and scripts of the pair. Its LinguaFilter is that of
the library lingua, whose models come with it.
"""

import json
import logging
import sys
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from typing import Any, Final

Refused = Callable[[str, str], list[str]]

SCRIPTS: Final = {"ar": "Arabic", "ur": "Arabic", "bn": "Bengali", "id": "Latin", "vi": "Latin", "en": "Latin"}


def translate_toolkit(_source: str, target: str) -> Refused:
    """All checks of pofilter for one target language."""
    from translate.filters.checks import CheckerConfig, StandardChecker
    from translate.storage.pypo import pounit

    checker = StandardChecker(checkerconfig=CheckerConfig(targetlanguage=target))

    def refused(text: str, rendering: str) -> list[str]:
        unit = pounit(text)
        unit.target = rendering
        return sorted(f"translate-toolkit {name}" for name in checker.run_filters(unit))

    return refused


def opusfilter(source: str, target: str) -> Refused:
    """The default configuration of OpusFilter for one pair of languages."""
    import opusfilter.filters
    from opusfilter.autogen import DefaultParameterFilters

    automatic = DefaultParameterFilters(langs=[source, target], scripts=[SCRIPTS[source], SCRIPTS[target]])
    automatic.set_filter_thresholds()
    filters: dict[str, Any] = {}
    for name, parameters in (entry for config in automatic.filters for entry in config.items()):
        label = name + (f" {parameters['unit']}" if name == "LengthRatioFilter" else "")
        filters[f"OpusFilter {label}"] = getattr(opusfilter.filters, name)(**parameters)

    def refused(text: str, rendering: str) -> list[str]:
        pair = [(text, rendering)]
        return [name for name, check in filters.items() if not check.accept(next(iter(check.score(pair))))]

    return refused


PEERS: Final[dict[str, Callable[[str, str], Refused]]] = {
    "translate-toolkit": translate_toolkit,
    "opusfilter": opusfilter,
}


def installed() -> dict[str, str]:
    """Name and version of each peer that is there."""
    found = {}
    for name in PEERS:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            print(f"{name} is not installed here and is left out", file=sys.stderr)
    return found


def main() -> None:
    """Read pairs, write what is refused."""
    logging.disable(logging.WARNING)  # OpusFilter's notes on its own defaults
    versions = installed()
    print(json.dumps(versions))
    checkers: dict[tuple[str, str], list[Refused]] = {}
    for line in sys.stdin:
        source, target, text, rendering = json.loads(line)
        if (source, target) not in checkers:
            checkers[source, target] = [PEERS[name](source, target) for name in versions]
        print(json.dumps([name for refused in checkers[source, target] for name in refused(text, rendering)]))


if __name__ == "__main__":
    main()

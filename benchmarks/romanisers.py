"""Romanisation libraries as a ground for comparing names: recall, chance, and time, on development pairs.

    python benchmarks/romanisers.py DATA [--lines 150]

DATA holds ``dev/ntrex.bn-en.tsv`` and the like, source and English a line. *found* is the share of names of the English
sentence that sound like a word of the source; *chance* the same for names of other sentences. A good ground has a high
first and a low second. Libraries that are not installed are left out.
"""

import argparse
import random
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from songngu.names.mentions import mentions
from songngu.names.skeletons import consonants, distance
from songngu.words import words

LIBRARIES = {
    "anyascii": ("anyascii", "anyascii"),
    "unidecode": ("unidecode", "unidecode"),
    "text-unidecode": ("text_unidecode", "unidecode"),
    "uroman": ("uroman", "Uroman"),
}
TOLERANCE = 0.25  # of the length of the skeleton; one bound for all, so that the libraries are what differs


def romaniser(library: str) -> Callable[[str], str] | None:
    """The function of a library that turns text into Latin letters; None if it is not installed."""
    module, name = LIBRARIES[library]
    try:
        found = getattr(import_module(module), name)
    except ImportError:
        return None
    result: Callable[[str], str] = found().romanize_string if library == "uroman" else found
    return result


def main() -> None:
    """Print a line for each library and language."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--lines", type=int, default=150)
    options = parser.parse_args()
    print("library         language  found  chance  ms/sentence")
    for library in LIBRARIES:
        if romanise := romaniser(library):
            for source in ("ar", "bn", "ur"):
                print(f"{library:15} {source:8}", measure(romanise, options.data, source, options.lines))


def measure(romanise: Callable[[str], str], data: Path, source: str, lines: int) -> str:
    """One line of the table."""
    text = (data / "dev" / f"ntrex.{source}-en.tsv").read_text(encoding="utf-8")
    pairs = [tuple(line.split("\t")) for line in text.splitlines()[:lines]]
    names = [[t for m in mentions(english, "en") for t in m.tokens if len(consonants(t)) > 1] for _, english in pairs]
    others = [name for row in names for name in row]
    start = time.process_time()
    romanised = [romanise(sentence) for sentence, _ in pairs]
    spent = 1000 * (time.process_time() - start) / len(pairs)
    heard = [[consonants(word) for word in words(sentence)] for sentence in romanised]
    draw = random.Random(0)
    found = [_heard(name, sentence, source) for row, sentence in zip(names, heard, strict=True) for name in row]
    chance = [
        _heard(draw.choice(others), sentence, source) for row, sentence in zip(names, heard, strict=True) for _ in row
    ]
    return f"{100 * sum(found) / len(found):5.1f}  {100 * sum(chance) / len(chance):6.1f}  {spent:11.2f}"


def _heard(name: str, sentence: list[str], source: str) -> bool:
    wanted = consonants(name)
    return any(distance(wanted, word, source) <= TOLERANCE * len(wanted) for word in sentence)


if __name__ == "__main__":
    main()

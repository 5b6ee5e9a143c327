"""Measure the checks on parallel text: false alarms on correct translations, and how many damaged ones are caught.

    python benchmarks/checks.py DATA_DIR            the tables of docs/checks.md
    python benchmarks/checks.py DATA_DIR lengths    the table in src/songngu/checks/lengths.py

DATA_DIR holds ``newsroom.tsv``, ``dev/`` and ``train/``: files ``<set>.<source>-<target>.tsv``, one
``source<TAB>target`` a line, and ``newsroom.tsv`` with a column for each language, named in its first line. No model is
needed.
"""

import gzip
import random
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from songngu.checks import judge

Direction = tuple[str, str]
Sentences = list[tuple[str, str]]

DIRECTIONS: Final = [(s, t) for t in ("en", "vi") for s in ("ar", "bn", "id", "ur", "vi", "en") if s != t]
CALIBRATION: Final = ("flores_dev", "ntrex_first1000", "tico19_first2071")
LOWEST, HIGHEST, MARGIN, MIN_CHARACTERS = 0.002, 0.998, 0.05, 20


def main(data: Path, part: str = "") -> None:
    """Print the tables as Markdown."""
    if part == "lengths":
        print_lengths(data)
        return
    newsroom = dict(newsroom_pairs(data / "dev" / "newsroom.tsv"))
    print_false_alarms({"newsroom": newsroom} | {name: dev_pairs(data, name) for name in ("ntrex", "flores", "tico19")})
    print_caught(newsroom)
    print_wrong_language(newsroom)


def newsroom_pairs(path: Path) -> Iterator[tuple[Direction, Sentences]]:
    """The ten directions of a file with a column for each language."""
    languages, *rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
    for source, target in DIRECTIONS:
        yield (source, target), [(row[languages.index(source)], row[languages.index(target)]) for row in rows]


def dev_pairs(data: Path, name: str) -> dict[Direction, Sentences]:
    """The directions into English and Vietnamese of one set."""
    found: dict[Direction, Sentences] = {}
    for path in sorted((data / "dev").glob(f"{name}.*.tsv")):
        add(found, path, path.read_text(encoding="utf-8"))
    return found


def add(found: dict[Direction, Sentences], path: Path, text: str) -> None:
    """Add a file of sentence pairs to *found*, both ways where both ways are ours."""
    match = re.search(r"\.(\w\w)-(\w\w)\.tsv", path.name)
    assert match, path
    pairs = [(a, b) for a, b in (line.split("\t")[:2] for line in text.splitlines())]
    found.setdefault((match[1], match[2]), []).extend(pairs)
    if match[1] == "en":
        found.setdefault((match[2], match[1]), []).extend((b, a) for a, b in pairs)


def print_lengths(data: Path) -> None:
    """Bounds of the ratio of lengths, as entries of a Python table."""
    found = dict(newsroom_pairs(data / "newsroom.tsv"))
    for path in sorted((data / "train").glob("*.tsv.gz")):
        if path.name.startswith(CALIBRATION):
            add(found, path, gzip.decompress(path.read_bytes()).decode("utf-8"))
    for (source, target), pairs in sorted(found.items()):
        ratios = sorted(len(b) / len(a) for a, b in pairs if len(a) > MIN_CHARACTERS)
        low, high = (ratios[int(q * (len(ratios) - 1))] for q in (LOWEST, HIGHEST))
        low, high = low * (1 - MARGIN), high * (1 + MARGIN)
        print(f'    ("{source}", "{target}"): ({low:.2f}, {high:.2f}),  # {len(ratios):,} pairs')


def print_false_alarms(sets: dict[str, dict[Direction, Sentences]]) -> None:
    """Per cent of the references that are not judged ``ok``."""
    print(f"| direction | {' | '.join(sets)} |\n|---{'|---:' * len(sets)}|")
    for source, target in DIRECTIONS:
        cells = []
        for pairs in (found.get((source, target), []) for found in sets.values()):
            alarms = sum(judge(a, b, source=source, target=target).verdict != "ok" for a, b in pairs)
            cells.append(f"{100 * alarms / len(pairs):.1f} ({alarms} of {len(pairs)})" if pairs else "")
        print(f"| {source} → {target} | {' | '.join(cells)} |")
    print()


def print_caught(newsroom: dict[Direction, Sentences]) -> None:
    """Per cent of the damaged references that are not judged ``ok``."""
    print(f"| direction | {' | '.join(DAMAGE)} |\n|---{'|---:' * len(DAMAGE)}|")
    for (source, target), pairs in newsroom.items():
        counts: dict[str, list[bool]] = defaultdict(list)
        for (name, damage), index in ((item, i) for item in DAMAGE.items() for i in range(len(pairs))):
            damaged = damage(pairs, index, random.Random(f"{name} {index}"))
            if damaged is not None:
                verdict = judge(pairs[index][0], damaged, source=source, target=target).verdict
                counts[name].append(verdict != "ok")
        cells = (f"{100 * sum(counts[name]) / len(counts[name]):.0f}" for name in DAMAGE)
        print(f"| {source} → {target} | {' | '.join(cells)} |")
    print()


def print_wrong_language(newsroom: dict[Direction, Sentences]) -> None:
    """Per cent of Vietnamese references caught when English was asked for, and the other way round."""
    print("| asked for | given | caught |\n|---|---|---:|")
    for target, given in (("en", "vi"), ("vi", "en")):
        caught = [
            judge(text, rendering, source=source, target=target).verdict == "untranslated"
            for source in ("ar", "bn", "id", "ur")
            for text, rendering in newsroom[source, given]
        ]
        print(f"| {target} | {given} | {100 * sum(caught) / len(caught):.0f} ({sum(caught)} of {len(caught)}) |")


def a_number(rendering: str, rng: random.Random) -> re.Match[str] | None:
    """A run of digits that stands alone in the rendering, if there is one."""
    found = list(re.finditer(r"\d+(?:[.,]\d+)*", rendering))
    unique = [m for m in found if sum(other[0] == m[0] for other in found) == 1]
    return rng.choice(unique) if unique else None


def number_deleted(pairs: Sentences, index: int, rng: random.Random) -> str | None:
    """The reference without one of its numbers."""
    rendering = pairs[index][1]
    match = a_number(rendering, rng)
    return match and rendering[: match.start()] + rendering[match.end() :]


def digit_changed(pairs: Sentences, index: int, rng: random.Random) -> str | None:
    """The reference with one digit of one number replaced by another."""
    rendering = pairs[index][1]
    if not (match := a_number(rendering, rng)):
        return None
    place = rng.choice([i for i in range(*match.span()) if rendering[i].isdecimal()])
    return rendering[:place] + rng.choice([d for d in "123456789" if d != rendering[place]]) + rendering[place + 1 :]


def other_sentence(pairs: Sentences, index: int, rng: random.Random) -> str:
    """The reference of another sentence."""
    return rng.choice([b for i, (_, b) in enumerate(pairs) if i != index])


def cut_to_two_fifths(pairs: Sentences, index: int, _: random.Random) -> str:
    """The first 40 % of the reference."""
    return pairs[index][1][: round(0.4 * len(pairs[index][1]))]


def phrase_repeated(pairs: Sentences, index: int, rng: random.Random) -> str:
    """The reference with its last one to five words said four times."""
    end = pairs[index][1].split()[-rng.randint(1, 5) :]
    return " ".join([pairs[index][1], *end * 3])


def left_as_it_was(pairs: Sentences, index: int, _: random.Random) -> str:
    """The source."""
    return pairs[index][0]


def nothing(_pairs: Sentences, _index: int, _rng: random.Random) -> str:
    """No text."""
    return ""


DAMAGE: Final[dict[str, Callable[[Sentences, int, random.Random], str | None]]] = {
    "number deleted": number_deleted,
    "digit changed": digit_changed,
    "other sentence": other_sentence,
    "cut to 40 %": cut_to_two_fifths,
    "phrase repeated": phrase_repeated,
    "source copied": left_as_it_was,
    "empty": nothing,
}


if __name__ == "__main__":
    if not 2 <= len(sys.argv) <= 3:
        sys.exit("usage: python benchmarks/checks.py DATA_DIR [lengths]")
    main(Path(sys.argv[1]), *sys.argv[2:])

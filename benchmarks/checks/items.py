"""The human translations that the benchmark reads: items, their sets, and what a corruption may borrow from them."""

import random
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from names import Name, find_names, is_proper

Direction = tuple[str, str]
LANGUAGES: Final = ("ar", "bn", "id", "ur", "vi", "en")
DIRECTIONS: Final[tuple[Direction, ...]] = tuple((s, t) for t in ("en", "vi") for s in LANGUAGES if s != t)
SETS: Final = ("newsroom", "ntrex", "flores", "tico19")


@dataclass(frozen=True, slots=True)
class Item:
    """A sentence and its human translation, the reference."""

    set: str
    source: str
    target: str
    index: int
    text: str
    reference: str

    @property
    def direction(self) -> Direction:
        """Source and target language."""
        return self.source, self.target


@dataclass(slots=True)
class Material:
    """What one set offers to corruptions into one target: other references, names, versions in other languages."""

    references: list[str] = field(default_factory=list)  # sorted by length
    names: dict[str, list[str]] = field(default_factory=dict)  # kind of name → its names, sorted
    versions: dict[tuple[str, str], str] = field(default_factory=dict)  # (language, text in any language) → text
    lower: frozenset[str] = frozenset()  # words that some set has in lower case, in the language of the target

    def near(self, length: int, count: int = 10) -> list[str]:
        """The *count* references whose length in characters is nearest to *length*, roughly."""
        place = bisect_left(self.references, length, key=len)
        start = max(0, min(place - count // 2, len(self.references) - count))
        return self.references[start : start + count]


def load(data: Path) -> list[Item]:
    """All items of the sets under *data*, in the order of ``SETS`` and of the lines.

    A file ``dev/<set>.<source>-<target>.tsv`` holds ``source<TAB>target`` lines; one from English is read both ways.
    ``dev/<set>.tsv`` has a column for each language, named in its first line.
    """
    items = [item for name in SETS for item in _read_set(data / "dev", name)]
    if not items:
        raise SystemExit(
            f"no set found in {data / 'dev'}, which should hold newsroom.tsv and files like flores.ar-en.tsv"
        )
    return [item for item in items if item.text.strip() and item.reference.strip()]


def _read_set(folder: Path, name: str) -> Iterator[Item]:
    columns = folder / f"{name}.tsv"
    if columns.exists():
        languages, *rows = [line.split("\t") for line in columns.read_text("utf-8").splitlines()]
        for source, target in DIRECTIONS:
            a, b = languages.index(source), languages.index(target)
            yield from (Item(name, source, target, i, row[a], row[b]) for i, row in enumerate(rows))
    for path in sorted(folder.glob(f"{name}.*.tsv")):
        match = re.fullmatch(r"\w+\.(\w\w)-(\w\w)", path.stem)
        assert match, path
        pairs = [line.split("\t")[:2] for line in path.read_text("utf-8").splitlines()]
        yield from (Item(name, match[1], match[2], i, a, b) for i, (a, b) in enumerate(pairs))
        if match[1] == "en":
            yield from (Item(name, match[2], "en", i, b, a) for i, (a, b) in enumerate(pairs))


def sample(items: list[Item], lines: int) -> list[Item]:
    """At most *lines* items of each set and direction; a larger sample holds the smaller one."""
    groups: dict[tuple[str, Direction], list[Item]] = defaultdict(list)
    for item in items:
        groups[item.set, item.direction].append(item)
    for key, group in groups.items():
        random.Random(f"sample {key}").shuffle(group)
        groups[key] = sorted(group[:lines], key=lambda item: item.index)
    return [item for group in groups.values() for item in group]


def gather(items: list[Item]) -> dict[tuple[str, str], Material]:
    """What each (set, target) offers. Versions go through any text that two directions of the set share."""
    gathered: dict[tuple[str, str], Material] = defaultdict(Material)
    lower = {target: _lower(items, target) for target in ("en", "vi")}
    for name in SETS:
        own = [item for item in items if item.set == name]
        versions = _versions(own)
        for target in ("en", "vi"):
            references = sorted({item.reference for item in own if item.target == target}, key=lambda r: (len(r), r))
            found = (found for reference in references for found in find_names(reference, target))
            names = _by_kind(name for name in found if is_proper(name, target, lower[target]))
            gathered[name, target] = Material(references, names, versions, lower[target])
    return gathered


def _lower(items: list[Item], language: str) -> frozenset[str]:
    texts = {item.reference for item in items if item.target == language}
    return frozenset(word for text in texts for word in re.findall(r"[^\W\d_]+", text) if word.islower())


def _versions(items: list[Item]) -> dict[tuple[str, str], str]:
    direct: dict[tuple[str, str], str] = {}
    for item in items:
        direct[item.target, item.text] = item.reference
        direct[item.source, item.reference] = item.text
    known = dict(direct)
    for (_, text), other in direct.items():  # one step further: Indonesian for the English of an Arabic sentence
        for language in ("en", "vi", "id"):
            if (language, text) not in known and (language, other) in direct:
                known[language, text] = direct[language, other]
    return known


def _by_kind(names: Iterator[Name]) -> dict[str, list[str]]:
    kinds: dict[str, set[str]] = defaultdict(set)
    for name in names:
        kinds[name.kind].add(name.text)
    return {kind: sorted(found) for kind, found in kinds.items()}

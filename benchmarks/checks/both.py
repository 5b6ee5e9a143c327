"""English against Vietnamese: two human translations of one sentence, as they are and with a name replaced in one.

What ``songngu.reviews.cross_checked`` says of them is counted. It is silent on numbers that the check against the
source tells already, so that damaged numbers would measure the wrong thing: only its false alarms are counted.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from corruptions import corrupt
from items import Item, Material
from measure import Rate

from songngu.reviews import cross_checked
from songngu.types import Article, Line, Record, Rendering, Segment, Translation

SOURCES: Final = ("ar", "bn", "id", "ur")
TARGETS: Final = {"en": "English", "vi": "Vietnamese"}
Both = tuple[Item, Item]  # the same source in English and in Vietnamese


def both(items: Iterable[Item]) -> dict[str, list[Both]]:
    """Source language → the sentences that a set has in both targets."""
    versions: dict[tuple[str, str, str], dict[str, Item]] = defaultdict(dict)
    for item in items:
        versions[item.set, item.source, item.text][item.target] = item
    found: dict[str, list[Both]] = {source: [] for source in SOURCES}
    for (_, source, _), by_target in versions.items():
        if source in found and len(by_target) == 2:
            found[source].append((by_target["en"], by_target["vi"]))
    return found


def measure(items: Iterable[Item], gathered: dict[tuple[str, str], Material]) -> dict[str, dict[str, Rate]]:
    """What is counted → source language → rate. Damage is counted where the two agree untouched."""
    rates: dict[str, dict[str, Rate]] = defaultdict(dict)
    for source, pairs in both(items).items():
        said = reasons(pairs)
        for check in ("numbers", "names"):
            hits = sum(any(reason.startswith(f"{check}:") for reason in found) for found in said)
            rates[f"false alarms, {check}"][source] = Rate(hits, len(said))
        agreed = [pair for pair, found in zip(pairs, said, strict=True) if not found]
        for side, (target, language) in enumerate(TARGETS.items()):
            damaged = []
            for pair in agreed:
                text = corrupt("name replaced", pair[side], gathered[pair[side].set, target])
                if text is not None:
                    worse = replace(pair[side], reference=text)
                    damaged.append((worse, pair[1]) if side == 0 else (pair[0], worse))
            rates[f"recall, name replaced in {language}"][source] = Rate(sum(map(bool, reasons(damaged))), len(damaged))
    return rates


def reasons(pairs: list[Both]) -> list[tuple[str, ...]]:
    """What is said of each pair of translations."""
    if not pairs:
        return []
    checked = cross_checked(record(pairs)).translations["en"].renderings
    return [rendering.reasons for rendering in checked]


def record(pairs: list[Both]) -> Record:
    """All pairs as the sentences of one article, whose renderings are all ``ok``."""
    source = pairs[0][0].source
    translations = {
        target: Translation(target, tuple(Rendering(pair[side].reference, "\n", "ok") for pair in pairs), "")
        for side, target in enumerate(TARGETS)
    }
    segments = tuple(Segment(english.text, "\n") for english, _ in pairs)
    article = Article("\n".join(segment.text for segment in segments), language=source)
    return Record(article, source, (Line("", "body", "", source),), segments, translations, {}, "")

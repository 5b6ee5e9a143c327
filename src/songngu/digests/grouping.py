"""Which articles are one: near-duplicates first, then the same story in several languages. Shows nothing.

Near-duplicates are articles in one language whose sources share most of their wording: Jaccard likeness of their
shingles (Broder 1997), taken for pairs that share one of their 32 smallest hashes. A story is told by articles that are
alike in words, names and figures. Likeness and thresholds are measured in docs/digest.md.
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from .frequencies import frequencies
from .linkage import Pair, groups, products, sharing
from .profiles import Profile, vectors

# Measured by benchmarks/digests.py, see docs/digest.md: shares of words, names and figures; least likenesses.
SHARES: Final = (0.4, 0.2, 0.4)
SAME_STORY: Final = 0.16
SAME_TEXT: Final = 0.3
_SKETCH: Final = 32  # pairs that share 30 % of their shingles share one of 32 in all but 1 of 90,000 cases (0.7 ** 32)


def grouped(profiles: Sequence[Profile]) -> list[list[list[int]]]:
    """Stories as lists of near-duplicates as lists of indices, each in ascending order; every index stands once.

    Of near-duplicates the first stands for all when stories are compared.
    """
    copies = near_duplicates(profiles)
    firsts = [profiles[group[0]] for group in copies]
    return [[copies[n] for n in story] for story in groups(len(firsts), likeness(firsts), SAME_STORY)]


def near_duplicates(profiles: Sequence[Profile]) -> list[list[int]]:
    """Indices of articles in one language with most of their wording in common."""
    same: dict[tuple[str, frozenset[int]], list[int]] = defaultdict(list)
    for n, profile in enumerate(profiles):
        same[profile.language, profile.shingles].append(n)
    texts = list(same)
    found = groups(len(texts), resemblance(texts), SAME_TEXT)
    return sorted(sorted(n for text in group for n in same[texts[text]]) for group in found)


def resemblance(texts: Sequence[tuple[str, frozenset[int]]]) -> dict[Pair, float]:
    """Share of their shingles that two texts, language and shingles, have in common, for pairs that may be copies."""
    sketches = [[(language, code) for code in sorted(shingles)[:_SKETCH]] for language, shingles in texts]
    return {(a, b): _jaccard(texts[a][1], texts[b][1]) for a, b in sharing(sketches)}


def likeness(profiles: Sequence[Profile], shares: tuple[float, float, float] = SHARES) -> dict[Pair, float]:
    """How alike two articles are, 0 to 1, for those pairs that have a word, name or figure in common.

    Args:
        shares: of words, names and figures in the likeness.
    """
    parts = (
        _by_words(profiles),
        products(vectors([profile.names for profile in profiles], frequencies("names"))),
        products(vectors([profile.figures for profile in profiles], frequencies("figures"))),
    )
    found: dict[Pair, float] = defaultdict(float)
    for share, part in zip(shares, parts, strict=True):
        for pair, value in part.items():
            found[pair] += share * value
    return found


def _by_words(profiles: Sequence[Profile]) -> dict[Pair, float]:
    """Likeness in words, in whichever language two articles share that shows more of it."""
    found: dict[Pair, float] = defaultdict(float)
    for language in sorted({language for profile in profiles for language in profile.words}):
        places = [n for n, profile in enumerate(profiles) if language in profile.words]
        sides = [profiles[n].words[language] for n in places]
        for (a, b), value in products(vectors(sides, frequencies(language))).items():
            pair = places[a], places[b]
            found[pair] = max(found[pair], value)
    return found


def _jaccard(a: frozenset[int], b: frozenset[int]) -> float:
    shared = len(a & b)
    return shared / (len(a) + len(b) - shared)

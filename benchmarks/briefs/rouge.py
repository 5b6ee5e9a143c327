"""ROUGE (Lin 2004): F1 over lower-case words without punctuation. No stemming, no stop words."""

import re
from collections import Counter
from collections.abc import Sequence


def words(text: str) -> list[str]:
    """Lower-case words without punctuation."""
    return re.findall(r"\w+", text.lower())


def rouge(reference: Sequence[str], candidate: Sequence[str], *, longest: bool = True) -> tuple[float, float, float]:
    """ROUGE-1, ROUGE-2 and ROUGE-L; without *longest*, 0 for the last, which takes most of the time."""
    overlaps = [sum((ngrams(reference, n) & ngrams(candidate, n)).values()) for n in (1, 2)]
    sizes = [(max(len(reference) - n, 0), max(len(candidate) - n, 0)) for n in (0, 1)]
    pairs = [*zip(overlaps, sizes, strict=True), (common(reference, candidate) if longest else 0, sizes[0])]
    one, two, long = (2 * overlap / (a + b) if a + b else 0.0 for overlap, (a, b) in pairs)
    return one, two, long


def ngrams(text: Sequence[str], n: int) -> Counter[tuple[str, ...]]:
    """All n-grams, counted."""
    return Counter(zip(*(text[start:] for start in range(n)), strict=False))


def common(a: Sequence[str], b: Sequence[str]) -> int:
    """Length of the longest common subsequence."""
    row = [0] * (len(b) + 1)
    for left in a:
        diagonal = 0
        for n, right in enumerate(b, 1):
            diagonal, row[n] = row[n], diagonal + 1 if left == right else max(row[n], row[n - 1])
    return row[-1]

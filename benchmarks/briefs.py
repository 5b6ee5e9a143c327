"""How close briefs come to what an editor wrote: ROUGE of ours and of the first sentences, on the same articles.

    python benchmarks/briefs.py ARTICLES.jsonl [SENTENCES]

One article a line: ``title``, ``body`` (a list of sentences), ``abstract``. ROUGE-1, -2 and -L are F1 over lower-case
words without punctuation (Lin 2004), as percentages. Prints the table of docs/briefs.md.
"""

import json
import re
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from songngu import brief

Words = list[str]


def main(path: Path, length: int) -> None:
    """Print one row for each way to choose sentences."""
    articles = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    ways: dict[str, Callable[[dict[str, Any]], str]] = {
        f"first {length} sentences": lambda article: " ".join(article["body"][:length]),
        "ours, without the title": lambda article: ours(article, "", length),
        "ours": lambda article: ours(article, article["title"], length),
    }
    print(f"{len(articles)} articles, {length} sentences\n\n| brief | ROUGE-1 | ROUGE-2 | ROUGE-L |\n|---|--:|--:|--:|")
    for name, way in ways.items():
        scores = [rouge(words(article["abstract"]), words(way(article))) for article in articles]
        means = [100 * sum(column) / len(scores) for column in zip(*scores, strict=True)]
        print(f"| {name} | " + " | ".join(f"{mean:.1f}" for mean in means) + " |")


def ours(article: dict[str, Any], title: str, length: int) -> str:
    """Our brief of one article."""
    return brief("\n".join(article["body"]), language="vi", title=title, sentences=length).text


def words(text: str) -> Words:
    """Lower-case words without punctuation."""
    return re.findall(r"\w+", text.lower())


def rouge(reference: Words, candidate: Words) -> tuple[float, float, float]:
    """ROUGE-1, ROUGE-2 and ROUGE-L, each as F1."""
    overlaps = [sum((ngrams(reference, n) & ngrams(candidate, n)).values()) for n in (1, 2)]
    sizes = [(max(len(reference) - n, 0), max(len(candidate) - n, 0)) for n in (0, 1)]
    longest = common(reference, candidate)
    pairs = [*zip(overlaps, sizes, strict=True), (longest, sizes[0])]
    one, two, long = (2 * overlap / (a + b) if a + b else 0.0 for overlap, (a, b) in pairs)
    return one, two, long


def ngrams(text: Words, n: int) -> Counter[tuple[str, ...]]:
    """All n-grams, counted."""
    return Counter(zip(*(text[start:] for start in range(n)), strict=False))


def common(a: Words, b: Words) -> int:
    """Length of the longest common subsequence."""
    row = [0] * (len(b) + 1)
    for left in a:
        diagonal = 0
        for n, right in enumerate(b, 1):
            diagonal, row[n] = row[n], diagonal + 1 if left == right else max(row[n], row[n - 1])
    return row[-1]


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 2)

"""What can be counted of sentences in their article, alone and as a set, in any language. Nothing is weighed here.

Words are compared by their first six letters, a poor man's stemmer for all languages; an article is its own collection.
Features of a set, in the order of ``NAMES``: those of the set as such, then means over its sentences.
"""

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from typing import Final

NAMES: Final = (
    "title words",  # share of the title's words, by weight, that the set has
    "title pairs",  # share of the title's pairs of neighbours that the set has
    "variety",      # different words / words
    "title",        # cosine to the title
    "lead",         # cosine to the first sentence; of the first to the second
    "recurrence",   # how often the words return in the article, rare words counting more
    "frequency",    # mean frequency of the words, relative to that of the article's words
    "first",        # 1 / (1 + sentences before it)
    "previous",     # cosine to the nearest of the sentences before
    "next",         # cosine to the sentence after
    "length",       # log of the number of words
    "question",     # 1 for a question
    "quotation",    # 1 for what begins with a quotation mark or a dash
)  # fmt: skip
_STEM: Final = 6
_OPENING: Final = ('"', "“", "«", "‘", "'", "-", "–", "—")

Vector = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Counts:
    """The sentences of one article, counted. Sentences are known by their place.

    Attributes:
        stems: of each sentence, its different words.
        lengths: of each sentence, how many words it has.
        vectors: of each sentence, TF-IDF of unit length.
        title_words: of each sentence, the words of the title that it has.
        title_pairs: of each sentence, the pairs of neighbours in the title that it has.
        weights: words of the title → inverse document frequency, as shares of their sum.
        pairs: how many pairs of neighbours the title has.
        alone: of each sentence, its features from ``title`` on.
    """

    stems: Sequence[frozenset[str]]
    lengths: Sequence[int]
    vectors: Sequence[Vector]
    title_words: Sequence[frozenset[str]]
    title_pairs: Sequence[frozenset[tuple[str, str]]]
    weights: Vector
    pairs: int
    alone: Sequence[Sequence[float]]

    def features(self, chosen: Sequence[int]) -> list[float]:
        """Features of the set of sentences *chosen* (places, ascending, at least one), in the order of ``NAMES``."""
        size, words = len(chosen), sum(self.lengths[n] for n in chosen)
        known = frozenset().union(*(self.title_words[n] for n in chosen))
        pairs = frozenset().union(*(self.title_pairs[n] for n in chosen))
        together = [
            sum(self.weights[word] for word in known),
            len(pairs) / self.pairs if self.pairs else 0.0,
            len(frozenset().union(*(self.stems[n] for n in chosen))) / words if words else 0.0,
        ]
        return together + [sum(column) / size for column in zip(*(self.alone[n] for n in chosen), strict=True)]


def count(title: str, sentences: Sequence[str]) -> Counts:
    """Count *sentences* (at least one, in the article's order). Without a title, the first sentence stands for it."""
    texts = [_stems(title) or _stems(sentences[0]), *map(_stems, sentences)]
    different = [frozenset(text) for text in texts]
    spread = Counter(chain.from_iterable(different))
    idf = {word: math.log(1 + len(texts) / number) for word, number in spread.items()}
    vectors = [_unit({word: number * idf[word] for word, number in Counter(text).items()}) for text in texts]
    heading, pairs = different[0], frozenset(pairwise(texts[0]))
    total = sum(idf[word] for word in sorted(heading)) or 1.0
    return Counts(
        different[1:],
        [len(text) for text in texts[1:]],
        vectors[1:],
        [heading & own for own in different[1:]],
        [pairs.intersection(pairwise(text)) for text in texts[1:]],
        {word: idf[word] / total for word in heading},
        len(pairs),
        _alone(sentences, texts[1:], vectors, idf),
    )


def cosine(a: Vector, b: Vector) -> float:
    """Likeness of two vectors of unit length."""
    small, large = (a, b) if len(a) < len(b) else (b, a)
    return sum(value * large[word] for word, value in small.items() if word in large)


def _alone(
    sentences: Sequence[str], stems: Sequence[Sequence[str]], vectors: Sequence[Vector], idf: Vector
) -> list[list[float]]:
    """The features of each sentence from ``title`` on; *vectors* begin with that of the title."""
    title, own = vectors[0], vectors[1:]
    frequency = Counter(chain.from_iterable(stems))
    usual = sum(frequency.values()) / len(frequency) if frequency else 1.0
    scale = math.log(2 + len(sentences))
    rows = []
    for n, (text, words) in enumerate(zip(sentences, stems, strict=True)):
        different = sorted(set(words))
        weight = sum(idf[word] for word in different) or 1.0
        other = own[0] if n else own[min(1, len(own) - 1)]
        rows.append([
            cosine(own[n], title),
            cosine(own[n], other) if len(own) > 1 else 0.0,
            sum((frequency[word] - 1) * idf[word] for word in different) / weight / scale,
            sum(frequency[word] for word in words) / max(len(words), 1) / usual,
            1 / (1 + n),
            max((cosine(own[n], before) for before in own[:n]), default=0.0),
            cosine(own[n], own[n + 1]) if n + 1 < len(own) else 0.0,
            math.log(1 + len(words)),
            float("?" in text or "؟" in text),
            float(text.startswith(_OPENING)),
        ])  # fmt: skip
    return rows


def _stems(text: str) -> list[str]:
    return [word[:_STEM] for word in re.findall(r"\w+", text.casefold())]


def _unit(vector: Vector) -> Vector:
    length = math.sqrt(sum(value * value for value in vector.values()))
    return {word: value / length for word, value in vector.items()} if length else vector

"""The best that two sentences of an article can do: what an editor's abstract would choose."""

from collections.abc import Sequence
from itertools import combinations

from rouge import rouge, words


def best(sentences: Sequence[str], abstract: str) -> list[str]:
    """The one or two sentences with the most ROUGE-1 + ROUGE-2 against *abstract*, of all; in order."""
    reference, texts = words(abstract), [words(sentence) for sentence in sentences]
    places = range(len(texts))
    sets = [*((n,) for n in places), *combinations(places, 2)]
    chosen = max(sets, key=lambda s: sum(rouge(reference, [w for n in s for w in texts[n]], longest=False)))
    return [sentences[n] for n in chosen]

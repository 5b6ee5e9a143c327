"""Compare our sentence splitter with sentencex, pysbd and spaCy on ``tests/data/splitting.tsv``.

    pip install "songngu[bench]"
    python benchmarks/splitting.py

Prints a Markdown table: for each language the share of texts that are split exactly right, and the F1 of the boundaries
inside the texts (their ends are not counted). Each library is called with the best setting it has for the language,
see ``docs/splitting.md``. White space is not compared: a boundary is the number of other characters before it.
"""

from collections.abc import Callable, Iterator
from importlib.metadata import version
from itertools import accumulate
from pathlib import Path
from typing import Final

import songngu.segments

CASES: Final = Path(__file__).parents[1] / "tests" / "data" / "splitting.tsv"
LANGUAGES: Final = ("bn", "ur", "ar", "id", "vi", "en")
# pysbd has no Bengali, Indonesian or Vietnamese. Hindi shares the danda; English was better than the other Latin ones.
PYSBD_FOR: Final = {"bn": "hi", "id": "en", "vi": "en"}

Splitter = Callable[[str], list[str]]


def ours(language: str) -> Splitter:
    """Our splitter."""
    return lambda text: [segment.text for segment in songngu.segments.split(text, language)]


def sentencex(language: str) -> Splitter:
    """Wikimedia's sentencex, which falls back by itself where it lacks a language."""
    from sentencex import segment

    return lambda text: list(segment(language, text))


def pysbd(language: str) -> Splitter:
    """The rules of pysbd, not cleaning the text."""
    from pysbd import Segmenter

    segmenter = Segmenter(language=PYSBD_FOR.get(language, language), clean=False)
    return lambda text: [str(sentence) for sentence in segmenter.segment(text)]


def spacy(language: str) -> Splitter:
    """The language's tokenizer in spaCy and the rule-based sentencizer."""
    from spacy import blank

    nlp = blank(language)
    nlp.add_pipe("sentencizer")
    return lambda text: [sentence.text for sentence in nlp(text).sents]


LIBRARIES: Final = {"songngu": ours, "sentencex": sentencex, "pysbd": pysbd, "spacy": spacy}


def cases(language: str) -> Iterator[list[str]]:
    """The sentences of each text of *language*."""
    for line in CASES.read_text(encoding="utf-8").splitlines():
        code, _, text = line.partition("\t")
        if code == language:
            yield text.split("¦")


def boundaries(sentences: list[str]) -> set[int]:
    """Numbers of characters, white space not counted, before the boundaries between *sentences*."""
    counts = list(accumulate(len("".join(sentence.split())) for sentence in sentences))
    return set(counts[:-1]) - {0, counts[-1]}


def scores(splitter: Splitter, language: str) -> tuple[float, float]:
    """Share of texts split exactly right, and F1 of the boundaries of all texts together; both from 0 to 1."""
    exact = total = hits = proposed = wanted = 0
    for sentences in cases(language):
        want, got = boundaries(sentences), boundaries(splitter("".join(sentences)))
        total += 1
        exact += want == got
        hits, proposed, wanted = hits + len(want & got), proposed + len(got), wanted + len(want)
    return exact / total, 2 * hits / (proposed + wanted)


def main() -> None:
    """Print the table."""
    names = ["songngu", *(f"{name} {version(name)}" for name in LIBRARIES if name != "songngu")]
    print(f"| language (texts) | {' | '.join(names)} |")
    print("|---|" + "---|" * len(names))
    for language in LANGUAGES:
        cells = []
        for library in LIBRARIES.values():
            exact, f1 = scores(library(language), language)
            cells.append(f"{exact:.1%} / {f1:.3f}")
        print(f"| {language} ({sum(1 for _ in cases(language))}) | {' | '.join(cells)} |")


if __name__ == "__main__":
    main()

"""How often identification is right, on sentences and on articles of ten sentences.

    python benchmarks/languages.py DATA

DATA holds ``dev/*.tsv``: ``<set>.<source>-<target>.tsv`` with two columns, and ``newsroom.tsv`` with a first line that
names its columns; a larger ``newsroom.tsv`` beside ``dev`` is for the second table. Prints the tables of
docs/languages.md.
"""

import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from songngu import identify
from songngu.checks.script import sentence_language
from songngu.languages import identify_line

CODES = ("ar", "bn", "en", "id", "ur", "vi")
ARTICLE = 10
SHORT = range(4, 13)  # words
TOLD = ("en", "vi", "id")  # the languages that short lines are told to be in


def main(data: Path) -> None:
    """Print one row for each language."""
    print("| language | sentences | right | mistaken for | articles | right | paragraphs called foreign |")
    print("|---|--:|--:|---|--:|--:|--:|")
    for code, sentences in sentences_by_language(sorted((data / "dev").glob("*.tsv"))).items():
        articles = ["\n".join(sentences[n : n + ARTICLE]) for n in range(0, len(sentences) - ARTICLE + 1, ARTICLE)]
        single, whole = Counter(map(identify, sentences)), Counter(map(identify, articles))
        mistakes = ", ".join(f"{other} {count}" for other, count in single.most_common(4) if other != code)
        foreign = sum(identify_line(sentence, code) != code for sentence in sentences)
        print(
            f"| {code} | {len(sentences)} | {single[code] / len(sentences):.1%} | {mistakes or '–'} "
            f"| {len(articles)} | {whole[code] / len(articles):.1%} | {foreign} |"
        )

    print()
    lines(sentences_by_language([*sorted((data / "dev").glob("*.tsv")), data / "newsroom.tsv"]))


def lines(sentences: dict[str, list[str]]) -> None:
    """How many sentences are called foreign in an article of their own language, how many short ones in another's."""
    for way in (identify_line, sentence_language):
        own = [way(text, code) != code for code, texts in sentences.items() for text in texts]
        print(f"{way.__name__}: {sum(own)} of {len(own)} called foreign in an article of their own language\n")
        print("| short sentences in | " + " | ".join(f"{article} article" for article in CODES) + " |")
        print("|---|" + "--:|" * len(CODES))
        for code in TOLD:
            short = [text for text in sentences[code] if len(text.split()) in SHORT]
            found = [f"{sum(way(text, a) == code for text in short) / len(short):.1%}" for a in CODES if a != code]
            found.insert(CODES.index(code), "–")
            print(f"| {code} ({len(short)}) | " + " | ".join(found) + " |")
        print()


def sentences_by_language(paths: Iterable[Path]) -> dict[str, list[str]]:
    """Distinct sentences of all sets."""
    found: dict[str, dict[str, None]] = {code: {} for code in CODES}
    for path in paths:
        rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
        columns = rows.pop(0) if path.stem == "newsroom" else path.stem.split(".")[-1].split("-")
        for row in rows:
            for code, sentence in zip(columns, row, strict=True):
                found[code][sentence] = None
    return {code: list(sentences) for code, sentences in found.items()}


if __name__ == "__main__":
    main(Path(sys.argv[1]))

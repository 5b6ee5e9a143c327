"""How often identification is right, on sentences and on articles of ten sentences.

    python benchmarks/languages.py DATA

DATA holds ``dev/*.tsv``: ``<set>.<source>-<target>.tsv`` with two columns, and ``newsroom.tsv`` with a first line that
names its columns. Prints the table of docs/languages.md.
"""

import sys
from collections import Counter
from pathlib import Path

from songngu import identify
from songngu.languages import identify_line

CODES = ("ar", "bn", "en", "id", "ur", "vi")
ARTICLE = 10


def main(data: Path) -> None:
    """Print one row for each language."""
    print("| language | sentences | right | mistaken for | articles | right | paragraphs called foreign |")
    print("|---|--:|--:|---|--:|--:|--:|")
    for code, sentences in sentences_by_language(data / "dev").items():
        articles = ["\n".join(sentences[n : n + ARTICLE]) for n in range(0, len(sentences) - ARTICLE + 1, ARTICLE)]
        single, whole = Counter(map(identify, sentences)), Counter(map(identify, articles))
        mistakes = ", ".join(f"{other} {count}" for other, count in single.most_common(4) if other != code)
        foreign = sum(identify_line(sentence, code) != code for sentence in sentences)
        print(
            f"| {code} | {len(sentences)} | {single[code] / len(sentences):.1%} | {mistakes or '–'} "
            f"| {len(articles)} | {whole[code] / len(articles):.1%} | {foreign} |"
        )


def sentences_by_language(folder: Path) -> dict[str, list[str]]:
    """Distinct sentences of all development sets."""
    found: dict[str, dict[str, None]] = {code: {} for code in CODES}
    for path in sorted(folder.glob("*.tsv")):
        rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
        columns = rows.pop(0) if path.stem == "newsroom" else path.stem.split(".")[-1].split("-")
        for row in rows:
            for code, sentence in zip(columns, row, strict=True):
                found[code][sentence] = None
    return {code: list(sentences) for code, sentences in found.items()}


if __name__ == "__main__":
    main(Path(sys.argv[1]))

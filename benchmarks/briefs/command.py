"""How close briefs come to what an editor wrote, beside other ways to choose sentences; and how fast they are made.

    python benchmarks/briefs DATA                             the tables of docs/briefs.md
    python benchmarks/briefs DATA --outputs outputs           also: do English and Vietnamese briefs say the same
    python benchmarks/briefs DATA --json FILE --plot FILE     the same as JSON; a picture (matplotlib)

DATA is a file of articles, or a folder with ``summaries/vietnews-dev.jsonl``: one article a line, ``title``, ``body``
(a list of sentences), ``abstract``. ROUGE-1, -2 and -L are F1 over lower-case words without punctuation, as
percentages. With sumy installed (the extra ``bench``), its LexRank, TextRank, LSA and Luhn are measured, too. Two runs
give the same tables, but for the time.
"""

import argparse
import json
import re
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import agreement
import classics
from oracle import best
from rouge import rouge, words

from songngu import brief

Article = dict[str, Any]
Way = Callable[[Article], str]
LENGTH = 2  # sentences that all ways may take, but where their name says otherwise


def main() -> None:
    """Read the arguments, measure, print."""
    parser = argparse.ArgumentParser(prog="benchmarks/briefs", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("data", type=Path)
    parser.add_argument(
        "--outputs", type=Path, metavar="DIR", help="outputs of a run, to compare briefs of one article"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all numbers there")
    parser.add_argument("--plot", type=Path, metavar="FILE", help="draw them there (matplotlib)")
    options = parser.parse_args()
    articles = read(options.data)
    rows = {name: measured(articles, way) for name, way in ways().items()}
    found: dict[str, Any] = {"articles": len(articles), "rouge": rows, "seconds for 1,000 articles": timed(articles)}
    if options.outputs:
        found["agreement"] = agreement.measured(options.outputs)
    print(markdown(found))
    if options.json:
        options.json.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    if options.plot:
        import picture  # the only part that needs matplotlib

        picture.draw(options.plot, rows)


def read(data: Path) -> list[Article]:
    """The articles of a file, or of the folder that has it."""
    path = data / "summaries" / "vietnews-dev.jsonl" if data.is_dir() else data
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def ways() -> dict[str, Way]:
    """All ways to make a brief, by name; each may see what it says."""
    return {
        "the title alone": lambda article: article["title"],
        **{f"first sentences ({n})": _first(n) for n in (1, 2, 3)},
        **classics.ways(LENGTH),
        **{f"ours ({n})": _ours(n) for n in (1, 2, 3)},
        f"ours, without the title ({LENGTH})": lambda article: ours(article, "", LENGTH),
        f"best possible (up to {LENGTH})": lambda article: " ".join(best(article["body"], article["abstract"])),
    }


def _first(length: int) -> Way:
    return lambda article: " ".join(article["body"][:length])


def _ours(length: int) -> Way:
    return lambda article: ours(article, article["title"], length)


def ours(article: Article, title: str, length: int) -> str:
    """Our brief of one article."""
    return brief("\n".join(article["body"]), language="vi", title=title, sentences=length).text


def measured(articles: Sequence[Article], way: Way) -> dict[str, float]:
    """Means over *articles*, in per cent: ROUGE, and the share of the abstracts' figures that briefs have."""
    texts = [way(article) for article in articles]
    scores = [rouge(words(a["abstract"]), words(text)) for a, text in zip(articles, texts, strict=True)]
    one, two, long = (100 * sum(column) / len(scores) for column in zip(*scores, strict=True))
    asked = [(figure, text) for a, text in zip(articles, texts, strict=True) for figure in numbers(a["abstract"])]
    covered = 100 * sum(figure in numbers(text) for figure, text in asked) / max(len(asked), 1)
    length = sum(len(words(text)) for text in texts) / len(texts)
    return {"ROUGE-1": one, "ROUGE-2": two, "ROUGE-L": long, "figures": covered, "words": length}


def numbers(text: str) -> set[str]:
    """The numbers of *text*, as they are written."""
    return set(re.findall(r"\d+(?:[.,]\d+)*", text))


def timed(articles: Sequence[Article]) -> float:
    """Seconds of CPU time for 1,000 briefs of three sentences."""
    start = time.process_time()
    for article in articles:
        ours(article, article["title"], 3)
    return (time.process_time() - start) * 1000 / len(articles)


def markdown(found: dict[str, Any]) -> str:
    """All that was measured, as tables."""
    columns = ("ROUGE-1", "ROUGE-2", "ROUGE-L", "figures", "words")
    lines = [
        f"{found['articles']} articles\n",
        f"| brief | {' | '.join(columns)} |",
        "|---" + "|--:" * len(columns) + "|",
    ]
    lines += [
        f"| {name} | " + " | ".join(f"{row[column]:.1f}" for column in columns) + " |"
        for name, row in found["rouge"].items()
    ]
    lines.append(f"\n1,000 articles: {found['seconds for 1,000 articles']:.1f} s of CPU time")
    if "agreement" in found:
        lines.append("\n" + agreement.markdown(found["agreement"]))
    return "\n".join(lines)

"""How well `songngu digest` finds near-duplicates and the same story in several languages, on made-up folders.

    python benchmarks/digests.py make NEWSROOM.tsv FOLDER [--stories N] [--model MODEL]
    python benchmarks/digests.py make-documents EN-VI.tsv AR-EN.tsv … FOLDER [--stories N] [--model MODEL]
    python benchmarks/digests.py stories FOLDER…            every threshold, every share: precision and recall
    python benchmarks/digests.py halves ARTICLES.jsonl      the same for two halves of an article, no sentence in common
    python benchmarks/digests.py copies ARTICLES.jsonl      near-duplicates: articles with some of their sentences
    python benchmarks/digests.py count NEWSROOM.tsv TABLE   the table of frequencies
    python benchmarks/digests.py speed ARTICLES.jsonl N     the time for a folder of N articles

A table has sentences, one a line, with a column for each language. A made-up story is a headline and nine sentences;
each language tells it with the headline and four of the nine, drawn by chance, so two tellings share about half. The
sentences of a newsroom table do not belong together, so a story is ten consecutive rows. In a table of documents
a headline is a line that does not end like a sentence. Without ``--model`` the English side is the table's own English,
as a perfect translator would give it; with it, what that model says. ``key`` of an article is its story.

Articles are one a line: ``title`` and ``body``, a list of sentences. Precision and recall are B-cubed (Bagga & Baldwin
1998): of the articles that stand with one, how many belong there; of those that belong there, how many stand there.
"""

import argparse
import json
import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

import songngu
from songngu.digests import Digest, stories
from songngu.digests.grouping import SHARES, likeness, resemblance
from songngu.digests.linkage import groups
from songngu.digests.profiles import profile, shingles
from songngu.outputs import Outputs
from songngu.outputs.digest_html import html
from songngu.outputs.digest_markdown import markdown
from songngu.reviews import accounted
from songngu.summarisers.extractive import Extractive
from songngu.types import Article, Line, Record, Rendering, Segment, Translation

Row = dict[str, str]
ROWS = 10
TOLD = 4
THRESHOLDS = (0.08, 0.1, 0.12, 0.14, 0.16, 0.18, 0.2, 0.24, 0.28)
OTHER_SHARES = ((1, 0, 0), (0, 1, 0), (0, 0, 1), (0.6, 0.2, 0.2), (0.3, 0.2, 0.5), (0.34, 0.33, 0.33))
_END = re.compile(r"[.!?…:;][\"'”’)]*$")


def read(path: Path) -> list[Row]:
    """The rows of a table whose first line names its languages, or whose name does: ``ntrex.id-en.tsv``."""
    lines = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
    named = path.stem.rpartition(".")[2].split("-")
    codes = named if len(named) == 2 else lines.pop(0)
    return [dict(zip(codes, line, strict=True)) for line in lines]


def joined(paths: Sequence[Path]) -> list[Row]:
    """Tables of the same sentences, line by line, as one."""
    return [{code: text for row in rows for code, text in row.items()} for rows in zip(*map(read, paths), strict=True)]


def documents(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """The documents of a table, from one headline to the next; those that are too short are left out."""
    starts = [n for n, row in enumerate(rows) if not _END.search(row["en"])]
    for start, end in zip(starts, [*starts[1:], len(rows)], strict=True):
        if end - start > TOLD + 2:
            yield list(rows[start : min(end, start + ROWS)])


def chunks(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """Ten consecutive rows at a time."""
    for start in range(0, len(rows) - ROWS + 1, ROWS):
        yield list(rows[start : start + ROWS])


def tellings(number: int, rows: Sequence[Row], model: str) -> Iterator[Record]:
    """One record for each language: the headline and some of the sentences."""
    for code in rows[0]:
        drawn = random.Random(f"{number} {code}").sample(range(1, len(rows)), TOLD)
        told = [rows[0], *(rows[n] for n in sorted(drawn))]
        yield record(number, code, [row[code] for row in told], english(told, code, model))


def english(rows: Sequence[Row], code: str, model: str) -> list[Rendering]:
    """The English side of some rows."""
    if model and code != "en":
        return songngu.translate([row[code] for row in rows], to="en", source=code, model=model)
    return [Rendering(row["en"], "", "ok", (), "identity") for row in rows]


def record(story: int, language: str, texts: Sequence[str], renderings: Sequence[Rendering] = ()) -> Record:
    """A record as a run would have made it, with a line for each sentence; without renderings nothing is translated."""
    article = Article("\n".join(texts[1:]), texts[0], language, source=f"{story}.{language}.txt", key=str(story))
    lines = tuple(Line(text, "body" if n else "title", "made up", language) for n, text in enumerate(texts))
    segments = tuple(Segment(text, "\n", n) for n, text in enumerate(texts))
    translations = {"en": Translation("en", tuple(renderings), "model:made up")} if renderings else {}
    made = Record(article, language, lines, segments, translations, {}, "made up")
    return accounted(replace(made, briefs=Extractive(2).summarise(made)))


def make(stories: Iterator[list[Row]], folder: Path, count: int, model: str) -> None:
    """Write the records of the first *count* stories."""
    outputs = Outputs(folder)
    for number, rows in zip(range(count), stories, strict=False):
        for made in tellings(number, rows, model):
            outputs.put(made)
    print(f"{folder}: {len(outputs.ids())} articles")


def measure(name: str, records: Sequence[Record]) -> None:
    """Print precision and recall of stories for several shares and thresholds."""
    truth = [made.article.key for made in records]
    profiles = [profile(made) for made in records]
    print(f"\n{name}: {len(truth)} articles, {len(set(truth))} stories\n")
    print("| words, names, figures | " + " | ".join(f"{t:.2f}" for t in THRESHOLDS) + " |")
    print("|---|" + "--:|" * len(THRESHOLDS))
    for shares in (SHARES, *OTHER_SHARES):
        alike = likeness(profiles, shares)
        cells = [scores(truth, groups(len(truth), alike, threshold)) for threshold in THRESHOLDS]
        print(f"| {', '.join(map(str, shares))} | " + " | ".join(cells) + " |")


def scores(truth: Sequence[str], found: Sequence[Sequence[int]]) -> str:
    """B-cubed precision and recall, in percent."""
    size, precision, recall = Counter(truth), 0.0, 0.0
    for group in found:
        counts = Counter(truth[n] for n in group)
        precision += sum(count * count for count in counts.values()) / len(group)
        recall += sum(count * count / size[story] for story, count in counts.items())
    return f"{100 * precision / len(truth):.0f} / {100 * recall / len(truth):.0f}"


def read_articles(path: Path, count: int) -> list[list[str]]:
    """Title and sentences of the first *count* articles."""
    lines = path.read_text(encoding="utf-8").splitlines()[:count]
    return [[found["title"], *found["body"]] for found in map(json.loads, lines)]


def halves(path: Path) -> None:
    """Stories of two articles: every other sentence, and the rest; only one has the headline."""
    articles = read_articles(path, 150)
    made = [record(n, "vi", sentences[start::2]) for n, sentences in enumerate(articles) for start in (0, 1)]
    measure(f"halves of {path.name}", made)


def copies(path: Path) -> None:
    """How alike copies are that keep some sentences or words, and how alike other articles are at most."""
    articles = read_articles(path, 150)
    print("| kept | sentences: 5th percentile, median | words: 5th percentile, median |\n|--:|--:|--:|")
    for kept in (0.95, 0.9, 0.8, 0.7, 0.6, 0.5):
        draw = random.Random(f"{kept}")
        rows = []
        for split, join in ((lambda body: body, "\n"), (lambda body: " ".join(body).split(), " ")):
            pairs = []
            for body in articles:
                units = split(body)
                left = [unit for unit in units if draw.random() < kept]
                pairs += list(resemblance([("vi", shingles(join.join(part))) for part in (units, left)]).values()) or [
                    0.0
                ]
            pairs.sort()
            rows.append(f"{pairs[len(pairs) // 20]:.2f}, {pairs[len(pairs) // 2]:.2f}")
        print(f"| {100 * kept:.0f} % | {rows[0]} | {rows[1]} |")
    others = resemblance([("vi", shingles("\n".join(body))) for body in articles])
    print(f"\ndifferent articles: at most {max(others.values(), default=0):.2f}")


def count(rows: Sequence[Row], table: Path) -> None:
    """Write the table of frequencies: terms that stand in twelve or more texts of ten sentences."""
    found: dict[str, Counter[str]] = {}
    for chunk in chunks(rows):
        for code in rows[0]:
            known = profile(record(0, code, [row[code] for row in chunk]))
            found.setdefault(code, Counter()).update(known.words[code].keys())
            if code == "en":
                found.setdefault("names", Counter()).update(known.names)
                found.setdefault("figures", Counter()).update(known.figures)
    lines = [f"{kind}\t{term}\t{n}\n" for kind, terms in found.items() for term, n in sorted(terms.items()) if n >= 12]
    table.write_text("".join(lines), encoding="utf-8")


def speed(path: Path, number: int) -> None:
    """Print the processor time of a digest of *number* articles, each with its own text as its English side."""
    articles = read_articles(path, number)
    with TemporaryDirectory() as folder:
        outputs = Outputs(Path(folder))
        for n in range(number):
            sentences = [*articles[n % len(articles)], f"{n}."]
            outputs.put(record(n, "vi", sentences, [Rendering(text, "", "ok") for text in sentences]))
        start = process_time()
        read = list(outputs.records())
        middle = process_time()
        digest = Digest(folder, stories(read))
        end = process_time()
        pages = len(html(digest)), len(markdown(digest))
        print(f"{number} articles, {len(digest.stories)} stories: records {middle - start:.1f} s, ", end="")
        print(
            f"stories {end - middle:.1f} s, pages {process_time() - end:.1f} s ({pages[0]} and {pages[1]} characters)"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("action", choices="make make-documents stories halves copies count speed".split())
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--stories", type=int, default=1000)
    parser.add_argument("--model", default="")
    options = parser.parse_args()
    first, last = options.paths[0], options.paths[-1]
    match options.action:
        case "make":
            make(chunks(read(first)), last, options.stories, options.model)
        case "make-documents":
            make(documents(joined(options.paths[:-1])), last, options.stories, options.model)
        case "stories":
            for folder in options.paths:
                measure(folder.name, list(Outputs(folder).records()))
        case "halves":
            halves(first)
        case "copies":
            copies(first)
        case "count":
            count(read(first), last)
        case "speed":
            speed(first, int(str(last)))


if __name__ == "__main__":
    main()

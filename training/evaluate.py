"""Step 5: a model folder → chrF2, chrF++ and BLEU on the development sets, with their signatures.

    python training/evaluate.py FOLDER DATA [--lines 200] [--beam 4] [--repairs]

Translates with the program's own engine; with --repairs, also checks and repairs, as a run does. Prints a Markdown
table, a row for each set and direction, then the share of sentences whose numbers all came through, and that loop, by
the program's own checks.
"""

import argparse
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from sacrebleu.metrics import BLEU, CHRF

from songngu.checks import judge
from songngu.languages import ascii_digits
from songngu.renderings import Renderer
from songngu.stores import Key
from songngu.translators import Request, Search, Translator, load

SOURCES = {"en": ("ar", "bn", "id", "ur", "vi"), "vi": ("ar", "bn", "en", "id", "ur")}
METRICS = (CHRF(), CHRF(word_order=2), BLEU())


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("data", type=Path)
    parser.add_argument("--lines", type=int, default=200)
    parser.add_argument("--beam", type=int, default=4)
    parser.add_argument("--repairs", action="store_true")
    options = parser.parse_args()
    write = repaired if options.repairs else translated
    print(
        "| set | direction | lines | chrF2 | chrF++ | BLEU | numbers kept | loops |\n|---|---|--:|--:|--:|--:|--:|--:|"
    )
    with tempfile.TemporaryDirectory() as converted:
        translator = load(options.folder, converted=Path(converted))
        for name, source, target, pairs in development(options.data / "dev", options.lines):
            found = write(translator, [(source, target, text) for text, _ in pairs], Search(beam=options.beam))
            scores = [metric.corpus_score(found, [[reference for _, reference in pairs]]).score for metric in METRICS]
            kept, loops = kept_and_loops([(text, f) for (text, _), f in zip(pairs, found, strict=True)], source, target)
            row = [f"{score:.1f}" for score in scores] + [kept, loops]
            print(f"| {name} | {source}→{target} | {len(pairs)} | " + " | ".join(row) + " |", flush=True)
    for metric in METRICS:
        print(f"\n`{metric.get_signature()}`")


def translated(translator: Translator, keys: Sequence[Key], search: Search) -> list[str]:
    """What the model itself writes."""
    requests = [Request(ascii_digits(text), source, target) for source, target, text in keys]
    return [hypothesis.text for hypothesis in translator.translate(requests, search)]


def repaired(translator: Translator, keys: Sequence[Key], search: Search) -> list[str]:
    """What a run gives: checked, and asked again where the checks refuse it."""
    return [rendering.text for rendering in Renderer(translator, search=search).render(keys)]


def development(folder: Path, lines: int) -> Iterator[tuple[str, str, str, list[tuple[str, str]]]]:
    """Set, source, target and pairs of every direction that a development set has."""
    rows = [line.split("\t") for line in (folder / "newsroom.tsv").read_text(encoding="utf-8").splitlines()]
    columns = {code: [row[n] for row in rows[1 : lines + 1]] for n, code in enumerate(rows[0])}
    for target, sources in SOURCES.items():
        for source in sorted(columns.keys() & {*sources}):
            yield "newsroom", source, target, list(zip(columns[source], columns[target], strict=True))
    for path in sorted(folder.glob("*.*-*.tsv")):
        name, pair, _ = path.name.split(".")
        source, target = pair.split("-")
        cells = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()[:lines]]
        yield name, source, target, [(left, right) for left, right in cells]
        if source in SOURCES.get(target, ()) and target in SOURCES.get(source, ()):
            yield name, target, source, [(right, left) for left, right in cells]


def kept_and_loops(pairs: list[tuple[str, str]], source: str, target: str) -> tuple[str, str]:
    """Shares of the sentences with digits whose numbers were kept, and of all sentences that loop."""
    reasons = [(text, judge(text, found, source=source, target=target).reasons) for text, found in pairs]
    numbered = [r for text, r in reasons if any(map(str.isdigit, text))]
    kept = sum(not any(reason.startswith("numbers") for reason in r) for r in numbered)
    loops = sum(any(reason.startswith("loop") for reason in r) for _, r in reasons)
    return f"{kept / max(1, len(numbered)):.0%}", f"{loops / len(reasons):.1%}"


if __name__ == "__main__":
    main()

"""How often a smaller model translates otherwise, and why: the starter, made smaller for three of its six languages.

    python benchmarks/slimming.py FILE.tsv... [--rows N]

Each file is named ``<set>.<source>-<target>.tsv``, for directions among en, id and vi; N sentences of each (100 if not
given). The pieces of the Arabic and the Bengali script go. Counts texts that are the same as those of the full model,
greedy and with beam 4, in float32, and how much the scores rise. With ``text``, only the pieces of the files stay.
"""

import argparse
import tempfile
from pathlib import Path

from songngu.models.catalog import STARTER
from songngu.models.slim import slim
from songngu.parallel import read_table
from songngu.translators import Request, Search, load

LANGUAGES = ("en", "id", "vi")


def main() -> None:
    """Print a line for each way of making it smaller, and each search."""
    parser = argparse.ArgumentParser()
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--rows", type=int, default=100)
    options = parser.parse_args()
    requests, lines = [], []
    for table in map(read_table, options.files):
        source, target = table.languages
        lines += [text for row in table.rows for text in row.values()]
        requests += [Request(row[source], source, target) for row in table.rows[: options.rows]]
    print("kept\ttokens\tbytes\tbeam\tsentences\tthe same\tscore rises by")
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        converted = folder / "converted"
        full = load(STARTER.folder, engine="ctranslate2-float32", converted=converted)
        before = {beam: full.translate(requests, Search(beam=beam)) for beam in (1, 4)}
        for kept, text in (("scripts", None), ("text", lines)):
            place = folder / kept
            place.mkdir()
            done = slim(STARTER.folder, LANGUAGES, place, text)
            smaller = load(place, engine="ctranslate2-float32", converted=converted)
            size = sum(path.stat().st_size for path in place.iterdir())
            for beam, old in before.items():
                new = smaller.translate(requests, Search(beam=beam))
                pairs = list(zip(old, new, strict=True))
                same = sum(a.text == b.text for a, b in pairs)
                rise = sum((b.score or 0) - (a.score or 0) for a, b in pairs if a.text == b.text) / max(1, same)
                print(
                    f"{kept}\t{done.after} of {done.before}\t{size}\t{beam}\t{len(pairs)}\t{same}\t{rise:.5f}",
                    flush=True,
                )


if __name__ == "__main__":
    main()

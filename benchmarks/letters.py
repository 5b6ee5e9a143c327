"""What it is worth that an output of Latin letters scores no pieces of other scripts: time, and what changes.

    python benchmarks/letters.py FILE.tsv... [--rows N]

Each file is named ``<set>.<source>-<target>.tsv``; N sentences of each (40 if not given), by the starter, one thread,
processor time, with and without the limit in turn. *The same* are texts; of the others, one in ten is shown.
"""

import argparse
import tempfile
import time
from pathlib import Path
from unittest.mock import patch

from songngu.languages import ascii_digits
from songngu.models.catalog import STARTER
from songngu.parallel import read_table
from songngu.translators import Request, Search, load, seq2seq


def main() -> None:
    """Print a line for each beam, then texts that differ."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--rows", type=int, default=40)
    options = parser.parse_args()
    requests = []
    for table in map(read_table, options.files):
        source, target = table.languages
        requests += [Request(ascii_digits(row[source]), source, target) for row in table.rows[: options.rows]]
    print("beam\tsentences\tall letters, s\tLatin letters, s\ttimes as fast\tthe same")
    with tempfile.TemporaryDirectory() as folder:
        translator = load(STARTER.folder, engine="ctranslate2", converted=Path(folder), threads=1)
        for beam in (1, 4):
            search, seconds, found = Search(beam=beam), dict[bool, float](), dict[bool, list[str]]()
            for latin in (True, False, True, False):
                with patch.object(seq2seq, "takes_latin", lambda _, latin=latin: latin):
                    begin = time.process_time()
                    found[latin] = [hypothesis.text for hypothesis in translator.translate(requests, search)]
                    seconds[latin] = min(seconds.get(latin, 1e9), time.process_time() - begin)
            other = [pair for pair in zip(found[False], found[True], strict=True) if pair[0] != pair[1]]
            ratio = seconds[False] / seconds[True]
            print(
                f"{beam}\t{len(requests)}\t{seconds[False]:.1f}\t{seconds[True]:.1f}\t{ratio:.2f}"
                f"\t{1 - len(other) / len(requests):.1%}"
            )
            for before, after in other[::10]:
                print(f"  all:   {before}\n  Latin: {after}")


if __name__ == "__main__":
    main()

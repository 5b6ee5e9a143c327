"""What sentences of similar length in one batch save, and what padding does to their translations.

    python benchmarks/padding.py FILE.tsv... [--rows N] [--model FOLDER] [--alone N]

Each file is named ``<set>.<source>-<target>.tsv``; N sentences of each (40 if not given) into English and Vietnamese,
by the starter or another model, int8, beam 4, one thread, processor time. *Otherwise* is how many texts, and scores,
are not those of the same sentence alone in its batch, of the first N sentences (all if not given).
"""

import argparse
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from unittest.mock import patch

from songngu.languages import ascii_digits
from songngu.models.catalog import STARTER
from songngu.parallel import read_table
from songngu.translators import Hypothesis, Request, load, padding
from songngu.translators.ctranslate import CTranslate2Engine

STEPS = (1, 8, 16, 32)  # 1 is no padding: sentences of equal length only


def translated(translator: Any, requests: Sequence[Request]) -> tuple[float, list[Hypothesis]]:
    """Seconds of the processor, and the answers."""
    begin = time.process_time()
    found = translator.translate(requests)
    return time.process_time() - begin, found


def otherwise(found: Sequence[Hypothesis], alone: Sequence[Hypothesis]) -> str:
    """How many texts, and scores, differ."""
    pairs = list(zip(found[: len(alone)], alone, strict=True))
    return f"{sum(a.text != b.text for a, b in pairs)}\t{sum(a.score != b.score for a, b in pairs)}"


def main() -> None:
    """Print a line for each way to pad."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--rows", type=int, default=40)
    parser.add_argument("--model", type=Path, default=STARTER.folder)
    parser.add_argument("--alone", type=int)
    options = parser.parse_args()
    requests = []
    for table in map(read_table, options.files):
        source = next(language for language in table.languages if language not in ("en", "vi"))
        texts = [ascii_digits(row[source]) for row in table.rows[: options.rows]]
        requests += [Request(text, source, target) for text in texts for target in ("en", "vi")]
    print("padded to\tsentences\tseconds\ttexts otherwise\tscores otherwise")
    with tempfile.TemporaryDirectory() as folder:

        def fresh(batch_tokens: int = 0) -> Any:
            return load(
                options.model, engine="ctranslate2", converted=Path(folder), threads=1, batch_tokens=batch_tokens
            )

        fresh().translate(requests[:1])  # converts the model
        for step in STEPS:
            with patch.object(padding, "STEP", step):
                seconds, found = translated(fresh(), requests)
                _, alone = translated(fresh(batch_tokens=1), requests[: options.alone])
            print(f"steps of {step}\t{len(requests)}\t{seconds:.1f}\t{otherwise(found, alone)}", flush=True)
        with patch.object(CTranslate2Engine, "exact", False):
            seconds, found = translated(fresh(), requests)
            _, alone = translated(fresh(batch_tokens=1), requests[: options.alone])
        print(f"the longest\t{len(requests)}\t{seconds:.1f}\t{otherwise(found, alone)}")


if __name__ == "__main__":
    main()

"""How long the main job takes: the first run, the same again from the outputs, and the two engines side by side.

    python benchmarks/speed.py seeds

Times are of this machine; the ratios, each from one run of this script, are what can be compared.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from songngu import read
from songngu.drafts import prepare
from songngu.languages import ascii_digits
from songngu.models.catalog import STARTER
from songngu.translators import Request, Search, load

REPEATS = 5


def main(articles: Path) -> None:
    """Print both tables."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "SONGNGU_CACHE": f"{folder}/cache"}
        command = [sys.executable, "-m", "songngu", "run", str(articles.resolve()), "-o", f"{folder}/outputs"]
        first = seconds(command, environment)
        again = sorted(seconds(command, environment) for _ in range(REPEATS))[REPEATS // 2]
        print("| run | seconds | ratio |\n|---|--:|--:|")
        print(f"| first, conversion of the model included | {first:.1f} | {first / again:.0f} |")
        print(f"| again, all from the outputs (median of {REPEATS}) | {again:.2f} | 1 |\n")
        engines(articles, Path(folder))


def seconds(command: list[str], environment: dict[str, str]) -> float:
    """Wall time of a command that must succeed."""
    started = time.perf_counter()
    subprocess.run(command, env=environment, check=True, capture_output=True)
    return time.perf_counter() - started


def engines(articles: Path, folder: Path) -> None:
    """All sentences of the articles into English, greedily, on each engine; loading is not counted."""
    keys = [key for article in read(articles) for key in prepare(article).keys("en") if key[0] != key[1]]
    requests = [Request(ascii_digits(text), source, target) for source, target, text in keys]
    times = {}
    for engine in ("transformers", "ctranslate2-float32", "ctranslate2"):
        translator = load(STARTER.folder, engine=engine, converted=folder / "converted")
        translator.translate(requests[:1])
        started = time.perf_counter()
        translator.translate(requests, Search(beam=1))
        times[engine] = time.perf_counter() - started
    print(f"| engine, {len(requests)} sentences, greedy | seconds | times as fast |\n|---|--:|--:|")
    for engine, taken in times.items():
        print(f"| {engine} | {taken:.1f} | {times['transformers'] / taken:.1f} |")


if __name__ == "__main__":
    main(Path(sys.argv[1]))

"""How fast this program is beside what a user could take instead, with the same weights and sentences.

    python benchmarks/speed seeds                                the tables of docs/performance.md
    python benchmarks/speed seeds --shapes starter               one model only: starter, marian-big, nllb-600m
    python benchmarks/speed seeds --data DATA                    also 200 articles made of DATA/dev, with the starter
    python benchmarks/speed seeds --only songngu                 only contenders with this in their name
    python benchmarks/speed seeds --device cuda --data DATA      on the first GPU, 200 articles, also with nllb-3.3b
    python benchmarks/speed seeds --peers peers/bin/python       beside other programs, see outsiders.py
    python benchmarks/speed seeds --json FILE --plot FILE        all runs as JSON; a picture (matplotlib)
    python benchmarks/speed --json docs/performance.json --page docs/performance.md      fill the page's tables

Every contender runs in a process of its own, one after the other, and again; figures are medians. Times are of this
machine; ratios, each from one run of this program, are what can be compared. Without articles, nothing is measured:
FILE is read. What FILE has of shapes that are not asked for stays in it.
"""

import argparse
import contextlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any, Final

import page
import reports
from contenders import names_for
from operations import costs
from shapes import SHAPES
from workloads import Workload

HERE: Final = Path(__file__).parent
REPEATS: Final = 3
FEWER: Final = 2  # where a sentence takes seconds
SYNTHETIC: Final = 10_000  # articles
STARTS: Final = 5  # repeats of commands that take a fraction of a second
MANY: Final = "starter, 200 articles"
ON_CPU: Final = ("starter", "marian-big", "nllb-600m")
ON_GPU: Final = ("starter", "marian-big", "nllb-3.3b")

Results = dict[str, Any]


def main() -> None:
    """Measure, or read what was measured, and show it."""
    options = arguments()
    results = measure(options) if options.articles else json.loads(options.json.read_text(encoding="utf-8"))
    tables = reports.tables(results)
    for title, text in tables.items():
        print(f"### {title}\n\n{text}", flush=True)
    if options.page:
        page.fill(options.page, tables)
    if options.plot:
        import chart  # the only part that needs matplotlib

        chart.draw(options.plot, results)


def arguments() -> argparse.Namespace:
    """What the user asks for."""
    parser = argparse.ArgumentParser(prog="benchmarks/speed", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("articles", type=Path, nargs="?", help="files or a folder; without any, --json is read")
    parser.add_argument("--device", choices=("cpu", "cuda"), default="cpu", help="where all contenders run")
    parser.add_argument("--engine", default="auto", help="that songngu takes")
    parser.add_argument("--shapes", help="models to be measured; may be empty")
    parser.add_argument("--repeats", type=int, default=0, help=f"rounds with all contenders: {REPEATS}, or {FEWER}")
    parser.add_argument("--calibrate", action="store_true", help="let songngu measure first how it is fastest here")
    parser.add_argument("--synthetic", type=int, default=SYNTHETIC, help="articles through the identity translator")
    parser.add_argument("--models", type=Path, metavar="FOLDER", help="keep the models there, or take those that are")
    parser.add_argument("--limit", type=float, metavar="SECONDS", help="a contender that takes longer is stopped")
    parser.add_argument("--only", default="", metavar="TEXT", help="contenders with this in their name")
    parser.add_argument("--peers", metavar="PYTHON", help="an interpreter that has other programs")
    parser.add_argument("--data", type=Path, help="folder with dev/, the development sentences")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all runs there, or read them")
    parser.add_argument("--plot", type=Path, metavar="FILE", help="draw the speeds there (matplotlib)")
    parser.add_argument("--page", type=Path, metavar="FILE", help="fill the marked tables of a page")
    options = parser.parse_args()
    if options.device == "cuda" and options.articles and not options.data:
        parser.error("--device cuda needs --data: the articles alone are too few to fill a GPU")
    default = ",".join(ON_CPU if options.device == "cpu" else ON_GPU)
    options.shapes = list(filter(None, (default if options.shapes is None else options.shapes).split(",")))
    if unknown := set(options.shapes) - set(SHAPES):
        parser.error(f"unknown shape {', '.join(sorted(unknown))}; there are {', '.join(SHAPES)}")
    if not options.articles and not (options.json and options.json.is_file()):
        parser.error("either articles to measure with, or --json FILE from an earlier run")
    return options


def measure(options: argparse.Namespace) -> Results:
    """Everything, one process after the other; shapes that are not asked for are kept as FILE has them."""
    on_gpu = options.device == "cuda"
    results: Results = {"ceilings": child("ceilings.py", options.device)}
    if not on_gpu:
        results["starts"] = starts(options.articles)
        results["around"] = child("around.py", str(options.articles), str(options.synthetic))
    known = options.json and options.json.is_file()
    results["shapes"] = json.loads(options.json.read_text(encoding="utf-8"))["shapes"] if known else {}

    def keep(shape: str, entry: Results) -> None:
        results["shapes"][shape] = entry
        if options.json:
            options.json.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")

    for shape in options.shapes:
        contest(shape, options, partial(keep, shape), options.data if on_gpu else None)
    if options.data and not on_gpu:
        contest("starter", options, partial(keep, MANY), options.data)
    return results


def contest(shape: str, options: argparse.Namespace, keep: Callable[[Results], None], data: Path | None) -> None:
    """All contenders on one model, round after round; what there is so far is kept after each."""
    with contextlib.nullcontext(options.models / shape) if options.models else tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        path = folder / "workload.json"
        if not path.is_file():
            texts = [str(options.articles), options.device, options.engine, *([str(data)] if data else [])]
            child("workloads.py", shape, str(folder), *texts)
        made = json.loads((folder / "made.json").read_text(encoding="utf-8"))
        workload = Workload.read(path)
        if options.calibrate:
            command = ["-m", "songngu", "models", "calibrate", workload.model, "--cache", workload.cache]
            made["calibration"] = seconds([sys.executable, *command], dict(os.environ))
        repeats = options.repeats or (REPEATS if shape == "starter" else FEWER)
        racers = {
            name: runner("contenders.py", name, path, limit=options.limit) for name in names_for(shape, options.device)
        }
        for name in child("outsiders.py", "list", python=options.peers) if options.peers else ():
            racers[name] = runner("outsiders.py", name, path, options.peers)
        racers = {name: racer for name, racer in racers.items() if options.only in name}
        entry: Results = {
            "model": asdict(costs(json.loads((Path(workload.model) / "config.json").read_text(encoding="utf-8")))),
            "made": made,
            "fixed": workload.fixed,
            "articles": len(workload.articles),
            "runs": [],
            "failures": {},
            "targets": {},
        }
        keep(entry)
        rounds(racers, repeats, entry, keep)
        if not data:
            entry["targets"] = child("program.py", str(path), str(repeats))
            keep(entry)


def rounds(
    racers: Mapping[str, Callable[[], Results]], repeats: int, entry: Results, keep: Callable[[Results], None]
) -> None:
    """Add all runs, and why some contenders could not run; those are not asked again."""
    runs, failures = entry["runs"], entry["failures"]
    for _ in range(repeats):
        for name, run in racers.items():
            if name in failures:
                continue
            try:
                runs.append(run())
                complain(f"{name}: {runs[-1]['sentences']} sentences in {runs[-1]['seconds']:.1f} s")
            except subprocess.CalledProcessError as error:
                failures[name] = (error.stderr.strip().splitlines() or ["no reason given"])[-1]
                complain(f"{name}: {failures[name]}")
            except subprocess.TimeoutExpired as error:
                failures[name] = f"took longer than {error.timeout:.0f} s"
                complain(f"{name}: {failures[name]}")
            keep(entry)


def runner(
    script: str, name: str, workload: Path, python: str = "", limit: float | None = None
) -> Callable[[], Results]:
    """Start a contender, which is told when it was started."""
    return lambda: child(script, name, str(workload), str(time.time()), python=python, limit=limit)


def child(script: str, *arguments: str, python: str = "", limit: float | None = None) -> Results:
    """What a script of this folder prints last, as JSON."""
    command = [python or sys.executable, str(HERE / script), *arguments]
    environment = {**os.environ, "HF_HUB_OFFLINE": "1", "TOKENIZERS_PARALLELISM": "false"}
    run = subprocess.run(command, capture_output=True, text=True, check=True, env=environment, timeout=limit)
    found: Results = json.loads(run.stdout.splitlines()[-1])
    return found


def starts(articles: Path) -> dict[str, list[float]]:
    """Seconds of what a user waits for: help, import, the seeds for the first time, and again from the outputs."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "SONGNGU_CACHE": f"{folder}/cache"}
        whole = ["-m", "songngu", "run", str(articles.resolve()), "-o", f"{folder}/outputs", "--model", "starter"]
        commands = {
            "`python -c pass`": (["-c", "pass"], STARTS),
            "`songngu --help`": (["-m", "songngu", "--help"], STARTS),
            "`import songngu`": (["-c", "import songngu"], STARTS),
            "the seeds, first run, conversion of the model included": (whole, 1),
            "the seeds again, all from the outputs": (whole, STARTS),
        }
        return {
            name: [seconds([sys.executable, *command], environment) for _ in range(repeats)]
            for name, (command, repeats) in commands.items()
        }


def seconds(command: list[str], environment: dict[str, str]) -> float:
    """Wall time of a command that must succeed."""
    started = time.perf_counter()
    subprocess.run(command, env=environment, check=True, capture_output=True)
    return time.perf_counter() - started


def complain(message: str) -> None:
    """Tell the person at the terminal, not the table."""
    print(message, file=sys.stderr, flush=True)

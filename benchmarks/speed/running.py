"""How fast this program is beside what a user could take instead, with the same weights and sentences.

    python benchmarks/speed seeds                                the tables of docs/performance.md
    python benchmarks/speed seeds --shapes starter               one model only: starter, marian-big, nllb-600m
    python benchmarks/speed seeds --data DATA                    also 200 articles made of DATA/dev, with the starter
    python benchmarks/speed seeds --only songngu                 only contenders with this in their name
    python benchmarks/speed seeds --peers peers/bin/python       beside other programs, see outsiders.py
    python benchmarks/speed seeds --json FILE --plot FILE        all runs as JSON; a picture (matplotlib)
    python benchmarks/speed --json docs/performance.json --page docs/performance.md      fill the page's tables

Every contender runs in a process of its own, one after the other, and again; figures are medians. Times are of this
machine; ratios, each from one run of this program, are what can be compared. Without articles, nothing is measured:
FILE is read. What FILE has of shapes that are not asked for stays in it.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict
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

Results = dict[str, Any]


def main() -> None:
    """Measure, or read what was measured, and show it."""
    options = arguments()
    if options.articles:
        results = measure(options)
        if options.json:
            options.json.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    else:
        results = json.loads(options.json.read_text(encoding="utf-8"))
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
    parser.add_argument("--shapes", default=",".join(SHAPES), help="models to be measured; may be empty")
    parser.add_argument("--repeats", type=int, default=0, help=f"rounds with all contenders: {REPEATS}, or {FEWER}")
    parser.add_argument("--calibrate", action="store_true", help="let songngu measure first how it is fastest here")
    parser.add_argument("--synthetic", type=int, default=SYNTHETIC, help="articles through the identity translator")
    parser.add_argument("--only", default="", metavar="TEXT", help="contenders with this in their name")
    parser.add_argument("--peers", metavar="PYTHON", help="an interpreter that has other programs")
    parser.add_argument("--data", type=Path, help="folder with dev/, the development sentences")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all runs there, or read them")
    parser.add_argument("--plot", type=Path, metavar="FILE", help="draw the speeds there (matplotlib)")
    parser.add_argument("--page", type=Path, metavar="FILE", help="fill the marked tables of a page")
    options = parser.parse_args()
    options.shapes = list(filter(None, options.shapes.split(",")))
    if unknown := set(options.shapes) - set(SHAPES):
        parser.error(f"unknown shape {', '.join(sorted(unknown))}; there are {', '.join(SHAPES)}")
    if not options.articles and not (options.json and options.json.is_file()):
        parser.error("either articles to measure with, or --json FILE from an earlier run")
    return options


def measure(options: argparse.Namespace) -> Results:
    """Everything, one process after the other; shapes that are not asked for are kept as FILE has them."""
    results: Results = {"ceilings": child("ceilings.py"), "starts": starts(options.articles)}
    results["around"] = child("around.py", str(options.articles), str(options.synthetic))
    known = options.json and options.json.is_file()
    results["shapes"] = json.loads(options.json.read_text(encoding="utf-8"))["shapes"] if known else {}
    for shape in options.shapes:
        results["shapes"][shape] = contest(shape, options)
    if options.data:
        results["shapes"][MANY] = contest("starter", options, data=options.data)
    return results


def contest(shape: str, options: argparse.Namespace, data: Path | None = None) -> Results:
    """All contenders on one model, round after round."""
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "workload.json"
        made = child("workloads.py", shape, scratch, str(options.articles), *([str(data)] if data else []))
        workload = Workload.read(path)
        if options.calibrate:
            command = ["-m", "songngu", "models", "calibrate", workload.model, "--cache", workload.cache]
            made["calibration"] = seconds([sys.executable, *command], dict(os.environ))
        repeats = options.repeats or (REPEATS if shape == "starter" else FEWER)
        racers = {name: runner("contenders.py", name, path) for name in names_for(shape)}
        for name in child("outsiders.py", "list", python=options.peers) if options.peers else ():
            racers[name] = runner("outsiders.py", name, path, options.peers)
        racers = {name: racer for name, racer in racers.items() if options.only in name}
        runs, failures = rounds(racers, repeats)
        return {
            "model": asdict(costs(json.loads((Path(workload.model) / "config.json").read_text(encoding="utf-8")))),
            "made": made,
            "fixed": workload.fixed,
            "articles": len(workload.articles),
            "runs": runs,
            "failures": failures,
            "targets": {} if data else child("program.py", str(path), str(repeats)),
        }


def rounds(racers: Mapping[str, Callable[[], Results]], repeats: int) -> tuple[list[Results], dict[str, str]]:
    """All runs, and why some contenders could not run; those are not asked again."""
    runs: list[Results] = []
    failures: dict[str, str] = {}
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
    return runs, failures


def runner(script: str, name: str, workload: Path, python: str = "") -> Callable[[], Results]:
    """Start a contender, which is told when it was started."""
    return lambda: child(script, name, str(workload), str(time.time()), python=python)


def child(script: str, *arguments: str, python: str = "") -> Results:
    """What a script of this folder prints last, as JSON."""
    command = [python or sys.executable, str(HERE / script), *arguments]
    environment = {**os.environ, "HF_HUB_OFFLINE": "1", "TOKENIZERS_PARALLELISM": "false"}
    run = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
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

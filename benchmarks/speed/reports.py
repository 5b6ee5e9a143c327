"""The results as Markdown tables, ratios first. Pure: nothing is measured here."""

from collections.abc import Iterable, Mapping, Sequence
from statistics import median
from typing import Any, Final

from contenders import ALONE, ARGOS, BY_ARTICLE, REPAIRED, SORTED, TRANSLATOR, WHOLE
from operations import Costs
from workloads import BEAM

Results = Mapping[str, Any]

OURS: Final = (TRANSLATOR, WHOLE, REPAIRED)
REQUIRED: Final = {ALONE: 10.0, SORTED: 2.0, ARGOS: 5.0, BY_ARTICLE: 1.5}  # times as fast, end to end
BOTH: Final = 1.6  # times the work of one target, at most
FORMATS: Final = {"float32": 4, "bfloat16": 2, "float16": 2, "int8": 1}  # bytes of a weight
SIZES: Final = ("float32", "bfloat16", "int8")  # of these, one of each number of bytes


def markdown(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A table whose first column is text."""
    head = list(head)
    lines = [head, ["---"] + ["---:"] * (len(head) - 1), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


def tables(results: Results) -> dict[str, str]:
    """Title → table, in the order in which they are shown."""
    shapes = {shape: entry for shape, entry in results["shapes"].items() if entry["runs"]}
    found = {"How many times as fast": ratios(shapes, REQUIRED if "around" in results else {})}
    for shape, entry in shapes.items():
        found[f"Figures: {shape}"] = figures(entry)
    if "around" in results:  # not on a GPU, which has no part in it
        found["Both targets against one"] = targets(shapes)
        found["The program around the engine"] = around(results["around"], shapes)
        found["Start-up"] = starts(results["starts"])
    found["Operations and bytes"] = operations(shapes)
    found["Ceilings"] = ceilings(results["ceilings"])
    found["Fraction of the ceiling"] = fractions(shapes, results["ceilings"])
    return found


def medians(entry: Results) -> dict[str, dict[str, Any]]:
    """Contender → its median figures, and those that follow from them."""
    found: dict[str, dict[str, Any]] = {}
    for name in dict.fromkeys(run["name"] for run in entry["runs"]):
        runs = [run for run in entry["runs"] if run["name"] == name]
        figures = dict(runs[0])
        for field in ("startup", "first", "seconds", "peak", "engine"):
            figures[field] = median(run.get(field, 0.0) for run in runs)
        figures["rate"] = figures["sentences"] / figures["seconds"]
        found[name] = figures
    return found


def ratio(entry: Results, ours: str, other: str) -> float | None:
    """How many times as fast one is as the other, in sentences a second; None if one of them did not run."""
    found = medians(entry)
    return found[ours]["rate"] / found[other]["rate"] if ours in found and other in found else None


def ratios(shapes: Results, required: Mapping[str, float]) -> str:
    """End to end against everybody else, and the translator alone against them, on each shape."""
    others = dict.fromkeys(name for entry in shapes.values() for name in medians(entry) if name not in OURS)
    rows = []
    for other in others:
        label = f"{other} (required: {required[other]:g})" if other in required else other
        cells = [[times(ratio(entry, own, other)) for own in (WHOLE, TRANSLATOR)] for entry in shapes.values()]
        rows.append([label, *(f"{whole} ({alone})" for whole, alone in cells)])
    return markdown(["songngu, end to end (translator alone), is so many times as fast as", *shapes], rows)


def times(value: float | None) -> str:
    """A ratio to two or three figures."""
    return "–" if value is None else f"{value:.2f}" if value < 10 else f"{value:.1f}"


def figures(entry: Results) -> str:
    """All that was measured of each contender, and who could not run."""
    rows = [
        [
            f"{name} ({run['note']})" if run.get("note") else name,
            f"{run['sentences']}",
            f"{run['rate']:.2f}",
            f"{run['source_tokens'] / run['seconds']:.0f}",
            f"{run['target_tokens'] / run['seconds']:.0f}" if run["target_tokens"] else "–",
            f"{run['first']:.2f}",
            f"{run['startup']:.1f}",
            f"{run['peak'] / 1e6:,.0f}",
        ]
        for name, run in medians(entry).items()
    ]
    head = ["contender", "sentences", "sentences/s", "source tokens/s", "target tokens/s", "first result, s",
            "start-up, s", "peak, MB"]  # fmt: skip
    made = f"Made before: {', '.join(f'{name} {seconds:.1f} s' for name, seconds in entry['made'].items())}.\n"
    failed = "".join(f"\n{name} did not run: {reason}\n" for name, reason in entry["failures"].items())
    return f"{markdown(head, rows)}\n{made}{failed}"


def targets(shapes: Results) -> str:
    """What both targets cost, against the mean of one."""
    ways = {"together": "all sentences in one call", "singly": "one sentence a call"}
    rows = []
    for shape, entry in shapes.items():
        for way, found in entry["targets"].items():
            one, other, both = (median(found[name]) for name in ("en", "vi", "both"))
            cells = [f"{one:.2f}", f"{other:.2f}", f"{both:.2f}", times(both / ((one + other) / 2))]
            rows.append([shape, ways[way], *cells])
    return markdown(["shape", "", "English, s", "Vietnamese, s", "both, s", f"both / one (required: ≤ {BOTH})"], rows)


def around(found: Results, shapes: Results) -> str:
    """Time outside the engine, and memory over many articles."""
    outside = found["seconds"] - found["engine"]
    memory = found["memory"]
    rows = [
        [f"{found['articles']:,} articles of {found['characters']:.0f} characters, identity translator",
         f"{found['articles'] / outside:.0f} articles/s"],
        ["the same, by processor time", f"{found['articles'] / found['processor']:.0f} articles/s"],
        ["the same, a process a core", f"{found['together']:.0f} articles/s"],
        ["the same, written to outputs", f"{found['written']:.0f} articles/s"],
        ["the same again, all from the outputs", f"{found['cached']:.0f} articles/s"],
    ]  # fmt: skip
    if memory:
        growth = 100 * (memory[-1] / memory[0] - 1)
        rows.append(["memory after 500 articles, and at the end",
                     f"{memory[0] / 1e6:.0f} MB, {memory[-1] / 1e6:.0f} MB ({growth:+.1f} %)"])  # fmt: skip
    for shape, entry in shapes.items():
        for name, run in medians(entry).items():
            if run["engine"]:
                rows.append([f"{shape}: {name}: time outside the translator",
                             f"{100 * (1 - run['engine'] / run['seconds']):.1f} %"])  # fmt: skip
    return markdown(["", "measured"], rows)


def starts(found: Mapping[str, Sequence[float]]) -> str:
    """Medians of seconds."""
    return markdown(["", "seconds"], [[name, f"{median(seconds):.3f}"] for name, seconds in found.items()])


def operations(shapes: Results) -> str:
    """What one token costs at least."""
    rows = []
    for shape, entry in shapes.items():
        model, run = Costs(**entry["model"]), next(iter(medians(entry).values()))
        source = run["source_tokens"] / run["sentences"]
        target = run["target_tokens"] / run["sentences"]
        read = [f"{model.bytes_a_step(size) / 1e6:,.1f}" for size in (FORMATS[name] for name in SIZES)]
        work = [model.source(source), model.target(target, source, 1), model.target(target, source, BEAM)]
        rows.append([shape, *(f"{amount / 1e6:,.1f}" for amount in work),
                     f"{100 * model.output / model.decoder:.0f} %", *read])  # fmt: skip
    head = ["shape", "a source token, MFLOP", "a target token, greedy", f"with beam {BEAM}", "of it the output layer",
            *(f"a step reads, MB, {name}" for name in SIZES)]  # fmt: skip
    return markdown(head, rows)


def ceilings(found: Results) -> str:
    """What the machine can do at most."""
    rows = [
        [f"products of matrices, {name}", f"{amount / 1e9:,.0f} GFLOP/s"] for name, amount in found["products"].items()
    ]
    rows += [[f"memory, {name}", f"{amount / 1e9:.1f} GB/s"] for name, amount in found["memory"].items()]
    machine = found["machine"]
    return markdown([machine.get("name") or f"{machine['cores']} cores, {machine['capability']}", "at most"], rows)


def fractions(shapes: Results, limits: Results) -> str:
    """Useful operations a second against the product of matrices in the same format; weights read against memory."""
    rows = []
    for shape, entry in shapes.items():
        model = Costs(**entry["model"])
        for name, run in medians(entry).items():
            kind = run.get("note", "").partition("_")[0]  # int8_bfloat16: weights in int8
            known = kind in FORMATS and kind in limits["products"]
            if run["target_tokens"] and known and name != REPAIRED:  # a repair is more work than is counted
                work = model.work(run["source_tokens"], run["target_tokens"], run["sentences"], BEAM) / run["seconds"]
                read = run["steps"] * model.bytes_a_step(FORMATS[kind]) / run["seconds"]
                rows.append([f"{shape}: {name} ({kind})", f"{work / 1e9:.1f}",
                             f"{100 * work / limits['products'][kind]:.0f} %",
                             f"{100 * read / limits['memory']['read']:.0f} %" if read else "–"])  # fmt: skip
    return markdown(["", "GFLOP/s", "of the products", "of the memory"], rows)

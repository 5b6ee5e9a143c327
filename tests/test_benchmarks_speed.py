"""The pure parts of ``benchmarks/speed``: operations of a token, ratios, tables, the places of a page."""

import json
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks" / "speed"))

import page
import reports
from contenders import (
    ALONE,
    BY_ARTICLE,
    LARGE_BATCHES,
    LARGE_SORTED,
    REPAIRED,
    SORTED,
    WHOLE,
    names_for,
    share,
    totals,
)
from frameworks import Done
from operations import Costs, costs
from program import Counted
from running import rounds
from workloads import Sentence, Workload

from songngu.translators import Hypothesis


def run(name: str, seconds: float, sentences: int = 10, **more: Any) -> dict[str, Any]:
    return {
        "name": name, "startup": 1.0, "first": 0.5, "seconds": seconds, "sentences": sentences, "source_tokens": 100,
        "target_tokens": 200, "steps": 20, "peak": 10**6, "engine": 0.0, "note": "int8",
    } | more  # fmt: skip


ENTRY = {
    "model": {"encoder": 1000, "decoder": 2000, "output": 500, "encoder_heads": 10, "decoder_heads": 20},
    "made": {"conversion": 1.0},
    "fixed": 0,
    "articles": 1,
    "runs": [
        run(ALONE, 40, sentences=5), run(SORTED, 30), run(WHOLE, 9, engine=7.0),
        run(ALONE, 60, sentences=5), run(SORTED, 10), run(WHOLE, 10, engine=9.8),
        run(ALONE, 50, sentences=5), run(SORTED, 20), run(WHOLE, 30, engine=9.5),
    ],
    "failures": {"other": "it has no weights"},
    "targets": {"together": {"en": [1.0, 2.0, 9.0], "vi": [2.0, 2.0, 2.0], "both": [3.0, 3.0, 3.0]}},
}  # fmt: skip
RESULTS = {
    "shapes": {"toy": ENTRY},
    "ceilings": {
        "products": {"float32": 1e9, "bfloat16": 2e9, "int8": 4e9},
        "memory": {"read": 1e9, "copied": 2e9},
        "machine": {"cores": 2, "threads": 2, "capability": "AVX2"},
    },
    "starts": {"help": [0.1, 0.3, 0.2]},
    "around": {"articles": 2000, "seconds": 5.0, "processor": 4.0, "engine": 1.0, "memory": [100e6, 101e6, 103e6, 105e6],
               "together": 900.0, "characters": 200.0, "written": 90.0, "cached": 900.0},
}  # fmt: skip


@pytest.mark.parametrize("name", ["t5", "marian", "nllb"])
def test_weights_are_those_of_the_model(name: str, toy_folder: Callable[[str], Path]) -> None:
    import torch
    from transformers import AutoModelForSeq2SeqLM

    folder = toy_folder(name)
    model = AutoModelForSeq2SeqLM.from_pretrained(folder)
    linear = {n: m.weight.numel() for n, m in model.named_modules() if isinstance(m, torch.nn.Linear)}
    looked_at = sum(
        size
        for n, size in linear.items()
        if any(part in n for part in ("encoder_attn.k", "encoder_attn.v", "EncDecAttention.k", "EncDecAttention.v"))
    )
    encoder = sum(size for n, size in linear.items() if "encoder.layers" in n or "encoder.block" in n)
    found = costs(json.loads((folder / "config.json").read_text()))
    assert looked_at > 0
    assert found.encoder == encoder + looked_at
    assert found.decoder == sum(linear.values()) - encoder - looked_at
    assert found.output == linear["lm_head"]


def test_operations_by_hand() -> None:
    found = Costs(encoder=100, decoder=200, output=50, encoder_heads=3, decoder_heads=5)
    assert found.source(10) == 2 * 100 + 4 * 3 * 10
    assert found.target(8, 10, beam=4) == 4 * (2 * 200 + 4 * 5 * (4 + 10))
    assert found.work(20, 16, 2, beam=4) == 20 * found.source(10) + 16 * found.target(8, 10, 4)
    assert found.bytes_a_step(2) == 400


def test_medians_and_ratios() -> None:
    found = reports.medians(ENTRY)
    assert [found[name]["seconds"] for name in (ALONE, SORTED, WHOLE)] == [50, 20, 10]
    assert found[ALONE]["rate"] == 0.1
    assert reports.ratio(ENTRY, WHOLE, ALONE) == pytest.approx(10)  # of fewer sentences: by sentences a second
    assert reports.ratio(ENTRY, WHOLE, SORTED) == pytest.approx(2)
    assert reports.ratio(ENTRY, WHOLE, REPAIRED) is None


def test_tables_say_what_was_measured() -> None:
    found = reports.tables(RESULTS)
    assert f"| {ALONE} (required: 10) | 10.0 (–) |" in found["How many times as fast"]
    assert "| toy | all sentences in one call | 2.00 | 2.00 | 3.00 | 1.50 |" in found["Both targets against one"]
    assert "500 articles/s" in found["The program around the engine"]
    assert "100 MB, 105 MB (+5.0 %)" in found["The program around the engine"]
    assert f"| toy: {WHOLE}: time outside the translator | 5.0 % |" in found["The program around the engine"]
    assert "| help | 0.200 |" in found["Start-up"]
    assert "other did not run: it has no weights" in found["Figures: toy"]
    assert "2 cores, AVX2" in found["Ceilings"]


def test_a_fraction_is_work_in_time() -> None:
    model = Costs(**ENTRY["model"])  # type: ignore[arg-type]
    work = model.work(100, 200, 10, beam=4) / 10
    line = next(line for line in reports.tables(RESULTS)["Fraction of the ceiling"].splitlines() if WHOLE in line)
    assert line.split(" | ")[2] == f"{100 * work / 4e9:.0f} %"


def test_every_table_has_its_place_on_the_page() -> None:
    text = (Path(__file__).parents[1] / "docs" / "performance.md").read_text(encoding="utf-8")
    titles = [title for title in reports.tables(RESULTS) if not title.startswith("Figures:")]
    assert all(f"<!-- table: {title} -->\n" in text for title in titles)
    assert text.count("<!-- table: ") == text.count("<!-- end -->")


def test_a_page_is_filled() -> None:
    text = "A\n<!-- table: one -->\nold\n<!-- end -->\nB\n<!-- table: two -->\n<!-- end -->\n"
    new = page.filled(text, {"one": "1\n"})
    assert "old" not in new
    assert "<!-- table: one -->\n\n1\n\n<!-- end -->\nB" in new
    assert "Not measured." in new
    assert page.filled(new, {"one": "1\n"}) == new
    with pytest.raises(SystemExit, match="three"):
        page.filled(text, {"three": "3"})


def test_who_runs() -> None:
    assert REPAIRED in names_for("starter")
    assert REPAIRED not in names_for("nllb-600m")
    assert f"{SORTED}, bfloat16" in names_for("nllb-600m")
    assert totals([Done(3, 2), Done(4, 1)]) == (7, 3)


def test_a_workload_is_read_as_it_was_written(tmp_path: Path) -> None:
    sentence = Sentence("Xin chào", "vi", "en", 0, 1, ("▁Xin", "▁chào", "</s>"), (), 48)
    workload = Workload("starter", "m", "c", "k", (("Xin chào", "vi"),), (sentence,), 0, 2)
    workload.write(tmp_path / "workload.json")
    assert Workload.read(tmp_path / "workload.json") == workload


def test_time_of_a_translator_that_two_threads_ask_is_counted_once() -> None:
    together, taken = Barrier(2), []

    class Slow:
        def translate(self, requests: list[str]) -> list[Hypothesis]:
            begin = time.perf_counter()
            together.wait()
            time.sleep(0.05)
            taken.append(time.perf_counter() - begin)
            return [Hypothesis("", True, None, tokens=3) for _ in requests]

    counted = Counted(Slow())
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(counted.translate, [["a", "b"], ["b", "c"]]))
    assert max(taken) <= counted.seconds < sum(taken)
    assert counted.tokens == 9


def test_who_runs_on_a_gpu() -> None:
    assert {LARGE_SORTED, LARGE_BATCHES} <= set(names_for("nllb-3.3b", "cuda"))
    assert not {LARGE_SORTED, LARGE_BATCHES} & set(names_for("nllb-600m"))
    assert f"{SORTED}, bfloat16" in names_for("marian-big", "cuda")
    assert f"{SORTED}, bfloat16" not in names_for("nllb-3.3b", "cuda")  # which is kept in it


def test_slow_contenders_get_fewer_sentences() -> None:
    sentences = tuple(
        Sentence(f"{article} {paragraph}", "vi", "en", article, paragraph, ("a",), (), 48)
        for article in range(4)
        for paragraph in range(4)
    )
    workload = Workload("starter", "m", "c", "k", (), sentences, 0, 8, "cuda", "auto", few=2)
    assert [(s.article, s.paragraph) for s in share(ALONE, workload)] == [(0, 0), (2, 0)]
    assert {s.article for s in share(SORTED, workload)} == {s.article for s in share(BY_ARTICLE, workload)} == {0, 2}
    assert len(share(SORTED, workload)) == 8
    assert share(WHOLE, workload) == share(LARGE_BATCHES, workload) == sentences


def test_what_is_there_is_kept_when_a_contender_fails_or_is_late() -> None:
    def late() -> dict[str, Any]:
        raise subprocess.TimeoutExpired("python", 20.0)

    def broken() -> dict[str, Any]:
        raise subprocess.CalledProcessError(1, "python", stderr="Traceback\nRuntimeError: no cuBLAS\n")

    entry: dict[str, Any] = {"runs": [], "failures": {}}
    kept: list[tuple[int, int]] = []
    racers = {"late": late, "good": lambda: run("good", 2), "broken": broken}
    rounds(racers, 2, entry, lambda entry: kept.append((len(entry["runs"]), len(entry["failures"]))))
    assert kept == [(0, 1), (1, 1), (1, 2), (2, 2)]
    assert entry["failures"] == {"late": "took longer than 20 s", "broken": "RuntimeError: no cuBLAS"}


def test_tables_of_a_gpu() -> None:
    entry = ENTRY | {"runs": [run(ALONE, 40, sentences=5), run(WHOLE, 10, note="float16"), run(SORTED, 9)]}
    ceilings = {"products": {"float16": 4e9}, "memory": {"read": 1e9}, "machine": {"name": "A card"}}
    empty = {**ENTRY, "runs": []}
    found = reports.tables({"shapes": {"toy": entry, "begun": empty}, "ceilings": ceilings})
    assert "| A card | at most |" in found["Ceilings"]
    assert f"| {ALONE} | 8.00 (–) |" in found["How many times as fast"]
    assert "Start-up" not in found
    fractions = found["Fraction of the ceiling"]
    assert f"toy: {WHOLE} (float16)" in fractions
    assert "(int8)" not in fractions  # no ceiling of it was measured

"""What is measured is what is used, on the machine where it was measured, and nowhere else."""

import json
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import toys
from songngu.api import Pipeline
from songngu.assembly import translator_of
from songngu.cli import main
from songngu.errors import ModelError, UsageError
from songngu.models import calibration
from songngu.models.calibration import Choice, Figure, choice_for, keep, this_machine, timing
from songngu.models.catalog import Model, find, revision
from songngu.translators import ENGINES, load, seq2seq, signature_of
from songngu.translators.engines import can_run, runnable
from songngu.translators.families import family_of
from songngu.translators.folders import open_folder

DIGEST = "0123456789abcdef" * 4
DEFAULT = Choice("ctranslate2", 1024, 1)
CHOICE = Choice("ctranslate2-float32", 512, 1)


def figure(choice: Choice, speed: float, refusal: str = "") -> Figure:
    return Figure(choice, 24, speed, 1.0, -0.5, refusal)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Random models seldom end of themselves: shorter outputs; and few sentences in large batches."""
    monkeypatch.setattr(seq2seq, "FLOOR", 12)
    monkeypatch.setattr(seq2seq, "GROWTH", 0)
    monkeypatch.setattr(timing, "_SENTENCES", 6)
    monkeypatch.setattr(timing, "FACTORS", (0.0625, 0.125))
    monkeypatch.setattr(timing, "BUDGET", 3600.0)
    monkeypatch.setattr(timing, "ROUNDS", 1)


# The choice


def test_the_fastest_is_chosen_unless_it_scores_otherwise() -> None:
    fast, broken = Choice("transformers-bfloat16", 1024, 1), Choice("ctranslate2-bfloat16", 1024, 1)
    figures = [figure(CHOICE, 2), figure(DEFAULT, 5), figure(fast, 8), figure(broken, 99, "scores otherwise")]
    assert timing.best(figures, DEFAULT) == fast


def test_a_hair_is_not_enough() -> None:
    assert timing.best([figure(DEFAULT, 100), figure(CHOICE, 104)], DEFAULT) == DEFAULT
    assert timing.best([figure(DEFAULT, 100), figure(CHOICE, 106)], DEFAULT) == CHOICE


def test_a_default_that_scores_otherwise_is_left() -> None:
    assert timing.best([figure(CHOICE, 2), figure(DEFAULT, 5, "scores otherwise")], DEFAULT) == CHOICE


def test_without_figures_the_default_stays() -> None:
    assert timing.best([], DEFAULT) == DEFAULT


# Measuring


def test_a_toy_is_measured(toy_folder: Callable[[str], Path], tmp_path: Path) -> None:
    said: list[str] = []
    choice, figures = timing.calibrate(toy_folder("nllb"), DIGEST, tmp_path / "converted", said.append)
    assert figures[0].choice.engine == "ctranslate2-float32"
    assert (figures[0].same, figures[0].refusal) == (1.0, "")
    assert {"ctranslate2", "transformers"} <= {each.choice.engine for each in figures} <= set(ENGINES)
    assert {each.choice.batch_tokens for each in figures} >= {64, 128, 1024}
    assert all(each.speed > 0 and each.score < 0 for each in figures)
    assert choice in [each.choice for each in figures if not each.refusal]
    assert len(said) == len(figures)
    # Only the copy that will be used is left, of those that were made for the measurement.
    left = [path.name for path in (tmp_path / "converted").iterdir()]
    expected = f"-{ENGINES[choice.engine].number_type}-" if choice.engine.startswith("ctranslate2") else "-float32-"
    assert all(expected in name for name in left)


def test_a_copy_that_was_there_stays(toy_folder: Callable[[str], Path], tmp_path: Path) -> None:
    for engine in ("ctranslate2", "ctranslate2-float32"):
        old = load(toy_folder("marian"), engine=engine, converted=tmp_path, digest=DIGEST, threads=1)
        old.translate([timing.Request("Two people.", "en", "vi")])
    before = {path.name for path in tmp_path.iterdir()}
    assert len(before) == 2
    timing.calibrate(toy_folder("marian"), DIGEST, tmp_path, lambda _: None)
    assert {path.name for path in tmp_path.iterdir()} == before


def test_without_time_float32_and_todays_default_are_measured(
    toy_folder: Callable[[str], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timing, "BUDGET", -1.0)
    said: list[str] = []
    choice, figures = timing.calibrate(toy_folder("nllb"), DIGEST, tmp_path, said.append)
    assert [each.choice.engine for each in figures] == ["ctranslate2-float32", "ctranslate2"]
    assert choice.engine in ("ctranslate2-float32", "ctranslate2")
    assert "want of time" in " ".join(said)


def test_without_ctranslate2_there_is_transformers(
    toy_folder: Callable[[str], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from songngu.translators import ctranslate

    def refuse(*_: object) -> None:
        raise ModelError("cannot convert it")

    monkeypatch.setattr(ctranslate, "_convert", refuse)
    choice, figures = timing.calibrate(toy_folder("marian"), DIGEST, tmp_path, lambda _: None)
    assert all(each.choice.engine.startswith("transformers") for each in [*figures, Figure(choice, 0, 0, 0, 0)])


def test_the_sentences_are_those_of_the_models_languages(toy_folder: Callable[[str], Path]) -> None:
    family = family_of(open_folder(toy_folder("marian")))
    assert {(r.source, r.target) for r in timing.sentences(family)} == {("en", "vi")}
    six = timing.sentences(family_of(open_folder(toy_folder("nllb"))))
    assert len(six) <= 6
    assert len({request.source for request in six}) > 2


def test_variants_are_many_and_different(toy_folder: Callable[[str], Path]) -> None:
    requests = timing.sentences(family_of(open_folder(toy_folder("nllb"))))
    many = list(timing.variants(requests))
    assert len(set(many)) > 5 * len(requests)
    assert {frozenset(request.text.split()) for request in many} == {frozenset(r.text.split()) for r in requests}


def test_a_model_of_other_languages_is_refused(tmp_path: Path, toy_folder: Callable[[str], Path]) -> None:
    import shutil

    folder = shutil.copytree(toy_folder("t5"), tmp_path / "t5")
    toys.edit_config(folder, songngu={"sources": ["de"], "targets": ["fr"]})
    with pytest.raises(ModelError, match="none of"):
        timing.calibrate(folder, DIGEST, tmp_path, lambda _: None)


# Keeping


def test_what_is_kept_comes_back(tmp_path: Path) -> None:
    assert choice_for(DIGEST, tmp_path) is None
    path = keep(DIGEST, tmp_path, "toy", CHOICE, [figure(CHOICE, 2)])
    assert choice_for(DIGEST, tmp_path) == CHOICE
    content = json.loads(path.read_text())
    assert content["machine"] == this_machine()
    assert {"cpu", "cores", "ctranslate2", "transformers", "torch"} == content["machine"].keys()
    assert content["figures"][0]["speed"] == 2


@pytest.mark.parametrize(
    "change",
    [
        {"machine": {"cpu": "Another"}}, {"machine": None}, {"format": 99}, {"choice": None}, {"choice": {"engine": "x"}},
        {"choice": {"engine": "no such", "batch_tokens": 1, "threads_per_batch": 1}},
        {"choice": {"engine": ["ctranslate2"], "batch_tokens": 1, "threads_per_batch": 1}},
        {"choice": {"engine": "ctranslate2", "batch_tokens": 0, "threads_per_batch": 1}},
    ],
)  # fmt: skip
def test_a_foreign_or_damaged_file_is_ignored_with_a_warning(
    change: dict[str, Any], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = keep(DIGEST, tmp_path, "toy", CHOICE, [])
    path.write_text(json.dumps(json.loads(path.read_text()) | change))
    with caplog.at_level(logging.WARNING):
        assert choice_for(DIGEST, tmp_path) is None
    assert "songngu models calibrate" in caplog.text


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff\xfe", b"null"])
def test_a_file_that_is_no_json_is_ignored_with_a_warning(
    content: bytes, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    keep(DIGEST, tmp_path, "toy", CHOICE, []).write_bytes(content)
    with caplog.at_level(logging.WARNING):
        assert choice_for(DIGEST, tmp_path) is None
    assert "damaged" in caplog.text


# Using


def test_auto_takes_what_was_kept_and_a_named_engine_does_not(
    toy_folder: Callable[[str], Path], tmp_path: Path
) -> None:
    model = Model("toy", toy_folder("nllb"), "none")
    digest = revision(model, tmp_path)
    assert "type:int8" in translator_of(model, "auto", tmp_path, 1).signature
    fresh = tmp_path / "fresh"  # loaded models are remembered by cache folder
    keep(digest, fresh, "toy", Choice("transformers", 512, 1), [])
    auto = translator_of(model, "auto", fresh, 1)
    assert "type:float32" in auto.signature
    assert "engine:transformers" in auto.signature
    assert auto._batch_tokens == 512  # type: ignore[attr-defined]
    assert "type:int8" in translator_of(model, "ctranslate2", fresh, 1).signature


def test_the_command(
    toy_folder: Callable[[str], Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("SONGNGU_CACHE", str(tmp_path))
    assert main(["models", "calibrate", str(toy_folder("nllb"))]) == 0
    name, engine, batch, threads = capsys.readouterr().out.split()
    assert name == toy_folder("nllb").name
    model = find(str(toy_folder("nllb")))
    assert choice_for(revision(model, tmp_path), tmp_path) == Choice(engine, int(batch), int(threads))
    with Pipeline(str(toy_folder("nllb")), cache=tmp_path) as pipeline:
        assert f"type:{ENGINES[engine].number_type}" in pipeline.flow.renderer.signature


def test_a_chat_model_has_nothing_to_choose(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "config.json").write_text('{"model_type": "qwen3"}')
    (tmp_path / "chat_template.jinja").write_text("{{ messages }}")
    (tmp_path / "model.safetensors").write_bytes(b"")
    with pytest.raises(ModelError, match="chat"):
        timing.calibrate(tmp_path, DIGEST, tmp_path, lambda _: None)


# Number types


def test_engines_that_run_are_some_of_all() -> None:
    assert {"ctranslate2", "ctranslate2-float32", "transformers"} <= set(runnable()) <= set(ENGINES)


def test_every_number_type_that_runs_translates(toy_folder: Callable[[str], Path], tmp_path: Path) -> None:
    requests = [timing.Request(text, "ar", "vi") for text in toys.SENTENCES["ar"]]
    for engine in runnable():
        found = load(toy_folder("nllb"), engine=engine, converted=tmp_path, threads=1).translate(requests)
        assert all(answer.text for answer in found)
        assert f"type:{ENGINES[engine].number_type}" in signature_of(toy_folder("nllb"), engine)


def test_a_number_type_that_the_processor_lacks_is_refused(
    toy_folder: Callable[[str], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import ctranslate2

    monkeypatch.setattr(ctranslate2, "get_supported_compute_types", lambda _: {"int8", "float32"})
    assert not can_run("ctranslate2-bfloat16")
    translator = load(toy_folder("nllb"), engine="ctranslate2-bfloat16", converted=tmp_path, threads=1)
    with pytest.raises(UsageError, match="no bfloat16"):
        translator.translate([timing.Request("نعم", "ar", "vi")])


@pytest.mark.parametrize(("flags", "expected"), [("flags : avx2 avx512f", False), ("flags : amx_bf16 avx2", True)])
def test_bfloat16_in_torch_needs_instructions(
    flags: str, expected: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import torch

    from songngu.translators import engines

    (tmp_path / "cpuinfo").write_text(flags)
    monkeypatch.setattr(engines, "_CPU", tmp_path / "cpuinfo")
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    assert can_run("transformers-bfloat16") is expected
    assert can_run("transformers")


def test_two_threads_for_a_batch_give_the_same(toy_folder: Callable[[str], Path], tmp_path: Path) -> None:
    requests = [timing.Request(text, "ar", "vi") for text in toys.SENTENCES["ar"]]
    options: dict[str, Any] = {"engine": "ctranslate2-float32", "converted": tmp_path, "threads": 2}
    one, two = (load(toy_folder("nllb"), **options, threads_per_batch=n).translate(requests) for n in (1, 2))
    assert [answer.text for answer in one] == [answer.text for answer in two]


def test_this_processor_has_a_name() -> None:
    assert calibration.this_machine()["cpu"]

"""Advice on models: what fits, where, and why not; and what is asked of the machine."""

from pathlib import Path

import pytest

from songngu.cli import main
from songngu.models import hardware
from songngu.models.catalog import Entry, entries
from songngu.models.hardware import BATCH, EFFICIENCY, Machine, advise

LAPTOP = Machine(memory=6e9, cores=2, bandwidth=10e9, disk=50e9)
SERVER = Machine(memory=100e9, cores=16, bandwidth=10e9, disk=1e12, gpu="card", gpu_memory=24e9, gpu_bandwidth=900e9)


def test_a_model_that_fits() -> None:
    advice = advise(LAPTOP, entries()["nllb-600m"])
    assert (advice.refusal, advice.device, advice.number_type) == ("", "CPU", "int8")
    assert advice.memory == pytest.approx(3.5e9)  # its checkpoint, once, when it is converted
    assert advice.speed == pytest.approx(2 * 10e9 / 0.615e9 * BATCH * EFFICIENCY)


@pytest.mark.parametrize(
    ("name", "machine", "refusal"),
    [
        ("madlad-3b", LAPTOP, "needs 12.8 GB of memory, 6.0 GB are free"),
        ("qwen3-4b", LAPTOP, "needs 9.0 GB of memory, 6.0 GB are free"),
        ("nllb-600m", Machine(6e9, 4, 10e9, disk=1e9), "needs 2.5 GB on the disk, 1.0 GB are free"),
        (
            "gemma-4-26b-a4b",
            Machine(4e9, 4, 10e9, 1e12, "card", 24e9, 9e11),
            "needs 53.0 GB of memory, 4.0 GB are free",
        ),
    ],
)
def test_a_refusal_has_its_reason(name: str, machine: Machine, refusal: str) -> None:
    advice = advise(machine, entries()[name])
    assert (advice.refusal, advice.speed) == (refusal, 0)


def test_what_is_installed_needs_no_disk() -> None:
    assert advise(Machine(6e9, 4, 10e9, disk=0), entries()["nllb-600m"], installed=True).refusal == ""


def test_a_chat_model_goes_to_the_gpu_if_it_fits_there() -> None:
    advice = advise(SERVER, entries()["hy-mt2-7b"])
    assert (advice.device, advice.number_type, advice.refusal) == ("GPU", "bfloat16", "")
    assert advise(SERVER, entries()["gemma-4-26b-a4b"]).device == "CPU"
    assert advise(SERVER, entries()["nllb-3.3b"]).device == "CPU"  # CTranslate2 is used on the CPU here


def test_a_set_is_converted_and_works_one_by_one() -> None:
    advice = advise(LAPTOP, entries()["opus"])
    assert (advice.refusal, advice.memory) == ("", 2e9)
    assert advice.speed == pytest.approx(2 * 10e9 / 0.2e9 * BATCH * EFFICIENCY)


def test_limits_of_a_container(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    limit, usage = tmp_path / "memory.max", tmp_path / "memory.current"
    limit.write_text("3000000000\n")
    usage.write_text("1000000000\n")
    monkeypatch.setattr(hardware, "_LIMITS", [(str(limit), str(usage))])
    monkeypatch.setattr(hardware, "_text", lambda path: _file(path) or "MemAvailable:   16000000 kB\n")
    assert hardware._free_memory() == 2e9
    limit.write_text("max\n")
    assert hardware._free_memory() == 16_000_000 * 1024
    limit.write_text("9223372036854771712\n")  # version 1's way to say the same
    assert hardware._free_memory() == 16_000_000 * 1024


def _file(path: str) -> str:
    return Path(path).read_text() if Path(path).name.startswith("memory.") else ""


@pytest.mark.parametrize(("text", "cores"), [("max 100000", 8), ("250000 100000", 2), ("50000 100000", 1), ("", 8)])
def test_share_of_the_cores(monkeypatch: pytest.MonkeyPatch, text: str, cores: int) -> None:
    monkeypatch.setattr("os.sched_getaffinity", lambda _: set(range(8)), raising=False)
    monkeypatch.setattr(hardware, "_text", lambda _: text)
    assert hardware._cores() == cores


def test_the_machine_is_measured() -> None:
    assert 1e8 < hardware._bandwidth() < 1e12


def test_the_table(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("SONGNGU_MODELS", str(tmp_path / "models"))
    monkeypatch.setattr("songngu.models.hardware.survey", lambda _: LAPTOP)
    assert main(["models", "recommend"]) == 0
    output = capsys.readouterr()
    rows = {row.split("\t")[0]: row.split("\t")[1:] for row in output.out.splitlines()}
    assert rows.keys() - {"model"} == entries().keys()
    assert rows["madlad-3b"][1] == "no"
    assert rows["madlad-3b"][-1] == "needs 12.8 GB of memory, 6.0 GB are free"
    assert rows["nllb-600m"][1:5] == ["yes", "CPU", "int8", "3.5"]
    assert rows["nllb-600m"][5:8] == ["78", "201", "NO"]
    assert rows["qwen3-0.6b"][5:7] == ["32", ""]
    assert "this machine: 6.0 GB of memory free, cores: 2" in output.err


def test_rows_of_the_catalog_are_enough_for_advice() -> None:
    for entry in entries().values():
        assert advise(SERVER, entry).memory > 0, entry
    assert isinstance(advise(LAPTOP, Entry("x", parameters=1.0)).memory, float)

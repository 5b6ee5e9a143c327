"""The whole recipe of the starter on a toy scale: prepare, tokenizer, train, stop, go on, export, translate, evaluate."""

import gzip
import math
import subprocess
import sys
from pathlib import Path

import pytest
import torch

TRAINING = Path(__file__).parents[1] / "training"
sys.path.insert(0, str(TRAINING))

import batches  # noqa: E402
import fused  # noqa: E402
import prepare  # noqa: E402

NOUNS = ("hospital", "school", "market", "clinic", "station", "office", "library", "bridge")
NAMES = ("rumah sakit", "sekolah", "pasar", "klinik", "stasiun", "kantor", "perpustakaan", "jembatan")
VIETNAMESE = ("bệnh viện", "trường học", "chợ", "phòng khám", "nhà ga", "văn phòng", "thư viện", "cây cầu")


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Parallel text in the layout of the real data: small, regular, learnable."""
    folder = tmp_path_factory.mktemp("data")
    (folder / "train").mkdir()
    (folder / "dev").mkdir()
    rows = [
        (f"The {a} has {n} rooms.", f"{c} có {n} phòng.", f"{b} itu punya {n} kamar.")
        for a, b, c in zip(NOUNS, NAMES, VIETNAMESE, strict=True)
        for n in range(10, 90)
    ]
    lines = ["en\tvi\tid", *("\t".join(row) for row in rows)]
    (folder / "newsroom.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (folder / "dev" / "newsroom.tsv").write_text("\n".join(["en\tvi\tid", "\t".join(rows[5])]) + "\n", encoding="utf-8")
    with gzip.open(folder / "train" / "xquad.en-vi.tsv.gz", "wt", encoding="utf-8") as file:
        file.write("A clinic.\tMột phòng khám.\nno pair\n")
    return folder


def run(script: str, *arguments: object) -> str:
    command = [sys.executable, str(TRAINING / script), *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_rows_repeat_no_development_sentence(data: Path, tmp_path: Path) -> None:
    prepare.main(data, tmp_path / "rows.tsv")
    rows = [line.split("\t") for line in (tmp_path / "rows.tsv").read_text(encoding="utf-8").splitlines()]
    held_back = (data / "dev" / "newsroom.tsv").read_text(encoding="utf-8").splitlines()[1].split("\t")
    assert rows
    assert not any(cell in held_back for row in rows for cell in row)
    assert {target for target, _, _ in rows} == {"en", "vi"}
    assert all(len(row) == 3 for row in rows)


def test_every_source_states_a_licence() -> None:
    rows = [line.split("\t") for line in (TRAINING / "sources.tsv").read_text(encoding="utf-8").splitlines()]
    assert all(len(row) == 5 and all(row) for row in rows)
    assert not any("NC" in row[3].split() or "non-commercial" in row[3].lower() for row in rows)


def test_swapped_numbers_stay_equal_on_both_sides() -> None:
    for source, target in (("12 and 3.5 in 2021", "3,5 và 12 năm 2021"), ("1 of 100", "1 trong 100")):
        left, right = batches.swap_numbers(source, target)
        assert sorted(c for c in left if c.isdigit()) == sorted(c for c in right if c.isdigit())
        assert len(left) == len(source)
    assert batches.swap_numbers("12 cases", "a dozen") == ("12 cases", "a dozen")


def test_the_fused_loss_is_cross_entropy_and_so_are_its_gradients() -> None:
    torch.manual_seed(0)
    hidden = torch.randn(3, 150, 8, requires_grad=True)
    weight = torch.randn(20, 8, requires_grad=True)
    labels = torch.randint(0, 20, (3, 150))
    labels[0, 100:] = fused.IGNORED
    plain = torch.nn.functional.cross_entropy((hidden @ weight.T).reshape(-1, 20), labels.reshape(-1))
    expected = torch.autograd.grad(plain, (hidden, weight))
    loss = fused.FusedCrossEntropy.apply(*swapped(hidden, weight, labels))
    found = torch.autograd.grad(loss, (hidden, weight))
    assert math.isclose(loss.item(), plain.item(), rel_tol=1e-5)
    for a, b in zip(found, expected, strict=True):
        assert torch.allclose(a, b, atol=1e-6)


def swapped(hidden: torch.Tensor, weight: torch.Tensor, labels: torch.Tensor) -> tuple[torch.Tensor, ...]:
    rows, wanted = fused.pack(hidden, labels)
    return rows, weight, wanted


def test_the_whole_recipe(data: Path, tmp_path: Path) -> None:
    build, model = tmp_path / "build", tmp_path / "model"
    run("prepare.py", data, build / "rows.tsv")
    import tokenizer

    tokenizer.main(build / "rows.tsv", build, pieces=340)
    arguments = (build / "rows.tsv", build, "--width", 64, "--layers", 1, 1, "--rate", 0.02)
    first = run("train.py", *arguments, "--minutes", 0.12)
    assert (build / "checkpoint.pt").exists(), first
    done = torch.load(build / "checkpoint.pt")["step"]
    run("train.py", *arguments, "--minutes", 0.24)
    assert torch.load(build / "checkpoint.pt")["step"] > done > 0
    run("average.py", build / "checkpoint.pt", build / "checkpoint.pt", build / "checkpoint.pt")
    run("export.py", build, model)
    table = run("evaluate.py", model, data, "--lines", 1)
    assert "| newsroom | id→en | 1 |" in table
    assert "version:" in table

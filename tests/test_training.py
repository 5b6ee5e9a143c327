"""The whole recipe of the starter on a toy scale: prepare, tokenizer, train, stop, go on, export, translate, evaluate."""

import gzip
import math
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from itertools import accumulate, islice
from pathlib import Path
from typing import Any

import pytest
import sentencepiece
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch.multiprocessing.spawn import spawn

TRAINING = Path(__file__).parents[1] / "training"
sys.path.insert(0, str(TRAINING))

import prepare  # noqa: E402
from songngu.cli import main  # noqa: E402
from songngu.errors import LanguageError, ModelError, UsageError  # noqa: E402
from songngu.training import alignments, batches, folders, fused, kernels, loop, noise, optimiser, pairs, team, tuning  # noqa: E402
from songngu.training.loop import Schedule  # noqa: E402

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
    (folder / "more.tsv").write_text("en\tvi\tid\nA bridge.\tMột cây cầu.\tSebuah jembatan.\n", encoding="utf-8")
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
    prepare.main(data, tmp_path / "rows.tsv", more=data / "more.tsv")
    rows = [line.split("\t") for line in (tmp_path / "rows.tsv").read_text(encoding="utf-8").splitlines()]
    held_back = (data / "dev" / "newsroom.tsv").read_text(encoding="utf-8").splitlines()[1].split("\t")
    assert rows
    assert not any(cell in held_back for row in rows for cell in row)
    assert {target for target, _, _ in rows} == {"en", "vi"}
    assert ["en", "Sebuah jembatan.", "A bridge."] in rows
    assert all(len(row) == 3 for row in rows)


def test_every_source_states_a_licence() -> None:
    rows = [line.split("\t") for line in (TRAINING / "sources.tsv").read_text(encoding="utf-8").splitlines()]
    assert all(len(row) == 5 and all(row) for row in rows)
    assert not any("NC" in row[3].split() or "non-commercial" in row[3].lower() for row in rows)


def test_synthetic_rows_are_the_likelier_ones_and_keep_their_numbers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A translator that knows what it is asked: the news goes backwards, English without Vietnamese forwards."""
    import synthesise

    asked: list[tuple[str, tuple[str, ...]]] = []

    def translate(_model: Any, _pieces: Any, texts: list[str], target: str) -> list[tuple[str, float]]:
        asked.append((target, tuple(texts)))
        return [(f"{target} of {text}", -float(len(text))) for text in texts]

    monkeypatch.setattr(synthesise, "translate", translate)
    build = tmp_path / "build"
    build.mkdir()
    rows = ["en\tSatu jembatan.\tOne bridge.", "en\tDua pasar.\tTwo markets.", "vi\tTwo markets.\tHai cái chợ."]
    (build / "rows.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    with gzip.open(build / "news.gz", "wt", encoding="utf-8") as file:
        file.write("Câu ngắn 7.\n" + "Một câu dài hơn nhiều, có số 12.\n")
    monkeypatch.setattr(synthesise, "KEPT", 0.5)
    monkeypatch.setattr(synthesise, "model_of", lambda _build: (None, None))
    synthesise.main(build / "rows.tsv", build, build / "news.gz", build / "more.tsv")
    assert asked == [("en", ("Câu ngắn 7.", "Một câu dài hơn nhiều, có số 12.")), ("vi", ("One bridge.",))]
    found = (build / "more.tsv").read_text(encoding="utf-8").splitlines()
    assert found == [*rows, *["vi\ten of Câu ngắn 7.\tCâu ngắn 7."] * synthesise.COPIES]


def test_swapped_numbers_stay_equal_on_both_sides() -> None:
    for source, target in (("12 and 3.5 in 2021", "3,5 và 12 năm 2021"), ("1 of 100", "1 trong 100")):
        left, right = noise.swap_numbers(source, target)
        assert sorted(c for c in left if c.isdigit()) == sorted(c for c in right if c.isdigit())
        assert len(left) == len(source)
    assert noise.swap_numbers("12 cases", "a dozen") == ("12 cases", "a dozen")


@pytest.fixture(scope="module")
def pieces(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A real tokenizer of the data."""
    import tokenizer

    folder = tmp_path_factory.mktemp("pieces")
    prepare.main(data, folder / "rows.tsv", more=data / "more.tsv")
    tokenizer.main(folder / "rows.tsv", folder, pieces=340)
    return sentencepiece.SentencePieceProcessor(model_file=str(folder / "spiece.model"))


def test_noise_changes_pieces_and_numbers_and_nothing_else(pieces: Any) -> None:
    row = ("vi", "The clinic has 57 rooms.", "phòng khám có 57 phòng.")
    found = [noise.Noise(pieces).pair(row) for _ in range(200)]
    assert len({tuple(source) for source, _ in found}) > 20
    for source, target in (tuple(map(pieces.decode, pair)) for pair in found):
        (number,) = re.findall(r"\d+", source.replace("<2vi>", ""))
        assert source.replace(number, "57").split() == ["<2vi>", *row[1].split()]
        assert target.replace(number, "57") == row[2]


def test_noise_leaves_a_row_as_it_is_rather_than_make_it_too_long(pieces: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    row = ("vi", "The clinic has 57 rooms.", "phòng khám có 57 phòng.")
    plain = ([*pieces.encode(f"<2vi> {row[1]}"), batches.EOS], [*pieces.encode(row[2]), batches.EOS])
    monkeypatch.setattr(noise, "LONGEST", 1)
    assert all(noise.Noise(pieces).pair(row) == plain for _ in range(50))


def test_noise_hides_a_tenth_of_the_decoder_inputs_and_never_the_start(pieces: Any) -> None:
    inputs = torch.arange(4000).reshape(40, 100) + 10
    hidden = noise.Noise(pieces).inputs(inputs)
    gone = hidden == pieces.unk_id()
    assert 0.07 < gone.float().mean() < 0.13
    assert not gone[:, 0].any()
    assert torch.equal(hidden[~gone], inputs[~gone])


def test_the_fused_loss_is_cross_entropy_and_so_are_its_gradients() -> None:
    torch.manual_seed(0)
    hidden = torch.randn(3, 150, 8, requires_grad=True)
    weight = torch.randn(20, 8, requires_grad=True)
    labels = torch.randint(0, 20, (3, 150))
    labels[0, 100:] = fused.IGNORED
    logits = (hidden @ weight.T).reshape(-1, 20)
    plain = torch.nn.functional.cross_entropy(logits, labels.reshape(-1), label_smoothing=fused.SMOOTHING)
    expected = torch.autograd.grad(plain, (hidden, weight))
    loss = fused.FusedCrossEntropy.apply(*swapped(hidden, weight, labels))
    found = torch.autograd.grad(loss, (hidden, weight))
    assert math.isclose(loss.item(), plain.item(), rel_tol=1e-5)
    for a, b in zip(found, expected, strict=True):
        assert torch.allclose(a, b, atol=1e-6)


def swapped(hidden: torch.Tensor, weight: torch.Tensor, labels: torch.Tensor) -> tuple[torch.Tensor, ...]:
    rows, wanted = fused.pack(hidden, labels)
    return rows, weight, wanted


class Silent:
    """Noise that changes nothing: a row's text is its number of tokens, and its id."""

    def pair(self, row: batches.Row) -> batches.Pair:
        return [int(row[2])] * int(row[1]), [int(row[2])]

    def inputs(self, inputs: torch.Tensor) -> torch.Tensor:
        return inputs


def numbers(stream: batches.Stream, count: int) -> list[int]:
    """Ids of the rows of the first batches."""
    return [int(n) for sources, _, _ in islice(stream, count) for n in sources[:, 0]]


def test_parts_of_an_interrupted_run_see_different_batches() -> None:
    rows = [("en", "5", str(n)) for n in range(3, 2000)]
    shapes = batches.Shapes((16,), 4096)
    first, again, later = (
        numbers(batches.Stream(rows, Silent(), shapes, seed), 1) for seed in ("step 0", "step 0", "step 300")
    )
    assert len(set(first)) == 256
    assert first == again
    assert len({*first} & {*later}) < 100


@given(st.lists(st.integers(1, 40), min_size=1, max_size=30), st.integers(1, 3))
def test_batches_hold_every_row_that_fits_as_often_as_any_other(lengths: list[int], epochs: int) -> None:
    """A shape of one row a batch: what comes out is the rows, in another order every epoch."""
    rows = [("en", str(length), str(n)) for n, length in enumerate([*lengths, 1], start=10)]
    fit = [int(text) for _, length, text in rows if int(length) <= 32]
    stream = batches.Stream(rows, Silent(), batches.Shapes((32,), 32), "seed")
    assert sorted(numbers(stream, epochs * len(fit))) == sorted(fit * epochs)


def test_a_batch_is_padded_to_the_first_length_that_holds_all() -> None:
    rows = [("en", str(length), str(length)) for length in (3, 8, 9, 16)]
    shapes = batches.Shapes((8, 16), 32)
    for sources, inputs, labels in islice(batches.Stream(rows, Silent(), shapes, "seed"), 8):
        assert sources.shape == inputs.shape == labels.shape
        assert sources.numel() == 32
        longest = (sources != batches.PAD).sum(1)
        assert bool((longest > (8 if sources.shape[1] == 16 else 0)).all())
        assert (labels != fused.IGNORED).sum(1).eq(1).all()


@pytest.mark.parametrize("guided", [False, True])
def test_fused_kernels_give_the_same_loss(guided: bool) -> None:
    torch.manual_seed(0)
    model = folders.make_model(50, 64, (2, 1))
    given = batches.batch([([5, 6, 7, 1], [8, 9, 1]), ([5, 1], [8, 1])], 8)
    plain, _ = loop.step_loss(model, *given)
    kernels.fuse(model, guided)
    assert model.config._attn_implementation == ("eager" if guided else "sdpa")
    fused_loss, _ = loop.step_loss(model, *given)
    assert fused_loss.item() == pytest.approx(plain.item(), rel=1e-5)


def test_muon_is_that_of_torch() -> None:
    torch.manual_seed(0)
    start = [torch.randn(shape) for shape in ((6, 4), (4, 6), (6, 4), (5, 5))]
    ours, theirs = ([torch.nn.Parameter(matrix.clone()) for matrix in start] for _ in range(2))
    mine = optimiser.Muon(ours, {"lr": 0.05})
    peer = torch.optim.Muon(theirs, lr=0.05, momentum=0.95, weight_decay=0.01, adjust_lr_fn="original")
    for _ in range(3):
        for a, b in zip(ours, theirs, strict=True):
            a.grad = torch.randn_like(a)
            b.grad = a.grad.clone()
        mine.step()
        peer.step()
    for a, b in zip(ours, theirs, strict=True):
        assert torch.allclose(a, b, atol=2e-2)  # bfloat16 inside


def test_alignments_find_the_translation_of_a_word_and_guide_a_loss() -> None:
    """The words come in any order: position cannot tell which is which."""
    rng = random.Random(0)
    rows = []
    for _ in range(300):
        chosen = rng.sample(range(8), 3)
        source, target = (" ".join(words[n] for n in rng.sample(chosen, 3)) for words in (NAMES, NOUNS))
        rows += [("en", source, target), ("vi", target, source)]
    pieces = Words(rows)
    tables = alignments.learn(rows, pieces, report=lambda _: None)
    assert tables.shape == (2, len(pieces), len(pieces))
    school = tables[0, pieces.encode("sekolah")[0]]
    assert int(school.argmax()) == pieces.encode("school")[0]
    sources = torch.tensor([[pieces.piece_to_id("<2en>"), *pieces.encode("sekolah pasar"), 1, 0]])
    labels = torch.tensor([[*pieces.encode("market school"), 1, -100, -100]])
    shares, weight = alignments.Guide(tables, pieces).align(sources, labels)
    assert shares[0, 0].argmax() == 2
    assert shares[0, 1].argmax() == 1
    assert (weight[0] > 0).tolist() == [True, True, False, False, False]
    right, wrong = (shares[:, None].clone() for _ in range(2))
    wrong[0, 0, :2] = shares[0, [1, 0]]
    guide = alignments.Guide(tables, pieces)
    assert guide.loss([right], sources, labels) < guide.loss([wrong], sources, labels)


def test_alignments_know_the_target_by_its_tag_also_after_another_piece() -> None:
    """SentencePiece puts a space piece before the tag."""
    pieces = Words([("en", "a b", "c d")])
    tables = torch.zeros(2, len(pieces), len(pieces))
    word, counterpart = pieces.encode("a c")
    tables[1, word, counterpart] = 1  # into Vietnamese only
    for first in ([], pieces.encode("d")):
        for target in (0, 1):
            sources = torch.tensor([[*first, pieces.piece_to_id(("<2en>", "<2vi>")[target]), word, 1]])
            _, weight = alignments.Guide(tables, pieces).align(sources, torch.tensor([[counterpart, 1]]))
            assert (weight[0, 0] > 0) == bool(target)


class Words:
    """A tokenizer with a piece for every word."""

    def __init__(self, rows: list[tuple[str, str, str]]) -> None:
        found = dict.fromkeys(word for row in rows for text in row[1:] for word in text.split())
        self._ids = {piece: n for n, piece in enumerate(["", "", "", "<2en>", "<2vi>", *found])}
        self._size = 5 + len(found)

    def __len__(self) -> int:
        return self._size

    def encode(self, texts: str | list[str]) -> list[Any]:
        return [self.encode(t) for t in texts] if isinstance(texts, list) else [self._ids[w] for w in texts.split()]

    def piece_to_id(self, piece: str) -> int:
        return self._ids[piece]


def test_the_whole_recipe(data: Path, tmp_path: Path) -> None:
    build, model = tmp_path / "build", tmp_path / "model"
    prepare.main(data, build / "rows.tsv", more=data / "more.tsv")
    import tokenizer

    tokenizer.main(build / "rows.tsv", build, pieces=340)
    arguments = (build / "rows.tsv", build, "--width", 64, "--layers", 1, 1, "--guided")
    first = run("train.py", *arguments, "--minutes", 0.05)
    assert (build / "checkpoint.pt").exists(), first
    done = torch.load(build / "checkpoint.pt")["step"]
    run("train.py", *arguments, "--minutes", 0.1, "--workers", 2)
    assert torch.load(build / "checkpoint.pt")["step"] > done > 0
    stopped = shutil.copy(build / "checkpoint.pt", tmp_path / "stopped.pt")
    with gzip.open(build / "news.gz", "wt", encoding="utf-8") as file:
        file.write("Bệnh viện mới có phòng.\n")
    told = run("synthesise.py", build / "rows.tsv", build, build / "news.gz", build / "more.tsv")
    assert "1 sentences of news, 0 of English" in told  # all English of this data has Vietnamese
    assert (build / "more.tsv").read_text(encoding="utf-8").startswith((build / "rows.tsv").read_text(encoding="utf-8"))
    run("average.py", build / "checkpoint.pt", build / "checkpoint.pt", build / "checkpoint.pt")
    run("export.py", build, model)
    table = run("evaluate.py", model, data, "--lines", 1, "--repairs")
    assert "| newsroom | id→en | 1 |" in table
    assert "version:" in table
    fits(data, model, tmp_path)
    goes_on(data, model, stopped, tmp_path)


def member(rank: int, port: int, folder: Path) -> None:
    """A process of a team of two, whose second has seen three times as many tokens."""
    squad = team.Team(rank, 2, port)
    assert squad.begin(100.0 + rank, 10.0, 200.0) == 90.0
    weights = torch.full((3,), float(rank))
    squad.mean([weights], (3 if rank else 1) * 1_000_000)
    torch.save(weights, folder / f"{rank}.pt")


def test_a_team_takes_the_mean_by_tokens_and_agrees_on_the_time(tmp_path: Path) -> None:
    spawn(member, (team.free_port(), tmp_path), 2)
    for rank in (0, 1):
        assert torch.load(tmp_path / f"{rank}.pt").tolist() == pytest.approx([0.75] * 3, abs=1e-5)


@given(st.lists(st.floats(0.1, 200), max_size=20), st.floats(0, 100), st.floats(100.5, 900))
def test_every_member_goes_to_every_meeting(steps: list[float], behind: float, end: float) -> None:
    """Whatever a member's steps take: one meeting a minute, and one at the end."""
    squad = team.Team(size=1)
    squad.plan(behind, end)
    attended = 0
    for seconds in [*(behind + passed for passed in accumulate(steps)), end]:
        while squad.meets(seconds):
            attended += 1
    assert attended == math.ceil((end - behind) / team.MEET_EVERY)
    assert not squad.meets(end + 1000)


def fits(data: Path, model: Path, tmp_path: Path) -> None:
    """The model of the recipe goes on with a user's own pairs, through the command."""
    own = tmp_path / "own.tsv"
    lines = (data / "newsroom.tsv").read_text(encoding="utf-8").splitlines()
    own.write_text("\n".join(lines[:101]) + "\n", encoding="utf-8")
    tuned = tmp_path / "tuned"
    assert main(["train", str(own), "--from", str(model), "-o", str(tuned), "--minutes", "0.05"]) == 0
    assert (tuned / "model.safetensors").stat().st_size == (model / "model.safetensors").stat().st_size
    assert (tuned / "model.safetensors").read_bytes() != (model / "model.safetensors").read_bytes()
    assert main(["train", str(own), "--from", str(model), "-o", str(tuned)]) == 2  # there already


def goes_on(data: Path, model: Path, checkpoint: Path, tmp_path: Path) -> None:
    """A run that was stopped has left a checkpoint in the folder, and the same command goes on from it."""
    folder, said = tmp_path / "stopped", list[str]()
    folder.mkdir()
    shutil.copy(checkpoint, folder / "checkpoint.pt")
    seconds = torch.load(checkpoint)["seconds"]
    tuning.tune(data / "newsroom.tsv", model, folder, Schedule(seconds / 60 + 0.02), said.append)
    assert f"going on from {folder / 'checkpoint.pt'}; remove it to begin anew" in said
    assert (folder / "model.safetensors").exists()
    assert not (folder / "checkpoint.pt").exists()


def test_held_out_pairs_are_not_trained_on_and_do_not_depend_on_the_order(tmp_path: Path) -> None:
    lines = [f"Sentence number {n}.\tCâu số {n}." for n in range(100)]
    first, second = tmp_path / "a.tsv", tmp_path / "b.tsv"
    first.write_text("\n".join(["en\tvi", *lines]), encoding="utf-8")
    second.write_text("\n".join(["en\tvi", *reversed(lines)]) + "\n\n", encoding="utf-8-sig")
    a, b = (pairs.read_pairs(path, ("en", "vi")) for path in (first, second))
    assert len(a.held_out) == 10  # 5 lines, both directions
    assert len(a.rows) == 190
    assert set(a.held_out) == set(b.held_out)
    trained = {text for _, *texts in a.rows for text in texts}
    assert not trained & {text for _, (_, *texts) in a.held_out for text in texts}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "must name two languages"),
        ("bn\tur\nক\tک\n", "one must be en or vi"),
        ("en;vi\na;b\n", "must name two languages"),
        ("en\txx\na\tb\n", "xx"),
        ("en\tvi\na\tb\n", "1 pairs; at least 40"),
        ("en\tvi\na\tb\nonly one\n", "line 3: 1 filled cells, expected 2"),
        ("en\tvi\na\t\n", "line 2: 1 filled cells"),
    ],
)
def test_pairs_that_cannot_be_used_say_why(tmp_path: Path, content: str, message: str) -> None:
    path = tmp_path / "pairs.tsv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises((UsageError, LanguageError), match=re.escape(message)) as caught:
        pairs.read_pairs(path, ("en", "vi"))
    assert "pairs.tsv" in str(caught.value) or "xx" in str(caught.value)


def test_only_a_model_of_ours_is_trained_further(tmp_path: Path, toy_folder: Callable[[str], Path]) -> None:
    own = tmp_path / "own.tsv"
    own.write_text("en\tvi\n" + "".join(f"One {n}\tMột {n}\n" for n in range(50)), encoding="utf-8")
    with pytest.raises(ModelError, match="only the starter"):
        tuning.tune(own, toy_folder("marian"), tmp_path / "out", Schedule(1.0))
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("pair", "message"),
    [("Câu số {n}.\tYes.", "0 rows to learn from"), ("Câu số {n}" + " bệnh viện" * 200 + "\tNo {n}.", "more than 96")],
)
def test_nothing_to_learn_from_ends_at_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], pair: str, message: str
) -> None:
    own = tmp_path / "own.tsv"
    own.write_text("vi\ten\n" + "".join(pair.format(n=n) + "\n" for n in range(50)), encoding="utf-8")
    assert main(["train", str(own), "-o", str(tmp_path / "out")]) == 2
    told = capsys.readouterr().err
    assert "no pair is left to learn from" in told
    assert message in told
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("option", ["--minutes", "--rate"])
@pytest.mark.parametrize("value", ["nan", "inf", "0", "-1"])
def test_numbers_that_would_never_end_or_learn(capsys: pytest.CaptureFixture[str], option: str, value: str) -> None:
    assert main(["train", "pairs.tsv", "-o", "out", option, value]) == 2
    assert f"{option} must be a number above 0" in capsys.readouterr().err


def test_a_folder_that_cannot_be_made_is_told_before_training(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own, blocked = tmp_path / "own.tsv", tmp_path / "file"
    own.write_text("vi\ten\n" + "".join(f"Câu {n}.\tSentence {n}.\n" for n in range(50)), encoding="utf-8")
    blocked.write_text("")
    assert main(["train", str(own), "-o", str(blocked / "out"), "--minutes", "60"]) == 2
    assert "cannot be made" in capsys.readouterr().err

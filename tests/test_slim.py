"""Smaller models: text of the wanted languages is cut as before, and what the full model finds inside, the small one finds."""

import json
import os
import random
import shutil
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import toys
from songngu.cli import main
from songngu.errors import LanguageError, ModelError, UsageError
from songngu.models import manifests
from songngu.models.slim import pieces, slim
from songngu.models.slim.making import make
from songngu.models.slim.sentencepieces import PieceFile
from songngu.models.slim.weights import cut_weights, runs
from songngu.translators import Request, Search, Translator, load
from songngu.translators.families import family_of
from songngu.translators.family import Family
from songngu.translators.folders import open_folder

SEEDS = Path(__file__).parents[1] / "seeds"
SIX = ("ar", "bn", "id", "ur", "vi", "en")
OTHERS = [
    "Министерство здравоохранения сообщило о 42 новых случаях в столице.",
    "Το υπουργείο Υγείας ανακοίνωσε 42 νέα κρούσματα στην πρωτεύουσα.",
    "स्वास्थ्य मंत्रालय ने राजधानी में 42 नए मामलों की जानकारी दी।",
    "กระทรวงสาธารณสุขรายงานผู้ป่วยรายใหม่ 42 รายในเมืองหลวง",
    "卫生部报告首都新增42例病例，部长说医院已经做好准备。",
    "보건부는 수도에서 42건의 새로운 사례를 보고했다.",
]
LANGUAGES = {
    "t5": ("ar", "id", "vi", "en"),
    "nllb": SIX,
    "m2m100": SIX,
    "marian": ("en", "vi"),
    "marian-multi": ("ur", "bn", "en", "vi"),
}


def quiet(_: str) -> None:
    """Say nothing."""


def real_text() -> list[str]:
    """Lines of five articles and the toys' sentences: six languages."""
    lines = [line for path in sorted(SEEDS.glob("*.txt")) for line in path.read_text("utf-8").splitlines()]
    return [line for line in lines if line.strip()] + toys.CORPUS


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model of NLLB's form whose tokenizer was trained on eight scripts; it prefers pieces of the six languages."""
    import sentencepiece
    from transformers import NllbTokenizer
    from transformers.models.nllb.tokenization_nllb import FAIRSEQ_LANGUAGE_CODES

    scratch, folder = tmp_path_factory.mktemp("scratch"), tmp_path_factory.mktemp("models") / "world"
    with (scratch / "sentencepiece.bpe.model").open("wb") as file:
        sentencepiece.SentencePieceTrainer.train(
            sentence_iterator=iter(real_text() + OTHERS * 8),
            model_writer=file,
            vocab_size=3000,
            model_type="bpe",
            character_coverage=1.0,
            normalization_rule_name="nmt_nfkc",
            minloglevel=2,
        )
    listed = {"tokenizer_class": "NllbTokenizer", "additional_special_tokens": FAIRSEQ_LANGUAGE_CODES}
    (scratch / "tokenizer_config.json").write_text(json.dumps(listed))
    tokenizer = NllbTokenizer.from_pretrained(scratch)
    tokenizer.save_pretrained(folder)
    toys._m2m(folder, len(tokenizer), seed=2)
    weaken(folder, SIX)
    return folder


@pytest.fixture(scope="module")
def small(world: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same for the six languages."""
    target = tmp_path_factory.mktemp("slim") / "world"
    target.mkdir()
    slim(world, SIX, target)
    return target


def weaken(folder: Path, languages: Sequence[str]) -> None:
    """Make pieces of other scripts, and special tokens, improbable, as they are in a trained model: smaller rows."""
    from safetensors.torch import load_file, save_file

    scripts = pieces.scripts_of(languages)
    family = family_of(open_folder(folder))
    foreign = [
        i
        for i, token in enumerate(family.vocabulary.tokens)
        if not pieces.stays(token, scripts) or (token in family.special and token != family.vocabulary.eos)
    ]
    weights = load_file(folder / "model.safetensors")
    for name in ("shared.weight", "model.shared.weight"):
        if name in weights:
            weights[name][foreign] *= 0.05
    save_file(weights, folder / "model.safetensors", metadata={"format": "pt"})


def translator(
    folder: Path, tmp_path_factory: pytest.TempPathFactory, engine: str = "ctranslate2-float32"
) -> Translator:
    return load(folder, engine=engine, converted=tmp_path_factory.getbasetemp() / "converted-slim", threads=1)


def requests(family: Family, languages: Sequence[str]) -> list[Request]:
    return [
        Request(sentence, source, target)
        for source in languages
        for target in ("en", "vi")
        if source != target and family.supports(source, target)
        for sentence in toys.SENTENCES[source]
    ]


# Which pieces


@pytest.mark.parametrize(
    ("piece", "expected"),
    [
        ("▁news", True), ("ững", True), ("▁১৭", True), ("জন", True), ("।", True), ("▁(", True), ("2023", True), ("好", True),
        ("الص", True), ("ہسپ", True), ("<0x0A>", True), ("\u0301\u0323", True), ("μg", True), ("▁", True),
        ("▁слу", False), ("ας", False), ("मंत", False), ("首都", False), ("▁好", False), ("보건", False), ("ราย", False),
        ("2023年", False), ("ⴰⵎ", False),
    ],
)  # fmt: skip
def test_which_pieces_stay(piece: str, expected: bool) -> None:
    assert pieces.stays(piece, pieces.scripts_of(SIX)) is expected


def test_japanese_needs_three_scripts() -> None:
    scripts = pieces.scripts_of(["ja"])
    assert all(pieces.stays(piece, scripts) for piece in ("ニュース", "です", "首都", "news"))
    assert not pieces.stays("новости", scripts)


def test_an_unknown_language_is_named() -> None:
    with pytest.raises(LanguageError, match="xx"):
        pieces.scripts_of(["xx"])


@pytest.mark.parametrize("piece", ["7", "▁2023", "%)", "▁", "<0xE0>", "</s>", "<extra_id_3>", "é", "▁é"])
def test_what_needs_no_text(piece: str) -> None:
    assert pieces.needs_no_text(piece)


def test_a_word_needs_a_text() -> None:
    assert not pieces.needs_no_text("▁word")


# Tokens


def test_text_of_the_six_languages_is_cut_as_before(world: Path, small: Path) -> None:
    before, after = (family_of(open_folder(folder)) for folder in (world, small))
    assert len(after.vocabulary.tokens) < len(before.vocabulary.tokens) - 300
    for line in real_text():
        assert after.pieces(line) == before.pieces(line)
        assert set(after.pieces(line)) <= after.vocabulary.ids.keys()


def test_other_scripts_are_spelled_and_never_unknown(small: Path) -> None:
    family = family_of(open_folder(small))
    for line in OTHERS:
        assert "<unk>" not in family.pieces(line)
        assert family.join(family.pieces(line)).strip() == line.replace("，", ",")


def test_the_tokenizer_of_transformers_gives_the_same_ids(small: Path) -> None:
    from transformers import AutoTokenizer

    family = family_of(open_folder(small))
    tokenizer = AutoTokenizer.from_pretrained(small, src_lang="ben_Beng")
    for sentence in toys.SENTENCES["bn"]:
        expected = [family.vocabulary.ids[token] for token in family.encode(Request(sentence, "bn", "vi"))]
        assert tokenizer(sentence)["input_ids"] == expected


@pytest.mark.parametrize("name", toys.TOYS)
def test_every_family_cuts_its_languages_as_before(
    name: str, toy_folder: Callable[[str], Path], tmp_path: Path
) -> None:
    slim(toy_folder(name), LANGUAGES[name], tmp_path)
    before, after = (family_of(open_folder(folder)) for folder in (toy_folder(name), tmp_path))
    wanted = requests(before, LANGUAGES[name])
    assert wanted
    for request in wanted:
        assert after.encode(request) == before.encode(request)
        assert after.prefix(request.target) == before.prefix(request.target)


@pytest.mark.parametrize("name", ["nllb", "m2m100", "t5", "marian-multi"])
def test_with_a_text_only_its_pieces_stay(name: str, toy_folder: Callable[[str], Path], tmp_path: Path) -> None:
    languages = tuple(code for code in LANGUAGES[name] if code != "id")
    lines = [sentence for code in languages for sentence in toys.SENTENCES[code][:2]]
    whole, own = tmp_path / "whole", tmp_path / "own"
    for target, text in ((whole, None), (own, lines)):
        target.mkdir()
        slim(toy_folder(name), languages, target, text)
    before, wide, narrow = (family_of(open_folder(folder)) for folder in (toy_folder(name), whole, own))
    assert len(narrow.vocabulary.tokens) < len(wide.vocabulary.tokens) <= len(before.vocabulary.tokens)
    for line in lines:
        assert narrow.pieces(line) == before.pieces(line)


@given(st.lists(st.text("abc", min_size=1, max_size=12), min_size=1, max_size=8), st.integers(0, 99))
@settings(max_examples=100, deadline=None)
def test_halves_are_enough_for_byte_pair_encoding(words: list[str], seed: int) -> None:
    dice = random.Random(seed)
    merges: list[tuple[str, str]] = []
    vocabulary = ["a", "b", "c"]
    for _ in range(12):  # any two pieces may become a third one
        left, right = dice.choice(vocabulary), dice.choice(vocabulary)
        if left + right not in vocabulary and len(left + right) < 7:
            merges.append((left, right))
            vocabulary.append(left + right)
    before = [_encode(word, merges) for word in words]
    kept = pieces.with_halves([piece for cut in before for piece in cut], frozenset(vocabulary))
    fewer = [(left, right) for left, right in merges if {left, right, left + right} <= kept]
    assert [_encode(word, fewer) for word in words] == before


def _encode(word: str, merges: list[tuple[str, str]]) -> list[str]:
    """Byte pair encoding as it is defined: again and again the earliest merge that is possible, at its first place."""
    cut = list(word)
    while pairs := [pair for pair in merges if pair in pairwise(cut)]:
        at = list(pairwise(cut)).index(pairs[0])
        cut[at : at + 2] = ["".join(pairs[0])]
    return cut


# Outputs


@pytest.mark.parametrize("engine", ["ctranslate2-float32", "transformers"])
def test_what_is_best_inside_is_found(
    world: Path, small: Path, engine: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    full, new = (translator(folder, tmp_path_factory, engine) for folder in (world, small))
    asked = requests(family_of(open_folder(world)), SIX)
    before, after = (model.translate(asked, Search(beam=1)) for model in (full, new))
    assert len({answer.text for answer in before}) > len(asked) / 2
    assert [answer.text for answer in after] == [answer.text for answer in before]
    # Fewer pieces share the probability: each gets a little more of it.
    assert all(b.score < a.score for b, a in zip(before, after, strict=True) if b.score is not None and a.score)


def test_a_beam_finds_the_same_but_for_rare_ties(
    world: Path, small: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    full, new = (translator(folder, tmp_path_factory) for folder in (world, small))
    asked = requests(family_of(open_folder(world)), SIX)
    pairs = list(zip(full.translate(asked), new.translate(asked), strict=True))
    assert sum(before.text == after.text for before, after in pairs) >= 0.9 * len(pairs)


@pytest.mark.parametrize("name", toys.TOYS)
def test_every_family_finds_what_is_best_inside(
    name: str, toy_folder: Callable[[str], Path], tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    full, small = (tmp_path / name for name in ("full-en-vi", "small"))
    shutil.copytree(toy_folder(name), full)
    weaken(full, LANGUAGES[name])
    small.mkdir()
    done = slim(full, LANGUAGES[name], small)
    family = family_of(open_folder(small))
    assert len(family.vocabulary.tokens) == done.after == json.loads((small / "config.json").read_text())["vocab_size"]
    asked = requests(family, LANGUAGES[name])
    before, after = (translator(f, tmp_path_factory).translate(asked, Search(beam=1)) for f in (full, small))
    kept = set(family.vocabulary.tokens)
    inside = [(b, a) for b, a in zip(before, after, strict=True) if kept.issuperset(family.pieces(b.text))]
    assert len(inside) > len(asked) / 3
    assert all(b.text == a.text for b, a in inside)


# Files


def test_a_sentencepiece_model_without_nothing_is_the_same(toy_folder: Callable[[str], Path]) -> None:
    path = toy_folder("t5") / "spiece.model"
    assert PieceFile(path).without(set()) == path.read_bytes()


def test_a_sentencepiece_model_is_read_as_sentencepiece_does(toy_folder: Callable[[str], Path]) -> None:
    from sentencepiece import SentencePieceProcessor

    path = toy_folder("t5") / "spiece.model"
    processor, file = SentencePieceProcessor(model_file=str(path)), PieceFile(path)
    assert [piece.text for piece in file.pieces] == [processor.id_to_piece(i) for i in range(len(processor))]
    assert [piece.score for piece in file.pieces] == [processor.get_score(i) for i in range(len(processor))]
    assert not file.merges
    assert PieceFile(toy_folder("m2m100") / "sentencepiece.bpe.model").merges


@pytest.mark.parametrize("content", [b"", b"\xff", b"no model", b"\x0a\x7fshort"])
def test_what_is_no_sentencepiece_model_is_said(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "spiece.model").write_bytes(content)
    with pytest.raises(ModelError, match="SentencePiece"):
        PieceFile(tmp_path / "spiece.model")


def test_weights_in_parts_keep_their_rows(tmp_path: Path) -> None:
    import torch
    from safetensors.torch import load_file, save_file

    source, target = tmp_path / "source", tmp_path / "target"
    source.mkdir()
    target.mkdir()
    shared, bias = torch.randn(9, 3).bfloat16(), torch.randn(1, 9)
    save_file({"model.shared.weight": shared, "x.fc1.weight": torch.randn(4, 9)}, source / "model-1.safetensors")
    save_file({"final_logits_bias": bias}, source / "model-2.safetensors", metadata={"format": "pt"})
    (source / "model.safetensors.index.json").write_text(json.dumps({"metadata": {"total_size": 1}, "weight_map": {}}))
    keep = [0, 1, 4, 8]
    cut_weights(source, target, keep, 9)
    first, second = (load_file(target / f"model-{n}.safetensors") for n in (1, 2))
    assert torch.equal(first["model.shared.weight"], shared[keep])
    assert first["x.fc1.weight"].shape == (4, 9)  # the columns of another tensor are left alone
    assert torch.equal(second["final_logits_bias"], bias[:, keep])
    index = json.loads((target / "model.safetensors.index.json").read_text())
    assert index["metadata"]["total_size"] == 4 * 3 * 2 + 4 * 9 * 4 + 4 * 4


@pytest.mark.parametrize("name", ["lm_head.weight", "decoder.strange.weight"])
def test_weights_of_another_shape_are_refused(name: str, tmp_path: Path) -> None:
    import torch
    from safetensors.torch import save_file

    save_file({name: torch.zeros(9 if "strange" in name else 8, 3)}, tmp_path / "model.safetensors")
    (tmp_path / "new").mkdir()
    with pytest.raises(ModelError, match=name):
        cut_weights(tmp_path, tmp_path / "new", [0], 9)


@given(st.sets(st.integers(0, 30), min_size=1))
def test_runs_are_the_ids(ids: set[int]) -> None:
    found = list(runs(sorted(ids)))
    assert [i for first, last in found for i in range(first, last)] == sorted(ids)
    assert all(a[1] < b[0] for a, b in pairwise(found))


# Commands


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, toy_folder: Callable[[str], Path]) -> Path:
    """Models' folder with NLLB's toy installed, under a licence that forbids commerce."""
    monkeypatch.setenv("SONGNGU_MODELS", str(tmp_path / "models"))
    monkeypatch.setenv("SONGNGU_CACHE", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    folder = shutil.copytree(toy_folder("nllb"), tmp_path / "models" / "nllb-600m")
    values: dict[str, Any] = {"name": "nllb-600m", "hub": "toys/nllb", "revision": "main", "commit": "0" * 40}
    values |= {"family": "nllb", "licence": "CC-BY-NC-4.0", "commercial": False, "sources": SIX, "targets": SIX}
    manifests.write(folder, manifests.Manifest(**values, files=manifests.describe(folder)))
    return tmp_path / "models"


def test_a_smaller_model_is_installed_and_used(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["models", "slim", "nllb-600m", "--languages", "ar,en,vi"]) == 0
    captured = capsys.readouterr()
    assert captured.out.strip() == str(home / "nllb-600m-slim")
    assert "% less" in captured.err
    manifest = manifests.read(home / "nllb-600m-slim")
    assert manifest is not None
    assert (manifest.commercial, manifest.commit, manifest.hub) == (False, "0" * 40, "toys/nllb")
    assert set(manifest.sources) == set(manifest.targets) == {"ar", "en", "vi"}
    assert not manifests.faults(home / "nllb-600m-slim", manifest)
    (home.parent / "a.txt").write_text(toys.SENTENCES["ar"][0], "utf-8")
    assert main(["run", "a.txt", "--model", "nllb-600m-slim", "--source", "ar"]) == 0
    assert main(["models", "verify", "nllb-600m-slim"]) == 0
    (home.parent / "b.txt").write_text(toys.SENTENCES["bn"][0], "utf-8")
    assert (
        main(["run", "b.txt", "--model", "nllb-600m-slim", "--source", "bn"]) == 1
    )  # not among its languages any more


def test_a_smaller_model_in_a_folder_of_ones_own(home: Path, tmp_path: Path) -> None:
    text = tmp_path / "text.txt"
    text.write_text("\n".join(toys.SENTENCES["ar"] + toys.SENTENCES["vi"]), "utf-8")
    output = make(home / "nllb-600m", ("ar", "vi"), home, quiet, output=tmp_path / "new" / "tiny", text=text)
    assert output == tmp_path / "new" / "tiny"
    assert family_of(open_folder(output)).supports("ar", "vi")
    assert [path.name for path in output.parent.iterdir()] == ["tiny"]
    with pytest.raises(UsageError, match="exists"):
        make(home / "nllb-600m", ("ar", "vi"), home, quiet, output=output)
    with pytest.raises(ModelError, match="full model"):
        make(output, ("ar", "vi"), home, quiet)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nllb-600m", "--languages", "ar,xx"], "xx"),
        (["nllb-600m", "--languages", "ar"], "does not translate"),
        (["nllb-600m", "--languages", " ,"], "no language is named"),
        (["nllb-600m", "--languages", "ar,vi", "--text", os.devnull], "has no word"),
        (["opus", "--languages", "ar,en"], "opus"),
        (["starter", "--languages", "vi,en"], "is not installed"),
        (["nllb-600m", "--languages", "ar,en", "--text", "missing.txt"], "missing.txt"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_left(
    arguments: list[str], message: str, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["models", "slim", *arguments]) in (1, 2)
    assert message in capsys.readouterr().err
    assert [path.name for path in home.iterdir() if not path.name.startswith(".")] == ["nllb-600m"]


def test_a_chat_model_is_refused(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text('{"model_type": "qwen3"}')
    (tmp_path / "chat_template.jinja").write_text("{{ messages }}")
    (tmp_path / "model.safetensors").write_bytes(b"")
    with pytest.raises(ModelError, match="chat"):
        slim(tmp_path, ["en", "vi"], tmp_path / "new")

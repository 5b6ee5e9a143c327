"""The GPU's engines where there is no GPU: what is chosen, what is refused, and how its batches are made.

What runs on the card runs here on the CPU in float32 instead.
"""

import ctypes
import json
import logging
import math
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

import toys
from songngu.errors import ModelError, UsageError
from songngu.models.calibration import Choice, choice_for, keep, this_machine, timing
from songngu.translators import ENGINES, Request, Search, gpu, load, seq2seq, signature_of
from songngu.translators.ctranslate import CTranslate2Engine
from songngu.translators.ctranslate_gpu import CTranslate2OnGPU
from songngu.translators.engines import AUTO, AUTO_GPU, GPU_BATCH_TOKENS, automatic, can_run, runnable
from songngu.translators.families import family_of
from songngu.translators.folders import digest_folder, open_folder
from songngu.translators.padding import padded
from songngu.translators.pytorch import PyTorchEngine, PyTorchOnGPU
from songngu.translators.seq2seq import Decoded, Engine, Seq2Seq

Card = Callable[..., None]
ON_GPU = [name for name, entry in ENGINES.items() if entry.device == "cuda"]
REQUESTS = [
    Request(text, source, target)
    for source in ("ar", "bn", "ur")
    for target in ("en", "vi")
    for sentence in toys.SENTENCES[source]
    for text in (sentence, " ".join(sentence.split()[:3]))
]


@pytest.fixture(autouse=True)
def forget(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What this machine really has is not asked, and what a test has found is forgotten."""
    monkeypatch.setattr(seq2seq, "FLOOR", 12)
    monkeypatch.setattr(seq2seq, "GROWTH", 0)
    remembered = [automatic, gpu.capability, gpu.has_cublas]
    for function in remembered:
        function.cache_clear()
    yield
    for function in remembered:
        function.cache_clear()


@pytest.fixture
def card(monkeypatch: pytest.MonkeyPatch) -> Card:
    """Puts a card into this machine; the engines for it run on the CPU."""

    def put(capability: tuple[int, int] = (9, 0), cublas: bool = True) -> None:
        monkeypatch.setattr(gpu, "capability", lambda: capability)
        monkeypatch.setattr(gpu, "has_cublas", lambda: cublas)
        monkeypatch.setattr(CTranslate2OnGPU, "device", "cpu")
        automatic.cache_clear()

    return put


def engine_of(folder: Path, converted: Path, kind: type[CTranslate2Engine]) -> CTranslate2Engine:
    opened = open_folder(folder)
    options: dict[str, Any] = {"converted": converted, "digest": digest_folder(folder), "threads": 2}
    return kind(opened, family_of(opened).vocabulary, number_type="float32", **options)


def over(engine: Engine, folder: Path, **options: Any) -> Seq2Seq:
    return Seq2Seq("x", family_of(open_folder(folder)), lambda: engine, **options)


# The driver


class Driver:
    """A driver with one card, that fails in one call if need be."""

    def __init__(self, failing: str = "") -> None:
        self.failing = failing
        self.values = {75: 8, 76: 6}

    def __getattr__(self, name: str) -> Callable[..., int]:
        def call(*arguments: Any) -> int:
            if name == "cuDeviceGetAttribute":
                arguments[0]._obj.value = self.values[arguments[1]]
            return 100 if name == self.failing else 0  # CUDA_ERROR_NO_DEVICE

        return call


@pytest.mark.parametrize(("failing", "expected"), [("", (8, 6)), ("cuInit", (0, 0)), ("cuDeviceGet", (0, 0))])
def test_the_driver_says_what_a_card_can(
    failing: str, expected: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ctypes, "CDLL", lambda _: Driver(failing))
    assert gpu.capability() == expected


def test_without_a_driver_there_is_no_card(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gpu, "_DRIVER", "libno-such-driver.so.1")
    assert gpu.capability() == (0, 0)


def test_cublas_may_be_a_package_of_python(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    tried: list[str] = []

    def only_packaged(name: str, _mode: int) -> None:
        tried.append(name)
        if not name.startswith(str(tmp_path)):
            raise OSError(f"{name}: cannot open shared object file")

    monkeypatch.setattr(ctypes, "CDLL", only_packaged)
    monkeypatch.syspath_prepend(str(tmp_path))
    assert not gpu.has_cublas()
    gpu.has_cublas.cache_clear()
    library = tmp_path / "nvidia" / "cublas" / "lib" / gpu.CUBLAS
    library.parent.mkdir(parents=True)
    library.touch()
    assert gpu.has_cublas()
    assert tried == [gpu.CUBLAS, gpu.CUBLAS, str(library)]  # the system's first


# The choice


@pytest.mark.parametrize(
    ("capability", "cublas", "expected"),
    [((9, 0), True, AUTO_GPU), ((7, 0), True, AUTO_GPU), ((6, 1), True, AUTO), ((0, 0), True, AUTO)],
)
def test_auto_takes_a_card_that_computes_in_float16(
    card: Card, capability: tuple[int, int], cublas: bool, expected: str, toy_folder: Callable[[str], Path]
) -> None:
    card(capability, cublas)
    assert automatic() == expected
    assert signature_of(toy_folder("t5")) == signature_of(toy_folder("t5"), expected)


def test_a_card_without_cublas_is_left_alone_and_said_once(card: Card, caplog: pytest.LogCaptureFixture) -> None:
    card(cublas=False)
    assert [automatic(), automatic()] == [AUTO, AUTO]
    assert [record.levelno for record in caplog.records] == [logging.WARNING]
    assert gpu.REMEDY in caplog.text


def test_engines_of_a_card_run_where_it_can(card: Card) -> None:
    card((0, 0))
    assert not set(ON_GPU) & set(runnable())
    card((7, 5))
    assert can_run("ctranslate2-cuda-float16")
    assert not can_run("ctranslate2-cuda-bfloat16")
    card((9, 0), cublas=False)
    assert not can_run("ctranslate2-cuda-float16")


def test_a_signature_says_that_it_was_a_gpu(toy_folder: Callable[[str], Path]) -> None:
    for name in ENGINES:
        assert ("|device:cuda" in signature_of(toy_folder("t5"), name)) == (name in ON_GPU)


def test_batches_are_those_of_the_engine(toy_folder: Callable[[str], Path], tmp_path: Path) -> None:
    def size(engine: str, **options: Any) -> Any:
        return vars(load(toy_folder("t5"), engine=engine, converted=tmp_path, **options))["_batch_tokens"]

    assert size("ctranslate2") == 1024
    assert size(AUTO_GPU) == GPU_BATCH_TOKENS
    assert size(AUTO_GPU, batch_tokens=512) == 512


# What is refused


@pytest.mark.parametrize("engine", ON_GPU)
def test_without_a_card_its_engines_are_refused(
    engine: str, card: Card, toy_folder: Callable[[str], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import torch

    card((0, 0))
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    with pytest.raises(UsageError, match="GPU.*take engine ctranslate2"):
        load(toy_folder("t5"), engine=engine, converted=tmp_path).translate(REQUESTS[:1])


def test_without_cublas_the_remedy_is_named(card: Card, toy_folder: Callable[[str], Path], tmp_path: Path) -> None:
    card(cublas=False)
    with pytest.raises(UsageError, match=gpu.REMEDY):
        load(toy_folder("t5"), engine=AUTO_GPU, converted=tmp_path).translate(REQUESTS[:1])


def test_a_library_that_is_missing_at_the_first_product_is_an_error(
    card: Card, toy_folder: Callable[[str], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import ctranslate2

    class Broken:
        def translate_batch(self, *_: Any, **__: Any) -> None:
            raise RuntimeError("Library libcublas.so.12 is not found or cannot be loaded")

    card()
    monkeypatch.setattr(ctranslate2, "Translator", lambda *_, **__: Broken())
    with pytest.raises(ModelError, match=r"does not run on the GPU \(Library libcublas"):
        engine_of(toy_folder("t5"), tmp_path, CTranslate2OnGPU)


# What comes out


@pytest.mark.parametrize("name", ["t5", "nllb"])
def test_padded_batches_say_the_same(name: str, card: Card, toy_folder: Callable[[str], Path], tmp_path: Path) -> None:
    """In float32, whose last bits decide nothing here."""
    card()
    folder = toy_folder(name)
    cpu, on_gpu = (
        over(engine_of(folder, tmp_path, kind), folder).translate(REQUESTS, Search(beam=1))
        for kind in (CTranslate2Engine, CTranslate2OnGPU)
    )
    assert [(answer.text, answer.finished) for answer in cpu] == [(answer.text, answer.finished) for answer in on_gpu]


def test_torch_pads_too(toy_folder: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch) -> None:
    import torch

    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    monkeypatch.setattr(PyTorchOnGPU, "device", "cpu")
    opened = open_folder(toy_folder("m2m100"))
    vocabulary = family_of(opened).vocabulary
    options: dict[str, Any] = {"number_type": "float32", "converted": Path(), "digest": "", "threads": 1}
    answers = []
    for kind in (PyTorchEngine, PyTorchOnGPU):
        translator = over(kind(opened, vocabulary, **options), toy_folder("m2m100"))
        answers.append(translator.translate(REQUESTS[:12], Search(beam=1)))
    assert [answer.text for answer in answers[0]] == [answer.text for answer in answers[1]]


class Noting:
    """An engine that notes the lengths of the sources of each batch, and the width that they are padded to."""

    workers = 1

    def __init__(self, exact: bool) -> None:
        self.exact = exact
        self.batches: list[list[int]] = []
        self.widths: list[int] = []

    def decode(
        self, sources: Sequence[Any], prefixes: Any, search: Search, max_tokens: int, latin: bool, width: int
    ) -> list[tuple[Decoded, ...]]:
        assert (len(prefixes), search, latin) == (len(sources), Search(), True)
        assert max_tokens >= 12
        self.batches.append([len(source) for source in sources])
        self.widths.append(width)
        return [(Decoded(("a",), True, -1.0),)] * len(sources)


def test_a_gpu_gets_neighbours_in_length_together(toy_folder: Callable[[str], Path]) -> None:
    apart, together = Noting(True), Noting(False)
    for engine in (apart, together):
        over(engine, toy_folder("nllb"), batch_tokens=300).translate(REQUESTS)
    for batch, width in zip(apart.batches, apart.widths, strict=True):
        assert {padded(length) for length in batch} == {width}
    assert set(together.widths) == {0}
    lengths = [length for batch in together.batches for length in batch]
    assert lengths == sorted(lengths, reverse=True)
    assert all(batch[0] * len(batch) <= 300 for batch in together.batches)
    assert sum(batch[0] * len(batch) for batch in together.batches) > 225 * len(together.batches)  # and nearly full
    assert any(len({padded(length) for length in batch}) > 1 for batch in together.batches)


# Memory and numbers


def test_what_has_no_room_comes_in_halves(card: Card, toy_folder: Callable[[str], Path], tmp_path: Path) -> None:
    card()
    engine = engine_of(toy_folder("t5"), tmp_path, CTranslate2OnGPU)
    family = family_of(open_folder(toy_folder("t5")))
    sources = [family.encode(request) for request in REQUESTS[:7]]
    prefixes: list[list[str]] = [[]] * len(sources)

    def tokens() -> list[tuple[str, ...]]:
        return [found.tokens for (found,) in engine.decode(sources, prefixes, Search(beam=1), 12)]

    expected = tokens()
    small = Small(engine._model, room=2)
    engine._model = small
    assert tokens() == expected
    assert small.sizes == [7, 3, 1, 2, 4, 2, 2]
    small.room = 0
    with pytest.raises(ModelError, match="out of memory"):
        tokens()


class Small:
    """A model on a card with room for so many sentences."""

    def __init__(self, model: Any, room: int) -> None:
        self.model, self.room = model, room
        self.sizes: list[int] = []

    def translate_batch(self, sources: Sequence[Any], *arguments: Any, **options: Any) -> Any:
        self.sizes.append(len(sources))
        if len(sources) > self.room:
            raise RuntimeError("CUDA failed with error out of memory")
        return self.model.translate_batch(sources, *arguments, **options)


def test_numbers_that_are_none_are_an_error(
    card: Card, toy_folder: Callable[[str], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    card()
    engine = engine_of(toy_folder("t5"), tmp_path, CTranslate2OnGPU)
    source = family_of(open_folder(toy_folder("t5"))).encode(REQUESTS[0])
    assert engine.decode([source], [[]], Search(beam=1), 12)
    monkeypatch.setattr(CTranslate2Engine, "_decoded", lambda *_: Decoded(("a",), True, math.nan))
    with pytest.raises(ModelError, match="ctranslate2-cuda-bfloat16"):
        engine.decode([source], [[]], Search(beam=1), 12)


# Calibration


def test_what_was_measured_with_a_card_holds_with_that_card_only(
    card: Card, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    digest, choice = "0123456789abcdef" * 4, Choice(AUTO_GPU, 32768, 1)
    card()
    path = keep(digest, tmp_path, "toy", choice, [])
    assert json.loads(path.read_text())["machine"] == this_machine()
    assert choice_for(digest, tmp_path) == choice
    for other in ((0, 0), (8, 0)):
        card(other)
        assert choice_for(digest, tmp_path) is None
    assert "another gpu" in caplog.text


def test_a_card_has_no_threads_to_be_shared() -> None:
    assert timing._threads(Choice(AUTO_GPU, 1024, 1)) == []

"""Translators on toy models of every family, with both engines; and what they do without any engine."""

import json
import logging
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from itertools import chain
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import toys
from songngu.errors import LanguageError, ModelError, UsageError
from songngu.translators import (
    ENGINES,
    Hypothesis,
    Pivot,
    Request,
    Search,
    ask,
    ctranslate,
    load,
    seq2seq,
    signature_of,
)
from songngu.translators.families import family_of
from songngu.translators.folders import digest_folder, open_folder
from songngu.translators.letters import is_latin, takes_latin
from songngu.translators.parts import parts
from songngu.translators.seq2seq import Decoded, Seq2Seq

DIRECTIONS = {
    "t5": [("bn", "vi"), ("ar", "en"), ("vi", "en"), ("en", "vi")],
    "nllb": [("bn", "vi"), ("ar", "en"), ("vi", "en"), ("ur", "vi")],
    "m2m100": [("bn", "vi"), ("ar", "en"), ("vi", "en"), ("id", "vi")],
    "marian": [("en", "vi")],
    "marian-multi": [("bn", "vi"), ("ur", "en"), ("bn", "en")],
}
CPU_ENGINES = ["ctranslate2-float32", "transformers"]
LONG = "ready, and free for all, and " * 30 + "the vaccine is free"

Load = Callable[..., Seq2Seq]


@pytest.fixture(scope="module")
def loaded(toy_folder: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory) -> Load:
    """Translators by toy and engine, each loaded once; one thread, for such small models."""
    converted = tmp_path_factory.mktemp("converted")

    @cache
    def translator(name: str, engine: str = "ctranslate2-float32") -> Any:
        return load(toy_folder(name), engine=engine, converted=converted, threads=1)

    return translator


@pytest.fixture(autouse=True)
def little_room(monkeypatch: pytest.MonkeyPatch) -> None:
    """Random models seldom end of themselves: shorter outputs, shorter tests."""
    monkeypatch.setattr(seq2seq, "FLOOR", 16)
    monkeypatch.setattr(seq2seq, "GROWTH", 1)


def requests_for(name: str) -> list[Request]:
    """Sentences of many lengths, in all directions of the toy."""
    return [
        Request(text, source, target)
        for source, target in DIRECTIONS[name]
        for sentence in toys.SENTENCES[source]
        for text in (sentence, " ".join(sentence.split()[:3]))
    ]


class Echo:
    """An engine that answers with the text it was given: what comes out shows what was asked. Counts its batches."""

    workers = 2
    exact = True

    def __init__(self, unfinished: str = "\0") -> None:
        self.batches: list[int] = []
        self.unfinished = unfinished

    def decode(
        self,
        sources: Sequence[Sequence[str]],
        prefixes: Sequence[Sequence[str]],
        search: Search,
        max_tokens: int,
        latin: bool = False,
        width: int = 0,
    ) -> list[tuple[Decoded, ...]]:
        assert latin
        assert all(len(source) <= width for source in sources)
        assert len(sources) == len(prefixes)
        assert search == Search()
        assert all(len(source) <= max_tokens for source in sources)  # room for at least as much
        self.batches.append(len(sources) * max(map(len, sources)))
        echoes = [tuple(source[2:-1]) for source in sources]  # without "▁ <2vi>" and "</s>"
        return [(Decoded(echo, self.unfinished not in "".join(echo), -float(len(echo))),) for echo in echoes]


def texts(hypotheses: Sequence[Hypothesis]) -> list[tuple[str, bool]]:
    """Without scores, whose last digits differ between engines and sizes of batches."""
    return [(hypothesis.text, hypothesis.finished) for hypothesis in hypotheses]


def echoing(folder: Path, engine: Echo, **options: Any) -> Seq2Seq:
    return Seq2Seq("echo", family_of(open_folder(folder)), lambda: engine, **options)


# Toys


@pytest.mark.parametrize("name", toys.TOYS)
def test_toys_answer_differently(loaded: Load, name: str) -> None:
    requests = requests_for(name)
    hypotheses = loaded(name).translate(requests, Search(beam=1))
    assert len({hypothesis.text for hypothesis in hypotheses}) > len(requests) / 2


def test_some_toys_finish_and_some_do_not(loaded: Load) -> None:
    hypotheses = chain.from_iterable(loaded(name).translate(requests_for(name), Search(beam=1)) for name in toys.TOYS)
    finished = [hypothesis.finished for hypothesis in hypotheses]
    assert min(finished.count(True), finished.count(False)) > len(finished) / 10


# Engines


@pytest.mark.parametrize("beam", [1, 4])
@pytest.mark.parametrize("name", toys.TOYS)
def test_engines_agree(loaded: Load, name: str, beam: int) -> None:
    requests = requests_for(name)
    ours, reference = (loaded(name, engine).translate(requests, Search(beam=beam)) for engine in CPU_ENGINES)
    assert texts(ours) == texts(reference)
    assert [a.score for a in ours] == pytest.approx([b.score for b in reference], abs=1e-3)


def test_engines_agree_on_other_special_ids(tmp_path: Path) -> None:
    """Hard-wired ids would not show on the other toys: they are what transformers takes for granted."""
    toys.madlad(tmp_path)
    converted = tmp_path / "converted"
    requests = [Request(f"{text} 🦙", "sw", "vi") for text in toys.CORPUS[:6]]
    ours, reference = (
        load(tmp_path, engine=engine, converted=converted, threads=1, digest="1").translate(requests, Search(beam=2))
        for engine in CPU_ENGINES
    )
    assert texts(ours) == texts(reference)
    assert len(set(texts(ours))) > 1


@pytest.mark.parametrize("name", toys.TOYS)
@pytest.mark.filterwarnings("ignore:Recommended. pip install sacremoses")
def test_greedy_output_is_that_of_plain_generate(loaded: Load, toy_folder: Callable[[str], Path], name: str) -> None:
    """As the model cards call it: one sentence, the tokenizer of transformers, ``generate``."""
    import torch
    from transformers import AutoModelForSeq2SeqLM, AutoTokenizer
    from transformers.utils import logging as transformers_logging

    transformers_logging.disable_progress_bar()
    family = family_of(open_folder(toy_folder(name)))
    tokenizer = AutoTokenizer.from_pretrained(toy_folder(name))
    model = AutoModelForSeq2SeqLM.from_pretrained(toy_folder(name), dtype=torch.float32)
    source, target = DIRECTIONS[name][0]
    before = {"t5": f"<2{target}> ", "marian-multi": ">>vie<< "}.get(name, "")
    if name in {"nllb", "m2m100"}:
        tokenizer.src_lang = family.tag(source, target)[0].strip("_")
    never = {family.vocabulary.unk, family.vocabulary.pad}
    left_out = [i for i, token in enumerate(family.vocabulary.tokens) if token in never or not is_latin(token)]
    for text in toys.SENTENCES[source]:
        inputs = tokenizer(before + text, return_tensors="pt")
        room = 16 + 16 * -(-inputs.input_ids.shape[1] // 16)
        forced = [family.vocabulary.ids[token] for token in family.prefix(target)]
        output = model.generate(
            **inputs,
            num_beams=1,
            min_new_tokens=len(forced) + 1,
            max_new_tokens=room + len(forced),
            forced_bos_token_id=forced[0] if forced else None,
            forced_eos_token_id=None,
            suppress_tokens=left_out,
        )[0].tolist()
        tokens = [family.vocabulary.tokens[i] for i in output[1 + len(forced) :]]
        for engine in CPU_ENGINES:
            (hypothesis,) = loaded(name, engine).translate([Request(text, source, target)], Search(beam=1))
            assert hypothesis.text == family.decode(tokens)
            assert hypothesis.finished == (tokens[-1] == family.vocabulary.eos)


@pytest.mark.parametrize("engine", CPU_ENGINES)
def test_score_is_the_mean_log_probability(loaded: Load, engine: str) -> None:
    """Recomputed by feeding the output back, on the family with a forced prefix."""
    import torch

    family, reference = loaded("m2m100", engine)._family, loaded("m2m100", "transformers")._loaded._model
    vocabulary = family.vocabulary
    request = Request(toys.SENTENCES["ar"][0], "ar", "en")
    source, prefix = family.encode(request), family.prefix("en")
    for beam in (1, 3):
        ((decoded,),) = loaded("m2m100", engine)._loaded.decode([source], [prefix], Search(beam=beam), 30)
        output = [*decoded.tokens, *([vocabulary.eos] if decoded.finished else [])]
        ids = [[vocabulary.ids.get(t, vocabulary.ids["<unk>"]) for t in tokens] for tokens in (source, prefix, output)]
        with torch.no_grad():
            logits = reference(
                input_ids=torch.tensor([ids[0]]), decoder_input_ids=torch.tensor([[2, *ids[1], *ids[2][:-1]]])
            ).logits[0, len(prefix) :]
        logits[:, [vocabulary.ids["<unk>"], vocabulary.ids["<pad>"]]] = -torch.inf
        means = logits.log_softmax(-1).gather(1, torch.tensor(ids[2])[:, None]).mean().item()
        assert decoded.score == pytest.approx(means, abs=1e-4)


@pytest.mark.parametrize("token", ["▁Hà", "β", "1,5", "…", "<0xF0>", "eng_Latn", "▁", "\u0301", "µg", "ʻ", "€"])
def test_tokens_that_may_be_in_a_text_of_latin_letters(token: str) -> None:
    assert is_latin(token)


@pytest.mark.parametrize("token", ["▁টিকা", "া", "لقاح", "ں", "疫", "ж", "aж", "한", "ก", "ა", "ñம்"])
def test_tokens_of_other_letters(token: str) -> None:
    assert not is_latin(token)


def test_languages_of_latin_letters() -> None:
    assert [code for code in ("en", "vi", "id", "ar", "bn", "ur", "xx") if takes_latin(code)] == ["en", "vi", "id"]


@pytest.mark.parametrize("engine", CPU_ENGINES)
@pytest.mark.parametrize("name", toys.TOYS)
def test_other_letters_stay_out_and_nothing_else_changes(loaded: Load, name: str, engine: str) -> None:
    """What is best among all tokens, and has no other letters, is best among the Latin ones."""
    translator = loaded(name, engine)
    left_out = 0
    for request in requests_for(name):
        asked = ([translator._family.encode(request)], [translator._family.prefix(request.target)], Search(beam=1), 20)
        ((free,),), ((limited,),) = (translator._loaded.decode(*asked, latin) for latin in (False, True))
        assert all(map(is_latin, limited.tokens))
        same = list(map(is_latin, free.tokens)).index(False) if not all(map(is_latin, free.tokens)) else None
        left_out += same is not None
        assert limited.tokens[:same] == free.tokens[:same]
    assert left_out, "the toy never wants other letters, and shows nothing"


@pytest.mark.parametrize("engine", CPU_ENGINES)
def test_no_repeat_ngram(loaded: Load, engine: str) -> None:
    requests = requests_for("marian-multi")
    translator = loaded("marian-multi", engine)
    sources = [translator._family.encode(request) for request in requests]
    for size, repeats in ((0, True), (2, False)):
        decoded = translator._loaded.decode(sources, [[]] * len(sources), Search(beam=1, no_repeat_ngram=size), 60)
        pairs = [list(zip(answer.tokens, answer.tokens[1:], strict=False)) for (answer,) in decoded]
        assert any(len(set(pair)) < len(pair) for pair in pairs) is repeats


def test_a_folder_may_forbid_repetition(toy_folder: Callable[[str], Path], tmp_path: Path) -> None:
    """Where the search says nothing; a search that says something counts."""
    folder = tmp_path / "marian-multi"
    shutil.copytree(toy_folder("marian-multi"), folder)
    config = json.loads((folder / "config.json").read_text())
    (folder / "config.json").write_text(json.dumps(config | {"songngu": {"no_repeat_ngram": 2}}))
    plain, hinted = (
        load(place, engine="ctranslate2-float32", converted=tmp_path, threads=1)
        for place in (toy_folder("marian-multi"), folder)
    )
    requests = requests_for("marian-multi")
    assert texts(hinted.translate(requests)) == texts(plain.translate(requests, Search(no_repeat_ngram=2)))
    assert texts(hinted.translate(requests)) != texts(plain.translate(requests))
    third = Search(no_repeat_ngram=3)
    assert texts(hinted.translate(requests, third)) == texts(plain.translate(requests, third))


@pytest.mark.parametrize("name", toys.TOYS)
def test_the_best_of_several_is_that_of_a_plain_search(loaded: Load, name: str) -> None:
    """On both engines, which also agree on the others, whose scores fall."""
    requests = requests_for(name)[:4]
    plain = loaded(name).translate(requests, Search(beam=4))
    ours, reference = (loaded(name, e).translate(requests, Search(beam=4, hypotheses=4)) for e in CPU_ENGINES)
    for best, *engines in zip(plain, ours, reference, strict=True):
        for answer in engines:
            found = [replace(answer, alternatives=()), *answer.alternatives]
            scores = [hypothesis.score or 0 for hypothesis in found]
            assert texts(found[:1]) == texts([best])
            assert scores[0] == pytest.approx(best.score, abs=1e-3)
            assert scores == sorted(scores, reverse=True)
            assert len(scores) == 4
            assert found[0].tokens > 0
        assert texts(engines[0].alternatives) == texts(engines[1].alternatives)


# Independence of batch, order and neighbours


@pytest.mark.parametrize("name", toys.TOYS)
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_batches_order_neighbours_and_duplicates_change_nothing(loaded: Load, name: str, data: st.DataObject) -> None:
    everything = requests_for(name)
    expected = dict(zip(everything, loaded(name).translate(everything, Search(beam=2)), strict=True))
    chosen = data.draw(st.lists(st.sampled_from(everything), max_size=12))
    batch_tokens = data.draw(st.sampled_from([1, 100, 5000]))
    translator = Seq2Seq("x", loaded(name)._family, lambda: loaded(name)._loaded, batch_tokens=batch_tokens)
    assert texts(translator.translate(chosen, Search(beam=2))) == texts([expected[request] for request in chosen])


@pytest.mark.parametrize("name", toys.TOYS)
def test_int8_in_any_batch_is_the_same_bit_for_bit(loaded: Load, name: str) -> None:
    requests = requests_for(name)
    translator = loaded(name, "ctranslate2")
    together = translator.translate(requests, Search(beam=4, hypotheses=2))
    for ends in (True, False):
        translator._loaded._ends_fillers = ends  # type: ignore[attr-defined]
        alone = [translator.translate([request], Search(beam=4, hypotheses=2))[0] for request in requests]
        assert together == alone


def test_a_filler_has_the_width_and_does_not_go_on_for_long(loaded: Load) -> None:
    class Noting:
        def __init__(self, model: Any) -> None:
            self.model = model

        def translate_batch(self, sources: Any, *more: Any, **options: Any) -> Any:
            fillers.append(sources[-1])
            *results, filler = self.model.translate_batch(sources, *more, **options)
            return [*results, SimpleNamespace(hypotheses=[filler.hypotheses[0] + ["on", "and", "on"] * 9])]

    fillers: list[list[str]] = []
    engine: Any = loaded("nllb", "ctranslate2")._loaded
    source, prefix = ["▁a", "▁b", "eng_Latn", "</s>"], ["vie_Latn"]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine, "_ends_fillers", True)
        expected = engine.decode([source], [prefix], Search(beam=2), 6, width=16)
        patch.setattr(engine, "_model", Noting(engine._model))
        assert engine.decode([source], [prefix], Search(beam=2), 6, width=16) == expected
        assert engine.decode([source], [prefix], Search(beam=2), 6, width=16) == expected
    assert fillers == [["</s>"] * 16, [*["▁a", "▁b", "eng_Latn"] * 5, "</s>"]]


@pytest.mark.parametrize("name", ["t5", "m2m100"])
def test_torch_batches_change_nothing(loaded: Load, name: str) -> None:
    requests = requests_for(name)
    together = loaded(name, "transformers").translate(requests, Search(beam=1))
    family, engine = loaded(name)._family, loaded(name, "transformers")._loaded
    alone = Seq2Seq("alone", family, lambda: engine, batch_tokens=1).translate(requests[::-1], Search(beam=1))[::-1]
    assert texts(together) == texts(alone)
    assert [h.score for h in together] == pytest.approx([h.score for h in alone], abs=1e-5)


def test_both_targets_in_one_call_are_both_answered(loaded: Load) -> None:
    text = toys.SENTENCES["bn"][0]
    vi, en = loaded("nllb").translate([Request(text, "bn", "vi"), Request(text, "bn", "en")], Search(beam=1))
    assert vi.text != en.text


def test_equal_requests_are_asked_once_and_batches_keep_their_size(toy_folder: Callable[[str], Path]) -> None:
    engine = Echo()
    requests = requests_for("t5")
    echoing(toy_folder("t5"), engine, batch_tokens=100).translate(requests * 3)
    assert max(engine.batches) <= 100
    assert len(engine.batches) < len(requests)
    engine.batches.clear()
    echoing(toy_folder("t5"), engine).translate(requests[:1] * 50)
    assert len(engine.batches) == 1


def test_blank_requests_are_not_asked(toy_folder: Callable[[str], Path]) -> None:
    engine = Echo()
    requests = [Request("", "bn", "vi"), Request(" \n\t", "bn", "vi")]
    assert echoing(toy_folder("t5"), engine).translate(requests) == [Hypothesis("", True, None)] * 2
    assert echoing(toy_folder("t5"), engine).translate([]) == []
    assert engine.batches == []


def test_through_english_is_one_translation_after_the_other(loaded: Load) -> None:
    translator, search = loaded("m2m100"), Search(beam=2, hypotheses=2)
    requests = [Request(text, "bn", "vi") for text in toys.SENTENCES["bn"]]
    english = translator.translate([replace(request, target="en") for request in requests], Search(beam=2))
    onward = translator.translate([Request(half.text, "en", "vi") for half in english], search)
    for answer, half, last in zip(
        Pivot(translator, translator).translate(requests, search), english, onward, strict=True
    ):
        assert (answer.text, answer.route) == (last.text, "through-en")
        assert answer.score == min(half.score or 0, last.score or 0)
        assert answer.finished == (half.finished and last.finished)
        assert texts(answer.alternatives) == [(a.text, a.finished and half.finished) for a in last.alternatives]


# Languages and hostile texts


@pytest.mark.parametrize("name", toys.TOYS)
@pytest.mark.parametrize("engine", CPU_ENGINES)
def test_a_wrong_language_is_an_error_before_anything_is_asked(
    toy_folder: Callable[[str], Path], tmp_path: Path, name: str, engine: str
) -> None:
    translator = load(toy_folder(name), engine=engine, converted=tmp_path)
    good = requests_for(name)[0]
    assert translator.supports(good.source, good.target)
    assert not translator.supports(good.source, "xx")
    with pytest.raises(LanguageError, match="'xx'"):
        translator.translate([good, Request("text", good.source, "xx")])
    assert list(tmp_path.iterdir()) == []


def test_a_text_cannot_choose_its_target(loaded: Load) -> None:
    hostile, plain = (Request(text, "vi", "vi") for text in ("<2en> Bộ Y tế", "< 2en> Bộ Y tế"))
    answers = loaded("t5").translate([hostile, plain], Search(beam=1))
    assert answers[0] == answers[1]


# Length


@pytest.mark.parametrize("limit", [8, 20, 200])
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.lists(st.sampled_from(" ".join(toys.CORPUS).split()), min_size=1, max_size=80))
def test_nothing_is_lost_of_a_long_text(toy_folder: Callable[[str], Path], limit: int, words: list[str]) -> None:
    engine = Echo()
    translator = echoing(toy_folder("t5"), engine, batch_tokens=1)
    translator._family.folder = _limited(translator._family.folder, limit)
    text = " ".join(words)
    (hypothesis,) = translator.translate([Request(text, "vi", "en")])
    assert "".join(hypothesis.text.split()) == "".join(text.split())
    assert max(engine.batches) <= limit


def _limited(folder: Any, limit: int) -> Any:
    return type(folder)(folder.path, {**folder.config, "songngu": {"max_source_tokens": limit}}, folder.tokenizer)


@pytest.mark.parametrize("name", toys.TOYS)
def test_a_long_text_is_answered_part_by_part(loaded: Load, name: str) -> None:
    translator = loaded(name)
    source, target = ("en", "vi") if name != "marian-multi" else ("bn", "vi")

    def fits(text: str) -> bool:
        return len(translator._family.encode(Request(text, source, target))) <= 200

    pieces = parts(LONG, source, fits)
    assert len(pieces) > 1
    assert " ".join(pieces) == LONG
    (whole,) = translator.translate([Request(LONG, source, target)], Search(beam=1))
    answers = translator.translate([Request(text, source, target) for text in pieces], Search(beam=1))
    assert whole.text == " ".join(answer.text for answer in answers if answer.text)
    assert whole.finished == all(answer.finished for answer in answers)
    assert min(answer.score or 0 for answer in answers) <= (whole.score or 0)
    assert (whole.score or 0) <= max(answer.score or 0 for answer in answers)


def test_a_long_text_is_finished_only_if_all_its_parts_are(toy_folder: Callable[[str], Path]) -> None:
    request = Request(LONG, "en", "vi")
    (finished,) = echoing(toy_folder("t5"), Echo()).translate([request])
    (unfinished,) = echoing(toy_folder("t5"), Echo(unfinished="vaccine")).translate([request])
    assert finished.finished
    assert not unfinished.finished
    assert finished.text == unfinished.text == LONG


@pytest.mark.parametrize(
    ("text", "limit", "expected"),
    [
        ("one, two, three", 99, ["one, two, three"]),
        ("one, two, three", 10, ["one, two,", "three"]),
        ("one, two, three", 5, ["one,", "two,", "three"]),
        ("one two three", 8, ["one two", "three"]),
        ("abcdefghij", 4, ["ab", "cde", "fg", "hij"]),
        ("  one, two  ", 5, ["one,", "two"]),
    ],
)
def test_parts(text: str, limit: int, expected: list[str]) -> None:
    assert parts(text, "en", lambda part: len(part.strip()) <= limit) == expected


def test_a_limit_below_one_character_is_an_error() -> None:
    with pytest.raises(ModelError, match="one character, 'a'"):
        parts("abc", "en", lambda _: False)


def test_long_sequences_stay_within_the_positions_of_the_model(loaded: Load, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(loaded("marian")._family.folder.path, tmp_path / "marian"))
    toys.edit_config(folder, songngu={"max_source_tokens": 10_000})
    for engine in CPU_ENGINES:
        translator = load(folder, engine=engine, converted=tmp_path / "converted", threads=1)
        (hypothesis,) = translator.translate([Request("vaccine " * 400, "en", "vi")], Search(beam=1))
        assert hypothesis.text


# Signatures and loading


def test_signature_names_what_output_depends_on(toy_folder: Callable[[str], Path], tmp_path: Path) -> None:
    import ctranslate2
    import torch

    folder = Path(shutil.copytree(toy_folder("t5"), tmp_path / "toy"))
    signatures = {engine: signature_of(folder, engine) for engine in ENGINES}
    assert len(set(signatures.values())) == len(ENGINES)
    assert signature_of(folder) == signatures["ctranslate2"]
    assert f"ctranslate2-{ctranslate2.__version__}" in signatures["ctranslate2"]
    assert f"torch-{torch.__version__}" in signatures["transformers"]
    assert "|type:int8" in signatures["ctranslate2"]
    assert f"model:toy|digest:{digest_folder(folder)}|family:t5|" in signatures["transformers"]
    for engine, signature in signatures.items():
        assert load(folder, engine=engine, converted=tmp_path).signature == signature
    _flip_a_byte(folder / "model.safetensors")
    assert signature_of(folder) != signatures["ctranslate2"]


def test_loading_and_signing_import_no_engine(toy_folder: Callable[[str], Path], tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from songngu.translators import load, signature_of\n"
        "translator = load(Path(sys.argv[1]), converted=Path(sys.argv[2]))\n"
        "assert translator.signature == signature_of(Path(sys.argv[1]))\n"
        "print(sorted({'torch', 'transformers', 'ctranslate2', 'sentencepiece'} & set(sys.modules)))"
    )
    arguments = [sys.executable, "-c", code, str(toy_folder("t5")), str(tmp_path)]
    result = subprocess.run(arguments, capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"


def test_unknown_engines_are_errors(toy_folder: Callable[[str], Path], tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="unknown engine 'marian'; there are: auto, ctranslate2, "):
        load(toy_folder("t5"), engine="marian", converted=tmp_path)


@pytest.mark.parametrize("engine", CPU_ENGINES)
def test_damaged_weights_are_an_error(toy_folder: Callable[[str], Path], tmp_path: Path, engine: str) -> None:
    folder = Path(shutil.copytree(toy_folder("t5"), tmp_path / "toy"))
    (folder / "model.safetensors").write_bytes((folder / "model.safetensors").read_bytes()[:1000])
    translator = load(folder, engine=engine, converted=tmp_path / "converted")
    with pytest.raises(ModelError, match="cannot"):
        translator.translate([Request("text", "en", "vi")])
    assert list((tmp_path / "converted").glob("*")) == []


@pytest.mark.parametrize("options", [{"beam": 0}, {"no_repeat_ngram": -1}, {"hypotheses": 0}, {"hypotheses": 5}])
def test_senseless_searches_are_errors(options: dict[str, int]) -> None:
    with pytest.raises(UsageError, match="must be"):
        Search(**options)


def test_search_is_its_part_of_a_signature() -> None:
    assert str(Search(beam=2, no_repeat_ngram=3)) == "beam-2-norepeat-3"
    assert str(Search(beam=8, hypotheses=8)) == "beam-8-best-8"


def test_ask_lets_no_wrong_number_through(toy_folder: Callable[[str], Path]) -> None:
    class Forgetful(Seq2Seq):
        def translate(self, requests: Sequence[Request], search: Search = Search()) -> list[Hypothesis]:
            return super().translate(requests, search)[1:]

    family = family_of(open_folder(toy_folder("t5")))
    requests = requests_for("t5")
    with pytest.raises(ModelError, match=f"{len(requests)} requests gave {len(requests) - 1} hypotheses"):
        ask(Forgetful("forgetful", family, Echo), requests, Search())
    assert len(ask(Seq2Seq("echo", family, Echo), requests, Search())) == len(requests)


# Conversion


def _flip_a_byte(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[-1] ^= 1
    file.write_bytes(bytes(content))


@pytest.fixture
def conversions(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Folders that a model was converted into."""
    made: list[Path] = []
    convert = ctranslate._convert

    def counted(*arguments: Any) -> None:
        made.append(arguments[2])
        convert(*arguments)

    monkeypatch.setattr(ctranslate, "_convert", counted)
    return made


def _damage(copy: Path) -> None:
    _flip_a_byte(copy / "model.bin")


def _forget_manifest(copy: Path) -> None:
    (copy / "manifest.json").unlink()


def _lose_vocabulary(copy: Path) -> None:
    (copy / "shared_vocabulary.json").unlink()


@pytest.mark.parametrize("harm", [_damage, _forget_manifest, _lose_vocabulary])
def test_a_model_is_converted_once_and_again_if_harmed(
    toy_folder: Callable[[str], Path],
    tmp_path: Path,
    conversions: list[Path],
    caplog: pytest.LogCaptureFixture,
    harm: Callable[[Path], None],
) -> None:
    def answer() -> list[Hypothesis]:
        return load(toy_folder("nllb"), converted=tmp_path, threads=1).translate(requests_for("nllb"), Search(beam=1))

    first = answer()
    assert answer() == first
    assert len(conversions) == 1
    assert caplog.records == []
    (copy,) = tmp_path.iterdir()
    assert copy.name.startswith(digest_folder(toy_folder("nllb"))[:16] + "-int8-")
    harm(copy)
    assert answer() == first
    assert len(conversions) == 2
    assert [record.levelno for record in caplog.records] == [logging.WARNING]
    assert "made anew" in caplog.text
    assert list(tmp_path.iterdir()) == [copy]


def test_two_processes_may_convert_at_once(
    toy_folder: Callable[[str], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = open_folder(toy_folder("t5"))
    vocabulary = family_of(folder).vocabulary
    copy, faster = tmp_path / "copy", tmp_path / "faster"
    ctranslate.ensure(faster, folder, vocabulary, "int8")
    convert = ctranslate._convert

    def overtaken(*arguments: Any) -> None:
        convert(*arguments)
        shutil.copytree(faster, copy)

    monkeypatch.setattr(ctranslate, "_convert", overtaken)
    ctranslate.ensure(copy, folder, vocabulary, "int8")
    assert ctranslate._intact(copy)
    assert {path.name for path in tmp_path.iterdir()} == {"copy", "faster"}


# Both targets


@pytest.mark.parametrize("name", ["nllb", "m2m100"])
def test_torch_encodes_a_sentence_once_for_both_targets(
    loaded: Load, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    translator = loaded(name, "transformers")
    one = [Request(text, "ar", "vi") for text in toys.SENTENCES["ar"]]
    both = [replace(request, target=target) for request in one for target in ("en", "vi")]
    apart = [translator.translate([request], Search(beam=4))[0] for request in both]
    encoder = translator._loaded._model.get_encoder()  # type: ignore[attr-defined]
    seen: list[int] = []
    hook = encoder.register_forward_hook(lambda *arguments: seen.append(len(arguments[2].last_hidden_state)))
    together = translator.translate(both, Search(beam=4))
    hook.remove()
    assert sum(seen) == len(one)
    assert texts(together) == texts(apart)


def test_both_targets_of_a_sentence_are_neighbours(toy_folder: Callable[[str], Path]) -> None:
    class Noting(Echo):
        def decode(self, sources: Any, prefixes: Any, *_: Any) -> Any:
            asked.extend(zip(map(tuple, sources), map(tuple, prefixes), strict=True))
            return [(Decoded(("a",), True, -1.0),)] * len(sources)

    asked: list[tuple[tuple[str, ...], tuple[str, ...]]] = []
    requests = [Request(text, "ar", target) for target in ("en", "vi") for text in toys.SENTENCES["ar"]]
    engine = Noting()
    engine.workers = 1
    echoing(toy_folder("nllb"), engine, batch_tokens=100_000).translate(requests)
    assert all(a[0] == b[0] and a[1] != b[1] for a, b in zip(asked[::2], asked[1::2], strict=True))

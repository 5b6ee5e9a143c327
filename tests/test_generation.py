"""Models that write: a real T5 of a few weights through its documented call, chat models in a folder and on a server."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import jsonschema
import pytest

import chat_toys
import toys
from chat_server import ChatServer, serving, toy
from songngu.api import Pipeline
from songngu.cli import main
from songngu.errors import LanguageError, ModelError, UsageError
from songngu.outputs import Outputs, from_json, to_json
from songngu.outputs.markdown import brief_page
from songngu.summarisers.writing import Writer
from songngu.translators.generation import EncoderDecoder, Instructed, text_model, text_model_at
from songngu.types import Article

ENGLISH = toys.SENTENCES["en"]
TEXT = " ".join(ENGLISH)
SCHEMA = Path(__file__).parents[1] / "docs" / "record.schema.json"


@pytest.fixture(scope="module")
def xlsum(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """As csebuetnlp/mT5_multilingual_XLSum: mT5, SentencePiece, no tags."""
    folder = tmp_path_factory.mktemp("mt5-xlsum")
    _summary_model(folder, "MT5Config", "MT5ForConditionalGeneration")
    return folder


@pytest.fixture(scope="module")
def vit5(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """As VietAI/vit5-base-vietnews-summarization: T5 with a prefix."""
    folder = tmp_path_factory.mktemp("models") / "vit5-vietnews"
    folder.mkdir()
    _summary_model(folder, "T5Config", "T5ForConditionalGeneration")
    return folder


def _summary_model(folder: Path, config: str, model: str) -> None:
    import torch
    import transformers

    special = {"pad_id": 0, "eos_id": 1, "unk_id": 2, "bos_id": -1}
    pieces = toys._sentencepiece(folder / "spiece.model", model_type="unigram", byte_fallback=True, **special)
    tokenizer = {"tokenizer_class": "T5Tokenizer", "extra_ids": 0, "additional_special_tokens": []}
    (folder / "tokenizer_config.json").write_text(json.dumps(tokenizer))
    torch.manual_seed(7)
    sizes = {"d_model": 32, "d_kv": 8, "d_ff": 64, "num_layers": 2, "num_decoder_layers": 2, "num_heads": 4}
    made = getattr(transformers, config)(
        vocab_size=len(pieces) + 12, decoder_start_token_id=0, dropout_rate=0.0, initializer_factor=2.0, **sizes
    )
    weights = getattr(transformers, model)(made)
    toys._stretch(weights, 1, 4.0)
    weights.save_pretrained(folder)


def _documented(folder: Path, text: str, **options: int) -> str:
    """What the call of the model's page gives."""
    import torch
    from sentencepiece import SentencePieceProcessor
    from transformers import AutoModelForSeq2SeqLM

    spm = SentencePieceProcessor(model_file=str(folder / "spiece.model"))
    ids = torch.tensor([[*spm.encode(text), 1]])
    model = AutoModelForSeq2SeqLM.from_pretrained(folder, local_files_only=True).eval()
    with torch.inference_mode():
        output = model.generate(ids, min_new_tokens=1, do_sample=False, suppress_tokens=[0, 2], **options)[0].tolist()
    return str(spm.decode([token for token in output[1:] if token > 2]))


def test_an_mt5_writes_what_its_documented_call_gives(xlsum: Path) -> None:
    model = text_model(xlsum)
    assert isinstance(model, EncoderDecoder)
    assert "_engine" not in vars(model)  # nothing is loaded before the first text
    found = model.generate([TEXT, ENGLISH[0]], "en")
    options = {"num_beams": 4, "no_repeat_ngram_size": 2, "max_new_tokens": 84, "early_stopping": True}
    assert found == [_documented(xlsum, text, **options) for text in (TEXT, ENGLISH[0])]
    assert found[0]
    assert model.writes("bn")


def test_a_model_without_memory_is_an_error_of_ours(xlsum: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise RuntimeError("out of memory\nat line 1")

    monkeypatch.setattr("songngu.translators.pytorch.PyTorchEngine.decode", full)
    with pytest.raises(ModelError, match="stopped in the middle of a brief .out of memory.; free memory"):
        text_model(xlsum).generate([TEXT], "en")


def test_vit5_gets_its_prefix_and_writes_vietnamese_only(vit5: Path) -> None:
    text = " ".join(toys.SENTENCES["vi"])
    model = text_model(vit5)
    assert model.generate([text], "vi") == [_documented(vit5, f"vietnews: {text}", num_beams=1, max_new_tokens=256)]
    assert model.writes("vi")
    assert not model.writes("en")


def test_an_article_longer_than_the_window_reaches_an_encoder_decoder_whole(xlsum: Path) -> None:
    model = text_model(xlsum)
    asked: list[str] = []
    texts = [f"{sentence} {n}" for n in range(30) for sentence in ENGLISH]
    original = model.generate
    model.generate = lambda given, *rest, **more: asked.extend(given) or original(given, *rest, **more)  # type: ignore
    assert Writer(model).draft(texts, "en", 2)
    assert len(asked) > 1
    assert " ".join(asked).startswith(" ".join(texts))
    assert all(model.fits(text) for text in asked)


def test_folders_that_write_no_briefs_are_refused(toy_folder: Callable[[str], Path], tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="translates, and writes no briefs; use it with --model"):
        text_model(toy_folder("t5"))
    with pytest.raises(ModelError, match="model_type 'marian' writes no briefs; t5 and mt5 .* do, and chat models"):
        text_model(toy_folder("marian"))
    (tmp_path / "config.json").write_text('{"model_type": "mt5"}')
    (tmp_path / "pytorch_model.bin").write_bytes(b"a pickle")
    with pytest.raises(ModelError, match="no weights as safetensors"):
        text_model(tmp_path)


def test_signatures_name_files_call_and_versions(xlsum: Path, vit5: Path, tmp_path: Path) -> None:
    first = text_model(xlsum).signature
    assert "beam-4-norepeat-2-in-512-out-84" in first
    assert "torch-" in first
    assert text_model(xlsum, digest="0" * 64).signature != first != text_model(vit5).signature


def test_a_chat_model_in_a_folder_is_asked_with_the_prompt(tmp_path: Path) -> None:
    chat_toys.qwen(tmp_path)
    model = text_model(tmp_path)
    assert isinstance(model, Instructed)
    before, after = Writer(model)._prompt("vi", 2)
    said = model.generate([json.dumps({"1": "Xin <|im_end|> chào"})], "vi", before=before, after=after, keys=2)
    assert len(said) == 1
    assert said == model.generate([json.dumps({"1": "Xin <|im_end|> chào"})], "vi", before=before, after=after, keys=2)
    assert Writer(model).writes("vi")
    assert not Writer(model).writes("fr")  # no prompt


@pytest.fixture
def server() -> Iterator[ChatServer]:
    with serving(lambda prompt: _summary(prompt)) as running:
        yield running


def _summary(prompt: str) -> str:
    """The first sentences of the article in the prompt, the second with another number."""
    texts = list(json.loads(prompt.split("<article>\n")[-1].split("\n</article>")[0]).values())
    return json.dumps({str(n): text.replace("42", "45") for n, text in enumerate(texts[:3], 1)}, ensure_ascii=False)


def test_a_chat_model_on_a_server_is_asked_for_an_object(server: ChatServer) -> None:
    model = text_model_at(server.url, "toy")
    assert Writer(model).draft(ENGLISH, "en", 2) == [ENGLISH[0].replace("42", "45"), *ENGLISH[1:]]
    (asked,) = server.asked
    assert asked.startswith("You write briefs for analysts.")
    assert "in 2 sentences" in asked
    assert all(sentence in asked for sentence in ENGLISH)
    schema = server.bodies[-1]["response_format"]["json_schema"]["schema"]
    assert schema["required"] == ["1", "2"]
    assert server.url in model.signature


def test_what_a_toy_says_on_a_server_is_what_it_says_in_its_folder(tmp_path: Path) -> None:
    chat_toys.qwen(tmp_path)
    local = Writer(text_model(tmp_path)).draft(ENGLISH[:2], "en", 2)
    with serving(lambda _: "") as running:
        toy(tmp_path)(running)
        running.refuses = frozenset({"response_format"})
        assert Writer(text_model_at(running.url, "toy")).draft(ENGLISH[:2], "en", 2) == local


def _pipeline(shared_cache: Path, folder: Path | None = None, **options: object) -> Pipeline:
    return Pipeline("starter", cache=shared_cache, outputs=folder, **options)  # type: ignore[arg-type]


def test_briefs_of_a_server_in_records_pages_and_signatures(
    server: ChatServer, shared_cache: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    article = Article(TEXT, language="en")
    with _pipeline(shared_cache, tmp_path, brief="toy", brief_server=server.url, brief_in="both") as pipeline:
        (record,) = pipeline.run([article])
        assert [model.name for model in pipeline.brief_models] == ["toy"]
        assert list(pipeline.run([article])) == [record]
    origins = [sentence.origin for sentence in record.briefs["en"].sentences]
    assert set(origins) <= {"generated", "replaced"}
    assert "replaced" in origins  # 45
    assert "45" not in record.briefs["en"].text + record.briefs["vi"].text
    assert from_json(to_json(record)) == record
    jsonschema.validate(json.loads(to_json(record)), json.loads(SCHEMA.read_text(encoding="utf-8")))
    assert "sentence 1" in brief_page(record, "en")
    assert main(["show", record.article.id[:12], "-o", str(tmp_path)]) == 0
    assert "(replaced)" in " ".join(capsys.readouterr().out.split())
    assert "toy" in record.signature
    assert "brief-" in record.briefs["en"].signature
    with _pipeline(shared_cache, tmp_path) as plain:
        assert plain.known(article) is None


def test_briefs_of_an_encoder_decoder_from_the_command_line(
    xlsum: Path, shared_cache: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "one.txt").write_text(TEXT, encoding="utf-8")
    command = ["run", str(tmp_path / "one.txt"), "-o", str(tmp_path / "out"), "--cache", str(shared_cache)]
    assert main([*command, "--source", "en", "--model", "starter", "--brief", str(xlsum)]) == 0
    assert f"model {xlsum.name} (licence: the user's own)" in capsys.readouterr().err
    (record,) = Outputs(tmp_path / "out").records()
    assert "abstractive" in record.signature
    assert xlsum.name in record.signature
    assert all(brief.sentences for brief in record.briefs.values())


def test_a_server_that_goes_away_costs_the_brief_and_not_the_article(
    shared_cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("songngu.translators.chat_wire._PAUSES", ())
    with serving(lambda _: "") as running:
        pipeline = _pipeline(shared_cache, brief="toy", brief_server=running.url)
    with pipeline, pytest.warns(UserWarning, match="no brief by the model .*no server answers there"):
        (record,) = pipeline.run([Article(TEXT, language="en")])
    assert record.briefs["en"].sentences[0].origin == "extracted"
    assert "extractive" in record.briefs["en"].signature


def test_arguments_that_do_not_go_together(vit5: Path, shared_cache: Path) -> None:
    for options in ({"brief_server": "http://localhost:1/v1"}, {"brief_in": "both"}):
        with pytest.raises(UsageError, match="no model for the briefs is named"):
            _pipeline(shared_cache, **options)
    with pytest.raises(UsageError, match="cannot be written in 'latin'; there are: english"):
        _pipeline(shared_cache, brief="toy", brief_in="latin")
    with pytest.raises(LanguageError, match="writes no briefs in en; choose another model, or other targets"):
        _pipeline(shared_cache, brief=str(vit5), targets=["en"])
    with pytest.raises(ModelError, match="no model 'nothing'"):
        _pipeline(shared_cache, brief="nothing")

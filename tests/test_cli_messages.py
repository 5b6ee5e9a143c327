"""What the command says: hints that work when they are copied, mistakes by their names, and nothing cut or untrue."""

import argparse
import errno
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from fakes import Filler
from songngu import ArticleError, ModelError
from songngu.cli import main, terminal
from songngu.cli.interruptions import CHECKPOINT, kept
from songngu.outputs import Outputs
from songngu.types import Article, Line, Record, Rendering, Segment, Translation
from test_pipeline import flow

SEEDS = Path(__file__).parents[1] / "seeds"
ARABIC = SEEDS / "003_90fd04d64221309a.txt"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with its own cache, and a translator that needs no model."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SONGNGU_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr("songngu.api.translator_of", lambda *_: Filler())
    return tmp_path


@pytest.fixture
def told(capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """Run a command that fails with code 1; what it says."""

    def run(*arguments: str) -> str:
        capsys.readouterr()
        assert main(arguments) == 1
        return capsys.readouterr().err

    return run


# After a run


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        ([], "songngu show HASH"),
        (["-o", "outputs"], "songngu show HASH"),
        (["-o", "out 1"], "songngu show -o 'out 1' HASH"),
    ],
)
def test_the_hint_after_a_run_finds_the_article(
    folder: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], hint: str
) -> None:
    assert main(["run", str(ARABIC), *arguments]) == 0
    assert capsys.readouterr().err.endswith(f"or with: {hint}\n")
    (path,) = folder.glob("*/*/record.json")
    assert main(["show", *arguments, path.parent.name]) == 0


def test_a_folder_from_the_settings_needs_no_option(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SONGNGU_OUTPUTS", "mine")
    main(["run", str(ARABIC)])
    assert "or with: songngu show HASH\n" in capsys.readouterr().err
    main(["run", str(ARABIC), "-o", "outputs"])
    assert "or with: songngu show -o outputs HASH\n" in capsys.readouterr().err


def test_nothing_made_is_no_hint(folder: Path, told: Callable[..., str]) -> None:
    error = told("run", "missing.txt")
    assert "0 articles in " in error
    assert "read them" not in error


def test_one_is_singular(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "a.txt").write_text("The hospital will open next year in the north.")
    main(["run", "a.txt", "--source", "en"])
    output = capsys.readouterr()
    assert "\t1 segment\t" in output.out
    assert "1 article in " in output.err
    (page,) = folder.glob("outputs/*/vi.md")
    assert " 1 câu: " in page.read_text(encoding="utf-8")
    assert " 1 sentence: " in page.with_name("en.md").read_text(encoding="utf-8")


# After Ctrl-C


def test_ctrl_c_says_what_is_true_of_the_command(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("songngu.cli.commands.read", lambda *_, **__: interrupted())
    monkeypatch.setattr("songngu.cli.evaluate.read_table", interrupted)
    monkeypatch.setattr("songngu.cli.models.find", interrupted)
    (folder / "set.tsv").write_text("en\tvi\n")
    for arguments, message in (
        (["run", "a.txt"], "what was finished is kept, the same command goes on from there"),
        (["plan", "a.txt"], "the same command begins anew"),
        (["evaluate", "set.tsv"], "no score is kept; the sentences that were accepted are"),
        (["models", "calibrate", "x"], "the same command begins anew"),
    ):
        assert main(arguments) == 130
        assert f"songngu: interrupted; {message}" in capsys.readouterr().err


def test_training_goes_on_only_from_a_checkpoint(tmp_path: Path) -> None:
    from songngu.training import tuning

    options = argparse.Namespace(command="training.train", model_folder=tmp_path)
    assert "the same command begins anew" in kept(options)
    (tmp_path / "model.safetensors").write_bytes(b"")
    assert kept(options) == f"{tmp_path} holds the model, which was not scored"
    (tmp_path / "model.safetensors").unlink()
    (tmp_path / CHECKPOINT).write_bytes(b"")
    assert "the same command goes on from " + str(tuning._checkpoint(tmp_path)) in kept(options)


# Articles and folders that are not there


def test_a_file_that_was_never_run_says_how(folder: Path, told: Callable[..., str]) -> None:
    (folder / "my file.txt").write_text("The hospital will open next year in the north.")
    for command in (["show"], ["cache", "why"]):
        assert "my file.txt: not done yet: songngu run 'my file.txt'\n" in told(*command, "my file.txt")
        assert "not done yet: songngu run -o other 'my file.txt'" in told(*command, "my file.txt", "-o", "other")
    assert main(["run", "my file.txt", "--source", "en"]) == 0
    assert main(["show", "my file.txt"]) == 0
    assert "not done yet: songngu run -o other" in told("show", "my file.txt", "-o", "other")


@pytest.mark.parametrize("name", ["", "-", "<stdin>"])
def test_what_names_no_article_is_told(folder: Path, told: Callable[..., str], name: str) -> None:
    assert main(["run", str(ARABIC)]) == 0
    for command in (["show"], ["cache", "why"]):
        assert f"{name!r} names no article; name a file, or the beginning of a hash" in told(*command, "--", name)


def test_a_folder_is_the_folder_of_one_article(
    folder: Path, monkeypatch: pytest.MonkeyPatch, told: Callable[..., str]
) -> None:
    assert main(["run", str(ARABIC)]) == 0
    for name in ("outputs", ".", str(SEEDS)):
        assert f"{Path(name).resolve()}: holds no record.json" in told("show", name)
    monkeypatch.chdir(next(folder.glob("outputs/*/record.json")).parent)
    assert main(["show", "."]) == 0


@pytest.mark.parametrize("command", [["stats"], ["gc"], ["why", str(ARABIC)]])
def test_a_cache_that_is_not_there_is_told_and_not_made(
    folder: Path, told: Callable[..., str], command: list[str]
) -> None:
    main(["run", str(ARABIC)])
    assert "nope: no sentences are kept there" in told("cache", *command, "--cache", "nope")
    assert not (folder / "nope").exists()


# Settings


@pytest.mark.parametrize("content", ["not toml at all [", "colour = 'red'", "words = 'many'"])
@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["run", "--help"]])
def test_help_and_version_answer_whatever_the_settings_are(
    folder: Path, capsys: pytest.CaptureFixture[str], content: str, arguments: list[str]
) -> None:
    (folder / "songngu.toml").write_text(content)
    with pytest.raises(SystemExit) as end:
        main(arguments)
    assert end.value.code == 0
    assert "songngu" in capsys.readouterr().out
    assert main(["check", "outputs"]) == 2
    assert "songngu: error: songngu.toml: " in capsys.readouterr().err


def test_a_number_that_is_none_is_told_by_its_place(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "songngu.toml").write_text("threads = 1.5\n")
    assert main(["run", "x"]) == 2
    assert capsys.readouterr().err == "songngu: error: songngu.toml: threads must be a whole number, not '1.5'\n"
    (folder / "songngu.toml").unlink()
    monkeypatch.setenv("SONGNGU_SENTENCES", "abc")
    assert main(["run", "x"]) == 2
    assert capsys.readouterr().err == "songngu: error: SONGNGU_SENTENCES must be a whole number, not 'abc'\n"


# One article in the terminal

URL = "https://example.org/a/very/long/address/of/a/page/that/no/column/has/room/for.html"
BENGALI = "বিশ্ববিদ্যালয়গুলোতেও স্বাস্থ্যসেবাকেন্দ্রগুলোর"


def record(text: str, rendering: Rendering) -> Record:
    """An article of one sentence."""
    return Record(
        Article(text, language="bn"), "bn", (Line(text, "body", "", "bn"),), (Segment(text, "", 0),),
        {"en": Translation("en", (rendering,), "model:x")}, {}, "",
    )  # fmt: skip


def shown(found: Record, columns: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> str:
    monkeypatch.setenv("COLUMNS", str(columns))
    terminal.show(found)
    return capsys.readouterr().out


def columns_of(page: str) -> list[str]:
    """The text of each column of the rows of a drawn table, without white space."""
    rows = [line.strip("│┃").replace("┃", "│").split("│") for line in page.splitlines() if line[:1] in "│┃" and line]
    return ["".join("".join(cell.split()) for cell in column) for column in zip(*rows, strict=True)]


@pytest.mark.parametrize("columns", [30, 80])
def test_show_folds_long_words_and_cuts_none(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], columns: int
) -> None:
    found = record(BENGALI, Rendering(URL, "", "suspect", (f"addresses: {URL} is missing",)))
    page = shown(found, columns, monkeypatch, capsys)
    assert "…" not in page
    _, source, translation = columns_of(page)
    assert "".join(BENGALI.split()) in source
    assert f"{URL}suspect:addresses:{URL}ismissing" in translation


def test_the_reasons_of_a_repaired_sentence_are_of_the_past(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    page = shown(record("১৯", Rendering("19", "", "repaired", ("numbers: 19 is missing",))), 80, monkeypatch, capsys)
    assert "repaired, was: numbers: 19 is missing" in page


# Errors of other parts, as the user reads them


def test_a_language_that_was_identified_is_said_to_be_so() -> None:
    thai = "โรงพยาบาลพร้อมแล้ว"
    with pytest.raises(ArticleError, match="identified as 'th'; --source names another; the model does not translate"):
        list(flow().run([Article(thai)]))
    with pytest.raises(ArticleError) as error:
        list(flow().run([Article(thai, language="th")]))
    assert "identified" not in str(error.value)


def test_a_full_disk_is_no_fault_of_the_model(
    tmp_path: Path, toy_folder: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    from ctranslate2.converters import TransformersConverter

    from songngu.translators import ctranslate
    from songngu.translators.families import family_of
    from songngu.translators.folders import open_folder

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(TransformersConverter, "convert", full)
    opened = open_folder(toy_folder("t5"))
    with pytest.raises(ModelError, match="no room for the converted model; free the disk") as error:
        ctranslate.ensure(tmp_path / "cache" / "copy", opened, family_of(opened).vocabulary, "int8")
    assert str(error.value).startswith(f"{tmp_path / 'cache'}: ")


def test_pull_is_advised_only_for_what_it_can_bring(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["models", "path", "starter-slim"]) == 2
    error = capsys.readouterr().err
    assert "no model 'starter-slim' is installed" in error
    assert "pull" not in error
    assert main(["models", "path", "owner/model"]) == 2
    assert "songngu models pull owner/model" in capsys.readouterr().err


def test_a_model_is_written_without_a_bar(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from songngu.training import folders\n"
        "model = folders.make_model(20, 64, (1, 1))\n"
        "pieces = Path(sys.argv[1]) / folders.PIECES; pieces.write_bytes(b'')\n"
        "folders.write(model, pieces, Path(sys.argv[1]))"
    )
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True)
    assert (tmp_path / "model.safetensors").is_file(), done.stderr
    assert "shards" not in done.stderr


def test_a_dash_is_standard_output_for_a_digest(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["run", str(ARABIC)])
    capsys.readouterr()
    for arguments, start in ((["--html", "-"], "<!DOCTYPE html>"), (["-o", "-"], "# Digest of outputs")):
        assert main(["digest", "outputs", *arguments]) == 0
        assert capsys.readouterr().out.startswith(start)
    assert main(["digest", "outputs", "-o", "-", "--html", "-"]) == 2
    assert "cannot be both" in capsys.readouterr().err
    assert not (folder / "-").exists()
    assert len(Outputs(folder / "outputs").ids()) == 1

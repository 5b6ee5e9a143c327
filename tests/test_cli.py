"""The command: exit codes, what goes to stdout and stderr, resuming, and mistakes without tracebacks."""

import json
import os
import pty
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from fakes import Filler, Silent, Unsure
from songngu import cli
from songngu.cli import main
from songngu.outputs import Outputs
from songngu.translators import Request

SEEDS = Path(__file__).parents[1] / "seeds"
ARABIC = SEEDS / "003_90fd04d64221309a.txt"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with its own cache, and a translator that needs no model."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SONGNGU_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr("songngu.api.translator_of", lambda *_: Filler())
    return tmp_path


def records(output: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in output.splitlines()]


def test_run_writes_and_runs_again_from_the_outputs(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", str(SEEDS)]) == 0
    first = capsys.readouterr()
    assert len(first.out.splitlines()) == 5
    assert "5 processed, 0 from the outputs, 0 failed" in first.err
    assert "fit to publish" in first.err
    before = {path: path.read_bytes() for path in (folder / "outputs").rglob("*.*") if path.name != "run.json"}
    assert main(["run", str(SEEDS)]) == 0
    assert "0 processed, 5 from the outputs" in capsys.readouterr().err
    assert {path: path.read_bytes() for path in before} == before
    assert len(json.loads((folder / "outputs" / "index.json").read_text())["articles"]) == 5


def test_jsonl_on_stdout_carries_the_callers_key(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "a.jsonl").write_text('{"text": "The hospital will open next year in the north.", "id": "row-7"}\n')
    assert main(["run", "a.jsonl", "--format", "jsonl", "--source", "en"]) == 0
    (record,) = records(capsys.readouterr().out)
    assert record["article"]["key"] == "row-7"
    assert set(record["translations"]) == {"en", "vi"}


def test_a_bad_file_is_exit_code_1_and_the_rest_is_done(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "bad.txt").write_bytes(b"\0\1")
    assert main(["run", "bad.txt", str(ARABIC), "missing.txt"]) == 1
    output = capsys.readouterr()
    assert len(output.out.splitlines()) == 1
    assert "bad.txt: is a binary file" in output.err
    assert "missing.txt: cannot be read: No such file" in output.err
    failed = json.loads((folder / "outputs" / "run.json").read_text())["failed"]
    assert [entry["item"] for entry in failed] == ["bad.txt", "missing.txt"]


def test_strict_is_exit_code_3(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("songngu.api.translator_of", lambda *_: Silent())
    assert main(["run", str(ARABIC)]) == 0
    assert main(["run", str(ARABIC), "--strict"]) == 3
    assert main(["check", "outputs", "--strict"]) == 3


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["run", "x", "--model", "nonsense"], "no model 'nonsense'"),
        (["run", "x", "--to", "klingon"], "unknown language code 'klingon'"),
        (["run", "x", "--to", ","], "no target language"),
        (["run", "x", "--source", "xx"], "unknown language code 'xx'"),
        (["run", "x", "--sentences", "0"], "at least 1 sentence"),
    ],
)
def test_wrong_usage_is_exit_code_2(
    folder: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    assert main(arguments) == 2
    error = capsys.readouterr().err
    assert error.startswith("songngu: error: ")
    assert message in error


@pytest.mark.parametrize("arguments", [[], ["fly"], ["run"], ["run", "x", "--sentences", "many"], ["cache"]])
def test_what_cannot_be_parsed_is_exit_code_2(folder: Path, arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as error:
        main(arguments)
    assert error.value.code == 2


def test_ctrl_c_keeps_what_is_done(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("songngu.pipeline.WINDOW", 1)

    def interrupted(found: object, _options: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("songngu.cli.commands._emit", interrupted)
    assert main(["run", str(SEEDS)]) == 130
    assert "what was finished is kept" in capsys.readouterr().err
    assert len(list((folder / "outputs").glob("*/record.json"))) == 1


def test_plan_needs_no_model_and_counts_what_is_left(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plan", str(ARABIC)]) == 0
    row = capsys.readouterr().out.splitlines()[1].split("\t")
    assert row[1:] == ["ar", "name-before-source, source-line", "19", "38", "to do"]
    main(["run", str(ARABIC)])
    capsys.readouterr()
    assert main(["plan", str(ARABIC)]) == 0
    assert capsys.readouterr().out.splitlines()[1].split("\t")[-2:] == ["0", "done"]
    shutil.rmtree(folder / "outputs")
    assert main(["plan", str(ARABIC)]) == 0
    left, state = capsys.readouterr().out.splitlines()[1].split("\t")[-2:]
    assert (int(left) < 38, state) == (True, "to do")


def test_an_article_is_found_by_its_path_even_if_its_language_was_named(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["run", str(ARABIC), "--source", "ar"])
    assert main(["show", str(ARABIC)]) == 0
    (folder / "two.jsonl").write_text('{"text": "One."}\n{"text": "Two."}\n')
    assert main(["show", "two.jsonl"]) == 1
    assert "holds 2 articles" in capsys.readouterr().err


def test_check_keeps_what_only_the_model_could_say(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("songngu.api.translator_of", lambda *_: Unsure())
    main(["run", str(ARABIC)])
    capsys.readouterr()
    assert main(["check", "outputs", "--strict"]) == 3
    assert capsys.readouterr().out.count("confidence: mean log-probability -1.50") == 38


class Miscounting(Filler):
    """It says every number one too high in English."""

    def render(self, request: Request) -> str:
        words = super().render(request)
        return re.sub(r"\d+", lambda n: str(int(n[0]) + 1), words) if request.target == "en" else words


def test_figures_are_accounted_for(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("songngu.api.translator_of", lambda *_: Miscounting())
    (folder / "a.txt").write_text("Rumah sakit itu merawat 450 pasien pekan ini.\nMenteri kesehatan datang kemarin.")
    assert main(["run", "a.txt", "--source", "id", "--strict"]) == 3
    error = capsys.readouterr().err
    assert "English: sentences ok 1, suspect 1; figures differs 1" in error
    assert "Vietnamese: sentences ok 2; figures agrees 1" in error
    assert "1 figure in the sources; " in error
    summary = json.loads((folder / "outputs" / "run.json").read_text())
    assert summary["figures"] == 1
    assert summary["statuses"]["en"] == {"agrees": 0, "differs": 1, "missing": 0, "added": 0}
    assert {"names", "names_in_conflict"} <= set(summary)
    assert main(["check", "outputs", "--strict"]) == 3
    output = capsys.readouterr()
    assert "numbers: 450 is missing" in output.out
    assert "Vietnamese: sentences ok 2; figures agrees 1" in output.err
    assert main(["show", "a.txt"]) == 0
    shown = capsys.readouterr().out
    assert "Figures" in shown
    assert "451 differs" in shown


def test_check_fails_for_damaged_records(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["run", str(ARABIC)])
    (record,) = (folder / "outputs").glob("*/record.json")
    record.write_text("{")
    assert main(["check", "outputs"]) == 1
    error = capsys.readouterr().err
    assert "it is not used" in error
    assert "1 damaged record;" in error


def test_equal_articles_are_one_record_the_first(folder: Path) -> None:
    (folder / "b.txt").write_bytes(ARABIC.read_bytes())
    main(["run", str(ARABIC), "b.txt"])
    first = [path.read_bytes() for path in (folder / "outputs").glob("*/record.json")]
    main(["run", "b.txt", str(ARABIC)])
    assert [path.read_bytes() for path in (folder / "outputs").glob("*/record.json")] == first
    (entry,) = json.loads((folder / "outputs" / "index.json").read_text())["articles"]
    assert entry["source"] == str(ARABIC)


def test_show_finds_an_article_by_hash_and_by_path(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["run", str(ARABIC)])
    name = next((folder / "outputs").glob("*/record.json")).parent.name
    capsys.readouterr()
    for way in (name[:8], str(ARABIC), f"outputs/{name}"):
        assert main(["show", way]) == 0
        assert "Brief, Vietnamese" in capsys.readouterr().out
    assert main(["show", "ffff"]) == 1
    assert "must name one article" in capsys.readouterr().err


def test_cache_stats_why_and_gc(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["run", str(ARABIC)])
    capsys.readouterr()
    assert main(["cache", "stats"]) == 0
    assert "model:filler" in capsys.readouterr().out
    assert main(["cache", "why", str(ARABIC)]) == 0
    assert "is valid" in capsys.readouterr().err
    assert main(["cache", "why", str(ARABIC), "--sentences", "2"]) == 0
    output = capsys.readouterr()
    assert "length\t3\t2" in output.out
    assert "would be processed again" in output.err
    assert main(["cache", "gc"]) == 0
    assert " 0 sentences deleted" in capsys.readouterr().err


def test_settings_flag_over_environment_over_file(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "songngu.toml").write_text('to = ["en"]\noutputs = "from-file"\n')
    main(["run", str(ARABIC)])
    assert [path.name for path in folder.glob("from-file/*/brief.*.md")] == ["brief.en.md"]
    monkeypatch.setenv("SONGNGU_OUTPUTS", "from-environment")
    main(["run", str(ARABIC)])
    assert (folder / "from-environment").is_dir()
    main(["run", str(ARABIC), "-o", "from-flag", "--to", "vi"])
    assert [path.name for path in folder.glob("from-flag/*/brief.*.md")] == ["brief.vi.md"]
    (folder / "songngu.toml").write_text("colour = 'red'\n")
    assert main(["run", str(ARABIC)]) == 2
    assert "unknown option 'colour'" in capsys.readouterr().err


def test_force_does_everything_again(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["run", str(ARABIC)])
    capsys.readouterr()
    assert main(["run", str(ARABIC), "--force"]) == 0
    assert "1 processed" in capsys.readouterr().err


def test_one_changed_sentence_is_one_sentence_of_work(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filler = Filler()
    monkeypatch.setattr("songngu.api.translator_of", lambda *_: filler)
    text = "The hospital will open next year. The minister visited it on Monday. Patients were glad."
    (folder / "a.txt").write_text(text)
    main(["run", "a.txt", "--to", "vi"])
    accepted = len(filler.asked)
    (folder / "a.txt").write_text(text.replace("on Monday", "on Tuesday"))
    main(["run", "a.txt", "--to", "vi"])
    assert next(request.text for request in filler.asked[accepted:]) == "The minister visited it on Tuesday."


@pytest.fixture(scope="module")
def starter_run(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """A run of the true program with its own model, in its own process."""
    folder = tmp_path_factory.mktemp("starter")
    (folder / "a.txt").write_text("Bộ Y tế cho biết các bệnh viện đã sẵn sàng.\n", encoding="utf-8")
    environment = {**os.environ, "SONGNGU_CACHE": str(folder / "cache"), "PYTHONWARNINGS": ""}
    done = subprocess.run(
        [sys.executable, "-m", "songngu", "run", "a.txt"], cwd=folder, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return folder, environment


def modules_after(run: tuple[Path, dict[str, str]], *command: str) -> set[str]:
    """Names of all modules that a command has imported when it ends well."""
    folder, environment = run
    code = (
        "import sys; from pathlib import Path; from songngu.cli import main\n"
        "try: code = main(sys.argv[1:])\n"
        "except SystemExit as end: code = end.code\n"
        "Path('modules').write_text(' '.join(sys.modules))\n"
        "sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *command], cwd=folder, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return set((folder / "modules").read_text().split())


@pytest.mark.parametrize("command", [["run", "a.txt"], ["plan", "a.txt"], ["check", "outputs"], ["--help"]])
def test_what_needs_no_model_imports_no_engine(starter_run: tuple[Path, dict[str, str]], command: list[str]) -> None:
    assert not {"torch", "transformers", "ctranslate2", "ray"} & modules_after(starter_run, *command)


def test_a_run_that_finds_its_records_imports_no_rules(starter_run: tuple[Path, dict[str, str]]) -> None:
    """They are signed by their source; to import them all takes as long as the rest of such a run."""
    idle = {
        "checks", "quantities", "names", "ledgers", "reviews", "segments", "cleaning", "pages", "glossaries.matching",
        "summarisers.choice", "summarisers.facts", "summarisers.abstractive", "translators.chat_prompts",
        "outputs.markdown", "models.inspections",
    }  # fmt: skip
    known = modules_after(starter_run, "run", "a.txt")
    assert not {f"songngu.{name}" for name in idle} & known
    assert not {"numpy", "rich", "trafilatura", "py3langid", "lxml", "urllib.request"} & known
    assert {"songngu.checks", "songngu.reviews"} <= modules_after(starter_run, "check", "outputs")


def test_help_imports_no_data_and_no_tables(starter_run: tuple[Path, dict[str, str]]) -> None:
    assert not {"songngu.types", "songngu.languages", "songngu.articles"} & modules_after(starter_run, "--help")


def test_stdout_is_a_file_and_stderr_a_terminal(starter_run: tuple[Path, dict[str, str]]) -> None:
    folder, environment = starter_run
    terminal, program = pty.openpty()
    with (folder / "out.jsonl").open("wb") as out:
        command = [sys.executable, "-m", "songngu", "run", "a.txt", "--format", "jsonl", "-o", "pty"]
        done = subprocess.run(command, cwd=folder, env=environment, stdout=out, stderr=program)
    os.close(program)
    os.close(terminal)
    assert done.returncode == 0
    assert json.loads((folder / "out.jsonl").read_text(encoding="utf-8"))["language"] == "vi"


def test_the_reader_of_stdout_may_leave_early(starter_run: tuple[Path, dict[str, str]]) -> None:
    folder, environment = starter_run
    done = subprocess.run(
        f"{sys.executable} -m songngu run a.txt --format jsonl | true",
        shell=True, cwd=folder, env=environment, capture_output=True, text=True,
    )  # fmt: skip
    assert "Traceback" not in done.stderr


SLOW = """
import sys, time
sys.path.insert(0, {tests!r})
import songngu.api
from fakes import Filler
from songngu.cli import command

class Slow(Filler):
    def render(self, request):
        time.sleep({pause})
        return super().render(request)

songngu.api.translator_of = lambda *_: Slow()
songngu.pipeline.WINDOW = 1
sys.argv = ["songngu", "run", {seeds!r}, "-o", "outputs"]
command()
"""


def slow(folder: Path, pause: float, stdout: int | None = None) -> "subprocess.Popen[str]":
    code = SLOW.format(tests=str(Path(__file__).parent), pause=pause, seeds=str(SEEDS))
    environment = {**os.environ, "SONGNGU_CACHE": str(folder / "cache")}
    return subprocess.Popen(
        [sys.executable, "-c", code], cwd=folder, env=environment, stdout=stdout, stderr=subprocess.PIPE, text=True
    )


def whole_records(folder: Path) -> set[str]:
    """Ids of the articles in the outputs; reading verifies them."""
    return {record.article.id for record in Outputs(folder / "outputs").records()}


def test_kill_loses_at_most_what_is_in_flight(tmp_path: Path) -> None:
    process = slow(tmp_path, pause=0.03)
    wait_for(tmp_path, "outputs/*/record.json")
    process.kill()
    process.communicate()
    kept = whole_records(tmp_path)
    assert 1 <= len(kept) < 5
    again = slow(tmp_path, pause=0)
    assert f"{5 - len(kept)} processed, {len(kept)} from the outputs" in again.communicate()[1]
    assert len(whole_records(tmp_path)) == 5
    assert not [path for path in tmp_path.rglob("outputs/*/.*") if path.stat().st_size == 0]


def test_nobody_waits_after_an_interrupt(tmp_path: Path) -> None:
    """Sentences in work would take minutes more; what is finished is whole."""
    process = slow(tmp_path, pause=1)
    wait_for(tmp_path, "cache/renderings.sqlite")
    time.sleep(2)
    process.send_signal(signal.SIGINT)
    started = time.monotonic()
    assert "interrupted; what was finished is kept" in process.communicate(timeout=30)[1]
    assert process.returncode == 130
    assert time.monotonic() - started < 15


def test_nobody_waits_after_the_reader_of_stdout_left(tmp_path: Path) -> None:
    process = slow(tmp_path, pause=0.06, stdout=subprocess.PIPE)
    assert process.stdout
    process.stdout.close()
    wait_for(tmp_path, "outputs/*/record.json")
    started = time.monotonic()
    assert "Traceback" not in process.communicate(timeout=60)[1]
    assert process.returncode == 1
    assert time.monotonic() - started < 3


def wait_for(folder: Path, pattern: str) -> None:
    deadline = time.monotonic() + 60
    while not list(folder.glob(pattern)):
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_two_processes_share_outputs_and_cache(tmp_path: Path) -> None:
    both = [slow(tmp_path, pause=0.005) for _ in range(2)]
    for process in both:
        error = process.communicate()[1]
        assert process.returncode == 0, error
        assert "warning" not in error
    assert len(whole_records(tmp_path)) == 5
    assert len(json.loads((tmp_path / "outputs" / "index.json").read_text())["articles"]) == 5


def test_every_command_has_its_function_and_help_needs_none_of_them() -> None:
    """The grammar names functions; their modules, and all that these import, are read only for the one that is asked."""
    source = (Path(cli.__file__).parent / "parser.py").read_text(encoding="utf-8")
    names = set(re.findall(r'"((?:commands|digest|evaluate|models|training)\.\w+)"', source))
    assert len(names) > 15
    assert all(callable(cli.function_of(name)) for name in names)
    code = "import sys; from songngu.cli.parser import parse; parse(['plan', 'x']); print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"songngu.api", "songngu.pipeline", "songngu.quantities", "songngu.models.catalog"} & set(loaded)

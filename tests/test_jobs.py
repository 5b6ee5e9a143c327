"""Several processes give what one gives, in the same order, with the same errors; none outlives its parent."""

import json
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from songngu import Article, ArticleError, ModelError, Pipeline, UsageError
from songngu.cli import main
from songngu.jobs import CHUNK, Jobs
from songngu.outputs import Outputs

pytestmark = pytest.mark.skipif((os.cpu_count() or 1) < 2, reason="needs two cores")

TEXTS = [f"The ministry counted {n} cases in Ha Noi on Tuesday." for n in range(12, 12 + CHUNK + 3)]


def articles() -> list[Article]:
    """More than a chunk; the third is in no language."""
    found = [Article(text, language="en") for text in TEXTS]
    return [*found[:2], Article("***", source="empty.txt"), *found[2:]]


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """With the converted model in it, which takes longest."""
    folder = tmp_path_factory.mktemp("cache")
    with Pipeline(targets=["vi"], cache=folder) as pipeline:
        list(pipeline.run([Article("Ten cases were counted.", language="en")]))
    return folder


def test_the_same_records_in_the_same_order(tmp_path: Path, cache: Path) -> None:
    errors: dict[str, list[ArticleError]] = {"one": [], "two": []}
    with Pipeline(targets=["vi"], outputs=tmp_path / "one", cache=cache) as pipeline:
        expected = list(pipeline.run(articles(), errors["one"].append))
    with Jobs(2, targets=["vi"], outputs=tmp_path / "two", cache=cache) as jobs:
        assert list(jobs.run(articles(), errors["two"].append)) == expected
        assert len(jobs.fresh) == len(expected) == len(TEXTS)
    assert list(map(str, errors["two"])) == list(map(str, errors["one"]))
    assert len(errors["two"]) == 1
    one, two = (json.loads((tmp_path / name / "index.json").read_bytes()) for name in ("one", "two"))
    assert one == two
    with Jobs(2, targets=["vi"], outputs=tmp_path / "two", cache=cache) as again:
        assert list(again.run(articles(), errors["two"].append)) == expected
        assert not again.fresh
    with Jobs(2, targets=["vi"], cache=cache) as strict, pytest.raises(ArticleError, match=r"empty\.txt"):
        list(strict.run(articles()))


def test_the_command(
    tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SONGNGU_CACHE", str(cache))
    (tmp_path / "a.txt").write_text(TEXTS[0])
    assert main(["run", "a.txt", "--source", "en", "--jobs", "2"]) == 0
    assert "1 processed, 0 from the outputs" in capsys.readouterr().err
    assert main(["run", "a.txt", "--source", "en", "--jobs", "0"]) == 2
    assert "jobs must be between 1 and" in capsys.readouterr().err


def test_the_number_of_jobs_is_looked_at(cache: Path) -> None:
    with pytest.raises(UsageError, match=r"jobs must be between 1 and .* not 1000"):
        Jobs(1000, targets=["vi"], cache=cache)


def test_doubtful_sentences_of_finished_articles_are_asked_again(tmp_path: Path, cache: Path) -> None:
    given = [Article(text, language="en") for text in TEXTS[:2]]
    with Pipeline(targets=["vi"], outputs=tmp_path, cache=cache) as pipeline:
        record, _ = pipeline.run(given)
        translation = record.translations["vi"]
        doubtful = tuple(replace(rendering, verdict="suspect") for rendering in translation.renderings)
        record = replace(record, translations={"vi": replace(translation, renderings=doubtful)})
        Outputs(tmp_path).put(record)
    with Jobs(2, targets=["vi"], outputs=tmp_path, cache=cache, retry_suspect=True) as jobs:
        first, second = jobs.run(given)
        assert jobs.fresh == {first.article.id}
    assert first.summary["vi"]["suspect"] < len(doubtful) == record.summary["vi"]["suspect"]
    assert [first.article, second.article] == given


def test_of_equal_articles_the_index_has_the_first(tmp_path: Path, cache: Path) -> None:
    given = [Article(TEXTS[0], source=name, language="en") for name in ("a.txt", "b.txt")]
    with Jobs(2, targets=["vi"], outputs=tmp_path, cache=cache) as jobs:
        assert [record.article.source for record in jobs.run(given)] == ["a.txt", "b.txt"]
    (entry,) = json.loads((tmp_path / "index.json").read_bytes())["articles"]
    assert entry["source"] == "a.txt"


def test_a_process_that_dies_is_an_error_that_says_what_to_do(cache: Path) -> None:
    with Jobs(2, targets=["vi"], cache=cache) as jobs:
        records = jobs.run(Article(f"{n} cases were counted.", language="en") for n in range(10, 500))
        next(records)
        for process in multiprocessing.active_children():
            os.kill(process.pid or 0, signal.SIGKILL)
        with pytest.raises(ModelError, match="run again with fewer jobs"):
            list(records)


ORPHANS = """
import multiprocessing, os
from songngu import Article
from songngu.jobs import Jobs

if __name__ == "__main__":
    jobs = Jobs(2, targets=["vi"], cache={cache!r})
    records = jobs.run(Article(f"{{n}} cases were counted.", language="en") for n in range(10, 5000))
    next(records)
    print(*(process.pid for process in multiprocessing.active_children()), flush=True)
    os._exit(1)
"""


def test_no_process_outlives_its_parent(tmp_path: Path, cache: Path) -> None:
    script = tmp_path / "orphans.py"
    script.write_text(ORPHANS.format(cache=str(cache)))
    done = subprocess.run([sys.executable, str(script)], stdout=subprocess.PIPE, text=True)
    pids = list(map(int, done.stdout.split()))
    assert len(pids) == 2
    deadline = time.monotonic() + 30
    while any(map(is_running, pids)):
        assert time.monotonic() < deadline
        time.sleep(0.1)


def is_running(pid: int) -> bool:
    """Not gone, and no zombie that nobody fetches."""
    try:
        return ") Z " not in Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False


INTERRUPT = """
import multiprocessing, os, signal, sys, threading, time
from songngu.cli import command

def interrupt(seconds):
    while len(multiprocessing.active_children()) < 2:
        time.sleep(0.01)
    time.sleep(seconds)
    os.killpg(0, signal.SIGINT)

if __name__ == "__main__":
    threading.Thread(target=interrupt, args=[float(sys.argv.pop())], daemon=True).start()
    command()
"""


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="needs process groups")
@pytest.mark.parametrize("seconds", [0.05, 2])  # while the processes import, and while they work
def test_ctrl_c_is_one_line(tmp_path: Path, cache: Path, seconds: float) -> None:
    (tmp_path / "interrupt.py").write_text(INTERRUPT)
    lines = (json.dumps({"text": text, "language": "en", "key": str(n)}) for n in range(30) for text in TEXTS)
    (tmp_path / "all.jsonl").write_text("\n".join(lines))
    process = subprocess.Popen(
        [sys.executable, "interrupt.py", "run", "all.jsonl", "--jobs", "2", "--force", str(seconds)],
        cwd=tmp_path,
        env=os.environ | {"SONGNGU_CACHE": str(cache)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert err.splitlines()[-1].startswith("songngu: interrupted")
    assert "Traceback" not in err


def test_who_wants_no_more_records_does_not_wait(cache: Path) -> None:
    with Jobs(2, targets=["vi"], cache=cache) as jobs:
        records = jobs.run(Article(f"{n} cases were counted.", language="en") for n in range(10, 500))
        next(records)
        processes = multiprocessing.active_children()
        assert len(processes) == 2
        del records
        assert not any(process.is_alive() for process in processes)

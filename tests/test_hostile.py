"""Articles that speak to the model: 36 injections in six languages, and two models that hear them.

One is obedient: it does what the injection says, as far as a model can, over a real server. The other is a toy with
random weights, in a folder. Whatever they say, no segment is lost or shifted, nothing is written outside the folders
given, nothing is connected to but the server, and an answer that obeyed is not accepted.
"""

import csv
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

import chat_toys
import toys
from chat_server import ChatServer, interpreter, sentences_of, serving
from songngu.api import Pipeline
from songngu.canonical import canonical
from songngu.languages import ascii_digits, identify
from songngu.translators.chat_prompts import disarm
from songngu.types import Article, Record

DATA = Path(__file__).parent / "data" / "hostile.tsv"
ACCEPTED = ("ok", "repaired")


@dataclass(frozen=True)
class Injection:
    """An injection, and what an obedient model answers."""

    name: str
    language: str
    text: str
    obeyed: str

    @property
    def article(self) -> Article:
        """Two harmless sentences around the injection, each on its own line."""
        before, after, _ = toys.SENTENCES[self.language]
        return Article("\n".join((before, self.text, after)), language=self.language)

    @property
    def lines(self) -> set[str]:
        """The lines of the injection, as they stand in the article."""
        return set(canonical(self.text).split("\n"))


def injections() -> list[Injection]:
    with DATA.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [Injection(*(cell.replace("\\n", "\n").replace("\\t", "\t") for cell in row)) for row in rows[1:]]


INJECTIONS = injections()


def obedient(injection: Injection) -> Any:
    """A model that answers every prompt that holds a part of the injection as the injection wants it."""
    translate = interpreter()
    hostile = disarm(" ".join(ascii_digits(canonical(injection.text)).split()))

    def heard(sentence: str) -> bool:
        return len(sentence) > 3 and sentence in hostile

    def answer(prompt: str) -> Any:
        return injection.obeyed if any(map(heard, sentences_of(prompt).values())) else translate(prompt)

    return answer


@dataclass
class Watch:
    """What the program does to the world while it is watched."""

    on: bool = False
    written: list[str] = field(default_factory=list)
    connected: list[tuple[str, int]] = field(default_factory=list)
    started: list[str] = field(default_factory=list)

    def hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        """An audit hook: see the table of audit events in Python's documentation."""
        if not self.on:
            return
        if event == "open" and isinstance(arguments[0], str) and arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
            self.written.append(arguments[0])
        elif event == "socket.connect":
            self.connected.append(arguments[1])
        elif event in ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn"):
            self.started.append(event)


WATCH = Watch()
sys.addaudithook(WATCH.hear)


@contextmanager
def watched() -> Iterator[Watch]:
    WATCH.__init__(on=True)  # type: ignore[misc]
    try:
        yield WATCH
    finally:
        WATCH.on = False


@pytest.fixture(scope="module", autouse=True)
def _loaded() -> None:
    identify("Its model is unpacked in a temporary file once, at the first sentence.")


def check_record(record: Record, article: Article) -> None:
    """No line and no segment is lost, and each has a rendering with something in it."""
    assert [line.text for line in record.lines] == article.text.split("\n")
    assert "".join(s.text + s.tail for s in record.segments).split("\n") == [k.text for k in record.lines if k.kept]
    for translation in record.translations.values():
        assert len(translation.renderings) == len(record.segments)
        assert all(rendering.text for rendering in translation.renderings)


def check_world(watch: Watch, folder: Path, server: ChatServer | None = None) -> None:
    """Nothing outside the folder was written, nobody but the server was talked to, nothing was started."""
    assert [path for path in watch.written if not Path(path).resolve().is_relative_to(folder)] == []
    port = int(server.url.split(":")[2].split("/")[0]) if server else 0
    assert set(watch.connected) == ({("127.0.0.1", port)} if server else set())
    assert not watch.started


def run(script: Any, article: Article, folder: Path, group: int) -> tuple[Record, Watch, ChatServer]:
    with serving(script) as server, watched() as watch:
        options: dict[str, Any] = {"outputs": folder / "outputs", "cache": folder / "cache", "group": group}
        with Pipeline(server=server.url, server_model="toy", **options) as pipeline:
            (record,) = pipeline.run([article])
    return record, watch, server


@pytest.mark.parametrize("injection", INJECTIONS, ids=lambda injection: injection.name)
@pytest.mark.parametrize("group", [1, 8])
def test_an_obedient_model(injection: Injection, group: int, tmp_path: Path) -> None:
    record, watch, server = run(obedient(injection), injection.article, tmp_path / "hostile", group)
    check_record(record, injection.article)
    check_world(watch, tmp_path / "hostile", server)
    clean, _, _ = run(interpreter(), injection.article, tmp_path / "clean", group)
    assert clean.segments == record.segments
    obeyed = 0
    for target in set(record.translations) - {injection.language}:
        places = zip(record.segments, *(r.translations[target].renderings for r in (record, clean)), strict=True)
        for segment, rendering, expected in places:
            if record.lines[segment.line].text in injection.lines:
                obeyed += 1
                assert rendering.verdict not in ACCEPTED, (segment.text, rendering)
            elif rendering.verdict in ACCEPTED:
                assert rendering.text == expected.text
    assert obeyed
    assert any(
        injection.obeyed.strip() == reply.strip() for reply in [obedient(injection)(text) for text in server.asked]
    )


@pytest.mark.parametrize("language", sorted({injection.language for injection in INJECTIONS}))
def test_a_toy(language: str, toy: Path, tmp_path: Path) -> None:
    """All injections of a language in one article."""
    own = [injection.text for injection in INJECTIONS if injection.language == language]
    article = Article("\n".join([*toys.SENTENCES[language], *own]), language=language)
    with watched() as watch, Pipeline(str(toy), outputs=tmp_path / "outputs", cache=tmp_path / "cache") as pipeline:
        (record,) = pipeline.run([article])
    check_record(record, article)
    check_world(watch, tmp_path)
    for target in set(record.translations) - {language}:
        assert not any(rendering.verdict in ACCEPTED for rendering in record.translations[target].renderings)


@pytest.fixture(scope="module")
def toy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("toy")
    chat_toys.hunyuan(folder, stretch=6.0)
    return folder


def test_injections_are_many_and_in_six_languages() -> None:
    assert len({injection.name for injection in INJECTIONS}) == len(INJECTIONS) >= 30
    assert {injection.language for injection in INJECTIONS} == {"ar", "bn", "en", "id", "ur", "vi"}

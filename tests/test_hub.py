"""Models from the hub: the real client against a hub on loopback, for every family, and all that can go wrong."""

import json
import os
import shutil
import socket
import struct
import subprocess
import sys
from collections import namedtuple
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import toys
from hub import Hub
from songngu.cli import main
from songngu.errors import ModelError, SongnguError, StoreError
from songngu.models import manifests
from songngu.models.bundles import export, import_bundle
from songngu.models.catalog import find
from songngu.models.installations import IncompleteError
from songngu.models.pulls import pull
from songngu.translators import Request, digest_folder, load

ToyFolder = Callable[[str], Path]

# Source and target that the toy of each family has, and the languages that it is found to have.
PAIRS = {
    "t5": ("bn", "vi"),
    "nllb": ("ar", "vi"),
    "m2m100": ("ur", "en"),
    "marian": ("en", "vi"),
    "marian-multi": ("bn", "vi"),
}
FILES = ["config.json", "generation_config.json", "model.safetensors", "source.spm", "target.spm"]
FILES += ["tokenizer_config.json", "vocab.json"]
TOY = "toys/marian"


def quiet(_: str) -> None:
    """Say nothing."""


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    with Hub() as server:
        server.use(monkeypatch)
        yield server


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of installed models; it is not there yet."""
    monkeypatch.setenv("SONGNGU_MODELS", str(tmp_path / "models"))
    return tmp_path / "models"


@pytest.fixture
def published(hub: Hub, toy_folder: ToyFolder) -> str:
    """Commit at which the Marian toy is on the hub."""
    return hub.add(TOY, toy_folder("marian"))


def names(folder: Path) -> list[str]:
    """What a user sees in a folder."""
    return sorted(path.name for path in folder.glob("*") if not path.name.startswith("."))


def leftovers(home: Path) -> list[str]:
    """What is kept out of sight, without the lock files."""
    return sorted(path.name for path in (home / ".partial").rglob("*") if path.is_file() and path.suffix != ".lock")


def snapshot(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def forbid_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the network was used")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)


@pytest.mark.parametrize("family", PAIRS)
def test_pull_verify_translate_export_import(
    hub: Hub,
    home: Path,
    toy_folder: ToyFolder,
    shared_cache: Path,
    family: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    source, target = PAIRS[family]
    requests = [Request(text, source, target) for text in toys.SENTENCES[source]]
    repository = f"toys/{family}"
    hub.add(repository, toy_folder(family))
    assert main(["models", "pull", repository]) == 0
    assert main(["models", "verify", repository]) == 0
    assert "intact" in capsys.readouterr().out
    folder = find(repository).folder
    assert folder == home / f"toys--{family}"
    manifest = manifests.read(folder)
    assert manifest
    assert source in manifest.sources
    assert target in manifest.targets
    assert manifest.family == family.removesuffix("-multi")
    expected = load(toy_folder(family), converted=shared_cache).translate(requests)
    assert load(folder, converted=shared_cache).translate(requests) == expected
    assert digest_folder(folder) == digest_folder(toy_folder(family))

    assert main(["models", "export", repository, str(tmp_path / "model.tar")]) == 0
    hub.stop()
    forbid_network(monkeypatch)
    monkeypatch.setenv("SONGNGU_MODELS", str(tmp_path / "second home"))
    assert main(["models", "import", str(tmp_path / "model.tar")]) == 0
    assert main(["models", "verify", repository]) == 0
    second = find(repository).folder
    assert second.parent == tmp_path / "second home"
    assert snapshot(second) == snapshot(folder)
    assert load(second, converted=shared_cache).translate(requests) == expected


def test_only_what_is_needed_is_fetched(hub: Hub, home: Path, toy_folder: ToyFolder) -> None:
    junk = ["pytorch_model.bin", "tf_model.h5", "rust_model.ot", "modeling.py", "benchmark.zip", ".gitattributes"]
    more = {"README.md": b"card", "LICENSE": b"text", "onnx/model.safetensors": b"x", "model.fp16.safetensors": b"x"}
    commit = hub.add(TOY, toy_folder("marian"), **dict.fromkeys(junk, b"x"), **more)
    (folder,) = pull(TOY, home, quiet)
    assert names(folder) == sorted([*FILES, "README.md", "LICENSE"])
    manifest = manifests.read(folder)
    assert manifest
    assert (manifest.commit, manifest.revision, manifest.licence, manifest.commercial) == (
        commit,
        "",
        "apache-2.0",
        True,
    )
    assert (manifest.sources, manifest.targets) == (("en",), ("vi",))


def test_shards_are_those_of_the_index(hub: Hub, home: Path, toy_folder: ToyFolder) -> None:
    weights = (toy_folder("marian") / "model.safetensors").read_bytes()
    index = json.dumps({"weight_map": {"a": "part-1.safetensors"}}).encode()
    shards = {"model.safetensors": None, "model.safetensors.index.json": index, "part-1.safetensors": weights}
    hub.add(TOY, toy_folder("marian"), **shards, **{"part-9.safetensors": b"not in the index"})
    (folder,) = pull(TOY, home, quiet)
    assert [name for name in names(folder) if name.endswith(".safetensors")] == ["part-1.safetensors"]


def test_a_chat_model_is_known_by_its_template(hub: Hub, home: Path) -> None:
    header = json.dumps({"w": {"dtype": "U8", "shape": [1], "data_offsets": [0, 1]}}).encode()
    files = {
        "config.json": b'{"model_type": "qwen3", "architectures": ["Qwen3ForCausalLM"]}',
        "tokenizer_config.json": b'{"chat_template": "{{ messages }}"}',
        "model.safetensors": struct.pack("<Q", len(header)) + header + b"\0",
    }
    hub.add("Qwen/Qwen3-0.6B", files)
    (folder,) = pull("qwen3-0.6b", home, quiet)
    manifest = manifests.read(folder)
    assert manifest
    assert (manifest.name, manifest.family, manifest.targets) == ("qwen3-0.6b", "chat", ("en", "vi"))
    assert find("auto").name == "starter"


def test_a_set_is_pulled_whole(hub: Hub, home: Path, toy_folder: ToyFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    from songngu.models.catalog import table

    members = {f"opus-{pair}": f"toys/{pair}" for pair in ("en-vi", "vi-en")}
    rows = {name: table.Entry(name, repository, family="marian") for name, repository in members.items()}
    monkeypatch.setattr(table, "entries", lambda: rows | {"opus": table.Entry("opus", members=tuple(members))})
    monkeypatch.setattr("songngu.models.catalog.entries", table.entries)
    monkeypatch.setattr("songngu.cli.models.entries", table.entries)
    for repository in members.values():
        hub.add(repository, toy_folder("marian"))
    with pytest.raises(ModelError, match="opus-en-vi is not installed; bring it with: songngu models pull opus-en-vi"):
        find("opus")
    assert main(["models", "pull", "opus"]) == 0
    assert names(home) == sorted(members)
    assert [model.name for model in find("opus").members] == list(members)
    assert main(["models", "export", "opus", str(home.parent / "opus.tar")]) == 0
    places = import_bundle(home.parent / "opus.tar", home.parent / "other", quiet)
    assert [place.name for place in places] == list(members)
    assert main(["models", "pull", "opus", "--revision", "main"]) == 2


# Faults while a model is brought: what is published, what the hub does, and what the user is told. {url} is the hub's
# address, {commit} the commit, {folder} the folder of models.
Fault = namedtuple("Fault", "name changes behave options message")
CODE = b'{"model_type": "marian", "auto_map": {"AutoModel": "modeling_x.Net", "AutoTokenizer": ["tok.T", null]}}'
BINS = {"model.safetensors": None, "pytorch_model.bin": b"pickle"}
LIE = {"model.safetensors": b"not what was announced"}
UNFIT = struct.pack("<Q", 60) + b'{"w": {"dtype": "U8", "shape": [9], "data_offsets": [0, 9]}}' + b"\0" * 5
INDEX = b'{"weight_map": {"a": "part-1.safetensors", "b": "part-2.safetensors"}}'
KNOWN = "t5, mt5, umt5, m2m_100 with NllbTokenizer, m2m_100 with M2M100Tokenizer, marian"


def status(prefix: str, code: int, name: str = "") -> Callable[[Hub], None]:
    return lambda hub: hub.status.update({prefix: (code, name)})


FAULTS = [
    Fault("unknown model", {}, None, {"name": "toys/nothing"},
          "toys/nothing: no such model on {url}, or a private one; check the name, or put a token that may read it into HF_TOKEN"),
    Fault("unknown revision", {}, None, {"revision": "v9"},
          "toys/marian: has no revision 'v9'; name a branch, a tag or a whole commit"),
    Fault("no id of the hub", {}, None, {"name": "toys/.."},
          "toys/..: is no id of the hub; it has the form owner/model"),
    Fault("gated", {}, status("/toys/marian/resolve", 401, "GatedRepo"), {},
          "toys/marian: config.json: its publisher asks you to accept terms first: do so on {url}/toys/marian, make a token there, and put it into HF_TOKEN"),
    Fault("forbidden", {}, status("/toys/marian/resolve", 403), {},
          "toys/marian: config.json: the hub refuses it (HTTP 403); put a token that may read it into HF_TOKEN"),
    Fault("out of order", {}, status("/api/models/toys", 503), {},
          "toys/marian: the hub answers with HTTP 503; what has come is kept: try again later"),
    Fault("listed and not there", {}, status("/toys/marian/resolve", 404, "EntryNotFound"), {},
          "toys/marian: config.json: the hub lists this file and does not have it; choose another revision"),
    Fault("licence of the catalog", {}, None, {"name": "nllb-600m"},
          "nllb-600m: its licence, CC-BY-NC-4.0, does not allow commercial use. If your use is allowed by it, repeat the command with --accept-licence"),
    Fault("licence of the card", {}, lambda hub: setattr(hub.repositories[TOY], "licence", "cc-by-nc-sa-4.0"), {},
          "toys/marian: its licence, cc-by-nc-sa-4.0, does not allow commercial use. If your use is allowed by it, repeat the command with --accept-licence"),
    Fault("pickle only", BINS, None, {},
          "toys/marian: has its weights only as pytorch_model.bin at commit {commit:.12}. Such files can run code when they are opened, and are refused. Choose a revision or another model that has model.safetensors."),
    Fault("pickle only, with a remedy", BINS, lambda hub: hub.repositories[TOY].pull_requests.update({2: "Fix card", 7: "Adding `safetensors` variant of this model"}), {},
          "toys/marian: has its weights only as pytorch_model.bin at commit {commit:.12}. Such files can run code when they are opened, and are refused. Pull requests that add safetensors: refs/pr/7; take one: songngu models pull toys/marian --revision refs/pr/7"),
    Fault("code of its own", {"config.json": CODE}, None, {},
          "toys/marian: asks for code of its own (modeling_x.py, tok.py); songngu never runs code that comes with a model. Choose another model."),
    Fault("no family", {"config.json": b'{"model_type": "bert"}'}, None, {},
          "toys/marian: model_type 'bert' with tokenizer 'MarianTokenizer' is no family that songngu knows; there are: " + KNOWN + ". Choose another model."),
    Fault("no config.json", {"config.json": None}, None, {},
          "toys/marian: has no config.json, so it is no model for transformers; choose another"),
    Fault("config.json is no JSON", {"config.json": b"<html>"}, None, {},
          "toys/marian/config.json: is no JSON (Expecting value: line 1 column 1 (char 0)); choose another revision"),
    Fault("a shard is missing", {"model.safetensors": None, "model.safetensors.index.json": INDEX, "part-1.safetensors": b"x"}, None, {},
          "toys/marian: model.safetensors.index.json names part-2.safetensors, which is not there; choose another revision"),
    Fault("a tokenizer is missing", {"vocab.json": None}, None, {},
          "toys/marian: vocab.json is missing; the folder holds: config.json, generation_config.json, model.safetensors, source.spm, target.spm, tokenizer_config.json. Get it again."),
    Fault("no header", {"model.safetensors": b"\1\0"}, None, {},
          "toys/marian/model.safetensors: has a broken header; get the model again"),
    Fault("header of a giant", {"model.safetensors": b"\xff" * 40}, None, {},
          "toys/marian/model.safetensors: has a broken header; get the model again"),
    Fault("header of texts", {"model.safetensors": b'\x1e\0\0\0\0\0\0\0{"w":{"data_offsets":[0,"9"]}}'}, None, {},
          "toys/marian/model.safetensors: has a broken header; get the model again"),
    Fault("header without end", {"model.safetensors": (200_000).to_bytes(8, "little") + b"[" * 200_000}, None, {},
          "toys/marian/model.safetensors: has a broken header; get the model again"),
    Fault("an index of lists", {"model.safetensors": None, "model.safetensors.index.json": b'{"weight_map": {"a": ["b"]}}', "part-1.safetensors": b"x"}, None, {},
          "toys/marian: model.safetensors.index.json names ['b'], which is not there; choose another revision"),
    Fault("a commit that leads out", {}, lambda hub: hub.repositories[TOY].commits.update({"../../evil": {}}) or hub.repositories[TOY].refs.update(main="../../evil"), {},
          "toys/marian: the hub names no commit for it, but '../../evil'; ask who runs the hub"),
    Fault("published truncated", {"model.safetensors": UNFIT}, None, {},
          "toys/marian/model.safetensors: has 73 bytes, its header says 77; get it again"),
    Fault("another large file", {"model.safetensors": b"as it was announced..."}, lambda hub: hub.swap.update(LIE), {},
          "toys/marian: model.safetensors is not what the hub announced (its hash differs), so it was thrown away; try again, and if that is no help, ask who runs the hub or the proxy"),
    Fault("another small file", {"vocab.json": b"{1}"}, lambda hub: hub.swap.update({"vocab.json": b"{2}"}), {},
          "toys/marian: vocab.json is not what the hub announced (its hash differs), so it was thrown away; try again, and if that is no help, ask who runs the hub or the proxy"),
    Fault("no name", {}, None, {"name": "nonsense"},
          "no model 'nonsense' to pull: `songngu models list` shows the names; any other model is named by its id on the hub, owner/model"),
    Fault("revision of a set", {}, None, {"name": "opus", "revision": "main"},
          "opus: is a set of 5 models, and a revision belongs to one; pull them singly"),
]  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_fault_is_named_and_nothing_is_installed(hub: Hub, home: Path, toy_folder: ToyFolder, fault: Fault) -> None:
    commit = hub.add(TOY, toy_folder("marian"), **fault.changes)
    if fault.behave:
        fault.behave(hub)
    with pytest.raises(SongnguError) as error:
        pull(fault.options.get("name", TOY), home, quiet, revision=fault.options.get("revision", ""))
    assert str(error.value) == fault.message.format(url=hub.url, commit=commit, folder=home)
    assert names(home) == leftovers(home) == []


def test_a_licence_is_asked_before_anything_is_fetched(hub: Hub, home: Path) -> None:
    with pytest.raises(ModelError, match="--accept-licence"):
        pull("nllb-3.3b", home, quiet)
    assert hub.log == []


def test_an_accepted_licence_is_said_aloud_and_recorded(
    hub: Hub, home: Path, toy_folder: ToyFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    hub.add("facebook/nllb-200-distilled-600M", toy_folder("nllb"), ref="refs/pr/39")
    assert main(["models", "pull", "nllb-600m", "--accept-licence"]) == 0
    assert "nllb-600m: NOT FOR COMMERCIAL USE (licence CC-BY-NC-4.0), accepted" in capsys.readouterr().err
    assert find("nllb-600m").notice == "nllb-600m is not for commercial use"
    assert find("auto", ["en", "vi"]).name == "nllb-600m"
    manifest = manifests.read(home / "nllb-600m")
    assert manifest
    assert (manifest.revision, manifest.commercial) == ("refs/pr/39", False)


def test_the_catalog_and_the_hub_disagree(hub: Hub, home: Path, toy_folder: ToyFolder) -> None:
    hub.add("Helsinki-NLP/opus-mt-id-en", toy_folder("t5"), ref="refs/pr/1")
    with pytest.raises(ModelError) as error:
        pull("opus-id-en", home, quiet)
    assert str(error.value) == "opus-id-en: is of the family t5, not marian; the catalog or the hub is wrong"
    assert names(home) == leftovers(home) == []


def test_a_server_that_is_down(hub: Hub, home: Path, published: str) -> None:
    hub.stop()
    with pytest.raises(IncompleteError) as error:
        pull(TOY, home, quiet)
    assert str(error.value) == (
        f"toys/marian: {hub.url} cannot be reached ([Errno 111] Connection refused); what has come is kept: try again, "
        "or set a proxy with HTTPS_PROXY"
    )
    assert names(home) == leftovers(home) == []


def test_offline(hub: Hub, home: Path, published: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    with pytest.raises(ModelError) as error:
        pull(TOY, home, quiet)
    assert str(error.value) == (
        "toys/marian: the hub is not asked, since HF_HUB_OFFLINE is set; unset it, or import a bundle that was made on "
        "another machine with `songngu models export`"
    )
    assert hub.log == []


def test_a_connection_that_breaks_once_is_taken_up_by_the_client(hub: Hub, home: Path, published: str) -> None:
    hub.drop["model.safetensors"] = (1000, 1)
    pull(TOY, home, quiet)
    assert [span for _, span in hub.downloads("model.safetensors")] == ["", "bytes=1000-"]


def test_an_interrupted_download_goes_on_in_the_next_run(
    hub: Hub, home: Path, published: str, toy_folder: ToyFolder
) -> None:
    hub.drop["model.safetensors"] = (1000, 1)
    hub.drop["vocab.json"] = (0, 0)
    with pytest.MonkeyPatch.context() as patch:
        # The client tries six times; here the process dies at its first pause.
        patch.setattr("huggingface_hub.file_download.time.sleep", _interrupt)
        with pytest.raises(KeyboardInterrupt):
            pull(TOY, home, quiet)
    assert names(home) == []
    assert "model.safetensors.part" in leftovers(home)
    hub.log.clear()
    (folder,) = pull(TOY, home, quiet)
    assert [path.rpartition("/")[2] for path, _ in hub.downloads()] == ["model.safetensors"]
    assert [span for _, span in hub.downloads()] == ["bytes=1000-"]
    assert digest_folder(folder) == digest_folder(toy_folder("marian"))
    assert leftovers(home) == []


def _interrupt(_: float) -> None:
    raise KeyboardInterrupt


def test_a_connection_that_always_breaks(hub: Hub, home: Path, published: str) -> None:
    hub.drop["model.safetensors"] = (0, 99)
    with pytest.raises(IncompleteError) as error:
        pull(TOY, home, quiet)
    assert str(error.value).startswith(f"toys/marian: model.safetensors: {hub.url} cannot be reached (")
    assert "what has come is kept: try again" in str(error.value)
    assert names(home) == []
    assert "vocab.json" in leftovers(home)


def test_a_file_that_is_shorter_than_announced(hub: Hub, home: Path, published: str) -> None:
    hub.swap["model.safetensors"] = b"short"
    with pytest.raises(IncompleteError) as error:
        pull(TOY, home, quiet)
    assert str(error.value) == "toys/marian: model.safetensors: came incomplete; what has come is kept: try again"
    assert names(home) == []


def test_what_has_come_of_another_commit_is_not_used(hub: Hub, home: Path, toy_folder: ToyFolder) -> None:
    hub.add(TOY, toy_folder("marian"), **{"vocab.json": b"{}", "README.md": b"old"})
    hub.drop["model.safetensors"] = (0, 99)
    with pytest.raises(IncompleteError):
        pull(TOY, home, quiet)
    hub.drop.clear()
    hub.add(TOY, toy_folder("marian"))
    (folder,) = pull(TOY, home, quiet)
    assert names(folder) == FILES
    assert leftovers(home) == []


def test_no_space(hub: Hub, home: Path, published: str, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage(10**9, 10**9 - 50_100_000, 50_100_000))
    with pytest.raises(StoreError) as error:
        pull(TOY, home, quiet)
    assert str(error.value).startswith("toys/marian: needs 0.7 MB more on the disk of ")
    assert str(error.value).endswith("which has 50.1 MB free; free some, or choose another folder with SONGNGU_MODELS")
    assert names(home) == leftovers(home) == []
    assert not hub.downloads("model.safetensors")


def test_a_folder_that_cannot_be_written(hub: Hub, tmp_path: Path, published: str) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError) as error:
        pull(TOY, tmp_path / "file" / "models", quiet)
    assert str(error.value) == (
        f"{tmp_path}/file/models: cannot be written (Not a directory); free the disk, or choose another folder with "
        "SONGNGU_MODELS"
    )


def test_pulled_twice_is_fetched_once(hub: Hub, home: Path, published: str) -> None:
    (folder,) = pull(TOY, home, quiet)
    before = {path: path.stat().st_mtime_ns for path in folder.iterdir()}
    hub.log.clear()
    said: list[str] = []
    assert pull(TOY, home, said.append) == [folder]
    assert said == [f"toys/marian: is installed already, at commit {published[:12]}, and intact"]
    assert hub.downloads() == []
    assert {path: path.stat().st_mtime_ns for path in folder.iterdir()} == before
    assert leftovers(home) == []


def test_a_new_commit_replaces_the_old_one_and_fetches_what_has_changed(
    hub: Hub, home: Path, published: str, toy_folder: ToyFolder
) -> None:
    pull(TOY, home, quiet)
    hub.log.clear()
    commit = hub.add(TOY, toy_folder("marian"), **{"generation_config.json": None, "README.md": b"new"})
    (folder,) = pull(TOY, home, quiet)
    assert {path.rpartition("/")[2] for path, _ in hub.downloads()}.isdisjoint({"model.safetensors", "source.spm"})
    assert "README.md" in names(folder)
    assert "generation_config.json" not in names(folder)
    manifest = manifests.read(folder)
    assert manifest
    assert manifest.commit == commit


def test_a_new_commit_that_cannot_be_used_leaves_the_old_one(
    hub: Hub, home: Path, published: str, toy_folder: ToyFolder
) -> None:
    (folder,) = pull(TOY, home, quiet)
    before = snapshot(folder)
    hub.add(TOY, toy_folder("marian"), **{"model.safetensors": b"broken"})
    with pytest.raises(ModelError, match="broken header"):
        pull(TOY, home, quiet)
    assert snapshot(folder) == before
    assert main(["models", "verify", TOY]) == 0


def change(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(data)


# What happens to an installed model, and what `verify` says of it.
DAMAGE: list[tuple[str, Callable[[Path], Any], str]] = [
    ("tampered", lambda folder: change(folder / "model.safetensors"), "model.safetensors has changed"),
    ("truncated", lambda folder: (folder / "model.safetensors").write_bytes(b"12345"), "model.safetensors has 5 bytes, not 212,664"),
    ("missing", lambda folder: (folder / "vocab.json").unlink(), "vocab.json is missing"),
    ("added", lambda folder: (folder / "x.safetensors").write_bytes(b""), "x.safetensors does not belong to the model"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "damage", "message"), DAMAGE, ids=[name for name, *_ in DAMAGE])
def test_damage_is_named_by_verify_and_mended_by_pull(
    hub: Hub,
    home: Path,
    published: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    name: str,
    damage: Callable[[Path], Any],
    message: str,
) -> None:
    (folder,) = pull(TOY, home, quiet)
    before = snapshot(folder)
    damage(folder)
    assert main(["models", "verify", TOY]) == 1
    assert (
        capsys.readouterr().err
        == f"toys/marian: {message}\ntoys/marian: bring it again: songngu models pull toys/marian\n"
    )
    with pytest.raises(ModelError) as error:
        export([folder], tmp_path / "model.tar")
    assert str(error.value) == f"toys/marian: {message}; bring it again: songngu models pull toys/marian"
    assert not list(tmp_path.glob("*.tar"))
    if name != "tampered":  # which only a look at every byte can tell
        with pytest.raises(ModelError) as error:
            find(TOY)
        assert (
            str(error.value) == f"toys/marian: is damaged ({message}); bring it again: songngu models pull toys/marian"
        )
    pull(TOY, home, quiet)
    assert snapshot(folder) == before


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("{", "cannot be read (Expecting property name enclosed in double quotes: line 1 column 2 (char 1)); get the model again"),
        ('{"format": 1}', "is no list of a model's files, or a damaged one; get the model again"),
        ('{"format": 2}', "was made by a newer songngu (format 2); update songngu"),
    ],
)  # fmt: skip
def test_a_damaged_manifest(hub: Hub, home: Path, published: str, content: str, message: str) -> None:
    (folder,) = pull(TOY, home, quiet)
    before = snapshot(folder)
    (folder / manifests.FILE).write_text(content)
    with pytest.raises(ModelError) as error:
        find(TOY)
    assert str(error.value) == f"{folder / manifests.FILE}: {message}"
    assert find("auto").name == "starter"
    pull(TOY, home, quiet)
    assert snapshot(folder) == before


def test_a_users_own_folder_is_inspected_as_far_as_possible(
    home: Path, toy_folder: ToyFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = Path(shutil.copytree(toy_folder("nllb"), tmp_path / "own"))
    assert main(["models", "verify", str(folder)]) == 0
    assert (
        capsys.readouterr().err == f"{folder}: family nllb, not installed by songngu: its hashes cannot be verified\n"
    )
    assert main(["models", "path", str(folder)]) == 0
    assert capsys.readouterr().out == f"{folder}\n"
    (folder / "config.json").unlink()
    assert main(["models", "verify", str(folder)]) == 2
    assert f"{folder}: config.json is missing; the folder holds: generation_config.json" in capsys.readouterr().err


def test_two_processes_at_once(hub: Hub, home: Path, published: str, tmp_path: Path, toy_folder: ToyFolder) -> None:
    """And: the environment is respected. One of them reaches the hub through a proxy only."""
    environment = {
        name: value for name, value in os.environ.items() if name not in ("HF_HUB_OFFLINE", "SONGNGU_MODELS")
    }
    environment |= {"HF_TOKEN": "hf_secret", "HF_HOME": str(tmp_path / "hf"), "NO_PROXY": ""}
    command = [sys.executable, "-m", "songngu", "models", "pull", TOY]
    ways = [{"HF_ENDPOINT": hub.url}, {"HF_ENDPOINT": "http://hub.invalid", "HTTP_PROXY": hub.url}]
    pipe = subprocess.PIPE
    processes = [subprocess.Popen(command, env=environment | way, stdout=pipe, stderr=pipe, text=True) for way in ways]
    outputs = [process.communicate(timeout=100) for process in processes]
    folder = tmp_path / "hf" / "songngu" / "toys--marian"
    assert [process.returncode for process in processes] == [0, 0], outputs
    assert [out for out, _ in outputs] == [f"{folder}\n"] * 2
    assert digest_folder(folder) == digest_folder(toy_folder("marian"))
    assert len(hub.downloads("model.safetensors")) == 1
    assert "Bearer hf_secret" in hub.tokens
    assert "hub.invalid" in hub.hosts
    assert leftovers(folder.parent) == []

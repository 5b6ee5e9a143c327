"""The table of models, and what a name finds: built in, installed, a user's own folder, or nothing."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from songngu.cli import main
from songngu.errors import ModelError
from songngu.models import manifests
from songngu.models.catalog import STARTER, Entry, entries, entries_of, find, installed, revision
from songngu.models.catalog.table import allows_commerce
from songngu.models.manifests import File, Manifest
from songngu.translators.families import FAMILIES

ALL = ("ar", "bn", "en", "id", "ur", "vi")
ASKED_FOR = """
opus opus-ar-en opus-inc-en opus-vi-en opus-id-en opus-en-vi madlad-3b nllb-600m nllb-1.3b nllb-3.3b m2m100-418m
m2m100-1.2b hy-mt2-1.8b hy-mt2-7b translategemma-4b gemma-4-e4b qwen3-0.6b qwen3-1.7b qwen3-4b qwen3-8b vit5-vietnews
mt5-xlsum
""".split()


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SONGNGU_MODELS", str(tmp_path / "models"))
    return tmp_path / "models"


def put(home: Path, name: str, targets: tuple[str, ...] = ("en", "vi"), **changes: object) -> Path:
    """An installed model with nothing in it but a config.json."""
    folder = home / manifests.folder_name(name)
    folder.mkdir(parents=True)
    (folder / "config.json").write_text("{}")
    values = {"name": name, "hub": "toys/x", "revision": "", "commit": "0" * 40, "family": "nllb", "licence": "MIT"}
    values |= {"commercial": True, "sources": ALL, "targets": targets, "files": manifests.describe(folder)} | changes
    manifests.write(folder, Manifest(**values))  # type: ignore[arg-type]
    return folder


def test_the_models_that_were_asked_for_are_there() -> None:
    assert set(ASKED_FOR) <= entries().keys()


@pytest.mark.parametrize("entry", entries().values(), ids=lambda entry: entry.name)
def test_a_row_is_complete(entry: Entry) -> None:
    assert bool(entry.hub) != bool(entry.members)
    assert all(member in entries() for member in entry.members)
    assert not entry.hub or entry.hub.count("/") == 1
    assert entry.family in {family.name for family in FAMILIES.values()} | {"chat"}
    assert entry.task in ("translate", "brief")
    assert entry.licence
    assert isinstance(entry.commercial, bool)
    assert min(entry.parameters, entry.download) > 0
    assert all((entry.languages, entry.quality, entry.call))
    assert entry.source or not any(digit in entry.quality for digit in "0123456789")
    assert not entry.revision or len(entry.revision) == 40 or entry.revision.startswith("refs/pr/")
    if not entry.members:  # what is read from the licence's name is what the row says
        assert allows_commerce(entry.licence) is entry.commercial


def test_weights_are_counted_in_plausible_numbers() -> None:
    """1.7 to 5.5 bytes a parameter: bfloat16 to float32, and embeddings that are stored up to three times."""
    for entry in entries().values():
        assert 1.7 < entry.download / entry.parameters < 5.5, entry.name


@pytest.mark.parametrize(
    ("licence", "allowed"),
    [
        ("", None),
        ("apache-2.0", True),
        ("mit", True),
        ("cc-by-4.0", True),
        ("gemma", True),
        ("cc-by-nc-4.0", False),
        ("CC-BY-NC-SA-4.0", False),
        ("cc-by-nc-nd-3.0", False),
        ("qwen-research", False),
        ("other-noncommercial", False),
    ],
)
def test_licences(licence: str, allowed: bool | None) -> None:
    assert allows_commerce(licence) is allowed


def test_names() -> None:
    assert [entry.name for entry in entries_of("opus")] == list(entries()["opus"].members)
    assert entries_of("owner/model") == (Entry("owner/model", hub="owner/model"),)
    assert [entry.name for entry in entries_of("facebook/nllb-200-3.3B")] == ["nllb-3.3b"]
    for name in ("nonsense", "a/b/c", "/", "../x/y"):
        with pytest.raises(ModelError, match="no model .* to pull"):
            entries_of(name)


def test_auto_is_the_best_that_covers_the_targets(home: Path) -> None:
    assert find() == find("auto", ["en", "vi"]) == STARTER
    put(home, "opus-en-vi", targets=("vi",))
    put(home, "qwen3-8b", targets=(), family="chat")
    assert find("auto", ["en", "vi"]) == STARTER
    assert find("auto", ["vi"]).name == "opus-en-vi"
    put(home, "owner/mine")
    assert find("auto", ["en", "vi"]).name == "owner/mine"
    put(home, "m2m100-418m")
    assert find("auto", ["en", "vi"]).name == "m2m100-418m"
    put(home, "nllb-600m", commercial=False, licence="CC-BY-NC-4.0")
    model = find("auto", ["en", "vi"])
    assert (model.name, model.licence) == ("nllb-600m", "CC-BY-NC-4.0")
    assert model.notice == "nllb-600m is not for commercial use"
    assert find("auto", ["en", "xh"]) == STARTER


def test_auto_takes_a_set_that_is_whole(home: Path) -> None:
    for member in entries()["opus"].members:
        assert find("auto", ["en", "vi"]) == STARTER
        put(home, member, targets=(member[-2:],))
    model = find("auto", ["en", "vi"])
    assert (model.name, len(model.members), model.licence) == ("opus", 5, "MIT")


def test_models_without_a_row_come_last(home: Path) -> None:
    put(home, "owner/mine")
    put(home, "m2m100-418m")
    assert [manifest.name for manifest in installed()][-1] == "owner/mine"


def test_auto_does_not_pass_over_a_damaged_model_in_silence(home: Path) -> None:
    (put(home, "nllb-600m") / "config.json").unlink()
    with pytest.raises(ModelError, match=r"nllb-600m: is damaged \(config.json is missing\); bring it again"):
        find("auto", ["en", "vi"])


def test_a_renamed_folder_is_not_installed(home: Path) -> None:
    put(home, "nllb-600m").rename(home / "other")
    assert list(installed()) == []
    assert find("auto", ["en", "vi"]) == STARTER


def test_find_by_name_hub_id_and_folder(home: Path, tmp_path: Path) -> None:
    put(home, "owner/mine")
    assert find("owner/mine").folder == home / "owner--mine"
    folder = tmp_path / "my-model"
    folder.mkdir()
    (folder / "config.json").write_text("{}")
    assert (find(str(folder)).name, find(str(folder)).folder) == ("my-model", folder)
    assert find("starter") == STARTER


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("madlad-3b", "madlad-3b is not installed; bring it with: songngu models pull madlad-3b"),
        ("opus", "opus-ar-en is not installed; bring it with: songngu models pull opus-ar-en"),
        (
            "owner/model",
            "no model 'owner/model': it is neither in the list (songngu models list), nor installed, nor a folder with "
            "a config.json (bring one with: songngu models pull NAME, or owner/model)",
        ),
    ],
)
def test_what_is_not_there(home: Path, name: str, message: str) -> None:
    with pytest.raises(ModelError) as error:
        find(name)
    assert str(error.value) == message


def test_the_revision_of_a_set_is_that_of_its_members(home: Path, tmp_path: Path) -> None:
    for member in entries()["opus"].members:
        put(home, member)
    before = revision(find("opus"), tmp_path)
    assert before == revision(find("opus"), tmp_path)
    assert len(before) == 64
    folder = home / "opus-en-vi"
    (folder / "config.json").write_text('{"a": 1}')
    manifest = manifests.read(folder)
    assert manifest
    manifests.write(folder, Manifest(**manifest_values(manifest) | {"files": manifests.describe(folder)}))
    assert revision(find("opus"), tmp_path) != before


def manifest_values(manifest: Manifest) -> dict[str, object]:
    return {slot: getattr(manifest, slot) for slot in Manifest.__slots__}


def test_a_manifest_survives_writing_and_reading(home: Path) -> None:
    folder = put(home, "owner/mine")
    files = {"a.json": File(1, "0" * 64), "weights.safetensors": File(12_000_000_000, "f" * 64)}
    manifest = Manifest("owner/mine", "owner/mine", "v1", "1" * 40, "t5", "", None, ("bn",), (), files)
    manifests.write(folder, manifest)
    assert manifests.read(folder) == manifest
    assert json.loads((folder / manifests.FILE).read_text())["format"] == 1


@pytest.mark.parametrize("name", ["", ".", "..", ".hidden", "a/b", "a\\b", "a:b", "a\0b", "a\nb", "../../etc/passwd"])
def test_unsafe_names(name: str) -> None:
    assert not manifests.safe_name(name)


def test_the_list_names_licences_and_what_is_installed(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(home, "nllb-600m", commercial=False)
    put(home, "owner/mine", licence="", commercial=None)
    assert main(["models", "list"]) == 0
    output = capsys.readouterr()
    rows = {row.split("\t")[0]: row.split("\t") for row in output.out.splitlines()}
    assert rows["model"][5:7] == ["licence", "commercial use"]
    assert rows["nllb-600m"][1:7] == ["yes", "translate", "0.615", "2.5", "CC-BY-NC-4.0", "NO"]
    assert rows["madlad-3b"][1:7] == ["", "translate", "3", "11.8", "Apache-2.0", "yes"]
    assert rows["owner/mine"][5:8] == ["not stated", "not known", "6 → 2"]
    assert {"starter", *entries()} <= rows.keys()
    assert str(home) in output.err


@pytest.mark.parametrize("command", ["verify", "path", "export"])
def test_commands_name_what_is_not_installed(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    arguments = ["models", command, "madlad-3b", *([str(tmp_path / "x.tar")] if command == "export" else [])]
    assert main(arguments) == 2
    message = "madlad-3b is not installed; bring it with: songngu models pull madlad-3b"
    assert capsys.readouterr().err == f"songngu: error: {message}\n"


def test_path_of_the_starter(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["models", "path", "starter"]) == 0
    assert capsys.readouterr().out == f"{STARTER.folder}\n"


def test_the_command_stays_light() -> None:
    code = (
        "import sys, songngu.cli.parser as p\n"
        "try: p.parse(['models', '--help'])\n"
        "except SystemExit: pass\n"
        "assert not {'huggingface_hub', 'torch', 'transformers', 'numpy', 'filelock'} & set(sys.modules), sys.modules.keys()"
    )
    subprocess.run([sys.executable, "-c", code], check=True, stdout=subprocess.DEVNULL)

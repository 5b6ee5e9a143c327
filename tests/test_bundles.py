"""One file with a model: the same bytes each time, and whatever is wrong with it is named before anything is installed."""

import io
import json
import shutil
import tarfile
from collections import namedtuple
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from songngu.errors import ModelError, SongnguError, StoreError
from songngu.models import bundles, manifests
from songngu.models.bundles import HEADER, export, import_bundle
from songngu.models.manifests import File, Manifest

NAME = "opus-en-vi"


def quiet(_: str) -> None:
    """Say nothing."""


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory, toy_folder: Callable[[str], Path]) -> Path:
    """An installed model; do not write into it."""
    folder = Path(shutil.copytree(toy_folder("marian"), tmp_path_factory.mktemp("models") / NAME))
    manifests.write(folder, manifest(manifests.describe(folder)))
    return folder


@pytest.fixture(scope="module")
def bundle(installed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its bundle; do not write to it."""
    path = tmp_path_factory.mktemp("bundle") / "model.tar"
    export([installed], path)
    return path


def manifest(files: dict[str, File], **changes: Any) -> Manifest:
    values: dict[str, Any] = {
        "name": NAME,
        "hub": "toys/marian",
        "revision": "main",
        "commit": "0" * 40,
        "family": "marian",
        "licence": "MIT",
        "commercial": True,
        "sources": ("en",),
        "targets": ("vi",),
    }
    return Manifest(**values | changes, files=files)


Members = list[tuple[tarfile.TarInfo, bytes]]


def members_of(bundle: Path) -> Members:
    with tarfile.open(bundle) as tar:
        return [(member, content.read()) for member in tar if (content := tar.extractfile(member))]


def write(path: Path, members: Members) -> Path:
    with tarfile.open(path, "w") as tar:
        for member, data in members:
            member.size = len(data) if member.isreg() else 0
            tar.addfile(member, io.BytesIO(data))
    return path


def file(name: str, data: bytes = b"data", **values: Any) -> tuple[tarfile.TarInfo, bytes]:
    member = tarfile.TarInfo(name)
    for key, value in values.items():
        setattr(member, key, value)
    return member, data


def header(members: Members, **changes: Any) -> tuple[tarfile.TarInfo, bytes]:
    content = json.loads(members[0][1]) | changes
    return file(HEADER, json.dumps(content).encode())


def with_model(members: Members, **changes: Any) -> Members:
    (model,) = json.loads(members[0][1])["models"]
    return [header(members, models=[model | changes]), *members[1:]]


def hidden(home: Path) -> list[Path]:
    return [path for path in home.rglob("*") if path.is_file() and path.suffix != ".lock"]


def test_the_bytes_depend_on_the_model_alone(installed: Path, bundle: Path, tmp_path: Path) -> None:
    shutil.copytree(installed, tmp_path / NAME)  # other times, and other inodes
    for path in (tmp_path / NAME).iterdir():
        path.touch()
        path.chmod(0o600)
    export([tmp_path / NAME], tmp_path / "again.tar")
    assert (tmp_path / "again.tar").read_bytes() == bundle.read_bytes()
    with tarfile.open(bundle) as tar:
        assert tar.getnames()[:2] == [HEADER, f"{NAME}/config.json"]
        assert {(member.mtime, member.uid, member.uname, member.mode) for member in tar} == {(0, 0, "", 0o644)}


def test_import_gives_the_same_folder(installed: Path, bundle: Path, tmp_path: Path) -> None:
    (folder,) = import_bundle(bundle, tmp_path / "home", quiet)
    assert folder == tmp_path / "home" / NAME
    assert {p.name: p.read_bytes() for p in folder.iterdir()} == {p.name: p.read_bytes() for p in installed.iterdir()}
    assert hidden(tmp_path / "home") == sorted(folder.iterdir(), key=hidden(tmp_path / "home").index)
    assert import_bundle(bundle, tmp_path / "home", quiet) == [folder]  # once more: no harm


Fault = namedtuple("Fault", "name change message")
SPOILED = "; it was not made by songngu, do not use it"
MADE = "; copy it again from where it was made with `songngu models export`"
FIRST = f"{NAME}/config.json"

# A change of the members of a good bundle, and what the user is told.
FAULTS = [
    Fault("no model", lambda m: [header(m, models=[]), *m[1:]], f"{HEADER} names no model, or one twice; it was not made by songngu"),
    Fault("one model twice", lambda m: [header(m, models=json.loads(m[0][1])["models"] * 2), *m[1:]], f"{HEADER} names no model, or one twice; it was not made by songngu"),
    Fault("two models for one folder", lambda m: [header(m, models=[json.loads(m[0][1])["models"][0] | {"name": name} for name in ("a/b", "a--b")]), *m[1:]], f"{HEADER} names no model, or one twice; it was not made by songngu"),
    Fault("unclear licence", lambda m: with_model(m, commercial=["maybe"]), f"{HEADER}: is no list of a model's files, or a damaged one; get the model again"),
    Fault("newer format", lambda m: [header(m, format=2), *m[1:]], "was made by a newer songngu (format 2); update songngu"),
    Fault("newer manifest", lambda m: with_model(m, format=2), f"{HEADER}: was made by a newer songngu (format 2); update songngu"),
    Fault("damaged header", lambda m: [file(HEADER, b"{"), *m[1:]], f"{HEADER} is damaged (Expecting property name enclosed in double quotes: line 1 column 2 (char 1)); copy the bundle again"),
    Fault("header without models", lambda m: [file(HEADER, b'{"format": 1}'), *m[1:]], f"{HEADER} is damaged ('models'); copy the bundle again"),
    Fault("damaged manifest", lambda m: with_model(m, files=[]), f"{HEADER}: is no list of a model's files, or a damaged one; get the model again"),
    Fault("another tar", lambda m: m[1:], f"is a tar, but no bundle (it does not begin with {HEADER}); make one with `songngu models export`"),
    Fault("empty tar", lambda _: [], f"is a tar, but no bundle (it does not begin with {HEADER}); make one with `songngu models export`"),
    Fault("a model named to lead out", lambda m: with_model(m, name="../evil"), f"{HEADER}: is no list of a model's files, or a damaged one; get the model again"),
    Fault("a file named to lead out", lambda m: with_model(m, files={"../../evil": {"size": 4, "sha256": ""}}), f"{HEADER}: is no list of a model's files, or a damaged one; get the model again"),
    Fault("a hidden file", lambda m: with_model(m, files={".songngu.json": {"size": 4, "sha256": ""}}), f"{HEADER}: is no list of a model's files, or a damaged one; get the model again"),
    Fault("path that leads out", lambda m: [m[0], file("../evil"), *m[1:]], f"../evil leads out of its folder{SPOILED}"),
    Fault("path that leads out later", lambda m: [*m, file(f"{NAME}/../../evil")], f"{NAME}/../../evil leads out of its folder{SPOILED}"),
    Fault("absolute path", lambda m: [m[0], file("/etc/evil"), *m[1:]], f"/etc/evil leads out of its folder{SPOILED}"),
    Fault("symbolic link", lambda m: [m[0], file(FIRST, b"", type=tarfile.SYMTYPE, linkname="/etc/passwd"), *m[2:]], f"{FIRST} is a link or something else that is no plain file{SPOILED}"),
    Fault("hard link", lambda m: [*m[:2], file(m[2][0].name, b"", type=tarfile.LNKTYPE, linkname=FIRST), *m[3:]], f"{NAME}/generation_config.json is a link or something else that is no plain file{SPOILED}"),
    Fault("device", lambda m: [m[0], file(FIRST, b"", type=tarfile.CHRTYPE), *m[2:]], f"{FIRST} is a link or something else that is no plain file{SPOILED}"),
    Fault("folder", lambda m: [m[0], file(NAME, b"", type=tarfile.DIRTYPE), *m[1:]], f"{NAME} is a link or something else that is no plain file{SPOILED}"),
    Fault("extra file at the end", lambda m: [*m, file(f"{NAME}/extra")], f"has {NAME}/extra, which it does not announce; it was not made by songngu"),
    Fault("extra file within", lambda m: [m[0], file(f"{NAME}/extra"), *m[1:]], f"has {NAME}/extra where {FIRST} should be; make the bundle again"),
    Fault("a file twice", lambda m: [*m[:2], m[1], *m[2:]], f"{FIRST} comes twice{SPOILED}"),
    Fault("a file left out", lambda m: [m[0], *m[2:]], f"has {NAME}/generation_config.json where {FIRST} should be; make the bundle again"),
    Fault("the last file left out", lambda m: m[:-1], f"ends before {NAME}/vocab.json; copy the bundle again"),
    Fault("tampered", lambda m: [m[0], file(FIRST, m[1][1].replace(b"32", b"33")), *m[2:]], f"{FIRST} is not what the bundle announces; copy the bundle again"),
    Fault("shorter", lambda m: [m[0], file(FIRST, m[1][1][:-1]), *m[2:]], f"{FIRST} is not what the bundle announces; copy the bundle again"),
]  # fmt: skip


def test_a_folder_is_no_bundle(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="cannot be read"):
        import_bundle(tmp_path, tmp_path / "home", quiet)


def test_a_header_that_nests_too_deeply(tmp_path: Path) -> None:
    spoiled = write(tmp_path / "deep.tar", [file(HEADER, b"[" * 100_000)])
    with pytest.raises(ModelError, match=f"{HEADER} is damaged"):
        import_bundle(spoiled, tmp_path / "home", quiet)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_spoiled_bundle_is_refused(bundle: Path, tmp_path: Path, fault: Fault) -> None:
    spoiled = write(tmp_path / "spoiled.tar", fault.change(members_of(bundle)))
    with pytest.raises(ModelError) as error:
        import_bundle(spoiled, tmp_path / "home", quiet)
    assert str(error.value) == f"{spoiled}: {fault.message}"
    assert hidden(tmp_path / "home") == []
    assert not list(tmp_path.rglob("*evil*"))


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (lambda data: data[: len(data) // 2], "unexpected end of data"),
        (lambda data: data[:300], "truncated header"),
        (lambda _: b"", "empty file"),
        (lambda _: b"PK\3\4 a zip" * 100, "invalid header"),
    ],
    ids=["half", "beginning", "empty", "zip"],
)
def test_what_is_no_whole_tar(bundle: Path, tmp_path: Path, content: Callable[[bytes], bytes], reason: str) -> None:
    broken = tmp_path / "broken.tar"
    broken.write_bytes(content(bundle.read_bytes()))
    with pytest.raises(ModelError) as error:
        import_bundle(broken, tmp_path / "home", quiet)
    assert str(error.value) == f"{broken}: is no bundle, or not all of it ({reason}){MADE}"
    assert hidden(tmp_path / "home") == []


def test_a_bundle_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="model.tar: there is no such file"):
        import_bundle(tmp_path / "model.tar", tmp_path, quiet)


def test_a_model_that_cannot_be_used_is_not_installed(installed: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(installed, tmp_path / NAME))
    (folder / "config.json").write_text('{"model_type": "marian", "auto_map": {"AutoModel": "evil.Net"}}')
    manifests.write(folder, manifest(manifests.describe(folder)))
    export([folder], tmp_path / "model.tar")
    with pytest.raises(ModelError) as error:
        import_bundle(tmp_path / "model.tar", tmp_path / "home", quiet)
    assert str(error.value) == (
        f"{NAME}: asks for code of its own (evil.py); songngu never runs code that comes with a model. Choose another model."
    )
    assert hidden(tmp_path / "home") == []


def test_the_manifest_cannot_lie_about_the_family(installed: Path, bundle: Path, tmp_path: Path) -> None:
    spoiled = write(tmp_path / "spoiled.tar", with_model(members_of(bundle), family="nllb"))
    with pytest.raises(ModelError) as error:
        import_bundle(spoiled, tmp_path / "home", quiet)
    assert str(error.value) == f"{NAME}: is of the family marian, not nllb; it is not installed"


def test_of_two_models_none_is_installed_if_one_is_spoiled(installed: Path, tmp_path: Path) -> None:
    second = Path(shutil.copytree(installed, tmp_path / "two"))
    manifests.write(second, manifest(manifests.describe(second), name="two"))
    export([installed, second], tmp_path / "both.tar")
    members = members_of(tmp_path / "both.tar")
    spoiled = write(tmp_path / "spoiled.tar", [*members[:-1], file("two/vocab.json", b"{}")])
    with pytest.raises(ModelError, match="two/vocab.json is not what the bundle announces"):
        import_bundle(spoiled, tmp_path / "home", quiet)
    assert hidden(tmp_path / "home") == []
    (second / "config.json").write_text('{"model_type": "bert"}')
    manifests.write(second, manifest(manifests.describe(second), name="two"))
    export([installed, second], tmp_path / "unfit.tar")
    with pytest.raises(ModelError, match="two: model_type 'bert' with tokenizer 'MarianTokenizer' is no family"):
        import_bundle(tmp_path / "unfit.tar", tmp_path / "home", quiet)
    assert hidden(tmp_path / "home") == []
    folders = import_bundle(tmp_path / "both.tar", tmp_path / "home", quiet)
    assert [folder.name for folder in folders] == [NAME, "two"]


def test_a_licence_goes_with_the_bundle(installed: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(installed, tmp_path / NAME))
    manifests.write(folder, manifest(manifests.describe(folder), licence="CC-BY-NC-4.0", commercial=False))
    export([folder], tmp_path / "model.tar")
    with pytest.raises(ModelError) as error:
        import_bundle(tmp_path / "model.tar", tmp_path / "home", quiet)
    assert str(error.value) == (
        f"{NAME}: its licence, CC-BY-NC-4.0, does not allow commercial use. If your use is allowed by it, repeat the "
        "command with --accept-licence"
    )
    assert hidden(tmp_path / "home") == []
    said: list[str] = []
    import_bundle(tmp_path / "model.tar", tmp_path / "home", said.append, accept_licence=True)
    assert said == [f"{NAME}: NOT FOR COMMERCIAL USE (licence CC-BY-NC-4.0), accepted with --accept-licence"]


def test_no_space(installed: Path, bundle: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage(10**9, 10**9, 0))
    for call in (
        lambda: import_bundle(bundle, tmp_path / "home", quiet),
        lambda: export([installed], tmp_path / "new.tar"),
    ):
        with pytest.raises(StoreError, match=r"needs 0.7 MB more on the disk of .*, which has 0.0 MB free"):
            call()
    assert hidden(tmp_path) == []


def test_what_was_not_installed_is_not_exported(toy_folder: Callable[[str], Path], tmp_path: Path) -> None:
    with pytest.raises(ModelError) as error:
        export([toy_folder("marian")], tmp_path / "model.tar")
    assert str(error.value) == (
        f"{toy_folder('marian')}: was not installed by songngu, so there is nothing to verify it by; pull it first"
    )


def test_a_place_that_cannot_be_written(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(SongnguError) as error:
        export([installed], tmp_path / "file" / "model.tar")
    assert str(error.value) == f"{tmp_path}/file/model.tar: cannot be written (File exists); choose another place"


def test_a_large_file_needs_no_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are written piece by piece, and sizes beyond those of old tars are kept."""
    assert bundles._BLOCK <= 1 << 20
    member = bundles._member("big", 12_000_000_000)
    assert tarfile.TarInfo.frombuf(member.tobuf(tarfile.PAX_FORMAT)[-512:], "utf-8", "strict").name == "big"

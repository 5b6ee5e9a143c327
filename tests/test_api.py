"""The library's calls, with the true starter: small things that must hold of any model."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import songngu
from songngu import LanguageError, UsageError
from songngu.assembly import translator_of
from songngu.models.catalog import STARTER, find, revision

TEXT = "Bộ Y tế cho biết 42 bệnh viện đã sẵn sàng. Người dân được tiêm vắc xin miễn phí."


@pytest.fixture(autouse=True)
def _cache(shared_cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SONGNGU_CACHE", str(shared_cache))


def test_process() -> None:
    record = songngu.process(songngu.Article(TEXT))
    assert record.language == "vi"
    assert record.translations["vi"].text == TEXT
    english = record.translations["en"]
    assert len(english.renderings) == 2
    assert english.renderings[0].text != english.renderings[1].text
    assert record.briefs["vi"].text == TEXT


def test_translate_keeps_order_and_company_changes_nothing() -> None:
    texts = ["Rumah sakit itu dibuka pada hari Senin.", "Menteri mengatakan vaksin tersedia.", "Harga naik 3,5 persen."]
    together = songngu.translate(texts, to="en", source="id")
    assert [songngu.translate([text], to="en", source="id")[0] for text in texts] == together
    assert len({rendering.text for rendering in together}) == 3


def test_translate_identifies_each_text() -> None:
    renderings = songngu.translate(["Bộ Y tế cho biết như vậy.", "স্বাস্থ্য অধিদপ্তর জানায়।"], to="vi")
    assert renderings[0].route == "identity"
    assert renderings[1].route != "identity"
    with pytest.raises(LanguageError, match="cannot be told"):
        songngu.translate(["123"], to="vi")


def test_one_text_instead_of_a_list_is_an_error() -> None:
    with pytest.raises(UsageError, match="needs a list of texts, not the text 'Rumah sakit"):
        songngu.translate("Rumah sakit itu dibuka pada hari Senin.", to="en", source="id")


def test_an_uncovered_language_is_an_error_that_says_what_is_covered() -> None:
    with pytest.raises(LanguageError, match="'th'.*ar bn"):
        songngu.translate(["โรงพยาบาลพร้อมแล้ว"], to="en", source="th")


def test_brief_points_into_split() -> None:
    text = "The hospital opened on Monday. It has 120 beds for patients. The old hospital has been closed for years."
    brief = songngu.brief(text, language="en", title="Hospital opens", sentences=2)
    segments = songngu.split(text, language="en")
    assert [sentence.text for sentence in brief.sentences] == [segments[s.evidence[0]].text for s in brief.sentences]
    assert songngu.brief("Yes", language="en").text == "Yes"


@pytest.mark.parametrize(("text", "sentences"), [("", 1), (" ", 1), ("A text.", 0), ("A text.", -1)])
def test_a_brief_of_nothing_is_an_error(text: str, sentences: int) -> None:
    with pytest.raises(UsageError, match="a brief needs a text and at least 1 sentence"):
        songngu.brief(text, language="en", title="Only a title", sentences=sentences)


def test_a_brief_is_never_empty() -> None:
    assert songngu.brief("12 — 45", language="en").text == "12 — 45"


def test_what_is_no_text_is_an_error() -> None:
    with pytest.raises(UsageError, match="lone surrogate"):
        songngu.translate(["Rumah \ud800 sakit"], to="en", source="id")


def test_pipeline_refuses_nonsense_at_once(tmp_path: Path) -> None:
    for threads in (-1, 9_999_999):
        with pytest.raises(UsageError, match="threads must be between 0"):
            songngu.Pipeline(threads=threads)
    with pytest.raises(LanguageError, match="does not translate into 'fr'"):
        songngu.Pipeline(targets=["fr"])
    (tmp_path / "file").touch()
    with pytest.raises(songngu.StoreError, match="no folder can be written there"):
        songngu.Pipeline(outputs=tmp_path / "file")
    with pytest.raises(UsageError):
        songngu.Pipeline(sentences=0)
    with pytest.raises(LanguageError):
        songngu.Pipeline(targets=["xx"])
    with pytest.raises(songngu.ModelError, match="neither in the list"):
        songngu.Pipeline(str(tmp_path / "nothing"))


def test_a_changed_model_file_changes_the_revision(tmp_path: Path) -> None:
    folder = tmp_path / "model"
    folder.mkdir()
    (folder / "config.json").write_text("{}")
    model = find(str(folder))
    first = revision(model, tmp_path)
    assert revision(model, tmp_path) == first
    (folder / "config.json").write_text('{"a": 1}')
    assert revision(model, tmp_path) != first
    assert find("auto") is STARTER


def test_a_changed_model_folder_is_loaded_again_and_an_unchanged_one_is_not(
    tmp_path: Path, toy_folder: Callable[[str], Path]
) -> None:
    folder = tmp_path / "mine"
    shutil.copytree(toy_folder("t5"), folder)
    first, again = (translator_of(find(str(folder)), "auto", tmp_path / "cache", 0) for _ in range(2))
    assert first is again
    (folder / "README.md").write_text("changed", encoding="utf-8")
    changed = translator_of(find(str(folder)), "auto", tmp_path / "cache", 0)
    assert changed.signature != first.signature

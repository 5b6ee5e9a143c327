"""`songngu evaluate` and the files that it reads."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes import Filler
from songngu import evaluation
from songngu.cli import main
from songngu.errors import LanguageError, UsageError
from songngu.models.catalog import STARTER
from songngu.parallel import Table, read_table
from songngu.renderings import Renderer

GOOD = "en\tvi\nThe clinic opened on Monday.\tPhòng khám mở cửa hôm thứ Hai.\n\nTwo doctors work there.\tHai bác sĩ làm việc ở đó.\n"


def test_a_table_is_read_with_its_languages(tmp_path: Path) -> None:
    path = tmp_path / "news.tsv"
    path.write_text("\ufeff" + GOOD, encoding="utf-8")
    table = read_table(path)
    assert (table.name, table.languages, len(table.rows)) == ("news", ("en", "vi"), 2)
    assert table.rows[1] == {"en": "Two doctors work there.", "vi": "Hai bác sĩ làm việc ở đó."}


def test_the_name_of_a_file_can_say_its_languages(tmp_path: Path) -> None:
    path = tmp_path / "ntrex.en-vi.tsv"
    path.write_text("One.\tMột.\nTwo.\tHai.\n", encoding="utf-8")
    assert read_table(path) == Table(
        "ntrex", ("en", "vi"), ({"en": "One.", "vi": "Một."}, {"en": "Two.", "vi": "Hai."})
    )
    path.write_text("en\tvi\nOne.\tMột.\n", encoding="utf-8")
    assert len(read_table(path).rows) == 1


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "the first line must name two languages"),
        (b"en\nOne.\n", "the first line must name two languages"),
        (b"en\ten\nOne.\tOne.\n", "the first line must name two languages"),
        (b"en\tqq\nOne.\tOne.\n", "qq"),
        (b"en\tvi\nOne.\n", "line 2: 1 filled cells, expected 2 (en, vi)"),
        (b"en\tvi\nOne.\t \n", "line 2: 1 filled cells"),
        (b"en\tvi\nOne.\tM\xff\n", "cannot be read as UTF-8"),
    ],
)
def test_a_table_that_cannot_be_used_says_why(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "pairs.tsv"
    path.write_bytes(content)
    with pytest.raises((UsageError, LanguageError)) as caught:
        read_table(path)
    assert message in str(caught.value)


@given(st.lists(st.tuples(*[st.text(st.characters(categories=("L", "N", "P")), min_size=1)] * 2), max_size=8))
def test_every_pair_of_a_table_is_there_in_order(
    tmp_path_factory: pytest.TempPathFactory, pairs: list[tuple[str, str]]
) -> None:
    path = tmp_path_factory.mktemp("tables") / "t.tsv"
    path.write_text("\n".join(["id\tbn", *map("\t".join, pairs)]), encoding="utf-8")
    assert len(read_table(path).rows) == len(pairs)


def test_scores_are_those_of_sacrebleu_and_verdicts_add_up() -> None:
    from sacrebleu import corpus_chrf

    rows = ({"bn": "এক।", "en": "First."}, {"bn": "হাসপাতাল খোলা ছিল সোমবার সকালে।", "en": "The hospital was open."})
    renderer = Renderer(Filler())
    (found,) = evaluation.evaluate("filler", renderer, [Table("two", ("bn", "en"), rows)], ["en"], 10)
    texts = [r.text for r in renderer.render([("bn", "en", row["bn"]) for row in rows])]
    assert found.scores["chrF2"] == corpus_chrf(texts, [[row["en"] for row in rows]]).score
    assert sum(found.verdicts.values()) == found.sentences == 2
    assert "version" in found.signatures["BLEU"]
    assert found.model_signature == renderer.signature


def test_models_side_by_side_in_markdown_json_and_a_plot(
    tmp_path: Path, shared_cache: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "sets").mkdir()
    (tmp_path / "sets" / "news.tsv").write_text(GOOD, encoding="utf-8")
    out = tmp_path / "out"
    twin = tmp_path / "starter"  # two models may have one name
    twin.symlink_to(STARTER.folder)
    models = ["--model", "starter", "--model", str(twin), "--model", "starter"]
    command = ["evaluate", str(tmp_path / "sets"), *models, "--lines", "1"]
    assert main([*command, "--cache", str(shared_cache), "-o", str(out)]) == 0
    page = capsys.readouterr().out
    assert page.count("| news | en → vi | 1 | starter |") == 1
    assert page.count(f"| news | en → vi | 1 | {twin} |") == 1
    assert "Mean of starter over 2 directions" in page
    assert f"Mean of {twin} over 2 directions" in page
    assert (out / "evaluation.md").read_text(encoding="utf-8") == page
    assert len(json.loads((out / "evaluation.json").read_bytes())) == 4
    assert (out / "evaluation.png").read_bytes().startswith(b"\x89PNG")


def test_nothing_to_evaluate_is_an_error(
    tmp_path: Path, shared_cache: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["evaluate", str(tmp_path)]) == 2
    assert "no TSV file there" in capsys.readouterr().err
    path = tmp_path / "x.tsv"
    path.write_text("bn\tur\nক।\tک۔\n", encoding="utf-8")
    assert main(["evaluate", str(path), "--cache", str(shared_cache)]) == 2
    assert "no direction of these test sets is covered" in capsys.readouterr().err
    path.write_text("en\tvi\n", encoding="utf-8")  # no rows
    assert main(["evaluate", str(path), "--cache", str(shared_cache)]) == 2
    assert "no direction of these test sets is covered" in capsys.readouterr().err
    assert main(["evaluate", str(path), "--lines", "0"]) == 2

"""Reading: formats, encodings, folders, and errors that name the file and the remedy."""

import io
import json
import unicodedata
from pathlib import Path

import pytest

from songngu import ArticleError, read
from songngu.cleaning import clean
from songngu.types import Article

SEEDS = Path(__file__).parents[1] / "seeds"
ARABIC = "أعلنت وزارة الصحة تسجيل إصابات جديدة في العاصمة يوم الاثنين، ودعت السكان إلى التطعيم."
VIETNAMESE = "Bộ Y tế cho biết các bệnh viện đã sẵn sàng điều trị cho người bệnh trong tuần này."


def one(path: Path) -> Article:
    (article,) = read(path)
    return article


def cp1258(text: str) -> bytes:
    """Vietnamese as Windows wrote it: the vowel composed, the tone mark after it."""
    tones = "\u0300\u0301\u0303\u0309\u0323"
    found = []
    for character in text:
        parts = unicodedata.normalize("NFD", character)
        vowel = unicodedata.normalize("NFC", "".join(c for c in parts if c not in tones))
        found.append(vowel + "".join(c for c in parts if c in tones))
    return "".join(found).encode("cp1258")


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (VIETNAMESE.encode(), VIETNAMESE),
        (b"\xef\xbb\xbf" + VIETNAMESE.encode(), VIETNAMESE),
        (VIETNAMESE.encode("utf-16"), VIETNAMESE),
        (b"\xfe\xff" + ARABIC.encode("utf-16-be"), ARABIC),
        (ARABIC.encode("cp1256"), ARABIC),
        (cp1258(VIETNAMESE), VIETNAMESE),
    ],
    ids=["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "cp1256", "cp1258"],
)
def test_encodings(tmp_path: Path, data: bytes, text: str) -> None:
    (tmp_path / "a.txt").write_bytes(data)
    assert one(tmp_path / "a.txt").text == text


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "is a binary file"),
        ("a.txt", bytes(range(128, 256)) * 4, "is no UTF-8"),
        ("a.txt", b"\xff\xfea", "starts as utf-16 but is damaged at byte"),
        ("a.txt", b" \n \n", "is empty"),
        ("a.jsonl", b"{\n", "line 1: is no JSON"),
        ("a.jsonl", b"[]\n", 'needs an object with "text"'),
        ("a.jsonl", b'{"text": ""}\n', "is empty"),
        ("a.jsonl", b'{"text": ' + b"9" * 5000 + b"}\n", "is no JSON"),
        ("a.jsonl", b"[" * 100_000 + b"\n", "is no JSON"),
        ("a.jsonl", b'{"text": 3}\n', 'needs an object with "text"'),
        ("a.jsonl", b'{"text": "a", "title": 3}\n', '"title" must be a string, not 3'),
        ("a.jsonl", b'{"text": "a", "language": "klingon"}\n', "unknown language code 'klingon'"),
        ("a.jsonl", b'{"text": "\\ud800"}\n', r"lone surrogate U+D800 at character 0"),
        ("a.html", b"<html><body></body></html>", "has no article"),
    ],
)
def test_bad_input_names_the_file(tmp_path: Path, name: str, data: bytes, message: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(ArticleError) as error:
        list(read(tmp_path / name))
    assert name in str(error.value)
    assert message in str(error.value)


def test_the_rest_of_the_batch_goes_on(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\0")
    (tmp_path / "b.jsonl").write_text('{"text": "one"}\n\nnonsense\n{"text": "two", "id": 7}\n')
    (tmp_path / "c.txt").write_text("three")
    errors: list[ArticleError] = []
    articles = list(read([tmp_path, tmp_path / "missing.txt"], on_error=errors.append))
    assert [article.text for article in articles] == ["one", "two", "three"]
    assert articles[1].key == "7"
    assert [error.item.rsplit("/", 1)[-1] for error in errors] == ["a.txt", "b.jsonl line 3", "missing.txt"]


def test_folders_are_recursive_sorted_and_only_articles(tmp_path: Path) -> None:
    for name in ("b/two.txt", "a.txt", "b/one.md", "z.png", "c.TXT"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name)
    assert [article.text for article in read(tmp_path)] == ["a.txt", "b/one.md", "b/two.txt", "c.TXT"]
    assert [article.text for article in read(str(tmp_path / "**" / "*.txt"))] == ["a.txt", "b/two.txt"]


def test_an_empty_folder_and_an_unmatched_pattern_are_errors(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "*.txt"):
        with pytest.raises(ArticleError, match="has no article in it"):
            list(read(path))


def test_fields_of_json_lines(tmp_path: Path) -> None:
    row = {"text": "x", "title": "A title", "language": "id", "source": "https://example.org/1", "id": "k"}
    (tmp_path / "a.jsonl").write_text(json.dumps(row) + "\n")
    assert one(tmp_path / "a.jsonl") == Article("x", "A title", "id", "https://example.org/1", "k")


def test_the_language_of_the_call_overrides_that_of_the_row(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "x", "language": "id"}\n{"text": "y"}\n')
    assert [article.language for article in read(tmp_path / "a.jsonl", language="vi")] == ["vi", "vi"]
    assert [article.language for article in read(tmp_path / "a.jsonl")] == ["id", ""]


def test_markdown(tmp_path: Path) -> None:
    text = "# Rumah sakit\n\nMenteri **berkata** bahwa [laporan](https://x.org)\nsudah siap.\n\n- satu\n- dua\n\n## Bagian\n\nAkhir."
    (tmp_path / "a.md").write_text(text)
    article = one(tmp_path / "a.md")
    assert article.title == "Rumah sakit"
    assert article.text == "Menteri berkata bahwa laporan sudah siap.\n\n- satu\n\n- dua\n\nBagian\n\nAkhir."


def test_markdown_loses_nothing_that_people_read(tmp_path: Path) -> None:
    text = (
        "---\ntitle: 'Dari depan'\ndate: 2025-01-02\n---\n<div>42 <b>pasien</b></div>\n\nBaris<br>dua\n\n"
        "| kota | kasus |\n|---|---|\n| Hue | 12 |\n"
    )
    (tmp_path / "a.md").write_text(text)
    article = one(tmp_path / "a.md")
    assert article.title == "Dari depan"
    assert [" ".join(line.split()) for line in article.text.split("\n\n")] == [
        "42 pasien",
        "Baris dua",
        "kota; kasus",
        "Hue; 12",
    ]
    assert [line.text for line in clean(article, "id") if line.rule == "table-row"] == ["kota; kasus", "Hue; 12"]


def test_html_in_the_encoding_that_it_names(tmp_path: Path) -> None:
    paragraph = "卫生部长表示医院已经做好准备，将于明年开业，为北部地区的居民提供服务。" * 6
    page = f'<html><head><meta charset="gb2312"><title>医院</title></head><body><article><p>{paragraph}</p></article></body></html>'
    (tmp_path / "a.html").write_bytes(page.encode("gb2312"))
    assert "卫生部长表示医院" in one(tmp_path / "a.html").text


def test_utf_16_json_lines(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "một"}\n{"text": "hai"}\n', encoding="utf-16")
    assert [article.text for article in read(tmp_path / "a.jsonl")] == ["một", "hai"]


def test_names_are_one_line_that_can_be_written(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(r'{"text": "x", "source": "a\tb\nc\ud800", "id": "\ud800"}' + "\n")
    article = one(tmp_path / "a.jsonl")
    assert (article.source, article.key) == ("a b c?", "?")


def test_hidden_files_are_not_articles(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    for name in (".git/a.txt", ".b.txt", "c.txt"):
        (tmp_path / name).write_text("x")
    assert [Path(article.source).name for article in read(tmp_path)] == ["c.txt"]


def test_html(tmp_path: Path) -> None:
    paragraph = "The ministry of health said on Monday that the hospital in the north will open next year. "
    page = f"""<html><head><title>Hospital to open</title></head><body><nav><a href="/">Home</a></nav>
    <article><h1>Hospital to open</h1><p>{paragraph * 3}</p><p>{paragraph.replace("Monday", "Tuesday") * 3}</p></article>
    <footer>All rights reserved</footer></body></html>"""
    (tmp_path / "a.html").write_text(page)
    article = one(tmp_path / "a.html")
    assert article.title == "Hospital to open"
    assert "Tuesday" in article.text
    assert "Home" not in article.text


@pytest.mark.parametrize(
    ("data", "texts"),
    [(b'{"text": "one"}\n{"text": "two"}\n', ["one", "two"]), (b"one\ntwo\n", ["one\ntwo"])],
    ids=["jsonl", "text"],
)
def test_standard_input(monkeypatch: pytest.MonkeyPatch, data: bytes, texts: list[str]) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))
    assert [article.text for article in read("-")] == texts


def test_seeds_are_read_in_order() -> None:
    assert [Path(article.source).name[:3] for article in read(SEEDS)] == ["000", "001", "002", "003", "004"]

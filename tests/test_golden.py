"""The lines and roles of the five seeds, read line by line by people.

``UPDATE_GOLDEN=1 pytest tests/test_golden.py`` writes the files anew; read the difference before committing it.
"""

import os
from pathlib import Path

import pytest

from songngu import identify, read
from songngu.cleaning import clean
from songngu.segments import split_lines

SEEDS = sorted((Path(__file__).parents[1] / "seeds").glob("*.txt"))
GOLDEN = Path(__file__).parent / "data" / "golden"


@pytest.mark.parametrize("seed", SEEDS, ids=lambda path: path.stem[:3])
def test_lines_and_roles(seed: Path) -> None:
    (article,) = read(seed)
    lines = clean(article, identify(article.text))
    found = "".join(f"{line.role}\t{line.rule}\t{line.language}\t{line.text}\n" for line in lines)
    golden = GOLDEN / f"{seed.stem}.lines.tsv"
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(found, encoding="utf-8")
    assert found == golden.read_text(encoding="utf-8")
    assert "\n".join(line.text for line in lines) == article.text


@pytest.mark.parametrize("seed", SEEDS, ids=lambda path: path.stem[:3])
def test_sentences(seed: Path) -> None:
    (article,) = read(seed)
    lines = clean(article, identify(article.text))
    segments = split_lines(lines)
    found = "".join(f"{segment.line}\t{segment.text}\n" for segment in segments)
    golden = GOLDEN / f"{seed.stem}.segments.tsv"
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(found, encoding="utf-8")
    assert found == golden.read_text(encoding="utf-8")
    assert "".join(s.text + s.tail for s in segments) == "\n".join(line.text for line in lines if line.kept)

"""Signatures can be read back, compared part by part, and follow the rules' own text."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from songngu import signatures

VALUES = st.dictionaries(st.sampled_from(["model", "beam", "to", "checks"]), st.text(max_size=8))


@given(VALUES, VALUES)
def test_equal_signatures_mean_equal_parts(a: dict[str, str], b: dict[str, str]) -> None:
    old, new = signatures.join(**a), signatures.join(**b)
    assert (list(a.items()) == list(b.items())) == (old == new)
    keys = {*a, *b}
    assert signatures.differences(old, new) == {
        key: (a.get(key, ""), b.get(key, "")) for key in sorted(keys, key=[*a, *b].index) if a.get(key) != b.get(key)
    }


def test_a_fingerprint_follows_the_text(tmp_path: Path) -> None:
    found = []
    for name, text in (("a.py", "X = 1\n"), ("b.py", "X = 1\n"), ("c.py", "X = 2\n"), ("d.py", "X = 1\r\n")):
        (tmp_path / name).write_bytes(text.encode())
        found.append(signatures.fingerprint(name.removesuffix(".py"), root=tmp_path))
    assert found[0] == found[1] == found[3] != found[2]


def test_a_fingerprint_of_a_package_has_its_tables(tmp_path: Path) -> None:
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "__init__.py").write_text("X = 1\n", encoding="utf-8")
    before = signatures.fingerprint("rules", root=tmp_path)
    (tmp_path / "rules" / "words.tsv").write_text("one\n", encoding="utf-8")
    signatures.fingerprint.cache_clear()
    assert signatures.fingerprint("rules", root=tmp_path) != before


def test_a_fingerprint_of_a_part_that_is_not_there_is_an_error() -> None:
    with pytest.raises(FileNotFoundError, match="no_such_part"):
        signatures.fingerprint("no_such_part")

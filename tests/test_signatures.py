"""Signatures can be read back, compared part by part, and follow the rules' own text."""

from pathlib import Path
from types import ModuleType

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
    module = ModuleType("rules")
    found = []
    for name, text in (("a.py", "X = 1\n"), ("b.py", "X = 1\n"), ("c.py", "X = 2\n"), ("d.py", "X = 1\r\n")):
        module.__file__ = str(tmp_path / name)
        (tmp_path / name).write_bytes(text.encode())
        found.append(signatures.fingerprint(module))
    assert found[0] == found[1] == found[3] != found[2]

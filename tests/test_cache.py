"""The store of renderings: verified, shared, and nothing but what was accepted under the same signature."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from songngu.cache import FILE, RenderingStore
from songngu.errors import StoreError
from songngu.stores import Key
from songngu.types import Rendering

KEYS = st.tuples(st.just("bn"), st.sampled_from(["en", "vi"]), st.text(max_size=20))
RENDERINGS = st.builds(
    Rendering, st.text(), st.just(""), st.sampled_from(["ok", "repaired"]), st.lists(st.text()).map(tuple), st.text()
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(st.dictionaries(KEYS, RENDERINGS, max_size=5))
def test_what_is_put_is_got(tmp_path: Path, renderings: dict[Key, Rendering]) -> None:
    with RenderingStore(tmp_path) as store:
        store.put("s", renderings)
        assert store.get("s", renderings) == renderings
        assert store.get("another", renderings) == {}
        assert store.count("s", renderings) == len(renderings)


def test_many_keys(tmp_path: Path) -> None:
    renderings = {("bn", "en", str(n)): Rendering(f"t{n}", "", "ok") for n in range(2500)}
    with RenderingStore(tmp_path) as store:
        store.put("s", renderings)
        assert store.get("s", renderings) == renderings


def test_a_damaged_row_is_dropped_with_a_warning(tmp_path: Path) -> None:
    good, bad = ("bn", "en", "a"), ("bn", "en", "b")
    with RenderingStore(tmp_path) as store:
        store.put("s", {good: Rendering("A", "", "ok"), bad: Rendering("B", "", "ok")})
    with sqlite3.connect(tmp_path / FILE) as db:
        db.execute("UPDATE renderings SET rendering = replace(rendering, 'B', 'X')")
    db.close()
    with RenderingStore(tmp_path) as store:
        with pytest.warns(UserWarning, match="1 damaged renderings are made again"):
            assert list(store.get("s", [good, bad])) == [good]
        assert store.count("s", [good, bad]) == 1


def test_a_damaged_file_is_moved_aside(tmp_path: Path) -> None:
    with RenderingStore(tmp_path) as store:
        store.put("s", {("bn", "en", str(n)): Rendering("text", "", "ok") for n in range(500)})
    whole = (tmp_path / FILE).read_bytes()
    for damaged in (b"something else " * 100, whole[: len(whole) // 2]):
        (tmp_path / FILE).write_bytes(damaged)
        with pytest.warns(UserWarning, match="sentences are made again"), RenderingStore(tmp_path) as store:
            assert store.statistics() == {}
        assert (tmp_path / "renderings.damaged").read_bytes()[:20] == damaged[:20]


def test_a_folder_that_cannot_be_used_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match="cannot be used as a cache"):
        RenderingStore(tmp_path / "file" / "cache")


def test_a_file_that_goes_bad_later_is_a_clear_error(tmp_path: Path) -> None:
    key = ("bn", "en", "x")
    with RenderingStore(tmp_path) as store:
        with sqlite3.connect(tmp_path / FILE) as other:
            other.execute("DROP TABLE renderings")
        other.close()
        for use in (lambda: store.get("s", [key]), lambda: store.count("s", [key]), store.statistics):
            with pytest.raises(StoreError, match=r"renderings\.sqlite: cannot be used .*run again"):
                use()


def test_several_writers_at_once(tmp_path: Path) -> None:
    def write(worker: int) -> None:
        with RenderingStore(tmp_path) as store:
            for n in range(20):
                store.put("s", {("bn", "en", f"{worker}-{n}"): Rendering("x", "", "ok")})

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, range(4)))
    with RenderingStore(tmp_path) as store:
        assert store.statistics() == {"s": 80}


def test_collect_keeps_what_is_named(tmp_path: Path) -> None:
    with RenderingStore(tmp_path) as store:
        store.put("old", {("bn", "en", "a"): Rendering("A", "", "ok")})
        store.put("new", {("bn", "en", "a"): Rendering("B", "", "ok")})
        assert store.collect(["new"]) == 1
        assert store.statistics() == {"new": 1}

"""What is kept between runs, as protocols: accepted sentences, and finished records. Keeps nothing itself."""

from collections.abc import Iterable, Mapping
from typing import Protocol

from .types import Article, Record, Rendering

Key = tuple[str, str, str]  # source language, target language, source text


class Renderings(Protocol):
    """Accepted renderings, found again under the same signature and key."""

    def get(self, signature: str, keys: Iterable[Key]) -> Mapping[Key, Rendering]: ...

    def put(self, signature: str, renderings: Mapping[Key, Rendering]) -> None: ...


class Records(Protocol):
    """Finished records, found again by article and signature."""

    def get(self, article: Article, signature: str) -> Record | None: ...

    def put(self, record: Record) -> None: ...

"""Read news in any language; get English, Vietnamese, checks and briefs, offline.

    import songngu

    record = songngu.process(songngu.Article(text="…"))
    record.translations["vi"].text, record.briefs["en"].text

Importing costs milliseconds: no engine is imported before it is used.
"""

from typing import TYPE_CHECKING, Any

from .errors import ArticleError, LanguageError, ModelError, SongnguError, StoreError, UsageError
from .version import VERSION

if TYPE_CHECKING:
    from .api import Pipeline, brief, process, translate
    from .articles import read
    from .checks import Judgement, judge
    from .jobs import Jobs
    from .languages import identify
    from .segments import split
    from .types import Article, Brief, Line, Record, Rendering, Segment, Sentence, Translation

__version__ = VERSION

_LATER = dict.fromkeys(
    ("Article", "Brief", "Line", "Record", "Rendering", "Segment", "Sentence", "Translation"), "types"
) | {
    "Pipeline": "api", "brief": "api", "process": "api", "translate": "api", "read": "articles",
    "Judgement": "checks", "judge": "checks", "Jobs": "jobs", "identify": "languages", "split": "segments",
}  # fmt: skip

__all__ = [
    "Article", "ArticleError", "Brief", "Jobs", "Judgement", "LanguageError", "Line", "ModelError", "Pipeline",
    "Record", "Rendering", "Segment", "Sentence", "SongnguError", "StoreError", "Translation", "UsageError",
    "brief", "identify", "judge", "process", "read", "split", "translate",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    """Import the module behind a public name when it is first used."""
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(f".{_LATER[name]}", __name__), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})

"""Everything that songngu raises on purpose.

    SongnguError
    ├── ArticleError     one article cannot be read or processed; the batch goes on
    ├── LanguageError    a language is unknown, undecided, or not covered by the model
    ├── ModelError       a model cannot be found, trusted or loaded
    ├── StoreError       a folder, file or record of ours is unusable
    └── UsageError       an option or argument makes no sense

A message names the item, the value, what exists, and what to do. None of these is ever stored as a translation.
"""


class SongnguError(Exception):
    """Base of all errors raised on purpose: catch this one to catch them all."""


class ArticleError(SongnguError):
    """One article cannot be read or processed.

    Args:
        item: what the user would call the article: a path, ``file.jsonl line 3``, a URL.
        reason: what is wrong with it, and the remedy.
    """

    def __init__(self, item: str, reason: str) -> None:
        super().__init__(f"{item}: {reason}")
        self.item = item
        self.reason = reason

    def __reduce__(self) -> tuple[type["ArticleError"], tuple[str, str]]:
        """For its way from one process to another."""
        return type(self), (self.item, self.reason)


class LanguageError(SongnguError):
    """A language is unknown, undecided, or not covered by the model."""


class ModelError(SongnguError):
    """A model cannot be found, trusted or loaded."""


class StoreError(SongnguError):
    """A folder, file or record of ours is unusable."""


class UsageError(SongnguError):
    """An option or argument makes no sense."""

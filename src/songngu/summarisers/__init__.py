"""Summarisers: from a translated article to a brief. They know no translators.

A summariser gets a record that has its translations and no briefs yet. Whatever it writes, each sentence names the
segments that support it.
"""

from typing import Protocol

from ..types import Brief, Record


class Summariser(Protocol):
    """Something that writes briefs. ``signature`` names everything that a brief depends on, besides the record."""

    @property
    def signature(self) -> str: ...

    def summarise(self, record: Record) -> dict[str, Brief]:
        """A brief of *record* for each of its target languages; none is empty if the record has a translated word."""
        ...

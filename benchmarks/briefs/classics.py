"""The classical summarisers of sumy, asked for sentences of the same articles. Ours are not here.

The sentences are given, so its tokenisers are not asked; words are those of ROUGE. It has no stop words for Vietnamese.
"""

import sys
from collections.abc import Callable
from typing import Any


def ways(length: int) -> dict[str, Callable[[dict[str, Any]], str]]:
    """Name → a brief of *length* sentences; none where sumy is not installed."""
    try:
        from sumy.summarizers.lex_rank import LexRankSummarizer
        from sumy.summarizers.lsa import LsaSummarizer
        from sumy.summarizers.luhn import LuhnSummarizer
        from sumy.summarizers.text_rank import TextRankSummarizer
    except ImportError:
        print("sumy is not installed: its summarisers are left out", file=sys.stderr)
        return {}
    kinds = {"LexRank": LexRankSummarizer, "TextRank": TextRankSummarizer, "LSA": LsaSummarizer, "Luhn": LuhnSummarizer}
    return {f"{name} ({length})": _way(kind(), length) for name, kind in kinds.items()}


def _way(summariser: Any, length: int) -> Callable[[dict[str, Any]], str]:
    from rouge import words
    from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence

    class Words:
        """All that a sentence of sumy asks of a tokeniser."""

        def to_words(self, text: str) -> tuple[str, ...]:
            return tuple(words(text))

    def brief(article: dict[str, Any]) -> str:
        paragraph = Paragraph([Sentence(text, Words()) for text in article["body"]])
        return " ".join(str(sentence) for sentence in summariser(ObjectDocumentModel([paragraph]), length))

    return brief

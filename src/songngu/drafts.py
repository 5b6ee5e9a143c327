"""An article made ready for translation: its language, the roles of its lines, its sentences. Knows no models."""

from dataclasses import dataclass

from . import signatures
from .errors import ArticleError
from .stores import Key
from .types import Article, Line, Segment


@dataclass(frozen=True, slots=True)
class Draft:
    """An article ready to be translated."""

    article: Article
    language: str
    lines: tuple[Line, ...]
    segments: tuple[Segment, ...]

    def keys(self, target: str) -> list[Key]:
        """What has to be rendered, one for one with the segments."""
        return [(self.lines[segment.line].language, target, segment.text) for segment in self.segments]


def prepare(article: Article) -> Draft:
    """Find the language, the roles of the lines, and the sentences.

    Raises:
        ArticleError: if there is nothing to translate, or the language cannot be told.
    """
    from .cleaning import clean  # their patterns take longer to compile than it takes to find a finished record
    from .languages import UNDETERMINED, identify
    from .segments import split_lines

    language = article.language or identify(f"{article.title}\n{article.text}")
    if language == UNDETERMINED:
        raise ArticleError(label(article), "its language cannot be told from its letters; name it with --source")
    lines = clean(article, language)
    draft = Draft(article, language, lines, split_lines(lines))
    if not any(segment.text for segment in draft.segments):
        rules = sorted({line.rule for line in lines if line.text})
        raise ArticleError(label(article), f"has nothing to translate; its lines are {', '.join(rules) or 'empty'}")
    return draft


def label(article: Article) -> str:
    """What the user would call an article."""
    return article.source or article.key or article.title or f"article {article.id[:12]}"


def rules() -> str:
    """A fingerprint of all rules that made a draft."""
    return signatures.fingerprint(
        "languages", "telling", "words", "phrases", "pages",
        "cleaning", "segments", "boundaries", "candidates", "abbreviations",
    )  # fmt: skip

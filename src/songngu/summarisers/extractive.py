"""The built-in summariser: it chooses segments that carry the story, and copies them. So it cannot invent.

The choice looks at the source, and at the translations into all languages; it is therefore the same for every one of
them, and briefs of one article say the same. A sentence whose translations have different figures is left out.
Sentences are chosen together, see ``selection``; a connective at their beginning goes, see ``openings``. Figures and
facts are cut from the same sentences, see ``composing``.
"""

from dataclasses import dataclass

from .. import signatures
from ..types import Brief, Record, Sentence


@dataclass(frozen=True, slots=True)
class Extractive:
    """Choose *sentences* segments, in source order; or as many as stay within *words*, if that is not 0.

    The words are those of the longest of all briefs of a record. One sentence is always chosen.
    """

    sentences: int = 3
    words: int = 0

    @property
    def signature(self) -> str:
        """Names the rules and the length."""
        rules = signatures.fingerprint("summarisers")
        length = f"{self.words} words" if self.words else str(self.sentences)
        return signatures.join(brief=f"extractive/{rules}", length=length)

    def summarise(self, record: Record) -> dict[str, Brief]:
        """The chosen segments in each language; for the source language itself, the segments as they are."""
        from .composing import composed, extract  # here: a run that finds all its records needs the signature alone
        from .selection import selected

        chosen = selected(record, self.sentences, self.words)
        sentences = {to: [Sentence(extract(record, n, to), (n,)) for n in chosen] for to in record.translations}
        return composed(record, sentences, self.signature)

"""The data of songngu: frozen, compared by value, no paths, clocks or tensors inside.

    Article ─ Line ─ Segment ─ Rendering ─ Translation ─ Brief ─ Record
                                           Figure, Name ─ what a reader would look up first

Losslessness is a property of the types: segments and renderings carry the white space after them (``tail``), so
joining is concatenation and nothing is ever reconstructed.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from .canonical import canonical, digest, label

SCHEMA_VERSION: Final = 2

Role = Literal["title", "body", "caption", "byline", "source", "furniture"]
Verdict = Literal["ok", "repaired", "suspect", "untranslated"]

Status = Literal["agrees", "differs", "missing", "added"]
Origin = Literal["extracted", "generated", "translated", "replaced"]

VERDICTS: Final[tuple[Verdict, ...]] = ("ok", "repaired", "suspect", "untranslated")
STATUSES: Final[tuple[Status, ...]] = ("agrees", "differs", "missing", "added")
KEPT_ROLES: Final[frozenset[Role]] = frozenset({"title", "body", "caption"})


@dataclass(frozen=True, slots=True)
class Article:
    """One article as it was given, in canonical form.

    Attributes:
        text: the article, one paragraph a line.
        title: the headline, if it was given apart from the text.
        language: ISO 639-1 code, if it was given; empty means that it will be identified.
        source: where it came from (URL or file name). Not part of the id.
        key: the caller's own id, carried through untouched. Not part of the id.
        roles: what the format says of lines of *text*: index, role and rule. The lines of a record have them, so they
            are not kept a second time, and not compared; nor are they part of the id.
    """

    text: str
    title: str = ""
    language: str = ""
    source: str = ""
    key: str = ""
    roles: "tuple[tuple[int, Role, str], ...]" = field(default=(), compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", canonical(self.text))
        object.__setattr__(self, "title", " ".join(canonical(self.title).split()))
        object.__setattr__(self, "source", label(self.source))
        object.__setattr__(self, "key", label(self.key))

    @property
    def id(self) -> str:
        """SHA-256 of language, title and text as given: equal articles have equal ids, whatever file they lie in."""
        return digest(self.language, self.title, self.text)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the article, its role, and the rule that said so. Removed lines are lines too: nothing is lost.

    ``language`` is that of the line where it differs from the article's, else the article's.
    """

    text: str
    role: Role
    rule: str
    language: str = ""

    @property
    def kept(self) -> bool:
        """True for lines that are translated."""
        return self.role in KEPT_ROLES


@dataclass(frozen=True, slots=True)
class Segment:
    """One sentence and the white space after it.

    Joining ``text + tail`` over all segments gives the split text again. ``text`` is empty only for the first
    segment of a text that begins with white space.

    Attributes:
        line: index of the line it stands in (of the record's lines, or of the text that was split).
    """

    text: str
    tail: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Rendering:
    """One segment in one target language.

    Attributes:
        text: the translation, or the source text where the verdict is ``untranslated``.
        tail: the white space after it.
        reasons: what the checks found, as ``check: detail``; empty for ``ok``.
        route: how it came about: ``identity``, ``direct``, ``retry`` and so on.
    """

    text: str
    tail: str
    verdict: Verdict
    reasons: tuple[str, ...] = ()
    route: str = "direct"


@dataclass(frozen=True, slots=True)
class Translation:
    """All renderings of an article in one target language, one for one with its segments, in their order."""

    target: str
    renderings: tuple[Rendering, ...]
    signature: str

    @property
    def text(self) -> str:
        """The whole translation, laid out as the source."""
        return "".join(r.text + r.tail for r in self.renderings).rstrip()


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a brief and its evidence: indices into the record's segments, ascending.

    Attributes:
        origin: ``extracted`` from its evidence; ``generated`` by a model; ``translated`` from a generated one; or
            extracted from its evidence where a generated one was ``replaced``.
    """

    text: str
    evidence: tuple[int, ...]
    origin: Origin = "extracted"


@dataclass(frozen=True, slots=True)
class Brief:
    """A short summary in one language; every sentence points at the segments that support it.

    Attributes:
        headline: the title of the article; empty if it has none.
        figures: the most telling quantities of the sentences, each with the words around it.
        facts: of health news: disease or programme, place, date, counts, suspected or confirmed, each with its label.
    """

    language: str
    sentences: tuple[Sentence, ...]
    signature: str
    headline: tuple[Sentence, ...] = ()
    figures: tuple[Sentence, ...] = ()
    facts: tuple[Sentence, ...] = ()

    @property
    def text(self) -> str:
        """The sentences, joined by spaces."""
        return " ".join(s.text for s in self.sentences)


@dataclass(frozen=True, slots=True)
class Figure:
    """One quantity of an article, and what became of it: a line of the number ledger.

    Attributes:
        segment: index of the segment it stands in.
        kind: ``count``, ``percent``, ``money``, ``date`` and so on, see ``quantities``.
        value: plain decimal notation with 0-9 and a point; several with `` | `` between where the form is ambiguous.
        unit: canonical unit (``%``, ``VND``, ``km``), or empty.
        source: as the source has it; empty if a translation added it.
        forms: target → as that translation has it; empty if it does not.
        statuses: target → ``agrees``, ``differs`` (another number stands in its place), ``missing`` or ``added``.
            A target is left out where there is nothing to say: its rendering is ``untranslated``, or the source has the
            quantity in words that need no counterpart.
        briefs: target → as the brief has it, for those briefs that rest on the segment and have it.
    """

    segment: int
    kind: str
    value: str
    unit: str
    source: str
    forms: Mapping[str, str]
    statuses: Mapping[str, Status]
    briefs: Mapping[str, str]

    @property
    def doubtful(self) -> bool:
        """True unless it agrees in every translation that has something to say of it."""
        return any(status != "agrees" for status in self.statuses.values())


@dataclass(frozen=True, slots=True)
class Name:
    """One name of an article in all its languages: a line of the name table.

    Attributes:
        source: as the source has it; empty if it was not found there.
        forms: target → the first form in that translation; a target where it was not found is left out.
        segments: indices of the segments that have it, ascending.
        conflicts: target → other forms for the same name, in order of appearance.
    """

    source: str
    forms: Mapping[str, str]
    segments: tuple[int, ...]
    conflicts: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Record:
    """Everything known about one article. ``signature`` names all that the content depends on, besides the article."""

    article: Article
    language: str
    lines: tuple[Line, ...]
    segments: tuple[Segment, ...]
    translations: Mapping[str, Translation]
    briefs: Mapping[str, Brief]
    signature: str
    ledger: tuple[Figure, ...] = ()
    names: tuple[Name, ...] = ()
    schema_version: int = field(default=SCHEMA_VERSION)

    @property
    def summary(self) -> dict[str, dict[Verdict, int]]:
        """Number of renderings by target and verdict; every verdict is listed, also with 0."""
        counts = {t: Counter(r.verdict for r in tr.renderings) for t, tr in self.translations.items()}
        return {target: {verdict: count[verdict] for verdict in VERDICTS} for target, count in counts.items()}

    @property
    def statuses(self) -> dict[str, dict[Status, int]]:
        """Number of lines of the ledger by target and status; every status is listed, also with 0."""
        counts: dict[str, Counter[Status]] = {}
        for figure in self.ledger:
            for target, status in figure.statuses.items():
                counts.setdefault(target, Counter())[status] += 1
        return {target: {status: count[status] for status in STATUSES} for target, count in counts.items()}

    def role(self, segment: Segment) -> Role:
        """The role of the line that *segment* stands in."""
        return self.lines[segment.line].role

"""The translator over an encoder-decoder model: splits what is too long, batches, asks the engine, joins.

It knows no framework (that is the engine's part) and no language tags (the family's). Nothing is ever truncated.
"""

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import chain, groupby
from typing import Final, Protocol

from .engines import BATCH_TOKENS
from .family import Family
from .letters import takes_latin
from .padding import padded
from .parts import parts
from .protocol import Hypothesis, Request, Search, join

# Trained on single sentences, all families get worse long before their last position: silnlp's users saw losses past
# 200 tokens, and bergamot wraps at 128. A folder may say otherwise: "songngu": {"max_source_tokens": …} in config.json.
MAX_SOURCE_TOKENS: Final = 200

# Room for the output. Bengali and Urdu grow two- to threefold into Vietnamese, and titles grow most: 3 tokens for each
# of the source and 32 besides. Whoever needs more is in a loop, and comes back unfinished. A folder that knows its
# tokenizer may say less ("growth"), which ends loops sooner.
GROWTH: Final = 3
FLOOR: Final = 32


@dataclass(frozen=True, slots=True)
class Decoded:
    """What an engine makes of one source: target tokens without prefix and end token; see ``Hypothesis``."""

    tokens: tuple[str, ...]
    finished: bool
    score: float | None


class Engine(Protocol):
    """Runs a model on one batch.

    Attributes:
        workers: how many batches it works on at once, called from as many threads.
        exact: whether a source's output is the same, bit for bit, in any batch of its width; see ``Seq2Seq``.
    """

    workers: int
    exact: bool

    def decode(
        self,
        sources: Sequence[Sequence[str]],
        prefixes: Sequence[Sequence[str]],
        search: Search,
        max_tokens: int,
        latin: bool = False,
        width: int = 0,
    ) -> list[tuple[Decoded, ...]]:
        """The best outputs for each source, in order: ``search.hypotheses`` of them, the best first.

        Args:
            sources: source tokens with tags and end token.
            prefixes: forced first target tokens, as many for each source.
            max_tokens: most tokens of an output, prefix not counted, end token counted.
            width: tokens that the sources are padded to; not less than the longest has, or 0 for those of the longest.
            latin: no token comes out that has letters of another script; see ``letters``.
        """


class Seq2Seq:
    """A family and an engine; the engine is made at the first sentence that needs one.

    On a CPU, a batch holds sources of one width only, to which all are padded (``padding``): so a sentence has the same
    translation in any batch, bit for bit. On a GPU a step costs nearly the same for 5 sentences as for 500, and its
    products round otherwise for every size of batch anyhow. So an engine that is not ``exact`` gets neighbours in
    length together, padded to the longest, and there a sentence's last bits depend on the others of its call.
    """

    def __init__(
        self, signature: str, family: Family, make_engine: Callable[[], Engine], *, batch_tokens: int = BATCH_TOKENS
    ) -> None:
        self.signature = signature
        self._family = family
        self._make_engine = make_engine
        self._engine: Engine | None = None
        self._batch_tokens = batch_tokens

    def supports(self, source: str, target: str) -> bool:
        """True if the model covers both languages."""
        return self._family.supports(source, target)

    def translate(self, requests: Sequence[Request], search: Search = Search()) -> list[Hypothesis]:  # noqa: B008
        """Answer every request, in order; equal ones are asked once, blank ones not at all.

        Raises:
            LanguageError: if a language is not covered; nothing has been translated then.
            ModelError: if the model cannot be loaded.
        """
        split = {request: self._split(request) for request in dict.fromkeys(requests)}
        decoded = self._decode({part for answer in split.values() for part in answer}, search)
        return [join([decoded[part] for part in split[request]]) for request in requests]

    def _split(self, request: Request) -> list[Request]:
        """The request in parts that the model can hold; none if it is blank."""

        def fits(text: str) -> bool:
            return len(self._family.encode(Request(text, request.source, request.target))) <= self._max_source

        texts = parts(request.text, request.source, fits) if request.text.strip() else []
        return [Request(text, request.source, request.target) for text in texts]

    def _decode(self, requests: Iterable[Request], search: Search) -> dict[Request, Hypothesis]:
        search = search if search.no_repeat_ngram else replace(search, no_repeat_ngram=self._no_repeat_ngram)
        encoded = {request: self._family.encode(request) for request in requests}
        if not encoded:
            return {}
        engine = self._loaded

        def decode(batch: list[Request]) -> Iterator[tuple[Request, Hypothesis]]:
            sources = [encoded[request] for request in batch]
            prefixes = [self._family.prefix(request.target) for request in batch]
            latin = takes_latin(batch[0].target)
            longest = len(sources[0])
            wide = self._width(longest) if engine.exact else 0
            found = engine.decode(sources, prefixes, search, self._room(longest), latin, wide)
            return zip(batch, map(self._hypothesis, found), strict=True)

        with ThreadPoolExecutor(engine.workers) as pool:
            return dict(chain.from_iterable(pool.map(decode, self._batches(encoded))))

    def _batches(self, encoded: dict[Request, list[str]]) -> Iterator[list[Request]]:
        """Requests of one kind of letters, longest first, within the number of tokens; padding counts as tokens.

        Of one width, if the engine is exact. Few requests are shared out among its workers, and many cut evenly. Ties
        are broken by content, so that batches do not depend on the order of requests; both targets of a sentence come
        together, since an engine may then encode it once.
        """
        engine = self._loaded
        wide = {r: self._width(len(tokens)) if engine.exact else len(tokens) for r, tokens in encoded.items()}
        most = min(self._batch_tokens, sum(wide.values()) // engine.workers)

        def kind(request: Request) -> tuple[int, bool]:
            return -wide[request] if engine.exact else 0, takes_latin(request.target)

        def key(request: Request) -> tuple[tuple[int, bool], int, str, str, str]:
            return kind(request), -len(encoded[request]), request.source, request.text, request.target

        for _, group in groupby(sorted(encoded, key=key), kind):
            alike = list(group)
            while alike:
                batches = math.ceil(len(alike) / max(1, most // wide[alike[0]]))
                size = math.ceil(len(alike) / batches)
                yield alike[:size]
                del alike[:size]

    def _hypothesis(self, found: tuple[Decoded, ...]) -> Hypothesis:
        """The best of what was found, and the others as its alternatives."""
        best, *others = (
            Hypothesis(self._family.decode(d.tokens), d.finished, d.score, len(d.tokens) + d.finished) for d in found
        )
        return replace(best, alternatives=tuple(others))

    def _room(self, length: int) -> int:
        """Most target tokens for a source of *length* tokens."""
        growth = float(self._family.folder.hints.get("growth", GROWTH))
        room = FLOOR + math.ceil(growth * padded(length))
        return room if self._positions is None else min(room, self._positions)

    def _width(self, length: int) -> int:
        """What a source of *length* tokens is padded to, as far as the model has positions."""
        return padded(length) if self._positions is None else min(padded(length), self._positions)

    @property
    def _positions(self) -> int | None:
        """Longest sequence after the start token and a tag, if the model has a table of positions."""
        positions = self._family.folder.config.get("max_position_embeddings")
        return positions - 2 if isinstance(positions, int) else None

    @property
    def _max_source(self) -> int:
        most = int(self._family.folder.hints.get("max_source_tokens", MAX_SOURCE_TOKENS))
        return most if self._positions is None else min(most, self._positions)

    @property
    def _no_repeat_ngram(self) -> int:
        """What a model that tends to loop asks for, where the search leaves it open."""
        return int(self._family.folder.hints.get("no_repeat_ngram", 0))

    @property
    def _loaded(self) -> Engine:
        self._engine = self._engine or self._make_engine()
        return self._engine

"""Measure what each step of the repair ladder is worth: verdicts, quality and time, with the starter.

    python benchmarks/repairs.py DATA_DIR SEEDS_DIR

DATA_DIR/dev/newsroom.tsv has a column for each language, named in its first line. 20 of its sentences are rendered in
ten directions, and the articles of SEEDS_DIR into English and Vietnamese. Time is CPU time on one thread, relative to
no repair. Each question is put to the model once; whoever puts it again is charged what it took the first time. chrF2
(sacrebleu) is over the newsroom renderings as they are shown.
"""

import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from sacrebleu.metrics import CHRF

from songngu import read
from songngu.drafts import prepare
from songngu.models.catalog import STARTER
from songngu.renderings import Renderer
from songngu.repairs import DOUBTFUL, UNSURE, Step, ladder, thorough
from songngu.stores import Key
from songngu.translators import FirstOf, Hypothesis, Pivot, Request, Search, Translator, load
from songngu.types import VERDICTS, Rendering

DIRECTIONS: Final = [(s, t) for t in ("en", "vi") for s in ("ar", "bn", "id", "ur", "vi", "en") if s != t]
ROWS: Final = 20

Row = tuple[str, Translator, tuple[Step, ...], Search]

PLAIN: Final = Search()
RANKED: Final = Search(hypotheses=PLAIN.beam)  # what the program uses: the first search gives all that it found


class Remembering:
    """A translator that is asked each question once, and counts what each answer cost, also when it is remembered."""

    def __init__(self, translator: Translator) -> None:
        self.signature = translator.signature
        self._charged = 0.0  # seconds, for all answers that were given
        self._spent = 0.0  # seconds, in truth
        self._translator = translator
        self._known: dict[tuple[Request, Search], tuple[Hypothesis, float]] = {}

    def clock(self) -> float:
        """CPU seconds, as if nothing had been remembered."""
        return time.process_time() - self._spent + self._charged

    def supports(self, source: str, target: str) -> bool:
        """As the translator itself."""
        return self._translator.supports(source, target)

    def translate(self, requests: Sequence[Request], search: Search = Search()) -> list[Hypothesis]:  # noqa: B008
        """As the translator itself."""
        new = [request for request in dict.fromkeys(requests) if (request, search) not in self._known]
        started = time.process_time()
        answers = self._translator.translate(new, search)
        taken = time.process_time() - started
        self._spent += taken
        self._known |= {(r, search): (answer, taken / len(new)) for r, answer in zip(new, answers, strict=True)}
        self._charged += sum(self._known[request, search][1] for request in requests)
        return [self._known[request, search][0] for request in requests]


def main(data: Path, seeds: Path) -> None:
    """Print a table for the newsroom sentences, and a shorter one for the seeds."""
    newsroom = pairs(data / "dev" / "newsroom.tsv")
    articles = [key for article in read(seeds) for t in ("en", "vi") for key in prepare(article).keys(t)]
    with tempfile.TemporaryDirectory() as folder:
        starter = Remembering(load(STARTER.folder, converted=Path(folder), threads=1))
        print_table("newsroom", [*ladders(starter), *single_steps(starter)], starter, list(newsroom), newsroom)
        print_table("seeds", ladders(starter), starter, [key for key in articles if key[0] != key[1]], {})


def print_table(
    title: str, rows: Sequence[Row], starter: Remembering, keys: Sequence[Key], references: dict[Key, str]
) -> None:
    """A row for every ladder that is compared."""
    print(f"| {title}, {len(keys)} sentences | {' | '.join(VERDICTS)} | faults | chrF2 | time |")
    print(f"|---|{'--:|' * (len(VERDICTS) + 3)}")
    # Reads the model and the tables of the checks; by a search of which no row is charged the cost.
    Renderer(starter, search=Search(beam=2), steps=()).render(keys)
    base = 0.0
    for name, translator, steps, search in rows:
        started = starter.clock()
        found = Renderer(translator, search=search, steps=steps).render(keys)
        taken = starter.clock() - started
        base = base or taken
        counts = Counter(rendering.verdict for rendering in found)
        shares = " | ".join(f"{100 * counts[verdict] / len(keys):.1f}" for verdict in VERDICTS)
        quality = chrf(found, keys, references) if references else ""
        print(f"| {name} | {shares} | {faults(found)} | {quality} | {taken / base:.2f} |", flush=True)
    print()


def ladders(starter: Translator) -> list[Row]:
    """No repair, the first hypotheses ranked by the checks, the ladder, and two longer ones."""
    steps = ladder(starter)
    wide = tuple(replace(step, beyond=UNSURE) if step.route == "n-best" else step for step in steps)
    return [
        ("no repair", starter, (), PLAIN),
        ("hypotheses of the first search ranked, no repair", starter, (), RANKED),
        ("the ladder", starter, steps, RANKED),
        ("the ladder, beam of 8 for all faults", starter, wide, PLAIN),
        ("the ladder with --retry-suspect", starter, thorough(steps), RANKED),
    ]


def single_steps(starter: Translator) -> list[Row]:
    """Each step alone, for fatal failures and for all faults; and the other route from the start."""
    return [
        *((f"{s.route}, fatal failures", starter, (replace(s, beyond=DOUBTFUL),), PLAIN) for s in ladder(starter)),
        *((f"{s.route}, all faults", starter, (replace(s, beyond=UNSURE),), PLAIN) for s in ladder(starter)),
        ("through English from the start, no repair", FirstOf((Pivot(starter, starter), starter)), (), PLAIN),
    ]


def faults(found: Sequence[Rendering]) -> int:
    """Reasons besides the model's own doubts, in all that is not accepted."""
    doubtful = [rendering for rendering in found if rendering.verdict in ("suspect", "untranslated")]
    return sum(not reason.startswith("confidence:") for rendering in doubtful for reason in rendering.reasons)


def chrf(found: Sequence[Rendering], keys: Sequence[Key], references: dict[Key, str]) -> str:
    """Of what is shown, the source text included where nothing acceptable came back."""
    shown = [rendering.text for rendering in found]
    return f"{CHRF().corpus_score(shown, [[references[key] for key in keys]]).score:.1f}"


def pairs(path: Path) -> dict[Key, str]:
    """Sentences of the ten directions, evenly spread over the file, and their references."""
    languages, *rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
    chosen = rows[:: len(rows) // ROWS][:ROWS]
    return {
        (source, target, row[languages.index(source)]): row[languages.index(target)]
        for source, target in DIRECTIONS
        for row in chosen
    }


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: python benchmarks/repairs.py DATA_DIR SEEDS_DIR")
    main(Path(sys.argv[1]), Path(sys.argv[2]))

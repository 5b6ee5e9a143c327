"""How good a model is on parallel sentences: chrF2, chrF++ and BLEU by sacreBLEU, and this program's own verdicts."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

from .errors import UsageError
from .languages import NAMES
from .parallel import Table
from .renderings import Renderer
from .types import VERDICTS, Verdict

METRICS: Final = ("chrF2", "chrF++", "BLEU")


@dataclass(frozen=True, slots=True)
class Evaluation:
    """One model on one direction of one test set.

    Attributes:
        scores: metric → score, 0 to 100.
        verdicts: verdict → number of sentences.
        signatures: metric → sacreBLEU's signature.
        model_signature: all that the translations depend on.
    """

    model: str
    test_set: str
    source: str
    target: str
    sentences: int
    scores: Mapping[str, float]
    verdicts: Mapping[Verdict, int]
    signatures: Mapping[str, str]
    model_signature: str


def evaluate(
    model: str, renderer: Renderer, tables: Iterable[Table], targets: Sequence[str], lines: int
) -> Iterator[Evaluation]:
    """Every direction of every table that ends in one of *targets* and that the model covers, first *lines* rows."""
    for table in tables:
        rows = table.rows[:lines]
        for target in (code for code in targets if rows and code in table.languages):
            for source in table.languages:
                if source != target and renderer.translator.supports(source, target):
                    sources, references = [row[source] for row in rows], [row[target] for row in rows]
                    yield _evaluated(model, renderer, table.name, (source, target), sources, references)


def _evaluated(
    model: str, renderer: Renderer, test_set: str, pair: tuple[str, str], sources: list[str], references: list[str]
) -> Evaluation:
    found = renderer.render([(*pair, text) for text in sources])
    metrics = _metrics()
    texts = [rendering.text for rendering in found]
    scores = {name: metric.corpus_score(texts, [references]).score for name, metric in metrics.items()}
    counts = Counter(rendering.verdict for rendering in found)
    signatures = {name: str(metric.get_signature()) for name, metric in metrics.items()}
    verdicts = {verdict: counts[verdict] for verdict in VERDICTS}
    return Evaluation(model, test_set, *pair, len(texts), scores, verdicts, signatures, renderer.signature)


def _metrics() -> dict[str, Any]:
    from sacrebleu.metrics import BLEU, CHRF

    return dict(zip(METRICS, (CHRF(), CHRF(word_order=2), BLEU()), strict=True))


def as_dicts(evaluations: Iterable[Evaluation]) -> list[dict[str, Any]]:
    """For JSON."""
    return [asdict(evaluation) for evaluation in evaluations]


def as_markdown(evaluations: Sequence[Evaluation]) -> str:
    """A table with a row for each set, direction and model, models side by side; then the signatures.

    Raises:
        UsageError: if there is nothing to show.
    """
    if not evaluations:
        raise UsageError("no direction of these test sets is covered by these models; see --to and the first lines")
    ordered = sorted(evaluations, key=lambda e: (e.test_set, e.target, e.source))
    header = ["set", "direction", "sentences", "model", *METRICS, *VERDICTS]
    rows = [
        [e.test_set, f"{e.source} → {e.target}", str(e.sentences), e.model]
        + [f"{e.scores[name]:.1f}" for name in METRICS]
        + [f"{100 * e.verdicts[verdict] / max(1, e.sentences):.0f} %" for verdict in VERDICTS]
        for e in ordered
    ]
    lines = [header, ["---", "---", "--:", "---", *["--:"] * (len(METRICS) + len(VERDICTS))], *rows]
    means = [f"Mean {_means(model, ordered)}" for model in dict.fromkeys(e.model for e in evaluations)]
    signatures = [f"- {name}: `{signature}`" for name, signature in evaluations[0].signatures.items()]
    table = "\n".join("| " + " | ".join(row) + " |" for row in lines)
    return "\n\n".join([table, "\n".join(means), "\n".join(signatures)]) + "\n"


def _means(model: str, evaluations: Iterable[Evaluation]) -> str:
    own = [e for e in evaluations if e.model == model]
    scores = ", ".join(f"{name} {sum(e.scores[name] for e in own) / len(own):.1f}" for name in METRICS)
    return f"of {model} over {len(own)} directions: {scores}."


def plot(evaluations: Sequence[Evaluation], path: Any) -> None:
    """chrF2 of every direction, a bar for each model, as an image.

    Raises:
        UsageError: if matplotlib is not installed.
    """
    try:
        from matplotlib.figure import Figure
    except ImportError as error:
        raise UsageError("the plot needs matplotlib; install it with: pip install 'songngu[plot]'") from error
    models = list(dict.fromkeys(e.model for e in evaluations))
    rows = list(dict.fromkeys((e.test_set, e.source, e.target) for e in evaluations))
    figure = Figure(figsize=(8, 1 + 0.3 * len(rows) * len(models)), layout="constrained")
    axes = figure.add_subplot()
    for number, model in enumerate(models):
        scores = {(e.test_set, e.source, e.target): e.scores["chrF2"] for e in evaluations if e.model == model}
        places = [row + (number + 0.5) / len(models) - 0.5 for row in range(len(rows))]
        bars = axes.barh(places, [scores.get(row, 0) for row in rows], 0.8 / len(models), label=model)
        axes.bar_label(bars, fmt="%.1f", padding=2)
    axes.set_yticks(range(len(rows)), [f"{s}  {NAMES[a]} → {NAMES[b]}" for s, a, b in rows])
    axes.invert_yaxis()
    axes.set_xlabel("chrF2")
    axes.set_xlim(0, 100)
    axes.legend(loc="lower right")
    figure.savefig(path, dpi=120)

"""Fit a model of ours to a user's own pairs, and say whether it helped: held-out scores before and after."""

import random
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sentencepiece
import torch
from transformers import T5ForConditionalGeneration

from ..errors import ModelError, UsageError
from ..translators import Request, Search, load
from ..translators.progress import no_progress_bars
from .batches import LONGEST, Row, fitting
from .folders import PIECES, TARGETS, write
from .loop import Schedule, train
from .noise import Noise
from .pairs import read_pairs

Direction = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Gain:
    """chrF2 on the held-out pairs of one direction, before and after; 0 to 100."""

    source: str
    target: str
    sentences: int
    before: float
    after: float


def tune(
    path: Path, start: Path, folder: Path, schedule: Schedule, report: Callable[[str], None] = print
) -> list[Gain]:
    """Train the model in *start* further on the pairs in *path*, and write it to *folder*.

    A run that was stopped has left a checkpoint there; the same call goes on from it.

    Raises:
        UsageError: if the pairs or the folder cannot be used; that is found out before training.
        ModelError: if *start* is no model of ours.
    """
    checkpoint = _checkpoint(folder)
    pairs = read_pairs(path, tuple(TARGETS))
    pieces = _pieces(start)
    report(f"{len(pairs.rows)} rows to learn from, {len(pairs.held_out)} held out")
    random.seed(0)
    torch.manual_seed(0)
    noise = Noise(pieces)
    rows = fitting(pairs.rows, noise)
    if not rows:
        raise UsageError(
            f"{path}: no pair is left to learn from: all have a text of more than {LONGEST} tokens, or one that "
            "is held out; give other sentences"
        )
    before = _scores(start, pairs.held_out)
    _make(folder)
    if checkpoint.exists():
        report(f"going on from {checkpoint}; remove it to begin anew")
    with no_progress_bars():
        model = T5ForConditionalGeneration.from_pretrained(start, dtype=torch.float32, attn_implementation="eager")
    train(model, rows, schedule, checkpoint, noise, report=report)
    write(model, start / PIECES, folder)
    for leftover in _leftovers(checkpoint):
        leftover.unlink(missing_ok=True)
    after = _scores(folder, pairs.held_out)
    return [Gain(*key, number, score, after[key][1]) for key, (number, score) in before.items()]


def _checkpoint(folder: Path) -> Path:
    """Where the checkpoint of *folder* is, or will be."""
    checkpoint = folder / "checkpoint.pt"
    if folder.exists() and (not folder.is_dir() or not {*folder.iterdir()} <= _leftovers(checkpoint)):
        raise UsageError(f"{folder}: is there already, and not empty; name a new folder for the model")
    return checkpoint


def _leftovers(checkpoint: Path) -> set[Path]:
    """What a run that was stopped may leave: the checkpoint, and one that was being written."""
    return {checkpoint, checkpoint.with_suffix(".new")}


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{folder}: cannot be made ({error.strerror}); name another folder for the model") from error


def _pieces(folder: Path) -> Any:
    """The tokenizer of a model of ours."""
    path = folder / PIECES
    pieces = sentencepiece.SentencePieceProcessor(model_file=str(path)) if path.is_file() else None
    tags = [f"<2{target}>" for target in TARGETS]
    if pieces is None or any(pieces.piece_to_id(tag) == pieces.unk_id() for tag in tags):
        raise ModelError(
            f"{folder}: its tokenizer has no {' and '.join(tags)}; only the starter, and models made from it, "
            "can be trained further here"
        )
    return pieces


def _scores(folder: Path, held_out: Sequence[tuple[str, Row]]) -> dict[Direction, tuple[int, float]]:
    """Number of sentences and chrF2 of each direction, as the program itself would translate."""
    from sacrebleu.metrics import CHRF

    groups: dict[Direction, list[Row]] = {}
    for source, row in held_out:
        groups.setdefault((source, row[0]), []).append(row)
    found: dict[Direction, tuple[int, float]] = {}
    with tempfile.TemporaryDirectory() as converted:
        translator = load(folder, converted=Path(converted))
        for (source, target), rows in groups.items():
            requests = [Request(text, source, target) for _, text, _ in rows]
            answers = [hypothesis.text for hypothesis in translator.translate(requests, Search())]
            score = CHRF().corpus_score(answers, [[reference for *_, reference in rows]]).score
            found[source, target] = (len(rows), score)
    return found

"""transformers and CTranslate2, called as their users call them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any, Final

from workloads import BEAM, Sentence, Workload

BATCH: Final = 16  # EasyNMT's own default, easynmt/EasyNMT.py: translate(batch_size=16)
LARGE: Final = 256  # sentences, for a GPU
LARGE_TOKENS: Final = 8192


@dataclass(frozen=True, slots=True)
class Done:
    """What came back from one call: how many target tokens, in how many decoding steps; 0 where that is not known."""

    tokens: int
    steps: int = 0


class Torch:
    """transformers as its documentation calls it: library defaults, but for the beam and the most tokens."""

    def __init__(self, workload: Workload, dtype: str = "auto", batch: int = BATCH) -> None:
        import torch
        from transformers import AutoModelForSeq2SeqLM
        from transformers.utils import logging

        from songngu.translators.families import family_of
        from songngu.translators.folders import open_folder

        logging.disable_progress_bar()
        vocabulary = family_of(open_folder(Path(workload.model))).vocabulary
        self._ids, self._unknown = vocabulary.ids, vocabulary.ids[vocabulary.unk]
        self._fixed, self._device, self._batch = workload.fixed, workload.device, batch
        kind = dtype if dtype == "auto" else getattr(torch, dtype)
        self._model = AutoModelForSeq2SeqLM.from_pretrained(workload.model, dtype=kind).eval().to(self._device)
        self._pad = self._model.config.pad_token_id
        self.note = str(self._model.dtype).removeprefix("torch.")

    def one_by_one(self, sentences: Sequence[Sentence]) -> Iterator[Done]:
        """A loop over ``generate``."""
        return (self._generate([sentence]) for sentence in sentences)

    def sorted_batches(self, sentences: Sequence[Sentence]) -> Iterator[Done]:
        """Longest first, so many at once, one target at a time; the caller gets all at the end."""
        total = Done(0)
        for _, group in groupby(sorted(sentences, key=lambda s: (s.target, -len(s.tokens))), lambda s: s.target):
            alike = list(group)
            for batch in (alike[i : i + self._batch] for i in range(0, len(alike), self._batch)):
                done = self._generate(batch)
                total = Done(total.tokens + done.tokens, total.steps + done.steps)
        yield total

    def _generate(self, batch: Sequence[Sentence]) -> Done:
        import torch

        rows = [[self._ids.get(token, self._unknown) for token in sentence.tokens] for sentence in batch]
        width = max(map(len, rows))
        inputs = torch.tensor([row + [self._pad] * (width - len(row)) for row in rows], device=self._device)
        lengths = torch.tensor(list(map(len, rows)), device=self._device)
        prefix = len(batch[0].prefix)
        options: dict[str, Any] = {"max_new_tokens": prefix + max(sentence.most for sentence in batch)}
        if self._fixed:
            options["min_new_tokens"] = prefix + self._fixed
        if prefix:
            options["forced_bos_token_id"] = self._ids[batch[0].prefix[0]]
        output = self._model.generate(
            inputs,
            attention_mask=(torch.arange(width, device=self._device) < lengths[:, None]).long(),
            num_beams=BEAM,
            **options,
        )
        tokens = int((output[:, 1:] != self._pad).sum()) - prefix * len(batch)
        return Done(tokens, output.shape[1] - 1)


class CTranslate2:
    """CTranslate2 on its copy: in int8 on a CPU, in float16 on a GPU."""

    def __init__(self, workload: Workload, **options: Any) -> None:
        import ctranslate2

        self._model = ctranslate2.Translator(workload.copy, device=workload.device, **options)
        self.note = "int8" if workload.device == "cpu" else self._model.compute_type
        self._fixed = workload.fixed

    def argos(self, sentences: Sequence[Sentence]) -> Iterator[Done]:
        """A paragraph at a time, as argostranslate 1.11.0 does in translate.py, apply_packaged_translation."""
        for _, group in groupby(sentences, lambda s: (s.article, s.target, s.paragraph)):
            yield self._translate(
                list(group),
                replace_unknowns=True,
                max_batch_size=32,
                batch_type="tokens",
                num_hypotheses=1,
                length_penalty=0.2,
                return_scores=True,
            )

    def articles(self, sentences: Sequence[Sentence]) -> Iterator[Done]:
        """An article at a time, defaults."""
        for _, group in groupby(sentences, lambda s: (s.article, s.target)):
            yield self._translate(list(group))

    def all_at_once(self, sentences: Sequence[Sentence]) -> Iterator[Done]:
        """All of a target in one call, which sorts them by length, in large batches."""
        for target in dict.fromkeys(s.target for s in sentences):
            alike = [s for s in sentences if s.target == target]
            done = self._translate(alike, max_batch_size=LARGE_TOKENS, batch_type="tokens")
            yield Done(done.tokens)  # in how many steps, CTranslate2 does not say

    def _translate(self, batch: Sequence[Sentence], **options: Any) -> Done:
        prefix = len(batch[0].prefix)
        if self._fixed:
            options["min_decoding_length"] = prefix + self._fixed
        results = self._model.translate_batch(
            [list(sentence.tokens) for sentence in batch],
            [list(sentence.prefix) for sentence in batch] if prefix else None,
            beam_size=BEAM,
            max_decoding_length=prefix + max(sentence.most for sentence in batch),
            **options,
        )
        lengths = [len(result.hypotheses[0]) - prefix + (not self._fixed) for result in results]
        return Done(sum(lengths), max(lengths) * (len(batch) if "max_batch_size" in options else 1))

"""The reference engine: transformers on torch, in float32 on the CPU; faster in bfloat16, there and on a GPU.

Generation settings of the model's own folder are not used: hub models carry a length of 200 (NLLB), or force an end
token at the limit (Marian), which would make a cut output look finished.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from ..errors import ModelError, UsageError
from .family import Vocabulary
from .folders import ModelFolder
from .letters import is_latin
from .progress import no_progress_bars
from .protocol import Search
from .seq2seq import Decoded

if TYPE_CHECKING:
    import torch


class PyTorchEngine:
    """A transformers model and its ids; see ``seq2seq.Engine``. One batch at a time, on all threads."""

    workers = 1
    exact = True
    device: ClassVar = "cpu"

    def __init__(
        self,
        folder: ModelFolder,
        vocabulary: Vocabulary,
        *,
        number_type: str,
        converted: Path,  # noqa: ARG002 (this engine reads the folder as it is)
        digest: str,  # noqa: ARG002
        threads: int,
        threads_per_batch: int = 1,  # noqa: ARG002 (all threads work on its one batch)
    ) -> None:
        import torch
        from safetensors import SafetensorError
        from transformers import AutoModelForSeq2SeqLM, GenerationConfig

        if threads:
            torch.set_num_threads(threads)
        try:
            with no_progress_bars():
                model = AutoModelForSeq2SeqLM.from_pretrained(
                    folder.path,
                    dtype=getattr(torch, number_type),
                    local_files_only=True,
                    trust_remote_code=False,
                    use_safetensors=True,
                )
        except (OSError, ValueError, RuntimeError, SafetensorError) as error:
            raise ModelError(f"{folder.path}: transformers cannot load it ({error}); get the model again") from error
        self._device = torch.device(self.device)
        self._model = model.eval().to(self._device)
        self._start: int = model.config.decoder_start_token_id
        self._vocabulary = vocabulary
        self._eos, self._pad, self._unk = (vocabulary.ids[t] for t in (vocabulary.eos, vocabulary.pad, vocabulary.unk))
        model.generation_config = GenerationConfig(
            bos_token_id=None,
            eos_token_id=self._eos,
            pad_token_id=self._pad,
            decoder_start_token_id=self._start,
        )
        self._foreign = [i for i, token in enumerate(vocabulary.tokens) if not is_latin(token)]

    def decode(
        self,
        sources: Sequence[Sequence[str]],
        prefixes: Sequence[Sequence[str]],
        search: Search,
        max_tokens: int,
        latin: bool = False,
        width: int = 0,
    ) -> list[tuple[Decoded, ...]]:
        """The best outputs for each source, in order."""
        import torch
        from transformers.modeling_outputs import BaseModelOutput

        scores = GreedyScores() if search.beam == 1 else None
        begin = [[self._start, *self._ids(prefix)] for prefix in prefixes]
        with torch.inference_mode():
            encoded, mask = self._encoded(sources, width)
            output = self._model.generate(
                encoder_outputs=BaseModelOutput(last_hidden_state=encoded),
                attention_mask=mask,
                decoder_input_ids=torch.tensor(begin, device=self._device),
                min_new_tokens=1,  # a sentence has no empty translation
                max_new_tokens=max_tokens,
                num_beams=search.beam,
                num_return_sequences=search.hypotheses,
                do_sample=False,
                length_penalty=1.0,  # the score is a mean: as in CTranslate2
                early_stopping=search.beam > 1,  # stop at as many hypotheses as beams: as in CTranslate2
                renormalize_logits=True,  # after tokens are suppressed: as in CTranslate2
                no_repeat_ngram_size=search.no_repeat_ngram,
                suppress_tokens=[self._unk, self._pad, *(self._foreign if latin else ())],
                logits_processor=[scores] if scores else [],
                return_dict_in_generate=True,
                output_scores=scores is None,
            )
        rows = [self._cut(row) for row in output.sequences[:, len(begin[0]) :].tolist()]
        means = scores.means(rows) if scores else output.sequences_scores.tolist()
        found = [self._decoded(row, mean) for row, mean in zip(rows, means, strict=True)]
        return [tuple(found[i : i + search.hypotheses]) for i in range(0, len(found), search.hypotheses)]

    def _encoded(self, sources: Sequence[Sequence[str]], width: int) -> "tuple[torch.Tensor, torch.Tensor]":
        """What the encoder makes of each source, and its mask; equal sources, for two targets, are encoded once."""
        distinct = list(dict.fromkeys(map(tuple, sources)))
        row = {source: i for i, source in enumerate(distinct)}
        inputs = self._padded([self._ids(source) for source in distinct], width)
        mask = self._mask(distinct, inputs)
        encoded = self._model.get_encoder()(input_ids=inputs, attention_mask=mask).last_hidden_state
        rows = [row[tuple(source)] for source in sources]
        return encoded[rows], mask[rows]

    def _ids(self, tokens: Sequence[str]) -> list[int]:
        return [self._vocabulary.ids.get(token, self._unk) for token in tokens]

    def _padded(self, rows: list[list[int]], width: int) -> "torch.Tensor":
        import torch

        width = max(width, *map(len, rows))
        return torch.tensor([row + [self._pad] * (width - len(row)) for row in rows], device=self._device)

    def _mask(self, sources: Sequence[Sequence[str]], inputs: "torch.Tensor") -> "torch.Tensor":
        """1 for every token of a source, 0 for padding: by length, since a pad id may also be a token."""
        import torch

        lengths = torch.tensor([len(source) for source in sources], device=self._device)
        return (torch.arange(inputs.shape[1], device=self._device) < lengths[:, None]).long()

    def _cut(self, row: list[int]) -> list[int]:
        """The row up to its end token, which stays; what follows it is padding."""
        return row[: row.index(self._eos) + 1] if self._eos in row else row

    def _decoded(self, row: list[int], score: float) -> Decoded:
        finished = bool(row) and row[-1] == self._eos
        tokens = tuple(self._vocabulary.tokens[i] for i in (row[:-1] if finished else row))
        return Decoded(tokens, finished, score)


class PyTorchOnGPU(PyTorchEngine):
    """The same on the first graphics card. One batch at a time: torch's host thread is what it waits for."""

    exact = False
    device: ClassVar = "cuda"

    def __init__(self, *arguments: Any, **options: Any) -> None:
        import torch

        if not torch.cuda.is_available():
            raise UsageError("torch has no GPU here (none there, or a torch for CPUs only); take engine ctranslate2")
        super().__init__(*arguments, **options)


class GreedyScores:
    """A logits processor, last in line, that changes nothing and notes the log-probability of each best token.

    ``generate`` could return all scores instead, but for NLLB's 256 k tokens these are gigabytes.
    """

    def __init__(self) -> None:
        self._steps: list[Any] = []

    def __call__(self, input_ids: "torch.Tensor", scores: "torch.Tensor") -> "torch.Tensor":  # noqa: ARG002
        self._steps.append(scores.log_softmax(dim=-1).amax(dim=-1))
        return scores

    def means(self, rows: list[list[int]]) -> list[float]:
        """Mean over the tokens of each row, end token included."""
        import torch

        steps = torch.stack(self._steps, dim=1).tolist()
        return [sum(step[: len(row)]) / len(row) for step, row in zip(steps, rows, strict=True)]

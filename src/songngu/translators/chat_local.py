"""A chat model in a folder, through transformers: greedy search, no padding. Opens neither pickles nor a model's code.

Sampling, penalties and lengths of the folder's ``generation_config.json`` are not used; its end tokens are.
"""

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import groupby
from typing import Any, Final

from ..errors import ModelError
from .chat import Answer
from .chat_prompts import Prompt
from .chat_tokenizer import ChatTokenizer
from .folders import ModelFolder
from .progress import no_progress_bars
from .pytorch import GreedyScores

_BATCH_TOKENS: Final = 4096  # of prompts and answers: the memory that they take in a model of 7 B is below 1 GB


class Local:
    """A folder's model; see ``chat.Backend``. Weights are read at the first question.

    Args:
        signature: names the folder's content, the versions of the packages, and the number type.
        number_type: a name of torch's.
        threads: most that torch uses; 0 leaves the choice to it.
    """

    def __init__(self, folder: ModelFolder, signature: str, *, number_type: str, threads: int) -> None:
        self.signature = signature
        self._folder = folder
        self._number_type = number_type
        self._threads = threads

    def answer(self, prompts: Sequence[Prompt]) -> list[Answer | None]:
        """An answer for each prompt, in order; None where the prompt leaves no room.

        Raises:
            ModelError: if the model cannot be loaded.
        """
        encoded = [self._chat.encode(prompt) for prompt in prompts]
        rooms = [min(prompt.room, self._positions - len(ids)) for prompt, ids in zip(prompts, encoded, strict=True)]
        answers: list[Answer | None] = [None] * len(prompts)
        for batch in _batches(encoded, rooms):
            found = self._generate([encoded[place] for place in batch], rooms[batch[0]])
            for place, answer in zip(batch, found, strict=True):
                answers[place] = answer
        return answers

    def _generate(self, rows: list[list[int]], room: int) -> Iterator[Answer]:
        """Answers to prompts of equal length."""
        import torch

        scores = GreedyScores()
        inputs = torch.tensor(rows, device=self._model.device)
        with torch.inference_mode():
            output = self._model.generate(
                input_ids=inputs,
                attention_mask=torch.ones_like(inputs),
                max_new_tokens=room,
                do_sample=False,
                num_beams=1,
                logits_processor=[scores],
            )
        found = [self._cut(row) for row in output[:, len(rows[0]) :].tolist()]
        for row, mean in zip(found, scores.means(found), strict=True):
            yield Answer(self._chat.decode(row), row[-1] in self._ends, mean, len(row))

    def _cut(self, row: list[int]) -> list[int]:
        """The row up to its first end token, which stays; what follows it is padding."""
        end = next((n for n, token in enumerate(row, start=1) if token in self._ends), len(row))
        return row[:end]

    @property
    def _ends(self) -> list[int]:
        ends: list[int] = self._model.generation_config.eos_token_id
        return ends

    @cached_property
    def _positions(self) -> int:
        """Longest sequence, prompt and answer together."""
        config = self._model.config.get_text_config()
        return int(getattr(config, "max_position_embeddings", None) or 1 << 30)

    @cached_property
    def _chat(self) -> ChatTokenizer:
        return ChatTokenizer(self._folder)

    @cached_property
    def _model(self) -> Any:
        import torch
        from safetensors import SafetensorError
        from transformers import AutoModelForCausalLM, GenerationConfig

        if self._threads:
            torch.set_num_threads(self._threads)
        try:
            with no_progress_bars():
                model = AutoModelForCausalLM.from_pretrained(
                    self._folder.path,
                    dtype=getattr(torch, self._number_type),
                    local_files_only=True,
                    trust_remote_code=False,
                    use_safetensors=True,
                )
        except (OSError, ValueError, RuntimeError, KeyError, SafetensorError) as error:
            raise ModelError(
                f"{self._folder.path}: transformers cannot load it ({error}); get the model again"
            ) from error
        named = model.generation_config.eos_token_id
        ends = named if isinstance(named, list) else [self._chat.end if named is None else named]
        # All of the folder's own settings are left out: temperature, penalties, a length.
        model.generation_config = GenerationConfig(eos_token_id=ends, pad_token_id=ends[0], bos_token_id=None)
        return model.eval().to("cuda" if torch.cuda.is_available() else "cpu")


def _batches(rows: Sequence[Sequence[int]], rooms: Sequence[int]) -> Iterator[list[int]]:
    """Places of rows that have room for an answer: of equal length and room, longest first, ties broken by content.

    So there is no padding, which would move the last bits of attention, and nothing depends on the order of questions.
    """

    def shape(place: int) -> tuple[int, int]:
        return -len(rows[place]), -rooms[place]

    places = sorted((place for place, room in enumerate(rooms) if room > 0), key=lambda n: (shape(n), rows[n]))
    for (length, room), group in groupby(places, shape):
        alike = list(group)
        size = max(1, _BATCH_TOKENS // -(length + room))
        for start in range(0, len(alike), size):
            yield alike[start : start + size]

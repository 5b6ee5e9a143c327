"""CTranslate2 on a GPU: larger batches, and what may go wrong on a card, each with its remedy."""

import math
from collections.abc import Sequence
from typing import Any, ClassVar

from ..errors import ModelError, UsageError
from . import gpu
from .ctranslate import CTranslate2Engine
from .family import Vocabulary
from .folders import ModelFolder
from .protocol import Search
from .seq2seq import Decoded


class CTranslate2OnGPU(CTranslate2Engine):
    """A CTranslate2 model on the first graphics card.

    Two batches at once: while the tokens of one are read, listed and ordered on the host, the card has the other.
    """

    exact = False
    device: ClassVar = "cuda"

    def __init__(self, folder: ModelFolder, vocabulary: Vocabulary, *, number_type: str, **options: Any) -> None:
        if gpu.capability() == (0, 0):
            raise UsageError("there is no NVIDIA GPU that this process may use; take engine ctranslate2")
        if not gpu.has_cublas():
            raise UsageError(f"CTranslate2 needs {gpu.CUBLAS} for the GPU: {gpu.REMEDY}; or take engine ctranslate2")
        try:
            super().__init__(folder, vocabulary, number_type=number_type, **options)
            self._model.translate_batch([[vocabulary.eos]], max_decoding_length=1)  # what is missing shows only now
        except RuntimeError as error:
            raise ModelError(f"{folder.path}: does not run on the GPU ({error}); take engine ctranslate2") from error

    def _shared(self, threads: int, threads_per_batch: int) -> tuple[int, int]:  # noqa: ARG002 (the card has its own)
        return 2, 1

    def decode(
        self,
        sources: Sequence[Sequence[str]],
        prefixes: Sequence[Sequence[str]],
        search: Search,
        max_tokens: int,
        latin: bool = False,
        width: int = 0,
    ) -> list[tuple[Decoded, ...]]:
        """The best outputs for each source, in order. What the card's memory has no room for comes in halves.

        Raises:
            ModelError: if there is no room for one source, or the model does not work with the number type.
        """
        try:
            found = super().decode(sources, prefixes, search, max_tokens, latin, width)
        except RuntimeError as error:
            if "out of memory" not in str(error) or len(sources) == 1:
                raise ModelError(f"the GPU gave up: {error}; take engine ctranslate2, which is on the CPU") from error
            half = len(sources) // 2
            parts = (slice(half), slice(half, None))
            return [
                each
                for part in parts
                for each in self.decode(sources[part], prefixes[part], search, max_tokens, latin, width)
            ]
        if not all(math.isfinite(each.score or 0.0) for several in found for each in several):
            raise ModelError("the model's numbers are too large for float16; take engine ctranslate2-cuda-bfloat16")
        return found

"""The fast engine: CTranslate2, on a converted copy of the model, made once and verified at each load.

A copy lies in ``<digest of the model>-<number type>-<version>``, with a manifest written last: a folder without one is
half-made, a folder that differs from it is damaged; either is made anew, with a warning.
"""

import errno
import json
import logging
import os
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from itertools import cycle, islice
from pathlib import Path
from typing import Any, ClassVar, Final

from ..errors import ModelError, UsageError
from .family import Vocabulary
from .folders import ModelFolder, digest_file
from .letters import is_latin
from .progress import no_progress_bars
from .protocol import Search
from .seq2seq import Decoded

_MANIFEST: Final = "manifest.json"
# CTranslate2's map of tokens that may come out, by n-grams of the source: one line, for any source.
_LATIN: Final = "vmap.txt"
_log: Final = logging.getLogger(__name__)


class CTranslate2Engine:
    """A CTranslate2 model on the CPU; see ``seq2seq.Engine``."""

    exact = True
    device: ClassVar = "cpu"

    def __init__(
        self,
        folder: ModelFolder,
        vocabulary: Vocabulary,
        *,
        number_type: str,
        converted: Path,
        digest: str,
        threads: int,
        threads_per_batch: int = 1,
    ) -> None:
        import ctranslate2

        if number_type not in (supported := ctranslate2.get_supported_compute_types(self.device)):
            raise UsageError(
                f"CTranslate2 has no {number_type} on this processor, only {', '.join(sorted(supported))}; "
                "take engine auto, or let `songngu models calibrate` choose one"
            )
        copy = converted / f"{digest[:16]}-{number_type}-{ctranslate2.__version__}"
        ensure(copy, folder, vocabulary, number_type)
        self.workers, together = self._shared(threads or _cores(), threads_per_batch)
        self._model = ctranslate2.Translator(
            str(copy),
            device=self.device,
            compute_type=number_type,
            inter_threads=self.workers,
            intra_threads=together,
        )
        self._vocabulary = vocabulary
        self._ends_fillers = True  # until one is seen that goes on
        # Nobody wants padding as output; the converter leaves it out of Marian's vocabulary altogether.
        self._suppressed = [] if folder.config["model_type"] == "marian" else [[vocabulary.pad]]

    def _shared(self, threads: int, threads_per_batch: int) -> tuple[int, int]:
        """How many batches at once, and threads for each.

        One thread for each batch, as many batches as cores: threads that share a small batch mostly wait for each
        other. On two cores the seeds take 79 s with two threads for one batch, and 18 s with one thread on one core.
        More threads for a batch pay with large batches of a large model: `songngu models calibrate` measures that.
        """
        together = min(threads_per_batch, threads)
        return threads // together, together

    def decode(
        self,
        sources: Sequence[Sequence[str]],
        prefixes: Sequence[Sequence[str]],
        search: Search,
        max_tokens: int,
        latin: bool = False,
        width: int = 0,
    ) -> list[tuple[Decoded, ...]]:
        """The best outputs for each source, in order.

        CTranslate2 pads to the longest source and no further: so where none has that width, another comes along.
        """
        prefix = len(prefixes[0])
        filler = [self._filler(sources[0], width)] if max(map(len, sources)) < width else []
        results = self._model.translate_batch(
            [*sources, *filler],
            [*prefixes, *prefixes[: len(filler)]],
            beam_size=search.beam,
            num_hypotheses=search.hypotheses,
            length_penalty=1.0,  # the score is a mean: as in the PyTorch engine
            no_repeat_ngram_size=search.no_repeat_ngram,
            max_input_length=0,  # the default cuts at 1024 without a word
            min_decoding_length=prefix + 1,  # a sentence has no empty translation
            max_decoding_length=prefix + max_tokens,
            disable_unk=True,
            suppress_sequences=self._suppressed,
            use_vmap=latin,
            return_end_token=True,
            return_scores=True,
        )
        if filler and len(results.pop().hypotheses[0]) > max(len(result.hypotheses[0]) for result in results):
            self._ends_fillers = False
        return [
            tuple(self._decoded(*pair, prefix) for pair in zip(result.hypotheses, result.scores, strict=True))
            for result in results
        ]

    def _filler(self, source: Sequence[str], width: int) -> list[str]:
        """A source of *width* tokens whose output nobody wants, and which should not take longer than the others.

        The starter ends the output of mere end tokens after two steps. A model that goes on, as some do where there is
        nothing to translate, gets a sentence of the batch from then on, and the beginning of it once more.
        """
        eos = self._vocabulary.eos
        return [eos] * width if self._ends_fillers else [*islice(cycle(source[:-1]), width - 1), eos]

    def _decoded(self, tokens: list[str], score: float, prefix: int) -> Decoded:
        """Without the prefix, which CTranslate2 counts in the length that it divides a score by."""
        own = tokens[prefix:]
        finished = own[-1] == self._vocabulary.eos
        return Decoded(tuple(own[:-1] if finished else own), finished, score * len(tokens) / len(own))


def _cores() -> int:
    """Those that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def ensure(copy: Path, folder: ModelFolder, vocabulary: Vocabulary, number_type: str) -> None:
    """Make the converted copy of a model, unless it is there and as its manifest says. Another process may do the same.

    Raises:
        ModelError: if CTranslate2 cannot convert the model.
    """
    if _intact(copy):
        return
    copy.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=copy.parent, prefix="converting-") as scratch:
        new = Path(scratch) / copy.name
        _convert(folder, vocabulary, new, number_type)
        (new / _LATIN).write_text("\t" + " ".join(_latin(vocabulary)) + "\n", encoding="utf-8")
        digests = {file.name: digest_file(file) for file in sorted(new.iterdir())}
        (new / _MANIFEST).write_text(json.dumps(digests, indent=1), encoding="utf-8")
        if _intact(copy):
            return  # another process was faster, and may be reading it
        if copy.exists():
            _log.warning("%s: the converted model is incomplete or damaged; it is made anew", copy)
            shutil.rmtree(copy)
        try:
            new.replace(copy)
        except OSError:
            if not _intact(copy):  # else another process was faster
                raise


def _latin(vocabulary: Vocabulary) -> list[str]:
    """Tokens for outputs in Latin letters; none with white space, which separates them in the file."""
    written = (token for token in vocabulary.tokens if token != vocabulary.pad and token.split() == [token])
    return [token for token in written if is_latin(token)]


def _intact(copy: Path) -> bool:
    try:
        digests = json.loads((copy / _MANIFEST).read_text(encoding="utf-8"))
        return {"model.bin", _LATIN} <= digests.keys() and all(
            digest_file(copy / name) == digests[name] for name in digests
        )
    except (OSError, ValueError, TypeError):
        return False


def _convert(folder: ModelFolder, vocabulary: Vocabulary, target: Path, number_type: str) -> None:
    from ctranslate2.converters import TransformersConverter
    from safetensors import SafetensorError

    class Converter(TransformersConverter):  # type: ignore[misc]
        """Takes the weights from safetensors only, and the vocabulary from us.

        The tokenizers of re-saved M2M100 folders list no language tokens, and the conversion fails.
        """

        def load_model(self, model_class: Any, path: str, **kwargs: Any) -> Any:
            with no_progress_bars():
                return model_class.from_pretrained(path, local_files_only=True, use_safetensors=True, **kwargs)

        def load_tokenizer(self, tokenizer_class: Any, path: str, **kwargs: Any) -> "_VocabularyAsTokenizer":  # noqa: ARG002
            return _VocabularyAsTokenizer(vocabulary)

    try:
        Converter(str(folder.path)).convert(str(target), quantization=number_type)
    except (OSError, ValueError, RuntimeError, SafetensorError) as error:
        if isinstance(error, OSError) and error.errno == errno.ENOSPC:
            raise ModelError(f"{target.parent.parent}: no room for the converted model; free the disk") from error
        raise ModelError(f"{folder.path}: CTranslate2 cannot convert it ({error}); try engine transformers") from error


class _VocabularyAsTokenizer:
    """What CTranslate2's converter asks of a tokenizer."""

    special_tokens_map: Final[Mapping[str, Any]] = {}

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self.bos_token = self.pad_token = vocabulary.pad
        self.eos_token = vocabulary.eos
        self.unk_token = vocabulary.unk
        self.unk_token_id = vocabulary.ids[vocabulary.unk]

    def get_vocab(self) -> dict[str, int]:
        return self._vocabulary.ids

    def convert_ids_to_tokens(self, index: int) -> str:
        return self._vocabulary.tokens[index]

"""How chat models are spoken to: a prompt for a group of sentences or for one, by convention. Asks nobody.

Article text is data. In a group it stands as values of a JSON object, which cannot be closed from inside; alone, it is
the last line of the prompt. In both, what looks like a control token or a tag of markup is broken up by a space, since
servers take ``<|im_end|>`` in a text for the real one. A prompt keeps data apart, for backends that can do more.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from .. import prompts, signatures
from ..errors import LanguageError
from ..languages import NAMES
from .folders import ModelFolder
from .protocol import Request

# Room for an answer, in tokens, by the source's characters. A translation has up to 2.15 characters for each of its
# source (``checks.lengths``), and at least one a token; short ones, and JSON, get some more. In steps, so that
# sentences of about the same length can share a batch.
_ROOM: Final = 48
_GROWTH: Final = 2
_STEP: Final = 32

MARK: Final = "\ue000"  # stands for the data in a prompt; private use, and taken out of texts

# What opens a control token or a tag: ``<|im_end|>``, ``<start_of_turn>``, ``</source>``, ``[INST]``, ``<<SYS>>``; also
# with the full-width signs that some models use, or that normalisation makes ASCII.
_OPENING: Final = re.compile(r"[<＜](?=[|｜/／<＜]|[^\W\d])|[\[［](?=[/／]?[A-Z_]+[\]］])")


@dataclass(frozen=True, slots=True)
class Prompt:
    """One message to a model: *before*, *data*, *after*; of these only *data* comes from an article.

    Attributes:
        keys: of the JSON object that is the answer, ``1`` to this number; 0 for plain text.
        room: most tokens of the answer.
        source: ISO 639-1 codes of the languages, also *target*: the templates of some models ask for them.
        may_think: the model may have thoughts that can be switched off.
    """

    before: str
    data: str
    after: str
    keys: int
    room: int
    source: str
    target: str
    may_think: bool = False

    @property
    def text(self) -> str:
        """The whole message."""
        return self.before + self.data + self.after


@dataclass(frozen=True, slots=True)
class Convention:
    """How a family of models wants to be asked.

    Attributes:
        name: as in signatures.
        single: name of the prompt for one sentence.
        grouped: name of the prompt for several; empty if the model answers with nothing but a translation.
        sources: languages (ISO 639-1) that it translates from, and *targets* into.
    """

    name: str
    single: str
    grouped: str
    sources: frozenset[str]
    targets: frozenset[str]

    @property
    def signature(self) -> str:
        """The name, and a digest of the prompts."""
        names = (self.grouped, _AGAIN) if self.grouped else ()
        return signatures.join(prompt=f"{self.name}-{prompts.digest_of(self.single, *names)}")

    def supports(self, source: str, target: str) -> bool:
        """True if there are prompts for these languages, and the model has them."""
        return source != target and source in self.sources and target in self.targets

    def check(self, source: str, target: str) -> None:
        """Raise LanguageError unless the pair is supported."""
        if not self.supports(source, target):
            raise LanguageError(
                f"{source!r} into {target!r}: not covered by chat models of the kind {self.name}, which translate into "
                f"{' '.join(sorted(self.targets))}; give one of these, or choose another model"
            )

    def sentence(self, request: Request) -> Prompt:
        """A prompt for one sentence, answered with plain text."""
        prompt = _prompt(prompts.load(self.single), [request], _one_line(request.text), keys=0)
        return replace(prompt, may_think=bool(self.grouped))

    def group(self, requests: Sequence[Request], fault: str = "") -> Prompt:
        """A prompt for sentences of one pair of languages, answered with a JSON object.

        Args:
            fault: what was wrong with an earlier answer, in our words; empty the first time.
        """
        data = {str(n): _one_line(request.text) for n, request in enumerate(requests, start=1)}
        template = prompts.load(self.grouped, requests[0].target)
        if fault:
            template += (
                prompts.load(_AGAIN).replace("{fault}", fault).replace("{keys}", ", ".join(f'"{n}"' for n in data))
            )
        prompt = _prompt(template, requests, json.dumps(data, ensure_ascii=False), keys=len(requests))
        return replace(prompt, may_think=True)


_AGAIN: Final = "again"

# Prompt and languages from the README of github.com/Tencent-Hunyuan/Hy-MT2, as far as songngu has names for them.
_HY_LANGUAGES: Final = frozenset(
    "ar bn bo cs de en es fa fr gu he hi id it ja kk km ko mn mr ms my nl pl pt ru ta te th tl tr ug uk ur vi "
    "zh".split()
)
_HY_MT2: Final = Convention("hy-mt2", "hy-mt2", "", _HY_LANGUAGES, _HY_LANGUAGES)
_HUNYUAN: Final = ("hunyuan_v1_dense", "hunyuan_v1_moe", "hy_v3")

# Prompt from https://ollama.com/library/translategemma. Of the 55 languages, those whose codes were seen.
_SEEN: Final = frozenset("ar bn en id ur vi".split())
_TRANSLATEGEMMA: Final = Convention("translategemma", "translategemma", "", _SEEN, _SEEN)


def general() -> Convention:
    """Models that follow instructions. A target needs a prompt: ``prompts/translate.fr.md`` adds French."""
    return Convention("general", "sentence", "translate", frozenset(NAMES), prompts.languages("translate"))


def convention_of(folder: ModelFolder) -> Convention:
    """The convention of a model folder, by its chat template and its architecture."""
    template = folder.path / "chat_template.jinja"
    written = template.read_text(encoding="utf-8") if template.is_file() else str(folder.tokenizer.get("chat_template"))
    if "source_lang_code" in written:
        return _TRANSLATEGEMMA
    return _HY_MT2 if str(folder.config.get("model_type")) in _HUNYUAN else general()


def convention_of_name(name: str) -> Convention:
    """The convention of a model on a server, of which nothing is known but its name."""
    if "translategemma" in name.lower():
        return _TRANSLATEGEMMA
    return _HY_MT2 if re.search(r"\b(hy|hunyuan)-?mt", name.lower()) else general()


def disarm(text: str) -> str:
    """The text with a space after whatever opens a control token or a tag."""
    return _OPENING.sub(lambda sign: f"{sign[0]} ", text)


def _one_line(text: str) -> str:
    return disarm(" ".join(text.replace(MARK, " ").split()))


def _prompt(template: str, requests: Sequence[Request], data: str, keys: int) -> Prompt:
    first = requests[0]
    values = {
        "source": first.source,
        "target": first.target,
        "source_language": NAMES[first.source],
        "target_language": NAMES[first.target],
        "segments": MARK,
        "text": MARK,
    }
    before, _, after = template.rstrip("\n").format(**values).partition(MARK)
    room = sum(_ROOM + _GROWTH * len(request.text) for request in requests)
    return Prompt(before, data, after, keys, -(-room // _STEP) * _STEP, first.source, first.target)

"""A chat model's tokenizer and template: a prompt becomes ids, and ids a text. Loads no weights.

Article text never becomes a control token. Where the tokenizer would take something in it for one, the text is encoded
in pieces that are none; everywhere else the ids are those of ``apply_chat_template``. (transformers has an option for
this since 5.24, ``sanitize_control_tokens``; older versions take it for a variable of the template, and do nothing.)
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Any, Final

from ..errors import ModelError
from .chat_prompts import MARK, Prompt
from .folders import ModelFolder

# Added tokens with these signs are no words that somebody added to a vocabulary.
_SIGNS: Final = re.compile(r"[<>\[\]|｜]")


class ChatTokenizer:
    """A folder's tokenizer and chat template. Needs no weights.

    Raises:
        ModelError: if they cannot be loaded.
    """

    def __init__(self, folder: ModelFolder) -> None:
        from transformers import AutoTokenizer

        self._folder = folder
        try:
            self._tokenizer = AutoTokenizer.from_pretrained(folder.path, local_files_only=True, trust_remote_code=False)
        except (OSError, ValueError, RuntimeError, KeyError) as error:
            raise ModelError(f"{folder.path}: its tokenizer cannot be loaded ({error}); get the model again") from error
        self.controls: Final = self._controls_of(self._tokenizer)
        # Where a control token begins, also within another.
        self._control: Final = re.compile(f"(?={'|'.join(map(re.escape, self.controls.values())) or '(?!)'})")

    @staticmethod
    def _controls_of(tokenizer: Any) -> dict[int, str]:
        """Added tokens that steer the model: special ones, those of the template, and what has the signs of one."""
        unknown = {tokenizer.unk_token_id} - {tokenizer.eos_token_id, tokenizer.pad_token_id}  # any strange character
        template = str(tokenizer.chat_template)
        return {
            n: token.content
            for n, token in tokenizer.added_tokens_decoder.items()
            if n not in unknown
            and (
                token.special
                or (len(token.content.strip()) > 1 and (token.content in template or _SIGNS.search(token.content)))
            )
        }

    @property
    def end(self) -> int:
        """The end token that the tokenizer names."""
        return int(self._tokenizer.eos_token_id)

    def encode(self, prompt: Prompt) -> list[int]:
        """Ids of the whole conversation, up to where the answer begins; those of the documented call, mostly.

        Where that would find control tokens in the data, the data is encoded by itself, as text.
        """
        before, mark, after = self._rendered(prompt, MARK).partition(MARK)
        if not mark or MARK in after:
            raise ModelError(
                f"{self._folder.path}: its chat template does not give the text once, as it is; choose another model"
            )
        head, tail = self._ids(before), self._ids(after)
        ids = self._ids(before + prompt.data + after)
        if self._controls(ids) == self._controls(head + tail):
            return ids
        return [*head, *self._as_text(prompt.data), *tail]

    def decode(self, ids: Sequence[int]) -> str:
        """The text, without special tokens."""
        return str(self._tokenizer.decode(ids, skip_special_tokens=True))

    def _rendered(self, prompt: Prompt, data: str) -> str:
        from jinja2 import TemplateError

        text: Any = prompt.before + data + prompt.after
        if "source_lang_code" in str(self._tokenizer.chat_template):  # TranslateGemma writes the prompt itself
            codes = {"source_lang_code": prompt.source, "target_lang_code": prompt.target}
            text = [{"type": "text", **codes, "text": data}]
        try:
            return str(
                self._tokenizer.apply_chat_template(
                    [{"role": "user", "content": text}],
                    tokenize=False,
                    add_generation_prompt=True,
                    **({"enable_thinking": False} if prompt.may_think else {}),
                )
            )
        except (TemplateError, ValueError) as error:
            raise ModelError(f"{self._folder.path}: its chat template fails ({error}); choose another model") from error

    def _ids(self, text: str) -> list[int]:
        ids: list[int] = self._tokenizer(text, add_special_tokens=False).input_ids
        return ids

    def _controls(self, ids: Sequence[int]) -> list[int]:
        return [token for token in ids if token in self.controls]

    def _as_text(self, text: str) -> list[int]:
        """Ids of a text, none of them a control token: cut after the first character of whatever spells one."""
        cuts = [0, *(match.start() + 1 for match in self._control.finditer(text)), len(text)]
        pieces = [text[start:end] for start, end in pairwise(cuts) if start < end]
        return [token for piece in pieces for token in self._piece(piece)]

    def _piece(self, piece: str) -> list[int]:
        """Ids of a piece; character by character if the tokenizer's own normalisation makes a control token of it."""
        ids = self._ids(piece)
        if not self._controls(ids):
            return ids
        return [token for char in piece for token in self._ids(char)]

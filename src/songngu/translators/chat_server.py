"""A chat model on a server that speaks OpenAI's protocol: Ollama, vLLM, llama.cpp, LM Studio, ``transformers serve``.

The only translator that uses the network, and it talks to nothing but the address that its user gave. It follows no
redirection, and asks no proxy for an address of this machine. A server decides for itself whether equal questions get
equal answers: it is asked for temperature 0 and a fixed seed.
"""

import logging
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from typing import Any, Final
from urllib.parse import urlsplit

from .. import signatures
from ..errors import ModelError, UsageError
from .chat import Answer
from .chat_prompts import Prompt
from .chat_wire import RefusedError, Wire

TIMEOUT: Final = 600.0  # seconds for one answer: 1,000 tokens on a slow CPU, at two a second
_AT_ONCE: Final = 4  # requests in flight: what llama.cpp and Ollama serve side by side by default
_SEED: Final = 0
_MODEL_FAULTS: Final = (401, 403, 404)  # of the key or the model, not of one request

# Switches off the thoughts of models that have them: with vLLM, llama.cpp and transformers, and with Ollama.
_NO_THINKING: Final = {"chat_template_kwargs": {"enable_thinking": False}}
_NO_EFFORT: Final = {"reasoning_effort": "none"}
_FORMAT: Final = "response_format"

_log: Final = logging.getLogger(__name__)


class Server:
    """One model of one server; see ``chat.Backend``.

    Args:
        url: as ``http://localhost:11434/v1``; without a path, ``/v1`` is meant.
        model: its name on the server.
        key: sent as bearer token; empty sends none.
        timeout: seconds for one answer.
        pause: waits that many seconds before a request is repeated.

    Raises:
        UsageError: if *url* is no address of a server, or *key* cannot be sent.
    """

    def __init__(
        self,
        url: str,
        model: str,
        key: str = "",
        *,
        timeout: float = TIMEOUT,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        self.url = _address(url)
        self.model = model
        self._wire = Wire(self.url, _sendable(key.strip()), timeout, pause)

    @cached_property
    def signature(self) -> str:
        """The model as asked for and as the server reports it, the address, and the settings.

        Raises:
            ModelError: if the server is not there.
        """
        reported = f"{self.model} as {self._reported}" if self._reported else self.model
        return signatures.join(model=reported, server=self.url, engine="openai-chat", search=f"greedy-seed-{_SEED}")

    def answer(self, prompts: Sequence[Prompt]) -> list[Answer | None]:
        """An answer for each prompt, in order; None where the server had none, which is logged.

        Raises:
            ModelError: if the server is not there, does not have the model, or does not accept the key.
        """
        if not prompts:
            return []
        _ = self._extras  # found out once, before several ask at a time
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            return list(pool.map(self._one, prompts))

    def _one(self, prompt: Prompt) -> Answer | None:
        extras = {name: value for name, value in self._extras.items() if name != _FORMAT and prompt.may_think}
        if prompt.keys and _FORMAT in self._extras:
            extras[_FORMAT] = _object_of(prompt.keys)
        try:
            return self._asked(prompt.text, prompt.room, extras)
        except RefusedError as refused:
            if refused.status in _MODEL_FAULTS:
                raise self._error(refused) from refused
            _log.warning("%s: no answer for a request: %s", self.url, refused)
            return None

    def _asked(self, text: str, room: int, extras: dict[str, Any]) -> Answer:
        body = {
            "model": self.model,
            "messages": [{"role": "user", "content": text}],
            "temperature": 0,
            "seed": _SEED,
            "max_tokens": room,
            "stream": False,
        }
        return _answer(self._wire.post("/chat/completions", body | extras))

    @cached_property
    def _extras(self) -> dict[str, Any]:
        """What the server takes beyond the common fields: the most of what there is. Others answer 400 or 422.

        Asked with a question of ours, so that no article decides it.
        """
        with_format = {_FORMAT: _object_of(1)}
        tries: tuple[dict[str, Any], ...] = (
            with_format | _NO_THINKING | _NO_EFFORT,
            with_format | _NO_THINKING,
            with_format,
            _NO_THINKING,
            {},
        )
        for extras in tries:
            try:
                self._asked('Answer with this JSON object: {"1": "yes"}', 16, extras)
            except RefusedError as refused:
                if refused.status in (400, 422) and extras:
                    continue
                raise self._error(refused) from refused
            return extras
        raise AssertionError("the last try has no extras")

    @property
    def _reported(self) -> str:
        """The id of the model in the server's own list; empty if it has no list, or none like it."""
        ids = self._listed
        close = [name for name in ids if name == self.model or name.startswith(f"{self.model}:")]
        return (close or (ids if len(ids) == 1 else [""]))[0]

    @cached_property
    def _listed(self) -> list[str]:
        try:
            answer = self._wire.get("/models")
        except RefusedError as refused:
            if refused.status in (401, 403):
                raise self._error(refused) from refused
            return []
        entries = answer.get("data")
        found = [entry.get("id") for entry in entries if isinstance(entry, dict)] if isinstance(entries, list) else []
        return [name for name in found if isinstance(name, str)]

    def _error(self, refused: RefusedError) -> ModelError:
        remedies = {
            401: "give its key in SONGNGU_SERVER_KEY",
            403: "give its key in SONGNGU_SERVER_KEY",
            404: f"it has: {', '.join(self._listed) or 'no list of models'}",
        }
        remedy = remedies.get(refused.status, "is it a server with /chat/completions, and is the model loaded?")
        return ModelError(f"{self.url}: does not answer as {self.model!r}: {refused}; {remedy}")


def _address(url: str) -> str:
    """The address in one form, without a slash at its end."""
    try:
        parts = urlsplit(url)
        whole = parts.scheme in ("http", "https") and parts.hostname and (parts.port or True)
    except ValueError:
        whole = False
    if not whole or not _is_plain(url):
        raise UsageError(f"server {url!r}: is no address; give one like http://localhost:11434/v1")
    if parts.username or parts.password or parts.query or parts.fragment:
        raise UsageError(
            f"server at {parts.hostname}: the address may hold nothing but host, port and path; a key is given in "
            "SONGNGU_SERVER_KEY"
        )
    return f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/') or '/v1'}"


def _sendable(key: str) -> str:
    """The key, if a header can hold it: else the standard library would tell it in its error."""
    if not _is_plain(key):
        raise UsageError(
            "SONGNGU_SERVER_KEY: has a space, a line break or a sign that is not ASCII; copy the key again"
        )
    return key


def _is_plain(text: str) -> bool:
    """True for printable ASCII without spaces."""
    return all("!" <= char <= "~" for char in text)


def _object_of(keys: int) -> dict[str, Any]:
    """``response_format`` for an object with the keys ``1`` to *keys*, each a text."""
    names = [str(n) for n in range(1, keys + 1)]
    schema = {
        "type": "object",
        "properties": {name: {"type": "string"} for name in names},
        "required": names,
        "additionalProperties": False,
    }
    return {"type": "json_schema", "json_schema": {"name": "translations", "strict": True, "schema": schema}}


def _answer(content: dict[str, Any]) -> Answer:
    """The first choice of a completion.

    Raises:
        RefusedError: if it is no completion.
    """
    try:
        choice = content["choices"][0]
        text = choice["message"]["content"]
        finished = choice["finish_reason"] == "stop"
        tokens = (content.get("usage") or {}).get("completion_tokens", 0)
    except (KeyError, IndexError, TypeError, AttributeError):
        raise RefusedError(200, "the answer is no chat completion") from None
    return Answer(text if isinstance(text, str) else "", finished, None, tokens if isinstance(tokens, int) else 0)

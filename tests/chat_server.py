"""A small real server that speaks OpenAI's chat protocol on loopback: what it says is a script's, or a toy model's.

It counts and keeps what it is asked. ``interpreter`` is a script for a model that translates; ``toy`` runs a model
with transformers itself, by the documented calls, and nothing of ours.
"""

import json
import re
import threading
import time
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from fakes import Filler
from songngu.translators import Request

PROBE = "Answer with this JSON object"
_TARGETS = {"Vietnamese": "vi", "English": "en"}


@dataclass(frozen=True)
class Reply:
    """What goes over the wire: a completion, or *raw* bytes."""

    text: str = ""
    finish: str | None = "stop"
    status: int = 200
    raw: bytes | None = None
    headers: dict[str, str] = field(default_factory=dict)
    delay: float = 0.0

    def body(self, model: str) -> bytes:
        if self.raw is not None:
            return self.raw
        message = {"role": "assistant", "content": self.text}
        choice = {"index": 0, "message": message, "finish_reason": self.finish}
        usage = {"prompt_tokens": 1, "completion_tokens": 7, "total_tokens": 8}
        return json.dumps({"object": "chat.completion", "model": model, "choices": [choice], "usage": usage}).encode()


Script = Callable[[str], Reply | str]


def refusal(status: int, message: str = "") -> Reply:
    return Reply(
        status=status, raw=json.dumps({"error": {"message": message}}).encode() if message else b"<html>no</html>"
    )


class ChatServer:
    """The server.

    Attributes:
        script: from the text of a prompt to a reply.
        models: ids that it lists; None for a server without a list.
        refuses: fields of a request that it answers with 400.
        asked: texts of all prompts, but for the question about what the server can do.
        bodies: all requests, that one included.
    """

    def __init__(self, script: Script) -> None:
        self.script = script
        self.models: list[str] | None = ["toy"]
        self.refuses: frozenset[str] = frozenset()
        self.probe: Reply | str = '{"1": "yes"}'
        self.bodies: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self._httpd = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._thread = threading.Thread(target=self._httpd.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._httpd.server_address[1]}/v1"

    @property
    def asked(self) -> list[str]:
        texts = [body["messages"][0]["content"] for body in self.bodies]
        return [text for text in texts if not text.startswith(PROBE)]

    def stop(self) -> None:
        self._httpd.shutdown()
        self._httpd.server_close()
        self._thread.join()

    def reply(self, body: dict[str, Any]) -> Reply:
        self.bodies.append(body)
        if refused := self.refuses & body.keys():
            return refusal(400, f"unknown field {min(refused)}")
        text = body["messages"][0]["content"]
        reply = self.probe if text.startswith(PROBE) else self.script(text)
        return Reply(reply) if isinstance(reply, str) else reply


@contextmanager
def serving(script: Script) -> Any:
    server = ChatServer(script)
    try:
        yield server
    finally:
        server.stop()


def _handler(server: ChatServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            server.headers.append(dict(self.headers))
            if self.path != "/v1/models" or server.models is None:
                self._send(refusal(404), "")
                return
            listed = [{"id": name, "object": "model"} for name in server.models]
            self._send(Reply(raw=json.dumps({"object": "list", "data": listed}).encode()), "")

        def do_POST(self) -> None:
            server.headers.append(dict(self.headers))
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            self._send(server.reply(body) if self.path == "/v1/chat/completions" else refusal(404), body["model"])

        def _send(self, reply: Reply, model: str) -> None:
            time.sleep(reply.delay)
            data = reply.body(model)
            try:
                self.send_response(reply.status)
                for name, value in reply.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)
            except OSError:  # whoever asked has left
                pass

        def log_message(self, *_: Any) -> None:
            """Silence."""

    return Handler


def sentences_of(prompt: str) -> dict[str, str]:
    """The sentences of a prompt by their keys; of one for a single sentence, by an empty key."""
    found = re.search(r"<source>\n(\{.*\})\n</source>", prompt)
    return dict(json.loads(found[1])) if found else {"": prompt.splitlines()[-1]}


def target_of(prompt: str) -> str:
    return next(code for name, code in _TARGETS.items() if f"into {name}" in prompt)


def interpreter(render: Callable[[str, str], str] | None = None) -> Script:
    """A model that translates, in the form that was asked for.

    Args:
        render: from a sentence and a target to a translation; without it, fluent words that the checks accept.
    """
    filler = Filler()
    translated = render or (lambda text, target: filler.render(Request(text, "", target)))

    def answer(prompt: str) -> str:
        found = {key: translated(text, target_of(prompt)) for key, text in sentences_of(prompt).items()}
        return found[""] if "" in found else json.dumps(found, ensure_ascii=False)

    return answer


def toy(folder: Path) -> Callable[[ChatServer], Callable[[dict[str, Any]], Reply]]:
    """A script that runs the toy of a folder with transformers, greedily, within the number of tokens asked for."""
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer, GenerationConfig

    tokenizer = AutoTokenizer.from_pretrained(folder, local_files_only=True)
    model = AutoModelForCausalLM.from_pretrained(folder, local_files_only=True, dtype=torch.bfloat16).eval()
    ends = model.generation_config.eos_token_id
    model.generation_config = GenerationConfig(eos_token_id=ends, pad_token_id=ends[0])
    lock = threading.Lock()

    def reply(body: dict[str, Any]) -> Reply:
        options = body.get("chat_template_kwargs", {})
        with lock, torch.inference_mode():
            inputs = tokenizer.apply_chat_template(
                body["messages"], add_generation_prompt=True, return_tensors="pt", return_dict=True, **options
            )
            output = model.generate(**inputs, max_new_tokens=body["max_tokens"], do_sample=False)
        ids = output[0, inputs["input_ids"].shape[-1] :].tolist()
        text = tokenizer.decode(ids, skip_special_tokens=True)
        return Reply(text, "stop" if ids[-1] in ends else "length")

    def install(server: ChatServer) -> Callable[[dict[str, Any]], Reply]:
        def answer(body: dict[str, Any]) -> Reply:
            server.bodies.append(body)
            return Reply('{"1": "yes"}') if body["messages"][0]["content"].startswith(PROBE) else reply(body)

        server.reply = answer  # type: ignore[method-assign]
        return answer

    return install

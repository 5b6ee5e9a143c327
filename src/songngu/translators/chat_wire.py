"""JSON over HTTP to one server: with patience for one that is busy, and none for one that sends elsewhere.

Knows nothing of chat. The standard library's client is enough: one request, one answer.
"""

import http.client
import ipaddress
import json
import urllib.error
import urllib.request
from collections.abc import Callable
from typing import Any, Final
from urllib.parse import urlsplit

from ..errors import ModelError
from ..version import VERSION

_PAUSES: Final = (1.0, 2.0, 4.0)  # seconds before each repetition
_LONGEST_PAUSE: Final = 60.0  # more than that is not waited, whatever Retry-After says
_BUSY: Final = frozenset({408, 429, 500, 502, 503, 504})
_LARGEST: Final = 16 << 20  # bytes of an answer


class RefusedError(Exception):
    """The server is there, and does not do what it was asked.

    Args:
        status: of HTTP; 200 if the answer made no sense.
        reason: in the server's words, one line.
    """

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason if status == 200 else f"{status} {reason}".strip())
        self.status = status


class Wire:
    """Sends and receives JSON objects.

    Args:
        url: what stands before every path.
        key: bearer token; empty sends none.
        timeout: seconds without a byte from the server.
        pause: waits that many seconds.
    """

    def __init__(self, url: str, key: str, timeout: float, pause: Callable[[float], None]) -> None:
        self._url = url
        self._headers = {"Content-Type": "application/json", "User-Agent": f"songngu/{VERSION}"}
        self._key = key
        if key:
            self._headers["Authorization"] = f"Bearer {key}"
        self._timeout = timeout
        self._pause = pause
        handlers = [urllib.request.ProxyHandler({})] if _here(urlsplit(url).hostname or "") else []
        self._opener = urllib.request.build_opener(_NoRedirection, *handlers)

    def get(self, path: str) -> dict[str, Any]:
        """What is at *path*, asked for once.

        Raises:
            RefusedError: if the server says no, or nothing that makes sense.
            ModelError: if there is no server.
        """
        return self._patient(urllib.request.Request(f"{self._url}{path}", headers=self._headers), ())

    def post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        """What the server answers to *body*; asked again, after a pause, where it is busy or not reached.

        Raises:
            RefusedError: if the server says no, or nothing that makes sense.
            ModelError: if there is no server.
        """
        data = json.dumps(body).encode()
        return self._patient(urllib.request.Request(f"{self._url}{path}", data, self._headers), _PAUSES)

    def _patient(self, request: urllib.request.Request, pauses: tuple[float, ...]) -> dict[str, Any]:
        for pause in (*pauses, None):
            try:
                with self._opener.open(request, timeout=self._timeout) as answer:
                    return _parsed(answer.read(_LARGEST))
            except urllib.error.HTTPError as error:
                with error:
                    if pause is None or error.code not in _BUSY:
                        raise RefusedError(error.code, self._hidden(_reason(error))) from None
                    wait = max(pause, _wished(error.headers.get("Retry-After")))
            except (OSError, http.client.HTTPException) as error:
                if pause is None:
                    raise ModelError(self._absent(error)) from error
                wait = pause
            self._pause(wait)
        raise AssertionError("the last try returns or raises")

    def _hidden(self, text: str) -> str:
        """*text* without the key: some servers repeat what they were sent."""
        return text.replace(self._key, "…") if self._key else text

    def _absent(self, error: Exception) -> str:
        reason = getattr(error, "reason", error)
        if isinstance(reason, TimeoutError):
            return f"{self._url}: no answer within {self._timeout:g} s; is the model too large for the machine?"
        return f"{self._url}: no server answers there ({reason or type(error).__name__}); start it, or correct --server"


class _NoRedirection(urllib.request.HTTPRedirectHandler):
    """Articles and keys go to the address that the user gave, and to no other."""

    def redirect_request(self, *_: Any) -> None:
        return None


def _here(host: str) -> bool:
    """True for the machine itself."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _parsed(data: bytes) -> dict[str, Any]:
    try:
        content = json.loads(data)
    except (ValueError, RecursionError):
        content = None
    if not isinstance(content, dict):
        raise RefusedError(200, "the answer is no JSON object")
    return content


def _reason(error: urllib.error.HTTPError) -> str:
    """The server's message on one line: what OpenAI's protocol calls ``error.message``, or the status in words."""
    try:
        content = json.loads(error.read(_LARGEST))
        found = content.get("error", content.get("detail", content.get("message")))
        found = found.get("message") if isinstance(found, dict) else found
    except (ValueError, AttributeError, OSError, http.client.HTTPException, RecursionError):
        found = None
    text = found if isinstance(found, str) else str(error.reason)
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())[:300]


def _wished(header: str | None) -> float:
    """Seconds of a ``Retry-After``; dates are not read."""
    try:
        return min(max(float(header or 0), 0.0), _LONGEST_PAUSE)
    except ValueError:
        return 0.0

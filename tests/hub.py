"""A small Hugging Face hub on loopback: what the real client asks of it, and the ways in which a hub can fail.

Large files are answered as the hub answers them: with a redirect to another path (there: another host), which has the
content and understands ranges.
"""

import hashlib
import json
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

LARGE = (".safetensors", ".spm", ".model", ".bin")


@dataclass
class Repository:
    """One model: the files of its commits, and what its refs point at."""

    commits: dict[str, dict[str, bytes]] = field(default_factory=dict)
    refs: dict[str, str] = field(default_factory=dict)
    licence: str = "apache-2.0"
    pull_requests: dict[int, str] = field(default_factory=dict)

    def commit(self, files: Mapping[str, bytes], ref: str = "main") -> str:
        """Add a commit; its id depends on the files alone."""
        total = hashlib.sha1()
        for name in sorted(files):
            total.update(name.encode() + files[name])
        self.commits[total.hexdigest()] = dict(files)
        self.refs[ref] = total.hexdigest()
        return total.hexdigest()


class Hub:
    """The server, and what it is told to do wrong.

    Attributes:
        drop: by file name, the number of bytes after which the connection ends, and how often.
        swap: by file name, what is sent instead of the content.
        status: by the beginning of a path, status and X-Error-Code of the answer.
        log: method, path and Range of every request; ``tokens`` and ``hosts`` are the headers that came with them.
    """

    def __init__(self) -> None:
        self.repositories: dict[str, Repository] = {}
        self.drop: dict[str, tuple[int, int]] = {}
        self.swap: dict[str, bytes] = {}
        self.status: dict[str, tuple[int, str]] = {}
        self.log: list[tuple[str, str, str]] = []
        self.tokens: set[str] = set()
        self.hosts: set[str] = set()

    def __enter__(self) -> "Hub":
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01})
        self._thread.start()
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def add(
        self, repository: str, files: Mapping[str, bytes] | Path, ref: str = "main", **changes: bytes | None
    ) -> str:
        """Publish files, or a folder's; *changes* replace a file, or take it away with None."""
        content = {path.name: path.read_bytes() for path in files.iterdir()} if isinstance(files, Path) else dict(files)
        for name, data in changes.items():
            content.pop(name, None)
            if data is not None:
                content[name] = data
        return self.repositories.setdefault(repository, Repository()).commit(content, ref)

    def downloads(self, name: str = "") -> list[tuple[str, str]]:
        """Path and Range of the requests for a file's content; the redirects to large ones are left out."""
        wanted = [(path, span) for method, path, span in self.log if method == "GET" and "/api/" not in path]
        return [
            (path, span)
            for path, span in wanted
            if path.endswith(name) and (path.startswith("/cdn/") or not _large(path))
        ]

    def use(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Make it the hub of this process's client, which reads the environment only when it is imported."""
        from huggingface_hub import constants, file_download

        template = self.url + "/{repo_id}/resolve/{revision}/{filename}"
        monkeypatch.setattr(constants, "HF_HUB_OFFLINE", False)
        monkeypatch.setattr(constants, "ENDPOINT", self.url)
        monkeypatch.setattr(constants, "DOWNLOAD_CHUNK_SIZE", 500)  # what has come is written in pieces of this size
        monkeypatch.setattr(constants, "HUGGINGFACE_CO_URL_TEMPLATE", template)
        monkeypatch.setattr(file_download, "HUGGINGFACE_CO_URL_TEMPLATE", template, raising=False)
        monkeypatch.setattr(file_download.time, "sleep", lambda _: None)


def _large(name: str) -> bool:
    return name.endswith(LARGE)


def _handler(hub: Hub) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

        def do_HEAD(self) -> None:
            self.do_GET()

        def do_GET(self) -> None:
            path = unquote(urlsplit(self.path).path)
            hub.log.append((self.command, path, self.headers.get("Range", "")))
            hub.tokens.add(self.headers.get("Authorization", ""))
            hub.hosts.add(self.headers.get("Host", ""))
            for prefix, (status, code) in hub.status.items():
                if path.startswith(prefix):
                    self._answer(b"", status, {"X-Error-Code": code} if code else {})
                    return
            parts = path.strip("/").split("/")
            if parts[:2] == ["api", "models"]:
                self._api("/".join(parts[2:4]), parts[4:])
            elif parts[0] == "cdn":
                self._content("/".join(parts[1:3]), parts[3], parts[4])
            else:
                self._resolve("/".join(parts[:2]), parts[3], parts[4])

        def _api(self, name: str, rest: list[str]) -> None:
            repository = hub.repositories.get(name)
            if repository is None:
                self._answer(b"", 401, {"X-Error-Code": "RepoNotFound"})
                return
            if rest == ["discussions"]:
                self._json(_discussions(name, repository))
                return
            ref = "/".join(rest[1:]) or "main"
            commit = repository.refs.get(ref, ref)
            if commit not in repository.commits:
                self._answer(b"", 404, {"X-Error-Code": "RevisionNotFound"})
                return
            assert parse_qs(urlsplit(self.path).query)["blobs"] == ["True"] or "true" in self.path
            files = [_sibling(*item) for item in repository.commits[commit].items()]
            card = {"license": repository.licence} if repository.licence else {}
            self._json({"id": name, "sha": commit, "siblings": files, "tags": [], "cardData": card, "private": False})

        def _resolve(self, name: str, commit: str, file: str) -> None:
            content = hub.repositories[name].commits[commit].get(file)
            about = {"X-Repo-Commit": commit}
            if content is None or (404, file) in [(status, prefix) for prefix, (status, _) in hub.status.items()]:
                self._answer(b"", 404, about | {"X-Error-Code": "EntryNotFound"})
            elif _large(file):
                about |= {"X-Linked-Etag": f'"{_sha256(content)}"', "X-Linked-Size": str(len(content))}
                self._answer(b"", 302, about | {"Location": f"{hub.url}/cdn/{name}/{commit}/{file}"})
            else:
                self._content(name, commit, file)

        def _content(self, name: str, commit: str, file: str) -> None:
            content = hub.swap.get(file, hub.repositories[name].commits[commit][file])
            headers = {"ETag": f'"{_sha256(content)}"', "X-Repo-Commit": commit, "Accept-Ranges": "bytes"}
            status, start = 200, 0
            if span := self.headers.get("Range", ""):
                status, start = 206, int(span.removeprefix("bytes=").split("-")[0])
                headers["Content-Range"] = f"bytes {start}-{len(content) - 1}/{len(content)}"
            keep, times = hub.drop.get(file, (len(content), 0))
            hub.drop[file] = (keep, times - 1)
            self._answer(content[start:], status, headers, keep if times > 0 else None)

        def _json(self, content: Any) -> None:
            self._answer(json.dumps(content).encode(), 200, {"Content-Type": "application/json"})

        def _answer(self, body: bytes, status: int, headers: Mapping[str, str], keep: int | None = None) -> None:
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if self.command == "GET":
                self.wfile.write(body[:keep])

    return Handler


def _sibling(name: str, content: bytes) -> dict[str, Any]:
    blob = hashlib.sha1(b"blob %d\0" % len(content) + content).hexdigest()
    about: dict[str, Any] = {"rfilename": name, "size": len(content), "blobId": blob}
    if _large(name):
        about["lfs"] = {"sha256": _sha256(content), "size": len(content), "pointerSize": 130}
    return about


def _discussions(name: str, repository: Repository) -> dict[str, Any]:
    found = [
        {
            "title": title,
            "num": number,
            "author": {"name": "SFconvertbot"},
            "createdAt": "2023-03-16T00:00:00.000Z",
            "status": "open",
            "repo": {"name": name, "type": "model"},
            "isPullRequest": True,
        }
        for number, title in repository.pull_requests.items()
    ]
    return {"discussions": found, "count": len(found), "start": 0}


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()

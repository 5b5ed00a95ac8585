"""A real HTTP server on the loopback that answers as told, and misbehaves on purpose."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ssl import SSLContext, SSLError
from urllib.parse import parse_qs, urlsplit


@dataclass(frozen=True)
class Asked:
    """One request as the server saw it."""

    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    target: str


@dataclass(frozen=True)
class Reply:
    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


Behaviour = Callable[["Handler", "Server"], None]
Answer = Reply | Behaviour | Callable[[Asked], Reply]


class Server:
    """Answers per path, played in order; the last one repeats."""

    def __init__(self) -> None:
        self._routes: dict[str, list[object]] = {}
        self.asked: list[Asked] = []
        self.done = threading.Event()  # set when the test is over: frees whoever waits
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._http.daemon_threads = True
        self._http.owner = self  # type: ignore[attr-defined]
        self.port = self._http.server_port
        self.url = f"http://127.0.0.1:{self.port}"

    def wrap(self, context: SSLContext) -> None:
        """Speaks TLS from now on."""
        self._http.socket = context.wrap_socket(
            self._http.socket, server_side=True, do_handshake_on_connect=False
        )

    def on(self, path: str, *answers: object) -> str:
        """Sets the answers of `path` and gives its address."""
        self._routes[path] = list(answers)
        return self.url + path

    def count(self, path: str) -> int:
        return sum(asked.path == path for asked in self.asked)

    def next(self, path: str) -> object:
        answers = self._routes.get(path)
        if not answers:
            return Reply(b"not here", 404)
        return answers.pop(0) if len(answers) > 1 else answers[0]

    @contextmanager
    def running(self) -> Iterator[Server]:
        thread = threading.Thread(target=self._http.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        try:
            yield self
        finally:
            self.done.set()
            self._http.shutdown()
            self._http.server_close()
            thread.join()


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def handle(self) -> None:
        try:
            super().handle()
        except (SSLError, ConnectionError):
            self.close_connection = True  # the client did not believe us

    def do_GET(self) -> None:
        owner: Server = self.server.owner  # type: ignore[attr-defined]
        parts = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        asked = Asked(parts.path, query, dict(self.headers), self.path)
        owner.asked.append(asked)
        answer = owner.next(parts.path)
        try:
            if isinstance(answer, Reply):
                self.reply(answer)
            elif getattr(answer, "misbehaves", False):
                answer(self, owner)  # type: ignore[operator]
            else:
                self.reply(answer(asked))  # type: ignore[operator]
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def reply(self, reply: Reply) -> None:
        self.head(reply.status, {"Content-Length": str(len(reply.body)), **reply.headers})
        self.wfile.write(reply.body)

    def head(self, status: int, headers: Mapping[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        pass


def as_json(data: object, status: int = 200, **headers: str) -> Reply:
    body = json.dumps(data, ensure_ascii=False).encode()
    return Reply(body, status, {"Content-Type": "application/json", **headers})


def gateway_error(code: str, name: str) -> Reply:
    """The gateway's own error: XML and HTTP 200, whatever was asked for."""
    return Reply(
        "<OpenAPI_ServiceResponse><cmmMsgHeader><errMsg>SERVICE ERROR</errMsg>"
        f"<returnAuthMsg>{name}</returnAuthMsg><returnReasonCode>{code}</returnReasonCode>"
        "</cmmMsgHeader></OpenAPI_ServiceResponse>".encode(),
        headers={"Content-Type": "application/json"},
    )


def _misbehaviour(behaviour: Behaviour) -> Behaviour:
    behaviour.misbehaves = True  # type: ignore[attr-defined]
    return behaviour


@_misbehaviour
def silent(handler: Handler, owner: Server) -> None:
    """Takes the request and says nothing until the test is over."""
    owner.done.wait()


@_misbehaviour
def dripping(handler: Handler, owner: Server) -> None:
    """One byte after the other, for ever."""
    handler.head(200, {"Content-Length": str(10**9)})
    while not owner.done.is_set():
        handler.wfile.write(b" ")
        handler.wfile.flush()


@_misbehaviour
def truncated(handler: Handler, owner: Server) -> None:
    """Promises more than it sends."""
    handler.head(200, {"Content-Length": "5000", "Connection": "close"})
    handler.wfile.write(b'{"data": [{"pbanc_sn": 1')
    handler.close_connection = True


@_misbehaviour
def short_length(handler: Handler, owner: Server) -> None:
    """Sends more than it promises."""
    handler.head(200, {"Content-Length": "12", "Connection": "close"})
    handler.wfile.write(b'{"data": [{"pbanc_sn": 1, "biz_pbanc_nm": "x"}]}')
    handler.close_connection = True


@_misbehaviour
def ten_gigabytes(handler: Handler, owner: Server) -> None:
    """Ten gigabytes without a length, as long as anybody listens."""
    handler.head(200, {"Connection": "close"})
    block = b" " * 65536
    for _ in range(10 * 1024**3 // len(block)):
        if owner.done.is_set():
            break
        handler.wfile.write(block)
    handler.close_connection = True


@_misbehaviour
def hangs_up(handler: Handler, owner: Server) -> None:
    """Closes the connection without a word."""
    handler.close_connection = True

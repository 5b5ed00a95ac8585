"""Asking a model over the usual protocol: what is sent, and what a failing server costs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest

from majungmul.cli.assisting import endpoint
from majungmul.facts.assisted import AssistantError

pytest.importorskip("openai")
ANSWER = '{"claims": []}'


@contextmanager
def server(status: int, body: bytes) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """An OpenAI-compatible server on loopback that answers the same every time."""
    asked: list[dict[str, Any]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            asked.append(json.loads(self.rfile.read(length)))
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            pass

    running = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=running.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{running.server_port}/v1", asked
    finally:
        running.shutdown()
        running.server_close()


def answer_with(content: str) -> bytes:
    choice = {"index": 0, "finish_reason": "stop", "message": {"role": "assistant"}}
    choice["message"] = {"role": "assistant", "content": content}
    whole = {"id": "1", "object": "chat.completion", "created": 0, "model": "m"}
    return json.dumps({**whole, "choices": [choice]}).encode()


def test_a_server_of_the_usual_protocol_is_asked_once_with_the_text():
    with server(200, answer_with(ANSWER)) as (url, asked):
        assert endpoint(url, "small")("할 일", "글") == ANSWER
    (request,) = asked
    assert request["model"] == "small"
    assert [message["content"] for message in request["messages"]] == ["할 일", "글"]


@pytest.mark.parametrize(
    ("status", "body"),
    [(500, b"{}"), (401, b'{"error": {"message": "no"}}'), (200, b"<html>"), (200, b"{}")],
)
def test_a_server_that_fails_is_named_in_one_sentence(status: int, body: bytes):
    with server(status, body) as (url, _), pytest.raises(AssistantError) as raised:
        endpoint(url, "small")("할 일", "글")
    assert url in str(raised.value)
    assert "\n" not in str(raised.value)

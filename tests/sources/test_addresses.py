"""Only public addresses, checked after resolution and pinned."""

from __future__ import annotations

import httpcore
import pytest

from majungmul.sources.addresses import PublicOnly, RefusedError, UnresolvedError, public


@pytest.mark.parametrize("address", ["8.8.8.8", "27.101.101.101", "2001:4860:4860::8888"])
def test_public_addresses_pass(address: str) -> None:
    assert public(address)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1",
        "fec0::1",
        "3fff::1",
        "192.0.0.8",
        "192.88.99.1",
        "fe80::1%eth0",
        "fc00::1",
        "ff02::1",
        "::ffff:127.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "not an address",
        "",
    ],
)
def test_everything_else_does_not(address: str) -> None:
    assert not public(address)


class Recorder(httpcore.NetworkBackend):
    """Notes where a connection would go."""

    def __init__(self) -> None:
        self.hosts: list[str] = []

    def connect_tcp(self, host: str, *args: object, **kwargs: object) -> httpcore.NetworkStream:
        self.hosts.append(host)
        raise httpcore.ConnectError


def connect(answers: list[list[str]], allow: tuple[str, ...] = ()) -> list[str]:
    """Connects to `board.example` once; `answers` are what its name resolves to, in turn."""
    backend = PublicOnly(allow, lambda host, port: answers.pop(0))
    recorder = Recorder()
    backend._inner = recorder
    with pytest.raises(httpcore.ConnectError):
        backend.connect_tcp("board.example", 443)
    return recorder.hosts


def test_the_connection_goes_to_the_address_that_was_checked() -> None:
    answers = [["203.0.114.7"], ["127.0.0.1"]]
    assert connect(answers) == ["203.0.114.7"]
    assert answers == [["127.0.0.1"]], "the name was resolved a second time"


def test_each_address_is_tried() -> None:
    assert connect([["203.0.114.7", "203.0.114.8"]]) == ["203.0.114.7", "203.0.114.8"]


@pytest.mark.parametrize("answer", [["10.0.0.1"], ["203.0.114.7", "10.0.0.1"]])
def test_one_private_address_refuses_the_host(answer: list[str]) -> None:
    with pytest.raises(RefusedError):
        PublicOnly((), lambda host, port: answer).connect_tcp("board.example", 80)


def test_an_allowed_host_may_be_private() -> None:
    assert connect([["10.0.0.1"]], allow=("board.example",)) == ["10.0.0.1"]


def test_a_name_without_address_is_said_to_have_none() -> None:
    with pytest.raises(UnresolvedError):
        PublicOnly((), lambda host, port: []).connect_tcp("board.example", 80)

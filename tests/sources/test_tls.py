"""Connections go to checked addresses, and certificates still have to fit the name."""

from __future__ import annotations

import shutil
import ssl
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.sources.server import Reply, Server

from majungmul.sources import SourceError
from majungmul.sources.web import Ask, Limits, Web

HOST = "board.example"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for one name, signed by itself, with its key in the same file."""
    if not shutil.which("openssl"):
        pytest.skip("no openssl to make a certificate with")
    folder = tmp_path_factory.mktemp("tls")
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"),
            *("-subj", f"/CN={HOST}", "-addext", f"subjectAltName=DNS:{HOST}"),
            *("-keyout", folder / "key.pem", "-out", folder / "cert.pem"),
        ],
        check=True,
        capture_output=True,
    )
    both = folder / "both.pem"
    both.write_bytes((folder / "key.pem").read_bytes() + (folder / "cert.pem").read_bytes())
    return both


@pytest.fixture
def secure(certificate: Path) -> Iterator[Server]:
    server = Server()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    server.wrap(context)
    with server.running():
        yield server


def web(certificate: Path, *hosts: str) -> Web:
    return Web(
        Limits(tries=1, read=5),
        allow=hosts,
        pause=0,
        resolver=lambda host, port: ["127.0.0.1"],
        tls=ssl.create_default_context(cafile=str(certificate)),
    )


def test_the_name_is_checked_though_an_address_is_called(secure: Server, certificate: Path) -> None:
    secure.on("/", Reply(b"hello"))
    url = f"https://{HOST}:{secure.port}/"
    assert web(certificate, HOST).get(Ask(url)).body == b"hello"


def test_another_name_at_the_same_address_is_not_believed(
    secure: Server, certificate: Path
) -> None:
    secure.on("/", Reply(b"hello"))
    with pytest.raises(SourceError, match="인증서"):
        web(certificate, "other.example").get(Ask(f"https://other.example:{secure.port}/"))
    assert secure.asked == []


def test_a_certificate_of_nobody_is_not_believed(secure: Server) -> None:
    stranger = Web(
        Limits(tries=1), allow={HOST}, pause=0, resolver=lambda host, port: ["127.0.0.1"]
    )
    with pytest.raises(SourceError, match="인증서"):
        stranger.get(Ask(f"https://{HOST}:{secure.port}/"))
    assert secure.asked == []

"""A misbehaving server, and a door to the web that neither waits nor sleeps."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.sources.server import Server

from majungmul.sources.web import Limits, Web


@pytest.fixture
def server() -> Iterator[Server]:
    with Server().running() as running:
        yield running


@pytest.fixture
def naps() -> list[float]:
    """How long the code under test would have slept, nap by nap."""
    return []


@pytest.fixture
def web(naps: list[float]) -> Web:
    limits = Limits(connect=2, read=0.3, total=30, size=1024 * 1024, tries=3)
    return Web(limits, allow={"127.0.0.1"}, pause=0, sleep=naps.append)

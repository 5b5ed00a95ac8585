"""A question to the web and what may come back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import httpx


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds and bytes. `total` bounds one answer, however slowly it drips in."""

    connect: float = 10.0
    read: float = 30.0
    total: float = 120.0
    size: int = 32 * 1024 * 1024
    redirects: int = 5
    tries: int = 4
    wait: float = 120.0


@dataclass(frozen=True, slots=True)
class Answer:
    """What came: where from (keys left out), the body, what its head claimed about it, and the
    validators by which the server knows it again."""

    url: str
    body: bytes
    charset: str | None = None
    disposition: str = ""
    etag: str = ""
    modified: str = ""


@dataclass(frozen=True, slots=True)
class Ask:
    """One question. `secrets` are query fields that are never shown, logged or stored."""

    url: str
    params: Mapping[str, str] = field(default_factory=dict)
    secrets: Mapping[str, str] = field(default_factory=dict, repr=False)
    headers: Mapping[str, str] = field(default_factory=dict)
    robots: bool = False
    size: int | None = None

    @property
    def shown(self) -> str:
        return str(httpx.URL(self.url).copy_merge_params(dict(self.params)))

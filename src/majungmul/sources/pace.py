"""How fast a host may be asked, and how long to wait before asking again."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from threading import Lock

Clock = Callable[[], float]
Sleep = Callable[[float], None]


class Pace:
    """Keeps a pause between two requests to one host, whichever thread asks.

    Seconds. `pauses` holds hosts that need another pause than `pause`.
    """

    def __init__(
        self,
        pause: float = 1.0,
        pauses: Mapping[str, float] | None = None,
        *,
        clock: Clock = time.monotonic,
        sleep: Sleep = time.sleep,
    ) -> None:
        self._pause = pause
        self._pauses = dict(pauses or {})
        self._next: dict[str, float] = {}
        self._lock = Lock()
        self._clock = clock
        self._sleep = sleep

    def slow_down(self, host: str, pause: float) -> None:
        """Never ask `host` faster than this from now on."""
        with self._lock:
            self._pauses[host] = max(pause, self._pauses.get(host, self._pause))

    def wait(self, host: str) -> None:
        """Returns when it is this caller's turn."""
        with self._lock:
            now = self._clock()
            turn = max(now, self._next.get(host, now))
            self._next[host] = turn + self._pauses.get(host, self._pause)
        if turn > now:
            self._sleep(turn - now)


def backoff(attempt: int, *, base: float = 0.5, most: float = 60.0) -> float:
    """Seconds before retry number `attempt` (from 1): doubling, half of it random."""
    whole = min(most, base * 2.0**attempt)
    return whole / 2 + random.uniform(0, whole / 2)  # noqa: S311 - spreads load, guards nothing


def retry_after(value: str | None, now: Callable[[], datetime] | None = None) -> float | None:
    """Seconds that a Retry-After header asks for, as a number or a date; None when unreadable."""
    text = (value or "").strip()
    if text.isdecimal():
        return float(text[:9])
    try:
        until = parsedate_to_datetime(text)
    except (TypeError, ValueError):
        return None
    if until.tzinfo is None:
        until = until.replace(tzinfo=UTC)
    moment = now() if now else datetime.now(UTC)
    return max(0.0, (until - moment).total_seconds())

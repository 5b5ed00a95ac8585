"""How fast, and how long to wait."""

from __future__ import annotations

from datetime import UTC, datetime
from threading import Thread

import pytest
from hypothesis import given
from hypothesis import strategies as st

from majungmul.sources.pace import Pace, backoff, retry_after


class Watch:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.now = 100.0
        self.naps: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.naps.append(seconds)
        self.now += seconds

    def __call__(self) -> float:
        return self.now


def test_one_host_is_asked_with_a_pause_and_others_are_not_held_up() -> None:
    watch = Watch()
    pace = Pace(2.0, {"slow.kr": 5.0}, clock=watch, sleep=watch.sleep)
    for host in ("a.kr", "b.kr", "a.kr", "slow.kr", "slow.kr"):
        pace.wait(host)
    assert watch.naps == [2.0, 5.0]


def test_a_site_may_ask_for_more_time_but_not_for_less() -> None:
    watch = Watch()
    pace = Pace(2.0, clock=watch, sleep=watch.sleep)
    pace.slow_down("a.kr", 7.0)
    pace.slow_down("a.kr", 0.1)
    pace.wait("a.kr")
    pace.wait("a.kr")
    assert watch.naps == [7.0]


def test_threads_take_their_turns() -> None:
    naps: list[float] = []
    pace = Pace(1.0, clock=lambda: 0.0, sleep=naps.append)
    threads = [Thread(target=pace.wait, args=("a.kr",)) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(naps) == [float(n) for n in range(1, 20)]


@given(st.integers(1, 40))
def test_waiting_doubles_within_its_bounds(attempt: int) -> None:
    whole = min(60.0, 0.5 * 2.0**attempt)
    assert whole / 2 <= backoff(attempt) <= whole


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("7", 7.0),
        (" 0 ", 0.0),
        ("Fri, 01 May 2026 00:01:00 GMT", 60.0),
        ("Thu, 30 Apr 2026 00:00:00 GMT", 0.0),
        ("soon", None),
        ("", None),
        (None, None),
        ("-5", None),
    ],
)
def test_retry_after_in_both_forms(header: str | None, seconds: float | None) -> None:
    assert retry_after(header, lambda: datetime(2026, 5, 1, tzinfo=UTC)) == seconds

"""What the outside points at is random, and what is written together stands together."""

from __future__ import annotations

import time
from uuid import RFC_4122

from majungmul.ledger.models.base import public_id


def test_identifiers_are_of_version_seven_and_never_alike():
    made = [public_id() for _ in range(2_000)]
    assert {(one.version, one.variant) for one in made} == {(7, RFC_4122)}
    assert len({one.int & (1 << 62) - 1 for one in made}) == len(made)


def test_a_later_identifier_stands_after_an_earlier_one():
    before = time.time_ns() // 1_000_000
    stamp = public_id().int >> 80
    assert before <= stamp <= time.time_ns() // 1_000_000

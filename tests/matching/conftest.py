"""Other tests of this room import its strategies by name."""

import sys
from datetime import date
from pathlib import Path

import pytest

from majungmul.matching import Call
from majungmul.terms import Company, InSet, Span

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture
def firm_and_call() -> tuple[Company, Call, date]:
    """A company in Busan and a call for companies with headquarters there."""
    rule = InSet("region", ("26",), "headquarters", Span(3, 5, "부산"))
    day = date(2026, 3, 20)
    return Company(name="가온로봇", region="26350"), Call("busan", rule, day, day), day

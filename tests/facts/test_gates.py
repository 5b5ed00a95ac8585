"""A gate before many wordings finds what they find without it, in the same places."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from majungmul.facts.notice.gates import Gated
from majungmul.facts.notice.grounds import grounds

SIGNS = st.text(alphabet="국세지방을체납한기업휴·폐중 참여제한(부도)0", max_size=60)


def plain(wordings: dict[str, list[str]]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?P<{name}>{'|'.join(each)})" for name, each in wordings.items()))


@given(SIGNS)
def test_the_grounds_of_exclusion_are_found_with_and_without_their_gate(text: str) -> None:
    behind = [
        (match.span(), match.lastgroup) for match in Gated(grounds()).finditer(text, 0, len(text))
    ]
    assert behind == [(m.span(), m.lastgroup) for m in plain(grounds()).finditer(text)]


@pytest.mark.parametrize(
    ("wording", "text"),
    [
        ("(?:국세|지방세)체납", "어떤 지방세체납"),
        (r"\s?체납", "국세 체납"),
        ("(?:정부)?지원", "지원"),
        ("[가-마]나", "마나"),
        ("(?<![가-힣])법을 어긴", "이 법을 어긴"),
        ("[가-힣]{0,3}법", "노동법"),  # may begin with any letter: it has no gate
        ("(?:가|[^나])다", "라다"),
        (r"\d명", "3명"),
    ],
)
def test_whatever_a_wording_begins_with_is_let_through(wording: str, text: str) -> None:
    match = Gated({"it": [wording], "other": ["없는말"]}).search(text, 0, len(text))
    assert match is not None
    assert match.lastgroup == "it"
    assert match.span() == re.search(wording, text).span()  # type: ignore[union-attr]


def test_a_wording_that_may_be_empty_stays_what_it_was() -> None:
    assert Gated({"it": ["가?"]}).match("나", 0, 1) is not None


def test_a_wording_without_regard_to_case_has_no_gate() -> None:
    assert Gated({"it": ["(?i:abc)"], "other": ["없는말"]}).search("ABC", 0, 3) is not None


def test_every_wording_of_a_ground_begins_with_signs_that_tell_it() -> None:
    gate = Gated(grounds())
    assert gate.anywhere == []
    assert not any(sign.isspace() for sign in gate.signs)

"""Recorded R&D calls."""

from __future__ import annotations

from datetime import date

import pytest
from tests.sources.helpers import notice

from majungmul.sources import SourceError
from majungmul.sources.ntis import SOURCE

ROW: dict[str, object] = {
    "id": "ntis_3000001",
    "roRndUid": "3000001",
    "title": "2025년 새싹연구사업 3차공모_(2025)새싹 재배 기술",
    "url": "https://www.ntis.go.kr/view.do?roRndUid=3000001",
    "publishedAt": "2025-01-01T15:00:00.000Z",
    "deadline": "2025-02-02T15:00:00.000Z",
    "status": "EXPIRED",
    "targetType": ["RESEARCH_INSTITUTE"],
    "eligibilityCriteria": {"researchInstituteFocus": True},
    "budgetAmount": "244000000000",
}


def test_times_in_utc_are_days_in_seoul() -> None:
    found = notice(SOURCE, ROW)
    assert (found.published, found.closes) == (date(2025, 1, 2), date(2025, 2, 3))
    assert found.closes_time is None
    assert found.period_text == "~ 2025-02-03"


def test_guesses_of_the_listing_tool_are_not_taken() -> None:
    found = notice(SOURCE, ROW)
    assert "2440" not in repr(found)
    assert "RESEARCH" not in repr(found)


def test_the_programme_stands_before_the_task() -> None:
    assert notice(SOURCE, ROW).program == "2025년 새싹연구사업 3차공모"


def test_without_a_deadline_the_end_is_unknown() -> None:
    found = notice(SOURCE, {**ROW, "deadline": None})
    assert (found.closes, found.end_kind) == (None, None)


def test_the_site_is_not_collected() -> None:
    with pytest.raises(SourceError, match=r"robots\.txt"):
        SOURCE.fetch()

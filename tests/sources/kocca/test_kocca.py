"""한국콘텐츠진흥원: recorded rows of its list, years in two digits."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from tests.sources.helpers import notice

from majungmul import sources
from majungmul.sources import SourceError
from majungmul.sources.kocca import Kocca

ROW: dict[str, object] = {
    "intcNo": "131D00077001",
    "type": "자유공모",
    "title": "2031년 새싹 이야기 제작지원 공모",
    "registDate": "31.04.02",
    "period": "31.04.05 ~ 31.05.06",
    "views": "12",
    "href": "/kocca/pims/view.do?intcNo=131D00077001",
}


def test_a_row_is_mapped() -> None:
    found = notice(Kocca(), ROW)
    assert (found.key, found.operator) == ("131D00077001", "한국콘텐츠진흥원")
    days = (found.published, found.opens, found.closes)
    assert days == (date(2031, 4, 2), date(2031, 4, 5), date(2031, 5, 6))
    assert found.url.endswith("intcNo=131D00077001&menuNo=204104")
    assert found.tags == ("자유공모",)
    assert found.warnings == found.lost == ()


def test_a_collectors_row_around_it_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text(json.dumps({"id": "kocca_1", "deadline": "2031", "structured": ROW}), "utf-8")
    source = Kocca()
    ((_, found),) = sources.read(source, source.load(path))  # type: ignore[misc]
    assert found == notice(source, ROW)


def test_a_renamed_period_is_lost_and_named() -> None:
    row = {name: value for name, value in ROW.items() if name != "period"} | {"term": "31.05.06"}
    found = notice(Kocca(), row)
    assert found.lost == ("period",)
    assert any("term" in warning for warning in found.warnings)
    assert found.closes is None


def test_it_is_not_collected_where_its_robots_say_no() -> None:
    assert not sources.is_ready(Kocca())
    with pytest.raises(SourceError, match=r"robots\.txt"):
        Kocca().fetch()


def test_real_rows_are_notices(real_data: Path) -> None:
    source = Kocca()
    path = real_data / "other-payloads" / "kocca-2026-04.jsonl"
    found = list(sources.read(source, source.load(path)))
    assert len(found) == 5
    for item in found:
        assert not isinstance(item, sources.Failure)
        assert item[1].closes is not None
        assert item[1].lost == item[1].warnings == ()

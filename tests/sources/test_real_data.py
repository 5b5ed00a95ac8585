"""Real payloads, where there are any beside the checkout: every row is taken."""

from __future__ import annotations

from pathlib import Path

import pytest

from majungmul import sources
from majungmul.sources import Failure, Notice


def load(real_data: Path, slug: str, name: str) -> list[Notice]:
    """All notices of a file; a failure fails the test with its reason."""
    path = real_data / name
    if not path.exists():
        pytest.skip(f"no {name}")
    source = sources.get(slug)
    found = list(sources.read(source, source.load(path)))
    assert [str(item) for item in found if isinstance(item, Failure)] == []
    return [pair[1] for pair in found if not isinstance(pair, Failure)]


@pytest.mark.parametrize(
    ("slug", "name", "rows", "ids"),
    [
        ("bizinfo", "bizinfo/2026-04.jsonl", 333, 333),
        ("bizinfo", "bizinfo/live-payload.json", 1, 1),
        ("bizinfo", "bizinfo/2023-2025.csv", 1870, 1864),
        ("bizinfo", "other-payloads/bizinfo-mirror.json", 1, 1),
        ("kstartup", "kstartup/2026-04.jsonl", 216, 216),
        ("kstartup", "kstartup/sample-payload.json", 1, 1),
        ("kstartup", "timeline/20260421T1138.jsonl", 156, 156),
        ("kstartup", "timeline/20260423T1140.jsonl", 160, 160),
        ("kstartup-programs", "kstartup/yearly-2024.csv", 352, 352),
        ("kstartup-programs", "kstartup/yearly-2025.csv", 428, 426),
        ("msit", "other-payloads/msit.xml", 10, 10),
        ("ntis", "ntis/2025.jsonl", 477, 477),
        ("iris", "other-payloads/iris.json", 1, 1),
    ],
)
def test_every_row_is_a_notice(real_data: Path, slug: str, name: str, rows: int, ids: int) -> None:
    found = load(real_data, slug, name)
    assert len(found) == rows
    assert len({notice.key for notice in found}) == ids


def headings(found: list[Notice], heading: str) -> int:
    return sum(any(part.heading == heading for part in notice.sections) for notice in found)


def test_bizinfo_notices_are_whole(real_data: Path) -> None:
    found = load(real_data, "bizinfo", "bizinfo/2026-04.jsonl")
    assert headings(found, "지원대상") == headings(found, "지원내용") == len(found)
    assert all(notice.closes or notice.period_text for notice in found)
    assert sum(notice.end_kind is None for notice in found) == 19, "'… 상이' says no date"
    assert sum(notice.nationwide is not None for notice in found) >= 317
    assert all(notice.field and notice.funder for notice in found)
    assert not any(notice.warnings for notice in found)


def test_kstartup_notices_are_whole(real_data: Path) -> None:
    found = load(real_data, "kstartup", "kstartup/2026-04.jsonl")
    whole = [notice for notice in found if not notice.warnings]
    assert len(whole) == len(found) - 1, "one row is a title alone"
    for heading in ("지원대상", "업력", "지역", "신청 대상 구분"):
        assert headings(whole, heading) == len(whole)
    assert all(notice.closes and notice.nationwide is not None for notice in whole)


def test_no_markup_and_no_contact_is_left_in_any_text(real_data: Path) -> None:
    for slug, name in (
        ("bizinfo", "bizinfo/2026-04.jsonl"),
        ("bizinfo", "bizinfo/2023-2025.csv"),
        ("kstartup", "kstartup/2026-04.jsonl"),
    ):
        for notice in load(real_data, slug, name):
            assert "&nbsp;" not in notice.text
            assert "</" not in notice.text
            assert "hwpjson" not in notice.text


def test_scraped_rows_carry_nothing_of_the_page(real_data: Path) -> None:
    found = load(real_data, "bizinfo", "bizinfo/2026-04.jsonl")
    scraped = [notice for notice in found if notice.updated is None]
    assert len(scraped) == 62
    for notice in scraped:
        assert "해시태그" not in notice.contact
        assert all(len(tag) < 40 for tag in notice.tags)
        assert "사업신청 방법" not in notice.text

"""Whatever the day, sample payloads are JSON, the sources understand them, calls are open."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from majungmul import sources
from majungmul.reference import regions
from majungmul.samples import paths, render
from majungmul.sources import Notice

DAYS = st.dates(date(2024, 1, 1), date(2099, 12, 31))
PAYLOADS = paths().payloads


def notices(day: date, folder: Path) -> list[Notice]:
    found = []
    for slug, path in PAYLOADS:
        rendered = folder / path.name
        rendered.write_text(render(path.read_text("utf-8"), day), "utf-8")
        source = sources.all()[slug]
        for raw in source.load(rendered):
            notice = source.map(raw)
            assert isinstance(notice, Notice), raw
            found.append(notice)
    return found


@pytest.fixture(scope="module")
def today(tmp_path_factory) -> list[Notice]:
    return notices(date(2026, 11, 21), tmp_path_factory.mktemp("rendered"))


@given(DAYS)
@settings(deadline=None)
def test_payloads_are_json_without_a_placeholder_left(day: date):
    for _, path in PAYLOADS:
        text = render(path.read_text("utf-8"), day)
        assert "{{" not in text
        json.loads(text)


@given(DAYS)
@settings(deadline=None, max_examples=15)
def test_most_calls_are_open_on_the_day_they_are_loaded(tmp_path_factory, day: date):
    found = {n.key: n for n in notices(day, tmp_path_factory.mktemp("day"))}.values()
    is_open = [n for n in found if n.closes is None or n.closes >= day]
    assert len(is_open) == len(found)
    upcoming = [n for n in found if n.opens and n.opens > day]
    assert 1 <= len(upcoming) < 10


def test_placeholders_count_from_the_day_in_the_form_they_name():
    day = date(2026, 12, 31)
    assert render("{{D}}", day) == "2026-12-31"
    assert render("{{D+1:%Y%m%d}}", day) == "20270101"
    assert render("{{D-30:%Y. %-m. %-d.}}({{D:weekday}})", day) == "2026. 12. 1.(목)"
    assert render("{{D+1:%y}}년 {{D:%d}}일", day) == "27년 31일"
    assert render("{D} {{E}} D+1", day) == "{D} {{E}} D+1"


def test_an_unknown_form_is_an_error_and_not_a_wrong_date():
    with pytest.raises(ValueError, match="%H"):
        render("{{D:%H}}", date(2026, 1, 1))


def test_there_are_at_least_sixty_notices_with_keys_of_their_own(today):
    keys = {(n.source, n.key) for n in today}
    assert len(keys) >= 60
    assert sum(source == "bizinfo" for source, _ in keys) >= 36
    assert sum(source == "kstartup" for source, _ in keys) >= 24


def test_every_province_and_the_whole_country_occur(today):
    assert {code[:2] for n in today for code in n.regions} == {
        province.code for province in regions.provinces()
    }
    assert sum(bool(n.nationwide) for n in today) >= 15


def test_every_field_of_support_occurs(today):
    assert {n.field for n in today} == {
        "finance", "technology", "workforce", "export", "domestic", "startup", "management",
        "other",
    }  # fmt: skip


def test_open_ends_of_every_kind_occur(today):
    text = " ".join(n.period_text for n in today)
    for word in ("상시", "예산 소진", "추후", "차수별", "모집 완료"):
        assert word in text, word


def test_a_notice_mapped_without_surprises(today):
    assert not [warning for n in today for warning in n.warnings]
    assert all(n.title and n.operator and n.sections for n in today)


def test_three_notices_have_an_earlier_version_that_differs(today):
    by_key: dict[str, list[Notice]] = {}
    for n in today:
        by_key.setdefault(n.key, []).append(n)
    twice = [versions for versions in by_key.values() if len(versions) == 2]
    assert len(twice) == 3
    for earlier, later in twice:
        assert earlier.title != later.title
        assert earlier.sections != later.sections
        assert earlier.updated < later.updated


def test_dates_of_one_notice_are_in_order(today):
    for n in today:
        if n.opens and n.closes:
            assert n.opens <= n.closes
        if n.published and n.opens:
            assert n.published <= n.opens

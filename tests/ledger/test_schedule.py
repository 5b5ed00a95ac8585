"""Background work by timetable: due lines run once, whoever looks."""

from __future__ import annotations

from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from majungmul.ledger import jobs, schedule
from majungmul.ledger.counts import Counts
from majungmul.ledger.cron import Cron
from majungmul.terms import SEOUL

MONDAY = datetime(2026, 5, 4, 9, 0, tzinfo=SEOUL)


@pytest.mark.parametrize(
    ("line", "moment", "fits"),
    [
        ("0 9 * * *", MONDAY, True),
        ("0 9 * * 1-5", MONDAY, True),
        ("0 9 * * 0", MONDAY, False),
        ("0 9 * * 7", MONDAY + timedelta(days=6), True),
        ("*/15 * * * *", MONDAY + timedelta(minutes=45), True),
        ("*/15 * * * *", MONDAY + timedelta(minutes=50), False),
        ("0 9 4 5 *", MONDAY, True),
        ("0 7,13,18 * * *", MONDAY, False),
    ],
)
def test_a_line_fits_the_moments_it_names(line, moment, fits):
    assert Cron.parse(line).fits(moment) is fits


@pytest.mark.parametrize(
    "line", ["", "* * * *", "60 * * * *", "* 24 * * *", "x * * * *", "5-1 * * * *", "*/0 * * * *"]
)
def test_a_line_that_cannot_be_read_says_so(line):
    with pytest.raises(ValueError, match="일정"):
        Cron.parse(line)


@given(st.integers(0, 59), st.integers(0, 23), st.integers(1, 1440))
def test_the_last_due_moment_is_the_last_that_fits(minute, hour, ago):
    cron = Cron.parse(f"{minute} {hour} * * *")
    due = cron.last_due(MONDAY, MONDAY - timedelta(minutes=ago))
    every = [MONDAY - timedelta(minutes=n) for n in range(ago)]
    assert due == next((moment for moment in every if cron.fits(moment)), None)


@pytest.fixture
def one_line(monkeypatch):
    ran = []
    monkeypatch.setitem(jobs.WORK, "count", lambda: ran.append(1))
    job = schedule.Job("count", Cron.parse("0 * * * *"), "count")
    monkeypatch.setattr(schedule, "jobs_table", lambda: [job])
    return ran


@pytest.mark.django_db
def test_a_due_line_runs_once_and_a_new_one_waits_for_its_time(one_line):
    assert schedule.run_due(MONDAY) == []
    assert schedule.run_due(MONDAY + timedelta(minutes=59)) == []
    assert schedule.run_due(MONDAY + timedelta(minutes=61)) == ["count"]
    assert schedule.run_due(MONDAY + timedelta(minutes=62)) == []
    assert len(one_line) == 1


@pytest.mark.django_db
def test_hours_asleep_are_made_up_for_by_one_run(one_line):
    schedule.run_due(MONDAY)
    schedule.run_due(MONDAY + timedelta(hours=7))
    assert len(one_line) == 1


@pytest.mark.django_db
def test_work_that_fails_does_not_stop_the_timetable(one_line, monkeypatch):
    monkeypatch.setitem(jobs.WORK, "count", lambda: 1 / 0)
    schedule.run_due(MONDAY)
    assert schedule.run_due(MONDAY + timedelta(hours=1)) == ["count"]


def test_the_timetable_that_comes_with_the_program_can_be_read():
    names = [job.name for job in schedule.jobs_table()]
    assert len(names) == len(set(names)) >= 4


def test_an_operator_s_own_timetable_takes_its_place(tmp_path, settings):
    settings.HOME = tmp_path
    (tmp_path / "schedule.toml").write_text(
        '[[job]]\nname = "mine"\ncron = "0 4 * * *"\nwork = "sync"\n', "utf-8"
    )
    assert [job.name for job in schedule.jobs_table()] == ["mine"]
    (tmp_path / "schedule.toml").write_text(
        '[[job]]\nname = "mine"\ncron = "0 4 * * *"\nwork = "fly"\n', "utf-8"
    )
    with pytest.raises(ValueError, match="fly"):
        schedule.jobs_table()


def test_a_source_that_was_never_set_up_is_passed_over(monkeypatch):
    ready, idle = SimpleNamespace(ready=True), SimpleNamespace(ready=False)
    monkeypatch.setattr(jobs.sources, "all", lambda: {"a": idle, "b": ready})
    asked = []
    monkeypatch.setattr(jobs.sync, "run", lambda slug: asked.append(slug) or Counts())

    jobs.sync_all()

    assert asked == ["b"]


@given(st.integers(0, 59), st.integers(0, 23), st.integers(0, 3000))
def test_the_next_moment_is_the_first_that_fits(minute, hour, later):
    cron, now = Cron.parse(f"{minute} {hour} * * *"), MONDAY + timedelta(minutes=later)
    due = cron.next_due(now)
    assert cron.fits(due)
    assert now < due <= now + timedelta(days=1)
    assert due - timedelta(days=1) <= now


@pytest.mark.parametrize(
    "text", ['[[job]]\nname = "mine"', "job = 3", "[job", '[[job]]\nname = 1\ncron = "* * * * *"']
)
def test_a_timetable_of_another_shape_is_refused_in_a_sentence(tmp_path, settings, text):
    settings.HOME = tmp_path
    (tmp_path / "schedule.toml").write_text(text, "utf-8")
    with pytest.raises(ValueError, match="일정"):
        schedule.jobs_table()


@pytest.mark.django_db
def test_the_timetable_says_when_each_line_was_and_will_be_due(one_line):
    (line,) = schedule.timetable(MONDAY)
    assert (line.last, line.next) == (None, MONDAY.replace(minute=0) + timedelta(hours=1))
    schedule.run_due(MONDAY)
    (line,) = schedule.timetable(MONDAY)
    assert line.last == MONDAY

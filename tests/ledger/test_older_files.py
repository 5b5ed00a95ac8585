"""A file loaded after newer data overwrites nothing newer; what is doubtful waits."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from majungmul.ledger import doubts, sync
from majungmul.ledger.models import HeldChange, Opportunity

pytestmark = pytest.mark.django_db
T0 = datetime(2026, 5, 4, 9, 0, tzinfo=sync.SEOUL)
OPEN, LATER = date(2026, 5, 29), date(2026, 6, 12)
DAY = timedelta(days=1)


def rows(end: date = OPEN, count: int = 12, name: str = "이음"):
    return [(str(n), f"{n}번째 {name} 지원사업 모집 공고", end) for n in range(count)]


@pytest.fixture
def load(write_list, tmp_path):
    """Loads a list taken at a moment; `named` says whether its file's name tells that moment."""

    def load(moment, listed, named=True, **more):
        path = write_list(moment, listed, **more)
        if not named:
            path = path.rename(tmp_path / "dump.json")
        return sync.run("bizinfo", path)

    return load


def ends() -> set[date]:
    return {row.closes_at.astimezone(sync.SEOUL).date() for row in Opportunity.objects.all()}


def test_a_file_taken_before_what_the_ledger_saw_changes_nothing(load):
    load(T0, rows(OPEN))
    load(T0 + 5 * DAY, rows(LATER))
    counts = load(T0 + 2 * DAY, rows(OPEN, name="옛"))
    assert (counts.changed, counts.held, counts.withdrawn) == (0, 12, 0)
    assert ends() == {LATER}
    assert "먼저 받은 자료" in HeldChange.objects.first().why
    assert load(T0 + 3 * DAY, rows(OPEN, name="옛")).changed == 0, "nor does a second such file"
    assert load(T0 + 6 * DAY, rows(LATER)).held == 0
    assert set(HeldChange.objects.values_list("outcome", flat=True)) == {"reverted"}


def test_an_unchanged_call_counts_as_seen_when_it_was_last_on_a_list(load):
    load(T0, rows(OPEN))
    load(T0 + 5 * DAY, rows(OPEN))
    assert load(T0 + 2 * DAY, rows(LATER)).changed == 0
    assert ends() == {OPEN}


def test_the_source_s_own_time_of_change_decides_where_there_is_one(load):
    load(T0, rows(OPEN), updtPnttm="2026-05-01 09:00:00")
    load(T0 + 5 * DAY, rows(OPEN), updtPnttm="2026-05-01 09:00:00")
    older = load(T0 + 2 * DAY, rows(LATER), updtPnttm="2026-05-06 09:00:00")
    assert older.changed == 12


def test_an_older_file_withdraws_and_takes_back_nothing(load):
    load(T0, rows(OPEN, 40))
    load(T0 + 3 * DAY, rows(OPEN, 39))
    load(T0 + 4 * DAY, rows(OPEN, 39))
    assert Opportunity.objects.exclude(withdrawn_at=None).count() == 1
    assert load(T0 + DAY, rows(OPEN, 40)).returned == 0
    load(T0 + 5 * DAY, rows(OPEN, 39))
    for hour in (1, 2, 3):
        counts = load(T0 + 3 * DAY + timedelta(hours=hour), rows(OPEN, 38))
        assert (counts.withdrawn, counts.held) == (0, 0)
    assert Opportunity.objects.exclude(withdrawn_at=None).count() == 1


def test_a_file_of_unknown_age_against_what_a_dated_list_said_waits(load):
    load(T0, rows(LATER))
    counts = load(T0, rows(OPEN), named=False)
    assert (counts.changed, counts.held, counts.withdrawn) == (0, 12, 0)
    assert "언제 받았는지" in HeldChange.objects.first().why
    assert ends() == {LATER}
    assert load(T0, rows(OPEN), named=False).changed == 0, "the same file again proves nothing"
    assert load(T0 + DAY, rows(LATER)).changed == 0
    assert not HeldChange.objects.filter(outcome="").exists()


def test_a_later_list_that_says_the_same_settles_it(load):
    load(T0, rows(OPEN))
    load(T0, rows(LATER), named=False)
    assert ends() == {OPEN}
    assert load(T0 + DAY, rows(LATER)).changed == 12
    assert ends() == {LATER}
    assert set(HeldChange.objects.values_list("outcome", flat=True)) == {"confirmed"}


def test_a_file_that_holds_newer_notices_is_newer(load):
    load(T0, rows(OPEN))
    born = (T0 + 3 * DAY).strftime("%Y-%m-%d 09:00:00")
    assert load(T0, rows(LATER), named=False, creatPnttm=born).changed == 12
    assert ends() == {LATER}


def test_files_of_unknown_age_follow_each_other(load):
    load(T0, rows(OPEN), named=False)
    assert load(T0, rows(LATER), named=False).changed == 12


def test_a_file_of_unknown_age_does_not_confirm_what_it_leaves_alone(load):
    load(T0, rows(OPEN))
    load(T0, rows(OPEN), named=False)
    assert set(Opportunity.objects.values_list("last_seen", flat=True)) == {T0}


def test_a_person_may_take_the_file_s_word(load):
    load(T0, rows(OPEN))
    load(T0, rows(LATER), named=False)
    for held in HeldChange.objects.filter(outcome=""):
        doubts.confirm(held)
    assert ends() == {LATER}

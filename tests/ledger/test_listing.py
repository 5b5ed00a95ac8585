"""Absence is not withdrawal, an old list may be served again, and doubts wait for a second look."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from majungmul.ledger import doubts, sync
from majungmul.ledger.models import HeldChange, Opportunity, SyncRun

pytestmark = pytest.mark.django_db
SEOUL = sync.SEOUL
T0 = datetime(2026, 5, 4, 9, 0, tzinfo=SEOUL)
OPEN = date(2026, 5, 29)


def rows(count: int, end: date = OPEN, first: int = 1):
    return [(str(n), f"{n}번째 이음 지원사업 모집 공고", end) for n in range(first, first + count)]


@pytest.fixture
def replay(write_list):
    """Loads lists one after the other, a day apart, and gives what each did."""
    day = iter(range(100))

    def load(listed, hours=None, **more):
        moment = T0 + timedelta(days=next(day), hours=hours or 0)
        return sync.run("bizinfo", write_list(moment, listed), **more)

    return load


def test_the_same_list_again_changes_nothing_and_says_so(replay):
    assert replay(rows(10)).new == 10
    counts = replay(rows(10))
    assert (counts.new, counts.changed, counts.unchanged, counts.withdrawn) == (0, 0, 10, 0)
    assert "바뀐 것이 없습니다" in counts.sentence()


def test_a_call_gone_before_its_end_is_withdrawn_at_the_second_sighting(replay):
    replay(rows(30))
    first = replay(rows(29))
    assert (first.withdrawn, first.held, first.missing) == (0, 1, 1)
    assert Opportunity.objects.exclude(withdrawn_at=None).count() == 0
    second = replay(rows(29))
    assert (second.withdrawn, second.held) == (1, 0)
    assert replay(rows(29)).withdrawn == 0
    assert Opportunity.objects.count() == 30


def test_a_withdrawn_call_that_comes_back_is_taken_back(replay):
    replay(rows(30))
    replay(rows(29))
    replay(rows(29))
    assert replay(rows(30)).returned == 1
    assert Opportunity.objects.exclude(withdrawn_at=None).count() == 0


def test_a_call_gone_after_its_end_has_expired(replay):
    replay(rows(5, date(2026, 5, 4)) + rows(30, first=10))
    counts = replay(rows(30, first=10))
    assert (counts.expired, counts.withdrawn, counts.held) == (5, 0, 0)
    assert replay(rows(30, first=10)).expired == 0


def test_a_source_that_collapses_withdraws_nothing_however_often(replay):
    replay(rows(60))
    for _ in range(4):
        counts = replay(rows(20))
        assert (counts.withdrawn, counts.held, counts.suspicion) == (0, 0, "drop")
    assert replay(rows(60)).suspicion == ""
    assert not HeldChange.objects.exists()


def test_a_person_may_say_that_the_short_list_is_right(replay):
    replay(rows(60))
    assert replay(rows(20), trusted=True).withdrawn == 40


def test_a_later_end_is_believed_at_once(replay):
    replay(rows(30))
    later = ("30", "30번째 이음 지원사업 모집 공고", date(2026, 6, 9))
    assert replay([*rows(29), later]).changed == 1


def test_an_earlier_end_without_a_word_waits_for_a_second_sighting(replay):
    earlier = [*rows(29), ("30", "30번째 이음 지원사업 모집 공고", date(2026, 5, 20))]
    replay(rows(30))
    first = replay(earlier)
    assert (first.changed, first.held) == (0, 1)
    assert Opportunity.objects.get(source_key__endswith="30").closes_at.date() == OPEN
    second = replay(earlier)
    assert (second.changed, second.held) == (1, 0)
    assert Opportunity.objects.get(source_key__endswith="30").closes_at.date() == date(2026, 5, 20)
    assert replay(earlier).unchanged == 30


def test_an_earlier_end_that_is_gone_again_was_never_a_change(replay):
    replay(rows(30))
    replay([*rows(29), ("30", "30번째 이음 지원사업 모집 공고", date(2026, 5, 20))])
    counts = replay(rows(30))
    assert (counts.changed, counts.held) == (0, 0)
    assert HeldChange.objects.get().outcome == HeldChange.Outcome.REVERTED
    assert Opportunity.objects.filter(version__gt=1).count() == 0


def test_an_earlier_end_that_the_title_announces_is_believed(replay):
    replay(rows(30))
    said = ("30", "30번째 이음 지원사업 모집 공고(정정공고)", date(2026, 5, 20))
    assert replay([*rows(29), said]).changed == 1


def test_a_state_that_was_replaced_before_is_doubted(replay):
    replay(rows(30))
    replay([*rows(29), ("30", "30번째 이음 지원사업 추가 모집 공고", date(2026, 6, 9))])
    assert replay(rows(30)).held == 1


def test_an_old_list_served_again_changes_nothing(replay):
    over = rows(6, date(2026, 5, 4), first=100)
    replay(over + rows(40))
    replay(rows(40) + rows(5, first=41))
    old = [*over, *rows(39), ("40", "40번째 이음 지원사업 모집 공고 (예전 제목)", OPEN)]
    counts = replay(old)
    assert counts.suspicion == "old_list"
    assert (counts.changed, counts.new, counts.withdrawn) == (0, 0, 0)
    assert counts.held >= 1
    after = replay(rows(45))
    assert (after.changed, after.new, after.withdrawn, after.suspicion) == (0, 0, 0, "")


def test_a_person_confirms_or_dismisses_a_doubt(replay):
    replay(rows(30))
    replay([*rows(28), ("29", "29번째 이음 지원사업 모집 공고", date(2026, 5, 20))])
    gone = HeldChange.objects.get(kind="absent")
    moved = HeldChange.objects.get(kind="changed")
    doubts.confirm(moved)
    assert Opportunity.objects.get(source_key__endswith="29").closes_at.date() == date(2026, 5, 20)
    doubts.dismiss(gone)
    assert not HeldChange.objects.filter(outcome="").exists()
    assert Opportunity.objects.exclude(withdrawn_at=None).count() == 0


def test_a_word_on_a_doubt_that_was_closed_meanwhile_does_nothing(replay):
    replay(rows(30))
    replay([*rows(28), ("29", "29번째 이음 지원사업 모집 공고", date(2026, 5, 20))])
    stale = list(HeldChange.objects.order_by("kind"))
    replay(rows(30))
    assert [doubts.confirm(held) for held in stale] == [False, False]
    assert [doubts.dismiss(held) for held in stale] == [False, False]
    assert {held.outcome for held in HeldChange.objects.all()} == {HeldChange.Outcome.REVERTED}
    assert not Opportunity.objects.exclude(withdrawn_at=None, version=1).exists()


def test_doubts_closed_while_all_are_confirmed_change_nothing(replay, monkeypatch):
    replay(rows(30))
    ends = date(2026, 5, 20)
    replay([*rows(28), *((str(n), f"{n}번째 이음 지원사업 모집 공고", ends) for n in (29, 30))])
    real = doubts.confirm

    def meanwhile(held):
        monkeypatch.undo()
        done = real(held)
        HeldChange.objects.filter(outcome="").update(outcome=HeldChange.Outcome.REVERTED)
        return done

    monkeypatch.setattr(doubts, "confirm", meanwhile)
    assert doubts.settle_all("bizinfo", true=True) == doubts.Settled(settled=1)
    assert Opportunity.objects.filter(version=2).count() == 1


def test_a_second_file_of_other_notices_is_simply_new(replay):
    replay(rows(30, date(2026, 4, 20)))
    counts = replay(rows(30, date(2026, 4, 20), first=500))
    assert (counts.new, counts.withdrawn, counts.suspicion) == (30, 0, "")


def test_a_dump_of_other_years_says_nothing_by_absence(replay):
    replay(rows(30))
    counts = replay(rows(50, date(2025, 4, 20), first=500))
    assert (counts.new, counts.held, counts.missing, counts.suspicion) == (50, 0, 0, "")


def test_an_empty_list_is_a_collapse(replay):
    replay(rows(30))
    counts = replay([])
    assert (counts.withdrawn, counts.held, counts.suspicion) == (0, 0, "drop")


def test_each_run_is_on_record(replay):
    replay(rows(10))
    replay(rows(2))
    run = SyncRun.objects.first()
    assert (run.state, run.missing, run.suspicion) == ("done", 8, "drop")
    assert run.seen_at == T0 + timedelta(days=1)


def test_real_snapshots_tell_the_true_changes_from_the_false(real_data):
    total = {"new": 0, "changed": 0, "withdrawn": 0, "expired": 0}
    first = True
    for path in sorted((real_data / "timeline").glob("2026*.jsonl")):
        counts = sync.run("kstartup", path)
        if first:
            first = False
            continue
        for name in total:
            total[name] += getattr(counts, name)
    assert total == {"new": 16, "changed": 4, "withdrawn": 1, "expired": 21}
    withdrawn = Opportunity.objects.exclude(withdrawn_at=None)
    assert [row.source_key for row in withdrawn] == ["177161"]
    changed = Opportunity.objects.filter(version__gt=1)
    assert {row.source_key for row in changed} == {"176938", "176939", "177100", "177308"}
    extended = [row for row in changed if any(c["field"] == "closes" for c in _changes(row))]
    assert {row.source_key for row in extended} == {"176939", "177100"}
    assert Opportunity.objects.get(source_key="176848").closes_at.date() == date(2026, 4, 27)


def _changes(row):
    return row.versions.get(number=2).changes


def test_the_old_list_loaded_once_more_is_no_second_sighting(replay):
    over = rows(6, date(2026, 5, 4), first=100)
    replay([*over, *rows(40), ("50", "50번째 이음 지원사업 모집 공고", date(2026, 5, 5))])
    replay(rows(40))
    replay(rows(40))
    old = [*over, *rows(39), ("50", "50번째 이음 지원사업 모집 공고 (예전 제목)", date(2026, 5, 5))]
    first = replay(old)
    assert (first.suspicion, first.held, first.changed) == ("old_list", 1, 0)
    replay(rows(40))
    again = replay(old, hours=-48)
    assert (again.held, again.changed) == (1, 0)
    assert Opportunity.objects.get(source_key__endswith="50").version == 1


def test_calls_met_for_the_first_time_in_an_old_list_are_counted_as_what_they_are(replay):
    replay(rows(40))
    counts = replay([*rows(5, date(2026, 5, 4), first=100), *rows(35)])
    assert counts.suspicion == "old_list"
    assert (counts.new, counts.late, counts.held) == (0, 5, 0)
    assert counts.received == counts.unchanged + counts.late + counts.held
    assert Opportunity.objects.count() == 45
    assert "이미 마감된 것을 처음 담음 5" in counts.sentence()
    assert "바뀐 것이 없습니다" not in counts.sentence()

"""A list that breaks off, or comes in another shape, says nothing about what it lacks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from majungmul import sources
from majungmul.ledger import sync
from majungmul.ledger.models import HeldChange, Opportunity, SyncRun
from majungmul.sources import Failure, Raw
from majungmul.sources.bizinfo import Bizinfo

pytestmark = pytest.mark.django_db
T0 = datetime(2026, 5, 4, tzinfo=UTC)


@pytest.fixture
def collect(monkeypatch):
    """Collects one given list after the other, a day apart."""
    day = iter(range(100))

    def run(*listed: str | Failure):
        class Listed(Bizinfo):
            def fetch(self, since=None, cursor=None) -> Iterator[Raw | Failure]:
                for item in listed:
                    if isinstance(item, Failure):
                        yield item
                        continue
                    row = {
                        "pblancId": f"PBLN_{item:>015}",
                        "pblancNm": f"{item}번째 다솔 지원사업 공고",
                        "reqstBeginEndDe": "2026-05-01 ~ 2026-07-31",
                    }
                    yield from self.take([row])

        monkeypatch.setattr(sources, "get", lambda slug: Listed())
        return sync.run("bizinfo", seen_at=T0 + timedelta(days=next(day)))

    return run


NUMBERS = [str(number) for number in range(1, 31)]


def test_what_a_broken_list_lacks_is_not_even_doubted(collect):
    collect(*NUMBERS)
    for _ in range(3):
        counts = collect(*NUMBERS[:-1], Failure("", "자료가 끊깁니다.", "2번째 쪽", cut=True))
        assert (counts.withdrawn, counts.held) == (0, 0)
    assert not HeldChange.objects.exists()


def test_what_was_listed_but_could_not_be_read_is_not_gone(collect):
    collect(*NUMBERS)
    unread = Failure(f"PBLN_{NUMBERS[-1]:>015}", "본문을 찾지 못했습니다.")
    for _ in range(3):
        counts = collect(*NUMBERS[:-1], unread)
        assert (counts.withdrawn, counts.held, counts.failed) == (0, 0, 1)
    assert not Opportunity.objects.exclude(withdrawn_at=None).exists()


def test_a_row_that_fails_once_may_still_come_good_in_the_same_list(collect):
    counts = collect(Failure("PBLN_000000000000007", "깨진 줄입니다."), "7")
    assert (counts.new, counts.failed) == (1, 1)


def test_a_whole_list_without_it_still_raises_the_doubt(collect):
    collect(*NUMBERS)
    assert collect(*NUMBERS[:-1]).held == 1
    assert collect(*NUMBERS[:-1]).withdrawn == 1


class Renamed(Bizinfo):
    """The list of `NUMBERS` with its period under the name `period`."""

    period = "reqstBeginEndDe"
    ends = "2026-07-31"

    def fetch(self, since=None, cursor=None) -> Iterator[Raw | Failure]:
        for number in NUMBERS:
            row = {
                "pblancId": f"PBLN_{number:>015}",
                "pblancNm": f"{number}번째 다솔 지원사업 공고",
                "jrsdInsttNm": "경기도",
                "pldirSportRealmLclasCodeNm": "기술",
                self.period: f"2026-05-01 ~ {self.ends}",
            }
            yield from self.take([row])


@pytest.fixture
def renamed(monkeypatch):
    source = Renamed()
    monkeypatch.setattr(sources, "get", lambda slug: source)
    return source


def test_a_renamed_field_takes_no_deadline_from_anybody_however_often_it_is_seen(renamed):
    sync.run("bizinfo", seen_at=T0)
    renamed.period = "termOfReceipt"
    for day in (1, 2, 3):
        counts = sync.run("bizinfo", seen_at=T0 + timedelta(days=day))
        assert (counts.suspicion, counts.changed, counts.held) == ("drift", 0, len(NUMBERS))
    assert not Opportunity.objects.filter(closes_at=None).exists()
    said = " ".join(SyncRun.objects.first().errors)
    for part in ("reqstBeginEndDe", "termOfReceipt", f"({len(NUMBERS)}건)"):
        assert part in said
    renamed.period = "reqstBeginEndDe"
    assert sync.run("bizinfo", seen_at=T0 + timedelta(days=4)).suspicion == ""
    assert not HeldChange.objects.filter(outcome="").exists()


def test_a_field_that_was_never_there_is_no_drift(renamed):
    renamed.period = "termOfReceipt"
    sync.run("bizinfo", seen_at=T0)
    counts = sync.run("bizinfo", seen_at=T0 + timedelta(days=1))
    assert (counts.suspicion, counts.unchanged) == ("", len(NUMBERS))
    assert any("reqstBeginEndDe" in warning for warning in counts.warnings)


def test_a_person_may_say_that_the_source_does_without_the_field_now(renamed):
    sync.run("bizinfo", seen_at=T0)
    renamed.period = "termOfReceipt"
    counts = sync.run("bizinfo", seen_at=T0 + timedelta(days=1), trusted=True)
    assert (counts.changed, counts.held) == (len(NUMBERS), 0)

"""What the pages say of collecting is so at that moment."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from majungmul import sources
from majungmul.ledger import health, ingest, locks, runs
from majungmul.ledger.counts import Counts
from majungmul.ledger.models import HeldChange, Opportunity, SyncRun

pytestmark = pytest.mark.django_db
WARNING = "항목 closesOn이(가) 없습니다. 출처의 항목 이름이 바뀌었는지 확인하세요. (9건)"


@pytest.fixture
def running() -> SyncRun:
    return runs.begin(ingest.source_row("bizinfo"), timezone.now(), live=True).run


def state() -> tuple[str, str]:
    row = next(row for row in health.sources_health() if row.slug == "bizinfo")
    return row.state, row.sentence


def test_a_run_that_nobody_is_at_is_not_shown_as_running(running, monkeypatch):
    monkeypatch.setenv("BIZINFO_KEY", "열쇠")
    with locks.lock("sync:bizinfo"):
        assert state()[0] == "running"
        assert health.recent_runs(5)[0].state == "running"
    assert state() == ("failed", health.BROKE_OFF)
    assert health.recent_runs(5)[0].state == "failed"
    running.refresh_from_db()
    assert running.state == "running"  # looking changes nothing: the next run takes it up


def test_warnings_stand_before_failed_rows_and_after_the_reason_of_a_failure(running):
    counts = Counts(warnings=[WARNING], errors=["7번째 항목: 깨진 줄입니다."], failed=1)
    runs.end(running, counts)
    assert SyncRun.objects.get().errors == [WARNING, "7번째 항목: 깨진 줄입니다."]
    again = runs.begin(running.source, timezone.now(), live=True).run
    counts = Counts(warnings=[WARNING], errors=["제때 답이 오지 않았습니다."], failed=1)
    runs.give_up(again, counts, go_on=False)
    assert SyncRun.objects.first().errors[0] == "제때 답이 오지 않았습니다."


def test_what_a_source_sent_is_masked_where_a_run_quotes_it(running):
    quoted = "항목 closesOn의 값 '문의 010-2345-6789'을(를) 날짜로 읽을 수 없습니다."
    runs.end(running, Counts(warnings=[f"{quoted} (1건)"], errors=[quoted], failed=1))
    assert "2345" not in " ".join(SyncRun.objects.get().errors)


def test_the_page_of_sources_says_what_surprised_in_the_readers_language(running, client: Client):
    runs.end(running, Counts(received=9, warnings=[WARNING], suspicion="drift", held=9))
    page = client.get("/sources/").content.decode()
    assert "항목 closesOn이(가) 없습니다." in page
    assert "출처의 서식이 바뀐 것으로 보입니다." in page
    client.cookies["django_language"] = "en"
    page = client.get("/sources/").content.decode()
    assert "The field closesOn is missing." in page
    assert "The source seems to have changed its format." in page
    assert "Messages: 1<" in page


def test_a_source_of_files_alone_is_not_said_to_lack_a_key(client: Client, monkeypatch):
    monkeypatch.delenv("BIZINFO_KEY", raising=False)
    runs.give_up(
        runs.begin(ingest.source_row("ntis"), timezone.now(), live=True).run, Counts(), go_on=False
    )
    rows = {row.slug: row for row in health.sources_health()}
    assert (rows["ntis"].state, rows["ntis"].key_missing) == ("off", False)
    assert rows["ntis"].sentence == rows["ntis"].idle == sources.get("ntis").files_only
    assert "robots.txt" in rows["kocca"].idle
    assert (rows["bizinfo"].idle, rows["bizinfo"].key_missing) == (sources.NOT_SET_UP, True)
    assert rows["iris"].idle == ""
    assert "NTIS는 robots.txt로 자동 수집을 금지합니다." in client.get("/sources/").content.decode()
    client.cookies["django_language"] = "en"
    page = client.get("/sources/").content.decode()
    assert "The robots.txt of NTIS forbids collecting." in page
    assert "Not collected, for its key or folder is missing." in page


def test_what_a_person_loads_from_files_never_grows_stale(running, monkeypatch):
    monkeypatch.delenv("BIZINFO_KEY", raising=False)
    runs.end(running, Counts(received=1, new=1))
    files = runs.begin(ingest.source_row("files"), timezone.now(), live=False).run
    runs.end(files, Counts(received=1, new=1))
    SyncRun.objects.update(finished_at=timezone.now() - timedelta(days=30))

    def states() -> set[str]:
        rows = {row.slug: row.state for row in health.sources_health()}
        return {rows["bizinfo"], rows["files"]}

    assert states() == {"ok"}
    monkeypatch.setenv("BIZINFO_KEY", "열쇠")
    assert states() == {"stale", "ok"}


def test_the_page_says_how_many_doubts_it_does_not_show(make_notice, now, client: Client):
    ingest.store_many([(make_notice(str(n)), b"%d" % n) for n in range(60)], now)
    HeldChange.objects.bulk_create(
        HeldChange(
            source=call.source,
            opportunity=call,
            kind="absent",
            why="마감 전에 목록에서 사라졌습니다.",
            first_seen=now,
            last_seen=now + timedelta(minutes=call.pk),
        )
        for call in Opportunity.objects.select_related("source")
    )
    page = client.get("/sources/").content.decode()
    assert "모두 60건 가운데 최근 50건을 보입니다." in page
    assert page.count("마감 전에 목록에서 사라졌습니다.") == 50

"""After the reader learned something, every stored text is read again, and nothing else moves."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from majungmul import documents, facts, sources
from majungmul.ledger import (
    attachments,
    files,
    ingest,
    jobs,
    locks,
    rereading,
    schedule,
    states,
    sync,
    titles,
)
from majungmul.ledger.models import (
    Attachment,
    Document,
    EligibilityRule,
    Opportunity,
    Payload,
    Program,
    Statement,
)
from majungmul.sources import Attachment as NamedFile
from majungmul.sources import Notice, Raw
from majungmul.sources.attachments import File
from majungmul.sources.bizinfo import Bizinfo
from majungmul.terms import Money

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
SUM = """<html><head><meta charset="utf-8"><title>공고문</title></head><body>
<h2>1. 지원대상</h2><p>공고일 기준 창업 7년 이내인 중소기업</p>
<h2>2. 지원내용</h2><p>기업당 최대 {}만 원을 지원합니다.</p></body></html>"""


@pytest.fixture
def old(write_list, now, monkeypatch):
    """Three calls as an older reader read them."""
    monkeypatch.setattr(facts, "VERSION", "older")
    end = TODAY + timedelta(days=30)
    sync.run(
        "bizinfo", write_list(now, [(str(n), f"{n}번째 다솔 지원 공고", end) for n in (1, 2, 3)])
    )
    monkeypatch.undo()
    return Opportunity.objects.order_by("pk")


def versions() -> set[str]:
    return set(Document.objects.filter(current=True).values_list("reader_version", flat=True))


def test_every_text_is_read_again_once_and_the_calls_stay_as_they_were(old):
    before = list(old.values("title", "version", "closes_at", "last_seen", "digest"))
    said = []
    done = rereading.read_again(progress=lambda *numbers: said.append(numbers))
    assert (done.read, done.failed, done.left) == (3, 0, 0)
    assert said == [(1, 3), (2, 3), (3, 3)]
    assert versions() == {facts.VERSION}
    assert list(old.values("title", "version", "closes_at", "last_seen", "digest")) == before
    assert EligibilityRule.objects.filter(current=True).count() == 3
    assert rereading.read_again().read == 0


def test_what_was_misread_is_put_right(old):
    call = old.first()
    Opportunity.objects.filter(pk=call.pk).update(closes_at=None, end_kind="rolling")
    text = Document.objects.get(opportunity=call)
    Statement.objects.create(
        document=text, start=0, end=1, quote=text.text[0], measure="jobs", value=7, unit="people",
        bound="exact", kind="count", status="done", confidence=1.0,
    )  # fmt: skip
    rereading.read_again()
    call.refresh_from_db()
    assert call.closes_at is not None
    assert not Statement.objects.filter(measure="jobs", value=7).exists()


def test_a_run_whose_time_is_up_is_gone_on_with(old):
    done = rereading.read_again(longest=timedelta(0))
    assert (done.read, done.left) == (0, 3)
    assert rereading.read_again().read == 3


def test_a_text_that_cannot_be_read_keeps_nobody_waiting(old, monkeypatch):
    newest = Document.objects.order_by("pk").last().pk
    real = rereading._read_one

    def fails(pk: int) -> None:
        if pk == newest:
            raise KeyError("헤아릴 수 없는 글")
        real(pk)

    monkeypatch.setattr(rereading, "_read_one", fails)
    done = rereading.read_again()
    assert (done.read, done.failed, done.left) == (2, 1, 1)
    assert done.errors == ["3번째 다솔 지원 공고: 다시 읽지 못했습니다(KeyError)."]


class Reworded(Bizinfo):
    """The same source after its mapping was mended."""

    def map(self, raw: Raw) -> Notice:
        return replace(super().map(raw), tags=("새로 옮긴 말",))


def test_a_mended_mapping_makes_a_version_and_brings_no_withdrawn_call_back(old, monkeypatch):
    gone = old.first()
    seen = gone.last_seen
    Opportunity.objects.filter(pk=gone.pk).update(withdrawn_at=seen)
    monkeypatch.setattr(sources, "get", lambda slug: Reworded())
    assert rereading.read_again().read == 3
    gone.refresh_from_db()
    assert (gone.version, gone.tags) == (2, ["새로 옮긴 말"])
    assert (gone.withdrawn_at, gone.last_seen) == (seen, seen)
    assert versions() == {facts.VERSION}
    assert rereading.read_again().read == 0


def test_a_call_that_changed_while_it_was_read_is_left_to_its_newer_text(old, monkeypatch, now):
    call = old.first()
    real = rereading._prepared

    def meanwhile(row: Opportunity):
        item = real(row)
        if row.pk == call.pk and row.version == 1:
            body = sources.get("bizinfo").map(
                Raw(row.source_key, rereading.payloads.body_of(row.versions.get().payload))
            )
            ingest.store(replace(body, title="그사이 바뀐 다솔 공고"), b"newer", now)
        return item

    monkeypatch.setattr(rereading, "_prepared", meanwhile)
    rereading.read_again()
    call.refresh_from_db()
    assert call.title == "그사이 바뀐 다솔 공고"
    assert call.version == 2


def test_a_call_whose_raw_answer_was_purged_keeps_its_fields(old):
    Payload.objects.update(body=b"", purged_at=timezone.now())
    assert rereading.read_again().read == 3
    assert versions() == {facts.VERSION}
    assert not old.filter(closes_at=None).exists()


def _misread(call: Opportunity) -> None:
    """The columns and their evidence as a reader left them that took them from elsewhere."""
    text = Document.objects.get(opportunity=call, role="notice")
    span = {"document": str(text.uuid), "start": 0, "end": 1, "quote": text.text[0]}
    Opportunity.objects.filter(pk=call.pk).update(
        award_max=7, closes_at=None, end_kind="rolling", spans={"award_max": span}
    )
    text.reader_version = "older"
    text.save(update_fields=["reader_version"])


def test_a_call_whose_raw_answer_was_purged_has_its_columns_put_right(make_notice, now):
    ingest.store(make_notice(), b"{}", now)
    call = Opportunity.objects.get()
    before = Opportunity.objects.values().get()
    _misread(call)
    Payload.objects.update(body=b"", purged_at=timezone.now())
    assert rereading.read_again().read == 1
    after = Opportunity.objects.values().get()
    assert after.pop("search_revision") == before.pop("search_revision") + 1
    assert after == before
    assert after["award_max"] == 20_000_000


def test_a_state_in_the_ledger_tells_all_of_its_notice_but_the_text(make_notice):
    notice = make_notice(
        program="바다누리 바우처",
        updated=timezone.now(),
        closes_time="18:00",
        award_max=Money(Decimal(20_000_000)),
        attachments=(NamedFile("공고문.html", "https://example.org/a"),),
        tags=("창업", "제주"),
    )
    state = states.state_of(notice)
    kept = json.loads(json.dumps(state))
    assert states.notice_of(kept, notice.source, notice.key) == replace(notice, sections=())
    assert states.state_of(states.notice_of(kept, "", "")) == state


def test_a_call_that_came_as_a_file_has_its_columns_put_right(now):
    text = (
        "2026년 다솔 바우처 참여기업 모집 공고\n\n1. 지원대상\n창업 7년 이내인 중소기업\n\n"
        "2. 지원내용\n기업당 최대 3,000만 원\n\n3. 신청기간: 2026. 5. 1. ~ 2026. 5. 29. 18:00\n"
    )
    call = files.store_file(documents.plain(text, "공고문.txt"), text.encode(), now)
    assert isinstance(call, Opportunity)
    before = Opportunity.objects.values().get()
    assert before["award_max"] == 30_000_000
    _misread(call)
    assert rereading.read_again().read == 1
    after = Opportunity.objects.values().get()
    assert after.pop("search_revision") == before.pop("search_revision") + 1
    assert after == before


@pytest.fixture
def from_file(old):
    """The first call, with a sum that stands in its attachment only."""
    call = old.first()
    Attachment.objects.create(opportunity=call, name="공고문.html", url="https://example.org/a")
    attachments.read_pending(fetch=_served(SUM.format("3,000")))
    call.refresh_from_db()
    assert call.award_max == 30_000_000
    return call


def _served(page: str):
    return lambda source, raw, named: File(named.name, page.encode())


def test_what_the_call_has_from_a_file_outlasts_the_notice_being_read_again(from_file):
    rereading.read_again()
    from_file.refresh_from_db()
    assert from_file.award_max == 30_000_000
    assert from_file.spans["award_max"]["quote"]


def test_what_a_file_gave_goes_when_the_file_does_not_say_it_any_more(from_file):
    file = Document.objects.get(role="attachment")
    text = file.text.replace("기업당 최대 3,000만 원", "기업마다 알맞은 만큼")
    Document.objects.filter(pk=file.pk).update(text=text, reader_version="older")
    rereading.read_again()
    from_file.refresh_from_db()
    assert from_file.award_max is None
    assert "award_max" not in from_file.spans


def test_the_timetable_has_it_and_one_worker_does_it(old):
    assert "reread" in {job.work for job in schedule.jobs_table()}
    with locks.lock("reread"), pytest.raises(locks.BusyError):
        jobs.read_again()
    assert jobs.WORK["reread"]() == "문서 3건을 다시 읽었습니다. 읽지 못한 것 0건, 남은 것 0건."


def test_files_that_failed_are_tried_again_at_once_when_somebody_asks(make_notice):
    notice = make_notice(
        closes=TODAY + timedelta(days=9),
        period_text="",
        published=date(2026, 5, 1),
        attachments=(NamedFile("공고문.html", "https://example.org/a"),),
    )
    ingest.store(notice, b"{}")
    assert attachments.read_pending(fetch=_served("")).failed == 1
    assert attachments.read_pending(fetch=_served(SUM.format(700))).read == 0
    seen = []
    done = attachments.read_pending(
        fetch=_served(SUM.format(700)), again=True, progress=lambda *n: seen.append(n)
    )
    assert (done.read, done.left, seen) == (1, 0, [(1, 1)])


def test_a_programme_known_by_another_name_takes_what_hangs_on_it_along(old):
    first, *_ = old
    stray = Program.objects.create(key="0:옛이름", name="옛 이름")
    kept = first.program
    Opportunity.objects.filter(pk=first.pk).update(program=stray)
    Program.objects.filter(pk=kept.pk).update(name="다솔 지원 모집 변경")
    file = ingest.store_document(
        documents.plain("이 사업으로 40명을 고용했다.", "성과.txt"), first, role="attachment"
    )
    Statement.objects.filter(document=file).update(program=stray)
    rereading.read_again()
    first.refresh_from_db()
    assert first.program == kept
    assert not Program.objects.filter(pk=stray.pk).exists()
    assert set(Statement.objects.filter(document=file).values_list("program", flat=True)) == {
        kept.pk
    }
    kept.refresh_from_db()
    assert kept.name == titles.parse(first.title).name

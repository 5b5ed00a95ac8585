"""Thousands of files waiting: every run gets on, a dead host or a deadly file holds up nobody."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from majungmul.ledger import attachments, ingest, payloads
from majungmul.ledger.models import Attachment as AttachmentRow
from majungmul.ledger.models import Opportunity
from majungmul.sources import Attachment, SourceError
from majungmul.sources.attachments import File

pytestmark = pytest.mark.django_db
PAGE = "<html><meta charset='utf-8'><p>기업당 최대 3,000만 원을 지원합니다.</p></html>".encode()
ENDLESS = timedelta(days=1)


class Web:
    """What is fetched, in order; some hosts are silent, some addresses deadly."""

    def __init__(self, silent: str = "", deadly: str = "") -> None:
        self.silent, self.deadly = silent, deadly
        self.asked: list[str] = []

    def __call__(self, source, raw, attachment: Attachment) -> File:
        self.asked.append(attachment.url)
        if self.deadly and self.deadly in attachment.url:
            raise KeyboardInterrupt
        if self.silent and self.silent in attachment.url:
            raise SourceError("제때 답이 오지 않았습니다.", retry=True)
        return File(attachment.name, PAGE)

    def read(self, longest: timedelta = ENDLESS, hosts: attachments.Hosts | None = None):
        self.asked.clear()
        return attachments.read_pending(self, longest=longest, hosts=hosts or attachments.Hosts())


@pytest.fixture
def waiting(make_notice):
    """Calls that end one after the other, a day apart, with a file each."""

    def make(*urls: str) -> None:
        today = timezone.localdate()
        notices = [
            make_notice(
                f"{number:04}",
                published=today,
                closes=today + timedelta(days=number + 1),
                attachments=(Attachment(f"붙임{number}.html", url),),
            )
            for number, url in enumerate(urls)
        ]
        ingest.store_many([(notice, notice.key.encode()) for notice in notices])

    return make


def addresses(host: str, number: int) -> list[str]:
    return [f"https://{host}/{n}" for n in range(number)]


def test_one_run_reads_more_than_one_stretch_in_the_order_of_ends(waiting, monkeypatch):
    monkeypatch.setattr(attachments, "STRETCH", 4)
    urls = addresses("a.kr", 11)
    waiting(*urls)
    web = Web()
    done = web.read()
    assert (done.read, done.failed, done.left) == (11, 0, 0)
    assert web.asked == urls


def test_a_run_ends_with_its_time_and_the_next_goes_on(waiting, monkeypatch):
    urls = addresses("a.kr", 6)
    waiting(*urls)
    began = timezone.now()
    minutes = iter(range(1000))
    clock = lambda: began + timedelta(minutes=next(minutes))  # noqa: E731
    monkeypatch.setattr(attachments.timezone, "now", clock)
    web = Web()
    asked: list[str] = []
    for _ in range(8):
        done = web.read(longest=timedelta(minutes=12))
        asked += web.asked
        assert done.read <= 5
    assert asked == urls
    assert str(done) == "0 read, 0 failed, 0 waiting"


def test_a_silent_host_is_left_alone_and_the_others_files_are_read(waiting):
    urls = [url for n in range(9) for url in (f"https://dead.kr/{n}", f"https://a.kr/{n}")]
    waiting(*urls)
    hosts, web = attachments.Hosts(), Web(silent="dead.kr")
    done = web.read(hosts=hosts)
    assert (done.read, done.failed, done.left) == (9, attachments.MOST_SILENT, 7)
    web.read(hosts=hosts)
    assert web.asked == [], "it rests in the next runs, too"


def test_a_host_that_answers_between_is_not_silent(waiting):
    waiting(*addresses("a.kr", 6))
    web = Web(silent="/1")
    done = web.read()
    assert (done.read, done.failed) == (5, 1)


def test_a_file_that_kills_its_worker_waits_while_the_others_are_read(waiting):
    waiting(*addresses("a.kr", 3))
    web = Web(deadly="/0")
    with pytest.raises(KeyboardInterrupt):
        web.read()
    row = AttachmentRow.objects.get(url="https://a.kr/0")
    assert row.error == attachments.INTERRUPTED
    assert web.read().read == 2
    AttachmentRow.objects.filter(pk=row.pk).update(tried_at=timezone.now() - timedelta(days=2))
    assert Web().read().read == 1


def test_files_nobody_tried_come_before_those_that_failed(waiting):
    waiting(*addresses("a.kr", 4))
    old = AttachmentRow.objects.filter(url__in=("https://a.kr/0", "https://a.kr/1"))
    old.update(tried_at=timezone.now() - timedelta(days=2), error="파일이 없습니다.")
    web = Web()
    web.read()
    assert [url[-1] for url in web.asked] == ["2", "3", "0", "1"]


def test_the_files_of_a_call_whose_raw_answer_was_purged_are_read_all_the_same(waiting):
    waiting(*addresses("a.kr", 1))
    payloads.purge(0, timezone.now() + timedelta(days=1))
    assert Web().read().read == 1


def test_files_of_calls_that_ended_or_were_withdrawn_are_left(waiting):
    waiting(*addresses("a.kr", 3))
    Opportunity.objects.filter(source_key="0000").update(withdrawn_at=timezone.now())
    Opportunity.objects.filter(source_key="0001").update(ends_at=timezone.now())
    web = Web()
    web.read()
    assert web.asked == ["https://a.kr/2"]

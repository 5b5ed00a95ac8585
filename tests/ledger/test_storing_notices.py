"""A notice goes in whole, is compared by what it says, and every state of it stays."""

from __future__ import annotations

import gc
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import DatabaseError

from majungmul.ledger import ingest, payloads, reading, writing
from majungmul.ledger.models import (
    Budget,
    Document,
    EligibilityRule,
    Opportunity,
    OpportunityVersion,
    Payload,
    Statement,
)
from majungmul.sources import Attachment, Section

pytestmark = pytest.mark.django_db


def test_a_notice_seen_twice_is_new_and_then_unchanged(make_notice, now):
    notice = make_notice()
    assert ingest.store(notice, b"{}", now) == "new"
    assert ingest.store(notice, b"{}", now + timedelta(days=1)) == "unchanged"
    row = Opportunity.objects.get()
    assert row.version == 1
    assert row.first_seen == row.changed_at == now
    assert row.last_seen == now + timedelta(days=1)


def test_the_raw_answer_is_kept_by_its_content(make_notice, now):
    ingest.store(make_notice("A"), b'{"a": 1}' * 500, now)
    ingest.store(make_notice("B"), b'{"a": 1}' * 500, now)
    payload = Payload.objects.get()
    assert payloads.body_of(payload) == b'{"a": 1}' * 500
    assert len(payload.body) < 500


def test_a_later_deadline_makes_a_second_version_that_says_so(make_notice, now):
    notice = make_notice()
    ingest.store(notice, b"1", now)
    later = replace(notice, closes=notice.closes + timedelta(days=14))
    assert ingest.store(later, b"2", now + timedelta(days=1)) == "changed"
    row = Opportunity.objects.get()
    assert row.closes_at.date() == date(2026, 6, 7)
    assert (row.first_seen, row.changed_at) == (now, now + timedelta(days=1))
    version = row.versions.get(number=2)
    assert version.changes == [{"field": "closes", "old": "2026-05-24", "new": "2026-06-07"}]
    assert row.versions.get(number=1).state["closes"] == "2026-05-24"


def test_a_changed_text_is_a_new_document_and_the_old_one_stays(make_notice, now):
    notice = make_notice()
    ingest.store(notice, b"1", now)
    sections = (*notice.sections[:2], Section("지원내용", "기업당 최대 3,000만 원을 지원합니다."))
    ingest.store(replace(notice, sections=sections), b"2", now + timedelta(days=1))
    old, new = Document.objects.order_by("pk")
    assert not old.current
    assert new.current
    assert "2,000만" in old.text
    assert Opportunity.objects.get().award_max == 30_000_000
    change = OpportunityVersion.objects.get(number=2).changes[0]
    assert change["part"] == "지원내용"
    assert EligibilityRule.objects.filter(current=True).count() == 1


def test_only_a_field_changed_and_the_document_stays_the_same(make_notice, now):
    notice = make_notice()
    ingest.store(notice, b"1", now)
    ingest.store(replace(notice, apply_url="https://example.org/apply"), b"2", now)
    assert Document.objects.count() == 1
    assert set(OpportunityVersion.objects.values_list("document", flat=True)) == {
        Document.objects.get().pk
    }


def test_attachments_are_not_doubled_by_a_change(make_notice, now):
    files = (Attachment("공고문.hwpx", "https://example.org/a"),)
    notice = make_notice(attachments=files)
    ingest.store(notice, b"1", now)
    row = Opportunity.objects.get()
    attachment = row.attachments.get()
    attachment.document = Document.objects.get()
    attachment.save()
    more = (*files, Attachment("신청서.hwpx", "https://example.org/b"))
    ingest.store(replace(notice, attachments=more), b"2", now)
    assert sorted(row.attachments.values_list("name", flat=True)) == ["공고문.hwpx", "신청서.hwpx"]
    assert row.attachments.get(name="공고문.hwpx").document is not None


def test_every_span_opens_at_the_words_it_quotes(make_notice, now):
    ingest.store(make_notice(), b"1", now)
    row = Opportunity.objects.get()
    assert "award_max" in row.spans
    for span in row.spans.values():
        text = Document.objects.get(uuid=span["document"]).text
        assert text[span["start"] : span["end"]] == span["quote"]


def test_the_source_s_own_date_wins_and_the_difference_is_noted(make_notice, now):
    sections = (
        Section("신청기간", "2026. 5. 1. ~ 2026. 5. 10."),
        Section("지원대상", "제주에 있는 중소기업"),
    )
    ingest.store(make_notice(sections=sections), b"1", now)
    row = Opportunity.objects.get()
    assert row.closes_at.date() == date(2026, 5, 24)
    assert any("2026-05-10" in warning for warning in row.warnings)
    assert "closes" not in row.spans


def test_a_batch_that_fails_midway_leaves_nothing(make_notice, now, monkeypatch):
    calls = []
    put = writing.index.put

    def failing(entries):
        calls.append(len(entries))
        put(entries)
        raise DatabaseError("the disk is full")

    monkeypatch.setattr(writing.index, "put", failing)
    with pytest.raises(DatabaseError):
        ingest.store_many([(make_notice("A"), b"1"), (make_notice("B"), b"2")], now)
    assert calls == [2]
    for model in (Opportunity, OpportunityVersion, Document, Payload, Statement):
        assert not model.objects.exists(), model


def test_a_reader_that_breaks_does_not_lose_the_notice(make_notice, now, monkeypatch):
    monkeypatch.setattr("majungmul.facts.read", lambda *_: 1 / 0)
    assert ingest.store(make_notice(), b"1", now) == "new"
    assert any("해석하지 못했습니다" in warning for warning in Opportunity.objects.get().warnings)


def test_sums_beyond_all_reason_do_not_break_the_ledger(make_notice, now):
    text = "기업당 최대 99999999999999999999999999억 원, 선정 99999999999999개사"
    assert ingest.store(make_notice(sections=(Section("지원내용", text),)), b"1", now) == "new"


def test_texts_with_odd_characters_are_kept(make_notice, now):
    text = "널 \x00 문자와 반쪽 \ud800 글자, \ud7a3 이모지 🎉 그리고 \u200b 폭 없는 빈칸"
    assert ingest.store(make_notice(sections=(Section("사업개요", text),)), b"1", now) == "new"
    assert "\x00" not in Document.objects.get().text


def test_a_budget_stands_under_the_year_that_its_programme_names(make_notice, now):
    table = make_notice(
        "2024:바다누리", "2024년 바다누리 바우처", kind="other", published=None, opens=None,
        closes=None, period_text="", sections=(
            Section("지원대상", "창업 3년 이내 기업"), Section("지원금액", "예산: 30억원"),
        ),
    )  # fmt: skip
    ingest.store(table, b"{}", now)
    assert [(row.year, int(row.amount)) for row in Budget.objects.all()] == [(2024, 30 * 10**8)]


def test_only_while_notices_are_read_does_python_seldom_look_for_rings(
    db, make_notice, now, monkeypatch
):
    usual, seen = gc.get_threshold(), []
    real = ingest.prepare
    monkeypatch.setattr(
        ingest, "prepare", lambda *args: seen.append(gc.get_threshold()) or real(*args)
    )
    ingest.store(make_notice("1"), b"1", now)
    assert [threshold[0] for threshold in seen] == [reading.MANY]
    assert gc.get_threshold() == usual != seen[0]

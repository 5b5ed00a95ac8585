"""What pages ask: whole, typed, and in a number of queries that does not grow."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.utils import timezone

from majungmul import documents
from majungmul.ledger import ingest, queries, sync
from majungmul.ledger.models import Document, Opportunity, Source, SyncRun
from majungmul.sources import Section

pytestmark = pytest.mark.django_db


def recent(make_notice, key: str, **more):
    today = timezone.localdate()
    dates = {"published": today, "opens": today, "closes": today + timedelta(days=20)}
    return make_notice(key, f"2026년 {key} 바우처 공고", **{**dates, **more})


def test_the_page_of_a_call_has_everything_and_opens_at_its_words(make_notice, now):
    notice = make_notice()
    ingest.store(notice, b"1", now)
    ingest.store(replace(notice, closes=notice.closes + timedelta(days=7)), b"2", now)
    row = Opportunity.objects.get()
    page = queries.opportunity_page(str(row.uuid))
    assert page.opportunity == row
    assert [version.number for version in page.versions] == [2, 1]
    (change,) = page.versions[0].changes
    assert (change.label, change.old, change.new) == ("접수 마감", "2026-05-24", "2026-05-31")
    assert page.rule is not None
    for statement in page.statements:
        text = page.documents[0].text
        assert text[statement.start : statement.end] == statement.quote
    assert queries.opportunity_page("00000000-0000-0000-0000-000000000000") is None


def test_the_page_of_a_program_goes_by_years_and_foretells(make_notice, now):
    for year in (2024, 2025, 2026):
        day = now.date().replace(year=year)
        text = f"사업예산 : {year - 2000}억 원"
        sections = (Section("지원대상", "중소기업"), Section("지원내용", text))
        notice = make_notice(
            str(year),
            f"{year}년 바다누리 바우처 공고",
            published=day,
            opens=day,
            closes=day + timedelta(days=20),
            sections=sections,
        )
        ingest.store(notice, text.encode(), now)
    program = Opportunity.objects.first().program
    page = queries.program_page(str(program.uuid))
    assert [year.year for year in page.years] == [2026, 2025, 2024]
    assert [[int(b.amount) for b in year.budgets] for year in page.years] == [
        [26 * 10**8], [25 * 10**8], [24 * 10**8],
    ]  # fmt: skip
    assert all(len(told.basis) == 3 for told in page.forecasts)


def test_the_page_of_an_organisation_knows_its_other_names(make_notice):
    ingest.store(recent(make_notice, "가", funder="산업통상자원부"), b"1")
    body = Opportunity.objects.get().funder
    page = queries.organization_page(str(body.uuid))
    assert "산업통상부" in page.names
    assert "산업통상자원부" in [name for name, _ in page.former_names]
    assert len(page.open_calls) == 1
    assert len(page.programs) == 1


def test_each_source_says_how_it_does(write_list, now, monkeypatch):
    monkeypatch.setenv("BIZINFO_KEY", "열쇠")
    rows = [(str(n), f"{n}번째 이음 지원사업 공고", "상시 접수") for n in range(1, 21)]
    sync.run("bizinfo", write_list(now, rows))
    sync.run("bizinfo", write_list(now + timedelta(hours=1), rows[:5]))
    health = {row.slug: row for row in queries.sources_health()}
    assert health["bizinfo"].state == "suspicious"
    assert health["bizinfo"].missing == 15
    assert health["bizinfo"].notices == 20
    assert health["bizinfo"].runs == (20, 5)
    assert health["kstartup"].state == "never"
    SyncRun.objects.update(suspicion="", finished_at=timezone.now() - timedelta(days=5))
    (row,) = (row for row in queries.sources_health() if row.slug == "bizinfo")
    assert row.state == "stale"
    assert row.to_json()["last_success"]
    Source.objects.update(is_sample=True)
    assert {row.state for row in queries.sources_health()} == {"never"}


def test_statements_of_a_measure_open_at_their_sentences():
    text = (
        "가온진흥원, 바다누리 바우처로 30개 기업 지원\n\n"
        "가온진흥원은 지난해 바다누리 바우처 사업으로 30개 기업을 지원했다고 밝혔다. "
        "사업비는 20억 원이며 신규 고용 120명을 만들었다.\n"
    )
    article = documents.plain(text, "article.txt")
    stored = ingest.store_document(article, role="press", published=date(2026, 5, 4))
    assert ingest.store_document(article, role="press", published=date(2026, 5, 4)) == stored
    stated = queries.measures_stated()
    assert stated
    for measure in stated:
        rows = list(queries.statements_of(measure.measure))
        assert len(rows) == measure.statements
        for row in rows:
            assert row.document.text[row.start : row.end] == row.quote
    Document.objects.update(current=False)
    assert queries.measures_stated() == []

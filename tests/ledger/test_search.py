"""Korean search: blanks do not matter, synonyms do, a term of any length works, pages are whole."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from majungmul import documents
from majungmul.ledger import ingest, rereading, verdicts
from majungmul.ledger.models import Document, Opportunity
from majungmul.ledger.search import Filters, index, lookup, opportunities, status_of
from majungmul.sources import Section
from majungmul.terms import Company, Money

pytestmark = pytest.mark.django_db
TITLES = (
    "2026년 소프트웨어 고도화 바우처 모집 공고",
    "제주 창업 도약 자금 안내",
    "청년 인턴 채용 지원",
    "스마트 공장 구축 지원",
    "수출 첫걸음 교육생 모집",
    "R&D 기획 지원사업",
)


@pytest.fixture
def calls(make_notice, now):
    """Six calls with titles of their own, closing a day apart, and one body each."""
    bodies = ("제주", "서울", "부산", "광주", "강원", "전북")
    items = [
        replace(
            make_notice(str(number), title),
            closes=now.date() + timedelta(days=number),
            sections=(Section("사업개요", f"{place}의 기업이 신청합니다."),),
            regions=(f"{number + 11}",),
            award_max=Money(Decimal(number * 1_000_000)),
        )
        for number, (title, place) in enumerate(zip(TITLES, bodies, strict=True))
    ]
    ingest.store_many([(item, item.key.encode()) for item in items], now)
    return {row.source_key: row for row in Opportunity.objects.all()}


def found(q: str = "", now=None, **more) -> list[str]:
    return [row.source_key for row in opportunities(Filters(q=q, **more)).page()]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("소프트웨어", {"0"}),
        ("소프트 웨어 고도화", {"0"}),
        ("SW", {"0"}),
        ("sw고도화", {"0"}),
        ("스마트공장", {"3"}),
        ("스마트 공장", {"3"}),
        ("창업", {"1"}),
        ("제주", {"0", "1"}),
        ("턴", {"2"}),
        ("집", {"0", "4"}),
        ("R&D", {"5"}),
        ("수출 첫걸음", {"4"}),
        ("제주 창업", {"1"}),
        ("없는말씀", set()),
    ],
)
def test_a_query_finds_what_a_reader_would(calls, query, expected):
    assert set(found(query)) == expected


def test_a_word_in_the_title_comes_before_one_in_the_text(calls):
    assert found("제주") == ["1", "0"]


def test_no_query_lists_everything_by_deadline(calls):
    assert found() == ["0", "1", "2", "3", "4", "5"]
    assert found(sort="amount") == ["5", "4", "3", "2", "1", "0"]


@pytest.mark.parametrize("sort", ["", "deadline", "newest", "amount", "relevance"])
def test_a_common_term_finds_the_same_as_a_rare_one(calls, monkeypatch, sort):
    rare = opportunities(Filters(q="지원", sort=sort))
    expected = [row.source_key for row in rare.page()]
    assert set(expected) == {"2", "3", "5"}
    monkeypatch.setattr(lookup, "MOST", {"sqlite": 1, "postgresql": 1})
    common = opportunities(Filters(q="지원", sort=sort))
    assert [row.source_key for row in common.page()] == expected
    assert common.count() == rare.count() == 3


def test_pages_hold_every_call_once(make_notice, now):
    items = [(make_notice(f"{n:03}", f"{n}번째 공통 지원"), b"%d" % n) for n in range(47)]
    ingest.store_many(items, now)
    for filters in (Filters(), Filters(q="공통"), Filters(q="공통", sort="deadline")):
        result = opportunities(filters)
        keys = [row.source_key for number in (1, 2, 3) for row in result.page(number)]
        assert len(keys) == len(set(keys)) == result.count() == 47
        assert result.page(4) == []


def test_filters_narrow_and_combine(calls, now):
    assert found(regions=("12",)) == ["1"]
    assert found(regions=("11", "12")) == ["0", "1"]
    assert found("지원", regions=("14",)) == ["3"]
    assert found(field="export") == []
    assert found(closes_before=now.date() + timedelta(days=1)) == ["0", "1"]
    assert found(funder=str(calls["0"].funder.uuid)) == ["0", "1", "2", "3", "4", "5"]
    assert found(funder="00000000-0000-0000-0000-000000000000") == []


def test_a_region_also_finds_what_is_for_the_whole_country(calls, make_notice, now):
    ingest.store(make_notice("all", "전국 공모", regions=(), nationwide=True), b"x", now)
    assert set(found(regions=("12",))) == {"1", "all"}
    assert found(regions=("12",), only_regions=True) == ["1"]


def test_each_status_is_what_its_filter_finds(make_notice, now):
    day = now.date()
    items = {
        "open": make_notice("open", closes=day + timedelta(days=20)),
        "closing": make_notice("closing", closes=day + timedelta(days=2)),
        "closed": make_notice("closed", closes=day - timedelta(days=2)),
        "upcoming": make_notice(
            "upcoming", opens=day + timedelta(days=5), closes=day + timedelta(days=20)
        ),
        "rolling": make_notice("rolling", closes=None, end_kind="until_funds"),
        "unknown": make_notice("unknown", closes=None, sections=(), period_text="", opens=None),
        "withdrawn": make_notice("withdrawn"),
    }
    ingest.store_many([(item, key.encode()) for key, item in items.items()], now)
    Opportunity.objects.filter(source_key="withdrawn").update(withdrawn_at=now)
    for row in Opportunity.objects.all():
        assert status_of(row, now) == row.source_key
        if row.source_key != "open":
            assert found(status=row.source_key, on=day) == [row.source_key]
    assert set(found(status="open", on=day)) == {"open", "closing", "rolling", "unknown"}
    assert "withdrawn" not in found()


def test_a_changed_title_is_found_and_the_old_one_is_not(make_notice, now):
    notice = make_notice(title="오래된 이름의 사업")
    ingest.store(notice, b"1", now)
    ingest.store(replace(notice, title="달라진 이름의 사업"), b"2", now)
    assert found("달라진") == ["N1"]
    assert found("오래된") == []
    assert index.rebuild() == 1
    assert found("달라진") == ["N1"]
    assert found("오래된") == []


@pytest.fixture
def words_indexed():
    """What FTS5 has: in how many rows each word stands, how often."""
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL replaces rows by itself")
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE VIRTUAL TABLE temp.words USING fts5vocab('main', 'ledger_search', 'row')"
        )

    def words() -> list[tuple[object, ...]]:
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO ledger_search(ledger_search) VALUES ('integrity-check')")
            cursor.execute("SELECT * FROM temp.words")
            return cursor.fetchall()

    yield words
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE temp.words")


def test_what_is_written_anew_leaves_nothing_behind(make_notice, now, words_indexed):
    notices = [make_notice(str(n), f"{n}번째 오래된 사업 공고") for n in range(5)]
    ingest.store_many([(notice, b"%s" % notice.key.encode()) for notice in notices], now)
    attachment = documents.plain("붙임 서류에는 다른 말이 있습니다.", "붙임.txt")
    call = Opportunity.objects.first()
    before = index.standing([call.pk])
    ingest.store_document(attachment, call)
    index.renew(call)
    index.take_out(before)
    assert found("붙임 서류") == ["0"]
    later = [
        replace(notice, title="달라진 사업 공고", closes=date(2031, 1, 1), period_text="")
        for notice in notices[:3]
    ]
    ingest.store_many([(notice, b"2" + notice.key.encode()) for notice in later], now)
    Document.objects.update(reader_version="older")
    assert rereading.read_again().failed == 0
    here = words_indexed()
    index.rebuild()
    assert here == words_indexed()
    assert "오래" in {word for word, *_ in here}
    index.forget(list(Opportunity.objects.values_list("pk", flat=True)))
    assert words_indexed() == []


def test_results_of_selection_are_not_calls(make_notice, now):
    ingest.store(make_notice("R", "선정 결과 알림", kind="result"), b"1", now)
    assert found() == []
    assert found(kind="result") == ["R"]


@given(query=st.text(max_size=40))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_query_whatever_it_holds_is_an_error(calls, query):
    result = opportunities(Filters(q=query))
    assert result.count() >= len(result.page())
    assert len(result.page()) <= 20


@pytest.mark.parametrize(
    "query", ['"', "'; DROP TABLE ledger_search;--", "title:x OR 1", "NEAR(", "*", "%", "_", "\x00"]
)
def test_signs_of_query_languages_mean_nothing(calls, query):
    opportunities(Filters(q=query)).page()
    assert Opportunity.objects.count() == 6


def test_a_page_costs_the_same_number_of_queries_however_many_calls(
    make_notice, now, django_assert_max_num_queries
):
    items = [(make_notice(f"{n:03}", f"{n}번째 공통 지원"), b"%d" % n) for n in range(60)]
    ingest.store_many(items, now)
    with django_assert_max_num_queries(12):  # on PostgreSQL with the planner's settings
        result = opportunities(Filters(q="공통"))
        for row in result.page():
            assert row.funder
            assert row.program
            assert row.source
        result.count()


@pytest.mark.parametrize("number", [-(10**18), 0, 10**9, 10**18, 10**30])
@pytest.mark.parametrize("q", ["", "지원", "제주 창업"])
def test_a_page_beyond_every_list_is_empty_and_one_before_it_is_the_first(calls, q, number):
    found = opportunities(Filters(q=q))
    assert found.page(number) == ([] if number > 0 else found.page(1))
    if number > 0:
        assert found[number : number + 20] == []


@pytest.mark.parametrize("day", [date.min, date(1, 1, 2), date(9999, 12, 30), date.max])
@pytest.mark.parametrize("q", ["", "지원"])
@pytest.mark.parametrize("status", ["", "open", "closing", "upcoming", "closed", "rolling"])
def test_a_day_at_the_end_of_the_calendar_is_a_day(calls, day, q, status):
    late = day.year > 2100
    assert len(found(q, closes_before=day, status=status)) <= (6 if late else 0)
    assert len(found(q, closes_after=day, status=status)) <= (0 if late else 6)
    assert isinstance(opportunities(Filters(q=q, on=day, status=status)).count(), int)
    assert [item.verdict.name for item in verdicts.for_company(Company(), day)] == (
        [] if late else ["unknown"] * 6
    )

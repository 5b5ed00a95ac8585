"""One notice: every figure opens at its sentence, and what is unknown is said."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from majungmul.ledger.models import EligibilityRule, Opportunity
from majungmul.sources import Section


def page(client: Client, call: Opportunity, query: str = "") -> str:
    answer = client.get(f"/opportunities/{call.uuid}/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def source_of(html: str) -> str:
    found = re.search(r'<div class="source-text"[^>]*>(.*?)</div>', html, re.S)
    assert found
    return found[1]


def test_a_figure_leads_to_its_place_in_the_text(client: Client, call: Opportunity):
    html = page(client, call)
    link = re.search(r'class="figure" href="#(q-\d+-\d+)">3,000만 원<', html)
    assert link
    marked = re.search(rf'<mark id="{link[1]}"[^>]*>(.*?)</mark>', source_of(html))
    assert marked
    assert "3,000만 원" in marked[1]


def test_every_link_into_the_text_has_a_place_to_go(client: Client, call: Opportunity):
    html = page(client, call)
    links = set(re.findall(r'href="#(q-\d+-\d+)"', html))
    assert len(links) >= 5
    assert links <= set(re.findall(r'<mark id="(q-\d+-\d+)"', html))


def test_the_source_text_stands_there_whole(client: Client, call: Opportunity):
    html = page(client, call)
    text = unescape(re.sub(r"<[^>]+>", "", source_of(html)))
    assert text.replace("\r\n", "\n") == call.documents.get().text


def test_a_place_in_the_address_is_marked_by_the_server(client: Client, call: Opportunity):
    html = page(client, call, "?at=0-4")
    assert re.search(r'<mark id="q-0-4" class="m-figure m-at"', html)


@pytest.mark.parametrize("at", ["99999-999999", "4-0", "x", "-1-4", "%00", "0-4&document=nonsense"])
def test_a_place_that_is_not_there_does_no_harm(client: Client, call: Opportunity, at: str):
    page(client, call, f"?at={at}")


def test_a_hostile_notice_is_only_text(client: Client, store_call):
    call = store_call(
        "evil",
        title='"><script>alert(1)</script>',
        url="javascript:alert(2)",
        apply_url="data:text/html,<script>alert(3)</script>",
        sections=(
            Section("지원 내용", "<img src=x onerror=alert(4)> 최대 <b>3억</b> 원 </mark></div>"),
        ),
    )
    html = page(client, call)
    assert "<script>alert" not in html
    assert "<img src=x" not in html
    assert "javascript:alert" not in html
    assert 'href="data:' not in html
    assert html.count("</mark>") == html.count("<mark ")


def test_what_the_notice_does_not_say_is_said_to_be_unknown(client: Client, store_call):
    nothing = {"closes": None, "opens": None, "period_text": "", "regions": (), "nationwide": None}
    call = store_call("bare", title="안내", sections=(), funder="", operator="", **nothing)
    html = page(client, call)
    assert html.count("알 수 없음 – 공고문에 적혀 있지 않습니다") >= 4
    assert "신청 자격을 읽지 못했습니다" in html


def test_a_printed_period_that_is_no_date_is_shown_as_printed(client: Client, store_call):
    call = store_call("odd", closes=None, opens=None, period_text="차수별로 다름")
    assert "차수별로 다름" in page(client, call)


def test_the_hour_that_is_not_printed_is_said_to_be_unknown(client: Client, store_call):
    assert "마감 시각은 적혀 있지 않습니다" in page(client, store_call("a"))
    assert "마감 시각은 적혀 있지 않습니다" not in page(
        client, store_call("b", closes_time="18:00")
    )


def test_clauses_that_were_not_read_are_shown_as_such(client: Client, call: Opportunity):
    html = page(client, call)
    assert "읽지 못한 요건" in html
    assert "지역 기여 계획" in html


def test_clauses_read_as_a_tree_with_their_sentences(client: Client, call: Opportunity):
    html = page(client, call)
    assert "다음을 모두 갖추어야 합니다" in html
    assert re.search(r'clause-topic">업력</span> <strong>7년 이하 \(공고일 기준\)', html)


def test_a_rule_of_either_or_and_not_reads_as_such(client: Client, call: Opportunity):
    tree = {
        "any": [
            {"field": "size_class", "op": "in", "value": ["micro", "small", "medium"]},
            {"not": {"field": "pre_founder", "op": "has", "value": ["yes"]}},
            {"not": {"all": [
                {"field": "region", "op": "in", "value": ["11"]},
                {"field": "employees", "op": "range", "min": "5", "max": None},
            ]}},
        ]
    }  # fmt: skip
    EligibilityRule.objects.filter(opportunity=call).update(tree=tree)
    html = page(client, call)
    assert html.count("다음 가운데 하나면 됩니다") == 2
    for words in (
        "중소기업",
        "예비창업자</span> <strong>제외",
        "서울 제외",
        "5명 이상이(가) 아닐 것",
    ):
        assert words in html


def test_an_extension_shows_what_changed(client: Client, store_call):
    before = store_call("A")
    store_call("A", closes=timezone.localtime(before.closes_at).date().replace(year=2031))
    html = page(client, before)
    assert "바뀐 내용" in html
    assert re.search(r"<del>[^<]*\d{4}-\d\d-\d\d</del>", html)
    assert re.search(r"<ins>[^<]*2031-\d\d-\d\d</ins>", html)


def test_a_visitor_with_a_company_sees_the_verdict(as_jeonju: Client, call: Opportunity):
    html = page(as_jeonju, call)
    assert "verdict-unknown" in html
    assert "2023-03-02 창업" in html


def test_without_a_company_the_page_asks_for_one(client: Client, call: Opportunity):
    assert "우리 회사 정보 적기" in page(client, call)


def test_a_document_of_its_own_shows_the_place_asked_for(client: Client, article):
    start = article.text.index("57명")
    html = client.get(f"/documents/{article.uuid}/?at={start}-{start + 3}").content.decode()
    assert re.search(r'class="m-figure m-at"[^>]*>57명</mark>', html)


def test_a_notice_that_is_not_there_is_not_found(client: Client, db):
    answer = client.get("/opportunities/00000000-0000-4000-8000-000000000000/")
    assert answer.status_code == 404
    assert "찾는 쪽이 없습니다" in answer.content.decode()


def test_a_notice_takes_few_queries(client: Client, call, django_assert_max_num_queries):
    with django_assert_max_num_queries(20):
        page(client, call)


def test_a_verdict_on_a_closed_call_says_that_it_is_closed(as_jeonju: Client, store_call):
    closed = store_call("past", closes=timezone.localdate() - timedelta(days=2))
    still_open = store_call("open")
    said = "지금은 접수하지 않는 공고입니다"
    assert said in page(as_jeonju, closed)
    assert said not in page(as_jeonju, still_open)


def test_the_lead_stops_where_the_particulars_begin(client: Client, store_call):
    told = "시제품 비용을 돕습니다. ☞ 신청자격: 중소기업 ☞ 최대 3천만 원"
    call = store_call("lead", sections=(Section("사업 개요", told),))
    shown = re.search(r'<p class="lead">([^<]*)</p>', page(client, call))
    assert shown
    assert shown[1] == "시제품 비용을 돕습니다."

"""The list of calls, with and without scripts."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape
from urllib.parse import parse_qs

import pytest
from django.test import Client
from django.utils import timezone

HTMX = {"HTTP_HX_REQUEST": "true"}
TODAY = timezone.localdate()


def html_of(client: Client, address: str, **headers: str) -> str:
    answer = client.get(address, **headers)
    assert answer.status_code == 200
    return answer.content.decode()


def titles(html: str) -> list[str]:
    return re.findall(r'class="call-title"><a [^>]*>([^<]*)', html)


def test_it_lists_what_is_open_soonest_first(client: Client, store_call):
    store_call("late", title="나중 공고", closes=TODAY + timedelta(days=30))
    store_call("soon", title="먼저 공고", closes=TODAY + timedelta(days=1))
    store_call("past", title="지난 공고", closes=TODAY - timedelta(days=1))
    assert titles(html_of(client, "/opportunities/")) == ["먼저 공고", "나중 공고"]


def test_blanks_in_a_query_do_not_matter_and_sw_finds_software(client: Client, call):
    for query in ("소프트웨어 기업", "소프트웨어기업", "SW", "시제품"):
        assert titles(html_of(client, f"/opportunities/?q={query}")) == [call.title], query


def test_each_filter_in_force_has_a_link_that_drops_it_alone(client: Client, call):
    html = html_of(client, "/opportunities/?q=시제품&region=52&region=11&field=technology")
    links = re.findall(r'class="chip" href="([^"]*)"', html)
    assert len(links) == 4
    dropped = next(link for link in links if "region=52" not in link)
    assert "region=11" in dropped
    assert "field=technology" in dropped
    assert "q=" in dropped


def test_a_region_keeps_calls_for_the_whole_country(client: Client, store_call):
    store_call("here", title="전북 공고", regions=("52",))
    store_call("there", title="부산 공고", regions=("26",))
    store_call("all", title="전국 공고", regions=(), nationwide=True)
    assert sorted(titles(html_of(client, "/opportunities/?region=52"))) == [
        "전국 공고",
        "전북 공고",
    ]


def test_an_address_mistyped_in_every_way_still_lists(client: Client, call):
    bad = "?status=x&region=99&region=%00&field=zz&funder=nope&within=-1&sort=;--&page=abc&q=%FF"
    assert titles(html_of(client, f"/opportunities/{bad}&q=")) == [call.title]


def test_pages_keep_the_filters(client: Client, many_calls):
    html = html_of(client, "/opportunities/?region=52&page=2")
    assert len(titles(html)) == 20
    assert 'href="?region=52&amp;page=3"' in html
    assert 'aria-current="page">2<' in html


def test_a_page_beyond_the_end_is_the_last_one(client: Client, many_calls):
    assert len(titles(html_of(client, "/opportunities/?page=99"))) == 5


def test_with_nothing_open_it_shows_what_has_closed_and_says_so(client: Client, store_call):
    store_call("past", title="지난 공고", closes=TODAY - timedelta(days=1))
    html = html_of(client, "/opportunities/")
    assert titles(html) == ["지난 공고"]
    assert "마감된 공고까지 보여 드립니다" in html
    assert titles(html_of(client, "/opportunities/?status=open")) == []


def test_finding_nothing_offers_a_way_on(client: Client, call):
    html = html_of(client, "/opportunities/?q=없는말없는말&region=52")
    assert "조건에 맞는 공고가 없습니다" in html
    assert "빼고 찾기" in html
    assert "status=all" in html


def test_htmx_gets_the_results_alone_and_the_count_beside_them(client: Client, call):
    html = html_of(client, "/opportunities/?q=시제품", **HTMX)
    assert "<html" not in html
    assert titles(html) == [call.title]
    assert 'id="result-count"' in html
    assert "hx-swap-oob" in html


def test_going_back_in_the_browser_gets_a_whole_page(client: Client, call):
    html = html_of(client, "/opportunities/", **HTMX, HTTP_HX_HISTORY_RESTORE_REQUEST="true")
    assert "<html" in html


def test_a_cache_keeps_the_two_forms_apart(client: Client, call):
    assert "HX-Request" in client.get("/opportunities/")["Vary"]


def feed(html: str, kind: str) -> dict[str, list[str]]:
    address = re.search(rf'href="/feeds/opportunities\.{kind}\?([^"]*)"', html)
    assert address
    return parse_qs(unescape(address[1]))


@pytest.mark.parametrize("kind", ["rss", "ics"])
def test_the_search_can_be_subscribed_to(client: Client, store_call, kind: str):
    store_call("soon", closes=TODAY + timedelta(days=3))
    html = html_of(client, "/opportunities/?region=52")
    assert feed(html, kind) == {"region": ["52"], "status": ["open"]}
    html = html_of(client, "/opportunities/?region=52&within=7")
    assert feed(html, kind) == {"region": ["52"], "status": ["closing"]}


def test_a_title_is_text_not_html(client: Client, store_call):
    store_call("x", title="<script>alert(1)</script> 지원")
    html = html_of(client, "/opportunities/")
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; 지원" in html


def test_a_query_is_text_not_html(client: Client, call):
    html = html_of(client, '/opportunities/?q="><img src=x onerror=alert(1)>')
    assert "<img src=x" not in html


@pytest.mark.parametrize("address", ["/opportunities/", "/opportunities/?q=지원&region=52"])
def test_a_full_page_takes_few_queries(
    client: Client, many_calls, django_assert_max_num_queries, address: str
):
    with django_assert_max_num_queries(12):
        html_of(client, address)

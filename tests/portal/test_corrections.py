"""What an operator says of the facts that were read: kept beside them, never in their place."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from majungmul import facts
from majungmul.ledger import rereading
from majungmul.ledger.corrections import gold
from majungmul.ledger.models import Correction, Document, Opportunity
from majungmul.portal.read_facts import Read, facts_of

HIRES = {"fact": "quantity", "quote": "57명"}


def address(document: Document) -> str:
    return f"/documents/{document.uuid}/corrections/"


def read_as(document: Document, fact: str, quote: str) -> Read:
    return next(
        row
        for row in facts_of(document)
        if row.fact == fact and quote in document.text[row.start : row.end]
    )


def told(row: Read, kind: str, **more: Any) -> dict[str, Any]:
    return {
        "kind": kind, "fact": row.fact, "field": row.field, "start": row.start, "end": row.end,
    } | more  # fmt: skip


def test_a_visitor_sees_no_form_and_changes_nothing(client: Client, article: Document):
    assert "corrections" not in client.get(f"/documents/{article.uuid}/").content.decode()
    answer = client.post(address(article), told(read_as(article, "quantity", "57명"), "right"))
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("portal:sign-in"))
    assert not Correction.objects.exists()


def test_someone_signed_in_who_is_no_operator_is_refused(
    client: Client, article: Document, django_user_model: Any
):
    client.force_login(django_user_model.objects.create_user("reader"))
    answer = client.post(address(article), told(read_as(article, "quantity", "57명"), "right"))
    assert answer.status_code == 403
    assert not Correction.objects.exists()


def test_a_correction_from_another_site_is_turned_away(article: Document, admin_user: Any):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(admin_user)
    answer = strict.post(address(article), told(read_as(article, "quantity", "57명"), "right"))
    assert answer.status_code == 403
    assert not Correction.objects.exists()


def test_correcting_takes_a_post(admin_client: Client, article: Document):
    assert admin_client.get(address(article)).status_code == 405


@pytest.mark.parametrize("fact", ["quantity", "statement"])
def test_an_operator_says_that_a_fact_is_right(admin_client: Client, article: Document, fact: str):
    row = read_as(article, fact, "57명")
    answer = admin_client.post(address(article), told(row, "right"), follow=True)
    html = answer.content.decode()
    assert 'badge-said-right">맞음' in html
    assert "admin" in html
    (line,) = gold()
    assert (line["kind"], line["quote"], line["value"]) == ("right", "57명", row.value)


def test_the_right_value_is_typed_as_it_would_be_printed(admin_client: Client, article: Document):
    row = read_as(article, "quantity", "36억")
    admin_client.post(address(article), told(row, "wrong", value="3,600만 원", note="단위"))
    (line,) = gold()
    assert line["value"]["value"] == "36000000"
    assert (line["value"]["start"], line["value"]["end"]) == (row.start, row.end)
    assert line["value"]["quote"] == line["quote"]


def test_a_wrong_fact_without_a_right_value_is_none_at_all(admin_client: Client, article: Document):
    row = read_as(article, "quantity", "57명")
    html = admin_client.post(address(article), told(row, "wrong"), follow=True).content.decode()
    assert "이런 사실은 없음" in html
    assert [line["value"] for line in gold()] == [None]


def test_a_missing_fact_is_found_by_its_quote(admin_client: Client, article: Document):
    quote = "올해 예산은 약 36억 원"
    more = {"kind": "missing", "fact": "statement", "field": "new_hires", "value": "36명"}
    admin_client.post(address(article), {**more, "quote": quote})
    (line,) = gold()
    assert article.text[line["start"] : line["end"]] == line["quote"] == quote
    assert line["value"]["measure"] == "new_hires"
    assert line["value"]["quantity"]["value"] == "36"


def test_a_quote_that_stands_twice_is_counted(admin_client: Client, article: Document):
    more = {"kind": "missing", "fact": "quantity", "quote": "소프트웨어 지원사업", "value": "2건"}
    refused = admin_client.post(address(article), more)
    assert refused.status_code == 422
    assert "2번 나옵니다" in refused.content.decode()
    admin_client.post(address(article), {**more, "nth": "2"})
    assert Correction.objects.get().start == article.text.rindex("소프트웨어 지원사업")


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"quote": "적혀 있지 않은 말"}, "이 글귀가 본문에 없습니다"),
        ({"quote": ""}, "이 글귀가 본문에 없습니다"),
        ({"value": ""}, "맞는 값을 적어 주세요."),
        ({"value": "여러 명"}, "이 값을 읽지 못했습니다."),
        ({"value": "3명 또는 4명"}, "이 값을 읽지 못했습니다."),
        ({"nth": "2"}, "1번 나옵니다"),
        ({"fact": "statement", "field": "weather"}, "항목을 골라 주세요."),
        ({"fact": "opportunity", "field": ""}, "항목을 골라 주세요."),
        ({"fact": "opportunity", "field": "closes", "value": "언젠가"}, "이 값을 읽지 못했습니다."),
    ],
)
def test_what_cannot_be_kept_is_said_in_a_sentence(
    admin_client: Client, article: Document, changes: dict[str, str], sentence: str
):
    sent = {"kind": "missing", "fact": "quantity", "quote": "57명", "value": "57명"} | changes
    answer = admin_client.post(address(article), sent)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not Correction.objects.exists()


@pytest.mark.parametrize(
    "changes", [{"start": 0}, {"end": 10**9}, {"fact": "weather"}, {"kind": "maybe"}, {"start": ""}]
)
def test_a_fact_that_was_not_read_cannot_be_right_or_wrong(
    admin_client: Client, article: Document, changes: dict[str, Any]
):
    row = told(read_as(article, "quantity", "57명"), "right") | changes
    assert admin_client.post(address(article), row).status_code == 422
    assert not Correction.objects.exists()


@pytest.mark.parametrize(
    ("field", "value", "kept"),
    [
        ("closes", "2031-05-20", "2031-05-20"),
        ("award_max", "5억 원", {"amount": "500000000", "currency": "KRW"}),
        ("support_rate_max", "80%", "80"),
        ("selected_count", "15개사", 15),
        ("end_kind", "예산 소진 시까지", "until_funds"),
    ],
)
def test_each_head_fact_of_a_call_takes_its_kind_of_value(
    admin_client: Client, call: Opportunity, field: str, value: str, kept: Any
):
    document = call.documents.get()
    sent = {"fact": "opportunity", "field": field, "value": value, "page": "notice"}
    answer = admin_client.post(
        address(document),
        sent | {"kind": "missing", "quote": "지원사업 공고", "nth": "1"},
        follow=True,
    )
    assert answer.redirect_chain[0][0].startswith(f"/opportunities/{call.uuid}/")
    assert [line["value"] for line in gold()] == [kept]


def test_a_requirement_is_corrected_in_words_and_kept_as_a_rule(
    admin_client: Client, call: Opportunity
):
    document = call.documents.get()
    row = read_as(document, "condition", "창업 7년 이내")
    admin_client.post(address(document), told(row, "wrong", value="창업 5년 이내"))
    row = read_as(document, "condition", "지역 기여 계획")
    admin_client.post(address(document), told(row, "wrong", value="알 수 없는 별난 계획"))
    typed, unread = (line["value"] for line in gold())
    assert (typed["field"], typed["max"]) == ("business_age_years", "5")
    assert "별난 계획" in json.dumps(unread, ensure_ascii=False)


def test_choosing_a_fact_fills_the_form_without_a_script(admin_client: Client, call: Opportunity):
    document = call.documents.get()
    row = read_as(document, "condition", "창업 7년 이내")
    html = admin_client.get(f"/opportunities/{call.uuid}/").content.decode()
    at = f"fact=condition&amp;field={row.field}&amp;at={row.start}-{row.end}"
    (link,) = re.findall(rf'href="(\?document=[^"]*{re.escape(at)})#corrections"', html)
    chosen = admin_client.get(f"/opportunities/{call.uuid}/{link.replace('&amp;', '&')}")
    assert f'name="field" value="{row.field}"' in chosen.content.decode()
    assert 'name="kind" value="wrong"' in chosen.content.decode()


def test_the_extraction_stays_and_a_new_reading_leaves_the_corrections(
    admin_client: Client, article: Document, monkeypatch: pytest.MonkeyPatch
):
    before = article.reading
    admin_client.post(
        address(article), told(read_as(article, "quantity", "57명"), "wrong", value="75명")
    )
    kept = list(gold())
    article.refresh_from_db()
    assert article.reading == before
    monkeypatch.setattr(facts, "VERSION", "later")
    assert rereading.read_again().read == 1
    article.refresh_from_db()
    assert article.reader_version == "later"
    assert [{**line, "reader_version": ""} for line in gold()] == [
        {**line, "reader_version": ""} for line in kept
    ]
    assert "75" in admin_client.get(f"/documents/{article.uuid}/").content.decode()


def test_what_is_typed_is_shown_as_text(admin_client: Client, article: Document):
    row = read_as(article, "quantity", "57명")
    admin_client.post(address(article), told(row, "wrong", note="<script>x</script>"))
    html = admin_client.get(f"/documents/{article.uuid}/").content.decode()
    assert "<script>x" not in html
    assert "&lt;script&gt;x" in html


def test_an_operator_reads_it_all_in_english(admin_client: Client, article: Document):
    admin_client.cookies["django_language"] = "en"
    admin_client.post(address(article), told(read_as(article, "quantity", "57명"), "right"))
    html = admin_client.get(f"/documents/{article.uuid}/").content.decode()
    panel = html[html.index('id="corrections"') : html.index("</details>")]
    panel = re.sub(r"<q>.*?</q>|<td class=\"sentence\">.*?</td>", "", panel, flags=re.S)
    assert re.findall(r"[가-힣]+", panel) == []

"""Every live answer parses with the protocol's own models, errors too."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from common_grants_sdk.schemas.pydantic.responses import (
    Error,
    OpportunitiesListResponse,
    OpportunitiesSearchResponse,
    OpportunityResponse,
)
from django.db.models import F
from django.test import Client
from django.utils import timezone

from majungmul.ledger.models import Opportunity

NOBODY = UUID("00000000-0000-4000-8000-000000000000")

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("samples")]

PREFIX = "/common-grants/opportunities"


def listed(client: Client, **query: int) -> OpportunitiesListResponse:
    return OpportunitiesListResponse.model_validate_json(client.get(PREFIX, query).content)


def searched(client: Client, **body: object) -> OpportunitiesSearchResponse:
    answer = client.post(f"{PREFIX}/search", json.dumps(body), content_type="application/json")
    assert answer.status_code == 200, answer.content
    return OpportunitiesSearchResponse.model_validate_json(answer.content)


def test_pages_together_hold_every_call_once(client: Client) -> None:
    first = listed(client, pageSize=25)
    pages = [
        listed(client, pageSize=25, page=n) for n in range(1, first.pagination_info.total_pages + 1)
    ]

    ids = [item.id for page in pages for item in page.items]

    assert len(ids) == len(set(ids)) == first.pagination_info.total_items >= 60


def test_a_listed_call_can_be_asked_for_by_its_id(client: Client) -> None:
    item = listed(client).items[0]

    answer = OpportunityResponse.model_validate_json(client.get(f"{PREFIX}/{item.id}").content)

    assert answer.data.title == item.title


def test_a_call_found_to_repeat_another_keeps_its_address_and_leaves_the_list(
    client: Client,
) -> None:
    first, second = listed(client).items[:2]
    Opportunity.objects.filter(uuid=second.id).update(
        same_as=Opportunity.objects.get(uuid=first.id)
    )

    assert second.id not in [item.id for item in listed(client, pageSize=100).items]
    answer = OpportunityResponse.model_validate_json(client.get(f"{PREFIX}/{second.id}").content)
    assert answer.data.title == second.title


def test_money_is_a_whole_number_of_won_in_a_string(client: Client) -> None:
    rows = listed(client, pageSize=100).items
    amounts = [row.funding.max_award_amount for row in rows if row.funding.max_award_amount]

    assert amounts
    assert all(amount.amount.isdigit() and amount.currency == "KRW" for amount in amounts)


def test_until_funds_run_out_is_an_event_of_type_other_with_details(client: Client) -> None:
    rows = listed(client, pageSize=100).items
    closings = [row.key_dates.close_date for row in rows if row.key_dates.close_date]
    others = [event for event in closings if event.event_type == "other"]

    assert any(event.details == "예산 소진 시까지" for event in others)


def test_the_day_of_posting_is_not_the_day_applications_open(client: Client) -> None:
    call = Opportunity.objects.exclude(published=None).exclude(opens=F("published"))
    call = call.filter(opens__isnull=False, same_as=None).first()

    dates = OpportunityResponse.model_validate_json(
        client.get(f"{PREFIX}/{call.uuid}").content
    ).data.key_dates

    assert dates.post_date.date == call.published
    assert dates.other_dates["opensDate"].date == call.opens


def test_being_seen_again_unchanged_is_no_modification(client: Client) -> None:
    before = [(item.id, item.last_modified_at) for item in listed(client).items]

    Opportunity.objects.update(last_seen=timezone.now() + timedelta(days=1))

    assert [(item.id, item.last_modified_at) for item in listed(client).items] == before


def test_the_list_begins_with_what_changed_last(client: Client) -> None:
    changed = Opportunity.objects.filter(same_as=None, kind="call").order_by("pk")[3]
    changed.changed_at = timezone.now() + timedelta(hours=1)
    changed.save()

    assert listed(client).items[0].id == changed.uuid


def test_search_takes_korean_words_and_says_what_it_filtered(client: Client) -> None:
    found = searched(
        client,
        search="수출",
        filters={"status": {"operator": "in", "value": ["open"]}},
        sorting={"sortBy": "keyDates.closeDate", "sortOrder": "asc"},
    )

    assert found.items
    assert {item.status.value for item in found.items} == {"open"}
    assert found.filter_info.filters["status"]["value"] == ["open"]
    dates = [
        item.key_dates.close_date.date
        for item in found.items
        if item.key_dates.close_date and item.key_dates.close_date.event_type == "singleDate"
    ]
    assert dates == sorted(dates)


@pytest.mark.parametrize("order", ["asc", "desc"])
@pytest.mark.parametrize(
    ("by", "of"),
    [
        ("keyDates.closeDate", lambda call: call.closes_at),
        ("funding.maxAwardAmount", lambda call: call.award_max),
        ("funding.totalAmountAvailable", lambda call: call.total_budget),
        ("funding.estimatedAwardCount", lambda call: call.selected_count),
        ("title", lambda call: call.title),
        ("createdAt", lambda call: call.first_seen),
        ("lastModifiedAt", lambda call: call.changed_at),
    ],
)
@pytest.mark.parametrize("status", [["open"], ["open", "closed", "forecasted", "custom"]])
def test_pages_in_any_order_hold_every_call_once_those_that_do_not_say_last(
    client: Client, by: str, of: Callable[[Opportunity], Any], order: str, status: list[str]
) -> None:
    asked = {
        "filters": {"status": {"operator": "in", "value": status}},
        "sorting": {"sortBy": by, "sortOrder": order},
    }
    total = searched(client, **asked).pagination_info.total_items
    pages = [
        searched(client, **asked, pagination={"page": n, "pageSize": 11})
        for n in range(1, total // 11 + 3)
    ]

    ids = [item.id for page in pages for item in page.items]
    calls = Opportunity.objects.in_bulk(ids, field_name="uuid")
    values = [of(calls[id]) for id in ids]
    known = [value for value in values if value is not None]

    assert len(set(ids)) == len(ids) == total > 11
    assert values == [*sorted(known, reverse=order == "desc"), *[None] * (total - len(known))]


@pytest.mark.parametrize("status", ["open", "closed", "forecasted", "custom"])
def test_the_filter_and_the_shown_status_agree(client: Client, status: str) -> None:
    found = searched(
        client,
        filters={"status": {"operator": "in", "value": [status]}},
        pagination={"page": 1, "pageSize": 100},
    )

    assert all(item.status.value == status for item in found.items)


def test_in_and_not_in_part_the_whole(client: Client) -> None:
    sizes = [
        searched(client, filters={"status": {"operator": operator, "value": ["open"]}})
        for operator in ("in", "notIn")
    ]

    total = listed(client).pagination_info.total_items
    assert sum(page.pagination_info.total_items for page in sizes) == total


def test_a_filter_we_do_not_have_is_named(client: Client) -> None:
    amount = {"amount": "1", "currency": "KRW"}
    found = searched(
        client,
        filters={
            "minAwardAmountRange": {"operator": "between", "value": {"min": amount, "max": amount}},
            "customFilters": {"colour": {"operator": "eq", "value": "blue"}},
        },
    )

    assert len(found.filter_info.errors) == 2
    assert "colour" in found.filter_info.errors[1]


def test_an_amount_range_keeps_only_calls_within_it(client: Client) -> None:
    low, high = ({"amount": str(n), "currency": "KRW"} for n in (50_000_000, 200_000_000))
    found = searched(
        client,
        filters={
            "maxAwardAmountRange": {"operator": "between", "value": {"min": low, "max": high}}
        },
        pagination={"page": 1, "pageSize": 100},
    )

    amounts = [int(item.funding.max_award_amount.amount) for item in found.items]
    assert amounts
    assert all(50_000_000 <= amount <= 200_000_000 for amount in amounts)


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("get", f"{PREFIX}/{NOBODY}", 404),
        ("get", f"{PREFIX}/nonsense", 422),
        ("get", f"{PREFIX}?page=0", 422),
        ("get", f"{PREFIX}?pageSize=100000", 422),
        ("get", "/common-grants/nothing", 404),
        ("delete", PREFIX, 405),
    ],
)
def test_every_error_has_the_protocols_shape(
    client: Client, method: str, path: str, status: int
) -> None:
    answer = getattr(client, method)(path)

    assert answer.status_code == status
    assert Error.model_validate_json(answer.content).status == status


@pytest.mark.parametrize("body", ["{", '{"sorting": {"sortBy": "colour"}}', '{"filters": 3}'])
def test_a_search_nobody_can_read_is_refused_in_the_protocols_shape(
    client: Client, body: str
) -> None:
    answer = client.post(f"{PREFIX}/search", body, content_type="application/json")

    assert answer.status_code in (400, 422)
    assert Error.model_validate_json(answer.content).message

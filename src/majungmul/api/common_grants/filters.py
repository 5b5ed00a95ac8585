"""The protocol's filters and sort orders on the ledger. What we cannot do is said, not ignored."""

from __future__ import annotations

from datetime import datetime, time
from decimal import Decimal
from functools import reduce
from operator import or_

from common_grants_sdk.schemas.pydantic.filters import (
    DateRangeFilter,
    MoneyRangeFilter,
    OppDefaultFilters,
)
from common_grants_sdk.schemas.pydantic.sorting import OppSortBy, OppSorting
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce

from majungmul.ledger import search
from majungmul.ledger.models import Opportunity
from majungmul.ledger.search.query import FIRST, LAST
from majungmul.ledger.summaries import NO_END
from majungmul.terms import SEOUL

COLUMNS = {
    OppSortBy.LAST_MODIFIED_AT: "changed_at",
    OppSortBy.CREATED_AT: "first_seen",
    OppSortBy.TITLE: "title",
    OppSortBy.CLOSE_DATE: "ends_at",  # which it is where a call has a close date
    OppSortBy.MAX_AWARD_AMOUNT: "amount_order",  # in won: sums in other moneys are not its like
    OppSortBy.TOTAL_FUNDING_AVAILABLE: "total_budget",
    OppSortBy.ESTIMATED_AWARD_COUNT: "selected_count",
}
_SILENT = {  # on what is sorted by
    OppSortBy.CLOSE_DATE: Q(closes_at=None),
    OppSortBy.MAX_AWARD_AMOUNT: Q(amount_order=0),
    OppSortBy.TOTAL_FUNDING_AVAILABLE: Q(total_budget=None),
    OppSortBy.ESTIMATED_AWARD_COUNT: Q(selected_count=None),
}
_SAYING = {
    OppSortBy.CLOSE_DATE: Q(closes_at__isnull=False, ends_at__lt=NO_END),
    OppSortBy.MAX_AWARD_AMOUNT: Q(amount_order__gt=0),
    OppSortBy.TOTAL_FUNDING_AVAILABLE: Q(total_budget__isnull=False),
    OppSortBy.ESTIMATED_AWARD_COUNT: Q(selected_count__isnull=False),
}
_OLDEST_FIRST = ("changed_at", "first_seen", "title")  # titles begin with their year


def narrow(rows: QuerySet[Opportunity], asked: OppDefaultFilters) -> QuerySet[Opportunity]:
    """`rows` under every filter that we know."""
    if asked.status is not None:
        condition = _with_status(asked.status.value)
        rows = rows.filter(~condition if asked.status.operator == "notIn" else condition)
    if asked.close_date_range is not None:
        rows = rows.filter(_days("closes_at", asked.close_date_range))
    for column, money in (
        ("award_max", asked.max_award_amount_range),
        ("total_budget", asked.total_funding_available_range),
    ):
        if money is not None:
            rows = rows.filter(_amounts(column, money))
    return rows


def ignored(asked: OppDefaultFilters) -> list[str]:
    """One sentence for each filter that was not applied."""
    found = []
    if asked.min_award_amount_range is not None:
        found.append("minAwardAmountRange: the ledger keeps no least award; not applied")
    found += [
        f"customFilters.{name}: not known; not applied"
        for name in getattr(asked, "custom_filters", None) or {}
    ]
    return found


def order(
    rows: QuerySet[Opportunity], sorting: OppSorting, running: bool = False
) -> tuple[list[QuerySet[Opportunity]], list[str]]:
    """`rows` in the order asked for, and a sentence where we have no such order.

    They are lists to be read one after the other, each along an index: those that say what is
    sorted by, then those that do not. `running`: only calls that run are asked for. What runs is
    young: from the oldest on, most of the ledger would be gone through before the first of them.
    """
    column = COLUMNS.get(sorting.sort_by, "changed_at")
    known = sorting.sort_by in COLUMNS
    errors = [] if known else [f"sortBy {sorting.sort_by}: not known; sorted by lastModifiedAt"]
    ascending = sorting.sort_order == "asc"
    walked = not (running and ascending and column in _OLDEST_FIRST)
    key = F(column) if walked else Coalesce(column, column)
    last = "id" if ascending else "-id"
    saying = rows.filter(_SAYING.get(sorting.sort_by, Q()))
    parts = [saying.order_by(key.asc() if ascending else key.desc(), last)]
    if silent := _SILENT.get(sorting.sort_by):
        parts.append(rows.filter(silent).order_by(last))
    return parts, errors


def of_running(asked: OppDefaultFilters) -> bool:
    """Whether only calls that run are asked for."""
    status = asked.status
    if status is None or status.operator == "notIn":
        return False
    return set(status.value) <= {"forecasted", "open"}


def _with_status(values: list[str]) -> Q:
    """Calls whose status is one of the protocol's `values`; none of them matches nothing."""
    unknown = search.standing("unknown")
    known = {
        "forecasted": search.standing("upcoming"),
        "open": search.standing("open") & ~unknown,
        "closed": search.standing("closed"),
        "custom": unknown | search.standing("withdrawn"),
    }
    return reduce(or_, (known[value] for value in values if value in known), Q(pk__in=[]))


def _days(column: str, asked: DateRangeFilter) -> Q:
    inside = Q(**{f"{column}__isnull": False})
    if asked.value.min is not None:
        first = max(asked.value.min, FIRST)
        inside &= Q(**{f"{column}__gte": datetime.combine(first, time.min, SEOUL)})
    if asked.value.max is not None:
        last = min(asked.value.max, LAST)
        inside &= Q(**{f"{column}__lte": datetime.combine(last, time.max, SEOUL)})
    return _turned(inside, column, asked.operator)


def _amounts(column: str, asked: MoneyRangeFilter) -> Q:
    currency = "award_currency" if column == "award_max" else "budget_currency"
    inside = Q(
        **{
            f"{column}__gte": Decimal(asked.value.min.amount),
            f"{column}__lte": Decimal(asked.value.max.amount),
            currency: asked.value.min.currency,
        }
    )
    return _turned(inside, column, asked.operator)


def _turned(inside: Q, column: str, operator: str) -> Q:
    """`outside` is the rest of what is known; a call that does not say is in neither."""
    return ~inside & Q(**{f"{column}__isnull": False}) if operator == "outside" else inside

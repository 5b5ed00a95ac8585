"""A call of the ledger as a CommonGrants opportunity."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from common_grants_sdk.schemas.pydantic.fields import (
    CustomField,
    CustomFieldType,
    Event,
    Money,
    OtherEvent,
    SingleDateEvent,
)
from common_grants_sdk.schemas.pydantic.models import (
    OppFunding,
    OpportunityBase,
    OppStatus,
    OppStatusOptions,
    OppTimeline,
)

from majungmul.ledger.models import Opportunity
from majungmul.ledger.search import status_of
from majungmul.terms import SEOUL

STATUSES = {
    "upcoming": OppStatusOptions.FORECASTED,
    "open": OppStatusOptions.OPEN,
    "closing": OppStatusOptions.OPEN,
    "rolling": OppStatusOptions.OPEN,
    "closed": OppStatusOptions.CLOSED,
}


def as_common_grants(call: Opportunity, now: datetime) -> OpportunityBase:
    """`call` in the protocol's words. A status the protocol lacks is `custom` with our own name."""
    return OpportunityBase(
        id=call.uuid,
        title=call.title,
        status=_status(call, now),
        description=call.summary or call.title,
        funding=_funding(call),
        keyDates=_dates(call),
        source=call.url or None,
        customFields=_custom(call),
        createdAt=call.first_seen,
        lastModifiedAt=call.changed_at,  # being seen again unchanged is no change
    )


def _status(call: Opportunity, now: datetime) -> OppStatus:
    status = status_of(call, now)
    if status in STATUSES:
        return OppStatus(value=STATUSES[status])
    return OppStatus(value=OppStatusOptions.CUSTOM, customValue=status)


def _funding(call: Opportunity) -> OppFunding:
    return OppFunding(
        totalAmountAvailable=_money(call.total_budget, call.budget_currency),
        maxAwardAmount=_money(call.award_max, call.award_currency),
        estimatedAwardCount=call.selected_count,
    )


def _money(amount: Decimal | None, currency: str) -> Money | None:
    return None if amount is None else Money(amount=f"{amount:.0f}", currency=currency)


def _dates(call: Opportunity) -> OppTimeline:
    posted = SingleDateEvent(name="공고", date=call.published) if call.published else None
    opens = SingleDateEvent(name="접수 시작", date=call.opens) if call.opens else None
    others = {"opensDate": opens} if opens else None
    return OppTimeline(postDate=posted, closeDate=_closing(call), otherDates=others)


def _closing(call: Opportunity) -> Event | None:
    """A date where there is one; else how the call ends, in words; None when nobody said."""
    words = call.get_end_kind_display() if call.end_kind and call.end_kind != "date" else None
    if call.closes_at is None:
        return OtherEvent(name="접수 마감", details=words) if words else None
    local = call.closes_at.astimezone(SEOUL)
    hour = local.time().replace(second=0, microsecond=0) if call.closes_hour_known else None
    return SingleDateEvent(name="접수 마감", date=local.date(), time=hour, description=words)


def _custom(call: Opportunity) -> dict[str, CustomField]:
    fields: dict[str, tuple[str, CustomFieldType, Any]] = {
        "funder": ("소관기관", CustomFieldType.STRING, call.funder and call.funder.name),
        "operator": ("수행기관", CustomFieldType.STRING, call.operator and call.operator.name),
        "field": ("지원분야", CustomFieldType.STRING, call.field),
        "regions": ("지역 (행정표준코드)", CustomFieldType.ARRAY, call.regions),
        "nationwide": ("전국", CustomFieldType.BOOLEAN, call.nationwide),
        "supportRateMax": (
            "최대 지원율 (%)",
            CustomFieldType.STRING,
            _plain(call.support_rate_max),
        ),
        "periodText": ("신청기간 원문", CustomFieldType.STRING, call.period_text),
        "applyUrl": ("신청 주소", CustomFieldType.STRING, call.apply_url),
        "isSample": ("표본", CustomFieldType.BOOLEAN, call.is_sample or None),
    }
    return {
        key: CustomField(name=name, fieldType=kind, value=value)
        for key, (name, kind, value) in fields.items()
        if value not in (None, "", [])
    }


def _plain(number: Decimal | None) -> str | None:
    return None if number is None else f"{number.normalize():f}"

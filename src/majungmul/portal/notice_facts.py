"""The facts at the head of a notice, each with the place it was read from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from majungmul.ledger.models import Document, Opportunity

from . import labels, wording
from .deadlines import deadline
from .source_text import anchor


@dataclass(frozen=True, slots=True)
class Fact:
    """`value` is empty where the notice does not say; `href` leads to the sentence behind it."""

    label: str
    value: str
    href: str = ""
    notes: tuple[str, ...] = ()


Link = Callable[..., str]


def facts_of(
    call: Opportunity, shown: Document | None, documents: list[Document]
) -> tuple[Fact, ...]:
    """What the head of a notice page lists, in the order a reader asks."""
    by_key = {key: doc for doc in documents for key in (doc.pk, str(doc.pk), str(doc.uuid))}

    def link(*names: str) -> str:
        for name in names:
            place = call.spans.get(name)
            document = by_key.get(place.get("document")) if place else None
            if place and document:
                here = anchor(place["start"], place["end"])
                if shown and document.pk == shown.pk:
                    return f"#{here}"
                at = f"{place['start']}-{place['end']}"
                return f"?document={document.uuid}&at={at}#{here}"
        return ""

    return (_period(call, link), *_money(call, link), *_scope(call))


def _period(call: Opportunity, link: Link) -> Fact:
    end = deadline(call)
    opens = wording.day(call.opens)
    value = f"{opens} ~ {end.text}" if opens or call.closes_at else end.text
    if not opens and call.closes_at is None and not call.end_kind:
        value = ""
    told = call.period_text and call.closes_at is None
    printed = (_("공고문에는 이렇게 적혀 있습니다: %(text)s") % {"text": call.period_text},)
    notes = end.notes + (printed if told else ())
    return Fact(_("신청 기간"), value, link("closes", "opens", "end_kind"), notes)


def _money(call: Opportunity, link: Link) -> tuple[Fact, ...]:
    currency = call.award_currency
    rate = call.support_rate_max
    many = call.selected_count
    return (
        Fact(_("최대 지원액"), wording.money(call.award_max, currency), link("award_max")),
        Fact(
            _("지원 비율"),
            "" if rate is None else _("최대 %(n)s%%") % {"n": wording.plain(rate)},
            link("support_rate_max"),
        ),
        Fact(
            _("선정 규모"),
            "" if many is None else _("%(n)s곳(건·명)") % {"n": wording.count(many)},
            link("selected_count"),
        ),
        Fact(_("총예산"), wording.money(call.total_budget), link("total_budget")),
    )


def _scope(call: Opportunity) -> tuple[Fact, ...]:
    places = ", ".join(labels.region(code) for code in call.regions)
    if call.nationwide:
        places = _("전국")
    return (
        Fact(_("지역"), places),
        Fact(_("공고일"), wording.day(call.published)),
    )

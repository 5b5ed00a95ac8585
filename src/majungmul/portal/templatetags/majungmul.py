"""What templates say numbers, days, codes and calls with."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import forms, template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from majungmul.ledger.models import Document, Opportunity
from majungmul.matching import sentence
from majungmul.matching.questions import NextQuestion
from majungmul.portal import deadlines, labels, wording
from majungmul.portal.read_facts import said_value
from majungmul.portal.source_text import anchor, around
from majungmul.terms import Reason

register = template.Library()

LIST_SIGN = re.compile(r"(?<=\S)\s+[☞※○●□■▶◦❍](?:\s|$)")

register.filter("day", wording.day)
register.filter("months", wording.months)
register.filter("moment", wording.moment)
register.filter("ago", wording.ago)
register.filter("plain_number", wording.plain)
register.filter("count", wording.count)
register.filter("field_label", labels.field)
register.filter("measure_label", labels.measure)
register.filter("region_label", labels.region)
register.filter("place_label", labels.place)
register.filter("status_label", labels.status)
register.filter("size_label", labels.size)
register.filter("kind_label", labels.organization_kind)
register.filter("role_label", labels.document_role)
register.filter("run_label", labels.run_state)
register.filter("suspicion_label", labels.suspicion)
register.filter("doubt_label", labels.doubt)
register.filter("fact_label", labels.fact)
register.filter("correction_label", labels.correction)
register.filter("told", said_value)
register.filter("verdict_label", labels.verdict)
register.filter("source_state_label", labels.source_state)
register.filter("amend_label", labels.amend_kind)
register.filter("spoken", labels.spoken)


@register.filter
def words(text: str) -> list[str]:
    """A blank-separated list written in a template."""
    return text.split()


@register.filter
def deadline(call: Opportunity) -> deadlines.Deadline:
    return deadlines.deadline(call)


@register.filter
def where(call: Opportunity) -> str:
    """The provinces a call is for; `전국` where it says so; empty where it says nothing."""
    if call.nationwide:
        return _("전국")
    names = [labels.region(code) for code in call.regions]
    if len(names) > 3:
        return _("%(first)s 외 %(n)s곳") % {"first": names[0], "n": len(names) - 1}
    return ", ".join(names)


@register.filter
def won(amount: Decimal | int | str | None, currency: str = "KRW") -> str:
    return wording.money(amount, currency)


@register.filter
def quantity(row: Any) -> str:
    """A quantity in JSON, or any row with `value`, `unit`, `bound` and `upper`."""
    if isinstance(row, Mapping):
        return wording.quantity(row["value"], row["unit"], row["bound"], row.get("upper"))
    return wording.quantity(row.value, row.unit, row.bound, row.upper)


@register.filter
def web_address(address: str) -> str:
    """An address that is safe to link; empty for `javascript:` and whatever else a source sent."""
    return address if address.lower().startswith(("http://", "https://")) else ""


@register.filter
def lead(summary: str) -> str:
    """The opening of a summary, up to the sign that begins its list of particulars."""
    return LIST_SIGN.split(summary, maxsplit=1)[0].strip()


@register.filter
def period(row: Any) -> str:
    """The days a statement speaks of: one year as a year, else from and to."""
    start, end = row.period_start, row.period_end
    if start is None and end is None:
        return ""
    if start and end and (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
        years = (start.year,) if start.year == end.year else (start.year, end.year)
        return "~".join(str(year) for year in years)
    return f"{_iso(start)} ~ {_iso(end)}"


@register.filter
def question_text(question: NextQuestion) -> str:
    return question.question_en if labels.language() == "en" else question.question


@register.filter
def sentence_around(row: Any) -> str:
    """The sentence a figure stands in, cut to a readable length."""
    return around(row.document.text, row.start, row.end)


@register.filter
def item(mapping: Mapping[str, Any], key: str) -> Any:
    """`mapping[key]`, or nothing."""
    return mapping.get(key) if mapping else None


@register.filter
def quote(document: Document, place: Any) -> str:
    """The signs of a text that a fact was read from."""
    return document.text[place.start : place.end]


@register.filter
def share(part: int, whole: int) -> int:
    """`part` of `whole` in hundredths, for the length of a bar."""
    return round(100 * part / whole) if whole else 0


@register.simple_tag
def evidence_link(document: Document, start: int, end: int, shown: Document | None = None) -> str:
    """The address of a place in a document's text: a mere fragment where that text is shown."""
    place = anchor(start, end)
    if shown is not None and shown.pk == document.pk:
        return f"#{place}"
    path = reverse("portal:document", args=[document.uuid])
    return f"{path}?at={start}-{end}#{place}"


@register.filter
def reason_sentence(reason: Reason) -> str:
    """The reason, or the near miss, in the page's language."""
    return sentence(reason, labels.language())


@register.filter
def listed(values: Sequence[object]) -> str:
    return ", ".join(str(value) for value in values)


def _iso(value: date | datetime | None) -> str:
    return f"{value:%Y-%m-%d}" if value else ""


@register.filter
def bound(form: forms.Form, name: str) -> forms.BoundField:
    """The field of a form whose name is worked out."""
    return form[name]


@register.simple_tag
def sparkline(numbers: Sequence[int]) -> SafeString:
    """Small bars, oldest first; the same numbers stand beside it as text."""
    most = max(numbers, default=0) or 1
    bars = format_html_join(
        "",
        '<rect x="{}" y="{}" width="6" height="{}"/>',
        (
            (8 * place, 20 - height, height)
            for place, height in enumerate(max(1, round(20 * number / most)) for number in numbers)
        ),
    )
    return format_html(
        '<svg class="spark" viewBox="0 0 {} 20" width="{}" height="20" aria-hidden="true"'
        ' focusable="false">{}</svg>',
        8 * len(numbers),
        8 * len(numbers),
        bars,
    )

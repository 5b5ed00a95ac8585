"""What operators have said of the facts of a document, and the form to say more."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest

from majungmul.ledger.models import Correction, Document
from majungmul.portal.access import is_operator
from majungmul.portal.forms.correction import CorrectionForm
from majungmul.portal.read_facts import Read, facts_of
from majungmul.portal.source_text import parse_at

MOST = 200  # facts listed on a page


@dataclass(frozen=True, slots=True)
class Panel:
    """`others` are words on what is not among the facts: missing ones, and those of old readings.

    `unlisted` counts the facts there was no room for.
    """

    document: Document
    facts: list[Read]
    unlisted: int
    others: list[Correction]
    form: CorrectionForm


def panel(
    request: HttpRequest, document: Document | None, form: CorrectionForm | None = None
) -> Panel | None:
    """The part of a page that holds the corrections; None for whoever may not make any."""
    if document is None or not is_operator(request):
        return None
    found = {fact.key: fact for fact in facts_of(document)}
    others = []
    for row in document.corrections.select_related("author").order_by("made_at", "pk"):
        fact = found.get((row.fact, row.field, row.start, row.end))
        (fact.corrections if fact else others).append(row)
    facts = list(found.values())
    form = form or _form(request, document)
    return Panel(document, facts[:MOST], max(0, len(facts) - MOST), others, form)


def _form(request: HttpRequest, document: Document) -> CorrectionForm:
    """Empty, or filled with the fact the operator chose to correct."""
    at = parse_at(request.GET.get("at"))
    asked = request.GET.get("fact", "")
    if not at or not asked:
        return CorrectionForm(document=document)
    initial = {
        "kind": "wrong",
        "fact": asked,
        "field": request.GET.get("field", ""),
        "start": at[0],
        "end": at[1],
        "quote": document.text[at[0] : at[1]],
    }
    return CorrectionForm(initial=initial, document=document)

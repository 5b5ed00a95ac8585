"""One notice: what it says, who may apply, what changed, with the source text beside it."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.db.models.functions import Length
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from majungmul.ledger.models import Document, EligibilityRule, Opportunity, OpportunityVersion
from majungmul.matching import explain
from majungmul.portal import diffs
from majungmul.portal.access import public
from majungmul.portal.conditions import tree
from majungmul.portal.deadlines import deadline
from majungmul.portal.notice_facts import facts_of
from majungmul.portal.profile import current_company
from majungmul.portal.source_text import Mark, marked, parse_at
from majungmul.terms import Company, Rule, Verdict, conditions, rule_from_json


@public
def opportunity(request: HttpRequest, uuid: UUID) -> HttpResponse:
    call = get_object_or_404(
        Opportunity.objects.select_related("source", "program", "funder", "operator"), uuid=uuid
    )
    versions = _versions(call)
    documents = _documents(call)
    row = call.rules.filter(current=True).select_related("document").first()
    rule = rule_from_json(row.tree) if row else None
    document = _chosen(request, documents, row)
    company = current_company(request)
    context = {
        "call": call,
        "end": deadline(call),
        "facts": facts_of(call, document, documents),
        "versions": versions,
        "attachments": call.attachments.filter(document=None),
        "documents": documents,
        "document": document,
        "source_html": _source(request, call, document, row, rule),
        "rule": row,
        "rule_document": row.document if row else None,
        "rule_node": tree(rule) if rule else None,
        "amended": call.amended_by.order_by("-first_seen").first(),
        "company": company,
        "verdict": _verdict(call, rule, company),
    }
    return render(request, "portal/notice.html", context)


@public
def document(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A text by itself: where statements of the press and of reports are shown in their place."""
    found = get_object_or_404(Document.objects.select_related("opportunity"), uuid=uuid)
    at = parse_at(request.GET.get("at"))
    context = {
        "document": found,
        "source_html": marked(found.text, _marks(found, None, at)),
        "at_quote": found.text[at[0] : at[1]] if at else "",
    }
    return render(request, "portal/document.html", context)


def _versions(call: Opportunity) -> list[OpportunityVersion]:
    versions = list(call.versions.defer("state"))
    for version in versions:
        version.rows = diffs.rows(version.changes)  # type: ignore[attr-defined]
    return versions


def _documents(call: Opportunity) -> list[Document]:
    """The texts in force, the notice itself first; their bodies are not loaded."""
    rows = call.documents.filter(current=True).annotate(length=Length("text"))
    by_role = {"notice": 0, "attachment": 1}
    found = rows.defer("text", "packed_reading", "tables").order_by("id")
    return sorted(found, key=lambda doc: by_role.get(doc.role, 2))


def _chosen(
    request: HttpRequest, documents: list[Document], row: EligibilityRule | None
) -> Document | None:
    """The text to show: the one asked for, else the one the rule was read from, else the first."""
    wanted = request.GET.get("document", "")
    by_uuid = {str(doc.uuid): doc for doc in documents}
    by_key = {doc.pk: doc for doc in documents}
    if wanted in by_uuid:
        return by_uuid[wanted]
    if row and row.document_id in by_key:
        return by_key[row.document_id]
    return documents[0] if documents else None


def _source(
    request: HttpRequest,
    call: Opportunity,
    document: Document | None,
    row: EligibilityRule | None,
    rule: Rule | None,
) -> str:
    if document is None:
        return ""
    at = parse_at(request.GET.get("at"))
    own_rule = rule if row and row.document_id == document.pk else None
    marks = [*_marks(document, own_rule, at)]
    return marked(document.text, marks)


def _marks(document: Document, rule: Rule | None, at: tuple[int, int] | None) -> Iterator[Mark]:
    """Every place a figure, a period or a clause was read from, and the one asked for."""
    if at:
        yield Mark(*at, at=True)
    reading = document.reading
    for kind, rows in (("figure", "quantities"), ("period", "periods")):
        for row in reading.get(rows) or ():
            yield Mark(row["start"], row["end"], kind)
    summary = reading.get("opportunity") or {}
    for row in (summary.get("spans") or {}).values():
        yield Mark(row["start"], row["end"])
    for statement in reading.get("statements") or ():
        yield Mark(statement["quantity"]["start"], statement["quantity"]["end"])
    for condition in conditions(rule) if rule else ():
        if condition.span:
            yield Mark(condition.span.start, condition.span.end, "clause")


def _verdict(call: Opportunity, rule: Rule | None, company: Company | None) -> Verdict | None:
    if rule is None or company is None:
        return None
    closing = timezone.localtime(call.closes_at).date() if call.closes_at else None
    return explain(rule, company, timezone.localdate(), call.published, closing)

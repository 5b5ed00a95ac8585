"""One notice: what it says, who may apply, what changed, with the source text beside it."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.safestring import SafeString

from majungmul.ledger import duplicates, queries
from majungmul.ledger.models import Document
from majungmul.ledger.queries import OpportunityPage
from majungmul.ledger.verdicts import judge
from majungmul.portal import diffs
from majungmul.portal.access import public
from majungmul.portal.conditions import tree
from majungmul.portal.corrections import panel
from majungmul.portal.deadlines import deadline
from majungmul.portal.forms.correction import CorrectionForm
from majungmul.portal.notice_facts import facts_of
from majungmul.portal.profile import current_company
from majungmul.portal.source_text import Mark, marked, parse_at
from majungmul.portal.turned import turned
from majungmul.terms import Rule, Unread, conditions


@public
def opportunity(request: HttpRequest, uuid: UUID) -> HttpResponse:
    page = queries.opportunity_page(str(uuid))
    if page is None:
        raise Http404
    shown = _chosen(request, page)
    company = current_company(request)
    judged = company and judge(page.opportunity, company, timezone.localdate())
    leaves = list(conditions(page.rule)) if page.rule else []
    context = {
        "page": page,
        "call": page.opportunity,
        "end": deadline(page.opportunity),
        "facts": facts_of(page.opportunity, shown, page.documents),
        "versions": [(version, diffs.rows(version.changes)) for version in page.versions],
        "attachments": [file for file in page.attachments if file.document is None],
        "document": shown,
        "source_html": _source(request, page, shown) if shown else "",
        "rule_node": tree(page.rule) if page.rule else None,
        "rule_document": page.rule_document,
        "unread": sum(isinstance(leaf, Unread) for leaf in leaves),
        "typed": sum(not isinstance(leaf, Unread) for leaf in leaves),
        "company": company,
        "judged": judged,
        "panel": panel(request, shown),
        "twins": duplicates.twins(page.opportunity),
        "turned": turned(request, page.opportunity, company),
    }
    return render(request, "portal/notice.html", context)


@public
def document(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A text by itself: where statements of the press and of reports are shown in their place."""
    return document_page(request, found_document(uuid))


def found_document(uuid: UUID) -> Document:
    return get_object_or_404(Document.objects.select_related("opportunity"), uuid=uuid)


def document_page(
    request: HttpRequest, found: Document, form: CorrectionForm | None = None
) -> HttpResponse:
    """`form` is a correction that was refused."""
    at = parse_at(request.GET.get("at"))
    context = {
        "document": found,
        "source_html": marked(found.text, _marks(found, None, at)),
        "at_quote": found.text[at[0] : at[1]] if at else "",
        "panel": panel(request, found, form),
    }
    return render(request, "portal/document.html", context, status=422 if form else 200)


def _chosen(request: HttpRequest, page: OpportunityPage) -> Document | None:
    """The text to show: the one asked for, else the one the rule was read from, else the first."""
    by_uuid = {str(document.uuid): document for document in page.documents}
    asked = by_uuid.get(request.GET.get("document", ""))
    first = page.documents[0] if page.documents else None
    return asked or page.rule_document or first


def _source(request: HttpRequest, page: OpportunityPage, shown: Document) -> SafeString:
    own = page.rule_document is not None and page.rule_document.pk == shown.pk
    at = parse_at(request.GET.get("at"))
    return marked(shown.text, _marks(shown, page.rule if own else None, at))


def _marks(document: Document, rule: Rule | None, at: tuple[int, int] | None) -> Iterator[Mark]:
    """Every place a figure, a period or a clause was read from, and the one asked for."""
    if at:
        yield Mark(*at, at=True)
    reading = document.reading
    for row in reading.get("quantities") or ():
        yield Mark(row["start"], row["end"])
    for row in reading.get("periods") or ():
        start = document.text.find(row["quote"])  # a period's own start and end are its days
        yield Mark(start, start + len(row["quote"]), "period")
    summary = reading.get("opportunity") or {}
    for row in (summary.get("spans") or {}).values():
        yield Mark(row["start"], row["end"])
    for statement in reading.get("statements") or ():
        yield Mark(statement["quantity"]["start"], statement["quantity"]["end"])
    for condition in conditions(rule) if rule else ():
        if condition.span:
            yield Mark(condition.span.start, condition.span.end, "clause")

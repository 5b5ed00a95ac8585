"""The officer's funnel: who qualifies before a call is published."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from majungmul.desk.drafts import counted
from majungmul.desk.firms import (
    LARGEST_FILE,
    MOST_ROWS,
    MOST_ROWS_OF_A_STRANGER,
    Firms,
    UnreadableFileError,
    firms_from_csv,
)
from majungmul.ledger.models import CompanyProfile
from majungmul.matching import BadProfileError, company_from_json
from majungmul.matching.funnel import Funnel, Share
from majungmul.matching.labels import age_band
from majungmul.portal import labels
from majungmul.portal.access import is_operator, public
from majungmul.portal.conditions import tree
from majungmul.portal.forms.funnel import DraftForm
from majungmul.terms import Company


@public
@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: HttpRequest) -> HttpResponse:
    form = DraftForm(request.POST, request.FILES) if request.method == "POST" else DraftForm()
    context: dict[str, Any] = {"form": form}
    status = 200
    if form.is_bound:
        try:
            context |= _counted(request, form) if form.is_valid() else {}
        except UnreadableFileError as error:
            form.add_error("file", str(error))
        status = 200 if form.is_valid() else 422
    return render(request, "portal/funnel.html", context, status=status)


def _counted(request: HttpRequest, form: DraftForm) -> dict[str, Any]:
    file = form.cleaned_data["file"]
    most = MOST_ROWS if is_operator(request) else MOST_ROWS_OF_A_STRANGER
    firms = firms_from_csv(file.read(LARGEST_FILE + 1), most) if file else _stored(request)
    clauses = form.draft().clauses()
    found = counted(clauses, firms.companies, timezone.localdate()) if clauses else None
    steps = found.steps if found else ()
    hardest = found.hardest if found else None
    if hardest and not hardest.alone_removes:
        hardest = None
    return {
        "firms": firms,
        "whose": file.name if file else _("표본 기업"),
        "steps": [
            (tree(clause), step, step is hardest)
            for clause, step in zip(clauses, steps, strict=True)
        ],
        "hardest": (tree(clauses[steps.index(hardest)]), hardest) if hardest else None,
        "total": len(firms.companies),
        "groups": _groups(found) if found else (),
    }


def _groups(found: Funnel) -> tuple[tuple[str, str, list[tuple[str, Share]]], ...]:
    """Where, how large and how old those are that qualify."""
    band = partial(age_band, language=labels.language())
    shares = (
        (_("지역별"), _("본사 소재지"), found.by_region, labels.region),
        (_("규모별"), _("기업 규모"), found.by_size, labels.size),
        (_("업력별"), _("창업한 지"), found.by_age, band),
    )
    return tuple(
        (title, heading, _rows(by_code, label)) for title, heading, by_code, label in shares
    )


def _rows(by_code: Mapping[str, Share], label: Callable[[str], str]) -> list[tuple[str, Share]]:
    """The groups in which firms qualify; the others together in one row."""
    rows = [(label(code), share) for code, share in by_code.items() if share.eligible]
    others = sum(share.firms for share in by_code.values() if not share.eligible)
    return [*rows, (_("그 밖"), Share(others, 0))] if others else rows


def _stored(request: HttpRequest) -> Firms:
    """The sample companies; for an operator every company of the ledger."""
    rows = CompanyProfile.objects.all()
    if not is_operator(request):
        rows = rows.filter(is_sample=True)
    return Firms(
        tuple(filter(None, map(_company, rows.values_list("facts", flat=True)[:MOST_ROWS])))
    )


def _company(facts: dict[str, Any]) -> Company | None:
    try:
        return company_from_json(facts)
    except BadProfileError:  # stored by an earlier version whose codes are gone
        return None

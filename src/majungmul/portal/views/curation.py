"""What an operator says of the ledger: which calls and organisations are one, what to believe."""

from __future__ import annotations

import re
from typing import TypeVar
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from majungmul.ledger import doubts, duplicates, organization_merges
from majungmul.ledger.models import (
    HeldChange,
    Opportunity,
    Organization,
    OrganizationMerge,
)
from majungmul.ledger.organization_merges import MergeError
from majungmul.ledger.organizations import Names
from majungmul.portal.access import acting, operator_or_local
from majungmul.sources import SourceError

Row = TypeVar("Row", Opportunity, Organization)
_UUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")


@operator_or_local
@require_POST
def same_call(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Says that another call is this one (`say=merged`), or that it is not (`say=split`)."""
    say = request.POST.get("say")
    if say not in ("merged", "split"):
        raise Http404
    call = get_object_or_404(Opportunity, uuid=uuid)
    other = _named(Opportunity, request.POST.get("other", ""))
    if other is None or other.pk == call.pk:
        messages.error(
            request, _("다른 공고를 찾지 못했습니다. 그 공고 쪽의 주소를 붙여 넣어 주세요.")
        )
    elif say == "split":
        duplicates.split(call, other, acting(request))
        messages.success(request, _("다른 공고로 두었습니다. 다음 수집 뒤에도 그대로입니다."))
    else:
        duplicates.merge(call, other, acting(request))
        messages.success(request, _("같은 공고로 묶었습니다. 다음 수집 뒤에도 그대로입니다."))
    return _back("portal:opportunity", uuid, "twins")


@operator_or_local
@require_POST
def same_organization(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Says that another organisation, by address or name, is this one."""
    organization = get_object_or_404(Organization, uuid=uuid)
    told = request.POST.get("other", "").strip()
    other = _named(Organization, told) or Names().known(told)
    try:
        if other is None:
            raise MergeError(
                _("그런 이름의 기관이 장부에 없습니다. 이름이나 기관 쪽의 주소를 확인해 주세요.")
            )
        organization_merges.merge(other, organization, acting(request))
        messages.success(request, _("한 기관으로 합쳤습니다."))
    except MergeError as error:
        messages.error(request, str(error))
    return _back("portal:organization", uuid, "merges")


@operator_or_local
@require_POST
def undo_merge(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes back that an organisation is another."""
    made = get_object_or_404(OrganizationMerge.objects.filter(undone_at=None), pk=pk)
    try:
        organization_merges.undo(made)
        messages.success(request, _("합치기 전으로 되돌렸습니다."))
    except MergeError as error:
        messages.error(request, str(error))
    return _back("portal:organization", made.into.uuid, "merges")


@operator_or_local
@require_POST
def believe(request: HttpRequest, pk: int) -> HttpResponse:
    """Says of a doubted change that it is true (`say=confirm`) or none (`say=dismiss`)."""
    say = request.POST.get("say")
    if say not in ("confirm", "dismiss"):
        raise Http404
    held = HeldChange.objects.filter(pk=pk).first()
    try:
        if held is None or not (doubts.confirm if say == "confirm" else doubts.dismiss)(held):
            messages.info(request, _("그 변경은 그사이 처리되었습니다."))
        elif say == "confirm":
            messages.success(request, _("변경을 장부에 반영했습니다."))
        else:
            messages.success(request, _("변경을 물리쳤습니다. 장부는 그대로입니다."))
    except (LookupError, SourceError):
        messages.error(
            request, _("받은 원문이 보관 기간이 지나 지워졌습니다. 다음 수집을 기다려 주세요.")
        )
    return _back("portal:sources", None, "doubts")


@operator_or_local
@require_POST
def believe_all(request: HttpRequest, slug: str) -> HttpResponse:
    """Says of the doubted changes of a source that they are true, or none: all, or the oldest."""
    say = request.POST.get("say")
    if say not in ("confirm", "dismiss"):
        raise Http404
    done = doubts.settle_all(slug, true=say == "confirm")
    if say == "confirm":
        said = _("변경 %(n)s건을 장부에 반영했습니다.")
    else:
        said = _("변경 %(n)s건을 물리쳤습니다. 장부는 그대로입니다.")
    messages.success(request, said % {"n": f"{done.settled:,}"})
    if done.gone:
        gone = _("원문이 지워져 반영하지 못한 변경 %(n)s건은 그대로 기다립니다.")
        messages.error(request, gone % {"n": f"{done.gone:,}"})
    if done.waiting:
        number = _("%(n)s건") % {"n": f"{done.waiting:,}"}
        messages.info(request, f"{_('확인을 기다리는 변경')}: {number}")
    return _back("portal:sources", None, "doubts")


def _named(model: type[Row], told: str) -> Row | None:
    """The row whose page address, or id, somebody pasted."""
    found = _UUID.search(told.lower())
    return model._default_manager.filter(uuid=found[0]).first() if found else None


def _back(page: str, uuid: UUID | None, place: str) -> HttpResponse:
    address = reverse(page, args=[uuid] if uuid else [])
    return redirect(f"{address}#{place}")

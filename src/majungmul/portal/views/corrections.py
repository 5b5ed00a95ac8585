"""What an operator says of the facts that were read; the extraction itself stays as it is."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from majungmul.ledger.corrections import correct
from majungmul.portal.access import operator
from majungmul.portal.forms.correction import CorrectionForm
from majungmul.portal.views.notice import document_page, found_document


@operator
@require_POST
def say(request: HttpRequest, uuid: UUID) -> HttpResponse:
    document = found_document(uuid)
    form = CorrectionForm(request.POST, document=document)
    if not form.is_valid():
        return document_page(request, document, form)
    told = form.cleaned_data
    correct(
        document,
        request.user,  # type: ignore[arg-type]  # the decorator let no stranger through
        told["kind"],
        told["fact"],
        told["start"],
        told["end"],
        told["json"],
        told["field"],
        told["note"],
    )
    messages.success(request, _("적어 두었습니다. 읽은 내용은 그대로 둡니다."))
    if request.POST.get("page") == "notice" and document.opportunity:
        address = reverse("portal:opportunity", args=[document.opportunity.uuid])
        address += f"?document={document.uuid}"
    else:
        address = reverse("portal:document", args=[document.uuid])
    return redirect(f"{address}#corrections")

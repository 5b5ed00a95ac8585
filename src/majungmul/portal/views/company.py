"""My company: telling what it is, and which calls are for it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from majungmul.ledger.models import CompanyProfile
from majungmul.matching import BadProfileError, company_from_json
from majungmul.portal import profile
from majungmul.portal.access import public
from majungmul.portal.answers import GROUPS, answers_for
from majungmul.portal.forms.company import CompanyForm, answered, question_field
from majungmul.terms import Company

PAGE = 20


@public
@require_http_methods(["GET", "HEAD", "POST"])
def company(request: HttpRequest) -> HttpResponse:
    known = profile.current_company(request)
    form = CompanyForm(request.POST if request.method == "POST" else None, company=known)
    if request.method == "POST" and form.is_valid():
        profile.remember(request, form.company(known))
        return redirect("portal:company-result")
    context = {
        "form": form,
        "company": known,
        "sample_companies": CompanyProfile.objects.filter(is_sample=True).order_by("name"),
    }
    status = 422 if form.is_bound else 200
    return render(request, "portal/company.html", context, status=status)


@public
@require_GET
def result(request: HttpRequest) -> HttpResponse:
    known = profile.current_company(request)
    if known is None:
        return redirect("portal:company")
    answers = answers_for(known, timezone.localdate())
    groups = {name: answers.group(name) for name in GROUPS}
    group = request.GET.get("group", "")
    if group not in GROUPS:
        group = next((name for name in GROUPS if groups[name]), GROUPS[0])
    page = Paginator(groups[group], PAGE).get_page(request.GET.get("page"))
    question = answers.questions[0] if answers.questions else None
    form = CompanyForm(company=known)
    context = {
        "company": known,
        "counts": [(name, len(places)) for name, places in groups.items()],
        "group": group,
        "page": page,
        "answers": answers.of(page.object_list),
        "pages": page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1),
        "query": f"group={group}",
        "question": question,
        "more_questions": answers.questions[1:4],
        "question_field": question_field(form, question.key) if question else None,
        "near": answers.near(),
        "turning": answers.turning(),
        "on": timezone.localdate(),
    }
    return render(request, "portal/company_result.html", context)


@public
@require_POST
def answer(request: HttpRequest) -> HttpResponse:
    """One fact, told from the result page."""
    known = profile.current_company(request) or Company()
    form = answered(known, request.POST)
    if form.is_valid():
        profile.remember(request, form.company(known))
        return redirect("portal:company-result")
    for errors in form.errors.values():
        messages.error(request, errors[0])
    return redirect("portal:company-result")


@public
@require_POST
def clear(request: HttpRequest) -> HttpResponse:
    profile.forget(request)
    messages.success(request, _("회사 정보를 지웠습니다."))
    return redirect("portal:company")


@public
@require_POST
def choose_sample(request: HttpRequest) -> HttpResponse:
    try:
        wanted = UUID(request.POST.get("company", ""))
    except ValueError:
        return redirect("portal:company")
    row = get_object_or_404(CompanyProfile, is_sample=True, uuid=wanted)
    profile.remember(request, company_from_json(row.facts))
    return redirect("portal:company-result")


@public
@require_GET
def download(request: HttpRequest) -> HttpResponse:
    """The profile as TOML, which `majungmul match` reads."""
    known = profile.current_company(request) or Company()
    return HttpResponse(
        profile.to_toml(known),
        content_type="application/toml; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="company.toml"'},
    )


@public
@require_POST
def upload(request: HttpRequest) -> HttpResponse:
    file = request.FILES.get("file")
    if file is None:
        messages.error(request, _("TOML 파일을 골라 주세요."))
        return redirect("portal:company")
    try:
        profile.remember(request, profile.from_toml(file.read(profile.LARGEST_TOML + 1)))
    except BadProfileError as error:
        messages.error(request, str(error))
        return redirect("portal:company")
    return redirect("portal:company-result")

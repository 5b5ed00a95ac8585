"""What every page knows: the menu, whether samples are shown, and whether one may operate."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from majungmul.ledger.models import Opportunity

from .access import may_operate


class _Page:
    """Asked for lazily: a page that shows no banner makes no query."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @cached_property
    def samples(self) -> bool:
        return Opportunity.objects.filter(is_sample=True).exists()


def portal(request: HttpRequest) -> dict[str, Any]:
    """Context processor of the portal's templates."""
    page = _Page(request)
    return {
        "nav": _nav(request),
        "samples": lambda: page.samples,
        "may_operate": lambda: may_operate(request),
        "home": request.path == reverse("portal:home"),
    }


def _nav(request: HttpRequest) -> list[dict[str, str]]:
    items = (
        ("portal:opportunities", _("공고 찾기")),
        ("portal:company", _("우리 회사")),
        ("portal:statements", pgettext("menu", "지표")),
        ("portal:sources", _("출처")),
        ("portal:funnel", _("대상 기업 세기")),
    )
    return [
        {"url": (url := reverse(name)), "label": label, "here": _here(request.path, url)}
        for name, label in items
    ]


def _here(path: str, url: str) -> str:
    if path == url:
        return "page"
    return "true" if path.startswith(url) else ""

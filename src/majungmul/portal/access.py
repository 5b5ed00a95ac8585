"""Who may open a page. Every view of the portal states it with one of these decorators."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import wraps
from ipaddress import ip_address
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase

from .operators import account

View = Callable[..., HttpResponseBase]

FORWARDED = ("HTTP_X_FORWARDED", "HTTP_FORWARDED", "HTTP_VIA", "HTTP_X_REAL_IP", "HTTP_CF_")
LOOPBACK = frozenset({"127.0.0.1", "localhost", "[::1]", "testserver"})


def public(view: View) -> View:
    """Anyone may open it."""
    view.permission = "public"  # type: ignore[attr-defined]
    return view


def operator(view: View) -> View:
    """Signed-in operators only; a stranger is sent to sign in."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if is_operator(request):
            return view(request, *args, **kwargs)
        if request.user.is_authenticated:
            raise PermissionDenied
        return redirect_to_login(request.get_full_path())

    guarded.permission = "operator"  # type: ignore[attr-defined]
    return guarded


def operator_or_local(view: View) -> View:
    """Operators, and whoever sits at the machine of an installation that serves no one else."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if may_operate(request):
            return view(request, *args, **kwargs)
        raise PermissionDenied

    guarded.permission = "operator_or_local"  # type: ignore[attr-defined]
    return guarded


def is_operator(request: HttpRequest) -> bool:
    """Nobody is where the request was refused before anyone asked who sent it."""
    user = getattr(request, "user", None)
    return bool(user and user.is_authenticated and user.is_staff)


def may_operate(request: HttpRequest) -> bool:
    return is_operator(request) or is_local(request)


def acting(request: HttpRequest) -> AbstractUser:
    """Who answers for what this operator says: at the machine itself, its one operator."""
    return request.user if request.user.is_authenticated else account()  # type: ignore[return-value]


def is_local(request: HttpRequest) -> bool:
    """The portal was started for its own machine alone, and the request came from there.

    `majungmul up` says so (`MAJUNGMUL_LOCAL=1`) where it answers on loopback alone. A request
    that a proxy passed on comes from loopback too: any header that proxies add gives it away.
    """
    if os.environ.get("MAJUNGMUL_LOCAL") != "1" or not set(settings.ALLOWED_HOSTS) <= LOOPBACK:
        return False
    if any(name.startswith(FORWARDED) for name in request.META):
        return False
    try:
        return ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False

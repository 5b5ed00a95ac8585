"""Signing in and out."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from majungmul.portal.access import public
from majungmul.portal.operators import redeem

BACKEND = "django.contrib.auth.backends.ModelBackend"

sign_in = public(
    LoginView.as_view(template_name="portal/sign_in.html", redirect_authenticated_user=True)
)
sign_out = public(LogoutView.as_view())


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in_link(request: HttpRequest, token: str) -> HttpResponse:
    """Asks first: whatever merely looks at an address, as a previewer does, does not spend it."""
    if request.method != "POST":
        return render(request, "portal/sign_in_link.html")
    user = redeem(token)
    if user is None:
        messages.error(
            request,
            _("이 로그인 주소는 이미 썼거나 한 시간이 지났습니다. 새 주소를 만들어 주세요."),
        )
        return redirect("portal:sign-in")
    login(request, user, backend=BACKEND)
    messages.success(request, _("운영자로 로그인했습니다."))
    return redirect("portal:home")

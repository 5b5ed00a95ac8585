"""Operators and the one-time links that sign them in."""

from __future__ import annotations

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractUser
from django.core import signing
from django.urls import reverse
from django.utils import timezone

SALT = "majungmul.portal.sign-in"
MAX_AGE = 60 * 60  # seconds
USERNAME = "operator"


def sign_in_link(base_url: str, username: str = USERNAME) -> str:
    """A link that signs an operator in once, within an hour. Makes the operator if need be.

    `base_url` is the portal's address as the operator's browser sees it: `http://127.0.0.1:8000`.
    """
    user = account(username)
    token = signing.dumps({"user": user.pk, "last": _last_login(user)}, salt=SALT)
    return base_url.rstrip("/") + reverse("portal:sign-in-link", args=[token])


def redeem(token: str) -> AbstractUser | None:
    """The operator a link was made for, or None where it is forged, too old or used already.

    A link holds the time of the operator's last sign-in: signing in changes it, so a second use
    (and every older link) finds another time. The update decides between two at once.
    """
    try:
        claim = signing.loads(token, salt=SALT, max_age=MAX_AGE)
        user = get_user_model().objects.get(pk=claim["user"], is_active=True)
    except (
        signing.BadSignature,
        KeyError,
        TypeError,
        ValueError,
        get_user_model().DoesNotExist,
    ):
        return None
    if _last_login(user) != claim.get("last"):
        return None
    won = (
        get_user_model()
        .objects.filter(pk=user.pk, last_login=user.last_login)
        .update(last_login=timezone.now())
    )
    return user if won else None


def account(username: str = USERNAME) -> AbstractUser:
    """The operator of this name, made if need be; signs in by links alone."""
    users = get_user_model().objects
    user, made = users.get_or_create(username=username, defaults={"is_staff": True})
    if made:
        user.set_unusable_password()
        user.save(update_fields=["password"])
    return user


def _last_login(user: AbstractUser) -> str:
    return user.last_login.isoformat() if user.last_login else ""

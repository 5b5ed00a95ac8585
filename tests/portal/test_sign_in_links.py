"""The link that `majungmul up` prints: once, within an hour, for its operator only."""

from __future__ import annotations

from datetime import timedelta
from unittest import mock

import pytest
from django.contrib.auth import get_user_model
from django.core import signing
from django.test import Client

from majungmul.portal.operators import SALT, redeem, sign_in_link

pytestmark = pytest.mark.django_db
BASE = "http://testserver"


def path_of(link: str) -> str:
    return link.removeprefix(BASE)


def token_of(link: str) -> str:
    return link.rpartition("/")[2]


def test_a_link_signs_an_operator_in(client: Client):
    answer = client.post(path_of(sign_in_link(f"{BASE}/")))
    assert answer.status_code == 302
    user = get_user_model().objects.get(pk=client.session["_auth_user_id"])
    assert user.is_staff
    assert not user.has_usable_password()


def test_a_link_works_once(client: Client):
    link = path_of(sign_in_link(BASE))
    client.post(link)
    second = Client()
    answer = second.post(link, follow=True)
    assert "_auth_user_id" not in second.session
    assert "이미 썼거나" in answer.content.decode()


def test_looking_at_a_link_does_not_spend_it(client: Client):
    link = path_of(sign_in_link(BASE))
    assert Client().head(link).status_code == 200
    assert "운영자로 들어가기" in client.get(link).content.decode()
    assert "_auth_user_id" not in client.session
    client.post(link)
    assert "_auth_user_id" in client.session


def test_using_a_link_ends_the_older_ones(client: Client):
    older, newer = sign_in_link(BASE), sign_in_link(BASE)
    client.post(path_of(newer))
    assert redeem(token_of(older)) is None


def test_of_two_at_the_same_moment_one_wins():
    token = token_of(sign_in_link(BASE))
    stale = get_user_model().objects.get()
    assert redeem(token) is not None
    manager = "django.contrib.auth.models.UserManager.get"
    with mock.patch(manager, return_value=stale):  # read before the first one wrote
        assert redeem(token) is None


def test_a_link_ends_after_an_hour():
    token = token_of(sign_in_link(BASE))
    later = signing.time.time() + timedelta(minutes=61).total_seconds()
    with mock.patch("django.core.signing.time.time", return_value=later):
        assert redeem(token) is None
    assert redeem(token) is not None


@pytest.mark.parametrize(
    "token",
    ["", "x", "a:b:c", signing.dumps({"user": 1}, salt="another")],
    ids=["empty", "short", "shaped", "signed for another purpose"],
)
def test_a_forged_link_signs_nobody_in(token: str):
    sign_in_link(BASE)
    assert redeem(token) is None


def test_a_signed_token_of_another_shape_signs_nobody_in():
    assert redeem(signing.dumps(["user", 1], salt=SALT)) is None
    assert redeem(signing.dumps({"user": "x" * 30, "last": ""}, salt=SALT)) is None


def test_an_operator_who_was_shut_out_stays_out():
    token = token_of(sign_in_link(BASE))
    get_user_model().objects.update(is_active=False)
    assert redeem(token) is None


def test_a_password_signs_in_too(client: Client):
    get_user_model().objects.create_user("officer", password="a-long-passphrase", is_staff=True)
    answer = client.post("/sign-in/", {"username": "officer", "password": "a-long-passphrase"})
    assert answer.status_code == 302
    assert "_auth_user_id" in client.session


def test_a_wrong_password_says_so_without_saying_which(client: Client):
    get_user_model().objects.create_user("officer", password="a-long-passphrase")
    known = client.post("/sign-in/", {"username": "officer", "password": "wrong"})
    unknown = client.post("/sign-in/", {"username": "nobody", "password": "wrong"})
    assert 'role="alert"' in known.content.decode()
    assert known.content.count(b"alert") == unknown.content.count(b"alert")


def test_sign_in_does_not_send_one_to_another_site(client: Client):
    get_user_model().objects.create_user("officer", password="a-long-passphrase")
    told = {"username": "officer", "password": "a-long-passphrase", "next": "https://evil.example/"}
    assert client.post("/sign-in/", told)["Location"] == "/"

"""Every page says who may open it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from majungmul.ledger.models import Opportunity

SAID = {"public", "operator", "operator_or_local"}
UNDER_OTHER_ROOFS = ("api/", "common-grants", "feeds/", "i18n/")


@pytest.fixture(autouse=True)
def started_for_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAJUNGMUL_LOCAL", "1")


def patterns(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for entry in resolver.url_patterns:
        path = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from patterns(entry, path)
        else:
            yield path, entry


def test_every_view_of_the_portal_states_its_permission():
    pages = [
        (path, entry)
        for path, entry in patterns(get_resolver())
        if not path.startswith(UNDER_OTHER_ROOFS)
    ]
    assert len(pages) > 15
    silent = [
        path for path, entry in pages if getattr(entry.callback, "permission", "") not in SAID
    ]
    assert silent == []


def test_a_visitor_from_elsewhere_cannot_remove_the_samples(client: Client, store_call):
    store_call("S1", sample=True)
    answer = client.post("/samples/remove/", REMOTE_ADDR="203.0.113.9")
    assert answer.status_code == 403
    assert Opportunity.objects.filter(is_sample=True).exists()


@pytest.mark.parametrize(
    "header",
    ["X_FORWARDED_FOR", "X_FORWARDED_PROTO", "FORWARDED", "VIA", "X_REAL_IP", "CF_CONNECTING_IP"],
)
def test_a_visitor_behind_a_proxy_is_not_local(client: Client, store_call, header: str):
    store_call("S1", sample=True)
    answer = client.post("/samples/remove/", **{f"HTTP_{header}": "203.0.113.9"})
    assert answer.status_code == 403


def test_nobody_is_local_unless_the_portal_was_started_so(
    client: Client, store_call, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.delenv("MAJUNGMUL_LOCAL")
    store_call("S1", sample=True)
    assert client.post("/samples/remove/").status_code == 403


def test_an_installation_with_a_public_name_has_no_local_visitors(
    client: Client, store_call, settings
):
    store_call("S1", sample=True)
    settings.ALLOWED_HOSTS = ["grants.example.org"]
    answer = client.post("/samples/remove/", HTTP_HOST="grants.example.org")
    assert answer.status_code == 403


def test_whoever_sits_at_the_machine_removes_the_samples_and_nothing_else(
    client: Client, store_call
):
    store_call("S1", sample=True)
    store_call("R1")
    assert client.post("/samples/remove/").status_code == 302
    assert list(Opportunity.objects.values_list("source_key", flat=True)) == ["R1"]


def test_an_operator_removes_the_samples_from_anywhere(client: Client, store_call):
    store_call("S1", sample=True)
    client.force_login(get_user_model().objects.create_user("op", is_staff=True))
    client.post("/samples/remove/", REMOTE_ADDR="203.0.113.9")
    assert not Opportunity.objects.exists()


def test_removing_samples_takes_a_post(client: Client, store_call):
    store_call("S1", sample=True)
    assert client.get("/samples/remove/").status_code == 405
    assert Opportunity.objects.exists()


def test_a_form_from_another_site_is_turned_away(db):
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post("/samples/remove/")
    assert answer.status_code == 403
    assert "쪽이 오래되었습니다" in answer.content.decode()


@pytest.mark.parametrize(
    "path", ["/company/answer/", "/company/clear/", "/company/sample/", "/sign-out/"]
)
def test_what_changes_something_takes_a_post(client: Client, db, path: str):
    assert client.get(path).status_code == 405


def test_a_host_that_is_not_ours_gets_a_page_and_no_failure(client: Client, db: None):
    for path in ("/", "/sources/", "/api/v1/opportunities"):
        answer = client.get(path, HTTP_HOST="elsewhere.example")
        assert answer.status_code == 400
        assert answer.content

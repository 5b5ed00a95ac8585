"""What every page of the portal keeps: valid HTML, one heading, headers, few queries."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from datetime import timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from tests.portal.conftest import TODAY

from majungmul.ledger.models import CompanyProfile

VOID = {"meta", "link", "input", "img", "br", "hr", "path", "rect", "source"}


class Document(HTMLParser):
    """Complains as a validator would about nesting, doubled ids and references to nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.troubles: list[str] = []
        self.ids: Counter[str] = Counter()
        self.wanted: set[str] = set()
        self.tags: Counter[str] = Counter()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        if len(names) != len(set(names)):
            self.troubles.append(f"doubled attribute in {tag}: {names}")
        known = dict(attrs)
        if "style" in known or any(name.startswith("on") for name in known):
            self.troubles.append(f"inline style or script in {tag}")
        if tag == "p" and "p" in self.open:
            self.troubles.append("p within p")
        self.ids.update([known["id"] or ""] if "id" in known else [])
        for name in ("for", "aria-labelledby", "aria-describedby"):
            self.wanted.update((known.get(name) or "").split())
        self.tags[tag] += 1
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.troubles.append(f"</{tag}> closes nothing")

    def all_troubles(self) -> list[str]:
        doubled = [f"doubled id {name}" for name, count in self.ids.items() if count > 1]
        lost = [f"nothing has the id {name}" for name in self.wanted - set(self.ids)]
        left = [f"left open: {self.open}"] if self.open else []
        return [*self.troubles, *doubled, *lost, *left]


@pytest.fixture
def addresses(as_jeonju: Client, store_call: Any, article: Any) -> dict[str, str]:
    call = store_call("A1", sample=True)
    store_call("A1", sample=True, title="전북 소프트웨어기업 지원사업 변경 공고")
    for number in range(21):
        store_call(f"M{number}")
    CompanyProfile.objects.create(name="표본 상사", facts={"region": "52"}, is_sample=True)
    call.refresh_from_db()
    start = article.text.index("57명")
    return {
        "home": "/",
        "list": "/opportunities/?q=지원&region=52&field=technology",
        "empty": "/opportunities/?q=없는말없는말",
        "notice": f"/opportunities/{call.uuid}/?at=0-4",
        "document": f"/documents/{article.uuid}/?at={start}-{start + 3}",
        "program": f"/programs/{call.program.uuid}/",
        "organization": f"/organizations/{call.funder.uuid}/",
        "statements": "/statements/",
        "measure": "/statements/?measure=new_hires&status=actual",
        "sources": "/sources/",
        "company": "/company/",
        "result": "/company/result/?group=unknown",
        "funnel": "/funnel/",
        "sign-in": "/sign-in/",
        "missing": "/no-such-page/",
    }


def test_every_page_is_sound_html_in_both_languages(as_jeonju: Client, addresses: dict[str, str]):
    troubles = []
    for language in ("ko", "en"):
        as_jeonju.cookies["django_language"] = language
        for name, address in addresses.items():
            html = as_jeonju.get(address).content.decode()
            document = Document()
            document.feed(html)
            document.close()
            troubles += [f"{name} ({language}): {trouble}" for trouble in document.all_troubles()]
            if (
                document.tags["h1"] != 1
                or document.tags["title"] != 1
                or document.tags["main"] != 1
            ):
                troubles.append(f"{name}: not one h1, title and main")
    assert troubles == []


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_pages_on_which_an_operator_corrects_are_sound_html_too(
    admin_client: Client, addresses: dict[str, str], article: Any, language: str
):
    admin_client.cookies["django_language"] = language
    start = article.text.index("57명")
    fact = {"fact": "quantity", "start": start, "end": start + 3}
    correct = f"/documents/{article.uuid}/corrections/"
    admin_client.post(correct, {**fact, "kind": "wrong", "value": "75명"})
    missing = {"kind": "missing", "fact": "quantity", "quote": "신규 고용", "value": "1건"}
    admin_client.post(correct, missing)
    answers = [
        admin_client.get(addresses["notice"]),
        admin_client.get(addresses["document"] + "&fact=quantity"),
        admin_client.post(correct, {**missing, "quote": "없는 글귀"}),
    ]
    for answer in answers:
        document = Document()
        document.feed(answer.content.decode())
        document.close()
        assert document.all_troubles() == []
        assert 'id="corrections"' in answer.content.decode()


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("/company/", {"founded": "작년쯤", "employees": "-1", "province": "11", "city": "52111"}),
        ("/funnel/", {"age_max": "-1", "industry": "없는업종이름", "region": "xx"}),
        ("/sign-in/", {"username": "a", "password": "b"}),
    ],
)
def test_a_form_with_errors_is_sound_html_too(
    client: Client, db: None, address: str, told: dict[str, str]
):
    document = Document()
    document.feed(client.post(address, told).content.decode())
    document.close()
    assert document.all_troubles() == []


def test_every_page_keeps_to_its_own_scripts_and_styles(
    as_jeonju: Client, addresses: dict[str, str]
):
    for name, address in addresses.items():
        answer = as_jeonju.get(address)
        policy = answer["Content-Security-Policy"]
        assert "unsafe" not in policy, name
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert answer["X-Frame-Options"] == "DENY"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Referrer-Policy"] == "same-origin"


def test_no_page_fetches_anything_from_elsewhere(as_jeonju: Client, addresses: dict[str, str]):
    for address in addresses.values():
        html = as_jeonju.get(address).content.decode()
        for attribute in ('src="http', 'src="//', 'rel="stylesheet" href="http'):
            assert attribute not in html


@pytest.mark.parametrize(
    ("name", "most"),
    [("home", 14), ("program", 10), ("organization", 12), ("statements", 8), ("sources", 30)],
)
def test_a_page_asks_the_database_a_bounded_number_of_times(
    as_jeonju: Client,
    addresses: dict[str, str],
    django_assert_max_num_queries: Any,
    name: str,
    most: int,
):
    with django_assert_max_num_queries(most):
        as_jeonju.get(addresses[name])


@pytest.mark.parametrize("kind", ["opportunities", "programs", "organizations", "documents"])
def test_what_is_not_there_is_not_found(client: Client, db: None, kind: str):
    assert client.get(f"/{kind}/00000000-0000-4000-8000-000000000000/").status_code == 404
    assert client.get(f"/{kind}/not-an-identifier/").status_code == 404


def test_a_request_for_another_host_is_refused(client: Client, db: None):
    answer = client.get("/", HTTP_HOST="evil.example")
    assert answer.status_code == 400


@pytest.mark.parametrize("length", ["22020097", "9" * 30, "-1", "x"])
def test_a_request_that_is_too_large_is_refused_unread(client: Client, length: str):
    answer = client.generic("POST", "/funnel/", b"", CONTENT_LENGTH=length)
    assert answer.status_code == 413
    assert "너무 큽니다" in answer.content.decode()


def test_a_broken_page_says_so_without_the_database(client: Client, monkeypatch: Any):
    client.raise_request_exception = False
    monkeypatch.setattr("majungmul.portal.views.home.overview", lambda: 1 / 0)
    answer = client.get("/")
    assert answer.status_code == 500
    assert "오류가 났습니다" in answer.content.decode()
    assert "ZeroDivision" not in answer.content.decode()


def test_the_deployment_check_finds_nothing_behind_tls(tmp_path: Path):
    told = {
        "MAJUNGMUL_HOME": str(tmp_path),
        "MAJUNGMUL_HTTPS": "1",
        "MAJUNGMUL_HOSTS": "grants.example.org",
        "DJANGO_SETTINGS_MODULE": "majungmul.settings",
    }
    command = [sys.executable, "-m", "django", "check", "--deploy", "--fail-level", "WARNING"]
    done = subprocess.run(command, env=os.environ | told, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout + done.stderr


def test_the_page_of_a_measure_shows_its_statements_with_their_sentences(
    client: Client, article: Any
):
    html = client.get("/statements/?measure=new_hires").content.decode()
    assert "57명" in html
    assert "24개사를 지원해 신규 고용 57명을 만들었다고 밝혔다." in html


@pytest.mark.parametrize("query", ["measure=nonsense", "status=nonsense", "page=-3", "measure=%00"])
def test_a_mistyped_measure_shows_them_all(client: Client, article: Any, query: str):
    assert "57명" in client.get(f"/statements/?{query}").content.decode()


def test_what_was_first_collected_today_but_published_long_ago_is_not_called_new(
    client: Client, store_call: Any
):
    store_call("N1", published=TODAY - timedelta(days=3))
    store_call("O1", title="오래전에 낸 공고", published=TODAY - timedelta(days=40))

    assert client.get("/").context["counts"].new == 1

"""Our own API: search, evidence, matching, problems."""

from __future__ import annotations

import json
from uuid import UUID

import pytest
from django.test import Client

from majungmul.ledger.models import Document

NOBODY = UUID("00000000-0000-4000-8000-000000000000")

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("samples")]


def test_the_api_describes_itself_as_openapi_3_1(client: Client) -> None:
    schema = client.get("/api/v1/openapi.json").json()

    assert schema["openapi"].startswith("3.1")
    assert "/api/v1/opportunities/{uuid}" in schema["paths"]


def test_every_evidence_of_a_call_quotes_its_document(client: Client) -> None:
    page = client.get("/api/v1/opportunities", {"status": "open"}).json()
    checked = 0
    for item in page["items"]:
        call = client.get(f"/api/v1/opportunities/{item['id']}").json()
        for span in call["spans"].values():
            document = client.get(f"/api/v1/documents/{span['document']}").json()
            assert document["text"][span["start"] : span["end"]] == span["quote"]
            checked += 1

    assert checked


def test_searching_ignores_blanks_and_knows_synonyms(client: Client) -> None:
    counts = [
        client.get("/api/v1/opportunities", {"q": query}).json()["total"]
        for query in ("소프트웨어", "소프트 웨어", "SW")
    ]

    assert counts[0] > 0
    assert len(set(counts)) == 1


def test_a_profile_gets_a_verdict_with_reasons_for_every_open_call(client: Client) -> None:
    profile = {"region": "52", "employees": 10, "founded": "2021-06-14"}
    answer = client.post("/api/v1/match", json.dumps(profile), content_type="application/json")

    verdicts = answer.json()
    assert {item["verdict"] for item in verdicts} <= {"eligible", "ineligible", "unknown"}
    refused = [item for item in verdicts if item["verdict"] == "ineligible"]
    assert refused
    assert all(any(r["holds"] == "false" for r in item["reasons"]) for item in refused)


def test_an_empty_profile_is_never_called_eligible_where_anything_is_asked(client: Client) -> None:
    answer = client.post("/api/v1/match", "{}", content_type="application/json")

    asked = [item for item in answer.json() if item["reasons"]]
    assert asked
    assert {item["verdict"] for item in asked} == {"unknown"}


def test_statements_are_those_of_the_texts_as_they_stand_now(client: Client) -> None:
    def listed() -> list[dict[str, object]]:
        return client.get("/api/v1/statements", {"measure": "budget"}).json()

    before = listed()
    old = before[0]["evidence"]["document"]
    Document.objects.filter(uuid=old).update(current=False)

    assert all(row["evidence"]["document"] != old for row in listed())
    assert len(listed()) < len(before)


def test_an_amount_is_a_decimal_string_of_whole_units(client: Client) -> None:
    rows = client.get("/api/v1/statements", {"measure": "budget"}).json()

    assert rows
    assert all(str(row["value"]).isdecimal() for row in rows)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        (f"/api/v1/opportunities/{NOBODY}", 404),
        ("/api/v1/opportunities/nonsense", 422),
        ("/api/v1/opportunities?page=0", 422),
        ("/api/v1/nothing", 404),
    ],
)
def test_errors_are_problem_details(client: Client, path: str, status: int) -> None:
    answer = client.get(path)

    assert answer.status_code == status
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["status"] == status


def test_a_body_that_is_no_json_is_a_problem_in_korean(client: Client) -> None:
    answer = client.post("/api/v1/match", "{", content_type="application/json")

    assert answer.status_code == 400
    assert "형식" in answer.json()["detail"]


@pytest.mark.parametrize("size", [3, 30])
def test_a_body_that_is_too_large_is_a_problem_too(client: Client, size: int) -> None:
    body = b"x" * size * 1024 * 1024
    answer = client.post("/api/v1/match", body, content_type="application/json")

    assert answer.status_code in (400, 413)
    assert answer["Content-Type"] == "application/problem+json"
    assert "MB" in answer.json()["detail"] or "나누어" in answer.json()["detail"]


def test_a_profile_nobody_can_read_is_refused_with_the_bad_key(client: Client) -> None:
    answer = client.post(
        "/api/v1/match", json.dumps({"employees": "여럿"}), content_type="application/json"
    )

    assert answer.status_code == 422
    assert "employees" in answer.json()["detail"]

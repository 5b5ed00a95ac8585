"""The live client against the K-Startup envelopes and the gateway's moods."""

from __future__ import annotations

from datetime import date

import pytest
from tests.sources.server import Reply, Server, as_json, gateway_error

from majungmul.sources import Failure, Raw, SourceError
from majungmul.sources.kstartup import KStartup
from majungmul.sources.web import Web

from .shapes import API

PATH = "/kstartup/getAnnouncementInformation01"


@pytest.fixture
def kstartup(server: Server, web: Web) -> KStartup:
    return KStartup(web, base=f"{server.url}/kstartup", env={"DATA_GO_KR_KEY": "a+b/c=="})


def envelope(rows: list[dict[str, object]], total: int | None = None) -> Reply:
    count = len(rows) if total is None else total
    return as_json(
        {"currentCount": len(rows), "matchCount": count, "totalCount": count, "data": rows}
    )


def row(number: int, **changes: object) -> dict[str, object]:
    return {**API, "pbanc_sn": number, "id": number, **changes}


def test_pages_are_read_to_the_total(server: Server, kstartup: KStartup) -> None:
    pages = [envelope([row(n), row(n + 1)], 5) for n in (1, 3)]
    server.on(PATH, *pages, envelope([row(5)], 5))
    assert [raw.key for raw in kstartup.fetch()] == ["1", "2", "3", "4", "5"]
    assert server.asked[2].query["page"] == "3"
    assert server.asked[2].query["returnType"] == "json"


def test_the_other_envelope_is_understood(server: Server, kstartup: KStartup) -> None:
    server.on(PATH, as_json({"items": {"item": [row(1)]}, "totalCount": 1}))
    assert [raw.key for raw in kstartup.fetch()] == ["1"]


def test_xml_is_understood_when_json_was_asked(server: Server, kstartup: KStartup) -> None:
    xml = (
        "<response><header><resultCode>00</resultCode></header><body><items><item>"
        "<pbanc_sn>7</pbanc_sn><biz_pbanc_nm>공고</biz_pbanc_nm></item></items>"
        "<totalCount>1</totalCount></body></response>"
    )
    server.on(PATH, Reply(xml.encode(), headers={"Content-Type": "application/json"}))
    assert [raw.key for raw in kstartup.fetch()] == ["7"]


def test_a_list_that_breaks_off_is_a_failure(server: Server, kstartup: KStartup) -> None:
    server.on(PATH, envelope([row(1)], 4), envelope([], 4))
    first, failure = kstartup.fetch()
    assert isinstance(first, Raw)
    assert isinstance(failure, Failure)
    assert "전체 4건" in failure.reason
    assert failure.cut


def test_since_is_asked_for_and_checked(server: Server, kstartup: KStartup) -> None:
    rows = [row(1, pbanc_rcpt_end_dt="20260430"), row(2, pbanc_rcpt_end_dt="20260501")]
    server.on(PATH, envelope(rows))
    assert [raw.key for raw in kstartup.fetch(since=date(2026, 5, 1))] == ["2"]
    assert server.asked[0].query["cond[pbanc_rcpt_end_dt::GTE]"] == "20260501"


@pytest.mark.parametrize("form", ["a+b/c==", "a%2Bb%2Fc%3D%3D"])
def test_both_forms_of_the_key_arrive_alike(server: Server, web: Web, form: str) -> None:
    server.on(PATH, envelope([row(1)]))
    source = KStartup(web, base=f"{server.url}/kstartup", env={"DATA_GO_KR_KEY": form})
    list(source.fetch())
    assert server.asked[0].query["ServiceKey"] == "a+b/c=="
    assert "a%2Bb%2Fc%3D%3D" in server.asked[0].target


def test_an_unregistered_key_is_said(server: Server, kstartup: KStartup) -> None:
    server.on(PATH, gateway_error("30", "SERVICE_KEY_IS_NOT_REGISTERED_ERROR"))
    with pytest.raises(SourceError, match="등록되지 않은 인증키"):
        list(kstartup.fetch())


def test_a_missing_key_is_said(web: Web) -> None:
    with pytest.raises(SourceError, match=r"공공데이터포털.*DATA_GO_KR_KEY"):
        list(KStartup(web, env={"DATA_GO_KR_KEY": " "}).fetch())


def test_the_source_shows_no_key(kstartup: KStartup) -> None:
    assert "a+b" not in repr(kstartup)

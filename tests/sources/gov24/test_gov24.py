"""List, detail and conditions become one notice."""

from __future__ import annotations

from datetime import date

import pytest
from tests.sources.helpers import lines, notice
from tests.sources.server import Reply, Server, as_json

from majungmul.sources import Raw, SourceError
from majungmul.sources.gov24 import Gov24
from majungmul.sources.web import Web

LIST: dict[str, object] = {
    "서비스ID": "900000000001",
    "서비스명": "골목 상점 간판 교체 지원",
    "지원유형": "현금||서비스(의료)",
    "서비스목적요약": "간판을 바꿔 줍니다.",
    "지원대상": "상동",
    "지원내용": "상점당 최대 200만원",
    "신청방법": "방문신청||온라인신청",
    "신청기한": "상시신청",
    "상세조회URL": "https://www.gov.kr/portal/rcvfvrSvc/dtlEx/900000000001",
    "소관기관명": "전라북도 전주시",
    "사용자구분": "소상공인||법인/시설/단체",
    "서비스분야": "고용·창업",
    "조회수": 10,
    "등록일시": "20260102030405",
    "수정일시": "20260203040506",
    "전화문의": "상권과/063-000-0000||민원실",
}
DETAIL: dict[str, object] = {
    "서비스ID": "900000000001",
    "서비스목적": "낡은 간판을 바꿔 골목을 밝힙니다.",
    "지원대상": "전주시에서 1년 이상 영업한 소상공인",
    "선정기준": "신청 순",
    "구비서류": "사업자등록증||신청서",
    "접수기관명": "전주시||동 주민센터",
    "온라인신청사이트URL": "apply.example.kr",
    "문의처": "상권과/063-000-0000",
    "수정일시": "",
}
CONDITIONS: dict[str, object] = {
    "서비스ID": "900000000001",
    "JA0110": 0,
    "JA0111": 120,
    "JA1101": None,
    "JA1102": "Y",
    "JA1201": "Y",
    "JA2101": "Y",
}
FAMILY = {**LIST, "서비스ID": "900000000002", "사용자구분": "개인||가구"}


def page(*rows: dict[str, object]) -> Reply:
    counts = {"currentCount": len(rows), "matchCount": len(rows), "totalCount": len(rows)}
    return as_json({"page": 1, "perPage": 500, **counts, "data": list(rows)})


@pytest.fixture
def gov24(server: Server, web: Web) -> Gov24:
    server.on("/v3/serviceList", page(LIST, FAMILY))
    server.on("/v3/serviceDetail", page(DETAIL))
    server.on("/v3/supportConditions", page(CONDITIONS))
    return Gov24(web, base=f"{server.url}/v3", env={"DATA_GO_KR_KEY": "key"})


def test_the_three_parts_are_joined(gov24: Gov24) -> None:
    (raw,) = gov24.fetch()
    assert isinstance(raw, Raw)
    found = gov24.map(raw)
    assert lines(found) == {
        "사업개요": "낡은 간판을 바꿔 골목을 밝힙니다.",
        "지원대상": "전주시에서 1년 이상 영업한 소상공인",
        "지역": "전북",
        "신청 대상 구분": "영업 중인 사업자, 중소기업",
        "업종": "음식업",
        "선정기준": "신청 순",
        "지원내용": "상점당 최대 200만원",
        "신청기간": "상시신청",
        "신청방법": "방문신청\n온라인신청",
        "제출서류": "사업자등록증\n신청서",
    }
    assert (found.end_kind, found.closes) == ("rolling", None)
    assert found.published == date(2026, 1, 2)
    assert found.updated is not None
    assert found.updated.hour == 4
    assert (found.funder, found.operator) == ("전라북도 전주시", "전주시")
    assert found.apply_url == "https://apply.example.kr"
    assert found.field == "workforce"
    assert found.contact == "상권과/063-000-0000"
    assert found.warnings == ()


def test_services_for_persons_are_left_out(gov24: Gov24) -> None:
    assert [raw.key for raw in gov24.fetch()] == ["900000000001"]


def test_the_number_of_views_does_not_make_a_new_item(server: Server, gov24: Gov24) -> None:
    (before,) = gov24.fetch()
    server.on("/v3/serviceList", page({**LIST, "조회수": 11}, FAMILY))
    (after,) = gov24.fetch()
    assert before == after


def test_without_detail_the_list_alone_is_a_notice(server: Server, gov24: Gov24) -> None:
    server.on("/v3/serviceDetail", page())
    server.on("/v3/supportConditions", page())
    (raw,) = gov24.fetch()
    assert isinstance(raw, Raw)
    said = lines(gov24.map(raw))
    assert "지원대상" not in said, "'상동' says nothing"
    assert said["신청 대상 구분"] == "소상공인, 법인/시설/단체"


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [(19, 39, "만 19세 이상 만 39세 이하"), (0, 120, None), ("65", 100, "만 65세 이상")],
)
def test_ages(gov24: Gov24, low: object, high: object, said: str | None) -> None:
    found = notice(gov24, {**LIST, "JA0110": low, "JA0111": high})
    assert lines(found).get("대상 연령") == said


def test_since_asks_for_changed_services(server: Server, gov24: Gov24) -> None:
    list(gov24.fetch(since=date(2026, 2, 1)))
    asked = {asked.path: asked.query for asked in server.asked}
    assert asked["/v3/serviceList"]["cond[수정일시::GTE]"] == "20260201000000"
    assert "cond[수정일시::GTE]" not in asked["/v3/supportConditions"]


def test_the_part_that_fails_is_named(server: Server, gov24: Gov24) -> None:
    server.on("/v3/supportConditions", as_json({"code": -401, "msg": "인증키는 필수"}, 401))
    with pytest.raises(SourceError, match="supportConditions"):
        list(gov24.fetch())


def test_half_a_list_of_details_stops_the_run(server: Server, gov24: Gov24) -> None:
    """Joined with half of them, the other notices would seem to have lost their words."""
    half = as_json({"totalCount": 9, "matchCount": 9, "data": [DETAIL]})
    server.on("/v3/serviceDetail", half, as_json({"totalCount": 9, "matchCount": 9, "data": []}))
    with pytest.raises(SourceError, match=r"serviceDetail: 전체 9건"):
        list(gov24.fetch())


def test_an_unknown_period_is_not_a_date(gov24: Gov24) -> None:
    found = notice(gov24, {**LIST, "신청기한": "접수기관 별 상이"})
    assert (found.closes, found.end_kind, found.period_text) == (None, None, "접수기관 별 상이")

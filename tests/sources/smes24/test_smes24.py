"""Structured eligibility and amounts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from tests.sources.helpers import lines, notice
from tests.sources.server import Asked, Reply, Server, as_json

from majungmul.sources import Failure, Raw, SourceError
from majungmul.sources.smes24 import Smes24
from majungmul.sources.web import Web
from majungmul.terms import Money

ITEM: dict[str, object] = {
    "pblancSeq": 77001,
    "pblancNm": "2026년 든든 성장자금 지원 공고",
    "detailBsnsNm": "든든 성장자금",
    "policyCnts": "<p>성장기 기업의 자금을 돕습니다.</p>",
    "sportTrget": "제조업을 하는 중소기업",
    "sportCnts": "운전자금 융자",
    "sportMg": "총 50개사",
    "reqstRcept": "누리집 신청",
    "sportInsttNm": "중소벤처기업부",
    "cntcInsttNm": "든든진흥공단",
    "refrncDept": "자금팀",
    "refrncTel": "042-000-0000",
    "pblancDtlUrl": "https://www.smes.go.krhttps://www.smes.go.kr/view/77001",
    "reqstLinkInfo": "https://apply.example.kr",
    "pblancAttach": "https://www.smes.go.kr/file/1|https://www.smes.go.kr/file/2",
    "pblancAttachNm": "공고문.hwp|서식.hwp",
    "pblancBgnDt": "20260501",
    "pblancEndDt": "2026-05-31",
    "creatDt": "2026-04-30 10:00:00",
    "updDt": "2026-05-02 10:00:00",
    "bizType": "금융",
    "bizTypeCd": "PC10",
    "areaNm": "충북|충남",
    "areaCd": "4300000000|4400000000",
    "cmpScale": "중소기업|소상공인",
    "cmpScaleCd": "CC10|CC30",
    "minSalsAmt": "500000000",
    "maxSalsAmt": "12000000000",
    "minEmplyCnt": 5,
    "mixEmplyCnt": 50,
    "minAblbiz": 0,
    "maxAblbiz": 7,
    "needCrtfnCd": "EC08|EC06",
    "minRpsntAge": "",
    "maxRpsntAge": 39,
    "minSportAmt": "",
    "maxSportAmt": 250000000,
    "minInrst": "1.5",
    "maxInrst": "2.50",
    "induty": "제조업|정보통신업",
    "fntnYn": "Y",
    "refntnYn": "N",
    "fmleRpsntYn": "Y",
}


@pytest.fixture
def smes24(server: Server, web: Web) -> Smes24:
    return Smes24(
        web,
        base=f"{server.url}/smes",
        env={"SMES_TOKEN": "token"},
        today=lambda: date(2026, 5, 20),
    )


def answer(*items: dict[str, object], code: str = "0") -> Reply:
    return as_json({"resultCd": code, "resultMsg": "조회", "data": list(items)})


def test_structured_fields_are_lines_of_the_text(smes24: Smes24) -> None:
    assert lines(notice(smes24, ITEM)) == {
        "사업개요": "성장기 기업의 자금을 돕습니다.",
        "지원대상": "제조업을 하는 중소기업",
        "업력": "업력 7년 이하 기업 또는 예비창업자",
        "대상 연령": "만 39세 이하",
        "지역": "충북, 충남",
        "신청 대상 구분": "여성 대표자",
        "기업 규모": "중소기업, 소상공인",
        "매출액": "매출액 5억원 이상 120억원 이하",
        "상시근로자 수": "상시근로자 5명 이상 50명 이하",
        "필요 인증": "벤처기업 인증 또는 이노비즈 인증",
        "업종": "제조업, 정보통신업",
        "지원내용": "운전자금 융자\n총 50개사",
        "지원금액": "지원금액: 2억 5,000만원 이하\n금리: 연 1.5% 이상 연 2.5% 이하",
        "신청기간": "2026-05-01 ~ 2026-05-31",
        "신청방법": "누리집 신청",
    }


def test_the_rest_is_mapped(smes24: Smes24) -> None:
    found = notice(smes24, ITEM)
    assert found.award_max == Money(Decimal(250_000_000))
    assert (found.funder, found.operator) == ("중소벤처기업부", "든든진흥공단")
    assert found.program == "든든 성장자금"
    assert (found.field, found.regions) == ("finance", ("43", "44"))
    assert found.url == "https://www.smes.go.kr/view/77001"
    assert (found.opens, found.closes) == (date(2026, 5, 1), date(2026, 5, 31))
    assert [file.name for file in found.attachments] == ["공고문.hwp", "서식.hwp"]
    assert found.contact == "자금팀 042-000-0000"
    assert found.warnings == ()


@pytest.mark.parametrize(
    ("value", "warned"), [(5000, True), ("abc", True), (0, False), (None, False), ("-", False)]
)
def test_a_sum_whose_unit_is_not_known_is_no_sum(
    smes24: Smes24, value: object, warned: bool
) -> None:
    found = notice(smes24, {**ITEM, "maxSportAmt": value})
    assert found.award_max is None
    assert "지원금액:" not in lines(found).get("지원금액", "")
    assert any("maxSportAmt" in warning for warning in found.warnings) is warned


@pytest.mark.parametrize(
    ("won", "said"),
    [
        (1_000_000, "100만원"),
        (100_000_000, "1억원"),
        (10_000_000_000, "100억원"),
        (123_456_789, "123,456,789원"),
    ],
)
def test_a_sum_is_printed_exactly(smes24: Smes24, won: int, said: str) -> None:
    found = notice(smes24, {**ITEM, "maxSportAmt": won})
    assert f"지원금액: {said} 이하" in lines(found)["지원금액"]


def test_bands_stand_in_where_numbers_are_missing(smes24: Smes24) -> None:
    blank = dict.fromkeys(
        ("minSalsAmt", "maxSalsAmt", "minEmplyCnt", "mixEmplyCnt", "maxAblbiz", "fntnYn"), ""
    )
    bands = {"salsAmtCd": "SI01|SI02", "emplyCntCd": "EI01", "ablbizCd": "OI01|OI02"}
    said = lines(notice(smes24, {**ITEM, **blank, **bands}))
    assert said["매출액"] == "매출액 5억원 미만 또는 매출액 5억원 이상 10억원 미만"
    assert said["상시근로자 수"] == "상시근로자 1명 이상 5명 미만"
    assert said["업력"] == "업력 3년 미만 또는 업력 3년 이상 5년 미만"


def test_founders_to_be_alone_are_no_limit(smes24: Smes24) -> None:
    """The flag says that they may apply, not that nobody else may."""
    found = notice(smes24, {**ITEM, "maxAblbiz": "", "ablbizCd": "", "fntnYn": "Y"})
    assert "업력" not in lines(found)


@pytest.mark.parametrize(
    ("codes", "regions", "nationwide"),
    [
        ("1000000000", (), True),
        ("1000", (), True),
        ("4200|4500", ("51", "52"), False),
        ("5100000000", ("51",), False),
        ("9900", (), None),
    ],
)
def test_region_codes_old_and_new_short_and_long(
    smes24: Smes24, codes: str, regions: tuple[str, ...], nationwide: bool | None
) -> None:
    found = notice(smes24, {**ITEM, "areaNm": "", "areaCd": codes})
    assert (found.regions, found.nationwide) == (regions, nationwide)


def test_a_long_span_is_asked_for_in_windows(server: Server, smes24: Smes24) -> None:
    def one(asked: Asked) -> Reply:
        return answer({**ITEM, "pblancSeq": int(asked.query["strDt"])})

    server.on("/smes", one)
    found = list(smes24.fetch(since=date(2026, 3, 1)))
    spans = [(asked.query["strDt"], asked.query["endDt"]) for asked in server.asked]
    assert spans == [("20260301", "20260331"), ("20260401", "20260501"), ("20260502", "20260520")]
    assert [raw.cursor for raw in found if isinstance(raw, Raw)][-1] == "2026-05-02"


def test_a_broken_run_goes_on_at_its_window(server: Server, smes24: Smes24) -> None:
    server.on("/smes", answer(ITEM))
    list(smes24.fetch(since=date(2026, 1, 1), cursor="2026-05-02"))
    assert server.asked[0].query["strDt"] == "20260502"
    with pytest.raises(SourceError, match="처음부터"):
        list(smes24.fetch(cursor="3"))


@pytest.mark.parametrize(("code", "word"), [("9", "SMES_TOKEN"), ("14", "IP"), ("55", "55")])
def test_result_codes_are_errors(server: Server, smes24: Smes24, code: str, word: str) -> None:
    server.on("/smes", answer(code=code))
    with pytest.raises(SourceError, match=word):
        list(smes24.fetch())
    assert server.count("/smes") == 1


def test_an_unknown_error_is_tried_again(server: Server, smes24: Smes24) -> None:
    server.on("/smes", answer(code="99"), answer(ITEM))
    assert len(list(smes24.fetch(since=date(2026, 5, 20)))) == 1


def test_a_missing_token_is_said(web: Web) -> None:
    with pytest.raises(SourceError, match="SMES_TOKEN"):
        list(Smes24(web, env={}).fetch())


def test_an_item_without_number_fails_alone(server: Server, smes24: Smes24) -> None:
    server.on("/smes", answer({"pblancNm": "번호 없음"}, ITEM))
    first, second = smes24.fetch(since=date(2026, 5, 20))
    assert isinstance(first, Failure)
    assert isinstance(second, Raw)

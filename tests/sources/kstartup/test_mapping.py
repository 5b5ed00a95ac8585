"""A K-Startup item becomes the same notice under the API's names and under a collector's."""

from __future__ import annotations

from datetime import date

import pytest

from majungmul.sources import Notice, Raw
from majungmul.sources.kstartup import SOURCE

from .shapes import API, BARE, RENAMED


def notice(item: dict[str, object]) -> Notice:
    (raw,) = SOURCE.take(iter([item]))
    assert isinstance(raw, Raw)
    return SOURCE.map(raw)


def test_an_api_item_is_mapped_whole() -> None:
    found = notice(API)
    assert found.key == "990001"
    assert found.program == "첫걸음 창업(지역)"
    assert (found.opens, found.closes) == (date(2026, 6, 1), date(2026, 6, 30))
    assert found.closes_time is None
    assert found.field == "technology"
    assert found.regions == ("26",)
    assert (found.funder, found.operator) == ("", "첫걸음창업지원센터")
    assert found.apply_url == "https://apply.example.kr/1"
    assert found.contact == "창업팀 0510000000"
    assert found.warnings == ()


def test_structured_fields_are_lines_of_the_text() -> None:
    assert {part.heading: part.text for part in notice(API).sections} == {
        "사업개요": "첫걸음을 떼는 창업기업을 모집합니다.\n많은 참여 바랍니다.",
        "지원대상": "부산에 본사를 둔 창업 7년 이내 기업",
        "신청 제외 대상": "국세 또는 지방세 체납 기업",
        "업력": "예비창업자, 1년미만, 3년미만, 7년미만",
        "대상 연령": "만 20세 이상 ~ 만 39세 이하, 만 40세 이상",
        "지역": "부산",
        "신청 대상 구분": "일반기업, 1인 창조기업",
        "우대사항": "여성기업 우대",
        "신청기간": "2026-06-01 ~ 2026-06-30",
        "신청방법": "온라인 접수 https://apply.example.kr/1\n우편 접수 등기우편\n이메일 접수",
    }


def test_a_collectors_names_give_the_same_notice() -> None:
    api, renamed = notice(API), notice(RENAMED)
    for name in ("key", "title", "program", "opens", "closes", "field", "regions", "operator"):
        assert getattr(renamed, name) == getattr(api, name), name
    same = {part.heading: part.text for part in api.sections} | {
        "신청방법": "온라인 접수 https://apply.example.kr/1"
    }
    assert {part.heading: part.text for part in renamed.sections} == same


def test_when_a_collector_saw_it_does_not_matter() -> None:
    assert notice({**RENAMED, "last_seen": "2026-06-09"}) == notice(RENAMED)


def test_a_row_of_a_title_alone_is_a_notice_with_warnings() -> None:
    found = notice(BARE)
    assert found.title == "2026년 이름만 있는 모집공고"
    assert (found.closes, found.end_kind, found.nationwide) == (None, None, None)
    assert any("supt_regin" in warning for warning in found.warnings)


@pytest.mark.parametrize(
    ("text", "closes", "time", "kind"),
    [
        ("20260630", date(2026, 6, 30), None, "date"),
        ("2026-06-30 18:00:00", date(2026, 6, 30), "18:00", "date"),
        ("2026-06-30 00:00:00", date(2026, 6, 30), None, "date"),
        ("20321231", None, None, "rolling"),
        ("20260631", None, None, None),
        (None, None, None, None),
    ],
)
def test_the_closing_in_every_form(
    text: str | None, closes: date | None, time: str | None, kind: str | None
) -> None:
    found = notice({**API, "pbanc_rcpt_end_dt": text})
    assert (found.closes, found.closes_time, found.end_kind) == (closes, time, kind)


@pytest.mark.parametrize(
    ("text", "kind", "printed", "line", "warned"),
    [
        ("20321231", "rolling", "2026-06-01 ~ 2032-12-31", "상시", False),
        ("상시모집", "rolling", "2026-06-01 ~ 상시모집", "상시", False),
        ("예산 소진 시", "until_funds", "2026-06-01 ~ 예산 소진 시", None, False),
        ("20260631", None, "2026-06-01 ~ 20260631", None, True),
        ("문의", None, "2026-06-01 ~ 문의", None, True),
    ],
)
def test_a_closing_that_is_no_date_is_kept_as_printed(
    text: str, kind: str | None, printed: str, line: str | None, warned: bool
) -> None:
    found = notice({**API, "pbanc_rcpt_end_dt": text})
    assert (found.closes, found.end_kind, found.period_text) == (None, kind, printed)
    assert {part.heading: part.text for part in found.sections}["신청기간"] == (line or printed)
    assert any("pbanc_rcpt_end_dt" in warning for warning in found.warnings) is warned


@pytest.mark.parametrize(
    ("text", "codes", "nationwide"),
    [
        ("전국", (), True),
        ("서울특별시", ("11",), False),
        ("전남광주", ("29", "46"), False),
        ("전라북도,강원", ("51", "52"), False),
        ("해외", (), None),
        (None, (), None),
    ],
)
def test_the_region_in_every_form(
    text: str | None, codes: tuple[str, ...], nationwide: bool | None
) -> None:
    found = notice({**API, "supt_regin": text})
    assert (found.regions, found.nationwide) == (codes, nationwide)


@pytest.mark.parametrize(
    ("agency", "kind", "funder", "operator"),
    [
        ("중소벤처기업부장관", "공공기관", "중소벤처기업부", ""),
        ("부산광역시", "지자체", "부산광역시", ""),
        ("산림청", "공공기관", "산림청", ""),
        ("한국발명진흥회", "공공기관", "", "한국발명진흥회"),
        ("기술보증부", "민간", "", "기술보증부"),
    ],
)
def test_ministries_and_local_governments_fund(
    agency: str, kind: str, funder: str, operator: str
) -> None:
    found = notice({**API, "pbanc_ntrp_nm": agency, "sprv_inst": kind})
    assert (found.funder, found.operator) == (funder, operator)


@pytest.mark.parametrize("number", [990001, "990001", 990001.0, " 990001 "])
def test_the_number_in_every_form_is_one_key(number: object) -> None:
    assert notice({**API, "pbanc_sn": number}).key == "990001"


def test_the_mail_code_is_not_decoded() -> None:
    assert "Q0RFRg" not in notice(API).text


def test_the_old_spelling_of_exclusions_is_read() -> None:
    item = {**API, "aply_exclt_trgt_ctnt": "휴업 중인 기업", "aply_excl_trgt_ctnt": ""}
    assert "휴업 중인 기업" in notice(item).text

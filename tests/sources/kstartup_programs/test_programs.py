"""Programmes from the API and from the yearly table."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.sources.helpers import lines, notice
from tests.sources.server import Server, as_json

from majungmul.sources import Failure, Raw
from majungmul.sources.kstartup_programs import KStartupPrograms
from majungmul.sources.web import Web

API: dict[str, object] = {
    "id": 4,
    "biz_category_cd": "cmrczn_Tab3",
    "supt_biz_titl_nm": "든든창업패키지",
    "biz_supt_trgt_info": "업력 3년 이내 창업기업",
    "biz_supt_bdgt_info": "100억원",
    "biz_supt_ctnt": "사업화 자금",
    "supt_biz_chrct": "지역 기업을 먼저 봅니다.",
    "supt_biz_intrd_info": "창업기업의 첫해를 돕습니다.",
    "biz_yr": "2026",
    "Detl_pg_url": "www.k-startup.go.kr/view.do?id=4",
}
TABLE = """\
year,section,type,no,title,summary,support,target,budget_eok,ministry,operator
2026.0,중앙부처,,◇ 사업화 (1건),,,,,,,
2026,,,1.0,ㆍ든든창업 패키지,지원,자금,3년 이내,49.50,중소벤처 기업부(창업과),든든진 흥원(1팀)
2026.0,중앙부처,,2.0,ㆍ든든창업 패키지,돕습니다,자금,3년 이내,,중소벤처 기업부,다른진흥원
2026.0,중앙부처,,3.0,,돕습니다,자금,3년 이내,,중소벤처 기업부,다른진흥원
"""


@pytest.fixture
def programs(server: Server, web: Web) -> KStartupPrograms:
    return KStartupPrograms(web, base=f"{server.url}/programs", env={"DATA_GO_KR_KEY": "key"})


def test_an_item_is_a_programme_and_no_call(programs: KStartupPrograms) -> None:
    found = notice(programs, API)
    assert (found.kind, found.key) == ("other", "2026:든든창업패키지")
    assert found.url == "https://www.k-startup.go.kr/view.do?id=4"
    assert lines(found) == {
        "사업개요": "창업기업의 첫해를 돕습니다.\n지역 기업을 먼저 봅니다.",
        "지원대상": "업력 3년 이내 창업기업",
        "지원내용": "사업화 자금",
        "지원금액": "100억원",
    }
    assert (found.closes, found.award_max) == (None, None)


def test_the_place_on_the_page_is_no_key(programs: KStartupPrograms) -> None:
    assert notice(programs, {**API, "id": 9}).key == notice(programs, API).key


def test_the_yearly_table_is_loaded(programs: KStartupPrograms, tmp_path: Path) -> None:
    file = tmp_path / "table.csv"
    file.write_text(TABLE, "utf-8")
    first, second, failure = programs.load(file)
    assert isinstance(first, Raw)
    assert isinstance(second, Raw)
    assert isinstance(failure, Failure)
    assert first.key != second.key
    found = programs.map(first)
    assert (found.title, found.funder, found.operator) == (
        "2026년 든든창업 패키지",
        "중소벤처기업부",
        "든든진흥원",
    )
    assert found.program == "든든창업 패키지"
    assert lines(found)["지원금액"] == "예산: 49.5억원"


def test_since_keeps_that_year_and_later(server: Server, programs: KStartupPrograms) -> None:
    rows = [{**API, "biz_yr": year} for year in ("2024", "2026")]
    server.on("/programs", as_json({"data": rows, "totalCount": 2, "matchCount": 2}))
    assert [raw.key for raw in programs.fetch(since=date(2026, 1, 1))] == ["2026:든든창업패키지"]


def test_when_a_call_is_to_be_announced_is_kept_as_the_table_prints_it(
    programs: KStartupPrograms,
) -> None:
    row: dict[str, object] = {
        "year": "2031",
        "title": "든든창업패키지",
        "notice_raw": "’31. 2~3 월",
    }
    assert notice(programs, row).period_text == "공고 시기 ’31.2~3월"
    assert notice(programs, {**row, "notice_raw": ""}).period_text == ""
    assert notice(programs, row).closes is None

"""IRIS: its public list, and items as its own script has them."""

from __future__ import annotations

from datetime import date

import pytest
from tests.sources.helpers import lines, notice
from tests.sources.server import Reply, Server

from majungmul.sources import Raw
from majungmul.sources.iris import Iris
from majungmul.sources.web import Web

ITEM: dict[str, object] = {
    "ancmId": "090001",
    "bsnsYy": "2026",
    "rcveStrDt": "2026/06/11",
    "rcveEndDt": "2026/06/22",
    "ancmTl": "2026년 새싹소재 실증사업 신규과제 공모",
    "sorgn": "과학기술정보통신부",
    "spcl": "새싹연구재단",
    "ancmNo": "과학기술정보통신부 공고 제2026 - 1호",
    "attachments": "[공고문] 새싹소재.pdf 붙임1 서식.hwp",
}
PAGE = """<html><body><div class="tstyle list biz_announce"><ul class="dbody"><li>
<span class="inst_title">새싹연구재단</span>
<strong class="title"><a href="#" onclick="f_bsnsAncmListForm_view('090001','2026','S1','1')">
2026년 새싹소재 실증사업 신규과제 공모</a></strong>
<span class="period">접수기간 2026-06-11 ~ 2026-06-22</span></li></ul></div></body></html>"""


def test_an_item_of_the_script_is_mapped() -> None:
    found = notice(Iris(), ITEM)
    assert (found.key, found.funder, found.operator) == (
        "090001",
        "과학기술정보통신부",
        "새싹연구재단",
    )
    assert (found.opens, found.closes) == (date(2026, 6, 11), date(2026, 6, 22))
    assert found.url.endswith("ancmId=090001")
    assert "제2026 - 1호" in lines(found)["공고내용"]


def test_the_public_list_gives_the_same_call(
    server: Server, web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = Iris(web)
    list_table = {**source.about.table("list"), "url": f"{server.url}/list?pageIndex={{page}}"}
    monkeypatch.setitem(source.about.more, "list", list_table)  # type: ignore[arg-type]
    server.on("/list", Reply(PAGE.encode()))
    (raw,) = source.fetch()
    assert isinstance(raw, Raw)
    found, other = source.map(raw), notice(source, ITEM)
    for name in ("key", "title", "opens", "closes", "operator", "url"):
        assert getattr(found, name) == getattr(other, name), name

"""The ministry's XML list."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.sources.helpers import lines
from tests.sources.server import Reply, Server, gateway_error

from majungmul.sources import Failure, Notice, Raw, SourceError
from majungmul.sources import mss as package
from majungmul.sources.mss import Mss
from majungmul.sources.web import Web

ITEM = """<item>
  <itemId>{number}</itemId>
  <title><![CDATA[[전북] 2026년 든든 설비 지원사업 공고]]></title>
  <dataContents><![CDATA[<div id="hwpEditorBoardContent"><p>설비를 바꾸는 기업을 돕습니다.</p>
    <table><tr><th>구분</th><th>한도</th></tr><tr><td>일반</td><td>3천만원</td></tr></table>
    </div><!--[data-hwpjson]{{"body":"<p>두 번째 글</p>"}}-->]]></dataContents>
  <applicationStartDate>2026-05-01</applicationStartDate>
  <applicationEndDate>2026-05-20</applicationEndDate>
  <writerName>홍길동</writerName><writerPosition>설비지원과</writerPosition>
  <writerPhone>044-000-0000</writerPhone><writerEmail>name@example.com</writerEmail>
  <viewUrl>https://www.mss.go.kr/view.do?id={number}</viewUrl>
  <fileName>공고문.hwpx</fileName><fileUrl>https://www.mss.go.kr/file/1</fileUrl>
  <fileName>신청서.hwp</fileName><fileUrl>https://www.mss.go.kr/file/2</fileUrl>
</item>"""


def answer(*items: str, total: int) -> Reply:
    return Reply(
        '<?xml version="1.0" encoding="UTF-8"?><response><header><resultCode>00</resultCode>'
        "<resultMsg>NORMAL_CODE</resultMsg></header><body><items>"
        f"{''.join(items)}</items><numOfRows>500</numOfRows><pageNo>1</pageNo>"
        f"<totalCount>{total}</totalCount></body></response>".encode()
    )


@pytest.fixture
def mss(server: Server, web: Web) -> Mss:
    return Mss(
        web,
        base=f"{server.url}/mss",
        env={"DATA_GO_KR_KEY": "key"},
        today=lambda: date(2026, 5, 9),
    )


def only(mss: Mss) -> Notice:
    (raw,) = mss.fetch()
    assert isinstance(raw, Raw)
    return mss.map(raw)


def test_an_item_is_mapped(server: Server, mss: Mss) -> None:
    server.on("/mss", answer(ITEM.format(number=41), total=1))
    found = only(mss)
    assert (found.key, found.title) == ("41", "[전북] 2026년 든든 설비 지원사업 공고")
    assert (found.opens, found.closes) == (date(2026, 5, 1), date(2026, 5, 20))
    assert (found.funder, found.regions) == ("중소벤처기업부", ("52",))
    assert [(f.name, f.url[-1]) for f in found.attachments] == [
        ("공고문.hwpx", "1"),
        ("신청서.hwp", "2"),
    ]


def test_the_body_is_plain_and_names_nobody(server: Server, mss: Mss) -> None:
    server.on("/mss", answer(ITEM.format(number=41), total=1))
    found = only(mss)
    assert lines(found)["공고내용"] == "설비를 바꾸는 기업을 돕습니다.\n구분 | 한도\n일반 | 3천만원"
    assert found.contact == "설비지원과"
    said = repr(found)
    assert not any(word in said for word in ("홍길동", "name@example.com", "두 번째"))


def test_one_file_and_no_period(server: Server, mss: Mss) -> None:
    item = "<item><itemId>1</itemId><title>공고</title><dataContents>글</dataContents>"
    item += "<fileName>하나.pdf</fileName><fileUrl>https://a.kr/1</fileUrl></item>"
    server.on("/mss", answer(item, total=1))
    found = only(mss)
    assert [file.name for file in found.attachments] == ["하나.pdf"]
    assert (found.closes, found.end_kind, found.period_text) == (None, None, "")


def test_an_empty_window_is_no_error(server: Server, mss: Mss) -> None:
    server.on("/mss", answer(total=0))
    assert list(mss.fetch()) == []


def test_since_is_a_window_of_registration(server: Server, mss: Mss) -> None:
    server.on("/mss", answer(total=0))
    list(mss.fetch(since=date(2026, 5, 1)))
    assert server.asked[0].query["startDate"] == "2026-05-01"
    assert server.asked[0].query["endDate"] == "2026-05-09"


def test_pages_are_read_to_the_total(
    server: Server, mss: Mss, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(package.client, "PAGE", 2)
    pages = [[ITEM.format(number=n) for n in numbers] for numbers in ((1, 2), (3,))]
    server.on("/mss", *(answer(*page, total=3) for page in pages))
    assert [raw.key for raw in mss.fetch()] == ["1", "2", "3"]  # type: ignore[union-attr]


def test_truncated_xml_is_said(server: Server, mss: Mss) -> None:
    whole = answer(ITEM.format(number=1), total=1).body
    server.on("/mss", Reply(whole[: len(whole) // 2]))
    with pytest.raises(SourceError, match="끊겼을"):
        list(mss.fetch())


def test_the_daily_limit_is_said(server: Server, mss: Mss) -> None:
    server.on("/mss", gateway_error("22", "LIMITED_NUMBER_OF_SERVICE_REQUESTS_EXCEEDS_ERROR"))
    with pytest.raises(SourceError, match="자정"):
        list(mss.fetch())


def test_an_item_without_its_number_is_a_failure(tmp_path: Path, mss: Mss) -> None:
    file = tmp_path / "mss.xml"
    file.write_bytes(answer("<item><title>번호 없음</title></item>", total=1).body)
    (failure,) = mss.load(file)
    assert isinstance(failure, Failure)
    assert "itemId" not in failure.reason
    assert "title" in failure.reason

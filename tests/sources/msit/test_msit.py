"""The science ministry's list: results among calls, one document in several formats."""

from __future__ import annotations

from datetime import date

import pytest
from tests.sources.helpers import notice
from tests.sources.server import Asked, Reply, Server

from majungmul.sources import Raw
from majungmul.sources.msit import Msit
from majungmul.sources.web import Web

FILES = "".join(
    f"<file><fileName>{name}</fileName><fileUrl>https://www.msit.go.kr/{n}</fileUrl></file>"
    for n, name in enumerate(["공고문.odt", "공고문.hwpx", "공고문.hwp", "서식.zip"], 1)
)


def entry(number: int, posted: str = "2026-06-22", subject: str = "연구과제 공모") -> str:
    return (
        f"<item><subject>{subject}</subject>"
        f"<viewUrl>https://www.msit.go.kr/view.do?sCode=user&amp;nttSeqNo={number}</viewUrl>"
        "<deptName>혁신과</deptName><managerName>홍길동</managerName>"
        f"<managerTel>044-000-0000</managerTel><pressDt>{posted}</pressDt>"
        f"<files>{FILES}</files></item>"
    )


def answer(entries: list[str], total: int) -> Reply:
    return Reply(
        "<response><header><resultCode>00</resultCode></header><body><items>"
        f"{''.join(entries)}</items><totalCount>{total}</totalCount></body></response>".encode()
    )


@pytest.fixture
def msit(server: Server, web: Web) -> Msit:
    return Msit(web, base=f"{server.url}/msit", env={"DATA_GO_KR_KEY": "key"})


def keys(msit: Msit, since: date | None = None) -> list[str]:
    return [raw.key for raw in msit.fetch(since)]


def test_an_entry_is_mapped(server: Server, msit: Msit) -> None:
    server.on("/msit", answer([entry(7)], 1))
    (raw,) = msit.fetch()
    assert isinstance(raw, Raw)
    found = msit.map(raw)
    assert (found.key, found.published) == ("7", date(2026, 6, 22))
    assert (found.opens, found.closes, found.end_kind) == (None, None, None)
    assert found.contact == "혁신과"
    assert "홍길동" not in repr(found)


def test_each_document_stays_in_its_best_format(server: Server, msit: Msit) -> None:
    server.on("/msit", answer([entry(7)], 1))
    (raw,) = msit.fetch()
    assert isinstance(raw, Raw)
    assert [file.name for file in msit.map(raw).attachments] == ["공고문.hwpx", "서식.zip"]


@pytest.mark.parametrize(
    ("subject", "kind"),
    [
        ("2026년도 새싹연구실 신규과제 선정결과", "result"),
        ("새싹사업 선정평가 결과 공고", "result"),
        ("새싹사업 신규과제 공모", "call"),
        ("새싹사업 선정결과 및 추가 모집 공고", "call"),
        ("새싹연구 결과 활용 지원사업 공고", "call"),
    ],
)
def test_results_are_told_from_calls(msit: Msit, subject: str, kind: str) -> None:
    item = {"subject": subject, "viewUrl": "https://a.kr/?nttSeqNo=1", "pressDt": "2026-06-22"}
    assert notice(msit, item).kind == kind


def test_the_agent_looks_like_a_browser(server: Server, msit: Msit) -> None:
    def wall(asked: Asked) -> Reply:
        welcome = asked.headers.get("User-Agent", "").startswith("Mozilla/5.0")
        return answer([entry(1)], 1) if welcome else Reply(b"Request Blocked", 400)

    server.on("/msit", wall)
    assert keys(msit) == ["1"]


def test_a_server_that_gives_ten_rows_at_most_is_read_to_the_end(
    server: Server, msit: Msit
) -> None:
    pages = [[entry(n) for n in range(start, start + 10)] for start in (0, 10)]
    server.on("/msit", *(answer(page, 25) for page in pages), answer([entry(99)] * 5, 25))
    assert len(keys(msit)) == 25


def test_since_stops_at_the_first_older_page(server: Server, msit: Msit) -> None:
    new, old = [entry(n) for n in range(10)], [entry(50 + n, "2026-01-01") for n in range(10)]
    server.on("/msit", answer(new, 400), answer(old, 400))
    assert keys(msit, date(2026, 6, 1)) == [str(n) for n in range(10)]
    assert server.count("/msit") == 2


def test_a_renamed_date_is_reported(msit: Msit) -> None:
    item = {"subject": "공모", "viewUrl": "https://a.kr/?nttSeqNo=1", "postDt": "2026-06-22"}
    assert any("pressDt" in warning for warning in notice(msit, item).warnings)

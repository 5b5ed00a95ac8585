"""The live client against the envelopes that bizinfo sends."""

from __future__ import annotations

import collections
from datetime import date

import pytest
from tests.sources.server import Asked, Reply, Server, as_json

from majungmul.sources import Failure, Raw, SourceError
from majungmul.sources.bizinfo import Bizinfo
from majungmul.sources.bizinfo import client as client_module
from majungmul.sources.web import Web

from .shapes import LIVE


def item(number: int, **changes: object) -> dict[str, object]:
    return {**LIVE, "pblancId": f"PBLN_{number:015d}", **changes}


@pytest.fixture
def bizinfo(server: Server, web: Web) -> Bizinfo:
    return Bizinfo(web, base=f"{server.url}/api.do", env={"BIZINFO_KEY": "good key"})


@pytest.fixture
def small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client_module, "PAGE", 2)


def paged(rows: list[dict[str, object]], *, nested: bool = False):
    """What the API does with pageUnit and pageIndex, in either envelope."""

    def answer(asked: Asked) -> Reply:
        size, page = int(asked.query["pageUnit"]), int(asked.query["pageIndex"])
        found = rows[(page - 1) * size : page * size]
        return as_json({"jsonArray": {"item": found} if nested else found})

    return answer


def keys(found: list[Raw | Failure]) -> list[str]:
    return [raw.key for raw in found]


@pytest.mark.usefixtures("small_pages")
@pytest.mark.parametrize("nested", [False, True])
def test_all_pages_are_read(server: Server, bizinfo: Bizinfo, nested: bool) -> None:
    rows = [item(n, totCnt=5) for n in range(5)]
    server.on("/api.do", paged(rows, nested=nested))
    assert keys(list(bizinfo.fetch())) == [row["pblancId"] for row in rows]
    assert server.count("/api.do") == 3


@pytest.mark.usefixtures("small_pages")
def test_without_a_total_the_first_page_that_is_not_full_is_the_last(
    server: Server, bizinfo: Bizinfo
) -> None:
    rows = [item(n, totCnt=None) for n in range(4)]
    server.on("/api.do", paged(rows))
    assert len(list(bizinfo.fetch())) == 4
    assert server.count("/api.do") == 3


@pytest.mark.parametrize(
    "envelope",
    [
        {"jsonArray": LIVE},
        {"jsonArray": {"item": LIVE}},
        {"jsonArray": [LIVE]},
        {"jsonArray": {"item": [LIVE]}},
        [LIVE],
    ],
)
def test_every_envelope_is_understood(server: Server, bizinfo: Bizinfo, envelope: object) -> None:
    server.on("/api.do", as_json(envelope))
    assert keys(list(bizinfo.fetch())) == ["PBLN_000000000900001"]


@pytest.mark.parametrize("empty", [{"jsonArray": []}, {"jsonArray": {}}, {"jsonArray": None}, {}])
def test_an_empty_list_is_no_error(server: Server, bizinfo: Bizinfo, empty: object) -> None:
    server.on("/api.do", as_json(empty))
    assert list(bizinfo.fetch()) == []


def test_a_page_that_stays_away_is_told(server: Server, bizinfo: Bizinfo) -> None:
    server.on("/api.do", as_json({"jsonArray": [item(1, totCnt=9)]}), as_json({"jsonArray": []}))
    row, failure = bizinfo.fetch()
    assert isinstance(row, Raw)
    assert isinstance(failure, Failure)
    assert "전체 9건" in failure.reason


@pytest.mark.usefixtures("small_pages")
def test_a_server_that_repeats_itself_is_found_out(server: Server, bizinfo: Bizinfo) -> None:
    server.on("/api.do", as_json({"jsonArray": [item(1, totCnt=9), item(2, totCnt=9)]}))
    *rows, failure = bizinfo.fetch()
    assert len(rows) == 2
    assert isinstance(failure, Failure)
    assert "되풀이" in failure.reason


@pytest.mark.usefixtures("small_pages")
def test_a_broken_run_goes_on_where_it_stopped(server: Server, bizinfo: Bizinfo) -> None:
    rows = [item(n, totCnt=6) for n in range(6)]
    answer = paged(rows)
    server.on("/api.do", answer, answer, Reply(b"gone", 404))
    taken: list[Raw | Failure] = []
    with pytest.raises(SourceError):
        collections.deque(map(taken.append, bizinfo.fetch()))
    assert len(taken) == 4
    server.on("/api.do", answer)
    rest = list(bizinfo.fetch(cursor=taken[-1].cursor))
    assert sorted(set(keys(taken) + keys(rest))) == [row["pblancId"] for row in rows]
    assert len(rest) == 4, "one page is read again, no more"


def test_a_cursor_of_another_making_is_refused(bizinfo: Bizinfo) -> None:
    with pytest.raises(SourceError, match="처음부터"):
        list(bizinfo.fetch(cursor="drop table"))


def test_since_keeps_what_was_touched_on_or_after_the_day(server: Server, bizinfo: Bizinfo) -> None:
    old = item(1, creatPnttm="2026-01-01 00:00:00", updtPnttm="2026-01-02 00:00:00")
    changed = item(2, creatPnttm="2026-01-01 00:00:00", updtPnttm="2026-05-01 00:00:00")
    silent = item(3, creatPnttm=None, updtPnttm=None)
    server.on("/api.do", as_json({"jsonArray": [old, changed, silent]}))
    found = list(bizinfo.fetch(since=date(2026, 5, 1)))
    assert keys(found) == [changed["pblancId"], silent["pblancId"]]


def test_a_row_without_a_number_fails_and_the_rest_goes_on(
    server: Server, bizinfo: Bizinfo
) -> None:
    rows: list[object] = [item(1), {"pblancNm": "번호 없는 공고"}, "글자", item(2)]
    server.on("/api.do", as_json({"jsonArray": rows}))
    found = list(bizinfo.fetch())
    failures = [x for x in found if isinstance(x, Failure)]
    assert len(found) - len(failures) == 2
    assert any("식별 번호가 없어" in failure.reason for failure in failures)


def test_a_wrong_key_is_said(server: Server, bizinfo: Bizinfo) -> None:
    server.on("/api.do", as_json({"reqErr": "등록되지 않은 서비스키입니다"}))
    with pytest.raises(SourceError, match="BIZINFO_KEY"):
        list(bizinfo.fetch())


def test_a_missing_key_is_said_before_anything_is_asked(server: Server, web: Web) -> None:
    source = Bizinfo(web, base=f"{server.url}/api.do", env={})
    with pytest.raises(SourceError, match="BIZINFO_KEY"):
        list(source.fetch())
    assert server.asked == []

"""A board described by a file."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from tests.sources.helpers import lines
from tests.sources.server import Reply, Server

from majungmul.sources import Failure, Raw, SourceError, described
from majungmul.sources.board import Board
from majungmul.sources.web import Web

TOML = """
slug = "village"
kind = "board"
name = "새싹마을진흥원"
funder = "새싹마을"
operator = "새싹마을진흥원"
field = "startup"
regions = ["경북"]

[list]
url = "{base}/list?page={{page}}"
pages = 3
rows = "table.board tbody tr"
title = "td.title a"
key = "no=([0-9]+)"
published = "td.date"
period = "td.period"

[detail]
body = "#content"
files = ".files a"
"""


def row(number: int, posted: str = "2026.05.02", attributes: str = "") -> str:
    return (
        f'<tr><td class="title"><a href="/view?no={number}"{attributes}>{number}번 '
        "&lt;새싹&gt; 창업기업 모집</a></td>"
        f'<td class="date">{posted}</td><td class="period">26.05.04 ~ 26.05.29</td></tr>'
    )


def board_page(*rows: str) -> Reply:
    table = f'<table class="board"><tbody>{"".join(rows)}</tbody></table>'
    return Reply(f"<!DOCTYPE html><html><body>{table}</body></html>".encode())


DETAIL = Reply(
    (
        "<html><body><nav>메뉴</nav><div id='content'><p>마을에서 창업할 기업을 찾습니다.</p>"
        "<p>☞ 창업 3년 이내</p><script>track()</script></div>"
        "<div class='files'><a href='/file/1'>공고문.hwp</a><a href='javascript:x()'>보기</a></div>"
        "</body></html>"
    ).encode("cp949"),
    headers={"Content-Type": "text/html; charset=euc-kr"},
)

Make = Callable[[str], Board]


@pytest.fixture
def make(server: Server, web: Web) -> Make:
    """A board of a description, its address filled in."""

    def made(text: str = TOML) -> Board:
        data = tomllib.loads(text.format(base=server.url))
        return Board(described.read(data), web)

    return made


def keys(board: Board, **kwargs: object) -> list[str]:
    return [raw.key for raw in board.fetch(**kwargs)]  # type: ignore[arg-type]


def test_rows_and_their_pages_become_notices(server: Server, make: Make) -> None:
    server.on("/list", board_page(row(1)), board_page())
    server.on("/view", DETAIL)
    board = make(TOML)
    (raw,) = board.fetch()
    assert isinstance(raw, Raw)
    found = board.map(raw)
    assert (found.source, found.key) == ("village", "1")
    assert found.title == "1번 <새싹> 창업기업 모집"
    assert (found.opens, found.closes) == (date(2026, 5, 4), date(2026, 5, 29))
    assert found.published == date(2026, 5, 2)
    assert (found.funder, found.operator, found.field) == ("새싹마을", "새싹마을진흥원", "startup")
    assert found.regions == ("47",)
    assert found.url == f"{server.url}/view?no=1"
    assert lines(found)["공고내용"] == "마을에서 창업할 기업을 찾습니다.\n☞ 창업 3년 이내"
    assert [(file.name, file.url) for file in found.attachments] == [
        ("공고문.hwp", f"{server.url}/file/1")
    ]


def test_pages_are_read_until_they_end(server: Server, make: Make) -> None:
    server.on("/view", DETAIL)
    server.on("/list", board_page(row(1), row(2)), board_page(row(3)), board_page())
    assert keys(make(TOML)) == ["1", "2", "3"]
    assert [a.query["page"] for a in server.asked if a.path == "/list"] == ["1", "2", "3"]


def test_pinned_rows_and_a_repeated_last_page_are_taken_once(server: Server, make: Make) -> None:
    server.on("/view", DETAIL)
    server.on("/list", board_page(row(9), row(1)), board_page(row(9), row(2)))
    assert keys(make(TOML)) == ["9", "1", "2"]
    assert server.count("/list") == 3


def test_since_ends_at_the_first_older_page(server: Server, make: Make) -> None:
    server.on("/view", DETAIL)
    server.on("/list", board_page(row(1)), board_page(row(2, "2026.01.01")), board_page(row(3)))
    assert keys(make(TOML), since=date(2026, 5, 1)) == ["1"]
    assert server.count("/list") == 2


def test_a_run_goes_on_at_its_page(server: Server, make: Make) -> None:
    server.on("/view", DETAIL)
    server.on("/list", board_page(row(3)), board_page())
    assert keys(make(TOML), cursor="2") == ["3"]
    assert server.asked[1].query["page"] == "2"


def test_a_key_in_a_script_and_an_address_made_of_it(server: Server, make: Make) -> None:
    text = TOML.replace('key = "no=([0-9]+)"', r"""key = "view\\('([0-9]+)'" """)
    text = text.replace("[detail]", '[detail]\nurl = "{base}/view?no={{key}}"')
    server.on("/list", board_page(row(0, attributes=""" onclick="view('41')" """)), board_page())
    server.on("/view", DETAIL)
    board = make(text)
    (raw,) = board.fetch()
    assert raw.key == "41"
    assert server.asked[-2].query == {"no": "41"}


def test_a_site_that_changed_is_said(server: Server, make: Make) -> None:
    server.on("/list", Reply("<html><body><ul><li>새 모습</li></ul></body></html>".encode()))
    with pytest.raises(SourceError, match=r"list\.rows"):
        keys(make(TOML))


def test_a_row_without_its_number_fails_alone(server: Server, make: Make) -> None:
    server.on("/view", DETAIL)
    bare = "<tr><td class='title'>번호 없음</td></tr>"
    server.on("/list", board_page(bare, row(1)), board_page())
    first, second = make(TOML).fetch()
    assert isinstance(first, Failure)
    assert "list.key" in first.reason
    assert isinstance(second, Raw)


def test_a_detail_page_without_a_body_fails_alone(server: Server, make: Make) -> None:
    server.on("/list", board_page(row(1), row(2)), board_page())
    server.on("/view", Reply("<html><body>점검 중</body></html>".encode()), DETAIL)
    first, second = make(TOML).fetch()
    assert isinstance(first, Failure)
    assert "detail.body" in first.reason
    assert first.key == "1", "it is on the list, though it could not be read"
    assert isinstance(second, Raw)


def test_a_board_whose_pages_all_fail_is_left_alone(server: Server, make: Make) -> None:
    server.on("/list", board_page(*(row(n) for n in range(30))))
    server.on("/view", Reply(b"no", 404))
    with pytest.raises(SourceError, match="잇달아"):
        list(make(TOML).fetch())
    assert server.count("/view") == 5


def test_robots_are_obeyed_for_lists_and_pages(server: Server, make: Make) -> None:
    server.on("/robots.txt", Reply(b"User-agent: *\nDisallow: /view"))
    server.on("/list", board_page(row(1)), board_page())
    (failure,) = make(TOML).fetch()
    assert isinstance(failure, Failure)
    assert "robots.txt" in failure.reason
    server.on("/robots.txt", Reply(b"User-agent: *\nDisallow: /"))
    assert server.count("/view") == 0


def test_a_saved_page_can_be_loaded(make: Make, tmp_path: Path) -> None:
    file = tmp_path / "list.html"
    file.write_bytes(board_page(row(1), row(2)).body)
    board = make(TOML)
    assert [board.map(raw).key for raw in board.load(file) if isinstance(raw, Raw)] == ["1", "2"]


@pytest.mark.parametrize(
    ("old", "new", "word"),
    [
        ('rows = "table.board tbody tr"', 'rows = "tr["', "선택자"),
        ('rows = "table.board tbody tr"', "", "list.rows"),
        ('key = "no=([0-9]+)"', 'key = "no=[0-9]+"', "list.key"),
        ('key = "no=([0-9]+)"', 'key = "no=("', "list.key"),
        ("pages = 3", "pages = 1000", "list.pages"),
        ("pages = 3", 'pages = "all"', "list.pages"),
    ],
)
def test_a_wrong_description_names_its_field(
    server: Server, make: Make, old: str, new: str, word: str
) -> None:
    server.on("/list", board_page(row(1)))
    with pytest.raises(SourceError, match=word):
        keys(make(TOML.replace(old, new)))


@pytest.mark.parametrize(
    ("data", "word"),
    [
        ({}, "slug"),
        ({"slug": "Bad Name", "kind": "board", "name": "x"}, "slug"),
        ({"slug": "good", "name": "x"}, "kind"),
        ({"slug": "good", "kind": "board", "name": "x", "regions": ["화성"]}, "regions"),
    ],
)
def test_a_description_without_its_basics_is_refused(data: dict[str, object], word: str) -> None:
    with pytest.raises(SourceError, match=word):
        described.read(data)

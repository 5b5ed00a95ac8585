"""The notice or article of a page, and nothing of the page round it."""

from __future__ import annotations

from datetime import date

from majungmul import documents

BOARD = """<!DOCTYPE html><html><head><meta charset="euc-kr">
<title>지원사업 모집 | 어느진흥원</title>
<style>p {color: red}</style><script>var secret = "스크립트";</script></head><body>
<nav><a href="/">처음으로</a> <a href="https://example.org/menu">전체메뉴</a></nav>
<div class="board_view"><h3>시제품 제작 지원 기업 모집</h3>
<p>□ 지원대상<br>○ 도내에 공장을 둔 제조기업<br>○ 창업 5년 이하 기업</p>
<p style="display: none">보이지 않는 문장</p>
<table><caption>지원 한도 (단위: 천원)</caption>
<tr><th>구분</th><th>금액</th></tr>
<tr><td rowspan="2">시제품</td><td>9,000</td></tr><tr><td>4,500</td></tr></table>
<ul><li>신청서 1부</li><li>○ 사업계획서 1부</li></ul>
<a href="/down.do?id=3">신청서 양식.hwp</a> <a href="javascript:fileDown(4)">공고문.pdf</a>
<a href="https://example.org/apply">온라인 신청</a></div>
<footer>어느시 어느로 1 대표전화</footer></body></html>"""


def board() -> documents.Document:
    return documents.read_bytes(BOARD.encode("cp949"), "공고.html")


def test_a_board_page_in_cp949_is_read_without_its_furniture() -> None:
    text = board().text
    assert "○ 도내에 공장을 둔 제조기업" in text.splitlines()
    for foreign in ("스크립트", "color", "보이지 않는", "대표전화", "전체메뉴"):
        assert foreign not in text


def test_the_title_is_the_pages_own() -> None:
    assert board().title == "시제품 제작 지원 기업 모집"


def test_tables_keep_caption_unit_header_and_merged_cells() -> None:
    (table,) = board().tables
    assert table.caption == "지원 한도 (단위: 천원)"
    assert table.unit == "천원"
    assert table.header_rows == 1
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["구분", "금액"],
        ["시제품", "9,000"],
        ["4,500"],
    ]
    covering = table.at(2, 0)
    assert covering is not None
    assert covering.text == "시제품"
    assert table.rows[2][0].column == 1


def test_list_items_are_items_and_keep_a_printed_sign() -> None:
    lines = board().text.splitlines()
    assert "- 신청서 1부" in lines
    assert "○ 사업계획서 1부" in lines


def test_files_are_attachments_and_other_links_are_links() -> None:
    document = board()
    assert [(item.name, item.url) for item in document.attachments] == [
        ("신청서 양식.hwp", "/down.do?id=3"),
        ("공고문.pdf", ""),
    ]
    assert ("온라인 신청", "https://example.org/apply") in [(i.name, i.url) for i in document.links]


def test_an_article_is_taken_out_of_its_page_with_its_day() -> None:
    body = "".join(
        f"<p>도는 {number}월에 지역 기업 {number * 3}곳을 뽑아 장비 이용료를 지원했다고 밝혔다."
        " 선정된 기업은 연말까지 장비를 쓸 수 있다.</p>"
        for number in range(1, 8)
    )
    page = (
        '<html><head><meta property="og:type" content="article">'
        '<meta property="og:title" content="장비 이용료 지원 늘린다">'
        '<meta property="article:published_time" content="2031-05-06T09:00:00+09:00"></head><body>'
        "<aside><ul><li>많이 본 기사 하나</li></ul></aside>"
        f"<article class='view'><h1>장비 이용료 지원 늘린다</h1>{body}</article>"
        "<footer>저작권자 어느신문 무단전재 금지</footer></body></html>"
    )
    document = documents.read_bytes(page.encode(), "기사.html")
    assert document.title == "장비 이용료 지원 늘린다"
    assert document.published == date(2031, 5, 6)
    assert "21곳" in document.text
    own = "".join(document.text[start:end] for start, end in document.body)
    assert "많이 본 기사 하나" not in own
    assert "무단전재" not in own


def test_a_fragment_of_markup_becomes_lines() -> None:
    from majungmul.documents import markup_text

    markup = "<p>☞ 지원내용&nbsp;안내</p><p>최대 3천만원 &lt;부가세 별도&gt;<br/>- 자부담 20%</p>"
    assert markup_text(markup).splitlines() == [
        "☞ 지원내용\xa0안내",
        "최대 3천만원 <부가세 별도>",
        "- 자부담 20%",
    ]
    assert markup_text("5 < 7 이면 &amp; 표시") == "5 < 7 이면 & 표시"


def test_the_declared_charset_and_the_bytes_may_disagree() -> None:
    page = '<meta charset="euc-kr"><p>지원 대상은 도내 중소기업이다</p>'
    assert "도내 중소기업" in documents.read_bytes(page.encode("utf-8"), "a.html").text

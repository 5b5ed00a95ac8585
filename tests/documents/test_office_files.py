"""HWPX and DOCX: every paragraph, every cell, and the captions."""

from __future__ import annotations

from majungmul import documents


def texts(table: documents.Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.rows]


def limits(document) -> None:
    document.add_paragraph("2. 지원 한도")
    table = document.add_table(3, 2)
    for row, cells in enumerate([("구분", "한도"), ("시제품", "30"), ("인증", "12")]):
        for column, text in enumerate(cells):
            table.set_cell_text(row, column, text)
    document.add_paragraph("3. 문의처")


def test_a_caption_of_an_hwpx_table_stands_before_it_and_gives_the_unit(make) -> None:
    def build(document) -> None:
        document.add_paragraph("1. 지원 대상")
        for caption in ("< 올해 한도 > (단위: 백만원)", None, "< 내년 한도 > (단위: 천원)"):
            table = document.add_table(2, 2)
            for place, text in enumerate(["구분", "한도", "시제품", "30"]):
                table.set_cell_text(place // 2, place % 2, text)
            if caption:
                table.set_caption(caption)
        document.add_paragraph("2. 문의처")

    document = documents.read_bytes(make.hwpx(build), "공고.hwpx")
    assert [(table.caption, table.unit) for table in document.tables] == [
        ("< 올해 한도 > (단위: 백만원)", "백만원"),
        ("", ""),
        ("< 내년 한도 > (단위: 천원)", "천원"),
    ]
    lines = document.text.splitlines()
    assert lines[lines.index("< 내년 한도 > (단위: 천원)") + 1] == "구분 | 한도"
    captions = [b for b in document.blocks if b.kind == "caption"]
    assert len(captions) == 2


def test_paragraphs_and_tables_of_hwpx_keep_their_order(make) -> None:
    document = documents.read_bytes(make.hwpx(limits), "공고.hwpx")
    (table,) = document.tables
    assert texts(table) == [["구분", "한도"], ["시제품", "30"], ["인증", "12"]]
    assert document.text.index("2. 지원 한도") < table.start < document.text.index("3. 문의처")


def test_merged_cells_of_hwpx_cover_their_places(make) -> None:
    def build(document) -> None:
        table = document.add_table(3, 3)
        for place in range(9):
            table.set_cell_text(place // 3, place % 3, f"칸{place}")
        table.merge_cells(0, 0, 1, 0)
        table.merge_cells(2, 1, 2, 2)

    (table,) = documents.read_bytes(make.hwpx(build), "공고.hwpx").tables
    upper, side = table.at(1, 0), table.at(2, 2)
    assert upper is not None
    assert side is not None
    assert (upper.row, upper.rowspan, upper.text.split()[0]) == (0, 2, "칸0")
    assert (side.column, side.colspan, side.text.split()[0]) == (1, 2, "칸7")
    assert [cell.column for cell in table.rows[1]] == [1, 2]


def test_a_unit_line_before_a_table_gives_its_unit(make) -> None:
    def build(document) -> None:
        document.add_paragraph("지원 규모 (단위 : 백만 원)")
        table = document.add_table(2, 2)
        for place, text in enumerate(["분야", "예산", "식품", "120"]):
            table.set_cell_text(place // 2, place % 2, text)

    (table,) = documents.read_bytes(make.hwpx(build), "공고.hwpx").tables
    assert table.unit == "백만원"
    assert table.header_rows == 1


def test_a_frame_is_text_and_a_bar_is_a_heading(make) -> None:
    def build(document) -> None:
        frame = document.add_table(1, 1)
        frame.set_cell_text(0, 0, "유의하실 점을 먼저 읽어 주십시오")
        bar = document.add_table(1, 2)
        bar.set_cell_text(0, 0, "Ⅱ")
        bar.set_cell_text(0, 1, "신청 자격")
        document.add_paragraph("○ 도내 기업")

    document = documents.read_bytes(make.hwpx(build), "공고.hwpx")
    assert document.tables == ()
    assert [(b.kind, b.level) for b in document.blocks] == [
        ("paragraph", 0),
        ("heading", 1),
        ("item", 2),
    ]
    (found,) = [s for s in document.sections() if s.heading == "신청 자격"]
    assert "○ 도내 기업" in document.text[found.start : found.end]


def test_docx_keeps_order_merged_cells_and_nested_tables(make) -> None:
    def build(document) -> None:
        document.add_paragraph("1. 지원 내용")
        table = document.add_table(2, 2)
        table.cell(0, 0).merge(table.cell(0, 1)).text = "올해의 지원"
        table.cell(1, 0).text = "시제품"
        inner = table.cell(1, 1).add_table(1, 2)
        inner.cell(0, 0).text = "재료비 7백만원까지"
        inner.cell(0, 1).text = "가공비 9백만원까지"
        document.add_paragraph("2. 문의처")

    document = documents.read_bytes(make.docx(build), "공고.docx")
    outer, inner = document.tables
    assert outer.rows[0][0].colspan == 2
    assert texts(inner) == [["재료비 7백만원까지", "가공비 9백만원까지"]]
    assert document.text.index("시제품") < inner.start < document.text.index("2. 문의처")


def test_docx_text_in_content_controls_is_kept(make) -> None:
    from docx.oxml import parse_xml

    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

    def build(document) -> None:
        document.add_paragraph("신청기간: ")
        field = parse_xml(
            f'<w:sdt xmlns:w="{space}"><w:sdtContent><w:r><w:t>5월 2일까지</w:t></w:r>'
            "</w:sdtContent></w:sdt>"
        )
        document.paragraphs[0]._p.append(field)
        block = parse_xml(
            f'<w:sdt xmlns:w="{space}"><w:sdtContent><w:p><w:r><w:t>지원대상: 도내 기업</w:t></w:r>'
            "</w:p></w:sdtContent></w:sdt>"
        )
        document.element.body.insert(1, block)

    text = documents.read_bytes(make.docx(build), "공고.docx").text
    assert text.splitlines() == ["신청기간: 5월 2일까지", "지원대상: 도내 기업"]


def test_a_raised_footnote_number_does_not_run_into_a_figure(make) -> None:
    def build(document) -> None:
        paragraph = document.add_paragraph("모두 120")
        paragraph.add_run("1)").font.superscript = True
        paragraph.add_run("개 기업, 넓이 7㎡")

    text = documents.read_bytes(make.docx(build), "공고.docx").text
    assert text.strip() == "모두 120 1)개 기업, 넓이 7㎡"


def test_docx_list_styles_become_items(make) -> None:
    def build(document) -> None:
        document.add_heading("지원 대상", level=1)
        document.add_paragraph("도내에 본사를 둔 기업", style="List Bullet")

    document = documents.read_bytes(make.docx(build), "공고.docx")
    assert document.text.splitlines() == ["지원 대상", "- 도내에 본사를 둔 기업"]
    assert [block.kind for block in document.blocks] == ["heading", "item"]


def test_a_long_list_in_a_cell_keeps_its_lines_and_a_wrapped_label_does_not(make) -> None:
    def build(document) -> None:
        table = document.add_table(2, 2)
        for place, text in enumerate(["지원\n대상", "○ 도내 기업\n○ 예비창업자", "기타", "없음"]):
            table.cell(place // 2, place % 2).text = text

    document = documents.read_bytes(make.docx(build), "공고.docx")
    assert document.text.splitlines()[:2] == ["지원 대상 | ○ 도내 기업", "○ 예비창업자"]
    assert {block.kind for block in document.blocks} == {"table_row"}


def test_rows_of_a_payload_are_documents(make) -> None:
    body = """{"response": {"body": {"items": [
        {"제목": "판로 지원", "내용": "<p>전시회 참가비</p><p>최대 700만원</p>", "번호": 12,
         "비고": null},
        {"제목": "장비 지원", "내용": ""}]}}}"""
    first, second = documents.read_bytes_all(body.encode(), "자료.json")
    assert first.text == "제목: 판로 지원\n내용: 전시회 참가비\n최대 700만원\n번호: 12"
    assert (first.name, second.text) == ("자료.json#1", "제목: 장비 지원")
    lines = '{"제목": "가"}\n{"제목": "나"}\n'.encode()
    assert [item.text for item in documents.read_bytes_all(lines, "자료.jsonl")] == [
        "제목: 가",
        "제목: 나",
    ]

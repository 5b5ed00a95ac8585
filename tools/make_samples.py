"""Writes the sample files of `src/majungmul/samples/files` from `sample_documents.toml`.

    python tools/make_samples.py            all of them
    python tools/make_samples.py 04 07      those whose names begin so

The same texts give the same bytes: dates and numbers inside the containers are fixed. PDF pages
are printed by Chromium (`CHROMIUM`, else the one on the path), whose own version shows in them,
and need `pip install fonttools` for their font.
"""

from __future__ import annotations

import base64
import html
import io
import itertools
import os
import re
import shutil
import sys
import tempfile
import tomllib
import zipfile
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Literal

import docx
from hwpx.document import HwpxDocument
from playwright.sync_api import sync_playwright

HERE = Path(__file__).resolve().parent
TARGET = HERE.parent / "src" / "majungmul" / "samples" / "files"
MADE = datetime(2026, 11, 16, 9, 0, 0)
MENU = ("센터 소개", "입주 안내", "알림마당", "자료실", "오시는 길")
FOOTER = "이 누리집은 표본입니다 | 개인정보 처리방침 | 저작권 정책 | 오늘 방문 128 전체 방문 94,310"
CELL_BORDER = re.compile(r"\s*\|\s*")
RANDOM_ID = re.compile(rb' id="\d{4,}"')


@dataclass
class Piece:
    """One block of a text; a table has rows, everything else has text."""

    kind: Literal["title", "heading", "item", "paragraph", "table"]
    text: str = ""
    caption: str = ""
    rows: list[list[str]] = field(default_factory=list)


def pieces(text: str) -> list[Piece]:
    """The blocks of a text in the markup that the head of the TOML file explains."""
    found: list[Piece] = []
    caption = ""
    open_table = False
    for line in text.strip().splitlines():
        if line.startswith("|"):
            if not open_table:
                found.append(Piece("table", caption=caption))
                caption, open_table = "", True
            found[-1].rows.append(CELL_BORDER.split(line.strip().strip("|").strip()))
            continue
        open_table = False
        if line.startswith("^ "):
            caption = line[2:]
        elif line.startswith(("= ", "# ", "- ")):
            kind = {"=": "title", "#": "heading", "-": "item"}[line[0]]
            found.append(Piece(kind, line if kind == "item" else line[2:]))  # type: ignore[arg-type]
        elif line:
            found.append(Piece("paragraph", line))
    return found


def hwpx(parts: list[Piece]) -> bytes:
    document = HwpxDocument.new()
    for part in parts:
        if part.kind != "table":
            document.add_paragraph(part.text)
            continue
        table = document.add_table(len(part.rows), len(part.rows[0]))
        if part.caption:
            table.set_caption(part.caption)
        for row, cells in enumerate(part.rows):
            for column, cell in enumerate(cells):
                table.set_cell_text(row, column, cell)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sample.hwpx"
        document.save_to_path(path)
        return _same_zip(path.read_bytes(), same_ids=True)


def docx_file(parts: list[Piece]) -> bytes:
    document = docx.Document()
    document.core_properties.author = "표본"
    document.core_properties.created = document.core_properties.modified = MADE
    for part in parts:
        match part.kind:
            case "title":
                document.add_heading(part.text, level=0)
            case "heading":
                document.add_heading(part.text, level=1)
            case "table":
                if part.caption:
                    document.add_paragraph(part.caption)
                table = document.add_table(rows=len(part.rows), cols=len(part.rows[0]))
                table.style = "Table Grid"
                for row, cells in zip(table.rows, part.rows, strict=True):
                    for cell, text in zip(row.cells, cells, strict=True):
                        cell.text = text
            case _:
                document.add_paragraph(part.text)
    buffer = io.BytesIO()
    document.save(buffer)
    return _same_zip(buffer.getvalue())


def page(parts: list[Piece], board: bool = False, charset: str = "euc-kr") -> str:
    """The blocks as an HTML page; a board page has a menu, a side list and a footer around them."""
    title = next(part.text for part in parts if part.kind == "title")
    tags = {"title": "h1", "heading": "h2", "item": "p", "paragraph": "p"}
    body = "\n".join(
        _table(part)
        if part.kind == "table"
        else f"<{tags[part.kind]}>{html.escape(part.text)}</{tags[part.kind]}>"
        for part in parts
    )
    if board:
        menu = "".join(f'<li><a href="#">{name}</a></li>' for name in MENU)
        body = (
            f'<div id="header"><ul class="gnb">{menu}</ul></div>\n'
            f'<div class="board_view">\n{body}\n</div>\n'
            '<ul class="prev_next"><li>이전글 냉난방기 점검 안내</li>'
            "<li>다음글 2025년 입주기업 간담회 사진 32장</li></ul>\n"
            f'<div id="footer">{FOOTER}</div>'
        )
    return (
        f'<!DOCTYPE html>\n<html lang="ko"><head><meta charset="{charset}">'
        f"<title>{html.escape(title)}</title></head>\n<body>\n{body}\n</body></html>\n"
    )


def pdf(parts: list[Piece]) -> bytes:
    from sample_font import font_for  # only PDFs need fonttools

    body = page(parts, charset="utf-8")
    font = base64.b64encode(font_for(body)).decode()
    style = (
        f"<style>@font-face{{font-family:Korean;src:url(data:font/ttf;base64,{font})}}"
        "body{font:11pt/1.6 Korean;margin:0}h1{font-size:17pt}h2{font-size:13pt}"
        "h1,h2,th{font-weight:400}table{border-collapse:collapse}"
        "td,th,caption{padding:3pt 8pt;font-size:10pt}td,th{border:1px solid #555}"
        "caption{text-align:right}</style>"
    )
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        try:
            tab = browser.new_page()
            tab.set_content(body.replace("</head>", f"{style}</head>"))
            tab.evaluate("document.fonts.ready")
            margin = dict.fromkeys(("top", "bottom", "left", "right"), "20mm")
            data = tab.pdf(format="A4", margin=margin)
        finally:
            browser.close()
    return re.sub(rb"D:\d{14}", f"D:{MADE:%Y%m%d%H%M%S}".encode(), data)


def _table(part: Piece) -> str:
    caption = f"<caption>{html.escape(part.caption)}</caption>" if part.caption else ""
    rows = []
    for number, cells in enumerate(part.rows):
        tag = "th" if number == 0 else "td"
        rows.append("".join(f"<{tag}>{html.escape(cell)}</{tag}>" for cell in cells))
    body = "".join(f"<tr>{row}</tr>" for row in rows)
    return f'<table border="1">{caption}{body}</table>'


def _same_zip(data: bytes, same_ids: bool = False) -> bytes:
    """The container written again with fixed times, members in their order.

    `same_ids` numbers the random ids of a Hangul section from one.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for member in old.infolist():
            info = zipfile.ZipInfo(member.filename, MADE.timetuple()[:6])
            info.compress_type = member.compress_type
            content = old.read(member)
            if same_ids and member.filename.startswith("Contents/section"):
                numbers = itertools.count(1)
                content = RANDOM_ID.sub(lambda _: b' id="%d"' % next(numbers), content)  # noqa: B023
            new.writestr(info, content)
    return out.getvalue()


def build(name: str, text: str, board: bool = False) -> bytes:
    """The bytes of one sample file."""
    suffix = Path(name).suffix
    if suffix == ".txt":
        return (text.strip() + "\n").encode()
    parts = pieces(text)
    if suffix == ".html":
        return page(parts, board).encode("cp949")
    return {".hwpx": hwpx, ".docx": docx_file, ".pdf": pdf}[suffix](parts)


def main(wanted: list[str]) -> None:
    TARGET.mkdir(parents=True, exist_ok=True)
    documents = tomllib.loads((HERE / "sample_documents.toml").read_text("utf-8"))
    for name, entry in documents.items():
        if not wanted or name.startswith(tuple(wanted)):
            data = build(name, entry["text"], entry.get("board", False))
            (TARGET / name).write_bytes(data)
            print(f"{name}  {len(data):,} bytes")


if __name__ == "__main__":
    main(sys.argv[1:])

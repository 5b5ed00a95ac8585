"""Recorded payloads and dumps: every form, and every way of being broken."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from tests.sources.bizinfo.shapes import LIVE
from tests.sources.kstartup.shapes import API, BARE, RENAMED

from majungmul.sources import Failure, Notice, Raw, SourceError, read
from majungmul.sources.bizinfo import SOURCE as BIZINFO
from majungmul.sources.bizinfo import Bizinfo
from majungmul.sources.kstartup import SOURCE as KSTARTUP
from majungmul.sources.row import Row

ROWS = [{**LIVE, "pblancId": f"PBLN_{n:015d}"} for n in range(3)]
KEYS = [row["pblancId"] for row in ROWS]


def load(tmp_path: Path, data: bytes | str, name: str = "dump") -> list[Raw | Failure]:
    path = tmp_path / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return list(BIZINFO.load(path))


def as_lines(rows: list[object]) -> str:
    return "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)


@pytest.mark.parametrize(
    "text",
    [
        as_lines(list(ROWS)),
        as_lines(list(ROWS)) + "\n\n",
        as_lines([{"id": "x", "structured": row} for row in ROWS]),
        json.dumps({"jsonArray": ROWS}),
        json.dumps({"jsonArray": {"item": ROWS}}, indent=2),
        json.dumps(ROWS),
        "\ufeff" + as_lines(list(ROWS)),
        as_lines(list(ROWS)).replace("\n", "\r\n"),
    ],
)
def test_every_form_gives_the_same_items(tmp_path: Path, text: str) -> None:
    found = load(tmp_path, text)
    assert [raw.key for raw in found] == KEYS
    assert [raw.body for raw in found if isinstance(raw, Raw)] == [
        raw.body for raw in BIZINFO.take(ROWS) if isinstance(raw, Raw)
    ]


def test_another_charset(tmp_path: Path) -> None:
    (raw,) = load(tmp_path, json.dumps(LIVE, ensure_ascii=False).encode("cp949"))
    assert isinstance(raw, Raw)
    assert BIZINFO.map(raw).title == LIVE["pblancNm"]


def test_a_table_with_a_header(tmp_path: Path) -> None:
    names = ["id", "title", "author", "lcategory", "pubDate", "apply_start", "apply_end"]
    names += ["description", "detail_text"]
    buffer = io.StringIO()
    table = csv.writer(buffer)
    table.writerow(names)
    body = "<p>소개</p><p>☞ 누구나,\n모두</p><p>☞ 상담</p>"
    table.writerow(
        [KEYS[0], "공고", "충청북도", "기술", "2026-05-01", "2026-05-04", "2026-05-29", body, ""]
    )
    table.writerow([KEYS[1], "공고", "충청북도", "기술", "2026-05-01", "", "", body, ""])
    dated, undated = (raw for raw in load(tmp_path, buffer.getvalue()) if isinstance(raw, Raw))
    first, second = BIZINFO.map(dated), BIZINFO.map(undated)
    assert first.period_text == "2026-05-04 ~ 2026-05-29"
    assert (second.closes, second.end_kind, second.period_text) == (None, None, "")
    assert first.published is None, "that table's pubDate is not the day of publication"
    assert second.warnings == (), "an empty cell is no renamed field"


def test_a_row_of_the_wrong_width_fails_alone(tmp_path: Path) -> None:
    text = f"id,title\n{KEYS[0]},공고\n{KEYS[1]}\n{KEYS[2]},공고\n"
    first, failure, last = load(tmp_path, text)
    assert (first.key, last.key) == (KEYS[0], KEYS[2])
    assert isinstance(failure, Failure)
    assert "3번째 줄" in str(failure)


def test_a_broken_line_fails_alone_and_is_named(tmp_path: Path) -> None:
    good = json.dumps(ROWS[0])
    found = load(tmp_path, "\n".join([good, '{"pblancId": ', "[]", "12", good]))
    failures = [str(x) for x in found if isinstance(x, Failure)]
    assert len(failures) == 3
    assert failures[0].startswith("2번째 줄: ")
    assert len(found) == 5


def test_a_broken_first_line_is_only_a_line(tmp_path: Path) -> None:
    failure, good, other = load(tmp_path, "\n".join(['{"cut', *map(json.dumps, ROWS[:2])]))
    assert str(failure).startswith("1번째 줄: ")
    assert [good.key, other.key] == KEYS[:2]


def test_a_cell_may_hold_a_whole_notice(tmp_path: Path) -> None:
    (raw,) = load(tmp_path, f"id,title,description\n{KEYS[0]},공고,{'가' * 200_000}\n")
    assert isinstance(raw, Raw)
    assert len(BIZINFO.map(raw).text) > 200_000


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "비어"),
        (b" \n\n", "비어"),
        (b"\xef\xbb\xbf", "비어"),
        (b"just words", "JSON, XML, CSV"),
        (b"%PDF-1.7 ...", "JSON, XML, CSV"),
        (b"PK\x03\x04\xff\xfe\x00\x81", "글자"),
        (b'{"jsonArray": [', "온전한 JSON"),
        (b"[" * 100_000, "온전한 JSON"),
        (b"<html><body>x</body></html>", "웹 페이지"),
        (b"<a><b></a>", "온전한"),
        (b'{"reqErr": "bad key"}', "BIZINFO_KEY"),
        (b"<a>" * 5000 + b"</a>" * 5000, "깊이"),
    ],
)
def test_a_file_that_is_no_payload_is_said(tmp_path: Path, data: bytes, word: str) -> None:
    with pytest.raises(SourceError, match=word):
        load(tmp_path, data)


def test_a_dump_of_another_source_is_said_once(tmp_path: Path) -> None:
    rows = [{**API, "pbanc_sn": n} for n in range(30)]
    with pytest.raises(SourceError, match="공고 번호가 하나도 없는"):
        load(tmp_path, as_lines(list(rows)))


def test_a_missing_file_and_a_folder_are_said(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="파일이 없습니다"):
        list(BIZINFO.load(tmp_path / "nowhere.jsonl"))
    with pytest.raises(SourceError, match="읽을 수 없습니다"):
        list(BIZINFO.load(tmp_path))


def test_all_shapes_of_one_dump_stand_beside_each_other(tmp_path: Path) -> None:
    path = tmp_path / "dump.jsonl"
    wrapped = {"id": "kstartup_990001", "shape": "api", "structured": API}
    path.write_text(as_lines([wrapped, RENAMED, BARE]), "utf-8")
    found = list(read(KSTARTUP, KSTARTUP.load(path)))
    assert [pair[1].key for pair in found if not isinstance(pair, Failure)] == [
        "990001",
        "990001",
        "990002",
    ]


def test_a_source_with_a_fault_loses_one_row_and_no_more(tmp_path: Path) -> None:
    class Faulty(Bizinfo):
        def notice(self, key: str, row: Row) -> Notice:
            if key == KEYS[1]:
                raise ZeroDivisionError("oh")
            return super().notice(key, row)

    source = Faulty()
    first, failure, last = read(source, source.take(ROWS))
    assert isinstance(failure, Failure)
    assert failure.key == KEYS[1]
    assert "ZeroDivisionError" in failure.reason
    assert not isinstance(first, Failure)
    assert not isinstance(last, Failure)


def test_what_cannot_be_mapped_fails_alone(tmp_path: Path) -> None:
    path = tmp_path / "dump.jsonl"
    path.write_text(as_lines([ROWS[0], {"pblancId": KEYS[1]}, ROWS[2]]), "utf-8")
    first, failure, last = read(BIZINFO, BIZINFO.load(path))
    assert isinstance(failure, Failure)
    assert failure.key == KEYS[1]
    assert not isinstance(first, Failure)
    assert not isinstance(last, Failure)

"""Real notices, where they stand beside the checkout."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest

from majungmul import documents

HANGUL_PARAGRAPH = "{http://www.hancom.co.kr/hwpml/2011/paragraph}"


def squeeze(text: str) -> str:
    """Letters alone: blanks and the signs that readers print differently left out."""
    return re.sub(r"[^0-9A-Za-z가-힣]+", "", text)


@pytest.fixture(scope="module")
def read(real_data: Path) -> dict[str, documents.Document | documents.Unreadable]:
    folder = real_data / "notices"
    paths = [*folder.glob("files/*.*"), *folder.glob("hostile/*.*")]
    paths = sorted(path for path in paths if path.suffix != ".tsv")
    with documents.Reader(workers=2) as reader:
        return {path.name: item for path, item in zip(paths, reader.read_many(paths), strict=True)}


def test_every_notice_is_read_and_every_hostile_file_says_why(read) -> None:
    failed = {name: item.code for name, item in read.items() if not hasattr(item, "text")}
    assert failed == {
        "drm-1.hwp": "drm",
        "drm-2.pdf": "drm",
        "drm-3.pdf": "drm",
        "empty.hwp": "empty",
        "scanned.pdf": "needs_ocr",
    }
    assert len(read) - len(failed) == 61
    assert "미리보기" in read["locked.hwp"].warnings[0]


def test_every_notice_has_text_a_title_and_sound_offsets(read) -> None:
    for name, document in read.items():
        if isinstance(document, documents.Unreadable):
            continue
        assert len(document.text) > 500, name
        assert len(document.title) >= 6, name
        for table in document.tables:
            for row in table.rows:
                for cell in row:
                    assert document.text[cell.start : cell.end] == cell.text, name
        at = 0
        for block in document.blocks:
            assert at <= block.start < block.end, name
            at = block.end


def test_nothing_of_an_hwpx_file_is_lost(real_data: Path, read) -> None:
    """Every paragraph of the file's XML stands in the text, those of captions too."""
    from lxml import etree

    lost = total = 0
    for path in (real_data / "notices" / "files").glob("hwp*"):
        if not zipfile.is_zipfile(path):
            continue
        text = squeeze(read[path.name].text)
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                if name.startswith("Contents/section"):
                    root = etree.fromstring(archive.read(name))
                    for paragraph in root.iter(f"{HANGUL_PARAGRAPH}p"):
                        runs = paragraph.findall(f"{HANGUL_PARAGRAPH}run/{HANGUL_PARAGRAPH}t")
                        own = squeeze("".join("".join(run.itertext()) for run in runs))
                        total += len(own)
                        lost += len(own) * (own not in text)
    assert total > 200_000
    assert lost < 50


def test_the_same_notice_as_hwpx_and_as_pdf_says_the_same(read) -> None:
    words = {
        kind: set(next(d for n, d in read.items() if n.startswith(kind)).text.split())
        for kind in ("hwpx-05", "pdf-02")
    }
    shared = words["pdf-02"] & words["hwpx-05"]
    assert len(shared) > 0.85 * len(words["pdf-02"])


def test_no_notice_is_taken_for_press_and_every_article_is(real_data: Path, read) -> None:
    from majungmul.documents.press import is_press

    assert not [n for n, d in read.items() if hasattr(d, "text") and is_press(d.text)]
    articles = list((real_data.parent / "seeds").glob("*.txt"))
    assert articles
    assert all(is_press(path.read_text(encoding="utf-8")) for path in articles)

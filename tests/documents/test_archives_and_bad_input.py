"""Whatever a file is, the answer is a document or one sentence that says what to do."""

from __future__ import annotations

import io
import random
import struct
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from majungmul import documents


def refused(data: bytes, name: str) -> documents.Unreadable:
    with pytest.raises(documents.Unreadable) as caught:
        documents.read_bytes(data, name)
    return caught.value


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", "빈파일.hwp", "empty"),
        (b"SCDSA004" + b"\x01" * 50, "잠김.pdf", "drm"),
        (b"HWP Document File V3.00 \x1a\x01", "옛날.hwp", "old_hwp"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 40, "사진.png", "unknown_format"),
        (b"\x7fELF\x02\x01\x01" + b"\x00" * 40, "a.out", "unknown_format"),
        (b"%PDF-1.7\n1 0 obj", "잘린.pdf", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "깨진.hwp", "damaged"),
        (b"PK\x03\x04" + b"\x00" * 60, "깨진.hwpx", "damaged"),
        (b"not a portable document", "이름만.pdf", "damaged"),
        (b"   \r\n\t ", "공백.txt", "no_text"),
        (b'{"a": [1, 2', "자료.json", "bad_json"),
        (b"<html><body></body></html>", "빈쪽.html", "no_text"),
    ],
)
def test_each_bad_file_has_its_reason(data: bytes, name: str, code: str) -> None:
    error = refused(data, name)
    assert error.code == code
    assert error.reason.startswith(f"{name}: ")
    assert error.reason_en.startswith(f"{name}: ")
    assert "{" not in error.reason + error.reason_en


def test_every_reason_speaks_both_languages() -> None:
    from majungmul.documents.errors import _reasons

    for code, row in _reasons().items():
        assert set(row) == {"ko", "en"}, code
        assert row["ko"].endswith(("요.", "킵니다.")), code
        assert row["en"].rstrip(".") != row["en"], code


def test_content_decides_before_the_name(make) -> None:
    assert documents.read_bytes(make.hwpx(), "공고.hwp").format == "hwpx"
    assert documents.read_bytes(make.docx(), "공고.pdf").format == "docx"


def test_a_zip_bomb_in_a_document_is_not_inflated() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/hwp+zip")
        archive.writestr("Contents/content.hpf", "<x/>")
        with archive.open("Contents/section0.xml", "w") as file:
            for _ in range(64):
                file.write(b" " * (1 << 20))
    assert refused(buffer.getvalue(), "폭탄.hwpx").code == "bomb"


def test_a_bomb_that_lies_about_its_size_is_caught(make, monkeypatch: pytest.MonkeyPatch) -> None:
    from majungmul.documents import archives

    monkeypatch.setattr(archives, "MAX_INFLATED", 1 << 20)
    body = random.Random(7).randbytes(3000) * 1000
    data = bytearray(make.zip({"word/document.xml": body}))
    real = struct.pack("<I", len(body))
    data = data.replace(real, struct.pack("<I", 500_000))
    assert refused(bytes(data), "거짓.docx").code in {"bomb", "damaged"}


def test_entities_in_the_xml_are_refused(make) -> None:
    laughs = '<!DOCTYPE x [<!ENTITY a "하하">' + "".join(
        f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
    )
    section = f"{laughs}]><x>&j;</x>".encode()
    data = make.zip(
        {
            "mimetype": b"application/hwp+zip",
            "Contents/content.hpf": b"<x/>",
            "Contents/section0.xml": section,
        }
    )
    assert refused(data, "웃음.hwpx").code in {"entities", "damaged"}


def test_abnormal_depth_is_refused(make) -> None:
    section = b"<x>" * 20_000 + b"</x>" * 20_000
    parts = {"mimetype": b"application/hwp+zip", "Contents/content.hpf": b"<x/>"}
    assert (
        refused(make.zip({**parts, "Contents/section0.xml": section}), "깊음.hwpx").code
        == "too_deep"
    )
    page = b"<div>" * 50_000 + "글".encode()
    assert refused(page, "깊음.html").code == "too_deep"
    assert refused(b"[" * 200_000, "깊음.json").code == "bad_json"


def test_a_zip_gives_each_member_and_refuses_archives_within(make) -> None:
    data = make.zip(
        {
            "공고문.txt": "지원 대상은 도내 기업이다".encode(),
            "안내/서식.docx": make.docx(),
            "안내/묶음.zip": make.zip({"a.txt": b"a"}),
            "빈파일.hwp": b"",
            "__MACOSX/x": b"x",
        }
    )
    found = list(documents.read_bytes_all(data, "첨부.zip"))
    assert [item.name for item in found] == [
        "첨부.zip/공고문.txt",
        "첨부.zip/안내/서식.docx",
        "첨부.zip/안내/묶음.zip",
        "첨부.zip/빈파일.hwp",
    ]
    assert [getattr(item, "code", "read") for item in found] == [
        "read",
        "read",
        "nested_archive",
        "empty",
    ]


def test_names_in_a_windows_zip_are_korean(make) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(zipfile.ZipInfo("AAAA.txt"), "본문")
    data = buffer.getvalue().replace(b"AAAA.txt", "공고".encode("cp949") + b".txt")
    (document,) = documents.read_bytes_all(data, "첨부.zip")
    assert document.name == "첨부.zip/공고.txt"


def test_an_encrypted_zip_says_so(make) -> None:
    data = bytearray(make.zip({"a.txt": b"secret"}))
    data[6] |= 1
    central = data.index(b"PK\x01\x02")
    data[central + 8] |= 1
    assert refused(bytes(data), "암호.zip").code == "encrypted"


def test_an_encrypted_pdf_says_so(make) -> None:
    key = b"41" * 32
    lock = b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >>" % (key, key)
    data = make.pdf([make.lines(["본문이다"])]).replace(
        b"/Root 1 0 R", b"/Root 1 0 R /ID [<00112233> <00112233>] " + lock
    )
    assert refused(data, "암호.pdf").code == "encrypted"


def test_a_file_over_the_limit_is_refused_unread(tmp_path) -> None:
    path = tmp_path / "큰파일.pdf"
    with path.open("wb") as file:
        file.truncate(500 << 20)
    with pytest.raises(documents.Unreadable, match="500 MB, 한도 200 MB"):
        documents.read(path)


def test_a_missing_file_is_named(tmp_path) -> None:
    with pytest.raises(documents.Unreadable, match="없는공고"):
        documents.read(tmp_path / "없는공고.hwp")


@pytest.mark.parametrize("kind", ["hwpx", "docx", "pdf", "zip"])
def test_a_file_cut_anywhere_never_crashes(make, kind: str) -> None:
    whole = {
        "hwpx": make.hwpx,
        "docx": make.docx,
        "pdf": lambda: make.pdf([make.lines(["지원 대상과 신청 방법을 안내한다"])]),
        "zip": lambda: make.zip({"a.txt": "본문".encode()}),
    }[kind]()
    for length in range(1, len(whole), max(len(whole) // 60, 1)):
        for item in documents.read_bytes_all(whole[:length], f"잘림.{kind}"):
            assert isinstance(item, documents.Document | documents.Unreadable)


@settings(max_examples=60, deadline=None)
@given(kind=st.sampled_from(["hwpx", "docx", "pdf"]), seed=st.integers(0, 1 << 32))
def test_a_file_with_wrong_bytes_never_crashes(make, kind: str, seed: int) -> None:
    chance = random.Random(seed)
    makers = {
        "hwpx": make.hwpx,
        "docx": make.docx,
        "pdf": lambda: make.pdf([make.lines(["본문이다"])]),
    }
    data = bytearray(makers[kind]())
    for _ in range(chance.randint(1, 40)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    for item in documents.read_bytes_all(bytes(data), f"상함.{kind}"):
        assert isinstance(item, documents.Document | documents.Unreadable)


@given(
    st.binary(max_size=3000),
    st.sampled_from(["txt", "html", "json", "md", "hwp", "pdf", "zip", "xyz"]),
)
def test_any_bytes_under_any_name_give_an_answer(data: bytes, suffix: str) -> None:
    for item in documents.read_bytes_all(data, f"모름.{suffix}"):
        assert isinstance(item, documents.Document | documents.Unreadable)

"""Files and mails in a watched folder."""

from __future__ import annotations

import json
import os
from datetime import date, datetime
from email.message import EmailMessage
from mailbox import mbox
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.sources.helpers import lines

from majungmul.sources import Failure, Raw, SourceError, attachments, described
from majungmul.sources.folder import Folder
from majungmul.sources.folder import mail as mail_module


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    path = tmp_path / "inbox"
    path.mkdir()
    return path


@pytest.fixture
def folder(inbox: Path) -> Folder:
    data = {"slug": "inbox", "kind": "folder", "name": "접수함", "path": str(inbox)}
    return Folder(described.read({**data, "operator": "새싹진흥원", "regions": ["대구"]}))


def mail(
    subject: str = "[대구] 새싹 지원사업 공고", number: str | None = "<m1@example.kr>"
) -> bytes:
    message = EmailMessage()
    message["Subject"] = subject
    message["From"] = "담당자 <name@example.com>"
    message["Date"] = "Thu, 30 Apr 2026 16:00:00 +0000"
    if number:
        message["Message-ID"] = number
    message.set_content("새싹기업을 모집합니다.\n☞ 대구 소재 기업")
    message.add_attachment(
        b"HWP bytes", maintype="application", subtype="x-hwp", filename="공고.hwp"
    )
    return message.as_bytes()


def raws(folder: Folder, **kwargs: object) -> list[Raw]:
    return [raw for raw in folder.fetch(**kwargs) if isinstance(raw, Raw)]  # type: ignore[arg-type]


def test_a_file_is_a_notice_with_one_attachment(folder: Folder, inbox: Path) -> None:
    (inbox / "새싹_지원사업_공고.hwp").write_bytes(b"bytes")
    (raw,) = raws(folder)
    found = folder.map(raw)
    assert (found.source, found.title) == ("inbox", "새싹 지원사업 공고")
    assert (found.operator, found.regions) == ("새싹진흥원", ("27",))
    (file,) = found.attachments
    assert attachments.fetch(folder, raw, file) == attachments.File(
        "새싹_지원사업_공고.hwp", b"bytes"
    )


def test_only_changed_bytes_make_a_new_item(folder: Folder, inbox: Path) -> None:
    file = inbox / "a.pdf"
    file.write_bytes(b"one")
    (before,) = raws(folder)
    os.utime(file, (1, 1))
    assert raws(folder) == [before]
    file.write_bytes(b"two")
    (after,) = raws(folder)
    assert after.key == before.key
    assert after.body != before.body


def test_a_mail_is_a_notice_with_its_text(folder: Folder, inbox: Path) -> None:
    (inbox / "m.eml").write_bytes(mail())
    (raw,) = raws(folder)
    found = folder.map(raw)
    assert (found.key, found.title) == ("m1@example.kr", "[대구] 새싹 지원사업 공고")
    assert lines(found)["공고내용"] == "새싹기업을 모집합니다.\n☞ 대구 소재 기업"
    assert found.published == date(2026, 5, 1)
    assert "name@example.com" in found.contact
    assert "name@example.com" not in found.text
    (file,) = found.attachments
    assert attachments.fetch(folder, raw, file) == attachments.File("공고.hwp", b"HWP bytes")


def test_a_mailbox_is_many_mails(folder: Folder, inbox: Path) -> None:
    box = mbox(inbox / "export.mbox")
    for number in range(3):
        box.add(mail(f"공고 {number}", f"<{number}@example.kr>"))
    box.close()
    assert [raw.key for raw in raws(folder)] == [f"{n}@example.kr" for n in range(3)]


def test_a_mail_without_an_id_is_known_by_its_bytes(folder: Folder, inbox: Path) -> None:
    (inbox / "m.eml").write_bytes(mail(number=None))
    first, again = raws(folder), raws(folder)
    assert first == again
    assert len(first[0].key) == 64


def test_a_mail_in_an_old_charset(folder: Folder, inbox: Path) -> None:
    head = b"Subject: =?euc-kr?B?" + b"vfu5+CCw+LDt" + b"?=\r\nMessage-ID: <x@y>\r\n"
    head += b"Content-Type: text/plain; charset=ks_c_5601-1987\r\n\r\n"
    (inbox / "old.eml").write_bytes(head + "옛 글자로 쓴 공고".encode("cp949"))
    (raw,) = raws(folder)
    assert "옛 글자로 쓴 공고" in folder.map(raw).text


@pytest.mark.parametrize("data", [b"", b"\x00\xff\xfe", b"no header at all", b"\n\nbody"])
def test_what_is_no_mail_is_said(folder: Folder, inbox: Path, data: bytes) -> None:
    (inbox / "bad.eml").write_bytes(data)
    (inbox / "good.eml").write_bytes(mail())
    bad, good = folder.fetch()
    assert isinstance(bad, Failure)
    assert "bad.eml" in str(bad)
    assert isinstance(good, Raw)


def test_a_mail_without_a_subject_is_said(folder: Folder, inbox: Path) -> None:
    (inbox / "m.eml").write_bytes(mail(subject=""))
    (raw,) = raws(folder)
    with pytest.raises(SourceError, match="제목이 없는"):
        folder.map(raw)


def test_files_of_other_kinds_are_named(folder: Folder, inbox: Path) -> None:
    (inbox / "movie.mp4").write_bytes(b"x")
    (failure,) = folder.fetch()
    assert isinstance(failure, Failure)
    assert str(failure).startswith("movie.mp4: ")


def test_hidden_and_half_written_files_are_left_alone(folder: Folder, inbox: Path) -> None:
    for name in (".secret.pdf", "a.pdf.part", "b.pdf~"):
        (inbox / name).write_bytes(b"x")
    (inbox / ".git").mkdir()
    (inbox / ".git" / "c.pdf").write_bytes(b"x")
    assert list(folder.fetch()) == []


def test_links_do_not_lead_out(folder: Folder, inbox: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside.pdf"
    outside.write_bytes(b"secret")
    (inbox / "link.pdf").symlink_to(outside)
    assert list(folder.fetch()) == []


def test_an_address_in_a_payload_reads_no_file(folder: Folder, inbox: Path) -> None:
    (inbox / "a.pdf").write_bytes(b"x")
    (raw,) = raws(folder)
    with pytest.raises(SourceError):
        folder.open(raw, described.Attachment("passwd", "file:///etc/passwd"))


@pytest.mark.parametrize("name", ["m.eml", "m.mbox"])
def test_a_mail_that_looks_like_a_file_of_the_folder_reads_no_file(
    folder: Folder, inbox: Path, tmp_path: Path, name: str
) -> None:
    secret = tmp_path / "secret-key"
    secret.write_text("geheim")
    fake = {"name": "x.txt", "path": str(secret), "sha256": "0"}
    head = "From x\n" if name == "m.mbox" else ""
    (inbox / name).write_text(f"{head}{json.dumps(fake)}\n\n")

    (found,) = folder.fetch()

    assert isinstance(found, Failure)


def test_a_file_that_was_exchanged_since_it_was_listed_is_not_read(
    folder: Folder, inbox: Path
) -> None:
    (inbox / "a.pdf").write_bytes(b"x")
    (raw,) = raws(folder)
    (inbox / "a.pdf").write_bytes(b"y")

    with pytest.raises(SourceError, match="바뀐 파일"):
        folder.open(raw, folder.map(raw).attachments[0])


def test_articles_below_press_are_no_calls(folder: Folder, inbox: Path) -> None:
    for place in ("press/2026", "보도", "pressed"):
        (inbox / place).mkdir(parents=True)
        (inbox / place / "a.txt").write_text("글")

    assert {raw.key: folder.map(raw).kind for raw in raws(folder)} == {
        "press/2026/a.txt": "other",
        "보도/a.txt": "other",
        "pressed/a.txt": "call",
    }


def test_since_and_cursor_go_on_from_there(folder: Folder, inbox: Path) -> None:
    for day, name in ((1, "a.pdf"), (10, "b.pdf"), (20, "c.pdf")):
        (inbox / name).write_bytes(name.encode())
        moment = datetime(2026, 5, day, 12).timestamp()
        os.utime(inbox / name, (moment, moment))
    assert [raw.key for raw in raws(folder, since=date(2026, 5, 10))] == ["b.pdf", "c.pdf"]
    assert [raw.key for raw in raws(folder, cursor="b.pdf")] == ["b.pdf", "c.pdf"]


def test_a_folder_that_is_not_there_is_said(folder: Folder, inbox: Path) -> None:
    inbox.rmdir()
    with pytest.raises(SourceError, match="MAJUNGMUL_INBOX"):
        list(folder.fetch())


def test_a_single_file_or_another_folder_can_be_loaded(folder: Folder, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "x.docx").write_bytes(b"x")
    assert [raw.key for raw in folder.load(other)] == ["x.docx"]  # type: ignore[union-attr]
    assert [raw.key for raw in folder.load(other / "x.docx")] == ["x.docx"]  # type: ignore[union-attr]
    with pytest.raises(SourceError, match="파일이 없습니다"):
        list(folder.load(tmp_path / "nowhere"))


HEADERS = st.sampled_from(
    [
        b"Subject: =?euc-kr?B?!!!?=\r\n",
        b"Subject: =?no-such?Q?x?=\r\n",
        b"Subject: \xff\xfe raw\r\n",
        b"Subject: notice\r\n",
        b"Message-ID: <<@>\r\n",
        b"Message-ID: \r\n",
        b"Date: 32 Foo 99999\r\n",
        b"Date: Thu, 30 Apr 2026 16:00:00 +9999\r\n",
        b'Content-Type: multipart/mixed; boundary="b"\r\n',
        b"Content-Type: text/plain; charset=no-such\r\n",
        b"Content-Type: text/html; charset=utf-16\r\n",
        b"Content-Transfer-Encoding: base64\r\n",
        b"Content-Transfer-Encoding: uuencode\r\n",
        b"Content-Disposition: attachment; filename*=x''%ff\r\n",
        b'Content-Disposition: attachment; filename="../../a.hwp"\r\n',
        b"From: (((((\r\n",
    ]
)


@settings(max_examples=400, deadline=None)
@given(st.lists(HEADERS, max_size=8).map(b"".join), st.binary(max_size=120))
def test_any_mail_is_a_notice_or_a_sentence(head: bytes, body: bytes) -> None:
    source = Folder(described.read({"slug": "inbox", "kind": "folder", "name": "접수함"}))
    raw = mail_module.raw(head + b"\r\n--b\r\n" + head + b"\r\n" + body + b"\r\n--b--", "m.eml")
    if isinstance(raw, Failure):
        return
    try:
        found = source.map(raw)
    except SourceError:
        return
    assert found.title
    for file in found.attachments:
        assert "/" not in file.name
        assert isinstance(source.open(raw, file), bytes)

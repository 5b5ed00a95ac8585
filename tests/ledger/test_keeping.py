"""Backups verify, the doctor finds what is wrong, and a person's corrections are kept."""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import zipfile
import zlib
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection

from majungmul.ledger import backup, corrections, doctor, ingest, locks, payloads
from majungmul.ledger.models import Document, Opportunity, OpportunityVersion, Payload
from majungmul.ledger.search import Filters, opportunities
from majungmul.ledger.spoken import english

sqlite_only = pytest.mark.skipif(
    os.environ.get("DATABASE_URL", "").startswith("postgres"), reason="looks into the file itself"
)


def everything() -> dict[str, list]:
    return {
        model.__name__: list(model.objects.order_by("pk").values())
        for model in apps.get_app_config("ledger").get_models()
    }


@pytest.mark.django_db(transaction=True)
def test_a_restored_ledger_is_the_one_that_was_copied(make_notice, now, tmp_path, settings):
    settings.HOME, settings.MEDIA_ROOT = tmp_path, tmp_path / "files"
    settings.MEDIA_ROOT.mkdir()
    (settings.MEDIA_ROOT / "a.txt").write_text("파일", "utf-8")
    notice = make_notice()
    ingest.store(notice, b"1", now)
    before = everything()
    report = backup.backup(tmp_path / "copy.zip")
    assert report.rows["Opportunity"] == 1
    ingest.store(replace(notice, title="뒤에 바뀐 제목"), b"2", now + timedelta(days=1))
    ingest.store(make_notice("B"), b"3", now)
    (settings.MEDIA_ROOT / "a.txt").unlink()
    backup.restore(tmp_path / "copy.zip")
    assert everything() == before
    assert opportunities(Filters(q="바다누리")).count() == 1
    assert (settings.MEDIA_ROOT / "a.txt").read_text("utf-8") == "파일"


@pytest.mark.django_db(transaction=True)
def test_a_damaged_copy_is_refused_and_the_ledger_stays(make_notice, now, tmp_path):
    ingest.store(make_notice(), b"1", now)
    backup.backup(tmp_path / "copy.zip")
    with zipfile.ZipFile(tmp_path / "copy.zip") as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    database = next(name for name in parts if name.startswith("ledger."))
    parts[database] = parts[database][:-100] + b"x" * 100
    with zipfile.ZipFile(tmp_path / "bad.zip", "w") as archive:
        for name, body in parts.items():
            archive.writestr(name, body)
    before = everything()
    for path in (tmp_path / "bad.zip", tmp_path / "none.zip"):
        with pytest.raises(backup.BackupError):
            backup.restore(path)
    assert everything() == before


def altered(path, to, change, **manifest_changes):
    """A copy whose database was changed and whose digest was made to fit again."""
    with zipfile.ZipFile(path) as archive:
        archive.extractall(to)
    with closing(sqlite3.connect(to / "ledger.sqlite3")) as database:
        database.execute(change)
        database.commit()
    manifest = json.loads((to / "manifest.json").read_text("utf-8"))
    digest = hashlib.sha256((to / "ledger.sqlite3").read_bytes()).hexdigest()
    manifest |= {"sha256": digest, **manifest_changes}
    with zipfile.ZipFile(to / "altered.zip", "w") as archive:
        archive.writestr("manifest.json", json.dumps(manifest))
        archive.write(to / "ledger.sqlite3", "ledger.sqlite3")
    return to / "altered.zip"


def ledger_bytes() -> list[bytes]:
    name = str(connection.settings_dict["NAME"])
    return [Path(f).read_bytes() for f in (name, f"{name}-wal") if Path(f).exists()]


@sqlite_only
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "change",
    [
        "DELETE FROM ledger_organizationalias",  # a table that is not counted: the digest decides
        "DELETE FROM ledger_document",
        "DELETE FROM django_migrations WHERE app = 'ledger'",  # migrating anew fails
        "DROP TABLE ledger_statement",
    ],
)
def test_a_copy_that_fails_leaves_the_ledger_byte_for_byte(
    make_notice, now, tmp_path, settings, change
):
    settings.HOME = tmp_path
    ingest.store(make_notice(), b"1", now)
    backup.backup(tmp_path / "copy.zip")
    if "alias" in change:
        bad = altered(tmp_path / "copy.zip", tmp_path, change, sha256="0")
    else:
        bad = altered(tmp_path / "copy.zip", tmp_path, change)
    before = ledger_bytes()
    with pytest.raises(backup.BackupError):
        backup.restore(bad)
    assert ledger_bytes() == before
    assert not (tmp_path / "ledger.before-restore").exists()


@sqlite_only
@pytest.mark.django_db(transaction=True)
def test_what_was_there_before_a_restore_is_kept(make_notice, now, tmp_path, settings):
    settings.HOME = tmp_path
    backup.backup(tmp_path / "copy.zip")
    ingest.store(make_notice(), b"1", now)
    backup.restore(tmp_path / "copy.zip")
    assert not Opportunity.objects.exists()
    with closing(sqlite3.connect(tmp_path / "ledger.before-restore")) as kept:
        assert kept.execute("SELECT count(*) FROM ledger_opportunity").fetchone() == (1,)


@pytest.mark.django_db(transaction=True)
def test_nothing_is_replaced_under_a_running_collection(make_notice, now, tmp_path, settings):
    settings.HOME = tmp_path
    backup.backup(tmp_path / "copy.zip")
    ingest.store(make_notice(), b"1", now)
    with locks.lock("sync:bizinfo"), pytest.raises(backup.BackupError, match="sync:bizinfo"):
        backup.restore(tmp_path / "copy.zip")
    assert Opportunity.objects.count() == 1
    backup.restore(tmp_path / "copy.zip")
    assert not Opportunity.objects.exists()


@pytest.mark.django_db
def test_a_sound_ledger_passes_every_check_of_content(make_notice, now):
    ingest.store_many([(make_notice(str(n)), b"%d" % n) for n in range(5)], now)
    findings = {finding.name: finding for finding in doctor.examine()}
    for name in ("표", "판", "찾기", "근거", "판독", "판정"):
        assert findings[name].ok, findings[name].sentence


@pytest.mark.django_db
def test_the_doctor_finds_a_changed_version_and_a_shifted_span(make_notice, now):
    ingest.store(make_notice(), b"1", now)
    version = OpportunityVersion.objects.get()
    OpportunityVersion.objects.update(state={**version.state, "title": "바꿔치기"})
    row = Opportunity.objects.get()
    name, span = next(iter(row.spans.items()))
    row.spans[name] = {**span, "start": span["start"] + 1}
    row.save()
    wrong = {finding.name for finding in doctor.examine() if not finding.ok}
    assert {"판", "근거"} <= wrong


@pytest.mark.django_db
def test_the_doctor_promises_rereading_only_where_the_timetable_has_it(
    make_notice, now, settings, tmp_path
):
    def said() -> str:
        return next(item.sentence for item in doctor.examine() if item.name == "판독")

    ingest.store(make_notice(), b"1", now)
    Document.objects.update(reader_version="older")
    settings.HOME = tmp_path
    assert "일꾼이 조금씩 다시 읽습니다." in said()
    line = '[[job]]\nname = "mine"\ncron = "0 4 * * *"\nwork = "sync"\n'
    (tmp_path / "schedule.toml").write_text(line, "utf-8")
    assert "일정에 reread가 없어" in said()
    assert english(said()).endswith(
        "Texts read by an older reader: 1. The worker does not read them again,"
        " for the timetable has no reread; do it by: majungmul work reread"
    )


@pytest.mark.django_db
def test_the_doctor_names_a_column_that_a_table_lacks():
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE ledger_attachment RENAME COLUMN error TO fault")
    finding = doctor.examine()[-1]
    assert (finding.name, finding.ok) == ("표", False)
    assert "ledger_attachment.error" in finding.sentence


@pytest.mark.django_db
def test_a_person_s_word_is_kept_and_handed_out_as_gold(make_notice, now, django_user_model):
    person = django_user_model.objects.create_user("person")
    ingest.store(make_notice(), b"1", now)
    document = Document.objects.get()
    start = document.text.index("2,000만 원")
    for kind, value in (("wrong", None), ("right", {"value": "20000000", "unit": "KRW"})):
        corrections.correct(document, person, kind, "quantity", start, start + 8, value)
    (line,) = corrections.gold()
    assert line["quote"] == "2,000만 원"[: len(line["quote"])]
    assert (line["kind"], line["value"]["unit"]) == ("right", "KRW")
    with pytest.raises(ValueError, match="근거"):
        corrections.correct(document, person, "right", "quantity", 5, 10**6)
    with pytest.raises(ValueError, match="고칠"):
        corrections.correct(document, person, "right", "weather", 0, 1)


@sqlite_only
@pytest.mark.django_db(transaction=True)
def test_what_the_retention_time_purged_is_not_in_the_file_either(make_notice, now, settings):
    secret = hashlib.sha256(b"010-2345-6789").hexdigest().encode() * 20
    ingest.store_many([(make_notice(str(n)), secret + b"%d" % n) for n in range(3)], now)
    stored = [zlib.compress(secret + b"%d" % n, 6) for n in range(3)]
    assert all(any(body in file for file in ledger_bytes()) for body in stored)
    assert payloads.purge(30, now + timedelta(days=31)) == 3
    assert not any(body in file for body in stored for file in ledger_bytes())
    assert payloads.purge(30, now + timedelta(days=31)) == 0
    with pytest.raises(LookupError, match="보관 기간"):
        payloads.body_of(Payload.objects.first())

"""Backups verify, the doctor finds what is wrong, and a person's corrections are kept."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from datetime import timedelta

import pytest
from django.apps import apps
from django.db import connection

from majungmul.ledger import backup, corrections, doctor, ingest
from majungmul.ledger.models import Document, Opportunity, OpportunityVersion
from majungmul.ledger.search import Filters, opportunities


def everything() -> dict[str, list]:
    return {
        model.__name__: list(model.objects.order_by("pk").values())
        for model in apps.get_app_config("ledger").get_models()
    }


@pytest.mark.django_db(transaction=True)
def test_a_restored_ledger_is_the_one_that_was_copied(make_notice, now, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "files"
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

"""The open-data bundle: whole, honest, and replaced in one step."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from django.utils import timezone

from majungmul.ledger import samples as sample_notices
from majungmul.ledger.models import Document, Opportunity, Statement
from majungmul.publish import bundle as bundle_module
from majungmul.publish import publish, tables

pytestmark = pytest.mark.django_db


@pytest.fixture
def ledger() -> None:
    sample_notices.load()


@pytest.mark.usefixtures("ledger")
def test_every_file_is_described_with_its_hash_rows_and_columns(tmp_path: Path) -> None:
    counts = publish(tmp_path / "bundle", samples=True)

    package = json.loads((tmp_path / "bundle" / "datapackage.json").read_text(encoding="utf-8"))
    assert {resource["name"] for resource in package["resources"]} == set(counts)
    for resource in package["resources"]:
        path = tmp_path / "bundle" / resource["path"]
        table = pq.read_table(path)
        assert resource["hash"] == f"sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}"
        assert resource["rows"] == table.num_rows == counts[resource["name"]]
        assert [field["name"] for field in resource["schema"]["fields"]] == table.column_names
    assert counts["opportunities"] == Opportunity.objects.count() >= 60


@pytest.mark.usefixtures("ledger")
def test_every_statement_quotes_its_document(tmp_path: Path) -> None:
    publish(tmp_path / "bundle", samples=True)

    rows = pq.read_table(tmp_path / "bundle" / "statements.parquet").to_pylist()
    texts = dict(Document.objects.values_list("uuid", "text"))
    texts = {str(uuid): text for uuid, text in texts.items()}
    assert rows
    for row in rows:
        assert texts[row["document_id"]][row["start"] : row["end"]] == row["quote"]


@pytest.mark.usefixtures("ledger")
def test_what_a_text_said_before_it_was_corrected_is_not_published(tmp_path: Path) -> None:
    old = Statement.objects.exclude(period_start=None).first().document
    Document.objects.filter(pk=old.pk).update(current=False)

    publish(tmp_path / "bundle", samples=True)

    table = pq.read_table(tmp_path / "bundle" / "statements.parquet")
    assert table.num_rows
    assert str(old.uuid) not in table["document_id"].to_pylist()


@pytest.mark.usefixtures("ledger")
def test_a_repeat_and_a_withdrawn_call_are_told_from_the_others(tmp_path: Path) -> None:
    stands, repeat, gone = Opportunity.objects.order_by("pk")[:3]
    Opportunity.objects.filter(pk=repeat.pk).update(same_as=stands)
    Opportunity.objects.filter(pk=gone.pk).update(withdrawn_at=timezone.now())

    publish(tmp_path / "bundle", samples=True)

    rows = pq.read_table(tmp_path / "bundle" / "opportunities.parquet").to_pylist()
    by_id = {row["id"]: row for row in rows}
    assert by_id[str(repeat.uuid)]["same_as_id"] == str(stands.uuid)
    assert by_id[str(gone.uuid)]["withdrawn_at"]
    assert by_id[str(stands.uuid)]["same_as_id"] is by_id[str(stands.uuid)]["withdrawn_at"] is None


@pytest.mark.usefixtures("ledger")
def test_samples_are_not_published(tmp_path: Path) -> None:
    assert set(publish(tmp_path / "bundle").values()) == {0}


@pytest.mark.usefixtures("ledger")
def test_a_second_bundle_takes_the_place_of_the_first(tmp_path: Path) -> None:
    publish(tmp_path / "bundle", samples=True)
    publish(tmp_path / "bundle")

    assert pq.read_table(tmp_path / "bundle" / "opportunities.parquet").num_rows == 0
    assert [path.name for path in tmp_path.iterdir()] == ["bundle"]


@pytest.mark.usefixtures("ledger")
def test_a_failure_in_the_middle_leaves_the_old_bundle_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(tmp_path / "bundle", samples=True)
    before = {path.name: path.read_bytes() for path in (tmp_path / "bundle").iterdir()}

    def broken(samples: bool) -> object:
        raise OSError(28, "No space left on device")

    last = tables.TABLES[-1]
    failing = (*tables.TABLES[:-1], tables.Table(last.name, last.describe, last.schema, broken))
    monkeypatch.setattr(bundle_module, "TABLES", failing)
    with pytest.raises(OSError, match="No space"):
        publish(tmp_path / "bundle")

    assert {path.name: path.read_bytes() for path in (tmp_path / "bundle").iterdir()} == before
    assert [path.name for path in tmp_path.iterdir()] == ["bundle"]


def test_a_folder_that_holds_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine", encoding="utf-8")

    with pytest.raises(FileExistsError):
        publish(tmp_path)

    assert (tmp_path / "thesis.txt").read_text(encoding="utf-8") == "mine"

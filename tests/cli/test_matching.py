"""`majungmul match` for one company and for many."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from tests.cli.conftest import Run

from majungmul import samples

COMPANIES = samples.paths().companies


@pytest.fixture
def loaded(run: Run) -> Run:
    assert run("samples", "load").returncode == 0
    return run


def test_one_company_gets_a_verdict_with_reasons_for_every_open_call(loaded: Run) -> None:
    done = loaded("match", COMPANIES[0], "--format", "json")

    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0
    assert len(rows) >= 60
    for row in rows:
        holds = [reason["holds"] for reason in row["reasons"]]
        if row["verdict"] == "eligible":
            assert "true" in holds
            assert row["missing"] == []
        if row["verdict"] == "ineligible":
            assert "false" in holds


def test_a_company_of_which_nothing_is_known_is_asked_and_not_refused(loaded: Run) -> None:
    done = loaded("match", COMPANIES[-1])

    assert "아직 알 수 없습니다" in done.stdout
    assert "?" in done.stdout


def test_a_bad_value_is_named_with_its_key(run: Run, tmp_path: Path) -> None:
    (tmp_path / "bad.toml").write_text(
        'employees = "여럿"\nregion = "아틀란티스"\n', encoding="utf-8"
    )

    done = run("match", "bad.toml")

    assert done.returncode == 1
    assert "employees" in done.stderr
    assert "region" in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("number", ["1234567890", "12"])
def test_a_number_that_is_no_registration_number_is_wrong_usage(run: Run, number: str) -> None:
    done = run("match", number)

    assert done.returncode == 2
    assert number in done.stderr


def test_a_company_of_the_ledger_is_found_by_its_registration_number(loaded: Run) -> None:
    done = loaded("match", "123-45-00018", "--format", "json")

    assert done.returncode == 0
    assert done.stdout


def test_a_list_of_firms_gives_reasons_and_names_the_rows_it_could_not_read(
    loaded: Run, tmp_path: Path
) -> None:
    lines = ["기업명,창업일,소재지,비고", "가람,2021-06-14,전북 전주시,", "나래,언젠가,서울,x"]
    (tmp_path / "firms.csv").write_text("\n".join(lines), encoding="cp949")

    done = loaded("match", "--companies", "firms.csv", "--out", "out")

    with (tmp_path / "out" / "verdicts.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert done.returncode == 1
    assert "3" in done.stderr
    assert "비고" in done.stderr
    assert {row["name"] for row in rows} == {"가람"}
    assert all(row["reasons"] for row in rows if row["verdict"] == "ineligible")


def test_one_company_and_many_agree(loaded: Run, tmp_path: Path) -> None:
    import pyarrow as pa

    table = pa.table({"region": ["52113"], "employees": pa.array([10], pa.int64())})
    pq.write_table(table, tmp_path / "companies.parquet")
    (tmp_path / "one.toml").write_text('region = "52113"\nemployees = 10\n', encoding="utf-8")

    loaded("match", "--companies", "companies.parquet", "--out", "out")
    single = loaded("match", "one.toml", "--format", "json").stdout

    names = ("eligible", "unknown", "ineligible")
    counts = pq.read_table(tmp_path / "out" / "counts.parquet").to_pylist()
    bulk = {row["call"]: next(name for name in names if row[name]) for row in counts}
    one = [json.loads(line) for line in single.splitlines()]
    assert {row["opportunity"]["id"]: row["verdict"] for row in one} == bulk


def test_a_terminal_is_asked_what_unknown_columns_hold(loaded: Run, tmp_path: Path) -> None:
    from majungmul.cli.match_firms import as_toml, ask_columns
    from majungmul.matching.firm_rows import Row
    from majungmul.matching.firm_tables import columns_from_toml

    rows = [Row(2, {"상호": "다온", "등기한 날": "2020-03-02", "담당": "가"})]
    answers = iter(["빛깔", "설립일", ""])
    asked: list[str] = []

    def ask(question: str) -> str:
        asked.append(question)
        return next(answers)

    meaning = ask_columns(["상호", "등기한 날", "담당"], rows, ask)

    assert meaning == {"상호": "name", "등기한 날": "founded", "담당": ""}
    assert "2020-03-02" in asked[0]
    (tmp_path / "columns.toml").write_text(as_toml(meaning), "utf-8")
    assert columns_from_toml(tmp_path / "columns.toml") == meaning


def test_a_cell_that_looks_like_a_formula_stays_a_text(loaded: Run, tmp_path: Path) -> None:
    lines = ["기업명,소재지", "=1+1,전북 전주시"]
    (tmp_path / "firms.csv").write_text("\n".join(lines), encoding="utf-8")
    done = loaded("match", "--companies", "firms.csv", "--out", "out")
    with (tmp_path / "out" / "verdicts.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert done.returncode == 0
    assert {row["name"] for row in rows} == {"'=1+1"}
    assert all(row["title"] for row in rows)


def test_a_parquet_file_of_cells_as_people_type_them_gives_reasons(
    loaded: Run, tmp_path: Path
) -> None:
    import pyarrow as pa

    pq.write_table(pa.table({"상호": ["다온"], "소재지": ["전북 전주시"]}), tmp_path / "f.parquet")
    refused = loaded("match", "--companies", "f.parquet", "--out", "out")
    assert refused.returncode == 1
    assert "--reasons" in refused.stderr
    done = loaded("match", "--companies", "f.parquet", "--out", "out", "--reasons")
    assert done.returncode == 0
    assert (tmp_path / "out" / "verdicts.csv").exists()


@pytest.mark.django_db
def test_a_verdict_that_was_kept_is_named_so_that_it_can_be_computed_again() -> None:
    from datetime import date

    from django.utils import timezone

    from majungmul.cli.matching import _stored
    from majungmul.ledger.models import CompanyProfile, Opportunity, Source, StoredVerdict

    now = timezone.now()
    source = Source.objects.create(slug="bizinfo", name="기업마당")
    call = Opportunity.objects.create(
        source=source, source_key="1", title="공고", ends_at=now, listed_on=now.date(),
        first_seen=now, last_seen=now, digest="0",
    )  # fmt: skip
    own = CompanyProfile.objects.create(name="가온", brn="1234500018")
    kept = StoredVerdict.objects.create(
        company=own, opportunity=call, name="unknown", on=date(2026, 5, 4), codes_version="1",
        company_version=1,
    )  # fmt: skip
    assert _stored("123-45-00018") == {call.pk: str(kept.uuid)}

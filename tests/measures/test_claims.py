"""Figures over a bundle: agreement, dispute, and what may be summed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from uuid import uuid4

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from majungmul.measures import compute, disputes, open_bundle

AMOUNT = pa.decimal128(24, 4)
SCHEMA = pa.schema(
    {
        "id": pa.string(),
        "document_id": pa.string(),
        "measure": pa.string(),
        "value": AMOUNT,
        "upper": AMOUNT,
        "unit": pa.string(),
        "subject": pa.string(),
        "subject_name": pa.string(),
        "program_id": pa.string(),
        "period_start": pa.date32(),
        "period_end": pa.date32(),
        "year": pa.int64(),
        "place": pa.string(),
        "status": pa.string(),
    }
)


def claim(value: int, subject: str = "a", year: int = 2025, **more: object) -> dict[str, object]:
    return {
        "id": str(uuid4()),
        "document_id": str(uuid4()),
        "measure": "budget",
        "value": Decimal(value),
        "upper": None,
        "unit": "KRW",
        "subject": subject,
        "subject_name": "",
        "program_id": f"program-{subject}",
        "period_start": date(year, 1, 1),
        "period_end": date(year, 12, 31),
        "year": year,
        "place": "KR-45",
        "status": "actual",
        **more,
    }


def bundle(folder: Path, *claims: dict[str, object]) -> Path:
    pq.write_table(pa.Table.from_pylist(list(claims), schema=SCHEMA), folder / "statements.parquet")
    names = sorted({str(item["program_id"]) for item in claims})
    programs = {"id": names, "name": [name.upper() for name in names]}
    table = pa.table(programs, schema=pa.schema({"id": pa.string(), "name": pa.string()}))
    pq.write_table(table, folder / "programs.parquet")
    return folder


def test_two_sources_that_agree_make_one_case(tmp_path: Path) -> None:
    opened = open_bundle(bundle(tmp_path, claim(100), claim(100)))

    [row] = compute(opened, "budget")

    assert (row["low"], row["high"]) == (100, 100)
    assert (row["cases"], row["statements"], row["disputed"]) == (1, 2, 0)


def test_two_sources_that_differ_give_both_ends(tmp_path: Path) -> None:
    opened = open_bundle(bundle(tmp_path, claim(100), claim(120), claim(10, subject="b")))

    [row] = compute(opened, "budget")

    assert (row["low"], row["high"], row["disputed"]) == (110, 130, 1)
    [case] = disputes(opened)
    assert (case["low"], case["high"]) == (100, 120)


def test_two_numbers_in_one_text_are_two_things_and_no_dispute(tmp_path: Path) -> None:
    article = {"document_id": "article"}
    opened = open_bundle(bundle(tmp_path, claim(100, **article), claim(120, **article)))

    [row] = compute(opened, "budget")

    assert (row["low"], row["high"], row["disputed"]) == (100, 120, 0)
    assert disputes(opened) == []


def test_a_dispute_names_its_subject(tmp_path: Path) -> None:
    opened = open_bundle(
        bundle(tmp_path, claim(1), claim(2), claim(3, "b", subject_name="나"), claim(4, "b"))
    )

    assert [case["subject_name"] for case in disputes(opened)] == ["PROGRAM-A", "나"]


def test_the_upper_end_of_a_range_counts_as_the_high(tmp_path: Path) -> None:
    opened = open_bundle(bundle(tmp_path, claim(100, upper=Decimal(150))))

    [row] = compute(opened, "budget")

    assert (row["low"], row["high"]) == (100, 150)


def test_units_are_never_mixed(tmp_path: Path) -> None:
    opened = open_bundle(bundle(tmp_path, claim(100), claim(7, subject="b", unit="USD")))

    rows = compute(opened, "budget")

    assert [(row["unit"], row["low"]) for row in rows] == [("KRW", 100), ("USD", 7)]


def test_what_may_not_be_summed_shows_its_least_and_greatest(tmp_path: Path) -> None:
    opened = open_bundle(bundle(tmp_path, claim(11), claim(17, subject="b")))

    [row] = compute(opened, "budget", additive=[])

    assert (row["low"], row["high"], row["summed"]) == (11, 17, False)


def test_a_measure_that_adds_over_programs_but_not_years_is_summed_by_year(tmp_path: Path) -> None:
    opened = open_bundle(bundle(tmp_path, claim(1), claim(2, subject="b"), claim(4, year=2026)))

    by_year = compute(opened, "budget", ["year"], additive=["program", "region"])
    in_all = compute(opened, "budget", additive=["program", "region"])

    assert [(row["year"], row["low"]) for row in by_year] == [(2025, 3), (2026, 4)]
    assert [(row["low"], row["high"], row["summed"]) for row in in_all] == [(1, 4, False)]


def test_claims_without_a_period_are_compared_with_nothing_and_never_summed(tmp_path: Path) -> None:
    undated = {"period_start": None, "period_end": None}
    opened = open_bundle(bundle(tmp_path, claim(1), claim(5, **undated), claim(9, **undated)))

    known, unknown = compute(opened, "budget")

    assert (known["dated"], known["low"], known["summed"]) == (True, 1, True)
    assert (unknown["dated"], unknown["low"], unknown["high"]) == (False, 5, 9)
    assert (unknown["summed"], unknown["cases"], unknown["disputed"]) == (False, 2, 0)
    assert disputes(opened) == []


def test_programs_are_named(tmp_path: Path) -> None:
    opened = open_bundle(bundle(tmp_path, claim(1), claim(2, subject="b")))

    rows = compute(opened, "budget", ["program"])

    assert [row["program"] for row in rows] == ["PROGRAM-A", "PROGRAM-B"]


def test_an_unknown_dimension_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="colour"):
        compute(open_bundle(bundle(tmp_path, claim(1))), "budget", ["colour"])


def test_a_folder_that_is_no_bundle_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        open_bundle(tmp_path)


@settings(max_examples=20, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 10**12), st.sampled_from("abc"), st.sampled_from([2024, 2025])),
        min_size=1,
        max_size=12,
    )
)
def test_parts_by_year_and_program_sum_to_the_whole(
    tmp_path_factory: pytest.TempPathFactory, claims: list[tuple[int, str, int]]
) -> None:
    folder = tmp_path_factory.mktemp("bundle")
    opened = open_bundle(bundle(folder, *(claim(*parts) for parts in claims)))

    [whole] = compute(opened, "budget")
    parts = compute(opened, "budget", ["year", "program"])

    for end in ("low", "high", "cases", "statements", "disputed"):
        assert sum(row[end] for row in parts) == whole[end]

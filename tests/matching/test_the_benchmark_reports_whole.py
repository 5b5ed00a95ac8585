"""The benchmark, on a small country: every figure that the documentation promises is there."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROMISED = {
    "pairs_per_second", "seconds", "peak_memory_mb", "stage_seconds", "ratio_to_duckdb",
    "equal_to_interpreter", "list_seconds", "near_miss_ratio", "one_call_seconds",
    "one_company_seconds", "duel_on_unknowns", "machine",
}  # fmt: skip


@pytest.fixture(scope="module")
def report() -> dict[str, object]:
    wanted = "--companies 3000 --calls 30 --sample 1000 --peers duckdb --format json"
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.matching", *wanted.split()],
        cwd=ROOT, capture_output=True, text=True, check=True, timeout=300,
    )  # fmt: skip
    found: dict[str, object] = json.loads(done.stdout)
    return found


@pytest.mark.slow
def test_everything_promised_is_measured_and_the_answers_are_equal(report):
    assert set(report) >= PROMISED
    assert set(report["stage_seconds"]) == {"compile", "read", "encode", "gather", "combine"}
    assert report["equal_to_interpreter"] is True
    assert report["pairs_held_to_interpreter"] >= 300
    assert report["duckdb_sample"]["equal_to_ours"] == 1
    assert report["duel_on_unknowns"]["duckdb"]["says_eligible"] == 0


@pytest.mark.slow
def test_a_report_becomes_the_tables_of_the_documentation(report):
    from benchmarks.matching.tables import as_markdown

    page = as_markdown(report)
    assert "기업 3,000 × 공고 30 = 90,000쌍" in page
    assert "| DuckDB |" in page

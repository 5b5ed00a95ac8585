"""The same definition on DuckDB and on Spark gives the same figures."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.measures.test_claims import bundle, claim

from majungmul.measures import compute, disputes, open_bundle

pytestmark = [pytest.mark.spark, pytest.mark.slow]
pytest.importorskip("pyspark", reason="PySpark is not installed (majungmul[spark])")
if shutil.which("java") is None:
    pytest.skip("Spark needs Java 17", allow_module_level=True)


def test_every_figure_is_the_same_on_both_engines(tmp_path: Path) -> None:
    folder = bundle(
        tmp_path,
        claim(43_600_000_000),
        claim(45_000_000_000),
        claim(15_000_000_000, subject="b", place=None),
        claim(7, subject="b", unit="USD"),
        claim(106, subject="c", year=2026, status="planned"),
        claim(9, period_start=None, period_end=None),
    )
    local, cluster = open_bundle(folder), open_bundle(folder, "spark")

    for by in ([], ["year"], ["year", "region", "program"], ["status"]):
        assert compute(cluster, "budget", by) == compute(local, "budget", by)
    assert disputes(cluster) == disputes(local)

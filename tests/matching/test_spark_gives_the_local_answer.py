"""The kernel on a small Spark cluster: the same counts and lists, a killed worker included.

Needs PySpark and Java; both are extras, so the tests say why they skip where they are absent.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
import threading
import time
from datetime import date
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from majungmul.matching import Call, bulk
from majungmul.matching.encode import companies_to_batch
from majungmul.terms import All, Company, Has, InSet, Not, Range

pytestmark = [pytest.mark.spark, pytest.mark.slow]
pytest.importorskip("pyspark", reason="PySpark is not installed (majungmul[spark])")
if shutil.which("java") is None:
    pytest.skip("Spark needs Java 17", allow_module_level=True)

ON = date(2026, 4, 1)
CALLS = [
    Call("busan", InSet("region", ("26",))),
    Call("young", Range("business_age_years", max=Decimal(7)), ON),
    Call("both", All((InSet("region", ("26",)), Not(Has("certificate", ("venture",)))))),
]


@pytest.fixture(scope="module")
def cluster():
    from majungmul.matching import spark

    os.environ["PYSPARK_PYTHON"] = sys.executable
    found = spark.session("local-cluster[2,1,1024]", "majungmul-tests")
    yield found
    found.stop()


@pytest.fixture(scope="module")
def firms(tmp_path_factory) -> Path:
    rows = [
        Company(
            region=("11680", "26350", "26", None)[n % 4],
            founded=date(2012 + n % 13, 4, 1 + n % 3),
            certificates={"venture": n % 2 == 0} if n % 5 else {},
        )
        for n in range(260)
    ]
    table = pa.Table.from_batches([companies_to_batch(rows)])
    path = tmp_path_factory.mktemp("firms") / "firms.parquet"
    million = pa.concat_tables([table] * 4000)
    million = million.append_column("brn", pa.array(range(million.num_rows)).cast(pa.string()))
    pq.write_table(million, path, row_group_size=1 << 16)
    return path


@pytest.fixture(scope="module")
def local(firms, tmp_path_factory) -> bulk.Summary:
    return bulk.run(firms, CALLS, tmp_path_factory.mktemp("local"), ON, "lists")


def same(one: bulk.Summary, other: bulk.Summary) -> bool:
    return all(
        pq.read_table(one.files[kind])
        .combine_chunks()
        .equals(pq.read_table(other.files[kind]).combine_chunks())
        for kind in ("counts", "eligible", "calls")
    )


def test_a_million_companies_get_the_local_answer(cluster, firms, local, tmp_path):
    from majungmul.matching import spark

    found = spark.run(firms, CALLS, tmp_path, ON, spark=cluster)
    assert found.companies == 1_040_000
    assert same(found, local)


def test_a_worker_killed_in_mid_run_costs_nothing_but_time(cluster, firms, local, tmp_path):
    """The process that runs the tasks of one worker is killed as soon as it has begun to write."""
    from majungmul.matching import spark

    killed: list[int] = []

    def kill_one() -> None:
        end = time.monotonic() + 60
        while not killed and time.monotonic() < end:
            if any(tmp_path.glob(".eligible.*/part-*")) and (own := executors_of(os.getpid())):
                os.kill(own[0], signal.SIGKILL)
                killed.append(own[0])

    watcher = threading.Thread(target=kill_one)
    watcher.start()
    try:
        found = spark.run(firms, CALLS, tmp_path, ON, spark=cluster)
    finally:
        watcher.join()
    assert killed
    assert same(found, local)


def executors_of(root: int) -> list[int]:
    """Process ids of Spark's executors among our own descendants, from /proc."""
    parents: dict[int, int] = {}
    executors: list[int] = []
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            fields = (entry / "stat").read_text().rpartition(")")[2].split()
            command = (entry / "cmdline").read_bytes()
        except OSError:
            continue
        parents[int(entry.name)] = int(fields[1])
        if b"CoarseGrainedExecutorBackend" in command:
            executors.append(int(entry.name))
    return [pid for pid in executors if descends(pid, root, parents)]


def descends(pid: int, root: int, parents: dict[int, int]) -> bool:
    while pid in parents:
        if pid == root:
            return True
        pid = parents[pid]
    return False

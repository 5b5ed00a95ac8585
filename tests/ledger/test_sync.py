"""A run may be killed, starved of disk or met by another: the ledger stays whole."""

from __future__ import annotations

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import textwrap
from contextlib import closing
from datetime import date, datetime, timedelta

import pytest

from majungmul.ledger import sync
from majungmul.ledger.models import Opportunity, SyncRun
from majungmul.sources import SourceError

T0 = datetime(2026, 5, 4, 9, 0, tzinfo=sync.SEOUL)
ROWS = [(str(n), f"{n}번째 이음 지원사업 모집 공고", date(2026, 5, 29)) for n in range(1, 261)]
RUN = textwrap.dedent(
    """
    import os, sys, resource
    import django
    django.setup()
    from django.core.management import call_command
    from majungmul.ledger import ingest, sync
    from majungmul.ledger import writing
    from pathlib import Path
    sync.BATCH = 20
    if sys.argv[2] == "migrate":
        call_command("migrate", verbosity=0, skip_checks=True)
    elif sys.argv[2].startswith("die"):
        # ends the process, as kill -9 does, at the n-th statement that the database is given
        from django.db import connection
        left = [int(sys.argv[2][3:])]
        def count(execute, *arguments):
            left[0] -= 1
            if left[0] == 0:
                os.kill(os.getpid(), 9)
            return execute(*arguments)
        with connection.execute_wrapper(count):
            sync.run("bizinfo", Path(sys.argv[1]))
        print("statements", int(sys.argv[2][3:]) - left[0])
    else:
        if sys.argv[2].startswith("disk"):
            size = int(sys.argv[2][4:])
            resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
            import signal
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        print(sync.run("bizinfo", Path(sys.argv[1])).sentence())
    """
)


def ledger(home, path, mode: str) -> subprocess.CompletedProcess[str]:
    """A run in a process of its own, on a SQLite ledger of its own."""
    environment = {
        **os.environ,
        "MAJUNGMUL_HOME": str(home),
        "DJANGO_SETTINGS_MODULE": "majungmul.settings",
    }
    environment.pop("DATABASE_URL", None)
    return subprocess.run(
        [sys.executable, "-c", RUN, str(path), mode],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def census(home) -> dict[str, int]:
    """What the ledger holds; raises where a notice is not whole."""
    with closing(sqlite3.connect(home / "ledger.sqlite3")) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []

        def count(sql: str) -> int:
            return int(database.execute(sql).fetchone()[0])

        notices = count("SELECT count(*) FROM ledger_opportunity")
        assert count("SELECT count(DISTINCT source_key) FROM ledger_opportunity") == notices
        assert count("SELECT count(*) FROM ledger_opportunity WHERE places <> ''") == notices
        for table in ("ledger_opportunityversion", "ledger_document"):
            parts = count(f"SELECT count(DISTINCT opportunity_id) FROM {table}")
            assert parts == notices, table
        versions = count("SELECT count(*) FROM ledger_opportunityversion")
        assert count("SELECT count(*) FROM ledger_search") == notices
        found = count("SELECT count(*) FROM ledger_search WHERE ledger_search MATCH '이음'")
        assert found == notices
        return {"notices": notices, "versions": versions}


@pytest.fixture
def home(tmp_path):
    folder = tmp_path / "home"
    folder.mkdir()
    done = ledger(folder, "-", "migrate")
    assert done.returncode == 0, done.stderr
    return folder


def test_killed_at_any_statement_the_next_run_finishes(home, write_list):
    path = write_list(T0, ROWS)
    chance = random.Random(1)
    deaths = 0
    for point in sorted(chance.sample(range(1, 160), 6)):
        code = ledger(home, path, f"die{point}").returncode
        assert code in (-signal.SIGKILL, 0)  # 0: the runs before had left too little to do
        deaths += code != 0
        found = census(home)
        assert found["notices"] == found["versions"] <= 260
    assert deaths >= 3
    finished = ledger(home, path, "run")
    assert finished.returncode == 0, finished.stderr
    assert census(home) == {"notices": 260, "versions": 260}
    assert "바뀐 것이 없습니다" in ledger(home, path, "run").stdout


def test_killed_while_changes_are_written_none_is_half_written(home, write_list):
    ledger(home, write_list(T0, ROWS[:60]), "run")
    later = [(key, title, date(2026, 6, 9)) for key, title, _ in ROWS[:60]]
    path = write_list(T0 + timedelta(days=1), later)
    for point in (30, 90):
        assert ledger(home, path, f"die{point}").returncode == -signal.SIGKILL
        assert census(home)["notices"] == 60
    assert ledger(home, path, "run").returncode == 0
    assert census(home) == {"notices": 60, "versions": 120}


def test_a_full_disk_stops_the_run_and_harms_nothing(home, write_list):
    path = write_list(T0, ROWS)
    size = (home / "ledger.sqlite3").stat().st_size
    stopped = ledger(home, path, f"disk{size + 400_000}")
    assert stopped.returncode != 0
    assert census(home)["notices"] < 260
    assert ledger(home, path, "run").returncode == 0
    assert census(home) == {"notices": 260, "versions": 260}


def test_two_workers_at_once_and_the_loser_says_so(home, write_list):
    path = write_list(T0, ROWS)
    environment = {
        **os.environ,
        "MAJUNGMUL_HOME": str(home),
        "DJANGO_SETTINGS_MODULE": "majungmul.settings",
    }
    environment.pop("DATABASE_URL", None)
    workers = [
        subprocess.Popen(
            [sys.executable, "-c", RUN, str(path), "run"],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    results = [worker.communicate() for worker in workers]
    assert census(home) == {"notices": 260, "versions": 260}
    assert "새 공고 260" in "".join(out for out, _ in results)
    for worker, (out, err) in zip(workers, results, strict=True):
        assert worker.returncode == 0 or "다른 작업이" in err
        assert out or err


@pytest.mark.django_db
def test_one_bad_row_is_named_and_the_rest_goes_in(tmp_path):
    rows = [
        {"pblancId": "PBLN_000000000000001", "pblancNm": "좋은 공고"},
        {"pblancNm": "번호가 없는 공고"},
        {"pblancId": "PBLN_000000000000003"},
        {"pblancId": "PBLN_000000000000004", "pblancNm": "또 좋은 공고"},
    ]
    path = tmp_path / "list.json"
    path.write_text(json.dumps({"jsonArray": rows}, ensure_ascii=False), "utf-8")
    counts = sync.run("bizinfo", path)
    assert (counts.new, counts.failed) == (2, 2)
    assert len(counts.errors) == 2
    assert SyncRun.objects.get().state == "partial"


@pytest.mark.django_db
@pytest.mark.parametrize("content", [b"", b"\x00\xff", b"<html>login</html>", b'{"reqErr": "x"}'])
def test_a_file_that_is_no_list_fails_in_one_sentence(tmp_path, content):
    path = tmp_path / "list.json"
    path.write_bytes(content)
    with pytest.raises(SourceError):
        sync.run("bizinfo", path)
    assert not Opportunity.objects.exists()
    assert SyncRun.objects.get().state == "failed"


@pytest.mark.django_db
def test_an_interrupted_run_is_closed_by_the_next(write_list):
    path = write_list(T0, ROWS[:3])
    sync.run("bizinfo", path)
    SyncRun.objects.update(state="running", finished_at=None)
    sync.run("bizinfo", path)
    assert list(SyncRun.objects.values_list("state", flat=True)) == ["done", "failed"]


@pytest.mark.django_db
def test_one_notice_the_database_refuses_does_not_keep_the_others_out(write_list, monkeypatch):
    from django.db import DataError

    from majungmul.ledger import writing

    original = writing.fill

    def refusing(row, item, *more):
        original(row, item, *more)
        if row.source_key.endswith("7"):
            raise DataError("value out of range")

    monkeypatch.setattr(writing, "fill", refusing)
    counts = sync.run("bizinfo", write_list(T0, ROWS[:30]))
    assert (counts.new, counts.failed) == (27, 3)
    assert Opportunity.objects.count() == 27


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("20260421T1138.jsonl", datetime(2026, 4, 21, 11, 38, tzinfo=sync.SEOUL)),
        ("bizinfo-202604211138.json", datetime(2026, 4, 21, 11, 38, tzinfo=sync.SEOUL)),
        ("2026-04.jsonl", None),
        ("20269921T1138.jsonl", None),
    ],
)
def test_a_recorded_list_says_when_it_was_taken(tmp_path, name, expected):
    assert sync.recorded_at(tmp_path / name) == expected


@pytest.mark.django_db
def test_real_dumps_go_in_whole_and_stay(real_data):
    for slug, name, number in (
        ("bizinfo", "bizinfo/2026-04.jsonl", 333),
        ("kstartup", "kstartup/2026-04.jsonl", 216),
    ):
        counts = sync.run(slug, real_data / name)
        assert (counts.new, counts.failed) == (number, 0)
        counts = sync.run(slug, real_data / name)
        assert (counts.new, counts.changed, counts.unchanged) == (0, 0, number)

"""Kills a collecting run at many random points and looks whether the ledger is whole.

    python -m benchmarks.ledger_kills --points 200 [--notices 400]

Every run is a forked child that ends itself as `kill -9` does, at the n-th statement given to the
database. After each death no notice may be there twice or in part; a run that comes to its end
must leave every notice and every version exactly once, and then the ledger is put back to where it
was. Half of the deaths fall into a first load, half into a run that changes every notice. SQLite
only: the ledger is one file.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sqlite3
import sys
import tempfile
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

SEOUL = ZoneInfo("Asia/Seoul")
T0 = datetime(2026, 5, 4, 9, 0, tzinfo=SEOUL)
WHOLE = ("ledger_opportunityversion", "ledger_document", "ledger_opportunityregion")


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--points", type=int, default=200)
    parser.add_argument("--notices", type=int, default=400)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="majungmul-kills-") as home:
        os.environ["MAJUNGMUL_HOME"] = home
        os.environ["DJANGO_SETTINGS_MODULE"] = "majungmul.settings"
        os.environ.pop("DATABASE_URL", None)
        print(json.dumps(measure(Path(home), chosen)))
    return 0


def measure(home: Path, chosen: argparse.Namespace) -> dict[str, int]:
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connections

    from majungmul.ledger import sync

    sync.BATCH = 20
    call_command("migrate", verbosity=0, skip_checks=True)
    connections.close_all()
    chance = random.Random(chosen.seed)
    killed = finished = 0
    for round_, end in enumerate((date(2026, 5, 29), date(2026, 6, 12))):
        path = _list(home, T0 + timedelta(days=round_), chosen.notices, end)
        statements = _statements(home, path)
        while killed < chosen.points // 2 * (round_ + 1):
            died = _run(path, chance.randrange(1, statements))
            found = _check(home, chosen.notices, round_)
            if not died:  # so much was done before that this run came to its end
                assert found == (chosen.notices, chosen.notices * (round_ + 1))
                finished += 1
                _restore(home)
            killed += died
        _run(path, 0)
        notices, versions = _check(home, chosen.notices, round_)
        assert (notices, versions) == (chosen.notices, chosen.notices * (round_ + 1))
        _save(home)
    return {"killed": killed, "finished": finished, "notices": notices, "versions": versions}


def _list(home: Path, moment: datetime, number: int, end: date) -> Path:
    rows = [
        {
            "pblancId": f"PBLN_{n:015}",
            "pblancNm": f"{n}번째 이음 지원사업 모집 공고",
            "jrsdInsttNm": "중소벤처기업부",
            "bsnsSumryCn": "<p>☞ 제주에 있는 창업 7년 이내 중소기업</p><p>최대 2천만원</p>",
            "reqstBeginEndDe": f"2026-04-01 ~ {end}",
            "hashtags": "창업,제주,2026",
        }
        for n in range(number)
    ]
    path = home / f"list-{moment:%Y%m%dT%H%M}.json"
    path.write_text(json.dumps({"jsonArray": rows}, ensure_ascii=False), "utf-8")
    return path


def _statements(home: Path, path: Path) -> int:
    """How many statements a whole run gives to the database; its work is undone."""
    _save(home)
    read, write = os.pipe()
    if (child := os.fork()) == 0:
        os.write(write, str(_sync(path, 0)).encode())
        os._exit(0)
    os.waitpid(child, 0)
    number = int(os.read(read, 20))
    _restore(home)
    return number


def _run(path: Path, point: int) -> int:
    """One run in a child; 1 when it was killed on the way."""
    if (child := os.fork()) == 0:
        _sync(path, point)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0, status
    return int(os.WIFSIGNALED(status))


def _sync(path: Path, point: int) -> int:
    from django.db import connection

    from majungmul.ledger import sync
    from majungmul.ledger.models import Lease

    given = 0

    def count(execute, *arguments):
        nonlocal given
        given += 1
        if given == point:
            os.kill(os.getpid(), 9)
        return execute(*arguments)

    try:
        Lease.objects.all().delete()  # the lock of the run that died before
        with connection.execute_wrapper(count):
            sync.run("bizinfo", path)
    except BaseException as error:
        print(repr(error), file=sys.stderr)
        os._exit(1)
    return given


def _check(home: Path, number: int, round_: int) -> tuple[int, int]:
    with closing(sqlite3.connect(home / "ledger.sqlite3")) as database:

        def one(sql: str) -> int:
            return int(database.execute(sql).fetchone()[0])

        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert not database.execute("PRAGMA foreign_key_check").fetchall()
        notices = one("SELECT count(*) FROM ledger_opportunity")
        assert notices == one("SELECT count(DISTINCT source_key) FROM ledger_opportunity")
        assert notices <= number
        for table in WHOLE:
            assert one(f"SELECT count(DISTINCT opportunity_id) FROM {table}") == notices, table
        versions = one("SELECT count(*) FROM ledger_opportunityversion")
        assert versions == one("SELECT coalesce(sum(version), 0) FROM ledger_opportunity")
        assert versions == one("SELECT count(*) FROM ledger_search")
        assert versions <= number * (round_ + 1)
        return notices, versions


def _save(home: Path) -> None:
    with (
        closing(sqlite3.connect(home / "ledger.sqlite3")) as source,
        closing(sqlite3.connect(home / "saved.sqlite3")) as target,
    ):
        source.backup(target)


def _restore(home: Path) -> None:
    with (
        closing(sqlite3.connect(home / "saved.sqlite3")) as source,
        closing(sqlite3.connect(home / "ledger.sqlite3")) as target,
    ):
        source.backup(target)


if __name__ == "__main__":
    raise SystemExit(main())

"""Ends a collecting run at many random points and looks whether the ledger is whole.

    python -m benchmarks.ledger_kills --points 200 [--database postgres] [--notices 400]
    python -m benchmarks.ledger_kills --points 50 --end restart --database postgres
    python -m benchmarks.ledger_kills --points 50 --end full --small FOLDER [--database postgres]

Every run is a forked child. At the n-th statement given to the database it ends itself as
`kill -9` does, or restarts the server under itself, or fills the disk (FOLDER is a small file
system of its own, such as a tmpfs of 300 MB) and goes on until the database refuses. After each
end no notice may be there twice or in part; a run that comes to its end must leave every notice
and every version exactly once, and then the ledger is put back to where it was. Half of the ends
fall into a first load, half into a run that changes every notice. PostgreSQL is a server of this
program's own, thrown away afterwards.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
import tempfile
import time
from contextlib import ExitStack, suppress
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from . import ledger_places

SEOUL = ZoneInfo("Asia/Seoul")
T0 = datetime(2026, 5, 4, 9, 0, tzinfo=SEOUL)
WHOLE = ("ledger_opportunityversion", "ledger_document")
PATIENCE = 60  # seconds that a lock of the dead may last


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--points", type=int, default=200)
    parser.add_argument("--notices", type=int, default=400)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--database", choices=("sqlite", "postgres"), default="sqlite")
    parser.add_argument("--end", choices=("kill", "restart", "full"), default="kill")
    parser.add_argument("--small", type=Path, help="a small file system, for --end full")
    chosen = parser.parse_args(arguments)
    if chosen.end == "full" and chosen.small is None:
        parser.error("--end full needs --small")
    if chosen.end == "restart" and chosen.database == "sqlite":
        parser.error("--end restart needs --database postgres")
    with ExitStack() as stack:
        home = Path(
            stack.enter_context(
                tempfile.TemporaryDirectory(prefix="majungmul-kills-", dir=chosen.small)
            )
        )
        os.environ["MAJUNGMUL_HOME"] = str(home)
        os.environ["DJANGO_SETTINGS_MODULE"] = "majungmul.settings"
        make = ledger_places.Sqlite if chosen.database == "sqlite" else ledger_places.Postgres
        place = stack.enter_context(make(home))
        print(json.dumps(Trial(place, home, chosen).measure()))
    return 0


class Trial:
    def __init__(self, place: ledger_places.Place, home: Path, chosen: argparse.Namespace) -> None:
        self.place, self.home, self.chosen = place, home, chosen
        self.ballast = home / "ballast"
        self.longest_wait = 0.0

    def measure(self) -> dict[str, object]:
        import django

        django.setup()
        from django.core.management import call_command
        from django.db import connections

        from majungmul.ledger import sync

        sync.BATCH = 20
        call_command("migrate", verbosity=0, skip_checks=True)
        connections.close_all()
        chance = random.Random(self.chosen.seed)
        number = self.chosen.notices
        ended = finished = 0
        for round_, end in enumerate((date(2026, 5, 29), date(2026, 6, 12))):
            path = _list(self.home, T0 + timedelta(days=round_), number, end)
            statements = self._statements(path)
            while ended < self.chosen.points // 2 * (round_ + 1):
                died = self._run(path, chance.randrange(1, statements))
                found = self._check(round_)
                if not died:  # so much was done before that this run came to its end
                    assert found == (number, number * (round_ + 1)), found
                    finished += 1
                    self.place.restore()
                ended += died
            self._run(path, 0)
            notices, versions = self._check(round_)
            assert (notices, versions) == (number, number * (round_ + 1))
            self.place.save()
        return {
            "database": self.chosen.database,
            "end": self.chosen.end,
            "ended": ended,
            "finished": finished,
            "notices": notices,
            "versions": versions,
            "longest_wait_for_a_dead_lock_s": round(self.longest_wait, 2),
        }

    def _statements(self, path: Path) -> int:
        """How many statements a whole run gives to the database; its work is undone."""
        self.place.save()
        read, write = os.pipe()
        if (child := os.fork()) == 0:
            os.write(write, str(self._sync(path, 0)).encode())
            os._exit(0)
        os.waitpid(child, 0)
        number = int(os.read(read, 20))
        self.place.restore()
        return number

    def _run(self, path: Path, point: int) -> int:
        """One run in a child; 1 when it was ended on the way."""
        read, write = os.pipe()
        if (child := os.fork()) == 0:
            began = time.monotonic()
            self._sync(path, point, lambda: os.write(write, b"%.3f" % (time.monotonic() - began)))
            os._exit(0)
        os.close(write)
        _, status = os.waitpid(child, 0)
        with os.fdopen(read) as said:
            self.longest_wait = max(self.longest_wait, float(said.read() or 0))
        self.ballast.unlink(missing_ok=True)
        self.place.mend()
        if not point:
            assert status == 0, status
        expected = os.WIFSIGNALED(status) if self.chosen.end == "kill" else status != 0
        assert status == 0 or expected, status
        return int(status != 0)

    def _sync(self, path: Path, point: int, got_in: object = None) -> int:
        from django.db import connection

        from majungmul.ledger import locks, runs, sync

        given = 0

        def count(execute, *arguments):
            nonlocal given
            given += 1
            if given == point:
                self._end()
            return execute(*arguments)

        begin = runs.begin

        def begun(*arguments, **more):
            if callable(got_in):
                got_in()  # the lock is ours
            return begin(*arguments, **more)

        runs.begin = begun
        until = time.monotonic() + PATIENCE
        try:
            while True:
                try:
                    with connection.execute_wrapper(count):
                        sync.run("bizinfo", path)
                    return given
                except locks.BusyError:
                    if time.monotonic() > until or given >= point > 0:
                        raise
                    time.sleep(0.02)
        except BaseException as error:
            if not point or self.chosen.end == "kill":
                print(repr(error), file=sys.stderr)
            os._exit(1)

    def _end(self) -> None:
        if self.chosen.end == "kill":
            os.kill(os.getpid(), 9)
        elif self.chosen.end == "restart":
            self.place.restart()
        else:
            with suppress(OSError), self.ballast.open("wb", buffering=0) as file:
                while True:
                    file.write(bytes(1 << 16))

    def _check(self, round_: int) -> tuple[int, int]:
        one = self.place.number
        self.place.check()
        notices = one("SELECT count(*) FROM ledger_opportunity")
        assert notices == one("SELECT count(DISTINCT source_key) FROM ledger_opportunity")
        assert notices <= self.chosen.notices
        for table in WHOLE:
            assert one(f"SELECT count(DISTINCT opportunity_id) FROM {table}") == notices, table
        versions = one("SELECT count(*) FROM ledger_opportunityversion")
        assert versions == one("SELECT coalesce(sum(version), 0) FROM ledger_opportunity")
        assert notices == one("SELECT count(*) FROM ledger_search")
        assert versions <= self.chosen.notices * (round_ + 1)
        return notices, versions


def _list(home: Path, moment: datetime, number: int, end: date) -> Path:
    rows = [
        {
            "pblancId": f"PBLN_{n:015}",
            "pblancNm": f"{n}번째 이음 지원사업 모집 공고",
            "jrsdInsttNm": "중소벤처기업부",
            "bsnsSumryCn": "<p>☞ 제주에 있는 창업 7년 이내 중소기업</p><p>최대 2천만원</p>",
            "reqstBeginEndDe": f"2026-04-01 ~ {end}",
            "pldirSportRealmLclasCodeNm": "창업",
            "hashtags": "창업,제주,2026",
        }
        for n in range(number)
    ]
    path = home / f"list-{moment:%Y%m%dT%H%M}.json"
    path.write_text(json.dumps({"jsonArray": rows}, ensure_ascii=False), "utf-8")
    return path


if __name__ == "__main__":
    raise SystemExit(main())

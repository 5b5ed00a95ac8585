"""A lock is one worker's, dies with it, and nothing else frees or keeps it."""

from __future__ import annotations

import importlib.util
import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from majungmul.ledger import locks

TOOL = Path(__file__).resolve().parents[2] / "tools" / "with_postgres.py"
WORKER = textwrap.dedent(
    """
    import os, sys
    from dataclasses import replace
    from pathlib import Path
    import django
    django.setup()
    from majungmul.ledger import locks
    mode, place = sys.argv[1], Path(sys.argv[2])
    def say(word):
        print(word, flush=True)
    if mode == "migrate":
        from django.core.management import call_command
        call_command("migrate", verbosity=0, skip_checks=True)
    elif mode == "try":
        try:
            with locks.lock("sync:x"):
                say("free")
        except locks.BusyError:
            say("busy")
    elif mode == "look":
        say("held" if locks.is_held("sync:x") else "free")
    elif mode in ("hold", "fork"):
        with locks.lock("sync:x") as lock:
            if mode == "fork":
                here, there = os.pipe()
                if os.fork() == 0:
                    os.write(there, b"!")
                    sys.stdin.readline()
                    os._exit(0)
                os.read(here, 1)
            say("held")
            sys.stdin.readline()
            lock.check()
            say("still held")
    elif mode == "race":
        entered = 0
        for _ in range(150):
            try:
                with locks.lock("sync:x"):
                    os.close(os.open(place / "inside", os.O_CREAT | os.O_EXCL))
                    os.unlink(place / "inside")
                    entered += 1
            except locks.BusyError:
                continue
        say(entered)
    elif mode in ("a", "b"):
        from majungmul.ledger import ingest
        from majungmul.sources import Notice, Section
        numbers = range(40) if mode == "a" else range(39, -1, -1)
        for turn in range(6):
            items = [
                (Notice(source=f"source-{mode}", key=f"{turn}-{n}", title=f"{n}번째 이음 지원사업",
                        funder=f"가람{turn}{n}부", operator=f"두레{turn}{n}원",
                        sections=(Section("사업개요", f"기업을 {turn}번 돕습니다."),)), b"%d" % n)
                for n in numbers
            ]
            ingest.store_many(items)
        say("done")
    """
)


class Place:
    """A ledger of its own, and processes that work at it."""

    def __init__(self, home: Path, url: str = "") -> None:
        self.home, self.url = home, url

    def start(self, mode: str) -> subprocess.Popen[str]:
        environment = {
            **os.environ,
            "MAJUNGMUL_HOME": str(self.home),
            "DJANGO_SETTINGS_MODULE": "majungmul.settings",
            "DATABASE_URL": self.url,
        }
        return subprocess.Popen(
            [sys.executable, "-c", WORKER, mode, str(self.home)],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, mode: str) -> str:
        done = self.start(mode)
        out, err = done.communicate()
        assert done.returncode == 0, err
        return out.strip()


@pytest.fixture(scope="module")
def server():
    spec = importlib.util.spec_from_file_location("with_postgres", TOOL)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    if module.binaries() is None:
        pytest.skip("no PostgreSQL on this machine")
    with module.server() as running:
        yield running


@pytest.fixture(
    params=["sqlite", pytest.param("postgres", marks=[pytest.mark.postgres, pytest.mark.slow])]
)
def place(request, tmp_path):
    url = request.getfixturevalue("server").url if request.param == "postgres" else ""
    return Place(tmp_path, url)


def test_the_lock_of_a_killed_worker_is_free_at_once(place):
    holder = place.start("hold")
    assert holder.stdout.readline() == "held\n"
    assert place.run("try") == "busy"
    holder.send_signal(signal.SIGKILL)
    holder.wait()
    assert _free_soon(place)
    assert place.run("try") == "free"


def test_a_living_worker_keeps_its_lock_and_gives_it_back(place):
    holder = place.start("hold")
    holder.stdout.readline()
    assert [place.run("try") for _ in range(2)] == ["busy", "busy"]
    out, err = holder.communicate("\n")
    assert (out, holder.returncode) == ("still held\n", 0), err
    assert place.run("try") == "free"


def test_whoever_looks_sees_a_lock_and_takes_it_from_nobody(place):
    assert place.run("look") == "free"
    holder = place.start("hold")
    holder.stdout.readline()
    assert [place.run("look"), place.run("try")] == ["held", "busy"]
    holder.communicate("\n")
    assert [place.run("look"), place.run("try"), place.run("look")] == ["free"] * 3


def test_a_child_of_a_killed_worker_does_not_keep_its_lock(tmp_path):
    place = Place(tmp_path)
    holder = place.start("fork")
    assert holder.stdout.readline() == "held\n"
    holder.send_signal(signal.SIGKILL)
    holder.wait()
    try:
        assert place.run("try") == "free"
    finally:
        holder.stdin.close()  # ends the child


def test_workers_that_race_are_never_inside_together(place):
    workers = [place.start("race") for _ in range(3)]
    results = [worker.communicate() for worker in workers]
    assert [worker.returncode for worker in workers] == [0, 0, 0], results
    assert sum(int(out) for out, _ in results) >= 150


def test_two_sources_with_the_same_names_do_not_wait_in_a_ring(place):
    place.run("migrate")
    workers = [place.start(mode) for mode in ("a", "b")]
    results = [worker.communicate() for worker in workers]
    assert [out for out, _ in results] == ["done\n", "done\n"], results


@pytest.mark.postgres
@pytest.mark.slow
def test_a_lock_lost_with_the_server_is_noticed(server, tmp_path):
    place = Place(tmp_path, server.url)
    holder = place.start("hold")
    holder.stdout.readline()
    server.stop("fast")
    server.start()
    assert place.run("try") == "free"
    holder.communicate("\n")


def _free_soon(place: Place) -> bool:
    """The server notices the end of a session by itself, within moments."""
    return any(place.run("try") == "free" for _ in range(20))


@pytest.mark.django_db
def test_a_worker_does_not_share_its_lock_with_itself():
    with locks.lock("sync:x") as lock:
        lock.check()
        assert locks.is_held("sync:x")
        assert not locks.is_held("sync:y")
        with pytest.raises(locks.BusyError, match="다른 작업"), locks.lock("sync:x"):
            pass
        with locks.lock("sync:y"):
            pass
    with locks.lock("sync:x"):
        pass

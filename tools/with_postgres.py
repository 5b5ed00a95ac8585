#!/usr/bin/env python3
"""Runs a command with a PostgreSQL server of its own, thrown away afterwards.

    python tools/with_postgres.py COMMAND [ARGUMENT ...]

The server listens on a free port of 127.0.0.1, keeps its data in a temporary folder, and never
runs as root: as root it is given to the user `postgres` (or `nobody`). The command finds it in
`DATABASE_URL`. Exit status: the command's own; 3 when there is no PostgreSQL to start.
"""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

NO_SERVER = 3
SETTINGS = (
    "fsync=off", "full_page_writes=off", "synchronous_commit=off", "max_connections=60",
    "shared_buffers=256MB", "autovacuum=on", "log_min_messages=fatal",
)  # fmt: skip


def binaries() -> Path | None:
    """The folder of `initdb` and `postgres`: on the path, or where Debian puts them."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    versions = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = sorted(versions, key=lambda path: int(path.parts[4]) if path.parts[4].isdigit() else 0)
    return newest[-1].parent if newest else None


@contextmanager
def server() -> Iterator[Server]:
    """A running server; stopped and deleted at the end. Raises FileNotFoundError without one."""
    where = binaries()
    if where is None:
        raise FileNotFoundError("PostgreSQL is not installed (Debian: apt-get install postgresql)")
    folder = Path(tempfile.mkdtemp(prefix="majungmul-postgres-"))
    running = Server(where, folder)
    try:
        running.create()
        running.start()
        yield running
    finally:
        running.stop()
        shutil.rmtree(folder, ignore_errors=True)


class Server:
    """One throw-away server."""

    def __init__(self, where: Path, folder: Path) -> None:
        self.where, self.data, self.folder = where, folder / "data", folder
        self.port = _free_port()

    @property
    def url(self) -> str:
        return f"postgres://majungmul@127.0.0.1:{self.port}/postgres"

    def create(self) -> None:
        user = _user()
        if user:
            shutil.chown(self.folder, user)
        self._run(
            "initdb", "--pgdata", str(self.data), "--username", "majungmul", "--auth", "trust",
            "--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync",
        )  # fmt: skip

    def start(self) -> None:
        options = " ".join(f"-c {setting}" for setting in SETTINGS)
        listen = f"-h 127.0.0.1 -p {self.port} -k {self.folder}"
        self._run(
            "pg_ctl", "start", "--wait", "--pgdata", str(self.data),
            "--log", str(self.folder / "log"), "--options", f"{listen} {options}",
        )  # fmt: skip

    def stop(self, mode: str = "immediate") -> None:
        if (self.data / "postmaster.pid").exists():
            self._run("pg_ctl", "stop", "--wait", "--mode", mode, "--pgdata", str(self.data))

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(self.where / program), *arguments]
        if user := _user():
            command = ["runuser", "-u", user, "--", *command]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=self.folder)


def _user() -> str | None:
    """Whom the server runs as; None is oneself."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name).pw_name
        except KeyError:
            continue
    raise OSError("root may not run PostgreSQL, and there is no user 'postgres' or 'nobody'")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def main(command: Sequence[str]) -> int:
    if not command:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        with server() as running:
            environment = {**os.environ, "DATABASE_URL": running.url}
            return subprocess.run(list(command), env=environment, check=False).returncode
    except FileNotFoundError as error:
        print(error, file=sys.stderr)
        return NO_SERVER


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

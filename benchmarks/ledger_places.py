"""Ledgers to try things on: made, looked into, put aside and put back."""

from __future__ import annotations

import importlib.util
import os
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Any, Protocol, Self

TOOL = Path(__file__).resolve().parent.parent / "tools" / "with_postgres.py"


class Place(Protocol):
    def save(self) -> None: ...
    def restore(self) -> None: ...
    def number(self, sql: str) -> int: ...
    def check(self) -> None:
        """Raises AssertionError where the database itself is damaged."""

    def restart(self) -> None: ...
    def mend(self) -> None:
        """Brings the server back where it went down."""

    def __enter__(self) -> Self: ...
    def __exit__(self, *error: object) -> None: ...


class Sqlite:
    """The ledger is one file; what is put aside lies in another folder than the ledger."""

    def __init__(self, home: Path) -> None:
        self.file = home / "ledger.sqlite3"
        self.aside = tempfile.TemporaryDirectory(prefix="majungmul-aside-")
        self.saved = Path(self.aside.name) / "saved.sqlite3"
        os.environ.pop("DATABASE_URL", None)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.aside.cleanup()

    def save(self) -> None:
        _copy(self.file, self.saved)

    def restore(self) -> None:
        _copy(self.saved, self.file)

    def number(self, sql: str) -> int:
        with closing(sqlite3.connect(self.file)) as database:
            return int(database.execute(sql).fetchone()[0])

    def check(self) -> None:
        with closing(sqlite3.connect(self.file)) as database:
            assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            assert not database.execute("PRAGMA foreign_key_check").fetchall()

    def restart(self) -> None:
        raise NotImplementedError

    def mend(self) -> None:
        return


def _copy(source: Path, target: Path) -> None:
    with closing(sqlite3.connect(source)) as one, closing(sqlite3.connect(target)) as other:
        one.backup(other)


class Postgres:
    """A server of its own, in the ledger's folder; databases are put aside as templates."""

    def __init__(self, home: Path) -> None:
        spec = importlib.util.spec_from_file_location("with_postgres", TOOL)
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        home.chmod(0o755)
        tempfile.tempdir = str(home)  # where the server puts its data
        # what a crash of the server may lose is not what is tried here
        kept = (s for s in module.SETTINGS if not s.startswith("synchronous_commit"))
        module.SETTINGS = (*kept, "max_wal_size=64MB", "min_wal_size=32MB")
        self._running = module.server()
        self.server: Any = None

    def __enter__(self) -> Self:
        self.server = self._running.__enter__()
        tempfile.tempdir = None
        self._ask("CREATE DATABASE kills")
        os.environ["DATABASE_URL"] = self.server.url.replace("/postgres", "/kills")
        return self

    def __exit__(self, *error: object) -> None:
        self._running.__exit__(None, None, None)

    def save(self) -> None:
        self._ask("DROP DATABASE IF EXISTS saved WITH (FORCE)")
        self._renew("saved", "kills")

    def restore(self) -> None:
        self._ask("DROP DATABASE kills WITH (FORCE)")
        self._renew("kills", "saved")

    def _renew(self, name: str, template: str) -> None:
        self._ask(
            f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{template}'"
        )
        self._ask(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")

    def number(self, sql: str) -> int:
        row = self._ask(sql, "kills")
        return int(row[0])

    def check(self) -> None:
        for table in ("ledger_opportunity", "ledger_document", "ledger_opportunityversion"):
            self._ask(f"REINDEX TABLE {table}", "kills")  # fails where a unique index was broken

    def restart(self) -> None:
        self.server.stop("immediate")
        self.server.start()

    def mend(self) -> None:
        import psycopg

        try:
            self._ask("SELECT 1")
        except psycopg.OperationalError:
            self.server.stop()
            self.server.start()

    def _ask(self, sql: str, database: str = "postgres") -> Any:
        import psycopg

        url = self.server.url.replace("postgres://", "postgresql://")
        url = f"{url.rpartition('/')[0]}/{database}"
        with psycopg.connect(url, autocommit=True) as connection:
            asked = connection.execute(sql)
            return asked.fetchone() if asked.description else None

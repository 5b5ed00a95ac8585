"""The live ledger into one file, and back. A copy that cannot be verified is no copy.

The file is a zip: `manifest.json`, and `ledger.sqlite3` (an online copy) or `ledger.dump`
(pg_dump's custom form), and what lies in the folder of files.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import zipfile
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from majungmul import sources

from . import locks

FORM = 1
_OTHER_ROWS = "행 수가 떠 둔 때와 다릅니다. 다른 것을 쓰세요."
_TABLES = (
    "Opportunity", "OpportunityVersion", "Document", "EligibilityRule", "Statement", "Payload",
    "Organization", "Program", "CompanyProfile", "StoredVerdict", "Correction", "DuplicateLink",
)  # fmt: skip


class BackupError(Exception):
    """A copy that could not be made or does not verify: one Korean sentence."""


@dataclass(frozen=True, slots=True)
class Report:
    rows: dict[str, int]
    size: int
    made_at: str

    def sentence(self, english: bool = False) -> str:
        calls, total = self.rows.get("Opportunity", 0), sum(self.rows.values())
        megabytes = self.size / 1_000_000
        if english:
            return f"{calls:,} calls, {total:,} rows, {megabytes:.1f} MB, verified"
        return f"공고 {calls:,}건, 모두 {total:,}행, {megabytes:.1f} MB, 검증 마침"


def backup(path: Path) -> Report:
    """Copies the ledger while it is in use; the file appears only once it was verified."""
    path = Path(path)
    with tempfile.TemporaryDirectory(dir=path.resolve().parent) as folder:
        copy = _copy(Path(folder))
        rows = _rows_in(copy)
        manifest = {
            "form": FORM,
            "made_at": timezone.now().isoformat(),
            "database": copy.name,
            "sha256": _sha256(copy),
            "rows": rows,
            "migrations": _migrations(),
        }
        packed = Path(folder) / "packed.zip"
        _pack(packed, copy, manifest)
        with zipfile.ZipFile(packed) as archive:
            if archive.testzip() is not None:
                raise BackupError(f"{path}: 쓴 파일이 깨져 있습니다. 디스크를 확인하세요.")
        os.replace(packed, path)
    return Report(rows, path.stat().st_size, str(manifest["made_at"]))


def restore(path: Path) -> Report:
    """Puts a copy in the ledger's place, verified and brought up to date before that.

    What was there is kept beside it as `ledger.before-restore`. Raises BackupError and leaves the
    ledger as it is when the copy does not verify or when other work is going on.
    """
    path = Path(path)
    with tempfile.TemporaryDirectory() as folder:
        copy, manifest = _unpack(path, Path(folder))
        if _is_sqlite() != (copy.suffix == ".sqlite3"):
            raise BackupError("떠 둔 것과 지금 쓰는 데이터베이스의 종류가 다릅니다.")
        if _is_sqlite():
            _verify(copy, manifest["rows"], path)
        with ExitStack() as held:
            _stop_work(held)
            before = _keep_before(Path(folder))
            _replace(copy)
            if not _is_sqlite():  # pg_dump's form can be counted only in its place
                call_command("migrate", verbosity=0, interactive=False)
                if {name: _count(name) for name in manifest["rows"]} != manifest["rows"]:
                    _replace(before)
                    raise BackupError(f"{path}: {_OTHER_ROWS}")
        _restore_files(Path(folder) / "files")
    return Report(manifest["rows"], path.stat().st_size, manifest["made_at"])


def _verify(copy: Path, rows: dict[str, int], path: Path) -> None:
    """Counts the copy and brings its tables up to date where it lies, in a process of its own."""
    try:
        if _rows_in(copy) != rows:
            raise BackupError(f"{path}: {_OTHER_ROWS}")
    except sqlite3.Error as error:
        raise BackupError(f"{path}: 떠 둔 장부를 읽을 수 없습니다({error}).") from error
    own = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    done = subprocess.run(
        [sys.executable, "-m", "django", "migrate", "--no-input", "--skip-checks"],
        env={
            **own,
            "MAJUNGMUL_HOME": str(copy.parent),
            "DJANGO_SETTINGS_MODULE": "majungmul.settings",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        why = (done.stderr.strip().splitlines() or ["?"])[-1]
        raise BackupError(f"{path}: 떠 둔 장부를 지금 판으로 고치지 못했습니다({why}).")


def _stop_work(held: ExitStack) -> None:
    """Holds every lock of background work, so that nobody writes what is about to be replaced."""
    names = [f"sync:{slug}" for slug in sources.all()]
    try:
        for name in (*names, "attachments", "reread", "verdicts", "duplicates", "retention"):
            held.enter_context(locks.lock(name))
    except locks.BusyError as error:
        raise BackupError(str(error)) from error


def _keep_before(folder: Path) -> Path:
    """The ledger as it is, kept as `ledger.before-restore` until the next restore."""
    folder = folder / "before"
    folder.mkdir()
    kept = Path(settings.HOME) / "ledger.before-restore"
    part = kept.with_name(f"{kept.name}.part")
    shutil.copyfile(_copy(folder), part)
    os.replace(part, kept)
    return kept


def _is_sqlite() -> bool:
    return connection.vendor == "sqlite"


def _copy(folder: Path) -> Path:
    if _is_sqlite():
        copy = folder / "ledger.sqlite3"
        connection.ensure_connection()
        with closing(sqlite3.connect(copy)) as target:
            connection.connection.backup(target)
            if target.execute("PRAGMA integrity_check").fetchone() != ("ok",):
                raise BackupError("떠 둔 장부가 온전하지 않습니다. doctor로 장부를 살피세요.")
        return copy
    copy = folder / "ledger.dump"
    _postgres("pg_dump", "--format=custom", "--file", str(copy))
    _postgres("pg_restore", "--list", str(copy), connect=False)
    return copy


def _rows_in(copy: Path) -> dict[str, int]:
    """Counts in the copy itself; pg_dump's form cannot be counted, so there the ledger's."""
    if copy.suffix != ".sqlite3":
        return {name: _count(name) for name in _TABLES}
    with closing(sqlite3.connect(f"file:{copy}?mode=ro", uri=True)) as database:
        return {
            name: database.execute(f"SELECT count(*) FROM {_table(name)}").fetchone()[0]  # noqa: S608
            for name in _TABLES
        }


def _replace(copy: Path) -> None:
    if _is_sqlite():
        connection.ensure_connection()
        with closing(sqlite3.connect(f"file:{copy}?mode=ro", uri=True)) as source:
            source.backup(connection.connection)
        return
    _postgres("pg_restore", "--clean", "--if-exists", "--no-owner", "--single-transaction",
              "--dbname", str(connection.settings_dict["NAME"]), str(copy))  # fmt: skip


def _postgres(program: str, *arguments: str, connect: bool = True) -> None:
    found = shutil.which(program) or _debian(program)
    if found is None:
        raise BackupError(f"{program}이(가) 없습니다. postgresql-client를 설치하세요.")
    own = connection.settings_dict
    place = {
        "PGHOST": own["HOST"], "PGPORT": own["PORT"], "PGUSER": own["USER"],
        "PGPASSWORD": own["PASSWORD"], "PGDATABASE": own["NAME"],
    }  # fmt: skip
    done = subprocess.run(
        [found, *arguments],
        env={**os.environ, **{key: str(value) for key, value in place.items() if value}},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise BackupError(f"{program}: {done.stderr.strip().splitlines()[-1:] or '실패'}")


def _debian(program: str) -> str | None:
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{program}"))
    return str(found[-1]) if found else None


def _pack(packed: Path, copy: Path, manifest: dict[str, Any]) -> None:
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("manifest.json", json.dumps(manifest, ensure_ascii=False, indent=1))
        archive.write(copy, copy.name)
        for file in sorted(Path(settings.MEDIA_ROOT).rglob("*")):
            if file.is_file():
                archive.write(file, Path("files") / file.relative_to(settings.MEDIA_ROOT))


def _unpack(path: Path, folder: Path) -> tuple[Path, dict[str, Any]]:
    try:
        with zipfile.ZipFile(path) as archive:
            archive.extractall(folder)
        manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
        copy = folder / Path(manifest["database"]).name
        digest = _sha256(copy)
        whole = manifest["form"] == FORM and digest == manifest["sha256"]
        _ = manifest["rows"], manifest["made_at"]
    except (OSError, zipfile.BadZipFile, ValueError, KeyError, TypeError) as error:
        raise BackupError(f"{path}: 마중물이 떠 둔 파일이 아닙니다({error}).") from error
    if not whole:
        raise BackupError(f"{path}: 떠 둔 파일이 바뀌었거나 깨졌습니다. 다른 것을 쓰세요.")
    return copy, manifest


def _restore_files(folder: Path) -> None:
    if folder.is_dir():
        shutil.copytree(folder, settings.MEDIA_ROOT, dirs_exist_ok=True)


def _migrations() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT app, name FROM django_migrations ORDER BY app, name")
        return [f"{app}.{name}" for app, name in cursor.fetchall()]


def _table(name: str) -> str:
    return apps.get_model("ledger", name)._meta.db_table


def _count(name: str) -> int:
    return apps.get_model("ledger", name)._default_manager.count()


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()

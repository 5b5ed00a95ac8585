"""Is everything in order? Each check says one sentence; none changes anything."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import asdict, dataclass

from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from majungmul import facts
from majungmul.reference import CODES_VERSION

from . import queries, rereading, schedule
from .models import HeldChange, Opportunity, OpportunityVersion
from .search import lookup
from .search.fold import terms
from .states import digest_of

SAMPLE = 50
LOW_DISK = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Finding:
    """One check: `ok` or not, and the sentence that says what is and what to do."""

    name: str
    ok: bool
    sentence: str

    def to_json(self) -> dict[str, object]:
        return asdict(self)


def examine() -> list[Finding]:
    """Every check in order; where the database cannot be reached, only that."""
    try:
        connection.ensure_connection()
    except DatabaseError as error:
        return [Finding("장부", False, f"데이터베이스에 닿을 수 없습니다({error}).")]
    findings = [_database(), _tables()]
    if not findings[-1].ok:
        return findings
    return findings + [check() for check in _CHECKS]


def _database() -> Finding:
    if connection.vendor != "sqlite":
        return Finding("장부", True, f"PostgreSQL {connection.pg_version // 10_000}")
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode")
        mode = cursor.fetchone()[0]
        cursor.execute("PRAGMA quick_check")
        whole = cursor.fetchone()[0]
    sentence = f"SQLite {connection.Database.sqlite_version}, {mode}, {whole}"
    return Finding("장부", mode == "wal" and whole == "ok", sentence)


def _tables() -> Finding:
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        return Finding("표", False, f"고칠 표가 {len(waiting)}개 있습니다. majungmul migrate")
    if lacking := _lacking():
        return Finding(
            "표",
            False,
            f"표에 없는 칸이 있습니다: {', '.join(lacking[:5])}. 떠 둔 장부를 되살리세요(restore).",
        )
    return Finding("표", True, "최신입니다.")


def _lacking() -> list[str]:
    """Tables and columns that the models have and the database has not."""
    lacking: list[str] = []
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
        for model in apps.get_models():
            table = model._meta.db_table
            if table not in tables:
                lacking.append(table)
                continue
            described = connection.introspection.get_table_description(cursor, table)
            real = {column.name for column in described}
            wanted = [field.column for field in model._meta.local_concrete_fields]
            lacking += [f"{table}.{name}" for name in wanted if name not in real]
    return lacking


def _disk() -> Finding:
    free = shutil.disk_usage(settings.HOME).free
    return Finding("디스크", free > LOW_DISK, f"{free / 1e9:.1f} GB 남았습니다.")


def _versions() -> Finding:
    """A random sample of newest versions still has the digest it was stored under."""
    rows = OpportunityVersion.objects.select_related("document", "opportunity")
    sample = list(rows.order_by("?")[:SAMPLE])
    wrong = [
        row.opportunity.source_key
        for row in sample
        if digest_of(row.state, row.document.text) != row.digest
    ]
    if wrong:
        return Finding("판", False, f"내용과 지문이 다른 판이 있습니다: {', '.join(wrong[:5])}")
    return Finding("판", True, f"{len(sample)}개를 골라 맞춰 보니 같습니다.")


def _search() -> Finding:
    """A random sample of calls is found by the beginning of its own title."""
    lost = []
    for row in Opportunity.objects.order_by("?")[:SAMPLE]:
        words = terms(row.title.split()[0]) if row.title.split() else []
        if words and row.pk not in lookup.matching(words, [(row.pk, row.search_revision)]):
            lost.append(row.source_key)
    if lost:
        return Finding("찾기", False, f"색인에 없는 공고가 있습니다: {', '.join(lost[:5])}")
    return Finding("찾기", True, "골라 본 공고가 모두 찾아집니다.")


def _evidence() -> Finding:
    """Spans of a random sample of calls say what their documents say."""
    wrong = 0
    for row in Opportunity.objects.exclude(spans={}).order_by("?")[:SAMPLE]:
        texts = {str(d.uuid): d.text for d in row.documents.all()}
        wrong += any(
            texts.get(span["document"], "")[span["start"] : span["end"]] != span["quote"]
            for span in row.spans.values()
        )
    return Finding(
        "근거", not wrong, "근거 위치가 맞습니다." if not wrong else f"{wrong}건이 어긋납니다."
    )


def _reader() -> Finding:
    old = rereading.waiting().count()
    text = f"판독기 {facts.VERSION}, 부호표 {CODES_VERSION}"
    if not old:
        return Finding("판독", True, text)
    what = (
        "일꾼이 조금씩 다시 읽습니다. 바로 읽으려면 majungmul work reread"
        if _is_timed("reread")
        else "일정에 reread가 없어 일꾼이 다시 읽지 않습니다. 읽으려면 majungmul work reread"
    )
    return Finding("판독", False, f"{text}. 옛 판독기로 읽은 문서 {old:,}건: {what}")


def _is_timed(work: str) -> bool:
    """Whether the timetable names that work; one that cannot be read is a finding of its own."""
    try:
        return any(job.work == work for job in schedule.jobs_table())
    except ValueError:
        return False


def _sources() -> Finding:
    bad = [
        row for row in queries.sources_health() if row.state in ("failed", "suspicious", "stale")
    ]
    if bad:
        return Finding("출처", False, " ".join(f"{row.name}: {row.sentence}" for row in bad))
    held = HeldChange.objects.filter(outcome="").count()
    return Finding("출처", True, f"확인을 기다리는 변경 {held}건" if held else "이상 없습니다.")


def _timetable() -> Finding:
    try:
        return Finding("일정", True, f"일정에 {len(schedule.jobs_table())}가지 일이 있습니다.")
    except ValueError as error:
        return Finding("일정", False, str(error))


def _secret() -> Finding:
    path = settings.HOME / "secret-key"
    if "MAJUNGMUL_SECRET_KEY" in os.environ or not path.exists():
        return Finding("열쇠", True, "환경 변수에서 받습니다.")
    private = path.stat().st_mode & 0o077 == 0
    return Finding("열쇠", private, "주인만 읽습니다." if private else f"chmod 600 {path}")


def _verdicts() -> Finding:
    from . import standing

    wrong = standing.disagreements(limit=5)
    if wrong:
        return Finding("판정", False, f"다시 셈하면 달라지는 판정이 있습니다: {wrong[0].sentence}")
    return Finding("판정", True, "저장한 판정이 지금 셈과 같습니다.")


_CHECKS: tuple[Callable[[], Finding], ...] = (
    _disk, _versions, _evidence, _search, _reader, _verdicts, _sources, _timetable,
    _secret,
)  # fmt: skip

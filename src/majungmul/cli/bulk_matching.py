"""Many companies at once: a whole country in Parquet, or an agency's list with reasons."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .output import Format, UserError, complain, in_english, need_ledger, print_json, progress, say

if TYPE_CHECKING:
    from majungmul.matching import Call

LISTS = (".csv", ".xlsx")


@dataclass(frozen=True)
class Job:
    """What `match --companies` was asked: a file or address, a folder, a day, how to run it."""

    companies: str
    out: Path
    on: date
    columns: Path | None = None
    engine: str = "local"
    master: str | None = None
    format: Format = Format.text


def match_all(job: Job) -> int:
    """Match every company of the file with every open call; the results go to `job.out`."""
    need_ledger()
    from majungmul.ledger import verdicts

    calls = list(verdicts.calls(verdicts.open_calls(job.on)))
    job.out.mkdir(parents=True, exist_ok=True)
    if job.companies.lower().endswith(LISTS):
        return _match_list(job, calls)
    summary = _match_parquet(job, calls)
    if job.format is Format.json:
        print_json(summary)
    else:
        print(
            say(
                "기업 {companies:,} × 공고 {calls:,}: 가능 {eligible:,}, 모름 {unknown:,} → {out}",
                "{companies:,} × {calls:,}: {eligible:,} eligible, {unknown:,} unknown → {out}",
            ).format(**summary)
        )
    return 0


def _match_parquet(job: Job, calls: list[Call]) -> dict[str, Any]:
    import pyarrow as pa

    from majungmul.matching.columns import BadColumnError

    try:
        with progress() as bar:
            task = bar.add_task(say("맞추는 중", "Matching"), total=None)

            def tell(done: int, total: int) -> None:
                bar.update(task, completed=done, total=total)

            summary = _run(job, calls, tell)
    except (FileNotFoundError, BadColumnError) as error:
        raise UserError(str(error)) from error
    except pa.ArrowInvalid as error:
        raise UserError(
            say(f"{job.companies}: Parquet이 아닙니다.", f"{job.companies} is not Parquet.")
        ) from error
    return {
        "companies": summary.companies,
        "calls": summary.calls,
        "eligible": summary.eligible,
        "unknown": summary.unknown,
        "seconds": round(summary.seconds, 3),
        "out": str(job.out),
    }


def _run(job: Job, calls: list[Call], tell: Any) -> Any:
    if job.engine == "spark":
        try:
            from majungmul.matching import spark
        except ImportError as error:
            raise UserError(
                say(
                    "Spark를 쓰려면 pip install 'majungmul[spark]'로 설치해 주세요.",
                    "For Spark, install majungmul[spark].",
                )
            ) from error
        return spark.run(job.companies, calls, job.out, job.on, master=job.master)
    from majungmul.matching import bulk

    return bulk.run(job.companies, calls, job.out, job.on, progress=tell)


def _match_list(job: Job, calls: list[Call]) -> int:
    """CSV or XLSX: firm × call with reasons, as `verdicts.csv`. Rows nobody can read are named."""
    from majungmul.matching import BadProfileError
    from majungmul.matching.firm_tables import columns_from_toml, judge_firms, read_firms

    try:
        columns = columns_from_toml(job.columns) if job.columns else None
        table = read_firms(Path(job.companies), columns)
    except BadProfileError as error:
        raise UserError(str(error)) from error
    for firm in table.bad:
        complain(f"{job.companies} {firm.row}: " + ", ".join(firm.problems))
    if table.ignored:
        complain(say("읽지 않은 열: ", "Columns not read: ") + ", ".join(table.ignored))
    target = job.out / "verdicts.csv"
    partial = target.with_suffix(".partial")
    rows = judge_firms(table, calls, job.on, "en" if in_english() else "ko")
    written = 0
    with partial.open("w", encoding="utf-8-sig", newline="") as file:
        writer: csv.DictWriter[str] | None = None
        for row in rows:
            if writer is None:
                writer = csv.DictWriter(file, list(row))
                writer.writeheader()
            flat = {"reasons": "\n".join(row["reasons"]), "missing": ", ".join(row["missing"])}
            writer.writerow(row | flat)
            written += 1
    partial.replace(target)
    print(say(f"{target}: 판정 {written:,}건", f"{target}: {written:,} verdicts"))
    return 1 if table.bad else 0

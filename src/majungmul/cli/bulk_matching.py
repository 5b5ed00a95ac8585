"""Many companies at once: a whole country in Parquet, or an agency's list with reasons."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .output import Format, UserError, complain, need_ledger, print_json, progress, say

if TYPE_CHECKING:
    from majungmul.matching import Call

LISTS = (".csv", ".tsv", ".txt", ".xlsx")


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
    reasons: bool = False


def match_all(job: Job) -> int:
    """Match every company of the file with every open call; the results go to `job.out`."""
    need_ledger()
    from majungmul.ledger import verdicts
    from majungmul.matching import BadProfileError

    rows = list(verdicts.open_calls(job.on))
    if not rows:
        complain(
            say(
                "접수 중인 공고가 없습니다. majungmul sync로 모으거나 --as-of로 날을 바꿔 주세요.",
                "No call is open. Collect some with majungmul sync, or give another day (--as-of).",
            )
        )
    job.out.mkdir(parents=True, exist_ok=True)
    if job.reasons or job.columns or job.companies.lower().endswith(LISTS):
        from .match_firms import match_list

        at_terminal = sys.stdin.isatty() and sys.stderr.isatty()
        try:
            return match_list(job, rows, _asked if at_terminal else None)
        except BadProfileError as error:
            raise UserError(str(error)) from error
    calls = list(verdicts.calls(rows))
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


def _asked(question: str) -> str:
    import typer

    answer: str = typer.prompt(question, default="", show_default=False, err=True)
    return answer

"""`majungmul work`: one kind of background work at once, or when each is due."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Annotated

import typer

from .output import UserError, command, complain, console, need_ledger, progress, say, told

_AT_ONCE = timedelta(days=365)


def register(app: typer.Typer) -> None:
    command(
        app,
        work,
        "뒤에서 하는 일 하나를 지금 합니다. 이름이 없으면 어떤 일이 언제 있는지 보입니다.",
        "Do one kind of background work now; without a name, show what there is and when.",
        "attachments",
    )


def work(
    name: Annotated[str, typer.Argument(metavar="WORK", show_default=False)] = "",
    source: Annotated[
        str,
        typer.Option(
            metavar="SOURCE", help=say("attachments: 그 출처 것만", "attachments: of one source")
        ),
    ] = "",
    again: Annotated[
        bool,
        typer.Option(
            "--again",
            help=say(
                "attachments: 읽지 못했던 것도 하루를 기다리지 않고",
                "attachments: those that failed too, without waiting a day",
            ),
        ),
    ] = False,
) -> int:
    need_ledger()
    from majungmul import sources
    from majungmul.ledger import jobs
    from majungmul.ledger.locks import BusyError

    if not name:
        return _timetable()
    if name not in jobs.WORK:
        raise UserError(_unknown(name, jobs.WORK), 2)
    if (source or again) and name != "attachments":
        raise UserError(
            say(
                "--source와 --again은 attachments와 함께 씁니다.",
                "--source and --again go with attachments.",
            ),
            2,
        )
    if source and source not in sources.all():
        raise UserError(_unknown(source, sources.all()), 2)
    failures: list[str] = []
    try:
        with progress() as bar:
            task = bar.add_task(name, total=None)

            def show(done: int, of: int | None) -> None:
                bar.update(task, completed=done, total=of)

            if name == "sync":
                said = jobs.sync_all(failures.append)
            elif name == "attachments":
                said = jobs.read_attachments(show, _AT_ONCE, source, again, failures.append)
            elif name == "reread":
                said = jobs.read_again(show, _AT_ONCE, failures.append)
            else:
                said = jobs.WORK[name]()
    except BusyError as error:
        raise UserError(told(str(error))) from error
    for sentence in failures:
        complain(told(sentence))
    print(told(said))
    # A file that cannot be had is tried again in a day: that is no failure of the work.
    return 1 if failures and name != "attachments" else 0


def _unknown(name: str, known: Iterable[str]) -> str:
    names = ", ".join(known)
    return say(f"'{name}'은(는) 없습니다. 있는 것: {names}", f"No '{name}'. There are: {names}")


def _timetable() -> int:
    from rich.table import Table

    from majungmul.ledger import schedule

    table = Table(title=say("정해 둔 일", "Timetable"))
    for heading in (
        say("일", "Work"), say("이름", "Name"), say("때", "When"),
        say("마지막", "Last"), say("다음", "Next"),
    ):  # fmt: skip
        table.add_column(heading)
    try:
        lines = schedule.timetable()
    except ValueError as error:
        raise UserError(told(str(error))) from error
    for line in lines:
        last, following = (
            f"{moment:%Y-%m-%d %H:%M}" if moment else "–" for moment in (line.last, line.next)
        )
        table.add_row(line.job.work, line.job.name, line.job.when, last, following)
    console().print(table)
    return 0

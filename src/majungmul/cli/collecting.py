"""`majungmul sync` and `majungmul sources`: bring notices in, and see how that goes."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from majungmul.terms import SEOUL

from .output import (
    Format,
    UserError,
    command,
    complain,
    console,
    in_english,
    need_ledger,
    print_json,
    progress,
    say,
    told,
)


def register(app: typer.Typer) -> None:
    command(
        app,
        sync,
        "공식 출처에서 공고를 모으거나, 받아 둔 응답 파일을 싣습니다.",
        "Collect from an official source, or load a recorded payload of it.",
        "bizinfo --from dump.jsonl",
    )
    command(
        app,
        sources,
        "출처와 그 상태를 보입니다.",
        "List the sources and their health.",
        "--format json",
    )
    command(
        app,
        corrections,
        "사람이 바로잡은 것을 골드 형식(JSON Lines)으로 냅니다.",
        "Print people's corrections as gold (JSON Lines).",
        "> corrections.jsonl",
    )


def sync(
    source: Annotated[str | None, typer.Argument(metavar="SOURCE", show_default=False)] = None,
    from_: Annotated[
        Path | None,
        typer.Option("--from", metavar="FILE", help=say("받아 둔 파일", "recorded file")),
    ] = None,
    since: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], metavar="YYYY-MM-DD")
    ] = None,
    all_: Annotated[bool, typer.Option("--all", help=say("모든 출처", "every source"))] = False,
    trust: Annotated[
        bool,
        typer.Option(
            "--trust",
            help=say(
                "줄어들거나 달라진 목록이 맞다고 보고 그대로 반영",
                "take a list that shrank or changed for right",
            ),
        ),
    ] = False,
    format: Annotated[Format, typer.Option()] = Format.text,
) -> int:
    from majungmul import sources as sources_room

    known = sources_room.all()
    if all_ == (source is not None):
        raise UserError(
            say("출처 하나를 적거나 --all을 주세요.", "Name one source, or give --all."), 2
        )
    if source is not None and source not in known:
        raise UserError(
            say(
                f"'{source}'라는 출처는 없습니다. 있는 출처: {', '.join(known)}",
                f"There is no source '{source}'. There are: {', '.join(known)}",
            ),
            2,
        )
    if from_ is not None and (all_ or not from_.exists()):
        raise UserError(
            say(f"{from_}: 파일이 없습니다.", f"{from_}: there is no such file.")
            if not all_
            else say("--from은 출처 하나와 함께 씁니다.", "--from goes with one source."),
            2,
        )
    need_ledger()
    wanted = [str(source)]
    if all_:
        idle = {slug: sources_room.why_idle(one) for slug, one in known.items()}
        wanted = [slug for slug, why in idle.items() if not why]
        for why in dict.fromkeys(filter(None, idle.values())):
            slugs = ", ".join(slug for slug in idle if idle[slug] == why)
            complain(f"{slugs}: {told(why)}")
    failed = [slug for slug in wanted if not _sync_one(slug, from_, since, trust, format)]
    return 1 if failed else 0


def _sync_one(
    slug: str, from_: Path | None, since: datetime | None, trust: bool, format: Format
) -> bool:
    """Collect one source; what stops it is said in one sentence, and the others go on."""
    from majungmul.ledger import sync as ledger_sync
    from majungmul.ledger.locks import BusyError
    from majungmul.sources import SourceError

    try:
        with progress() as bar:
            task = bar.add_task(slug, total=None)
            counts = ledger_sync.run(
                slug,
                from_file=from_,
                since=since.date() if since else None,
                trusted=trust,
                progress=lambda done, total=None: bar.update(task, completed=done, total=total),
            )
    except (SourceError, BusyError) as error:
        complain(f"{from_ or slug}: {told(str(error))}")
        return False
    for sentence in (*counts.warnings, *counts.errors):
        complain(f"{from_ or slug}: {told(sentence)}")
    if format is Format.json:
        print_json({"source": slug, **counts.to_json()})
    else:
        print(f"{slug}: {counts.sentence(english=in_english())}")
    return not counts.failed


def sources(format: Annotated[Format, typer.Option()] = Format.text) -> int:
    need_ledger()
    from majungmul.ledger import queries

    rows = queries.sources_health()
    if format is Format.json:
        for row in rows:
            print_json(row.to_json())
        return 0
    from rich.table import Table

    table = Table(title=say("출처", "Sources"))
    for heading in (
        say("출처", "Source"),
        say("이름", "Name"),
        say("마지막 성공", "Last success"),
        say("공고", "Notices"),
        say("상태", "State"),
    ):
        table.add_column(heading)
    for row in rows:
        last = f"{row.last_success.astimezone(SEOUL):%Y-%m-%d %H:%M}" if row.last_success else "–"
        table.add_row(row.slug, row.name, last, f"{row.notices:,}", told(row.sentence))
    console().print(table)
    return 0


def corrections() -> int:
    need_ledger()
    from majungmul.ledger.corrections import gold

    for row in gold():
        print_json(row)
    return 0

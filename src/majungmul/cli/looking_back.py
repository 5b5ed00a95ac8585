"""`majungmul history`: the ledger as it stood on a day of the past."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from .output import Format, UserError, command, console, need_ledger, print_json, say

if TYPE_CHECKING:
    from majungmul.ledger.history import Past


def register(app: typer.Typer) -> None:
    command(
        app,
        history,
        "지난 어느 날의 장부를 보입니다: 그때 알던 공고와 그 내용.",
        "Show the ledger as it stood on a day: the calls known then, as they were.",
        "--on 2026-03-03 --format json",
    )


def history(
    on: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"],
            metavar="YYYY-MM-DD",
            help=say("그날 끝의 장부 (없으면 오늘)", "as of the end of that day (default: today)"),
        ),
    ] = None,
    format: Annotated[Format, typer.Option()] = Format.text,
) -> int:
    need_ledger()
    from django.utils import timezone

    from majungmul.ledger.history import all_as_of

    day = on.date() if on else timezone.localdate()
    if day > timezone.localdate():
        raise UserError(
            say(
                f"{day}은 아직 오지 않았습니다. 지난 날을 적어 주세요.",
                f"{day} is still to come. Give a day of the past.",
            ),
            2,
        )
    if format is Format.json:
        for past in all_as_of(day):
            print_json(_row(past))
        return 0
    from rich.table import Table

    table = Table(title=say(f"{day} 장부의 접수 중인 공고", f"Open calls as of {day}"))
    for heading in (say("마감", "Closes"), say("판", "Version"), say("공고", "Call")):
        table.add_column(heading)
    states: Counter[str] = Counter()
    for past in all_as_of(day):
        if past.state["kind"] != "call":
            continue
        states[state := _state(past)] += 1
        if state == "open":
            table.add_row(past.state["closes"] or "–", str(past.version), past.state["title"])
    if table.row_count:
        console().print(table)
    korean = "알던 공고 {known:,}건: 접수 중 {open:,}, 마감 {over:,}, 철회 {withdrawn:,}"
    english = "calls known {known:,}: open {open:,}, over {over:,}, withdrawn {withdrawn:,}"
    counts = {name: states[name] for name in ("open", "over", "withdrawn")}
    print(f"{day}: " + say(korean, english).format(known=states.total(), **counts))
    return 0


def _state(past: Past) -> str:
    return "withdrawn" if past.withdrawn else "over" if past.over else "open"


def _row(past: Past) -> dict[str, Any]:
    """One call as one JSON object; `fields` is what its notice said then."""
    call = past.opportunity
    return {
        "id": str(call.uuid),
        "key": call.source_key,
        "version": past.version,
        "state": _state(past),
        "document": str(past.document.uuid),
        "fields": past.state,
    }

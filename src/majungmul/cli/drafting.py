"""A call that is being drafted: how many firms qualify as each clause is added."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from .output import Format, UserError, console, in_english, print_json, say

if TYPE_CHECKING:
    from majungmul.matching.funnel import Funnel
    from majungmul.matching.labels import Language
    from majungmul.terms import Rule


def draft(rule: Path, companies: str, on: date, format: Format) -> int:
    """Count the firms of a Parquet file that the drafted rule lets through, clause by clause."""
    import pyarrow as pa

    from majungmul.matching.columns import BadColumnError
    from majungmul.matching.funnel import funnel

    drafted = _rule(rule)
    try:
        found = funnel(drafted, companies, on)
    except (FileNotFoundError, BadColumnError) as error:
        raise UserError(str(error)) from error
    except pa.ArrowInvalid as error:
        raise UserError(
            say(f"{companies}: Parquet이 아닙니다.", f"{companies} is not Parquet.")
        ) from error
    if format is Format.json:
        print_json(asdict(found))
    else:
        _print(found)
    return 0


def _rule(path: Path) -> Rule:
    from majungmul.terms import rule_from_json

    try:
        return rule_from_json(json.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise UserError(f"{path}: {error.strerror}", 2) from error
    except (ValueError, RecursionError) as error:
        raise UserError(
            say(f"{path}: 요건으로 읽을 수 없습니다({error}).", f"{path} is no rule ({error})."), 2
        ) from error


def _print(found: Funnel) -> None:
    from rich.table import Table

    from majungmul.matching.labels import age_band, region_name
    from majungmul.reference.sizes import label as size_label

    table = Table(title=say(f"기업 {found.companies:,}곳", f"{found.companies:,} firms"))
    for heading in (
        say("요건", "Clause"),
        say("가능", "Eligible"),
        say("모름", "Unknown"),
        say("불가", "Ineligible"),
        say("이 요건만으로 빠짐", "Removed by it alone"),
    ):
        table.add_column(heading, justify="left" if table.columns == [] else "right")
    for step in found.steps:
        numbers = (step.eligible, step.unknown, step.ineligible, step.alone_removes)
        table.add_row(step.text, *(f"{number:,}" for number in numbers))
    console().print(table)
    language: Language = "en" if in_english() else "ko"
    for name, shares, label in (
        (say("지역", "Region"), found.by_region, region_name),
        (say("규모", "Size"), found.by_size, partial(size_label, language=language)),
        (say("업력", "Age"), found.by_age, partial(age_band, language=language)),
    ):
        shown = [
            f"{label(code)} {share.eligible:,}/{share.firms:,}"
            for code, share in shares.items()
            if share.eligible
        ]
        console().print(f"{name}: {', '.join(shown) or '–'}")

"""`majungmul measures`, `measure`, `check`, `publish`: figures over the open-data bundle."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from .output import Format, UserError, command, console, need_ledger, print_json, say

if TYPE_CHECKING:
    from majungmul.measures import Bundle


class EngineName(StrEnum):
    duckdb = "duckdb"
    spark = "spark"


BundleOption = Annotated[
    Path | None,
    typer.Option(
        "--bundle",
        metavar="DIR",
        help=say("내보낸 묶음 (없으면 장부에서 바로)", "a published bundle (default: the ledger)"),
    ),
]
EngineOption = Annotated[EngineName, typer.Option()]
FormatOption = Annotated[Format, typer.Option()]


DISPUTE_KEYS = ("subject", "status")
DISPUTE = (
    "measure",
    "subject_name",
    "period_start",
    "period_end",
    "unit",
    "low",
    "high",
    "documents",
)
FIGURE = ("dated", "unit", "low", "high", "summed", "cases", "statements", "disputed")


def register(app: typer.Typer) -> None:
    for function, korean, english, example in (
        (measures, "지표를 모두 보입니다.", "List the measures.", "--format json"),
        (
            measure,
            "지표 하나를 셈합니다. 출처끼리 다르면 낮은 값과 높은 값을 함께 보입니다.",
            "Compute one measure; where sources differ, both ends.",
            "budget --by year,region",
        ),
        (check, "출처끼리 어긋나는 수치를 찾습니다.", "Find figures on which sources differ.", ""),
        (
            publish,
            "장부를 열린 데이터 묶음으로 내보냅니다.",
            "Write the open-data bundle.",
            "bundle/",
        ),
    ):
        command(app, function, korean, english, example)


def measures(format: FormatOption = Format.text) -> int:
    from majungmul.reference import vocabulary

    for item in vocabulary.measures().values():
        if format is Format.json:
            names = {"measure": item.code, "ko": item.ko, "en": item.en}
            print_json({**names, **{key: item.extra[key] for key in ("kind", "units", "additive")}})
        else:
            print(f"{item.code:32} {say(item.ko, item.en)}")
    return 0


def measure(
    name: Annotated[str, typer.Argument(metavar="NAME", show_default=False)],
    by: Annotated[str, typer.Option(metavar="year,region,program,status")] = "",
    engine: EngineOption = EngineName.duckdb,
    bundle: BundleOption = None,
    format: FormatOption = Format.text,
) -> int:
    from majungmul.measures import compute
    from majungmul.reference import vocabulary

    chosen = vocabulary.measures().get(name)
    if chosen is None:
        raise UserError(
            say(
                f"'{name}'라는 지표는 없습니다. majungmul measures로 봅니다.",
                f"There is no measure '{name}'. See majungmul measures.",
            ),
            2,
        )
    dimensions = [part for part in by.split(",") if part]
    with _opened(bundle, engine) as tables:
        try:
            rows = compute(tables, name, dimensions, additive=chosen.extra["additive"])
        except ValueError as error:
            raise UserError(
                say(f"나눌 수 없는 기준입니다: {error}", f"No such dimension: {error}"), 2
            ) from error
    _print(rows, format, [*dimensions, *FIGURE])
    return 0


def check(
    engine: EngineOption = EngineName.duckdb,
    bundle: BundleOption = None,
    format: FormatOption = Format.text,
) -> int:
    from majungmul.measures import disputes

    with _opened(bundle, engine) as tables:
        rows = disputes(tables)
    _print(rows, format, [*(DISPUTE_KEYS if format is Format.json else ()), *DISPUTE])
    return 0


def publish(
    folder: Annotated[Path, typer.Argument(metavar="DIR", show_default=False)],
    samples: Annotated[
        bool, typer.Option("--samples", help=say("표본도 넣기", "samples too"))
    ] = False,
    format: FormatOption = Format.text,
) -> int:
    need_ledger()
    from majungmul.publish import publish as write

    try:
        counts = write(folder, samples=samples)
    except FileExistsError as error:
        raise UserError(
            say(
                f"{folder}: 묶음이 아닌 것이 들어 있습니다. 빈 폴더를 적어 주세요.",
                f"{folder} holds something else. Name an empty folder.",
            )
        ) from error
    if format is Format.json:
        print_json(counts)
    else:
        print(f"{folder}: " + ", ".join(f"{name} {number:,}" for name, number in counts.items()))
    return 0


@contextmanager
def _opened(folder: Path | None, engine: EngineName) -> Iterator[Bundle]:
    """The named bundle, or one of the ledger as it stands, gone afterwards."""
    from majungmul.measures import open_bundle

    try:
        if folder is not None:
            yield open_bundle(folder, engine.value)
            return
        need_ledger()
        from majungmul.publish import publish as write

        with tempfile.TemporaryDirectory(prefix="majungmul-bundle-") as scratch:
            write(Path(scratch) / "bundle", samples=False)
            yield open_bundle(Path(scratch) / "bundle", engine.value)
    except FileNotFoundError as error:
        raise UserError(say(f"묶음이 아닙니다: {error}", f"Not a bundle: {error}"), 2) from error
    except ImportError as error:
        raise UserError(
            say(
                "Spark를 쓰려면 pip install 'majungmul[spark]'로 설치해 주세요.",
                "For Spark, install majungmul[spark].",
            )
        ) from error


def _print(rows: list[dict[str, Any]], format: Format, columns: list[str]) -> None:
    if format is Format.json:
        for row in rows:
            print_json({key: row[key] for key in columns})
        return
    if not rows:
        print(say("해당하는 진술이 없습니다.", "No statement of this kind."))
        return
    from rich.table import Table

    table = Table()
    for name in columns:
        justify = "right" if name in ("low", "high") else "left"
        table.add_column(name, justify=justify, overflow="fold")
    for row in rows:
        table.add_row(*(_cell(row[name]) for name in columns))
    console().print(table)


def _cell(value: object) -> str:
    from decimal import Decimal

    if value is None:
        return "–"
    return f"{value.normalize():,f}" if isinstance(value, Decimal) else str(value)

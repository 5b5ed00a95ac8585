"""How every command speaks: language, JSON, progress, failures."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from majungmul.terms import SEOUL

if TYPE_CHECKING:
    import typer
    from rich.console import Console
    from rich.progress import Progress


class Format(StrEnum):
    """`--format`: what stdout carries."""

    json = "json"
    text = "text"


class UserError(Exception):
    """Ends a command with one sentence and an exit status."""

    def __init__(self, message: str, status: int = 1) -> None:
        super().__init__(message)
        self.status = status


def in_english() -> bool:
    """Korean unless `MAJUNGMUL_LANG`, `LC_ALL` or `LANG` asks for English."""
    for name in ("MAJUNGMUL_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return value.lower().startswith("en")
    return False


def say(korean: str, english: str) -> str:
    """`korean` or `english`, as the user's language is."""
    return english if in_english() else korean


def told(sentence: str) -> str:
    """A sentence of the sources or the ledger, which are Korean, in the user's language."""
    from majungmul.ledger.spoken import english

    return english(sentence) if in_english() else sentence


def command(
    app: typer.Typer, function: Callable[..., object], korean: str, english: str, example: str
) -> None:
    """Register `function` under its own name, with a one-line purpose and an example."""
    name = function.__name__.strip("_").replace("_", "-")
    help_text = f"{say(korean, english)}\n\n{say('예', 'Example')}: majungmul {name} {example}"
    app.command(name, help=help_text)(function)


def print_json(value: object) -> None:
    """One JSON value on one line of stdout; a decimal is a string without trailing zeros."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, default=_plain) + "\n")
    sys.stdout.flush()


def _plain(value: object) -> str:
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)


def complain(message: str) -> None:
    """Name one failure on stderr; the batch goes on."""
    print(message, file=sys.stderr, flush=True)


def console() -> Console:
    """A rich console on stdout, plain where stdout is no terminal."""
    from rich.console import Console

    return Console(highlight=False, width=None if sys.stdout.isatty() else 160)


@contextmanager
def progress() -> Iterator[Progress]:
    """A progress bar on a terminal's stderr; nothing in a pipe."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
        disable=not sys.stderr.isatty(),
    ) as bar:
        yield bar


def seoul_today() -> date:
    """Today where the deadlines are."""
    return datetime.now(SEOUL).date()


def setup_django() -> None:
    """Ready the ledger for this process.

    Raises UserError when the settings are wrong, or when the ledger was never made.
    """
    import django
    from django.core.exceptions import ImproperlyConfigured

    try:
        django.setup()
    except (ImproperlyConfigured, ValueError) as error:
        raise UserError(
            say(f"설정이 잘못되었습니다: {error}", f"Wrong setting: {error}"), 2
        ) from error


def need_ledger() -> None:
    """`setup_django`, and a ledger whose tables are up to date (made where there is none)."""
    setup_django()
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", verbosity=0, interactive=False)

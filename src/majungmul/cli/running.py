"""Setting up and keeping up: `up`, `migrate`, `worker`, `backup`, `restore`, `doctor`."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from .output import (
    Format,
    UserError,
    command,
    console,
    need_ledger,
    print_json,
    say,
    setup_django,
    told,
)

LOOPBACK = ("127.0.0.1", "localhost", "::1")


def register(app: typer.Typer) -> None:
    for function, korean, english, example in (
        (
            up,
            "포털을 켭니다: 장부를 만들고, 비어 있으면 표본 공고를 싣습니다.",
            "Start the portal; makes the ledger, with sample notices where it is empty.",
            "--port 8080",
        ),
        (migrate, "장부의 표를 만들거나 고칩니다.", "Make or upgrade the ledger's tables.", ""),
        (worker, "뒤에서 하는 일(모으기·알림)만 맡습니다.", "Do the background work only.", ""),
        (
            backup,
            "쓰는 중에도 장부를 한 파일로 떠 둡니다.",
            "Copy the live ledger into one file.",
            "ledger.backup",
        ),
        (
            restore,
            "떠 둔 파일에서 장부를 되살립니다.",
            "Restore the ledger from such a copy.",
            "ledger.backup",
        ),
        (doctor, "잘못된 곳이 없는지 살핍니다.", "Check that everything is in order.", ""),
        (
            sign_in,
            "운영자로 들어가는 한 번짜리 주소를 만듭니다.",
            "Print a one-time operator link.",
            "",
        ),
        (
            samples,
            "표본 공고를 싣거나(load) 지웁니다(remove).",
            "Load or remove the sample notices.",
            "remove",
        ),
    ):
        command(app, function, korean, english, example)


def up(
    port: Annotated[int, typer.Option(envvar="PORT", min=1, max=65535)] = 8000,
    host: Annotated[str, typer.Option(envvar="MAJUNGMUL_BIND")] = "127.0.0.1",
) -> int:
    _need_free(host, port)
    need_ledger()
    _need_timetable()
    from django.core.management import call_command

    from majungmul.ledger import samples as sample_notices
    from majungmul.ledger.models import Opportunity
    from majungmul.portal.operators import sign_in_link

    if not Opportunity.objects.exists():
        print(say("표본 공고를 싣는 중입니다…", "Loading the sample notices…"), flush=True)
        sample_notices.load()
    call_command("collectstatic", verbosity=0, interactive=False)
    address = _address(host, port)
    print(say(f"마중물이 켜졌습니다: {address}", f"Majungmul is up: {address}"))
    link = sign_in_link(_seen_as(address))
    print(say(f"운영자로 들어가기(한 번, 1시간): {link}", f"Operator sign-in (once, 1 h): {link}"))
    print(say("끄기: Ctrl+C", "Stop: Ctrl+C"), flush=True)
    _serve(host, port)
    return 0


def _address(host: str, port: int) -> str:
    """Where a browser of this machine finds the portal; one that listens everywhere is here too."""
    here = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104
    return f"http://[{here}]:{port}" if ":" in here else f"http://{here}:{port}"


def _seen_as(address: str) -> str:
    """The portal's address as browsers see it: behind TLS, the first name it answers to."""
    from django.conf import settings

    return f"https://{settings.ALLOWED_HOSTS[0]}" if settings.HTTPS else address


def _need_free(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise UserError(
                say(
                    f"{host}:{port}를 다른 프로그램이 쓰고 있습니다. PORT=8001처럼 바꿔 주세요.",
                    f"{host}:{port} is in use. Give another number, such as PORT=8001.",
                )
            ) from error


def _serve(host: str, port: int) -> None:
    from granian import Granian
    from granian.constants import Interfaces

    from majungmul.ledger import schedule

    if host in LOOPBACK:
        os.environ["MAJUNGMUL_LOCAL"] = "1"  # whoever reaches it sits at this machine
    with schedule.in_background():
        Granian(
            "majungmul.wsgi:application",
            address=host,
            port=port,
            interface=Interfaces.WSGI,
            workers=1,
            blocking_threads=8,
            log_enabled=os.environ.get("MAJUNGMUL_DEBUG") == "1",
        ).serve()


def _need_timetable() -> None:
    from majungmul.ledger import schedule

    try:
        schedule.jobs_table()
    except ValueError as error:
        raise UserError(told(str(error)), 2) from error


def migrate() -> int:
    setup_django()
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    print(say("장부의 표가 최신입니다.", "The ledger's tables are up to date."))
    return 0


def worker() -> int:
    need_ledger()
    from majungmul.ledger import schedule

    _need_timetable()
    print(say("일꾼이 돕니다. 끄기: Ctrl+C", "The worker runs. Stop: Ctrl+C"), flush=True)
    schedule.run_forever()
    return 0


def backup(file: Annotated[Path, typer.Argument(metavar="FILE", show_default=False)]) -> int:
    if not file.resolve().parent.is_dir():
        raise UserError(say(f"{file}: 그 폴더가 없습니다.", f"{file}: there is no such folder."), 2)
    need_ledger()
    from majungmul.ledger import backup as ledger_backup

    with _told():
        report = ledger_backup.backup(file)
    print(say(f"{file}: {report.sentence()}", f"{file}: {report.sentence(english=True)}"))
    return 0


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", show_default=False)],
    yes: Annotated[bool, typer.Option("--yes", help=say("묻지 않기", "do not ask"))] = False,
) -> int:
    if not file.is_file():
        raise UserError(say(f"{file}: 파일이 없습니다.", f"{file}: there is no such file."), 2)
    setup_django()
    from majungmul.ledger import backup as ledger_backup

    question = say("지금 장부를 떠 둔 것으로 바꿉니까?", "Replace the present ledger?")
    if not yes and not sys.stdin.isatty():
        raise UserError(
            say("묻지 않고 되살리려면 --yes를 주세요.", "To go on unasked, give --yes."), 2
        )
    if not yes and not typer.confirm(question):
        return 1
    with _told():
        report = ledger_backup.restore(file)
    print(say(f"{file}: {report.sentence()}", f"{file}: {report.sentence(english=True)}"))
    return 0


@contextmanager
def _told() -> Iterator[None]:
    """A copy that cannot be made or used ends the command with its own sentence."""
    from majungmul.ledger.backup import BackupError

    try:
        yield
    except BackupError as error:
        raise UserError(told(str(error))) from error


def doctor(format: Annotated[Format, typer.Option()] = Format.text) -> int:
    setup_django()
    from rich.markup import escape

    from majungmul.ledger import doctor as ledger_doctor

    findings = ledger_doctor.examine()
    for finding in findings:
        if format is Format.json:
            print_json(finding.to_json())
        else:
            mark = "[green]✓[/]" if finding.ok else "[red]✗[/]"
            sentence = escape(told(finding.sentence))
            console().print(f"{mark} {told(finding.name)}: {sentence}", soft_wrap=True)
    return 0 if all(finding.ok for finding in findings) else 1


def sign_in(
    port: Annotated[int, typer.Option(envvar="PORT")] = 8000,
    host: Annotated[str, typer.Option(envvar="MAJUNGMUL_BIND")] = "127.0.0.1",
) -> int:
    need_ledger()
    from majungmul.portal.operators import sign_in_link

    print(sign_in_link(_seen_as(_address(host, port))))
    return 0


def samples(
    action: Annotated[str, typer.Argument(metavar="load|remove", show_default=False)],
) -> int:
    need_ledger()
    from majungmul.ledger import samples as sample_notices

    if action not in ("load", "remove"):
        raise UserError(say("load나 remove를 적어 주세요.", "Say load or remove."), 2)
    number = sample_notices.load() if action == "load" else sample_notices.remove()
    print(say(f"표본 {number}건", f"{number} samples"))
    return 0

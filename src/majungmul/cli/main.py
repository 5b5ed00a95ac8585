"""The command line's entry: commands are registered here, errors become one sentence."""

from __future__ import annotations

import errno
import os
import sys

import typer
from typer import TyperException

from . import collecting, looking_back, matching, measuring, reading, running, usage, working
from .output import UserError, say

app = typer.Typer(
    name="majungmul",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
    help=say(
        "정부 지원사업을 한 장부에: 모으고, 읽고, 맞춰 보고, 근거 문장까지 보여 줍니다.",
        "One ledger for public support programmes: collect, read, match, and show the sentence.",
    ),
)
for room in (running, reading, collecting, looking_back, working, matching, measuring):
    room.register(app)


_KOREAN = {
    FileNotFoundError: "파일이나 폴더가 없습니다. 경로를 확인해 주세요.",
    PermissionError: "읽거나 쓸 권한이 없습니다.",
    FileExistsError: "같은 이름의 파일이 있습니다. 다른 이름을 적어 주세요.",
    IsADirectoryError: "폴더입니다. 파일을 적어 주세요.",
    NotADirectoryError: "폴더가 아닙니다. 폴더를 적어 주세요.",
}


def main(arguments: list[str] | None = None) -> None:
    """Run one command and exit: 0 done, 1 some inputs failed, 2 wrong usage."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "majungmul.settings")
    sys.exit(run(arguments))


def run(arguments: list[str] | None = None) -> int:
    """The exit status of one command. Errors are one sentence on stderr, never a traceback."""
    try:
        status = app(arguments, standalone_mode=False)
        return status if isinstance(status, int) else 0
    except TyperException as error:
        return _stop(usage.sentence(error.format_message()), 2)
    except UserError as error:
        return _stop(str(error), error.status)
    except (KeyboardInterrupt, typer.Abort):
        return _stop(
            say("멈추었습니다. 그때까지 한 일은 남아 있습니다.", "Stopped. What was done is kept."),
            130,
        )
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        if os.environ.get("MAJUNGMUL_DEBUG") == "1":
            raise
        return _stop(_unexpected(error), 1)


def _unexpected(error: Exception) -> str:
    """What went wrong as one sentence; a full disk and a lost database have their own."""
    text = f"{type(error).__name__}: {error}".splitlines()[0]
    if getattr(error, "errno", None) == errno.ENOSPC or "disk is full" in text:
        return say(
            "저장할 자리가 없어 멈추었습니다. 자리를 마련하고 다시 하면 이어집니다.",
            "The disk is full. Make room and run it again; what was stored is safe.",
        )
    if type(error).__name__ == "OperationalError":
        return say(
            f"데이터베이스를 쓰지 못했습니다({text}). DATABASE_URL과 서버를 확인해 주세요.",
            f"The database did not answer ({text}). Check DATABASE_URL and the server.",
        )
    if isinstance(error, OSError) and error.strerror:
        where = f"{error.filename}: " if error.filename else ""
        return where + say(_KOREAN.get(type(error), error.strerror), error.strerror)
    return say(
        f"예상하지 못한 문제로 멈추었습니다: {text} (자세히: MAJUNGMUL_DEBUG=1)",
        f"Stopped by an unexpected problem: {text} (details: MAJUNGMUL_DEBUG=1)",
    )


def _stop(message: str, status: int) -> int:
    print(message, file=sys.stderr)
    return status

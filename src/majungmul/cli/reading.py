"""`majungmul read`: files in, what they say out. Needs no database and no network."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .output import UserError, command, complain, in_english, print_json, progress, say

if TYPE_CHECKING:
    from majungmul.documents import Document
    from majungmul.facts.assisted import Ask
    from majungmul.terms import Reading

SUFFIXES = (".txt", ".md", ".html", ".htm", ".pdf", ".hwp", ".hwpx", ".docx", ".json", ".zip")


class ReadFormat(StrEnum):
    json = "json"
    text = "text"
    html = "html"


def register(app: typer.Typer) -> None:
    command(
        app,
        read,
        "파일이나 폴더를 읽어 금액·기간·진술·자격을 근거 위치와 함께 보입니다.",
        "Read files or folders: amounts, periods, statements and rules, each with its span.",
        "notice.hwpx press/ --format json",
    )


def read(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", show_default=False)],
    format: Annotated[
        ReadFormat | None,
        typer.Option(
            help=say("기본: 화면에는 text, 파이프에는 json", "text on a terminal, else json")
        ),
    ] = None,
    published: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"], metavar="YYYY-MM-DD", help=say("발행일", "day of publication")
        ),
    ] = None,
    text: Annotated[
        bool, typer.Option("--text", help=say("위치가 가리키는 글만 출력", "print the text only"))
    ] = False,
    assist: Annotated[
        bool,
        typer.Option(
            "--assist",
            help=say(
                "언어 모델(MAJUNGMUL_LLM_URL·_MODEL·_KEY)에게 빠진 진술을 짚게 함",
                "let a language model (MAJUNGMUL_LLM_URL, _MODEL, _KEY) point at missed claims",
            ),
        ),
    ] = False,
) -> int:
    from majungmul.documents import Reader

    from .assisting import second_reader

    second = second_reader() if assist else None
    files = list(_files(paths))
    if not files:
        raise UserError(
            say(
                f"읽을 파일이 없습니다. 읽는 형식: {' '.join(SUFFIXES)}",
                f"No file to read. Formats: {' '.join(SUFFIXES)}",
            ),
        )
    chosen = format or (ReadFormat.text if sys.stdout.isatty() else ReadFormat.json)
    failures = 0
    with Reader() as reader, progress() as bar:
        for path in bar.track(files, description=say("읽는 중", "Reading")):
            for item in reader.read_many([path]):
                failures += not _show(item, path, chosen, text, published, second)
    return 1 if failures else 0


def _show(
    item: object,
    path: Path,
    chosen: ReadFormat,
    text_only: bool,
    published: datetime | None,
    second: Ask | None,
) -> bool:
    from majungmul.documents import Unreadable
    from majungmul.facts import read as read_facts

    if isinstance(item, Unreadable):
        complain(item.reason_en if in_english() else item.reason)
        return False
    document: Document = item  # type: ignore[assignment]
    if text_only:
        sys.stdout.write(document.text)
        return True
    day: date | None = published.date() if published else document.published
    reading = read_facts(document, published=day)
    if second is not None:
        from .assisting import added_to

        reading = added_to(document, reading, second)
    if chosen is ReadFormat.json:
        print_json(as_json(path, document, reading))
    elif chosen is ReadFormat.html:
        from .marked import html_page

        sys.stdout.write(html_page(document, reading))
    else:
        from .marked import print_marked

        print_marked(document, reading)
    return True


def as_json(path: Path, document: Document, reading: Reading) -> dict[str, object]:
    """The contract's object for one document."""
    return {
        "path": str(path),
        "sha256": document.sha256,
        "format": document.format,
        **{key: value for key, value in reading.to_json().items() if key in ("title", "published")},
        "text_length": len(document.text),
        "characters": "text offsets count Unicode code points",
        **{
            key: value
            for key, value in reading.to_json().items()
            if key not in ("title", "published", "warnings")
        },
        "warnings": [*document.warnings, *reading.warnings],
    }


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    """The named files, and of a folder those whose format is read, in name order."""
    for path in paths:
        if path.is_dir():
            yield from sorted(
                file
                for file in path.rglob("*")
                if file.suffix.lower() in SUFFIXES and file.is_file()
            )
        else:
            yield path

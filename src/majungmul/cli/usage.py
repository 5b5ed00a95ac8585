"""Wrong usage in the user's language: typer says it in English only."""

from __future__ import annotations

import re

from .output import in_english

_HINT = r"(?: \(env var: '\w+'\))?"
_KOREAN = (
    (r"No such command '(.+)'\.?", r"'\1'라는 명령은 없습니다."),
    (r"No such option: (\S+?)(?: .*|\.)?", r"\1 옵션은 없습니다."),
    (r"Missing argument '(.+)'\.?", r"\1 자리에 값을 적어 주세요."),
    (r"Missing option '(.+)'\.?", r"\1 옵션을 적어 주세요."),
    (r"Option '(.+)' requires an argument\.?", r"\1 뒤에 값을 적어 주세요."),
    (r"Got unexpected extra argument(?:\(s\)|s)? \((.+)\)\.?", r"필요 없는 값이 있습니다: \1"),
    (
        rf"Invalid value for '(.+?)'{_HINT}:.*?'([^']*)' does not match the formats? .*",
        r"\1: '\2' 대신 2026-03-31처럼 날짜를 적어 주세요.",
    ),
    (
        rf"Invalid value for '(.+?)'{_HINT}:.*?'([^']*)' is not one of (.+?)\.?",
        r"\1: '\2' 대신 \3 가운데 하나를 적어 주세요.",
    ),
    (rf"Invalid value for '(.+?)'{_HINT}: .*", r"\1에 적은 값이 맞지 않습니다."),
)


def sentence(message: str) -> str:
    """What was wrong with a command line, and where to look; the English where none is known."""
    if in_english():
        return f"{message} (see --help)"
    for pattern, korean in _KOREAN:
        if found := re.fullmatch(pattern, message, re.DOTALL):
            return f"{found.expand(korean)} (--help로 쓰는 법을 봅니다)"
    return f"{message} (--help로 쓰는 법을 봅니다)"

"""What sources and the ledger say has its English, whole, with what was filled in."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from majungmul import ledger, sources
from majungmul.ledger.spoken import english
from majungmul.sources import gateway

HANGUL = re.compile(r"[가-힣]")
SAYING = re.compile(r"(?:니다|있음|않음|십시오|세요|같음|다름|차이)(?:[.,(]|\s|$)")
DATA = {"위와 같음"}  # of a payload
ROOMS = (Path(sources.__file__).parent, Path(ledger.__file__).parent)
OUTSIDE = {
    "corrections.py", "organization_merges.py",  # put into English by the pages
    "counts.py", "ingest.py", "verdicts_docket.py", "forecast.py", "samples.py",  # not said here
}  # fmt: skip


def sentences() -> Iterator[tuple[str, str]]:
    """Every sentence in the code of the two rooms, `7` where something is filled in."""
    for path in sorted(path for room in ROOMS for path in room.rglob("*.py")):
        if path.name in OUTSIDE or "migrations" in path.parts:
            continue
        tree = ast.parse(path.read_text("utf-8"))
        inner = {
            id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)
            for part in ast.walk(node) if part is not node
        }  # fmt: skip
        for node in ast.walk(tree):
            text = _text(node) if id(node) not in inner else ""
            if (
                HANGUL.search(text)
                and SAYING.search(text)
                and text not in DATA
                and not re.search(r"[|\\\n]", text)
            ):
                yield f"{path.parent.name}/{path.name}:{node.lineno}", text.strip()


def _text(node: ast.AST) -> str:
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else ""
    if not isinstance(node, ast.JoinedStr):
        return ""
    parts = (part.value if isinstance(part, ast.Constant) else "7" for part in node.values)
    return "".join(map(str, parts))


def test_every_sentence_has_its_english():
    found = dict(sentences())
    assert len(found) > 100
    left = {where: text for where, text in found.items() if HANGUL.search(english(text))}
    assert left == {}


def test_every_error_of_the_gateway_has_its_english():
    for code, known in gateway.codes().items():
        said = english(f"{known.say} (오류 {code} {known.name})")
        assert known.name in said
        assert not HANGUL.search(said)


@pytest.mark.parametrize(
    ("korean", "said"),
    [
        ("board.kr: 2번째 쪽: 앞 쪽과 같은 자료가 되풀이됩니다. 이 뒤의 공고는 받지 못했습니다.",
         "board.kr: page 2: The page before is repeated. The notices after it were not received."),
        ("항목 term이(가) 없습니다. 출처의 항목 이름이 바뀌었는지 확인하세요. (12건)",
         "The field term is missing. See whether the source renamed it. (12 notices)"),
        ("마감일이 같음: 2031-05-01 (+0.35)", "same deadline: 2031-05-01 (+0.35)"),
        ("아무도 모르는 말이 왔습니다.", "아무도 모르는 말이 왔습니다."),
        ("봄.hwp: 파일을 찾을 수 없습니다. 경로를 확인해 주세요.",
         "봄.hwp: there is no such file; check the path."),
    ],
)  # fmt: skip
def test_what_is_filled_in_is_carried_over(korean: str, said: str):
    assert english(korean) == said


def test_a_long_text_of_somebody_else_is_left_alone_and_costs_little():
    text = "모집 공고: " * 20_000
    assert english(text) == text

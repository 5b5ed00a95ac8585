"""A report in JSON as the tables of docs/performance.md, ready to be pasted there.

python -m benchmarks.matching.tables report.json
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

PEERS = {
    "duckdb": "DuckDB",
    "polars": "Polars",
    "polars_codes": "Polars, 우리 부호와 컴파일한 규칙을 받아",
    "openfisca": "OpenFisca",
    "zen": "zen-engine",
}


def as_markdown(report: dict[str, Any]) -> str:
    return "\n".join(_lines(report))


def _lines(report: dict[str, Any]) -> Iterator[str]:
    machine = report["machine"]
    cores, threads, load = machine["cores"], machine["threads"], machine["load"]
    yield f"코어 {cores}, 스레드 {threads}, 시작할 때의 부하 {load:.1f}."
    yield ""
    size = f"기업 {report['companies']:,} × 공고 {report['calls']:,} = {report['pairs']:,}쌍"
    yield f"| {size} | 벽시계 | CPU 시간 ÷ 스레드 |"
    yield "|---|---|---|"
    for label, wall, cpu in _rows(report):
        yield f"| {label} | {wall} | {cpu} |"
    yield ""
    yield from _peers(report)
    yield from _duel(report)


def _rows(report: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    stages, cpu = report["stage_seconds"], report["stage_seconds_cpu"]
    rate = report["pairs_per_second"] / 1e8, report["pairs_per_cpu_second"] / 1e8
    yield "부호가 메모리에 있을 때 세기", f"{rate[0]:,.0f}억 쌍/s", f"{rate[1]:,.0f}억 쌍/s"
    yield "Parquet에서 개수까지, 컴파일 포함", *_both(report, "seconds")
    lists = f"Parquet에서 가능 목록을 쓰기까지({report['eligible_pairs']:,}쌍)"
    yield lists, *_both(report, "list_seconds")
    near = report["near_miss_ratio"], report["near_miss_ratio_cpu"]
    yield "절 하나만 거짓인 기업, 세기에 견주어", f"{near[0]:.2f}배", f"{near[1]:.2f}배"
    yield "흘려 읽을 때의 최고 메모리", f"{report['peak_memory_mb']:,.0f} MB", ""
    yield "새 공고 하나(부호가 메모리에 있을 때)", *_both(report, "one_call_seconds")
    yield "새 공고 하나의 열을 부호로 바꾸기", *_both(report, "one_call_encode_seconds")
    yield "기업 하나의 모든 판정과 절마다의 참·거짓", *_both(report, "one_company_seconds")
    page = "거기에 빠진 사실·다음 질문·20건의 이유 문장까지"
    yield page, *_both(report, "one_company_page_seconds")
    yield "모든 공고의 모든 이유 문장", *_both(report, "one_company_all_sentences_seconds")
    for name, label in (
        ("compile", "컴파일"), ("read", "읽기"), ("encode", "부호"), ("gather", "모으기"),
        ("combine", "합치기"),
    ):  # fmt: skip
        yield f"단계: {label}", _time(stages[name]), _time(cpu[name])


def _peers(report: dict[str, Any]) -> Iterator[str]:
    found = [name for name in PEERS if f"{name}_sample" in report]
    if not found:
        return
    yield "| | 잰 쌍 | 쌍/s | 우리가 몇 배 | 우리와 같은 답 |"
    yield "|---|---|---|---|---|"
    yield f"| 마중물 | {report['pairs']:,} | {report['pairs_per_second']:,.0f} | | |"
    for name in found:
        sample = report[f"{name}_sample"]
        yield (
            f"| {PEERS[name]} | {sample['pairs']:,} | {sample['pairs_per_second']:,.0f} "
            f"| {report[f'ratio_to_{name}']:,.0f} | {100 * sample['equal_to_ours']:.4g} % |"
        )
    yield ""


def _duel(report: dict[str, Any]) -> Iterator[str]:
    if not report["duel_on_unknowns"]:
        return
    yield "| 정답이 모름인 쌍에서 | 쌍 | 가능 | 불가 | 모름 또는 답하지 않음 |"
    yield "|---|---|---|---|---|"
    for name, said in report["duel_on_unknowns"].items():
        shares = (said["says_eligible"], said["says_ineligible"], said["says_unknown_or_refuses"])
        shown = " | ".join(f"{100 * share:.1f} %" for share in shares)
        label = PEERS[name.replace("-", "_")]
        yield f"| {label} | {said['pairs_whose_answer_is_unknown']:,} | {shown} |"


def _both(report: dict[str, Any], name: str) -> tuple[str, str]:
    return _time(report[name]), _time(report[f"{name}_cpu"])


def _time(seconds: float) -> str:
    return f"{seconds:.2f} s" if seconds >= 1 else f"{1000 * seconds:,.1f} ms"


if __name__ == "__main__":
    print(as_markdown(json.loads(Path(sys.argv[1]).read_text("utf-8"))))

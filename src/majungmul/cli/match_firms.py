"""An agency's list of firms with reasons: CSV, XLSX, or a Parquet file of cells as people type."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .output import complain, in_english, print_json, progress, say

if TYPE_CHECKING:
    from majungmul.ledger.models import Opportunity
    from majungmul.matching.firm_rows import Row
    from majungmul.matching.firm_tables import FirmTable

    from .bulk_matching import Job

COLUMNS = (
    "row", "name", "brn", "call", "title", "closes", "verdict", "reasons", "missing",
    "rule_digest", "codes_version",
)  # fmt: skip
EXAMPLES = 3
Ask = Callable[[str], str]


def match_list(job: Job, open_calls: Iterable[Opportunity], ask: Ask | None = None) -> int:
    """Firm × call with reasons, as `verdicts.csv`. Rows nobody can read are named on stderr.

    With `ask` (a person at a terminal) columns of unknown names are asked for, and the answers
    kept beside the results. Raises BadProfileError where the file cannot be read.
    """
    from majungmul.matching.firm_rows import read_rows
    from majungmul.matching.firm_tables import columns_from_toml, suggest_columns, understood

    path = Path(job.companies)
    meaning = columns_from_toml(job.columns) if job.columns else {}
    headings, rows = read_rows(
        path, lambda cell: cell in meaning or bool(suggest_columns([cell])[cell])
    )
    if ask and not job.columns:
        meaning = ask_columns(headings, rows, ask)
        job.out.mkdir(parents=True, exist_ok=True)
        (job.out / "columns.toml").write_text(as_toml(meaning), encoding="utf-8")
    table = understood(headings, rows, meaning, path.name)
    _complain(job.companies, table)
    target = job.out / "verdicts.csv"
    written = _write(target, table, job, list(open_calls))
    if job.format.value == "json":
        print_json(
            {"firms": len(table.good), "bad": len(table.bad), "verdicts": written,
             "out": str(target)}
        )  # fmt: skip
    else:
        print(
            say(
                f"{target}: 기업 {len(table.good):,}곳, 판정 {written:,}건",
                f"{target}: {len(table.good):,} firms, {written:,} verdicts",
            )
        )
    return 1 if table.bad else 0


def ask_columns(headings: Sequence[str], rows: Sequence[Row], ask: Ask) -> dict[str, str]:
    """What each column means: as its name says, else as the person answers; empty for none."""
    from majungmul.matching.firm_tables import suggest_columns
    from majungmul.matching.labels import fact_name, facts
    from majungmul.matching.profiles import fact_of

    found = suggest_columns(headings)
    names = ", ".join(fact_name(key, "en" if in_english() else "ko") for key in facts())
    if not all(found.values()):
        complain(say(f"쓸 수 있는 항목: {names}, 인증, 제외사유", f"Facts: {names}, certificates"))
    for heading in (heading for heading in headings if not found[heading]):
        shown = [str(row.cells[heading]) for row in rows if row.cells.get(heading)][:EXAMPLES]
        question = say(
            f"‘{heading}’ 열은 어느 항목인가요? (예: {', '.join(shown)}; 안 쓰면 Enter)",
            f"What does the column “{heading}” hold? (e.g. {', '.join(shown)}; Enter for none)",
        )
        while (answer := ask(question).strip()) and fact_of(answer) is None:
            complain(say(f"모르는 항목입니다: {answer}", f"No such fact: {answer}"))
        found[heading] = fact_of(answer) or ""
    return found


def as_toml(meaning: Mapping[str, str]) -> str:
    """The mapping as `--columns` reads it."""
    import json

    lines = [
        f"{json.dumps(heading, ensure_ascii=False)} = {json.dumps(name)}".replace("\x7f", "\\u007f")
        for heading, name in meaning.items()
    ]
    return "\n".join(("[columns]", *lines, ""))


def _complain(companies: str, table: FirmTable) -> None:
    for firm in table.bad:
        complain(
            f"{companies} "
            + say(f"{firm.row}번째 줄", f"row {firm.row}")
            + ": "
            + ", ".join(firm.problems)
        )
    if table.ignored:
        complain(say("읽지 않은 열: ", "Columns not read: ") + ", ".join(table.ignored))
    if table.unlisted:
        named = ", ".join(f"{word} {count}" for word, count in table.unlisted.items())
        complain(
            say("목록에 없어 판정에 쓰지 않은 인증: ", "Certificates of no list, not used: ")
            + named
        )


def _write(target: Path, table: FirmTable, job: Job, open_calls: Sequence[Opportunity]) -> int:
    from majungmul.ledger import verdicts
    from majungmul.matching.firm_tables import judge_firms

    calls = list(verdicts.calls(open_calls))
    titles = {call.key: row.title for call, row in zip(calls, open_calls, strict=True)}
    closes = {call.key: call.closing.isoformat() if call.closing else "" for call in calls}
    rows = judge_firms(table, calls, job.on, "en" if in_english() else "ko")
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_suffix(".partial")
    written = 0
    with partial.open("w", encoding="utf-8-sig", newline="") as file, progress() as bar:
        task = bar.add_task(say("판정하는 중", "Judging"), total=len(table.good) * len(calls))
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        for row in rows:
            said = {
                "reasons": "\n".join(row["reasons"]),
                "missing": ", ".join(row["missing"]),
                "title": titles[row["call"]],
                "closes": closes[row["call"]],
            }
            writer.writerow({key: _cell(value) for key, value in (row | said).items()})
            written += 1
            bar.advance(task)
    partial.replace(target)
    return written


def _cell(value: Any) -> Any:
    """A text that a spreadsheet would take for a formula stays a text."""
    return f"'{value}" if isinstance(value, str) and value[:1] in tuple("=+-@\t\r") else value

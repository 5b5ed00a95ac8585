"""`majungmul match`: who may apply for what, and why."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import typer

from majungmul.terms import SEOUL

from .output import (
    Format,
    UserError,
    command,
    console,
    in_english,
    need_ledger,
    print_json,
    say,
    seoul_today,
    told,
)

if TYPE_CHECKING:
    from majungmul.ledger.verdicts import CallVerdict
    from majungmul.matching import NearMiss, NextQuestion
    from majungmul.terms import Company


class Engine(StrEnum):
    local = "local"
    spark = "spark"


HEADINGS = {
    "eligible": ("신청할 수 있습니다", "Eligible", "green"),
    "unknown": ("아직 알 수 없습니다", "Unknown", "yellow"),
    "ineligible": ("신청할 수 없습니다", "Ineligible", "red"),
}


def register(app: typer.Typer) -> None:
    command(
        app,
        match,
        "회사와 접수 중인 공고를 모두 견주어 가능·불가·알 수 없음을 이유와 함께 답합니다.",
        "Judge a company by every open call: eligible, ineligible or unknown, and why.",
        "company.toml",
    )
    command(
        app,
        verdict,
        "남겨 둔 판정을 그때의 자료로 다시 셈해 같은지, 그 뒤 무엇이 바뀌었는지 말합니다.",
        "Compute a stored verdict again: whether it agrees, and what has changed since.",
        "1b4e28ba-2fa1-11d2-883f-0016d3cca427",
    )


def match(
    company: Annotated[
        str | None, typer.Argument(metavar="COMPANY.toml|BRN", show_default=False)
    ] = None,
    as_of: Annotated[
        datetime | None,
        typer.Option(
            "--as-of", formats=["%Y-%m-%d"], metavar="YYYY-MM-DD", help=say("기준일", "the day")
        ),
    ] = None,
    companies: Annotated[
        str | None,
        typer.Option(
            metavar="FILE",
            help=say("회사 여럿: Parquet, CSV, XLSX", "many companies: Parquet, CSV, XLSX"),
        ),
    ] = None,
    out: Annotated[
        Path | None, typer.Option(metavar="DIR", help=say("결과 폴더", "folder of the results"))
    ] = None,
    rule: Annotated[
        Path | None,
        typer.Option(
            metavar="RULE.json",
            help=say("만들고 있는 공고의 요건: 몇 곳이 맞는지", "a drafted rule: how many qualify"),
        ),
    ] = None,
    columns: Annotated[
        Path | None,
        typer.Option(metavar="MAP.toml", help=say("CSV·XLSX의 열 대응표", "what columns mean")),
    ] = None,
    reasons: Annotated[
        bool,
        typer.Option(
            "--reasons",
            help=say(
                "기업과 공고마다 이유까지(CSV·XLSX는 늘 그렇게)",
                "reasons for every firm and call (always so for CSV and XLSX)",
            ),
        ),
    ] = False,
    engine: Annotated[Engine, typer.Option()] = Engine.local,
    master: Annotated[
        str | None, typer.Option(help=say("Spark 마스터 주소", "the Spark master"))
    ] = None,
    format: Annotated[Format, typer.Option()] = Format.text,
) -> int:
    day = as_of.date() if as_of else seoul_today()
    if rule is not None:
        if companies is None:
            raise UserError(
                say("--rule은 --companies와 함께 씁니다.", "--rule goes with --companies."), 2
            )
        from .drafting import draft

        return draft(rule, companies, day, format)
    if companies is None:
        if company is None:
            raise UserError(
                say(
                    "회사 파일(TOML)이나 사업자등록번호를 적어 주세요.",
                    "Name a company file or a BRN.",
                ),
                2,
            )
        return _match_one(company, day, format)
    if company is not None or out is None:
        raise UserError(
            say("--companies는 --out 폴더와 함께 씁니다.", "--companies goes with --out DIR."), 2
        )
    from .bulk_matching import Job, match_all

    return match_all(Job(companies, out, day, columns, engine.value, master, format, reasons))


def _match_one(company: str, day: date, format: Format) -> int:
    profile = _profile_of_file(Path(company)) if not _is_number(company) else None
    need_ledger()
    from majungmul.ledger import verdicts

    profile = profile or _profile_of_number(company)
    found = verdicts.for_company(profile, day)
    if format is Format.json:
        stored = _stored(company) if _is_number(company) else {}
        for item in found:
            kept = stored.get(item.opportunity.pk)
            print_json(as_json(item) | ({"stored_verdict": kept} if kept else {}))
        return 0
    _print(found, _questions(profile, found, day))
    return 0


def _is_number(text: str) -> bool:
    return text.replace("-", "").isdigit()


def _profile_of_file(path: Path) -> Company:
    from majungmul.matching import BadProfileError, company_from_toml

    try:
        return company_from_toml(path)
    except BadProfileError as error:
        raise UserError(str(error)) from error


def _profile_of_number(number: str) -> Company:
    from majungmul.ledger.models import CompanyProfile
    from majungmul.matching import company_from_json
    from majungmul.reference import brn

    digits = brn.normalise(number)
    if digits is None or not brn.is_valid(digits):
        raise UserError(
            say(
                f"{number}: 사업자등록번호가 아닙니다. 숫자 10자리를 확인해 주세요.",
                f"{number} is not a business registration number. Check its ten digits.",
            ),
            2,
        )
    row = CompanyProfile.objects.filter(brn=digits).first()
    if row is None:
        raise UserError(
            say(
                f"{brn.formatted(digits)}: 장부에 없는 회사입니다. 회사 파일(TOML)을 주세요.",
                f"{brn.formatted(digits)} is not in the ledger. Give a company file (TOML).",
            )
        )
    return company_from_json(row.facts, row.name)


def _stored(number: str) -> dict[int, str]:
    """Ids of the verdicts kept for a company of the ledger, by call: what `verdict` takes."""
    from majungmul.ledger.models import StoredVerdict
    from majungmul.reference import brn

    rows = StoredVerdict.objects.filter(company__brn=brn.normalise(number), current=True)
    return {call: str(uuid) for call, uuid in rows.values_list("opportunity_id", "uuid")}


def _questions(profile: Company, found: list[CallVerdict], day: date) -> tuple[NextQuestion, ...]:
    from majungmul.ledger.verdicts import calls
    from majungmul.matching import next_questions

    open_calls = calls(item.opportunity for item in found if item.verdict.name == "unknown")
    return next_questions(profile, open_calls, day, limit=3)


def as_json(item: CallVerdict) -> dict[str, object]:
    """The call, the verdict, its reasons, and what would change it."""
    call = item.opportunity
    return {
        "opportunity": {
            "id": str(call.uuid),
            "title": call.title,
            "source": call.source.slug,
            "source_key": call.source_key,
            "url": call.url,
            "closes_at": call.closes_at.isoformat() if call.closes_at else None,
            "end_kind": call.end_kind or None,
        },
        **item.verdict.to_json(),
        "changes": [_change(change) for change in item.changes],
    }


def _change(change: NearMiss) -> dict[str, object]:
    return {
        "kind": change.kind,
        "value": change.value,
        "after": change.after,
        "holds_from": change.holds_from.isoformat(),
        "holds_to": change.holds_to.isoformat() if change.holds_to else None,
        "this_call": change.this_call,
        "sentence": change.sentence,
        "sentence_en": change.sentence_en,
    }


def _print(found: list[CallVerdict], questions: tuple[NextQuestion, ...]) -> None:
    from rich.markup import escape

    out = console()
    if not found:
        out.print(say("접수 중인 공고가 없습니다.", "No call is open."))
        return
    for name, (korean, english, colour) in HEADINGS.items():
        items = [item for item in found if item.verdict.name == name]
        out.print(f"\n[bold {colour}]{say(korean, english)}[/] {len(items)}")
        for item in items:
            closes = item.opportunity.closes_at
            until = f" (~{closes.astimezone(SEOUL):%Y-%m-%d})" if closes else ""
            out.print(f"  [bold]{escape(item.opportunity.title)}[/]{until}", soft_wrap=True)
            for sentence in _sentences(item):
                out.print(f"    {escape(sentence)}", style="dim", soft_wrap=True)
    for question in questions:
        out.print(f"\n? {escape(question.question_en if in_english() else question.question)}")


def _sentences(item: CallVerdict) -> list[str]:
    """What decided: the clauses that fail, else those that are open, else all of them."""
    from majungmul.terms import Truth

    wanted = {"eligible": Truth.TRUE, "unknown": Truth.UNKNOWN, "ineligible": Truth.FALSE}
    reasons = [r for r in item.verdict.reasons if r.holds is wanted[item.verdict.name]]
    said = [reason.sentence_en if in_english() else reason.sentence for reason in reasons]
    return [
        *said,
        *(change.sentence_en if in_english() else change.sentence for change in item.changes[:1]),
    ]


def verdict(
    id_: Annotated[UUID, typer.Argument(metavar="ID", show_default=False)],
    format: Annotated[Format, typer.Option()] = Format.text,
) -> int:
    need_ledger()
    from majungmul.ledger import standing
    from majungmul.ledger.models import StoredVerdict

    rows = StoredVerdict.objects.select_related("company", "opportunity")
    stored = rows.filter(uuid=id_).first()
    if stored is None:
        raise UserError(
            say(f"{id_}: 그런 판정은 남아 있지 않습니다.", f"{id_}: no such verdict is stored.")
        )
    again = standing.recompute(stored)
    if format is Format.json:
        print_json(
            {
                "id": str(id_),
                "stored": stored.name,
                "on": stored.on.isoformat(),
                "again": again.again,
                "agrees": again.agrees,
                "now": again.now,
                "changed": list(again.changed),
            }
        )
    else:
        print(told(again.sentence))
    return 0 if again.agrees else 1

"""How fast the ledger takes notices in and gives them out, on the database it is pointed at.

    python -m benchmarks.ledger --notices 20000 [--versions 0.1] [--keep FOLDER] [--format json]
    python -m benchmarks.ledger --first 20000 --notices 3000 --keep FOLDER    (adds to one kept)
    python -m benchmarks.ledger --ask --keep FOLDER                           (only asks it)

Invents notices (four to eight hundred syllables each, a rule, sums and dates), writes them through
the same door as real ones (reading included), changes a share of them nine times over, and then
asks what pages ask. Every ten seconds it says how far it is and how fast it was of late. Uses
`DATABASE_URL` where it is set, else a SQLite ledger in a temporary folder. `per_cpu_second` counts
the processor time of this process and of the PostgreSQL backend that serves it (where that runs on
this machine). Times of queries are wall clock, with processor time beside them.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

SEOUL = ZoneInfo("Asia/Seoul")
BATCH = 200  # as `ledger.sync` has it
SAY_EVERY = 10.0  # seconds
LAST = 10_000  # notices over which `last_per_cpu_second` is taken
FIRST = (
    "누리", "마루", "가람", "나래", "다솔", "라온", "미르", "바다", "새봄", "소담", "아라", "여울",
    "온새", "이음", "잔디", "초롱", "큰솔", "터울", "푸름", "하늘", "한결", "해솔", "가온", "겨루",
    "고운", "노을", "달빛", "도담", "두레", "모람", "벼리", "보라", "산들", "샘터", "솔빛", "슬기",
    "시나", "아름", "예솔", "윤슬",
)  # fmt: skip
SECOND = (
    "스마트공장", "수출바우처", "창업도약", "소프트웨어고도화", "기술사업화", "청년채용",
    "인력양성", "시제품제작", "해외전시", "마케팅", "디지털전환", "탄소중립",
    "지식재산", "연구개발", "금융보증", "정책자금", "판로개척", "인증획득",
    "컨설팅", "입주공간", "데이터활용", "인공지능실증", "로봇도입", "소상공인재기",
    "전통시장", "농식품가공", "관광콘텐츠", "게임제작", "바이오헬스", "이차전지",
)  # fmt: skip
TAIL = ("참여기업 모집 공고", "지원사업 공고", "수혜기업 모집", "지원계획 공고", "모집 안내")
FILLER = (
    "이 사업은 지역의 기업이 만든 제품과 서비스를 더 넓은 시장에 내놓도록 돕습니다.",
    "신청서는 온라인으로 받으며 우편과 방문으로는 받지 않습니다.",
    "선정 평가는 서류와 발표로 나누어 하고 결과는 개별로 알려 드립니다.",
    "협약을 맺은 뒤 여섯 달 안에 과제를 마치고 결과보고서를 내야 합니다.",
    "사업비는 정해진 항목에만 쓸 수 있고 남은 금액은 돌려주어야 합니다.",
    "같은 내용으로 다른 기관의 지원을 받은 기업은 신청할 수 없습니다.",
    "국세나 지방세를 체납한 기업은 지원 대상에서 제외합니다.",
    "자세한 평가 기준은 붙임 문서를 참고하시기 바랍니다.",
    "제출한 서류는 돌려드리지 않으며 사실과 다르면 선정을 취소합니다.",
    "문의는 담당 부서 대표전화로 해 주시기 바랍니다.",
)
PLACES = (
    "11", "26", "27", "28", "29", "30", "31", "36", "41", "43", "44", "46", "47", "48", "50", "51",
    "52",
)  # fmt: skip
FIELDS = (
    "finance", "technology", "workforce", "export", "domestic", "startup", "management", "other",
)  # fmt: skip


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--notices", type=int, default=20_000)
    parser.add_argument("--versions", type=float, default=0.1, help="share with ten versions")
    parser.add_argument("--first", type=int, default=0, help="number of the first notice")
    parser.add_argument("--queries", type=int, default=60, help="of each kind")
    parser.add_argument("--keep", help="make the ledger in this folder and leave it there")
    parser.add_argument("--ask", action="store_true", help="write nothing, only ask")
    parser.add_argument("--format", choices=("text", "json"), default="text")
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="majungmul-bench-") as home:
        os.environ["MAJUNGMUL_HOME"] = chosen.keep or home
        os.environ["DJANGO_SETTINGS_MODULE"] = "majungmul.settings"
        figures = measure(chosen)
    if chosen.format == "json":
        print(json.dumps(figures, ensure_ascii=False))
    else:
        for name, value in figures.items():
            print(f"{name:32} {value}")
    return 0


def measure(chosen: argparse.Namespace) -> dict[str, object]:
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from majungmul.ledger.search import index

    call_command("migrate", verbosity=0, skip_checks=True)
    figures: dict[str, object] = {"database": connection.vendor}
    if not chosen.ask:
        figures |= filled(chosen.first, chosen.notices, chosen.versions)
    with connection.cursor() as cursor:  # as a run of collecting does at its end
        cursor.execute("ANALYZE")
    index.tidy()
    figures |= size()
    for name, ask in questions():
        figures[name] = percentiles(ask, chosen.queries)
    return figures


def filled(first: int, number: int, share: float) -> dict[str, object]:
    """Writes the notices, then nine more versions of a share of them."""
    figures: dict[str, object] = {"first": first, "notices": number}
    figures |= timed_ingest("ingest", batches(first, number), number)
    many = int(number * share)
    if many:
        changes = (batch for version in range(2, 11) for batch in batches(first, many, version))
        figures |= timed_ingest("versions", changes, many * 9)
    for name, value in figures.items():
        print(name, value, file=sys.stderr, flush=True)
    return figures


def timed_ingest(name: str, work: Iterator[list], number: int) -> dict[str, object]:
    """Writes the batches. `last_…` is the rate of the last ten thousand notices of them."""
    from majungmul.ledger import ingest

    moment = datetime(2026, 5, 4, 9, 0, tzinfo=SEOUL)
    clock = Clock()
    for items in work:
        clock.start()
        ingest.store_many(items, moment + timedelta(minutes=len(clock.marks)))
        clock.stop(len(items))
        if clock.wall - clock.said > SAY_EVERY:
            clock.say(name, number)
    clock.say(name, number)
    return {
        f"{name}_per_second": round(number / clock.wall, 1),
        f"{name}_per_cpu_second": round(number / clock.cpu, 1),
        f"{name}_last_per_cpu_second": round(clock.rate(LAST), 1),
        f"{name}_seconds": round(clock.wall, 1),
    }


class Clock:
    """Time spent on notices, by the clock on the wall and by the processor."""

    def __init__(self) -> None:
        self.wall = self.cpu = self.said = 0.0
        self.done = 0
        self.marks: list[tuple[int, float]] = [(0, 0.0)]  # notices, and processor time so far

    def start(self) -> None:
        self._began = time.perf_counter(), processor_time()

    def stop(self, done: int) -> None:
        self.wall += time.perf_counter() - self._began[0]
        self.cpu += processor_time() - self._began[1]
        self.done += done
        self.marks.append((self.done, self.cpu))

    def rate(self, last: int) -> float:
        """Notices in a second of processor time, over the `last` of them."""
        begin = next(mark for mark in self.marks if mark[0] >= self.done - last)
        return (self.done - begin[0]) / (self.cpu - begin[1])

    def say(self, name: str, number: int) -> None:
        self.said = self.wall
        print(
            f"{time.strftime('%H:%M:%S')} {name} {self.done:,} of {number:,}:"
            f" {self.rate(LAST):.0f} in a second of the processor, load {os.getloadavg()[0]:.1f}",
            file=sys.stderr,
            flush=True,
        )


def processor_time() -> float:
    """Seconds of processor time of this process and of the backend that works for it."""
    own = time.process_time()
    backend = Path(f"/proc/{_backend()}/stat")
    if not backend.exists():
        return own
    fields = backend.read_text().rpartition(")")[2].split()
    return own + (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@cache
def _backend() -> int:
    from django.db import connection

    if connection.vendor == "sqlite":
        return 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return int(cursor.fetchone()[0])


def batches(first: int, number: int, version: int = 1) -> Iterator[list]:
    for start in range(first, first + number, BATCH):
        end = min(start + BATCH, first + number)
        notices = [notice(n, version) for n in range(start, end)]
        yield [(item, f"{item.title}\n{item.text}".encode()) for item in notices]


def notice(number: int, version: int = 1):
    """The same notice for the same number, with a later end and another sum in each version."""
    from majungmul.sources import Notice, Section

    chance = random.Random(number * 7919 + 1)
    year = chance.choice((2021, 2022, 2023, 2024, 2025, 2026, 2026, 2026))
    published = date(year, 1, 1) + timedelta(days=chance.randrange(360))
    closes = published + timedelta(days=chance.randrange(10, 60) + version)
    place = chance.choice(PLACES)
    body = " ".join(chance.sample(FILLER, 6))
    title = f"{year}년 {chance.choice(FIRST)} {chance.choice(SECOND)} {chance.choice(TAIL)}"
    base = Notice(source="bizinfo", key=f"B{number:08}", title=title)
    return replace(
        base,
        funder=f"{chance.choice(FIRST)}{chance.choice(FIRST)}부",
        operator=f"{chance.choice(FIRST)}{chance.choice(SECOND)[:2]}진흥원",
        url=f"https://example.org/{number}",
        field=chance.choice(FIELDS),
        regions=(place,),
        nationwide=chance.random() < 0.2,
        published=published,
        opens=published,
        closes=closes,
        sections=(
            Section("사업개요", f"{title}입니다. {body}"),
            Section("지원대상", f"공고일 기준 창업 {chance.randrange(3, 10)}년 이내인 중소기업"),
            Section(
                "지원내용", f"기업당 최대 {chance.randrange(1, 50) * version}백만원을 지원합니다."
            ),
            Section("신청기간", f"{published} ~ {closes}"),
            Section("신청방법", " ".join(chance.sample(FILLER, 4))),
        ),
    )


def size() -> dict[str, object]:
    from django.conf import settings
    from django.db import connection

    from majungmul.ledger.models import Opportunity

    number = Opportunity.objects.count()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        total = os.path.getsize(settings.DATABASES["default"]["NAME"])
    else:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_database_size(current_database())")
            total = cursor.fetchone()[0]
    return {"size_mb": round(total / 1e6, 1), "kb_per_notice": round(total / 1e3 / number, 1)}


def questions() -> Iterator[tuple[str, Callable[[random.Random], object]]]:
    """What is asked, and how: each question draws its own words."""
    from majungmul.ledger import queries
    from majungmul.ledger.models import Opportunity
    from majungmul.ledger.search import Filters, opportunities
    from majungmul.portal.overview import overview

    on = date(2026, 12, 27)  # the last notice was published the day before
    uuids = [str(u) for u in Opportunity.objects.order_by("?").values_list("uuid", flat=True)[:200]]
    programs = list(Opportunity.objects.values_list("program__uuid", flat=True)[:200])

    def page(filters: Filters) -> object:
        found = opportunities(filters)
        return found.page(), found.count()

    def word(chance: random.Random, length: int) -> str:
        if length < 3:
            return chance.choice(FIRST + SECOND)[:length]
        return chance.choice(SECOND)

    for length, name in ((1, "1"), (2, "2"), (3, "3+")):
        yield f"search_{name}", lambda c, n=length: page(Filters(q=word(c, n), on=on))
        yield (
            f"search_{name}_filtered",
            lambda c, n=length: page(
                Filters(
                    q=word(c, n),
                    regions=(c.choice(PLACES),),
                    field=c.choice(FIELDS),
                    status=c.choice(("open", "closed", "")),
                    sort=c.choice(("deadline", "newest", "relevance", "amount")),
                    on=on,
                )
            ),
        )
    yield "search_common", lambda c: page(Filters(q=c.choice(("지원", "기업", "원")), on=on))
    yield (
        "search_common_open",
        lambda c: page(Filters(q="지원", status="open", sort="deadline", on=on)),
    )
    yield "search_two_words", lambda c: page(Filters(q=f"{word(c, 2)} {word(c, 3)}", on=on))
    yield "search_nothing", lambda c: page(Filters(q="쌍봉낙타뜀틀", on=on))
    yield "list_open", lambda c: page(Filters(status="open", on=on))
    yield "list_newest", lambda c: page(Filters(sort="newest", on=on))
    yield (
        "list_filtered",
        lambda c: page(
            Filters(regions=(c.choice(PLACES),), field=c.choice(FIELDS), status="open", on=on)
        ),
    )
    yield "notice_page", lambda c: queries.opportunity_page(c.choice(uuids))
    yield "program_page", lambda c: queries.program_page(str(c.choice(programs)))
    yield "home", lambda c: overview()


def percentiles(ask: Callable[[random.Random], object], number: int) -> dict[str, float]:
    """Milliseconds of one question; the first is not counted. `cpu_p95_ms` is this process's own
    time, `cpu_mean_ms` has that of the PostgreSQL backend, too."""
    chance = random.Random(7)
    ask(chance)
    wall, own = [], []
    began_all = processor_time()
    for _ in range(number):
        start, began = time.perf_counter(), time.process_time()
        ask(chance)
        wall.append((time.perf_counter() - start) * 1000)
        own.append((time.process_time() - began) * 1000)
    return {
        "p50_ms": round(statistics.median(wall), 1),
        "p95_ms": _p95(wall),
        "cpu_p95_ms": _p95(own),
        "cpu_mean_ms": round((processor_time() - began_all) * 1000 / number, 1),
    }


def _p95(times: list[float]) -> float:
    return round(sorted(times)[int(len(times) * 0.95) - 1], 1)


if __name__ == "__main__":
    raise SystemExit(main())

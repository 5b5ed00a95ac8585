"""How long every page takes that shows the ledger, on a ledger that `benchmarks.ledger` left.

    python -m benchmarks.ledger_pages --keep FOLDER [--times 20] [--format json]

Asks for whole pages (query string, database, template) as a visitor's browser would, each time
with another call, programme, organisation or word. Milliseconds: median and 95th percentile by the
clock on the wall, and the processor time of this process and of the PostgreSQL backend. A page
that takes longer in a ledger ten times as large reads more than it shows.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
from collections.abc import Callable, Iterator

from . import ledger

SEARCH = {"pagination": {"page": 1, "pageSize": 20}}


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--keep", required=True, help="the folder of the ledger")
    parser.add_argument("--times", type=int, default=20, help="how often each page is asked for")
    parser.add_argument("--format", choices=("text", "json"), default="text")
    chosen = parser.parse_args(arguments)
    os.environ["MAJUNGMUL_HOME"] = chosen.keep
    os.environ["DJANGO_SETTINGS_MODULE"] = "majungmul.settings"
    figures = measure(chosen.times)
    if chosen.format == "json":
        print(json.dumps(figures, ensure_ascii=False))
    else:
        for name, value in figures.items():
            print(f"{name:24} {value}")
    return 0


def measure(times: int) -> dict[str, object]:
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from majungmul.ledger.models import Opportunity

    call_command("migrate", verbosity=0, skip_checks=True)
    call_command("collectstatic", verbosity=0, interactive=False)
    figures: dict[str, object] = {
        "database": connection.vendor,
        "notices": Opportunity.objects.count(),
        "load": round(os.getloadavg()[0], 1),
    }
    for name, ask in pages():
        figures[name] = ledger.percentiles(ask, times)
        print(name, figures[name], file=sys.stderr, flush=True)
    return figures


def pages() -> Iterator[tuple[str, Callable[[random.Random], object]]]:
    """Every page by name, and how it is asked for."""
    from django.test import Client

    from majungmul.ledger.models import Document, Opportunity, Organization, Program

    client = Client(headers={"host": "localhost"})

    def get(address: str) -> object:
        answer = client.get(address)
        assert answer.status_code == 200, (address, answer.status_code)
        return b"".join(answer) if answer.streaming else answer.content

    def some(model: type) -> list[str]:
        last = model.objects.order_by("-pk").values_list("pk", flat=True)[0]
        keys = random.Random(3).sample(range(1, last + 1), min(last, 100))
        return [
            str(uuid) for uuid in model.objects.filter(pk__in=keys).values_list("uuid", flat=True)
        ]

    def word(chance: random.Random) -> str:
        return chance.choice(ledger.SECOND)

    calls, documents = some(Opportunity), some(Document)
    programs, organizations = some(Program), some(Organization)
    yield "home", lambda c: get("/")
    yield "list", lambda c: get("/opportunities/")
    yield "list_of_all", lambda c: get("/opportunities/?status=closed&sort=newest")
    yield "list_of_a_word", lambda c: get(f"/opportunities/?q={word(c)}")
    yield "list_filtered", lambda c: get(f"/opportunities/?region={c.choice(ledger.PLACES)}")
    yield "notice", lambda c: get(f"/opportunities/{c.choice(calls)}/")
    yield "document", lambda c: get(f"/documents/{c.choice(documents)}/")
    yield "programme", lambda c: get(f"/programs/{c.choice(programs)}/")
    yield "organisation", lambda c: get(f"/organizations/{c.choice(organizations)}/")
    yield "statements", lambda c: get("/statements/")
    yield "sources", lambda c: get("/sources/")
    yield "api_list", lambda c: get("/api/v1/opportunities?status=open")
    yield "api_list_of_all", lambda c: get("/api/v1/opportunities?sort=newest")
    yield "api_notice", lambda c: get(f"/api/v1/opportunities/{c.choice(calls)}")
    yield "common_grants_list", lambda c: get("/common-grants/opportunities")
    yield "common_grants_notice", lambda c: get(f"/common-grants/opportunities/{c.choice(calls)}")
    yield "common_grants_open", lambda c: _search(client, "open")
    yield "rss", lambda c: get("/feeds/opportunities.rss")
    yield "rss_of_a_word", lambda c: get(f"/feeds/opportunities.rss?q={word(c)}")
    yield "calendar", lambda c: get("/feeds/opportunities.ics")


def _search(client: object, status: str) -> object:
    """The protocol's own search, for calls of one status by their end."""
    asked = {
        **SEARCH,
        "filters": {"status": {"operator": "in", "value": [status]}},
        "sorting": {"sortBy": "keyDates.closeDate", "sortOrder": "asc"},
    }
    answer = client.post(  # type: ignore[attr-defined]
        "/common-grants/opportunities/search", asked, content_type="application/json"
    )
    assert answer.status_code == 200, answer.content
    return answer.content


if __name__ == "__main__":
    raise SystemExit(main())

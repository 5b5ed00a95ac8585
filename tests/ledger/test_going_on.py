"""A live run that broke off is gone on with where it stopped, and withdraws nothing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from tests.ledger import live_lists
from tests.ledger.live_lists import (
    KEYS,
    NUMBERS,
    PAGES,
    SIZE,
    TODAY,
    Live,
    bizinfo_page,
    board_page,
    gateway_page,
    paged,
    window_of,
    window_page,
    xml_page,
)
from tests.sources.server import Asked, Reply, Server, as_json

from majungmul import sources
from majungmul.ledger import jobs, locks, runs, sync
from majungmul.ledger.models import HeldChange, Opportunity, SetAside, SyncRun
from majungmul.sources import SourceError
from majungmul.sources.bizinfo import client as bizinfo
from majungmul.sources.gov24 import client as gov24
from majungmul.sources.iris import Iris
from majungmul.sources.kstartup import client as kstartup
from majungmul.sources.kstartup_programs import client as kstartup_programs
from majungmul.sources.msit import client as msit
from majungmul.sources.mss import client as mss
from majungmul.sources.smes24 import client as smes24
from majungmul.sources.web import Limits, Web


@pytest.fixture
def server() -> Iterator[Server]:
    with Server().running() as running:
        yield running


@pytest.fixture(
    params=["bizinfo", "kstartup", "kstartup-programs", "msit", "mss", "gov24", "smes24", "iris"]
)
def live(request, server, monkeypatch, db) -> Live:
    web = Web(Limits(connect=2, read=2, total=30, tries=1), allow={"127.0.0.1"}, pause=0)
    monkeypatch.setattr(sync, "BATCH", 4)
    for module in (bizinfo, kstartup, kstartup_programs, msit, mss, gov24):
        monkeypatch.setattr(module, "PAGE", SIZE)
    base = f"{server.url}/list"
    made = {
        "bizinfo": lambda: (bizinfo.Bizinfo, paged("pageIndex"), bizinfo_page, "/list"),
        "kstartup": lambda: (
            kstartup.KStartup,
            paged("page"),
            gateway_page(pbanc_sn="{n}", biz_pbanc_nm="{n}번째 창업 공고"),
            "/list/getAnnouncementInformation01",
        ),
        "kstartup-programs": lambda: (
            kstartup_programs.KStartupPrograms,
            paged("page"),
            gateway_page(biz_yr="2026", supt_biz_titl_nm="{n}번째 창업 사업"),
            "/list",
        ),
        "msit": lambda: (
            msit.Msit,
            paged("pageNo"),
            xml_page(
                "<item><subject>{n}번째 과제 공모</subject><pressDt>2026-05-01</pressDt>"
                "<viewUrl>https://a.kr/?nttSeqNo={n}</viewUrl></item>"
            ),
            "/list",
        ),
        "mss": lambda: (
            mss.Mss,
            paged("pageNo"),
            xml_page("<item><itemId>{n}</itemId><title>{n}번째 공고</title></item>"),
            "/list",
        ),
        "gov24": lambda: (
            gov24.Gov24,
            paged("page"),
            gateway_page(서비스ID="{key}", 서비스명="{n}번째 지원", 사용자구분="소상공인"),
            "/list/serviceList",
        ),
        "smes24": lambda: (smes24.Smes24, window_of, window_page, "/list"),
        "iris": lambda: (Iris, paged("pageIndex"), board_page, "/list"),
    }[request.param]
    kind, page_of, answer, path = made()
    if kind is Iris:
        source = Iris(web)
        table = {**source.about.table("list"), "url": f"{base}?pageIndex={{page}}"}
        monkeypatch.setitem(source.about.more, "list", table)
    else:
        source = kind(web, base=base, env=KEYS)
    for name in ("serviceDetail", "supportConditions"):
        server.on(f"/list/{name}", as_json({"matchCount": 0, "totalCount": 0, "data": []}))
    found = Live(source, path, server, page_of, answer)
    server.on(path, found.reply)
    monkeypatch.setitem(sources.all(), source.slug, source)
    return found


def collect(live: Live):
    live.server.asked.clear()
    return sync.run(live.source.slug)


def keys() -> set[str]:
    return set(Opportunity.objects.values_list("source_key", flat=True))


def test_every_live_client_goes_on_at_the_page_it_broke_off_at(live):
    live.trouble = 7
    with pytest.raises(SourceError):
        collect(live)
    assert live.pages == [1, 2, 3, 4, 5, 6, 7]
    assert len(keys()) == 6 * SIZE
    broken = SyncRun.objects.get()
    assert (broken.state, bool(broken.cursor)) == ("failed", True)
    live.trouble = 0
    counts = collect(live)
    assert live.pages[0] == 6
    assert len(keys()) == len(NUMBERS)
    assert counts.new == 6 * SIZE
    assert (counts.withdrawn, counts.held, counts.expired) == (0, 0, 0)
    assert SyncRun.objects.first().state == "done"
    assert not SetAside.objects.exists()
    collect(live)
    assert live.pages[0] == 1
    assert Opportunity.objects.filter(version=1).count() == len(NUMBERS)


@pytest.mark.parametrize("live", ["bizinfo"], indirect=True)
class TestOneClient:
    def test_changes_of_the_first_pages_are_not_lost(self, live, monkeypatch):
        collect(live)
        later = live_lists.END + timedelta(days=9)
        monkeypatch.setattr(live_lists, "END", later)
        live.trouble = 7
        with pytest.raises(SourceError):
            collect(live)
        assert Opportunity.objects.filter(version=2).count() == 0, "the list is not at its end"
        assert SetAside.objects.count() == 6 * SIZE
        live.trouble = 0
        assert collect(live).changed == len(NUMBERS)
        assert Opportunity.objects.filter(version=2).count() == len(NUMBERS)

    def test_a_list_that_always_breaks_off_there_is_judged_as_far_as_it_comes(
        self, live, monkeypatch
    ):
        collect(live)
        monkeypatch.setattr(live_lists, "END", live_lists.END + timedelta(days=9))
        live.trouble = 7
        for first in (1, 6):
            with pytest.raises(SourceError):
                collect(live)
            assert live.pages[0] == first
        assert Opportunity.objects.filter(version=2).count() == 6 * SIZE
        assert not HeldChange.objects.exists()
        with pytest.raises(SourceError):
            collect(live)
        assert live.pages[0] == 1, "it got no farther, so it begins anew"

    def test_a_list_put_together_from_two_runs_withdraws_nothing(self, live):
        collect(live)
        whole = bizinfo_page

        def without_one(page: int) -> Reply:
            reply = whole(page)
            rows = reply.body.replace(f"PBLN_{3:015}".encode(), f"PBLN_{4:015}".encode())
            return Reply(rows, headers=reply.headers)

        live.answer = without_one
        for _ in range(3):
            live.trouble = 7
            with pytest.raises(SourceError):
                collect(live)
            live.trouble = 0
            counts = collect(live)
            assert (counts.withdrawn, counts.held, counts.missing) == (0, 0, 1)
        assert [collect(live).withdrawn for _ in range(2)] == [0, 1]

    def test_rows_that_nobody_could_name_withdraw_nothing(self, live):
        collect(live)
        whole = bizinfo_page

        def renamed(page: int) -> Reply:
            reply = whole(page)
            old, new = f'"pblancId": "PBLN_{3:015}"', f'"pblancNo": "PBLN_{3:015}"'
            return Reply(reply.body.replace(old.encode(), new.encode()), headers=reply.headers)

        live.answer = renamed
        for _ in range(3):
            counts = collect(live)
            assert (counts.failed, counts.withdrawn, counts.held) == (1, 0, 0)

    def test_a_run_goes_on_soon_and_with_the_same_question_only(self, live, monkeypatch):
        live.trouble = 7
        with pytest.raises(SourceError):
            collect(live)
        live.trouble = 0
        live.server.asked.clear()
        sync.run("bizinfo", since=TODAY - timedelta(days=400))
        assert live.pages[0] == 1
        live.trouble = 7
        with pytest.raises(SourceError):
            collect(live)
        monkeypatch.setattr(runs, "GO_ON_WITHIN", timedelta(0))
        live.trouble = 0
        collect(live)
        assert live.pages[0] == 1

    def test_the_timetable_takes_up_a_run_whose_worker_died_once(self, live):
        live.trouble = 7
        with pytest.raises(SourceError):
            collect(live)
        SyncRun.objects.update(state="running", finished_at=None)  # as kill -9 leaves it
        live.trouble = 0
        live.server.asked.clear()
        with locks.lock("sync:bizinfo"):
            jobs.take_up_broken()
        assert live.pages == [], "somebody is at it"
        jobs.take_up_broken()
        assert live.pages[0] == 6
        assert len(keys()) == len(NUMBERS)
        SyncRun.objects.filter(list_from__isnull=False).update(state="running", cursor="9:40")
        live.server.asked.clear()
        jobs.take_up_broken()
        assert live.pages == [], "what died twice waits for its time"
        assert not SyncRun.objects.filter(state="running").exists()


KILLED = textwrap.dedent(
    """
    import sys
    import django
    django.setup()
    from django.core.management import call_command
    from majungmul import sources
    from majungmul.ledger import sync
    from majungmul.ledger.models import Opportunity, OpportunityVersion
    from majungmul.sources.bizinfo import client
    from majungmul.sources.web import Limits, Web
    client.PAGE, sync.BATCH = 5, 4
    web = Web(Limits(tries=1), allow={"127.0.0.1"}, pause=0)
    sources.all()["bizinfo"] = client.Bizinfo(web, base=sys.argv[1], env={"BIZINFO_KEY": "k"})
    call_command("migrate", verbosity=0, skip_checks=True)
    print(sync.run("bizinfo").sentence())
    print(Opportunity.objects.count(), OpportunityVersion.objects.count())
    """
)


def test_killed_in_page_seven_the_next_run_goes_on_there(server, tmp_path):
    asked: list[int] = []
    victim: list[subprocess.Popen[str]] = []

    def page(request: Asked) -> Reply:
        number = int(request.query["pageIndex"])
        asked.append(number)
        if number == 7 and len(victim) == 1:
            os.kill(victim[0].pid, signal.SIGKILL)
        return bizinfo_page(number)

    def collecting() -> tuple[str, int]:
        victim.append(
            subprocess.Popen(
                [sys.executable, "-c", KILLED, f"{server.url}/list"],
                env={
                    **os.environ,
                    "MAJUNGMUL_HOME": str(tmp_path),
                    "DJANGO_SETTINGS_MODULE": "majungmul.settings",
                    "DATABASE_URL": "",
                },
                stdout=subprocess.PIPE,
                text=True,
            )
        )
        out, _ = victim[-1].communicate()
        return out, victim[-1].returncode

    server.on("/list", page)
    assert collecting() == ("", -signal.SIGKILL)
    assert asked == [1, 2, 3, 4, 5, 6, 7]
    asked.clear()
    out, code = collecting()
    assert code == 0
    assert asked[0] in (6, 7)
    assert out.splitlines()[-1] == f"{len(NUMBERS)} {len(NUMBERS)}"
    assert Path(tmp_path, "ledger.sqlite3").exists()


@pytest.mark.django_db
@pytest.mark.parametrize("live", ["smes24"], indirect=True)
def test_a_window_of_time_withdraws_nothing_by_absence(live):
    collect(live)
    live.answer = lambda page: window_page(page if page > 2 else 40)
    for _ in range(3):
        counts = collect(live)
        assert (counts.withdrawn, counts.held, counts.missing) == (0, 0, 0)


@pytest.mark.django_db
@pytest.mark.parametrize("live", ["iris"], indirect=True)
def test_a_board_that_goes_on_beyond_its_pages_withdraws_nothing(live, monkeypatch):
    collect(live)
    table = {**live.source.about.table("list"), "pages": PAGES - 1}
    monkeypatch.setitem(live.source.about.more, "list", table)
    for _ in range(3):
        counts = collect(live)
        assert (counts.withdrawn, counts.held, counts.failed) == (0, 0, 1)

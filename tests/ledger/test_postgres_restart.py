"""PostgreSQL restarted under a run: nothing is half written, and the next run finishes."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
import textwrap
from datetime import date, datetime
from pathlib import Path

import pytest

from majungmul.ledger import sync

pytestmark = [pytest.mark.postgres, pytest.mark.slow]
TOOL = Path(__file__).resolve().parents[2] / "tools" / "with_postgres.py"
T0 = datetime(2026, 5, 4, 9, 0, tzinfo=sync.SEOUL)
ROWS = [(str(n), f"{n}번째 이음 지원사업 모집 공고", date(2026, 5, 29)) for n in range(1, 121)]
RUN = textwrap.dedent(
    """
    import sys
    from pathlib import Path
    import django
    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from majungmul.ledger import sync
    from majungmul.ledger.models import Document, Opportunity, OpportunityVersion
    sync.BATCH = 20
    stop_at = int(sys.argv[2])
    left = [stop_at]
    def pause(execute, *arguments):
        left[0] -= 1
        if left[0] == 0:
            print("paused", flush=True)
            sys.stdin.readline()
        return execute(*arguments)
    if stop_at < 0:
        call_command("migrate", verbosity=0, skip_checks=True)
    else:
        with connection.execute_wrapper(pause):
            print(sync.run("bizinfo", Path(sys.argv[1])).sentence(), flush=True)
        print(Opportunity.objects.count(), OpportunityVersion.objects.count(),
              Document.objects.count(), flush=True)
    """
)


@pytest.fixture(scope="module")
def tool():
    spec = importlib.util.spec_from_file_location("with_postgres", TOOL)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    if module.binaries() is None:
        pytest.skip("no PostgreSQL on this machine")
    return module


def worker(url: str, home: Path, path: Path, stop_at: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", RUN, str(path), str(stop_at)],
        env={
            **os.environ,
            "DATABASE_URL": url,
            "MAJUNGMUL_HOME": str(home),
            "DJANGO_SETTINGS_MODULE": "majungmul.settings",
        },
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_the_run_after_a_restart_finishes_what_was_begun(tool, tmp_path, write_list):
    path = write_list(T0, ROWS)
    with tool.server() as server:
        assert worker(server.url, tmp_path, path, -1).wait() == 0
        broken = worker(server.url, tmp_path, path, 60)
        assert broken.stdout.readline() == "paused\n"
        server.stop("fast")
        server.start()
        out, err = broken.communicate("\n")
        assert broken.returncode != 0
        assert "새 공고" not in out
        whole = worker(server.url, tmp_path, path, 0)
        out, err = whole.communicate()
        assert whole.returncode == 0, err
        assert out.splitlines()[-1] == "120 120 120"

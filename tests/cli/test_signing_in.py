"""The link that `majungmul sign-in` prints: it opens in the browser of whoever runs the portal."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from tests.cli.conftest import Run, environment


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("127.0.0.1", "http://127.0.0.1:8000/"),
        ("::1", "http://[::1]:8000/"),
        ("0.0.0.0", "http://127.0.0.1:8000/"),
    ],
)
def test_a_sign_in_link_opens_in_a_browser_of_this_machine(
    run: Run, host: str, address: str
) -> None:
    assert run("sign-in", "--host", host).stdout.startswith(address + "sign-in/")


def test_behind_tls_the_link_has_the_name_that_browsers_know(tmp_path: Path) -> None:
    outside = {"MAJUNGMUL_HTTPS": "1", "MAJUNGMUL_HOSTS": "portal.example,www.portal.example"}

    done = subprocess.run(
        [sys.executable, "-m", "majungmul", "sign-in"],
        env=environment(tmp_path) | outside,
        capture_output=True,
        text=True,
        timeout=120,
    )

    assert done.stdout.startswith("https://portal.example/sign-in/")

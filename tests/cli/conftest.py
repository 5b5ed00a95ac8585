"""A home of its own and the installed command, as a user has them."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run `majungmul …` in a process of its own; stdout is a pipe, the home is fresh."""

    def call(
        *arguments: str | Path, cwd: Path = tmp_path, **more: str
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "majungmul", *map(str, arguments)],
            cwd=cwd,
            env=environment(tmp_path) | more,
            capture_output=True,
            text=True,
            timeout=120,
        )

    return call


def environment(home: Path) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith("MAJUNGMUL_")}
    bin_folder = str(Path(sys.executable).parent)
    return {
        **kept,
        "MAJUNGMUL_HOME": str(home / "home"),
        "MAJUNGMUL_LANG": "ko",
        "DJANGO_SETTINGS_MODULE": "majungmul.settings",
        "DATABASE_URL": "",
        "PATH": f"{bin_folder}{os.pathsep}{os.environ['PATH']}",
    }

"""Sample notices, files and companies: invented, and marked as samples wherever they are shown.

    notices/bizinfo-earlier.json   three calls as they stood before a correction or extension
    notices/bizinfo.json           40 notices in the shape of the 기업마당 API
    notices/kstartup.json          28 notices in the shape of the K-Startup API
    files/                         notices and press articles as people receive them
    companies/                     eight company profiles

Every organisation, notice and company in here is fictional; only places and laws are real. JSON
holds placeholders for dates (see `rendering`); files carry fixed dates. `tools/make_samples.py`
writes `files/` anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from .rendering import render

ROOT = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True)
class SamplePaths:
    """Where the samples lie. `payloads` are (source slug, file), in the order to load them."""

    payloads: tuple[tuple[str, Path], ...]
    files: tuple[Path, ...]
    companies: tuple[Path, ...]


def paths() -> SamplePaths:
    """Every sample there is; the earlier state of a notice comes before its newer one."""
    notices = ROOT / "notices"
    return SamplePaths(
        payloads=(
            ("bizinfo", notices / "bizinfo-earlier.json"),
            ("bizinfo", notices / "bizinfo.json"),
            ("kstartup", notices / "kstartup.json"),
        ),
        files=tuple(sorted(path for path in (ROOT / "files").iterdir() if path.is_file())),
        companies=tuple(sorted((ROOT / "companies").glob("*.toml"))),
    )


__all__ = ["ROOT", "SamplePaths", "paths", "render"]

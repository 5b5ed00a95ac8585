"""The version of the code lists: stored beside every verdict, so that an old one can be explained.

`DATA_SHA256` is the digest of the data files that `CODES_VERSION` stands for; a test holds the
two together, so whoever edits a list gives it a new version. After an edit run
`python -m majungmul.reference`, which prints both lines.
"""

from __future__ import annotations

from hashlib import sha256

CODES_VERSION = "2026.11.21.8"
DATA_SHA256 = "a7e9f3f15cb9336400e38cd3b4c8b00a7ee4a36085eaa8a29325605eb2adad7c"


def digest() -> str:
    """SHA-256 over the names and contents of all data files, in order of name."""
    from ._files import DATA

    total = sha256()
    for file in sorted(DATA.iterdir(), key=lambda file: file.name):
        if file.name.endswith((".csv", ".toml")):
            total.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return total.hexdigest()

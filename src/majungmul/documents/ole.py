"""The plain preview inside an HWP file, which every HWP carries, locked ones too."""

from __future__ import annotations

import io


def preview(data: bytes) -> str:
    """The text of the `PrvText` stream (UTF-16, about the first 1,000 signs), or empty."""
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as container:
            if not container.exists("PrvText"):
                return ""
            raw: bytes = container.openstream("PrvText").read(1 << 16)
            return raw.decode("utf-16-le", "replace").strip("\x00")
    except Exception:  # a damaged container raises many things; without a preview there is none
        return ""

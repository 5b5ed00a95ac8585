"""HWPX: unhwp's model for the body."""

from __future__ import annotations

from majungmul.documents.archives import check_zip
from majungmul.documents.assemble import from_builder
from majungmul.documents.builder import TextBuilder
from majungmul.documents.model import Document

from . import hwp


def read(data: bytes, name: str) -> Document:
    check_zip(data, name)
    model = hwp.parse(data, name, "HWPX")
    builder = TextBuilder()
    for section in model["sections"]:
        hwp.blocks(builder, section["content"])
    return from_builder(
        builder, name=name, format="hwpx", data=data, warnings=hwp.skipped_warnings(model)
    )

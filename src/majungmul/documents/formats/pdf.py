"""PDF."""

from __future__ import annotations

from majungmul.documents.assemble import from_builder
from majungmul.documents.builder import TextBuilder
from majungmul.documents.errors import Unreadable
from majungmul.documents.model import Document


def read(data: bytes, name: str) -> Document:
    import pypdfium2

    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        code = "encrypted" if "password" in str(error).lower() else "damaged"
        raise Unreadable(name, code, format="PDF") from error
    builder = TextBuilder()
    pages = len(pdf)
    for number in range(pages):
        page = pdf[number]
        text_page = page.get_textpage()
        builder.lines(text_page.get_text_range().replace("\ufffe", ""))
        text_page.close()
        page.close()
    pdf.close()
    if len(builder.text.strip()) < 30 * pages:
        raise Unreadable(name, "needs_ocr", pages=pages)
    return from_builder(builder, name=name, format="pdf", data=data)

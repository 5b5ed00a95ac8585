"""Files made on the spot, in the writer's own words."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence

import pytest

Glyphs = tuple[float, float, float, str]  # x, y from the bottom left, size, text


def make_pdf(
    pages: Sequence[Sequence[Glyphs]],
    rules: Sequence[Sequence[tuple[float, float, float, float]]] = (),
    size: tuple[int, int] = (595, 842),
    drawn: Sequence[tuple[float, float]] = (),
) -> bytes:
    """A PDF whose glyphs stand exactly where they are put; `rules` are straight lines a page.

    `drawn` are places of signs that are drawn on every page instead of written.
    """
    letters = sorted({letter for page in pages for *_, text in page for letter in text})
    code = {letter: number for number, letter in enumerate(letters, 1)}
    mapping = "\n".join(
        f"<{number:04x}> <{letter.encode('utf-16-be').hex()}>" for letter, number in code.items()
    )
    narrow = " ".join(f"{n} [500]" for letter, n in code.items() if ord(letter) < 0x1100)
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        "1 begincodespacerange <0000> <ffff> endcodespacerange\n"
        f"{len(code)} beginbfchar\n{mapping}\nendbfchar\n"
        "endcmap CMapName currentdict /CMap defineresource pop end end"
    )
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"",  # the page tree, once the pages are known
        b"<< /Type /Font /Subtype /Type0 /BaseFont /Made /Encoding /Identity-H"
        b" /DescendantFonts [4 0 R] /ToUnicode 5 0 R >>",
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Made /DW 1000"
        b" /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>"
        b" /FontDescriptor 6 0 R /W [" + narrow.encode() + b"] >>",
        _stream(cmap.encode()),
        b"<< /Type /FontDescriptor /FontName /Made /Flags 4 /FontBBox [0 -200 1000 800]"
        b" /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >>",
    ]
    kids = []
    for number, page in enumerate(pages):
        parts = [
            f"BT /F1 {points} Tf 1 0 0 1 {x} {y} Tm"
            f" <{''.join(f'{code[letter]:04x}' for letter in text)}> Tj ET"
            for x, y, points, text in page
        ]
        lines = rules[number] if number < len(rules) else ()
        parts += [f"{x0} {y0} m {x1} {y1} l S" for x0, y0, x1, y1 in lines]
        parts += [_drawing(x, y) for x, y in drawn]
        objects.append(_stream("\n".join(parts).encode()))
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {size[0]} {size[1]}]"
            f" /Contents {len(objects)} 0 R /Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>".encode()
    return _assemble(objects)


def _drawing(x: float, y: float) -> str:
    """A zigzag of a letter's size: an outline that no text layer knows."""
    corners = [(x + 9 * (step % 2), y + 0.7 * step) for step in range(14)]
    return f"{x} {y} m " + " ".join(f"{a} {b} l" for a, b in corners) + " f"


def _stream(body: bytes) -> bytes:
    return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(body), body)


def _assemble(objects: Sequence[bytes]) -> bytes:
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start)
    return bytes(out)


def make_lines(
    texts: Sequence[str], x: float = 70, top: float = 780, size: float = 11
) -> list[Glyphs]:
    """Texts one under the other, as a page of a PDF."""
    return [(x, top - 2 * size * number, size, text) for number, text in enumerate(texts)]


def make_grid(
    columns: Sequence[float], rows: Sequence[float], sides: bool = True
) -> list[tuple[float, float, float, float]]:
    """The lines of a ruled table; without `sides` its outer vertical ones are left undrawn."""
    flat = [(columns[0], y, columns[-1], y) for y in rows]
    upright = columns if sides else columns[1:-1]
    return flat + [(x, rows[0], x, rows[-1]) for x in upright]


def make_hwpx(build: Callable[[object], None] | None = None) -> bytes:
    """An HWPX file; `build` is given the python-hwpx document to fill."""
    from hwpx import HwpxDocument

    document = HwpxDocument.new()
    if build is None:
        document.add_paragraph("1. 지원대상")
        document.add_paragraph("○ 도내에 본사를 둔 기업")
    else:
        build(document)
    return document.to_bytes()


def make_docx(build: Callable[[object], None] | None = None) -> bytes:
    import docx

    document = docx.Document()
    if build is None:
        document.add_paragraph("1. 지원내용")
        document.add_paragraph("○ 시제품 제작비를 지원한다")
    else:
        build(document)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def make_zip(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, body in members.items():
            archive.writestr(name, body)
    return buffer.getvalue()


class Maker:
    """All of the above, for tests to ask for as one fixture."""

    pdf = staticmethod(make_pdf)
    lines = staticmethod(make_lines)
    grid = staticmethod(make_grid)
    hwpx = staticmethod(make_hwpx)
    docx = staticmethod(make_docx)
    zip = staticmethod(make_zip)


@pytest.fixture(scope="session")
def make() -> type[Maker]:
    return Maker

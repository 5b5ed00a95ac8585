"""A small TrueType font with just the characters of one text, cut from Noto Sans CJK KR.

Chromium embeds TrueType as text that any reader can take out again; the outlines of Noto's own
CFF collection it draws glyph by glyph instead. Noto is under the SIL Open Font License, which
allows subsets inside documents.
"""

from __future__ import annotations

import io

from fontTools import subset
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTCollection, TTFont, newTable

SOURCE = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"
FAMILY = "Noto Sans CJK KR"
_UNUSED = ["GSUB", "GPOS", "BASE", "VORG", "vhea", "vmtx", "DSIG"]
_COUNTERS = (
    "maxTwilightPoints", "maxStorage", "maxFunctionDefs", "maxInstructionDefs",
    "maxStackElements", "maxSizeOfInstructions", "maxComponentElements",
)  # fmt: skip


def font_for(text: str, source: str = SOURCE) -> bytes:
    """The bytes of a TrueType font that holds the characters of `text`."""
    fonts = TTCollection(source).fonts
    font: TTFont = next(font for font in fonts if font["name"].getDebugName(1) == FAMILY)
    options = subset.Options()
    options.layout_features = []
    options.drop_tables += _UNUSED
    cutter = subset.Subsetter(options)
    cutter.populate(text=text)
    cutter.subset(font)
    _to_truetype(font)
    font["head"].modified = font["head"].created
    font.recalcTimestamp = False
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


def _to_truetype(font: TTFont) -> None:
    """Cubic outlines become quadratic ones, to one unit in a thousand."""
    order, drawn = font.getGlyphOrder(), font.getGlyphSet()
    glyphs = {}
    for name in order:
        pen = TTGlyphPen(drawn)
        drawn[name].draw(Cu2QuPen(pen, 1.0, reverse_direction=True))
        glyphs[name] = pen.glyph()
    font["loca"] = newTable("loca")
    font["glyf"] = newTable("glyf")
    font["glyf"].glyphOrder, font["glyf"].glyphs = order, glyphs
    del font["CFF "]
    font["maxp"].tableVersion = 0x00010000
    font["maxp"].maxZones = 1
    for counter in _COUNTERS:
        setattr(font["maxp"], counter, 0)
    font["post"].formatType = 3.0
    font.sfntVersion = "\x00\x01\x00\x00"

"""A PDF page as people see it: glyphs by their place, lines, columns and ruled tables.

The text layer's own order is not trusted: word processors write runs of one font one after the
other, so that `2025년 4월` comes out as `2025 4 년 월`. Order comes from where glyphs stand.
"""

"""Fonts inside a PDF: only the glyphs that are printed, so that a sheet is tens of kilobytes.

WeasyPrint keeps the glyph numbers of the whole Noto CJK font, so each face still carries metrics
and empty outlines for tens of thousands of characters it does not use. Here each face is replaced
by its bare CFF program with the used glyphs under their old numbers (ISO 32000-1, 9.9: CIDFontType0C).
"""

import io
from itertools import pairwise
from typing import Any

import pydyf
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont, TTLibError

# Tables of the OpenType wrapper, which a PDF says in its own words.
_UNUSED = {"VORG", "vmtx", "vhea", "hmtx", "hhea", "GSUB", "GPOS", "OS/2", "name", "post"}


def compact_fonts(document: Any, pdf: pydyf.PDF) -> None:
    """A finisher for `write_pdf`: shrink every OpenType face with CID-keyed outlines."""
    for item in pdf.objects:
        if isinstance(item, pydyf.Stream) and item.extra.get("Subtype") == "/OpenType":
            program = _bare_program(b"".join(_as_bytes(part) for part in item.stream))
            if program:
                item.stream = [program]
                item.extra["Subtype"] = "/CIDFontType0C"


def _as_bytes(part: Any) -> bytes:
    return part if isinstance(part, bytes) else str(part).encode()


def _bare_program(data: bytes) -> bytes | None:
    """The face's CFF program with its used glyphs alone; None when it is built in another way."""
    try:
        font = TTFont(io.BytesIO(data))
    except TTLibError:
        return None
    if "CFF " not in font or not hasattr(font["CFF "].cff.topDictIndex[0], "ROS"):
        return None
    for table in set(font.keys()) & _UNUSED:
        del font[table]
    subsetter = Subsetter(Options(hinting=True, desubroutinize=True, layout_features=[], recalc_bounds=False))
    subsetter.populate(gids=_used_glyphs(font))
    subsetter.subset(font)
    program = io.BytesIO()
    font["CFF "].cff.compile(program, font, isCFF2=False)
    return program.getvalue()


def _used_glyphs(font: TTFont) -> list[int]:
    """The numbers of the glyphs with an outline. An empty one is a single byte, `endchar`."""
    offsets = font["CFF "].cff.topDictIndex[0].CharStrings.charStringsIndex.offsets
    return [glyph for glyph, (start, end) in enumerate(pairwise(offsets)) if glyph and end - start > 1]

"""Several photographs and PDFs as one PDF, in a chosen order, each turned as its sender says.

A small JPEG goes in as it is, without being compressed once more; a large one is made as fine as a
good scan (A4 at 300 dots an inch). The originals stay in the store under their own hashes.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass

import img2pdf
from PIL import Image, ImageOps
from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError

from documents.errors import PDF_MAX_PAGES, FileRefused
from documents.files import read
from documents.models import ContentType, StoredFile
from documents.photographs import without_place

TURNS = (0, 90, 180, 270)  # degrees, clockwise
AS_IT_IS = 2 * 1024 * 1024  # bytes a page
FINE = (2480, 3508)  # pixels of A4 at 300 dots an inch
QUALITY = 85
_A4 = (img2pdf.mm_to_pt(210), img2pdf.mm_to_pt(297))
_LAYOUT = img2pdf.get_layout_fun(pagesize=_A4, auto_orient=True)


@dataclass(frozen=True)
class Sheet:
    """A file in its place, turned clockwise by `turn` degrees."""

    file: StoredFile
    turn: int = 0


@dataclass(frozen=True)
class Bound:
    """What became of them."""

    data: bytes
    pages: int


def combine(sheets: Sequence[Sheet]) -> Bound:
    """One PDF of all sheets, in order.

    Raises NotYetReadable before the safety check of each file is done, FileRefused for too many
    pages and for a content that can't be drawn.
    """
    if sum(sheet.file.pages for sheet in sheets) > PDF_MAX_PAGES:
        raise FileRefused("file_too_many_pages")
    writer = PdfWriter()
    for sheet in sheets:
        _add(writer, sheet)
    out = io.BytesIO()
    writer.write(out)
    return Bound(out.getvalue(), len(writer.pages))


def _add(writer: PdfWriter, sheet: Sheet) -> None:
    data = read(sheet.file)
    try:
        source = (
            data if sheet.file.content_type == ContentType.PDF else _page_of(data, sheet.file.content_type)
        )
        for page in PdfReader(io.BytesIO(source)).pages:
            writer.add_page(page).rotate(sheet.turn)
    except (PyPdfError, OSError, ValueError, SyntaxError, KeyError, TypeError, img2pdf.ImageOpenError):
        raise FileRefused("file_damaged") from None


def _page_of(data: bytes, content_type: str) -> bytes:
    """A picture as a PDF of one page, upright, without the place where it was taken."""
    bare = without_place(data, content_type) or data
    with Image.open(io.BytesIO(bare)) as image:
        plain = image.mode in ("RGB", "L") and len(bare) <= AS_IT_IS
        fine = bare if plain else _made_fine(image)
    return img2pdf.convert(fine, layout_fun=_LAYOUT, rotation=img2pdf.Rotation.ifvalid)


def _made_fine(image: Image.Image) -> bytes:
    """A JPEG that fills a sheet, upright, transparent parts white."""
    image.draft("RGB", FINE)
    upright = ImageOps.exif_transpose(image)
    upright.thumbnail(FINE if upright.height >= upright.width else FINE[::-1])
    sheet = Image.new("RGB", upright.size, "white")
    sheet.paste(upright, mask=upright.getchannel("A") if "A" in upright.getbands() else None)
    out = io.BytesIO()
    sheet.save(out, "JPEG", quality=QUALITY)
    return out.getvalue()

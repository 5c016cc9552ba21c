"""A page of a stored file as a picture: drawn here, so that nothing of the original runs anywhere else.

The original keeps its hash and what else its metadata say, because it is evidence. A preview has no metadata.
"""

import io
from threading import Lock

import pypdfium2
from PIL import Image, ImageOps

from core.errors import NotFound
from documents.errors import FileRefused
from documents.files import open_content
from documents.models import ContentType, StoredFile

MAX_WIDTH = 1600
MAX_HEIGHT = 2400
_PDFIUM = Lock()  # the library is not safe for threads


def preview_png(file: StoredFile, page: int = 1, *, width: int = 1000) -> bytes:
    """Page `page` (from 1) as PNG, at most `width` pixels wide.

    Raises NotFound for a page that is not there and FileRefused when the content can't be drawn.
    """
    if not 1 <= page <= file.pages:
        raise NotFound()
    size = (min(max(width, 64), MAX_WIDTH), MAX_HEIGHT)
    with open_content(file) as content:
        data = content.read()
    draw = _draw_page if file.content_type == ContentType.PDF else _draw_image
    try:
        return _as_png(draw(data, page, size))
    except (OSError, ValueError, SyntaxError, pypdfium2.PdfiumError):
        raise FileRefused("file_damaged") from None


def _draw_page(data: bytes, page: int, size: tuple[int, int]) -> Image.Image:
    with _PDFIUM:
        document = pypdfium2.PdfDocument(data)
        try:
            sheet = document[page - 1]
            scale = min(size[0] / sheet.get_width(), size[1] / sheet.get_height())
            return sheet.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB")
        finally:
            document.close()


def _draw_image(data: bytes, page: int, size: tuple[int, int]) -> Image.Image:
    with Image.open(io.BytesIO(data)) as image:
        image.draft("RGB", size)
        upright = ImageOps.exif_transpose(image)
        upright.thumbnail(size)
        return upright.convert("RGB")


def _as_png(image: Image.Image) -> bytes:
    """Pixels only: a fresh image carries no metadata over."""
    bare = Image.new("RGB", image.size, "white")
    bare.paste(image)
    out = io.BytesIO()
    bare.save(out, "PNG", optimize=False)
    return out.getvalue()

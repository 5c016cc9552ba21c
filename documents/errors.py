"""Why a file or a paper is refused: a stable code and what the reader can do about it."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from core.errors import BadInput, DomainError

# The refusals of an upload: code -> (what is wrong, what to do).
FILE_REFUSALS: dict[str, tuple[Any, Any]] = {
    "file_empty": (
        _("The file is empty"),
        _("Choose the file again. If it stays empty, save or scan it once more."),
    ),
    "file_too_large": (
        _("The file is too large"),
        _("At most %(megabytes)s MB each. Scan at a lower resolution or split the document."),
    ),
    "file_type": (
        _("This kind of file can't be used"),
        _("Every department can read PDF, JPEG and PNG. Save or photograph the document as one of these."),
    ),
    "file_mismatch": (
        _("The file is not what its name says"),
        _("Inside is neither a PDF nor a photo. Save it again as PDF, JPEG or PNG, or photograph it."),
    ),
    "file_encrypted": (
        _("The file is locked with a password"),
        _("Departments can't open it. Remove the protection, or print it to a new PDF."),
    ),
    "file_damaged": (
        _("The file is damaged or incomplete"),
        _("It may not have arrived whole. Send it again; if it fails again, save or scan it once more."),
    ),
    "file_active": (
        _("The file contains a program or an attachment"),
        _("Only pages can be handed in. Print it to a new PDF and send that."),
    ),
    "file_disguised": (
        _("The file hides other content"),
        _("Behind the document there is something else. Print it to a new PDF, or photograph the page."),
    ),
    "file_too_many_pages": (
        _("The document has too many pages"),
        _("At most %(pages)s pages each. Split the document."),
    ),
    "image_too_large": (
        _("The picture has too many pixels"),
        _("Photograph it with the camera's ordinary setting, or save it smaller."),
    ),
    "file_infected": (
        _("The safety check found something harmful"),
        _("The file was not kept. Check your device, and send a clean copy."),
    ),
}
PDF_MAX_PAGES = 500
_MEGABYTE = 1024 * 1024


class FileRefused(BadInput):
    """An upload that can't be taken; `code` is one of FILE_REFUSALS."""

    def __init__(self, code: str) -> None:
        title, detail = FILE_REFUSALS[code]
        figures = {"megabytes": settings.UPLOAD_MAX_BYTES // _MEGABYTE, "pages": PDF_MAX_PAGES}
        super().__init__(str(detail) % figures, code=code, title=title)


class GlyphMissing(DomainError):
    """A character of the paper has no shape in the installed fonts: nothing is issued with a gap in it."""

    status = 500
    code = "glyph_missing"
    title = _("A character can't be printed")


class NotYetReadable(DomainError):
    """The safety check of a file has not said that it may be opened."""

    status = 409
    code = "file_not_checked"
    title = _("The file's safety check is not finished")

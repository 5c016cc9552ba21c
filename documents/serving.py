"""A stored file as an HTTP answer that no browser can mistake for a page of the portal."""

from typing import TypeVar

from django.http import FileResponse, HttpResponse

from documents.files import open_content
from documents.models import StoredFile
from documents.previews import preview_png

Answer = TypeVar("Answer", HttpResponse, FileResponse)

# Whatever the content is, it runs nothing, frames nothing and fetches nothing.
CONTENT_POLICY = "default-src 'none'; sandbox"
# A paper that the product wrote itself: a browser's own viewer may open it, which a sandbox forbids.
OWN_PAPER_POLICY = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'"


def serve(file: StoredFile, *, inline: bool = False) -> FileResponse:
    """The content under its cleaned name. The caller has checked that this reader may see it."""
    response = FileResponse(
        open_content(file),
        as_attachment=not inline,
        filename=file.name,
        content_type=file.content_type,
    )
    response["Content-Length"] = str(file.size)
    return _guarded(response)


def serve_own(file: StoredFile) -> FileResponse:
    """A paper or certificate that the product wrote, opened in the browser's viewer."""
    response = serve(file, inline=True)
    response["Content-Security-Policy"] = OWN_PAPER_POLICY
    return response


def serve_preview(file: StoredFile, page: int = 1, *, width: int = 1000) -> HttpResponse:
    """One page as a picture, without the original's metadata."""
    return _guarded(HttpResponse(preview_png(file, page, width=width), content_type="image/png"))


def _guarded(response: Answer) -> Answer:
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = CONTENT_POLICY
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-store"
    return response

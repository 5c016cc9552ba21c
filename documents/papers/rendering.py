"""From a template to a PDF/A-3u: own fonts only, no fetching, and never with a character missing."""

import logging
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from io import BytesIO
from typing import Any

import segno
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.exceptions import ImproperlyConfigured
from django.template.loader import render_to_string
from pypdf import PdfReader
from weasyprint import CSS, HTML
from weasyprint.urls import URLFetcher

from documents.errors import GlyphMissing
from documents.papers.addresses import progress_address
from documents.papers.contexts import PaperContext
from documents.papers.fonts import compact_fonts
from documents.papers.press import font_configuration
from documents.seals import seal_data_uri, seal_name

PDF_VARIANT = "pdf/a-3u"
_LOGGER = logging.getLogger("weasyprint")


def render(context: PaperContext, language: str, *, number: str) -> bytes:
    """The paper as PDF: Chinese, and with English beside it when the applicant chose English ("en").

    Raises GlyphMissing when a character of it has no shape in the installed fonts.
    """
    words = {
        "paper": context,
        "title": context.title,
        "number": number,
        "bilingual": language == "en",
        "demo": settings.DEMO,
        "qr": qr_data_uri(progress_address(context.case_number)),
        "seal_name": seal_name(context.department["zh"]),
        "seal": seal_data_uri(context.department["zh"], demo=settings.DEMO),
    }
    return html_to_pdf(context.template, words, style="papers/paper.css")


def html_to_pdf(template: str, words: Mapping[str, Any], *, style: str) -> bytes:
    """A template with its style sheet as PDF/A-3u with compact fonts."""
    html = render_to_string(template, dict(words))
    with _every_glyph():
        return HTML(string=html, base_url="about:blank", url_fetcher=_nothing_from_outside()).write_pdf(
            stylesheets=[_style(style)],
            font_config=font_configuration(),
            pdf_variant=PDF_VARIANT,
            finisher=compact_fonts,
        )


def page_count(pdf: bytes) -> int:
    """How many sheets a PDF of ours has."""
    return len(PdfReader(BytesIO(pdf)).pages)


def qr_data_uri(text: str) -> str:
    """A QR code (ISO/IEC 18004, error correction M) as a picture inside the document."""
    return segno.make_qr(text, error="m").svg_data_uri(border=0, scale=4)


def _nothing_from_outside() -> URLFetcher:
    return URLFetcher(allowed_protocols={"data"}, fail_on_errors=True)


@cache
def _style(name: str) -> CSS:
    """A style sheet of the static files, read once."""
    path = finders.find(name)
    if path is None:
        raise ImproperlyConfigured(f"The style sheet {name} is not among the static files.")
    return CSS(filename=str(path), font_config=font_configuration())


@contextmanager
def _every_glyph() -> Iterator[None]:
    """Fail when WeasyPrint says, in its log, that it drew a box in place of a character."""
    watcher = _GlyphWatcher()
    _LOGGER.addHandler(watcher)
    try:
        yield
    finally:
        _LOGGER.removeHandler(watcher)
    if watcher.missing:
        raise GlyphMissing(" ".join(sorted(watcher.missing)))


class _GlyphWatcher(logging.Handler):
    """Collects the characters without a shape that this thread's rendering reports."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.missing: set[str] = set()
        self._thread = threading.get_ident()

    def emit(self, record: logging.LogRecord) -> None:
        if record.thread == self._thread and str(record.msg).startswith(".notdef"):
            char, codepoint = record.args  # type: ignore[misc]  # as WeasyPrint logs it
            self.missing.add(f"{char} (U+{codepoint:04X})")

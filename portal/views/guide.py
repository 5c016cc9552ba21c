"""The handbook of an errand: on screen and on paper, from the same values; and what the paper is worth."""

from io import BytesIO
from typing import Any

import segno
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers

from core.clock import now
from core.http import reads
from core.text import pick
from portal.channels import framed_by_channels
from portal.citizen.guide import MATTER, ONE_THING, guide_for, page_of
from portal.citizen.guide_facts import Guide
from portal.citizen.sheets import address_of_sheet, blank_form, mark_of, sheet_for


@reads
@framed_by_channels
def one_thing(request: HttpRequest, code: str) -> HttpResponse:
    """The guide of a one-thing; the answers stand in the address (C-03)."""
    return _on_screen(request, ONE_THING, code)


@reads
@framed_by_channels
def matter(request: HttpRequest, code: str) -> HttpResponse:
    """The guide of a single matter; what the law has ended is shown as history."""
    return _on_screen(request, MATTER, code)


def _on_screen(request: HttpRequest, kind: str, code: str) -> HttpResponse:
    response = render(request, "citizen/guide.html", page_of(guide_for(kind, code, request.GET)))
    patch_vary_headers(response, ["HX-Request"])
    return response


@reads
def printed(request: HttpRequest, kind: str, code: str) -> HttpResponse:
    """The same guide on one A4 page, with its day, its mark and the code that tells its worth."""
    guide = guide_for(kind, code, request.GET)
    mark = mark_of(guide)
    address = _absolute(address_of_sheet(guide, mark))
    context = {**page_of(guide), "mark": mark, "printed_at": now(), "qr": qr_svg(address)}
    return render(request, "citizen/guide_print.html", context)


@reads
def form(request: HttpRequest, kind: str, code: str) -> HttpResponse:
    """The errand's form as a blank sheet, for those who would rather write by hand (C-03)."""
    guide = guide_for(kind, code, request.GET)
    context = {
        "name": pick(guide.errand.name),
        "version": guide.errand.version,
        "groups": blank_form(guide),
        "qr": qr_svg(_absolute(_guide_url(guide))),
    }
    return render(request, "citizen/blank_form.html", context)


@reads
def qr(request: HttpRequest, kind: str, code: str) -> HttpResponse:
    """The code that opens this guide, answers included, on a phone: an image of its own."""
    address = _absolute(_guide_url(guide_for(kind, code, request.GET)))
    drawing = BytesIO()
    segno.make_qr(address, error="l").save(drawing, kind="svg", border=2, omitsize=True)
    return HttpResponse(drawing.getvalue(), content_type="image/svg+xml")


@reads
def sheet(request: HttpRequest, kind: str, code: str, day: str, mark: str) -> HttpResponse:
    """Whether a printed guide still holds: the page behind its code."""
    found = sheet_for(kind, code, day, mark, request.GET)
    context: dict[str, Any] = {"sheet": found, "mark": mark}
    if found.guide:
        errand = found.guide.errand
        context |= {
            "name": pick(errand.name),
            "errand": errand,
            "change_note": pick(errand.record["change_note"]),
            "guide_url": _guide_url(found.guide),
        }
    return render(request, "citizen/sheet.html", context)


def _guide_url(guide: Guide) -> str:
    path = reverse(f"portal:{guide.kind}", args=[guide.code])
    return f"{path}?{guide.parameters}" if guide.parameters else path


def _absolute(path: str) -> str:
    return f"{settings.SITE_URL.rstrip('/')}{path}"


def qr_svg(text: str) -> str:
    """A QR code as an inline drawing without style of its own."""
    return segno.make_qr(text, error="m").svg_inline(border=2, omitsize=True, svgclass=None, lineclass=None)

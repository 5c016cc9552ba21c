"""The handbook of an errand: on the screen and on paper, from the same values."""

import segno
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from core.http import reads
from portal.citizen.guide import MATTER, ONE_THING, guide_for, page_of


@reads
def one_thing(request: HttpRequest, code: str) -> HttpResponse:
    """The guide of a one-thing; the answers stand in the address (C-03)."""
    return _guide(request, ONE_THING, code, "citizen/guide.html")


@reads
def matter(request: HttpRequest, code: str) -> HttpResponse:
    """The guide of a single matter; what the law has ended is shown as history."""
    return _guide(request, MATTER, code, "citizen/guide.html")


@reads
def printed(request: HttpRequest, kind: str, code: str) -> HttpResponse:
    """The same guide on A4, unfolded."""
    return _guide(request, kind, code, "citizen/guide_print.html")


def _guide(request: HttpRequest, kind: str, code: str, template: str) -> HttpResponse:
    guide = guide_for(kind, code, request.GET)
    page = page_of(guide)
    address = f"{settings.SITE_URL.rstrip('/')}{reverse(f'portal:{kind}', args=[code])}?{guide.parameters}"
    return render(request, template, {**page, "address": address, "qr": qr_svg(address)})


def qr_svg(text: str) -> str:
    """A QR code as an inline drawing without style of its own."""
    return segno.make_qr(text, error="m").svg_inline(border=2, omitsize=True, svgclass=None, lineclass=None)

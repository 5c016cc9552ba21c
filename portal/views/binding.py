"""Photographs in order: the page on which several files of a material become one PDF (C-07)."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from cases.actions import combine_material
from core.errors import DomainError
from core.http import writes
from portal.citizen.binding import as_sheets, changed, files_to_bind, material_words, pages, places_in, said
from portal.citizen.drafts import Application
from portal.views.common import of_case, see_other
from portal.views.uploads import must_be_asked

BIND = "bind"


@writes
@of_case
def bind(request: HttpRequest, mine: Application, material: str) -> HttpResponseBase:
    """Every press of up, down, turn or leave out shows the new order; the last one makes the PDF."""
    must_be_asked(mine, material)
    rows = files_to_bind(mine, material)
    words = material_words(mine, material)
    do = request.POST.get("do", "")
    places = changed(places_in(request.POST, rows), do)
    if not rows:
        return see_other(words["back_url"])
    error = ""
    if do == BIND:
        try:
            combine_material(mine.case, by=mine.actor, material=material, sheets=as_sheets(places))
        except DomainError as refused:
            error = " ".join(
                filter(None, (str(refused.title), str(refused.detail), _("All files are still here.")))
            )
        else:
            return _back(request, words["back_url"])
    return _page(
        request, mine, {**words, "pages": pages(mine, places, rows), "error": error, "said": said(places, do)}
    )


def _back(request: HttpRequest, url: str) -> HttpResponse:
    """To the papers, whether a script or the browser itself sent the form."""
    return HttpResponseClientRedirect(url) if request.headers.get("HX-Request") else see_other(url)


def _page(request: HttpRequest, mine: Application, context: dict) -> HttpResponse:
    sheets = sum(page["sheets"] for page in context["pages"])
    template = "citizen/parts/bind.html" if request.headers.get("HX-Request") else "citizen/bind.html"
    status = 422 if context["error"] else 200
    return render(request, template, {"mine": mine, "sheets": sheets, **context}, status=status)

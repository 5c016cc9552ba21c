"""The style guide's pages: one view, one template for each page."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from portal.styleguide import samples

PAGES = (
    "components",
    "forms",
    "done",
    "case",
    "guide",
    "home",
    "receipt",
    "worklist",
    "console",
    "review",
    "overview",
)


def index(request: HttpRequest, page: str = "components") -> HttpResponse:
    """One page of the style guide, named in PAGES."""
    if page not in PAGES:
        raise Http404(page)
    return render(request, f"styleguide/{page}.html", {"sample": samples.sample()})

"""Pages that only tell: help, telephone numbers, the negative list, how figures are counted, who we are."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from core.http import reads
from portal.channels import framed_by_channels
from portal.citizen import information


@reads
@framed_by_channels
def help_page(request: HttpRequest) -> HttpResponse:
    """Whom to ask, where to go, what others asked, and what to do when something can't be done (C-17)."""
    context = {"questions": information.questions(), "places": information.places()}
    return render(request, "citizen/help.html", context)


@reads
@framed_by_channels
def departments(request: HttpRequest) -> HttpResponse:
    """Every department's numbers."""
    return render(request, "citizen/departments.html", {"departments": information.departments()})


@reads
@framed_by_channels
def negative_list(request: HttpRequest) -> HttpResponse:
    """Matters that still need more than one visit (A-043)."""
    return render(request, "citizen/negative_list.html", {"rows": information.negative_list()})


@reads
@framed_by_channels
def figures(request: HttpRequest) -> HttpResponse:
    """How every figure of the public pages is counted."""
    return render(request, "citizen/figures.html")


@reads
def official(request: HttpRequest) -> HttpResponse:
    """How to tell that this is the government's own site."""
    return render(request, "citizen/official.html")

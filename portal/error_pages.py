"""Pages for what went wrong before or outside a view. Each says what happened, what is kept, what to do next.

portal.urls names these as its handlers, settings name `refused_form` as CSRF_FAILURE_VIEW.
"""

import sys
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.http import back_url

SOON = {"Retry-After": "60"}  # seconds


@dataclass(frozen=True)
class ErrorPage:
    """Three sentences of one status."""

    status: int
    what: str | Promise
    kept: str | Promise
    next: str | Promise


BAD_REQUEST = ErrorPage(
    400,
    _("We could not read that request"),
    _("Nothing was changed."),
    _("Go back, load the page again and repeat the last step."),
)
FORBIDDEN = ErrorPage(
    403,
    _("This page is not open to you"),
    _("Nothing was changed."),
    _("If it is about your own case, sign in with the account that applied, or ask whoever applied for you."),
)
NOT_FOUND = ErrorPage(
    404,
    _("There is no such page"),
    _("Your cases and drafts are where they were."),
    _("Check the address, or search for what you want to get done."),
)
TOO_LARGE = ErrorPage(
    413,
    _("That was too much to send at once"),
    _("It was not taken in; what was saved before is kept."),
    _("Go back and send less at once: files one by one, each of at most 20 MB."),
)
TOO_MANY = ErrorPage(
    429,
    _("Too many tries in a short time"),
    _("What was saved is kept."),
    _("Wait a minute, then try once more."),
)
INCOMPLETE = ErrorPage(
    422,
    _("Something in the form is not right yet"),
    _("What you typed is kept."),
    _("Go back to the form: what to correct stands beside each answer."),
)
REFUSED_FORM = ErrorPage(
    403,
    _("The form was open for too long"),
    _("Drafts saved on the way are kept; the last step was not sent."),
    _("Go back, load the page again and send it once more. Cookies must be allowed."),
)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """handler400; Django names a body beyond the limit by the exception alone."""
    return _page(request, TOO_LARGE if isinstance(exception, RequestDataTooBig) else BAD_REQUEST)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """handler403."""
    return _page(request, FORBIDDEN)


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """handler404."""
    return _page(request, NOT_FOUND)


def too_many_requests(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """For whatever limits the rate of sign-in and search."""
    return _page(request, TOO_MANY)


def incomplete(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """A form that can't be shown again beside its own answers."""
    return _page(request, INCOMPLETE)


def refused_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """CSRF_FAILURE_VIEW: mostly a page that was open for longer than the session."""
    return _page(request, REFUSED_FORM)


def server_error(request: HttpRequest) -> HttpResponse:
    """handler500: without database, session or language, since any of them may be what failed.

    Where the database does not answer, or gave up waiting, it is 503: soon it will.
    """
    context = {"trace_id": getattr(request, "trace_id", ""), "hotline": settings.CITY["hotline"]}
    if isinstance(sys.exception(), OperationalError | InterfaceError):
        return HttpResponse(render_to_string("errors/503.html", context), status=503, headers=SOON)
    return HttpResponse(render_to_string("errors/500.html", context), status=500)


def _page(request: HttpRequest, error: ErrorPage) -> HttpResponse:
    context = {"what": error.what, "kept": error.kept, "next": error.next, "back_url": back_url(request)}
    return render(request, "errors/page.html", context, status=error.status)

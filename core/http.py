"""What a page's view declares and how a DomainError becomes a page.

A view says whether it reads or writes; a reading view cannot write, whatever it calls.
"""

import re
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.db import connection
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotAllowed,
    HttpResponseRedirect,
)
from django.template import TemplateDoesNotExist
from django.template.loader import get_template
from django.utils.http import url_has_allowed_host_and_scheme

from core.errors import DomainError
from core.tracing import trace_id

View = Callable[..., HttpResponseBase]

READ_METHODS = ("GET", "HEAD")
READ_STATEMENTS = frozenset(
    ["SELECT", "SHOW", "EXPLAIN", "DECLARE", "FETCH", "CLOSE", "SAVEPOINT", "RELEASE", "ROLLBACK"]
)
WRITE_WORDS = re.compile(r"\b(INSERT|UPDATE|DELETE|MERGE)\b", re.IGNORECASE)


class ReadingViewWrites(RuntimeError):
    """A view that declares to read tried to write: a fault of the program."""


def reads(view: View) -> View:
    """Declares a page that only shows: GET and HEAD, and no statement that changes anything."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method not in READ_METHODS:
            return HttpResponseNotAllowed(READ_METHODS)
        with connection.execute_wrapper(_refuse_writes):
            return view(request, *args, **kwargs)

    guarded.declares = "reads"  # type: ignore[attr-defined]  # read by the test that walks all routes
    return guarded


def writes(view: View) -> View:
    """Declares a page with a form: POST may write, GET shows the form and may not."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "POST":
            return view(request, *args, **kwargs)
        if request.method not in READ_METHODS:
            return HttpResponseNotAllowed([*READ_METHODS, "POST"])
        with connection.execute_wrapper(_refuse_writes):
            return view(request, *args, **kwargs)

    guarded.declares = "writes"  # type: ignore[attr-defined]
    return guarded


def patches(view: View) -> View:
    """Declares the address that keeps one field of a form as it is typed: PATCH, and nothing else."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method != "PATCH":
            return HttpResponseNotAllowed(["PATCH"])
        return view(request, *args, **kwargs)

    guarded.declares = "writes"  # type: ignore[attr-defined]
    return guarded


def framed_by_self(view: View) -> View:
    """Lets our own pages show this one in a frame: previews of papers and materials."""

    @wraps(view)
    def framed(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        response.frame_ancestors = "'self'"  # type: ignore[attr-defined]  # read by ContentPolicyMiddleware
        response["X-Frame-Options"] = "SAMEORIGIN"
        return response

    return framed


def _refuse_writes(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
    word = sql.lstrip(" \n\t(").split(None, 1)[0].upper() if sql.strip() else ""
    reading = word in READ_STATEMENTS or (word == "WITH" and not WRITE_WORDS.search(sql))
    if not reading or ";" in sql.rstrip("; \n"):
        raise ReadingViewWrites(f"A reading view tried to {word}: {sql[:120]}")
    return execute(sql, params, many, context)


def wants_json(request: HttpRequest) -> bool:
    """Whether the API translates this request's errors, not a page."""
    return request.path_info.startswith("/api/")


def answer_error(request: HttpRequest, error: DomainError) -> HttpResponse:
    """A form goes back to its page with a message; anything else gets a page with the right status."""
    back = back_url(request)
    if request.method == "POST" and back and not request.headers.get("HX-Request"):
        messages.error(request, _in_one_line(error))
        return HttpResponseRedirect(back, status=303)
    return error_page(request, error, back)


def back_url(request: HttpRequest) -> str:
    """Where the reader came from, if that is one of our own pages; else empty."""
    referer = request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(
        referer, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return referer if ours else ""


def _in_one_line(error: DomainError) -> str:
    reasons = [str(item["reason"]) for item in error.errors if item.get("reason")]
    return " ".join(part for part in [str(error.title), str(error.detail), *reasons] if part)


def error_page(request: HttpRequest, error: DomainError, back: str = "") -> HttpResponse:
    """`errors/domain.html` with title, detail, errors, trace_id and back_url."""
    context = {
        "title": error.title,
        "detail": error.detail,
        "errors": error.errors,
        "code": error.code,
        "trace_id": trace_id(),
        "back_url": back,
    }
    try:
        return HttpResponse(get_template("errors/domain.html").render(context, request), status=error.status)
    except TemplateDoesNotExist:
        text = f"{_in_one_line(error)}\n{trace_id()}\n"
        return HttpResponse(text, status=error.status, content_type="text/plain; charset=utf-8")

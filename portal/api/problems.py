"""Everything that can go wrong with a call, told as RFC 9457 says: one shape, in the reader's words."""

import logging
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.db import DataError, OperationalError
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from psycopg2.errors import DeadlockDetected, LockNotAvailable, QueryCanceled
from rest_framework import exceptions
from rest_framework.response import Response

from core.errors import BadInput, DomainError, NotAllowed, NotFound
from core.tracing import trace_id

log = logging.getLogger(__name__)

PROBLEM_TYPE = "application/problem+json"
BUSY_CAUSES = (LockNotAvailable, QueryCanceled, DeadlockDetected)
BUSY_SECONDS = 2


class CallError(DomainError):
    """A call that HTTP or the form of its body already refuses; the status tells which."""

    def __init__(self, status: int, detail: Any = "", *, code: str = "", **extra: Any) -> None:
        known_code, title, usual = CALL_ERRORS[status]
        super().__init__(detail or usual, code=code or known_code, title=title, **extra)
        self.status = status


# status -> (code, title, what to do)
CALL_ERRORS: dict[int, tuple[str, Any, Any]] = {
    400: ("malformed", _("The call can't be read"), _("Please check its form against the description.")),
    401: ("not_authenticated", _("Please sign in"), _("Send a valid token: Authorization: Bearer ….")),
    403: ("not_allowed", NotAllowed.title, _("Your post does not include this.")),
    404: ("not_found", NotFound.title, _("It does not exist, or it is not yours to see.")),
    405: ("method_not_allowed", _("Not here"), _("This address does not take this method.")),
    406: ("not_acceptable", _("Not in this format"), _("Answers are JSON.")),
    409: ("conflict", _("This is no longer possible"), _("Please look at it again.")),
    413: ("too_large", _("The call is too large"), _("Please send less at once.")),
    415: ("unsupported_media_type", _("Not in this format"), _("Please send what the description names.")),
    429: ("too_many_calls", _("Too many calls"), _("Please wait a moment and try again.")),
    500: ("fault", _("Something went wrong on our side"), _("Nothing was changed. Please try again later.")),
    503: ("busy", _("The service is busy"), _("Nothing was changed. Please try again in a moment.")),
}


def problem(error: Exception, context: Mapping[str, Any]) -> Response | None:
    """The answer to an exception of a view; None for a fault of the program, which Django handles."""
    known = translated(error)
    if known is None:
        return None
    response = Response(problem_body(known), status=known.status, content_type=PROBLEM_TYPE)
    for name, value in _headers(error, known):
        response[name] = value
    return response


def translated(error: Exception) -> DomainError | None:
    """Any exception that a caller can cause, as one of the family; None for all others."""
    if isinstance(error, DomainError):
        return error
    if isinstance(error, exceptions.ValidationError):
        return BadInput(_("Please correct what is named."), errors=list(field_errors(error.detail)))
    if isinstance(error, exceptions.APIException):
        detail = error.detail if isinstance(error, exceptions.ParseError) else ""
        return CallError(error.status_code, detail) if error.status_code in CALL_ERRORS else None
    if isinstance(error, Http404):
        return CallError(404)
    if isinstance(error, PermissionDenied):
        return CallError(403)
    return _translated_fault(error)


def _translated_fault(error: Exception) -> DomainError | None:
    if isinstance(error, RequestDataTooBig):
        return CallError(413)
    if isinstance(error, SuspiciousOperation):
        return CallError(400)
    if isinstance(error, OperationalError) and isinstance(error.__cause__, BUSY_CAUSES):
        log.warning("the database gave up waiting: %s", error)
        return CallError(503)
    if isinstance(error, DataError):
        log.warning("the database refuses a value: %s", error)
        return BadInput(_("A value does not fit: it is too long, too large or not a text."))
    return None


def problem_body(error: DomainError) -> dict[str, Any]:
    """The problem document of an error, in the active language."""
    body = {
        **error.extra,
        "type": f"urn:one-window:problem:{error.code}",
        "title": str(error.title),
        "status": error.status,
        "code": error.code,
        "detail": str(error.detail or error.title),
        "trace_id": trace_id(),
    }
    if error.errors:
        body["errors"] = [_named(item, error) for item in error.errors]
    return body


def plain_problem(status: int) -> dict[str, Any]:
    """The problem document of a bare status."""
    return problem_body(CallError(status if status in CALL_ERRORS else 500 if status >= 500 else 400))


def _named(item: Mapping[str, Any], error: DomainError) -> dict[str, Any]:
    """Each entry says what and why: {element | material | party | question | field | matter, reason}."""
    return {"reason": str(error.detail or error.title), **{key: _plain(value) for key, value in item.items()}}


def _plain(value: Any) -> Any:
    return value if isinstance(value, int | float | bool | list | dict | None) else str(value)


def field_errors(detail: Any, path: str = "") -> Iterator[dict[str, str]]:
    """A serializer's nested errors as a flat list: parties.0.role and its reason."""
    if isinstance(detail, Mapping):
        for name, inner in detail.items():
            yield from field_errors(inner, _join(path, name))
    elif isinstance(detail, list):
        yield from _list_errors(detail, path)
    else:
        yield {"field": path, "reason": str(detail)}


def _list_errors(items: Iterable[Any], path: str) -> Iterator[dict[str, str]]:
    for place, item in enumerate(items):
        nested = isinstance(item, Mapping | list)
        yield from field_errors(item, _join(path, str(place)) if nested else path)


def _join(path: str, name: Any) -> str:
    if name == "non_field_errors":
        return path
    return f"{path}.{name}" if path else str(name)


def _headers(error: Exception, known: DomainError) -> Iterator[tuple[str, str]]:
    if known.status == 401:
        yield "WWW-Authenticate", 'Bearer realm="api"'
    if wait := getattr(error, "wait", None):
        yield "Retry-After", str(int(wait) + 1)
    elif known.status in (429, 503):
        yield "Retry-After", str(BUSY_SECONDS)

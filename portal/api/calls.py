"""What every unsafe call has in common: the caller's key, the version it was made from, one transaction."""

import re
from collections.abc import Callable
from functools import wraps
from hashlib import file_digest
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request
from rest_framework.response import Response

from core.acts import envelope
from core.idempotency import Answer, once, request_hash
from matters.canonical import canonical_json
from portal.api.problems import CallError

KEY_SHAPE = re.compile(r"[\x21-\x7e]{1,255}")
VERSION_SHAPE = re.compile(r'(?:W/)?"?(\d{1,9})"?')
LONGEST_SCOPE = 200  # characters of the column
Handler = Callable[..., Answer]


def acting(*, key_required: bool = False) -> Callable[[Handler], Callable[..., Response]]:
    """Marks a method that acts: it runs in one transaction, once for each Idempotency-Key.

    With `key_required` a call without the header is refused (400 `idempotency_key_required`).
    """

    def decorate(handler: Handler) -> Callable[..., Response]:
        @wraps(handler)
        def call(view: Any, request: Request, **kwargs: Any) -> Response:
            key = key_of(request, required=key_required)
            fingerprint = hash_of(request) if key else ""
            with envelope():
                if not key:
                    answer = handler(view, request, **kwargs)
                else:
                    answer = once(
                        scope_of(request), key, fingerprint, lambda: handler(view, request, **kwargs)
                    )
            return _response(answer)

        return call

    return decorate


def _response(answer: Answer) -> Response:
    response = Response(answer.body, status=answer.status)
    if answer.replayed:
        response["Idempotency-Replayed"] = "true"
    return response


def key_of(request: Request, *, required: bool) -> str:
    """The caller's key, empty where none was sent. Raises CallError 400."""
    key = request.headers.get("Idempotency-Key", "")
    if key and not KEY_SHAPE.fullmatch(key):
        raise CallError(
            400,
            _("An Idempotency-Key has 1 to 255 visible characters."),
            code="idempotency_key_invalid",
        )
    if required and not key:
        raise CallError(
            400,
            _("Send an Idempotency-Key: a retry with the same key has no second effect."),
            code="idempotency_key_required",
        )
    return key


def scope_of(request: Request) -> str:
    """A key belongs to its caller and the address: another's key, or another case's, is another key."""
    caller = request._request.actor.actor_id  # type: ignore[attr-defined]
    scope = f"{caller} {request.method} {request.path}"
    return scope if len(scope) <= LONGEST_SCOPE else f"{caller} {request_hash(scope)}"


def hash_of(request: Request) -> str:
    """What makes two calls the same: method, address, and the body's content, files by their SHA-256."""
    parts, data = [request.method or "", request.get_full_path()], request_data(request)
    if request.FILES:
        for name, values in sorted(data.lists()):
            parts += [name, *(_content_of(value) for value in values)]
        return request_hash(*parts)
    return request_hash(*parts, canonical_json(data))


def request_data(request: Request) -> Any:
    """The body's value: a JSON value, or a form with files."""
    return request.data


def _content_of(value: Any) -> str:
    if not isinstance(value, UploadedFile):
        return str(value)
    digest = file_digest(value, "sha256").hexdigest()
    value.seek(0)
    return digest


def expected_version(request: Request) -> int | None:
    """The version in If-Match, which the act compares with the one that stands. Raises CallError 400."""
    given = request.headers.get("If-Match", "").strip()
    if given in ("", "*"):
        return None
    found = VERSION_SHAPE.fullmatch(given)
    if found is None:
        raise CallError(400, _("If-Match holds the version of an answer, such as 7."), code="bad_version")
    return int(found[1])

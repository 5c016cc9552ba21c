"""The door for files in pieces: the tus protocol over HTTP, for whoever is signed in.

A sender sees its own files only. What arrives here counts for nothing until a page takes it
(`documents.actions.take_upload`), under that page's rules.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.urls import reverse

from accounts.actor import Actor
from core.errors import DomainError
from core.tracing import trace_id
from documents import tus
from documents.actions import begin_upload, drop_upload
from documents.models import PartialUpload
from documents.partials import append, offset_of
from documents.selectors import upload_of

TusView = Callable[..., HttpResponse]
TOO_LARGE = 413


def speaks_tus(view: TusView) -> TusView:
    """Agrees on the version, asks who sends, and tells refusals as plain text."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "OPTIONS":
            response = HttpResponse(status=204, headers=tus.abilities())
        elif request.headers.get("Tus-Resumable") != tus.VERSION:
            response = HttpResponse(status=412, headers={"Tus-Version": tus.VERSION})
        elif sender(request).user_id is None:
            response = HttpResponse(status=401, content_type="text/plain")
        else:
            response = _answered(view, request, *args, **kwargs)
        response["Tus-Resumable"] = tus.VERSION
        response["Cache-Control"] = "no-store"
        return response

    guarded.declares = "writes"  # type: ignore[attr-defined]  # read by the test that walks all routes
    return guarded


def _answered(view: TusView, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    try:
        return view(request, *args, **kwargs)
    except DomainError as error:
        words = f"{error.title}. {error.detail}".strip(" .") + f"\n{trace_id()}\n"
        status = TOO_LARGE if error.code == "file_too_large" else error.status
        return HttpResponse(words, status=status, content_type="text/plain; charset=utf-8")


def sender(request: HttpRequest) -> Actor:
    """Who sends, as the middleware found them."""
    return request.actor  # type: ignore[attr-defined]


@speaks_tus
def uploads(request: HttpRequest) -> HttpResponse:
    """POST announces a file; the answer says where its pieces go."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST", "OPTIONS"])
    told = tus.metadata(request.headers.get("Upload-Metadata", ""))
    upload = begin_upload(
        by=sender(request),
        name=told.get("filename", ""),
        size=tus.number(request.headers, "Upload-Length"),
        sha256=_announced_hash(told.get("sha256", "")),
    )
    place = reverse("documents:upload", kwargs={"public_id": upload.public_id})
    return HttpResponse(status=201, headers={"Location": place, **tus.progress(upload)})


def _announced_hash(text: str) -> str:
    """A SHA-256 in hexadecimal digits, or nothing. Raises BadHeader."""
    if text and (len(text) != 64 or set(text) - set("0123456789abcdef")):
        raise tus.BadHeader("Upload-Metadata")
    return text


@speaks_tus
def upload(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One file on its way: HEAD asks how far it has come, PATCH brings a piece, DELETE gives it up."""
    doors = {"HEAD": _ask, "PATCH": _bring, "DELETE": _give_up}
    door = doors.get(request.method or "")
    if door is None:
        return HttpResponseNotAllowed([*doors, "OPTIONS"])
    return door(request, upload_of(sender(request), public_id))


def _ask(request: HttpRequest, found: PartialUpload) -> HttpResponse:
    return HttpResponse(headers=tus.progress(found))


def _bring(request: HttpRequest, found: PartialUpload) -> HttpResponse:
    if request.content_type != tus.PIECE:
        raise tus.WrongKind()
    offset = tus.number(request.headers, "Upload-Offset")
    checksum = tus.checksum(request.headers.get("Upload-Checksum"))
    if offset + int(request.headers.get("Content-Length") or 0) > found.size:
        raise tus.TooMuch()
    if offset == found.size == offset_of(found):
        return HttpResponse(status=204, headers=tus.progress(found))
    append(found, offset, request, checksum)
    return HttpResponse(status=204, headers=tus.progress(found))


def _give_up(request: HttpRequest, found: PartialUpload) -> HttpResponse:
    drop_upload(found)
    return HttpResponse(status=204)

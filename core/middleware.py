"""What every request passes through: a number, clean text, a strict content policy, plain errors."""

import re
from collections.abc import Callable, Sequence
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import DataError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.utils.translation import gettext_lazy as _

from core.errors import DomainError
from core.http import answer_error, wants_json
from core.tracing import begin_trace, trace_id

GetResponse = Callable[[HttpRequest], HttpResponseBase]
Network = IPv4Network | IPv6Network
SOCKET = "unix"

CONTENT_POLICY = (
    "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors {ancestors}"
)
PERMISSIONS_POLICY = "camera=(self), geolocation=(), microphone=(), payment=(), usb=()"
# How a NUL is written in each kind of text; a backslash before the backslash makes it plain letters.
NUL_IN_JSON = re.compile(rb"\x00|(?<!\\)(?:\\\\)*\\u0000")
NUL_IN_BODY = {
    "application/json": NUL_IN_JSON,
    "application/merge-patch+json": NUL_IN_JSON,
    "application/x-www-form-urlencoded": re.compile(rb"\x00|%00"),
}


class CallerAddressMiddleware:
    """Puts the caller's own address into REMOTE_ADDR where one of our proxies passes the call on.

    Anybody can write an X-Forwarded-For; believed are only the entries that settings.TRUSTED_PROXIES
    added, read from the end. Tries to sign in are counted by this address.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        self.trusted = read_proxies(settings.TRUSTED_PROXIES)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        peer, way = request.META.get("REMOTE_ADDR", ""), request.META.get("HTTP_X_FORWARDED_FOR", "")
        request.META["REMOTE_ADDR"] = caller_address(peer, way, self.trusted)
        return self.get_response(request)


def read_proxies(names: Sequence[str]) -> list[Network | str]:
    """The networks of our own proxies, and SOCKET. Raises ImproperlyConfigured for what is neither."""
    try:
        return [SOCKET if name == SOCKET else ip_network(name, strict=False) for name in names]
    except ValueError as error:
        raise ImproperlyConfigured(f"TRUSTED_PROXIES: {error}") from error


def caller_address(peer: str, forwarded: str, trusted: Sequence[Network | str]) -> str:
    """The last address on the way that is none of our proxies; the peer's where nobody is trusted."""
    for step in reversed([part.strip() for part in forwarded.split(",")]):
        if not _is_ours(peer, trusted) or not _is_address(step):
            break
        peer = step
    return peer


def _is_ours(address: str, trusted: Sequence[Network | str]) -> bool:
    """Whether one of our proxies calls; one that calls through a socket has no address."""
    if not _is_address(address):
        return not address and SOCKET in trusted
    return any(ip_address(address) in network for network in trusted if not isinstance(network, str))


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


class RequestTraceMiddleware:
    """Numbers the request; the answer carries the number as X-Trace-Id."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.trace_id = begin_trace()  # type: ignore[attr-defined]
        response = self.get_response(request)
        response["X-Trace-Id"] = trace_id()
        return response


class ContentPolicyMiddleware:
    """Nothing but our own files runs, loads or frames our pages; a view may have set its own policy."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        ancestors = getattr(response, "frame_ancestors", "'none'")
        response.headers.setdefault("Content-Security-Policy", CONTENT_POLICY.format(ancestors=ancestors))
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        return response


class BrokenText(DomainError):
    """The request holds characters that no text has."""

    status = 400
    code = "broken_text"
    title = _("The request holds characters that can't be read")


class CleanTextMiddleware:
    """NUL characters and bytes that are not UTF-8 are refused with 400 before they reach a query.

    What hides deeper, such as half a surrogate pair in JSON, is caught where the database refuses it.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if _is_broken(request):
            return _refuse(request)
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponseBase | None:
        return _refuse(request) if _is_about_text(error) else None


def _is_broken(request: HttpRequest) -> bool:
    path, query = request.META.get("PATH_INFO", ""), request.META.get("QUERY_STRING", "")
    plain = path + query + "".join(request.COOKIES.values())
    if "\x00" in plain or "%00" in query or not _is_utf8(request):
        return True
    nul = NUL_IN_BODY.get(request.content_type or "")
    return nul is not None and (bool(nul.search(request.body)) or not _decodes(request.body))


def _is_utf8(request: HttpRequest) -> bool:
    return "\ufffd" not in request.path_info and not any(
        "\ufffd" in text for name, values in request.GET.lists() for text in (name, *values)
    )


def _decodes(body: bytes) -> bool:
    try:
        body.decode()
    except UnicodeDecodeError:
        return False
    return True


def _is_about_text(error: Exception) -> bool:
    if isinstance(error, UnicodeEncodeError):
        return error.reason == "surrogates not allowed"
    if isinstance(error, ValueError):
        return "NUL (0x00)" in str(error)
    return isinstance(error, DataError) and "Unicode" in str(error)


def _refuse(request: HttpRequest) -> HttpResponse:
    """Plain words: nothing of a request that can't be read is good enough to build a page on."""
    error = BrokenText(_("Please remove the characters that don't belong there and send it again."))
    if not wants_json(request):
        text = f"{error.title}. {error.detail}\n{trace_id()}\n"
        return HttpResponse(text, status=error.status, content_type="text/plain; charset=utf-8")
    problem = {
        "type": "about:blank",
        "title": str(error.title),
        "status": error.status,
        "code": error.code,
        "detail": str(error.detail),
        "trace_id": trace_id(),
    }
    return JsonResponse(problem, status=error.status, content_type="application/problem+json")


class DomainErrorMiddleware:
    """A DomainError that a page's view let go becomes an answer; the API translates its own."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponseBase | None:
        if isinstance(error, DomainError) and not wants_json(request):
            return answer_error(request, error)
        return None

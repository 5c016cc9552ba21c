"""What a device keeps of somebody's own pages for reading without a network, and when it forgets them.

Nothing personal is kept unless the person chose it on that device (docs/decisions/0017). The server decides
page by page and says so in two headers; the service worker (static/js/worker.js) obeys and knows no rule:

* `X-Kept-For`: with every page of somebody signed in, a mark of the person this device keeps pages for, or
  `nobody`. What was kept for anybody else is forgotten on the spot.
* `X-Keep-Until`: this page may be kept, until that moment (milliseconds since 1970).
"""

from collections.abc import Callable
from datetime import timedelta

from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponseBase
from django.utils.crypto import constant_time_compare, salted_hmac

from core import clock

COOKIE = "ow_device"
COOKIE_LASTS = 180 * 24 * 3600  # seconds
PAGES_LAST = timedelta(days=7)
FOR_WHOM, UNTIL, NOBODY = "X-Kept-For", "X-Keep-Until", "nobody"

GetResponse = Callable[[HttpRequest], HttpResponseBase]


def mark_of(user_key: str) -> str:
    """The same for one account always; tells nothing about it."""
    return salted_hmac("portal.device", user_key, algorithm="sha256").hexdigest()[:32]


def keeps_here(request: HttpRequest) -> bool:
    """Whether whoever is signed in chose that this device keeps their pages."""
    user = request.session.get(SESSION_KEY, "")
    return bool(user) and constant_time_compare(request.COOKIES.get(COOKIE, ""), mark_of(user))


def keep_here(request: HttpRequest, response: HttpResponseBase) -> None:
    """From now on this device keeps the pages of whoever is signed in."""
    response.set_cookie(
        COOKIE,
        mark_of(request.session[SESSION_KEY]),
        max_age=COOKIE_LASTS,
        samesite="Lax",
        secure=request.is_secure(),
        httponly=True,
    )


def forget_here(response: HttpResponseBase) -> None:
    """The choice is gone; the next page tells the device to forget what it kept."""
    response.delete_cookie(COOKIE, samesite="Lax")


def offer_page(request: HttpRequest, *, own: bool = True) -> None:
    """Says that this page may be kept, if its reader chose so; `own`: whether it is about them alone."""
    if own and not request.headers.get("HX-Request") and keeps_here(request):
        request.kept_at = clock.now()  # type: ignore[attr-defined]  # read by the layout and below


class DeviceMiddleware:
    """Writes the two headers. A cookie that another person left on a shared device goes."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        user = request.session.get(SESSION_KEY, "")
        if not user:
            return response
        keeps = keeps_here(request)
        response.headers[FOR_WHOM] = mark_of(user) if keeps else NOBODY
        if COOKIE in request.COOKIES and not keeps and COOKIE not in response.cookies:
            forget_here(response)
        kept_at = getattr(request, "kept_at", None)
        if kept_at and response.status_code == 200:
            response.headers[UNTIL] = str(int((kept_at + PAGES_LAST).timestamp() * 1000))
        return response

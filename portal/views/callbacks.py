"""What partners tell us by themselves: signed, and harmless when it comes twice or in the wrong order."""

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from core.errors import DomainError
from core.http import writes
from dataexchange import sms
from dataexchange.courier import following as parcels
from dataexchange.payments import following as money
from dataexchange.signed import HEADER, read_callback

Taker = Callable[[Mapping[str, Any]], str]


@writes
@csrf_exempt
@require_POST
def payments(request: HttpRequest) -> HttpResponse:
    """An order was paid or closed."""
    return _take(request, "payments", money.take_callback)


@writes
@csrf_exempt
@require_POST
def courier(request: HttpRequest) -> HttpResponse:
    """A parcel has moved."""
    return _take(request, "courier", parcels.take_callback)


@writes
@csrf_exempt
@require_POST
def text_messages(request: HttpRequest) -> HttpResponse:
    """A text message has arrived, or could not."""
    return _take(request, "sms", sms.take_callback)


def _take(request: HttpRequest, partner: str, taker: Taker) -> HttpResponse:
    """200 with the state that stands now; a problem as JSON: a partner reads no pages."""
    try:
        content = read_callback(partner, request.path, request.body, request.headers.get(HEADER, ""))
        return JsonResponse({"state": taker(content)})
    except DomainError as error:
        return JsonResponse({"code": error.code, "title": str(error.title)}, status=error.status)

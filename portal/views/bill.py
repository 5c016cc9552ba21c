"""The bill of a case, and the way to the payment platform and back (C-14)."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cases.actions import begin_payment, cancel_payment
from cases.sockets import PartnerSilent, gateway
from core.errors import NotFound
from core.http import reads, writes
from core.middleware import CONTENT_POLICY
from core.text import pick
from portal.citizen.drafts import Application
from portal.citizen.money import money_of, page_of
from portal.views.common import case_url, of_case, see_other


@reads
@of_case
def bill(request: HttpRequest, mine: Application) -> HttpResponse:
    """One list of all fees, split by department (C-14). Asks again quietly while a payment is under way."""
    if not mine.owner:
        raise NotFound()
    context = {"mine": mine, "name": pick(mine.case.name), **page_of(money_of(mine.case))}
    template = "citizen/parts/bill.html" if request.headers.get("HX-Request") else "citizen/bill.html"
    return _may_leave(render(request, template, context))


@writes
@require_POST
@of_case
def pay(request: HttpRequest, mine: Application) -> HttpResponse:
    """Begins the payment and leads to the platform's own page; nothing is charged when it is silent."""
    payment = begin_payment(mine.case, by=mine.actor)
    try:
        url = gateway().open_order(
            payment.order_no,
            payment.amount_fen,
            subject=f"{pick(mine.case.name)} {mine.case.number}",
            back=case_url("bill", mine),
        )
    except PartnerSilent:
        messages.error(
            request,
            _("The payment platform does not answer. Nothing was charged; please try again in a minute."),
        )
        return see_other(case_url("bill", mine))
    return see_other(url)


@writes
@require_POST
@of_case
def cancel(request: HttpRequest, mine: Application) -> HttpResponse:
    """Gives up a payment that was begun; the bill stays open."""
    cancel_payment(mine.case, by=mine.actor)
    messages.success(request, _("The payment was cancelled. Nothing was charged."))
    return see_other(case_url("bill", mine))


def _may_leave(response: HttpResponse) -> HttpResponse:
    """This page's form may lead to the payment platform, and to nobody else."""
    if settings.PAYMENT_PAGES:
        policy = CONTENT_POLICY.format(ancestors="'none'")
        response["Content-Security-Policy"] = policy.replace(
            "form-action 'self'", f"form-action 'self' {settings.PAYMENT_PAGES}"
        )
    return response

"""The bill of a case at the window, and a fee taken off it (A-111)."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _

from cases.actions import waive_fee
from cases.models import Bill, BillLine, Case
from cases.payment_states import BillState
from cases.policies import ACCEPTING_ROLES
from core.errors import DomainError, NotFound
from core.http import writes
from core.text import pick
from windows.views.common import actor_of, of_the_hall, show, to_case

BOXES = ("line", "reason", "basis")


@writes
@of_the_hall
def fees(request: HttpRequest, case: Case) -> HttpResponseBase:
    """What the case costs; a line that the catalogue lets be reduced is waived with reason and basis."""
    bill: Bill | None = getattr(case, "bill", None)
    if bill is None:
        raise NotFound()
    if request.method != "POST":
        return _page(request, case, bill)
    typed = {name: request.POST.get(name, "").strip() for name in BOXES}
    line = int(typed["line"]) if typed["line"].isdecimal() and len(typed["line"]) < 18 else 0
    try:
        waive_fee(case, by=actor_of(request), line=line, reason=typed["reason"], basis=typed["basis"])
    except DomainError as error:
        if error.status in (403, 404):
            raise
        return _page(request, case, bill, error=error)
    messages.success(request, _("Waived. The payer sees it on the bill, with the reason."))
    return to_case("fees", case)


def _page(request: HttpRequest, case: Case, bill: Bill, *, error: DomainError | None = None) -> HttpResponse:
    lines = list(BillLine.objects.filter(bill=bill).select_related("department").order_by("id"))
    waivable = [line for line in lines if line.reducible and line.due_fen]
    may = actor_of(request).role in ACCEPTING_ROLES and bill.state == BillState.OPEN
    context = {
        "case": case,
        "errand": pick(case.name),
        "rows": [_row(line) for line in lines],
        "total": bill.total_fen / 100,
        "state": BillState(bill.state).label,
        "open": bill.state == BillState.OPEN,
        "choices": [(str(line.pk), pick(line.name)) for line in waivable] if may else [],
        "typed": request.POST,
        "error": error,
        "wrong": {entry.get("field"): error.detail for entry in error.errors} if error else {},
    }
    return show(request, "fees", context, status=error.status if error else 200)


def _row(line: BillLine) -> dict[str, Any]:
    return {
        "name": pick(line.name),
        "department": pick(line.department.short_name),
        "standard": pick(line.standard),
        "ours": line.amount_fen is not None,
        "yuan": line.due_fen / 100,
        "waived": line.waived_why if line.waived_at else "",
        "reducible": line.reducible,
    }

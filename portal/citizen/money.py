"""The bill as its payer reads it: per department, what is paid here and what the tax bureau collects."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from approvals.models import Task
from approvals.states import Decision, TaskState
from cases.models import Bill, BillLine, Case, Payment, Refund
from cases.payment_states import BillState, PaymentState, RefundState
from cases.sockets import has_gateway
from core.text import pick

LAMPS = {
    BillState.OPEN: "warn",
    BillState.PAID: "ok",
    BillState.NOTHING_DUE: "ok",
    BillState.CANCELLED: "idle",
}


@dataclass(frozen=True)
class Money:
    """A case's bill with everything on it; `bill` is None where nothing is charged."""

    bill: Bill | None
    lines: tuple[BillLine, ...] = ()
    payment: Payment | None = None
    refunds: tuple[Refund, ...] = ()
    tasks: tuple[Task, ...] = ()

    @property
    def to_pay(self) -> bool:
        return self.bill is not None and self.bill.state == BillState.OPEN


def money_of(case: Case) -> Money:
    """The case's bill: one query without one, five with."""
    bill = Bill.objects.filter(case=case).first()
    if bill is None:
        return Money(None)
    payments = list(Payment.objects.filter(bill=bill).order_by("-id"))
    live = next((row for row in payments if row.state in (PaymentState.CREATED, PaymentState.PAID)), None)
    return Money(
        bill=bill,
        lines=tuple(BillLine.objects.filter(bill=bill).select_related("department").order_by("id")),
        payment=live,
        refunds=tuple(Refund.objects.filter(payment__in=payments).select_related("line").order_by("id")),
        tasks=tuple(Task.objects.filter(case=case, state=TaskState.CONCLUDED).select_related("conclusion")),
    )


def page_of(money: Money) -> dict[str, Any]:
    """What the page of the bill shows."""
    bill = money.bill
    state = BillState(bill.state) if bill else None
    under_way = money.payment is not None and money.payment.state == PaymentState.CREATED
    return {
        "bill": bill,
        "total": bill.total_fen / 100 if bill else 0,
        "state": state.label if state else "",
        "lamp": LAMPS[state] if state else "idle",
        "said": sentence(money),
        "groups": groups(money),
        "taxed": any(line.kind != BillLine.Kind.FEE for line in money.lines),
        "payment": money.payment,
        "payable": money.to_pay and has_gateway(),
        "at_window": money.to_pay and not has_gateway(),
        "under_way": under_way,
        "refunds": [refund_row(refund) for refund in money.refunds],
    }


def sentence(money: Money) -> str:
    """How things stand with the money, in one sentence."""
    if money.bill is None:
        return _("This errand costs nothing.")
    words = {
        BillState.OPEN: _("Please pay the fee below once; it covers all departments."),
        BillState.PAID: _("Everything is paid. You need do nothing now."),
        BillState.NOTHING_DUE: _("There is nothing to pay here."),
        BillState.CANCELLED: _("The bill was cancelled: nothing has to be paid any more."),
    }
    return words[BillState(money.bill.state)]


def groups(money: Money) -> list[dict[str, Any]]:
    """The lines under their departments."""
    found: dict[int, dict[str, Any]] = {}
    for line in money.lines:
        group = found.setdefault(line.department_id, {"name": pick(line.department.short_name), "rows": []})
        group["rows"].append(line_row(line, money))
    return list(found.values())


def line_row(line: BillLine, money: Money) -> dict[str, Any]:
    """One charge: its amount where it is paid here, else where it stands."""
    return {
        "name": pick(line.name),
        "standard": pick(line.standard),
        "fen": line.due_fen,
        "yuan": line.due_fen / 100,
        "ours": line.amount_fen is not None,
        "words": _line_words(line, money),
    }


def _line_words(line: BillLine, money: Money) -> str:
    if line.waived_at:
        return _("waived: %(why)s") % {"why": line.waived_why}
    if line.dropped_at:
        return _("not due: it was not granted")
    if line.kind == BillLine.Kind.FEE:
        return ""
    return tax_words(line, money)


def tax_words(line: BillLine, money: Money) -> str:
    """Where a tax stands: the bureau that collects it says so by its own conclusion, never we."""
    task = next((task for task in money.tasks if task.matter == line.matter), None)
    if task is None:
        return _("worked out and collected by the tax bureau; nothing to pay here")
    if task.conclusion.decision == Decision.APPROVE:
        return _("settled with the tax bureau, which has confirmed it")
    return _("not due; the tax bureau pays back what it has collected")


def refund_row(refund: Refund) -> dict[str, Any]:
    """Money that goes back."""
    name = pick(refund.line.name) if refund.line else _("A payment that came after the bill was closed")
    lamp = {RefundState.DONE: "ok", RefundState.REQUESTED: "hold", RefundState.REFUSED: "warn"}
    words = str(RefundState(refund.state).label)
    if refund.state == RefundState.REFUSED:
        words = _("delayed; the centre sees to it")
    return {
        "name": name,
        "yuan": refund.amount_fen / 100,
        "lamp": lamp[RefundState(refund.state)],
        "words": words,
    }

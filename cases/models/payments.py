"""What a case costs, what was paid, what went back. Every amount is a whole number of fen.

Rows with money are never deleted and their amounts never change: the database refuses it.
"""

from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django_fsm import FSMField, FSMModelMixin, transition

from accounts.models import Department
from cases.payment_states import (
    BILL_TRANSITIONS,
    HAS_MONEY,
    LIVE_PAYMENT,
    PAYMENT_TRANSITIONS,
    REFUND_TRANSITIONS,
    BillState,
    PaymentState,
    RefundState,
)


class Bill(FSMModelMixin, models.Model):
    """The one list of all that a case costs (A-111)."""

    case = models.OneToOneField("cases.Case", on_delete=models.PROTECT, related_name="bill")
    state = FSMField(default=BillState.OPEN, choices=BillState.choices, protected=True)
    total_fen = models.PositiveBigIntegerField(help_text="What is to be paid here; taxes are not.")
    made_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, help_text="When nothing was left to pay.")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=BillState.OPEN, settled_at__isnull=True)
                | (~Q(state=BillState.OPEN) & Q(settled_at__isnull=False)),
                name="bill_is_open_or_has_its_date",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[BillState.OPEN, BillState.PAID]) | Q(total_fen__gt=0),
                name="bill_to_pay_has_an_amount",
            ),
        ]

    def __str__(self) -> str:
        return f"bill of case {self.case_id}"

    @transition(field=state, source=[*BILL_TRANSITIONS["settle"][0]], target=BillState.PAID)
    def settle(self, *, at: datetime) -> None:
        self.settled_at = at

    @transition(field=state, source=[*BILL_TRANSITIONS["forgive"][0]], target=BillState.NOTHING_DUE)
    def forgive(self, *, at: datetime) -> None:
        self.settled_at = at

    @transition(field=state, source=[*BILL_TRANSITIONS["cancel"][0]], target=BillState.CANCELLED)
    def cancel(self, *, at: datetime) -> None:
        self.settled_at = at


class BillLine(models.Model):
    """One charge of one department. What goes to the tax bureau has no amount: it is shown, not paid here."""

    class Kind(models.TextChoices):
        FEE = "fee"
        TAX = "tax"
        CONTRIBUTION = "contribution"

    bill = models.ForeignKey(Bill, on_delete=models.PROTECT, related_name="lines")
    matter = models.CharField(max_length=40)
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="bill_lines")
    name = models.JSONField(help_text='{"zh", "en"}')
    standard = models.JSONField(help_text='{"zh", "en"}: the published rate')
    kind = models.CharField(max_length=12, choices=Kind.choices)
    amount_fen = models.PositiveBigIntegerField(null=True)
    reducible = models.BooleanField()
    waived_at = models.DateTimeField(null=True)
    waived_why = models.CharField(max_length=200, blank=True)
    dropped_at = models.DateTimeField(null=True, help_text="Not granted, and not paid by then.")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="fee") | Q(amount_fen__isnull=True), name="taxes_have_no_amount_of_ours"
            ),
            models.CheckConstraint(
                condition=Q(waived_at__isnull=True)
                | (Q(reducible=True, amount_fen__isnull=False) & ~Q(waived_why="")),
                name="waived_line_may_be_and_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.matter} {self.kind} of bill {self.bill_id}"

    @property
    def due_fen(self) -> int:
        """What is to be paid for it here."""
        return 0 if self.waived_at or self.dropped_at else self.amount_fen or 0


class Payment(FSMModelMixin, models.Model):
    """One order at the gateway for a whole bill."""

    bill = models.ForeignKey(Bill, on_delete=models.PROTECT, related_name="payments")
    order_no = models.CharField(max_length=32, unique=True, help_text="Ours: the gateway knows it by this.")
    state = FSMField(default=PaymentState.CREATED, choices=PaymentState.choices, protected=True)
    amount_fen = models.PositiveBigIntegerField()
    gateway_no = models.CharField(max_length=64, blank=True, help_text="The gateway's, once it was paid.")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    paid_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True, help_text="When it failed or was cancelled.")
    asked = models.PositiveSmallIntegerField(default=0, help_text="How often the gateway was asked.")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["bill"], condition=Q(state__in=LIVE_PAYMENT), name="one_live_payment_per_bill"
            ),
            models.UniqueConstraint(
                fields=["gateway_no"], condition=~Q(gateway_no=""), name="one_payment_per_gateway_number"
            ),
            models.CheckConstraint(condition=Q(amount_fen__gt=0), name="payment_has_an_amount"),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("created_at")), name="payment_may_be_made_for_a_while"
            ),
            models.CheckConstraint(
                condition=Q(state__in=HAS_MONEY, paid_at__isnull=False)
                | (~Q(state__in=HAS_MONEY) & Q(paid_at__isnull=True, gateway_no="")),
                name="payment_has_money_or_none",
            ),
        ]

    def __str__(self) -> str:
        return self.order_no

    @transition(field=state, source=[*PAYMENT_TRANSITIONS["confirm"][0]], target=PaymentState.PAID)
    def confirm(self, *, gateway_no: str, at: datetime) -> None:
        self.gateway_no, self.paid_at = gateway_no, at

    @transition(field=state, source=[*PAYMENT_TRANSITIONS["fail"][0]], target=PaymentState.FAILED)
    def fail(self, *, at: datetime) -> None:
        self.closed_at = at

    @transition(field=state, source=[*PAYMENT_TRANSITIONS["cancel"][0]], target=PaymentState.CANCELLED)
    def cancel(self, *, at: datetime) -> None:
        self.closed_at = at

    @transition(field=state, source=[*PAYMENT_TRANSITIONS["come_late"][0]], target=PaymentState.LATE)
    def come_late(self, *, gateway_no: str, at: datetime) -> None:
        self.gateway_no, self.paid_at = gateway_no, at


class Refund(FSMModelMixin, models.Model):
    """Money that goes back: for one line of the bill, or a whole payment that nobody waited for."""

    class Reason(models.TextChoices):
        NOT_GRANTED = "not_granted"
        ENDED = "ended"
        CAME_LATE = "came_late"

    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="refunds")
    line = models.OneToOneField(BillLine, on_delete=models.PROTECT, null=True, related_name="refund")
    refund_no = models.CharField(max_length=32, unique=True)
    state = FSMField(default=RefundState.REQUESTED, choices=RefundState.choices, protected=True)
    amount_fen = models.PositiveBigIntegerField()
    reason = models.CharField(max_length=12, choices=Reason.choices)
    requested_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["payment"], condition=Q(line__isnull=True), name="a_whole_payment_goes_back_once"
            ),
            models.CheckConstraint(condition=Q(amount_fen__gt=0), name="refund_has_an_amount"),
            models.CheckConstraint(
                condition=Q(state=RefundState.DONE, done_at__isnull=False)
                | (~Q(state=RefundState.DONE) & Q(done_at__isnull=True)),
                name="done_refund_has_its_date",
            ),
        ]

    def __str__(self) -> str:
        return self.refund_no

    @transition(field=state, source=[*REFUND_TRANSITIONS["complete"][0]], target=RefundState.DONE)
    def complete(self, *, at: datetime) -> None:
        self.done_at = at

    @transition(field=state, source=[*REFUND_TRANSITIONS["refuse"][0]], target=RefundState.REFUSED)
    def refuse(self) -> None:
        """Nothing but the state: the reconciliation names it."""

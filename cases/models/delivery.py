"""How the applicant wants the results, and the parcel that brings them."""

from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django_fsm import FSMField, FSMModelMixin, transition

from accounts.models import ServicePoint
from cases.models.result import Result
from cases.payment_states import SHIPMENT_TRANSITIONS, ShipmentState


class ExitChoice(models.Model):
    """The exit chosen after the application; until then the form's own answer counts."""

    class Distance(models.TextChoices):
        SAME_CITY = "same_city"
        PROVINCE = "province"
        OTHER = "other"

    case = models.OneToOneField("cases.Case", on_delete=models.PROTECT, related_name="exit_choice")
    method = models.CharField(max_length=12, choices=Result.Method.choices)
    service_point = models.ForeignKey(
        ServicePoint, on_delete=models.PROTECT, null=True, related_name="exit_choices"
    )
    recipient = models.CharField(max_length=80, blank=True)
    mobile = models.CharField(max_length=20, blank=True)
    address = models.CharField(max_length=200, blank=True)
    distance = models.CharField(max_length=10, choices=Distance.choices, blank=True)
    price_fen = models.PositiveIntegerField(null=True, help_text="What the courier asks.")
    cap_fen = models.PositiveIntegerField(null=True, help_text="The most that may be asked (A-112).")
    chosen_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(method="courier")
                | (
                    ~Q(recipient="")
                    & ~Q(address="")
                    & ~Q(mobile="")
                    & Q(price_fen__isnull=False, cap_fen__isnull=False, price_fen__lte=F("cap_fen"))
                ),
                name="courier_has_an_address_and_a_fair_price",
            ),
            models.CheckConstraint(
                condition=~Q(method="counter") | Q(service_point__isnull=False),
                name="counter_has_a_place",
            ),
        ]

    def __str__(self) -> str:
        return f"exit of case {self.case_id}"


class Shipment(FSMModelMixin, models.Model):
    """One parcel with results of one case, from the exit window to the applicant's door."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="shipments")
    order_no = models.CharField(max_length=32, unique=True, help_text="Ours: the courier knows it by this.")
    label_no = models.CharField(max_length=40, blank=True, help_text="The courier's, on the envelope.")
    state = FSMField(default=ShipmentState.ORDERED, choices=ShipmentState.choices, protected=True)
    matters = models.JSONField(help_text="Codes of the matters whose results are in it.")
    recipient = models.CharField(max_length=80)
    mobile = models.CharField(max_length=20)
    address = models.CharField(max_length=200)
    price_fen = models.PositiveIntegerField()
    ordered_at = models.DateTimeField()
    moved_at = models.DateTimeField(help_text="When the courier last had news.")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["label_no"], condition=~Q(label_no=""), name="one_parcel_per_label"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["delivered", "returned"], ended_at__isnull=False)
                | (~Q(state__in=["delivered", "returned"]) & Q(ended_at__isnull=True)),
                name="parcel_is_under_way_or_has_arrived",
            ),
        ]

    def __str__(self) -> str:
        return self.label_no or self.order_no

    @transition(field=state, source=[*SHIPMENT_TRANSITIONS["pick_up"][0]], target=ShipmentState.PICKED_UP)
    def pick_up(self, *, at: datetime) -> None:
        self.moved_at = at

    @transition(field=state, source=[*SHIPMENT_TRANSITIONS["move"][0]], target=ShipmentState.ON_THE_WAY)
    def move(self, *, at: datetime) -> None:
        self.moved_at = at

    @transition(field=state, source=[*SHIPMENT_TRANSITIONS["deliver"][0]], target=ShipmentState.DELIVERED)
    def deliver(self, *, at: datetime) -> None:
        self.moved_at = self.ended_at = at

    @transition(field=state, source=[*SHIPMENT_TRANSITIONS["come_back"][0]], target=ShipmentState.RETURNED)
    def come_back(self, *, at: datetime) -> None:
        self.moved_at = self.ended_at = at

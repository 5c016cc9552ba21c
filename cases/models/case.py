"""The case: one application of one errand, from the first draft to the archive."""

from datetime import datetime
from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django_fsm import FSMField, FSMModelMixin, transition

from accounts.actor import Actor
from accounts.channels import AccessChannel
from accounts.models import Area, Department, Role, ServicePoint, User
from cases.models.party import Party
from cases.states import AT_INTAKE, BEFORE_SUBMISSION, CASE_TRANSITIONS, DECIDED, CaseState, Channel, Holder
from core.ids import uuid7
from core.values import present
from ledger.models import Chain
from matters.models import Handbook, OneThingVersion

SEES_EVERY_CASE = frozenset({Role.SUPERVISOR, Role.AUDITOR})


def _sources(act: str) -> list[str]:
    return [str(state) for state in CASE_TRANSITIONS[act][0]]


class CaseQuerySet(models.QuerySet["Case"]):
    """The vocabulary in which cases are looked for."""

    def visible_to(self, actor: Actor) -> Self:
        """The cases this actor may know of, as joins on indexed columns.

        Departments' officers see cases through their tasks: approvals.policies adds those.
        """
        if actor.role in SEES_EVERY_CASE:
            return self.filter(submitted_at__isnull=False)
        if actor.in_hall:
            return self.at_service_point(actor)
        return self.of_party(actor)

    def of_party(self, actor: Actor) -> Self:
        """Cases in which the actor takes part, for themself, an organisation, or by a mandate in force."""
        return self.filter(Exists(Party.objects.of(actor).filter(case=OuterRef("pk"))))

    def at_service_point(self, actor: Actor) -> Self:
        """Cases of the actor's hall; a citizen's draft stays private until it is handed in."""
        return self.filter(service_point_id=actor.service_point_id).filter(
            Q(submitted_at__isnull=False) | Q(state=CaseState.PRE_REVIEW) | Q(channel=Channel.WINDOW)
        )

    def in_review(self) -> Self:
        return self.filter(state=CaseState.IN_REVIEW)

    def overdue(self, now: datetime) -> Self:
        """Open cases whose promise has passed."""
        return self.filter(state=CaseState.IN_REVIEW, promised_due_at__lt=now)

    def by_reference(self, reference: str) -> Self:
        """The case with that public id or number (`{id}` of the API)."""
        try:
            return self.filter(public_id=UUID(reference))
        except ValueError:
            return self.filter(number=reference)


class Case(FSMModelMixin, models.Model):
    """One application.

    It pins the versions it began with and runs to its end on them. Its `version` is the sequence
    number of its chain: every act moves it.
    """

    public_id = models.UUIDField(unique=True, default=uuid7, editable=False)
    chain = models.OneToOneField(Chain, on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=50, unique=True, null=True, blank=True)
    state = FSMField(default=CaseState.DRAFT, choices=CaseState.choices, protected=True)

    one_thing_version = models.ForeignKey(
        OneThingVersion, on_delete=models.PROTECT, null=True, related_name="cases"
    )
    handbook = models.ForeignKey(Handbook, on_delete=models.PROTECT, null=True, related_name="cases")
    pins = models.JSONField(help_text="matter code -> handbook id in force when the case began")
    situation = models.JSONField(default=dict)
    name = models.JSONField(help_text='The errand: {"zh", "en"}')

    channel = models.CharField(max_length=10, choices=Channel.choices)
    came_through = models.ForeignKey(
        AccessChannel,
        on_delete=models.PROTECT,
        null=True,
        db_index=False,  # the index below begins with it
        related_name="cases",
        help_text="The registered channel that handed the applicant over; null where none is known.",
    )
    language = models.CharField(max_length=10, default="zh")
    service_point = models.ForeignKey(ServicePoint, on_delete=models.PROTECT, related_name="cases")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="cases")
    window = models.CharField(max_length=40, blank=True)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="cases_begun")

    holder = models.CharField(max_length=12, choices=Holder.choices, default=Holder.APPLICANT)
    holder_department = models.ForeignKey(
        Department, on_delete=models.PROTECT, null=True, related_name="cases_held"
    )
    holder_since = models.DateTimeField()
    holder_due_at = models.DateTimeField(null=True)

    created_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    received_at = models.DateTimeField(
        null=True, help_text="When the file last came in, complete or corrected."
    )
    notice_due_at = models.DateTimeField(null=True, help_text="First answer, licensing law art. 32.")
    accepted_at = models.DateTimeField(null=True)
    accepted_by_silence = models.BooleanField(default=False)
    tolerated_until = models.DateTimeField(null=True)
    promised_due_at = models.DateTimeField(null=True)
    statutory_due_at = models.DateTimeField(null=True)
    due_provisional = models.BooleanField(default=False, help_text="A year without a published calendar.")
    decided_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    receipt = models.JSONField(null=True, help_text="number, content_sha256, submitted_at, signature")
    refusal = models.JSONField(null=True, help_text='{"reason", "remedy"} when not accepted')

    objects = CaseQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["service_point", "state", "holder_due_at"], name="case_hall_queue"),
            models.Index(fields=["state", "promised_due_at"], name="case_state_due"),
            models.Index(fields=["created_by", "-id"], name="case_begun_by"),
            models.Index(
                fields=["closed_at"],
                condition=Q(state__in=[str(state) for state in CASE_TRANSITIONS["archive"][0]]),
                name="case_to_archive",
            ),
            models.Index(fields=["came_through", "created_at"], name="case_by_channel"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(one_thing_version__isnull=False, handbook__isnull=True)
                | Q(one_thing_version__isnull=True, handbook__isnull=False),
                name="case_is_about_one_errand",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[*BEFORE_SUBMISSION, CaseState.EXPIRED, CaseState.WITHDRAWN])
                | Q(number__isnull=False, submitted_at__isnull=False, received_at__isnull=False),
                name="submitted_case_has_number_and_dates",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[CaseState.IN_REVIEW, *DECIDED])
                | Q(accepted_at__isnull=False, promised_due_at__isnull=False),
                name="accepted_case_has_a_promise",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=DECIDED) | Q(decided_at__isnull=False),
                name="decided_case_has_its_date",
            ),
            models.CheckConstraint(
                condition=~Q(state=CaseState.DELIVERED) | Q(delivered_at__isnull=False),
                name="delivered_case_has_its_date",
            ),
            models.CheckConstraint(
                condition=~Q(state=CaseState.NOT_ACCEPTED) | Q(refusal__isnull=False),
                name="refusal_has_reason_and_remedy",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[*AT_INTAKE, CaseState.IN_REVIEW]) | ~Q(holder=Holder.NOBODY),
                name="open_case_is_in_somebodys_hands",
            ),
        ]

    def __str__(self) -> str:
        return self.number or str(self.public_id)

    @property
    def version(self) -> int:
        """Moves with every act; a page or call that may be stale carries it."""
        return self.chain.seq

    @property
    def errand(self) -> OneThingVersion | Handbook:
        """What it is about; `case_is_about_one_errand` keeps exactly one of the two."""
        return self.one_thing_version or present(self.handbook, "the handbook")

    def pass_to(
        self,
        holder: Holder,
        *,
        since: datetime,
        due: datetime | None = None,
        department_id: int | None = None,
    ) -> None:
        """Names who has the case now, since when, and by when they must act."""
        self.holder = holder
        self.holder_department_id = department_id
        self.holder_since = since
        self.holder_due_at = due

    def _close(self, at: datetime) -> None:
        self.closed_at = at
        self.pass_to(Holder.NOBODY, since=at)

    @transition(field=state, source=_sources("ask_pre_review"), target=CaseState.PRE_REVIEW)
    def ask_pre_review(self, *, at: datetime) -> None:
        self.pass_to(Holder.WINDOW, since=at)

    @transition(field=state, source=_sources("answer_pre_review"), target=CaseState.DRAFT)
    def answer_pre_review(self, *, at: datetime) -> None:
        self.pass_to(Holder.APPLICANT, since=at)

    @transition(field=state, source=_sources("expire"), target=CaseState.EXPIRED)
    def expire(self, *, at: datetime) -> None:
        self._close(at)

    @transition(field=state, source=_sources("submit"), target=CaseState.SUBMITTED)
    def submit(self, *, number: str, at: datetime, notice_due: datetime, receipt: dict) -> None:
        self.number = number
        self.submitted_at = self.received_at = at
        self.notice_due_at = notice_due
        self.receipt = receipt
        self.pass_to(Holder.WINDOW, since=at, due=notice_due)

    @transition(field=state, source=_sources("ask_correction"), target=CaseState.CORRECTING)
    def ask_correction(self, *, at: datetime, due: datetime) -> None:
        self.notice_due_at = None
        self.pass_to(Holder.APPLICANT, since=at, due=due)

    @transition(field=state, source=_sources("supplement"), target=CaseState.SUBMITTED)
    def supplement(self, *, at: datetime, notice_due: datetime) -> None:
        self.received_at = at
        self.notice_due_at = notice_due
        self.pass_to(Holder.WINDOW, since=at, due=notice_due)

    @transition(field=state, source=_sources("refuse_acceptance"), target=CaseState.NOT_ACCEPTED)
    def refuse_acceptance(self, *, at: datetime, reason: str, remedy: str) -> None:
        self.refusal = {"reason": reason, "remedy": remedy}
        self._close(at)

    @transition(field=state, source=_sources("deem_withdrawn"), target=CaseState.DEEMED_WITHDRAWN)
    def deem_withdrawn(self, *, at: datetime) -> None:
        self._close(at)

    @transition(field=state, source=_sources("accept"), target=CaseState.IN_REVIEW)
    def accept(
        self,
        *,
        at: datetime,
        promised_due: datetime,
        statutory_due: datetime | None,
        tolerated_until: datetime | None = None,
        by_silence: bool = False,
        provisional: bool = False,
    ) -> None:
        self.accepted_at = at
        self.promised_due_at = promised_due
        self.statutory_due_at = statutory_due
        self.tolerated_until = tolerated_until
        self.accepted_by_silence = by_silence
        self.due_provisional = provisional

    @transition(field=state, source=_sources("withdraw_acceptance"), target=CaseState.ACCEPTANCE_WITHDRAWN)
    def withdraw_acceptance(self, *, at: datetime) -> None:
        self._close(at)

    @transition(field=state, source=_sources("withdraw"), target=CaseState.WITHDRAWN)
    def withdraw(self, *, at: datetime) -> None:
        self._close(at)

    @transition(field=state, source=_sources("grant"), target=CaseState.GRANTED)
    def grant(self, *, at: datetime, delivery_due: datetime) -> None:
        self.decided_at = at
        self.pass_to(Holder.EXIT, since=at, due=delivery_due)

    @transition(field=state, source=_sources("grant_partly"), target=CaseState.PARTLY_GRANTED)
    def grant_partly(self, *, at: datetime, delivery_due: datetime) -> None:
        self.decided_at = at
        self.pass_to(Holder.EXIT, since=at, due=delivery_due)

    @transition(field=state, source=_sources("refuse"), target=CaseState.REFUSED)
    def refuse(self, *, at: datetime) -> None:
        self.decided_at = at
        self._close(at)

    @transition(field=state, source=_sources("deliver"), target=CaseState.DELIVERED)
    def deliver(self, *, at: datetime) -> None:
        self.delivered_at = at
        self._close(at)

    @transition(field=state, source=_sources("archive"), target=CaseState.ARCHIVED)
    def archive(self) -> None:
        """Nothing but the state: the packages are rows of their own."""

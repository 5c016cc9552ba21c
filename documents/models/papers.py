"""What the product writes and gives out: papers and certificates."""

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, FSMModelMixin, transition

from accounts.models import Department
from core.ids import uuid7
from documents.models.files import StoredFile
from documents.states import ENDED, STATE_CODES, CertificateState
from ledger.models import Chain


class Paper(models.Model):
    """A document the product wrote and gave out. Never changed, never written twice for one event."""

    class Kind(models.TextChoices):
        RECEIPT = "receipt", _("Receipt")
        ACCEPTANCE = "acceptance", _("Notice of acceptance")
        CORRECTION = "correction", _("Notice of everything to be corrected")
        NOT_ACCEPTED = "not_accepted", _("Notice of non-acceptance")
        DECISION = "decision", _("Decision")
        ACCEPTANCE_WITHDRAWN = "acceptance_withdrawn", _("Notice that acceptance is withdrawn")
        DEEMED_WITHDRAWN = "deemed_withdrawn", _("Notice that the application counts as withdrawn")
        SPECIAL_PROCEDURE = "special_procedure", _("Notice of a special procedure")
        EXTENSION = "extension", _("Notice of an extended time limit")

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    chain = models.ForeignKey(Chain, on_delete=models.PROTECT, related_name="papers")
    kind = models.CharField(max_length=30, choices=Kind.choices)
    number = models.CharField(max_length=60, unique=True)
    language = models.CharField(
        max_length=2, choices=[("zh", _("Chinese")), ("en", _("Chinese and English"))]
    )
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="papers")
    issued_at = models.DateTimeField()
    content_sha256 = models.CharField(max_length=64, help_text="Of the words, not of the file's bytes.")
    source_event = models.BigIntegerField(help_text="The ledger event that called for it.")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["chain", "kind", "source_event"], name="one_paper_per_kind_and_event"
            )
        ]

    def __str__(self) -> str:
        return self.number


class CertificateType(models.Model):
    """A kind of certificate of one issuer: 18 characters of its credit code and three digits."""

    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="certificate_types")
    source = models.CharField(max_length=40, help_text="What it is the result of: a matter's code.")
    ordinal = models.PositiveSmallIntegerField(help_text="1 to 999 within the department, in order of need.")

    class Meta:
        ordering = ["department", "ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["department", "source"], name="one_certificate_type_per_source"),
            models.UniqueConstraint(
                fields=["department", "ordinal"], name="one_certificate_type_per_ordinal"
            ),
            models.CheckConstraint(
                condition=Q(ordinal__gte=1, ordinal__lte=999), name="certificate_type_has_three_digits"
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        """The 21-character type code (GB/T 36904-2018, rules.md B.7)."""
        return f"{self.department.uscc}{self.ordinal:03d}"


class Certificate(FSMModelMixin, models.Model):
    """A result as an electronic certificate, equal to paper (State Council order 716, art. 10)."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    identifier = models.CharField(max_length=110, unique=True)
    verify_code = models.CharField(max_length=9)
    chain = models.ForeignKey(Chain, on_delete=models.PROTECT, related_name="certificates")
    source = models.CharField(max_length=40, help_text="What it is the result of: a matter's code.")
    type = models.ForeignKey(CertificateType, on_delete=models.PROTECT, related_name="certificates")
    version = models.PositiveSmallIntegerField(default=1)
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="replaced_by")
    name = models.JSONField(help_text='{"zh", "en"}')
    holder = models.CharField(max_length=200)
    holder_commitment = models.CharField(max_length=64, help_text="Salted digest of the holder's number.")
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="certificates")
    fields = models.JSONField(default=list, help_text='[{"label": {"zh", "en"}, "value"}]')
    file = models.OneToOneField(StoredFile, on_delete=models.PROTECT, related_name="certificate")
    state = FSMField(
        max_length=10, choices=CertificateState.choices, default=CertificateState.VALID, protected=True
    )
    state_reason = models.TextField(blank=True)
    issued_at = models.DateTimeField()
    valid_until = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["chain", "source", "version"], name="one_certificate_per_source_and_version"
            ),
            models.CheckConstraint(
                condition=Q(state__in=ENDED, ended_at__isnull=False)
                | (~Q(state__in=ENDED) & Q(ended_at__isnull=True)),
                name="ended_certificate_has_a_time",
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=[CertificateState.VALID, CertificateState.EXPIRED, CertificateState.REPLACED]
                )
                | ~Q(state_reason=""),
                name="held_or_ended_certificate_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.identifier

    @property
    def state_code(self) -> str:
        """The ministry's two digits for the state."""
        return STATE_CODES[CertificateState(self.state)]

    @transition(field=state, source=CertificateState.VALID, target=CertificateState.SUSPENDED)
    def suspend(self, reason: str) -> None:
        self.state_reason = reason

    @transition(field=state, source=CertificateState.SUSPENDED, target=CertificateState.VALID)
    def restore(self) -> None:
        self.state_reason = ""

    @transition(
        field=state,
        source=[CertificateState.VALID, CertificateState.SUSPENDED],
        target=CertificateState.REVOKED,
    )
    def revoke(self, reason: str, at: datetime) -> None:
        self.state_reason, self.ended_at = reason, at

    @transition(
        field=state,
        source=[CertificateState.VALID, CertificateState.SUSPENDED],
        target=CertificateState.CANCELLED,
    )
    def cancel(self, reason: str, at: datetime) -> None:
        self.state_reason, self.ended_at = reason, at

    @transition(
        field=state,
        source=[CertificateState.VALID, CertificateState.SUSPENDED],
        target=CertificateState.EXPIRED,
    )
    def expire(self, at: datetime) -> None:
        self.ended_at = at

    @transition(field=state, source=CertificateState.VALID, target=CertificateState.REPLACED)
    def replace(self, at: datetime) -> None:
        self.ended_at = at

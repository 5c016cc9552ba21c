"""What the portal keeps about a person besides their name: wishes, consents, copies they asked for.

One chain for each person covers all of it. Consents are append-only (migration 0003): taking one back
is a row of its own.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.ids import uuid7
from ledger.models import Chain


class Profile(models.Model):
    """How a person wants to be spoken to and reached."""

    class Language(models.TextChoices):
        CHINESE = "zh", _("Chinese")
        ENGLISH = "en", _("English")

    class Mode(models.TextChoices):
        STANDARD = "standard", _("Standard version")
        ELDER = "elder", _("Larger type")

    person = models.OneToOneField("accounts.Person", on_delete=models.PROTECT, related_name="profile")
    chain = models.OneToOneField(Chain, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=10, choices=Language.choices, default=Language.CHINESE)
    mode = models.CharField(max_length=10, choices=Mode.choices, default=Mode.STANDARD)
    mobile = models.CharField(max_length=20, blank=True, help_text="Where to write; empty: as registered.")
    email = models.EmailField(blank=True)
    by_sms = models.BooleanField(default=True, help_text="Messages also by SMS.")
    by_email = models.BooleanField(default=True, help_text="Messages also by e-mail.")

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"profile of person {self.person_id}"


class Consent(models.Model):
    """That a person was told, agreed or took it back: what, when, in which version (PIPL art. 17, 29, 31)."""

    class Kind(models.TextChoices):
        NOTICE = "notice", _("Was told how data are processed")
        GIVEN = "given", _("Agreed that sensitive data are processed")
        DECLINED = "declined", _("Did not agree, and went on without")
        WITHDRAWN = "withdrawn", _("Took the agreement back")

    profile = models.ForeignKey(Profile, on_delete=models.PROTECT, related_name="consents")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    version = models.CharField(max_length=20, help_text="Of the notice that was shown.")
    elements = models.JSONField(default=list, help_text="Codes of the sensitive elements it is about.")
    about = models.JSONField(default=dict, help_text='For which errand: {"zh", "en"}')
    as_guardian = models.BooleanField(default=False, help_text="For a child under fourteen (art. 31).")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="notice") | ~Q(elements=[]), name="consent_names_what_it_is_about"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class DataExport(models.Model):
    """A copy of everything about a person, made at their wish and kept for a short while (PIPL art. 45)."""

    public_id = models.UUIDField(unique=True, default=uuid7, editable=False)
    profile = models.ForeignKey(Profile, on_delete=models.PROTECT, related_name="exports")
    asked_at = models.DateTimeField()
    progress = models.PositiveSmallIntegerField(default=0, help_text="Per cent; moves while it is made.")
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField(default=0, help_text="Bytes.")
    ready_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)
    fetched_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ready_at__isnull=True) | (Q(expires_at__isnull=False) & ~Q(sha256="")),
                name="ready_export_has_its_digest_and_end",
            ),
            models.CheckConstraint(condition=Q(progress__lte=100), name="progress_is_a_share"),
        ]

    def __str__(self) -> str:
        return str(self.public_id)

    @property
    def file_name(self) -> str:
        """Where its content lies in the store."""
        return f"exports/{self.public_id}.zip"

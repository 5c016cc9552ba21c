"""Stored files, and what is known of them: on their way, and judged by a scanner."""

from django.db import models
from django.db.models import Q

from core.ids import uuid7
from documents.states import Scan

ARCHIVE = "application/zip"  # what the product packs itself; nobody hands one in


class ContentType(models.TextChoices):
    """What may be handed in, told by content and never by name."""

    PDF = "application/pdf", "PDF"
    JPEG = "image/jpeg", "JPEG"
    PNG = "image/png", "PNG"


class StoredFile(models.Model):
    """One file as it was handed in or written, kept unchanged under its SHA-256. The row never changes."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveBigIntegerField(help_text="Bytes.")
    content_type = models.CharField(max_length=20, choices=[*ContentType.choices, (ARCHIVE, "ZIP")])
    pages = models.PositiveIntegerField(default=1)
    name = models.CharField(max_length=120, help_text="The uploader's name for it, cleaned.")
    arrival_scan = models.CharField(
        max_length=10, choices=Scan.choices, help_text="What a quick scanner said before it was kept."
    )
    created_at = models.DateTimeField()
    uploaded_by = models.CharField(max_length=60, help_text="The actor's id, as in the ledger.")
    uploaded_by_label = models.CharField(max_length=200)
    original_sha256 = models.CharField(  # noqa: DJ001  # null: absent from the digests of older rows
        max_length=64, null=True, help_text="Of what arrived, where a photograph's place was taken out."
    )
    hints = models.JSONField(null=True, help_text='What may be hard to read: ["blurred", "dark", "glare"].')

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="stored_file_has_a_sha256"
            ),
            models.CheckConstraint(condition=Q(size__gt=0), name="stored_file_is_not_empty"),
            models.CheckConstraint(
                condition=Q(arrival_scan__in=[Scan.PENDING, Scan.CLEAN]), name="harmful_file_is_not_kept"
            ),
        ]
        indexes = [
            models.Index(fields=["created_at"], condition=Q(arrival_scan=Scan.PENDING), name="file_to_scan")
        ]

    def __str__(self) -> str:
        return str(self.public_id)

    @property
    def key(self) -> str:
        """Where the content lies in the store: a name made of the hash alone."""
        return f"{self.sha256[:2]}/{self.sha256[2:4]}/{self.sha256}"

    @property
    def scan(self) -> Scan:
        """The verdict of the safety check: at arrival, or later where the scanner takes its time."""
        if self.arrival_scan != Scan.PENDING:
            return Scan(self.arrival_scan)
        later = SafetyCheck.objects.filter(file=self).first()
        return Scan(later.verdict) if later else Scan.PENDING


class PartialUpload(models.Model):
    """A file on its way in pieces (tus 1.0), which lie beside the store: their length says how much came."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    owner = models.CharField(max_length=60, help_text="The actor's id, as in the ledger.")
    name = models.CharField(max_length=255, help_text="As given by the sender.")
    size = models.PositiveBigIntegerField(help_text="Bytes that are announced.")
    sha256 = models.CharField(max_length=64, blank=True, help_text="As announced by the sender, if at all.")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
    file = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, null=True, related_name="+", help_text="What it became."
    )

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(size__gt=0), name="partial_upload_is_not_empty"),
            models.CheckConstraint(
                condition=Q(expires_at__gt=models.F("created_at")), name="partial_upload_ends_after_it_begins"
            ),
        ]
        indexes = [models.Index(fields=["owner", "expires_at"], name="partial_uploads_of_owner")]

    def __str__(self) -> str:
        return str(self.public_id)


class SafetyCheck(models.Model):
    """The verdict of a scanner that answers after the file was kept."""

    file = models.OneToOneField(
        StoredFile, on_delete=models.CASCADE, primary_key=True, related_name="safety_check"
    )
    verdict = models.CharField(max_length=10, choices=Scan.choices)
    finding = models.CharField(max_length=200, blank=True)
    checked_at = models.DateTimeField()

    class Meta:
        ordering = ["file"]
        constraints = [
            models.CheckConstraint(condition=~Q(verdict=Scan.PENDING), name="safety_check_has_a_verdict")
        ]

    def __str__(self) -> str:
        return self.verdict

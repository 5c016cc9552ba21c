"""What a department keeps of a closed case."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Department
from core.ids import uuid7
from documents.models.files import StoredFile
from ledger.models import Chain

SHA256 = r"^[0-9a-f]{64}$"


class Retention(models.TextChoices):
    """How long a file is kept (保管期限)."""

    PERMANENT = "Y", _("Permanently")
    YEARS_30 = "D30", _("30 years")
    YEARS_10 = "D10", _("10 years")


class ArchivePackage(models.Model):
    """One department's own file of one closed case: a ZIP with its manifest (A-015, GB/T 42727-2023).

    The row is append-only by trigger and covered by the case's chain; the ZIP lies under its hash.
    """

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    chain = models.ForeignKey(Chain, on_delete=models.PROTECT, related_name="archive_packages")
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="archive_packages")
    fonds = models.CharField(max_length=20, help_text="The department's fonds (全宗号).")
    year = models.PositiveSmallIntegerField(help_text="Of the decision.")
    retention = models.CharField(max_length=3, choices=Retention.choices)
    number = models.CharField(max_length=100, unique=True, help_text="Fonds, year, retention, case (档号).")
    file = models.OneToOneField(StoredFile, on_delete=models.PROTECT, related_name="archive_package")
    manifest_sha256 = models.CharField(max_length=64)
    files = models.PositiveIntegerField(help_text="How many the manifest lists.")
    through_seq = models.PositiveIntegerField(help_text="The last event of the case that is in it.")
    packed_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["chain", "department"], name="one_package_per_case_and_department"
            ),
            models.CheckConstraint(condition=~Q(fonds=""), name="package_has_its_fonds"),
            models.CheckConstraint(
                condition=Q(manifest_sha256__regex=SHA256), name="package_has_its_manifests_digest"
            ),
            models.CheckConstraint(condition=Q(files__gt=0, through_seq__gt=0), name="package_is_not_empty"),
        ]

    def __str__(self) -> str:
        return self.number

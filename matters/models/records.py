"""What every record of the catalogue has in common."""

from django.db import models

from ledger.models import Chain


class CatalogueRecord(models.Model):
    """A record without versions: known by its code, kept whole, never silently replaced."""

    code = models.CharField(max_length=80, unique=True, help_text="The catalogue's own id.")
    ordinal = models.PositiveIntegerField(default=0, help_text="Its place in the catalogue's file.")
    record = models.JSONField(help_text="The record exactly as in the catalogue.")
    fingerprint = models.CharField(max_length=64, help_text="SHA-256 of the record's canonical JSON.")

    class Meta:
        abstract = True
        ordering = ["ordinal", "code"]

    def __str__(self) -> str:
        return self.code


class ImportedRecord(models.Model):
    """What the catalogue said about a thing whose row lives in another app (a department, a window).

    It tells a repeated record from a conflicting one, and lets the catalogue be written out again.
    Records about people hold no content here: their rows in accounts are the only copy.
    """

    kind = models.CharField(max_length=40)
    code = models.CharField(max_length=80)
    ordinal = models.PositiveIntegerField(default=0)
    record = models.JSONField(null=True)
    fingerprint = models.CharField(max_length=64)

    class Meta:
        ordering = ["kind", "ordinal", "code"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "code"], name="one_imported_record_per_kind_and_code")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.code}"


class CatalogueImport(models.Model):
    """That a catalogue's folder was imported and changed something: which one, when, how much."""

    chain = models.OneToOneField(Chain, on_delete=models.PROTECT, related_name="+")
    catalogue = models.CharField(max_length=80, help_text="The id in meta.json.")
    imported_at = models.DateTimeField()
    written = models.JSONField(help_text="kind -> how many new records")
    published = models.PositiveIntegerField(help_text="How many versions were put in force.")

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.catalogue} {self.imported_at:%Y-%m-%d}"

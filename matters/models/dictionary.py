"""The dictionaries: laws, shared data, materials, data elements, code tables."""

from django.db import models

from accounts.models import Department
from matters.models.records import CatalogueRecord


class Law(CatalogueRecord):
    """A law, regulation or local rule that handbooks cite as a basis."""

    name = models.JSONField(help_text='{"zh", "en"}')
    document_number = models.CharField(max_length=200, blank=True)
    version = models.CharField(max_length=200)
    verified = models.BooleanField(help_text="Whether the wording was checked against the source.")


class DataItem(CatalogueRecord):
    """An item of the list of shared data: what one department knows and others need not ask for again."""

    name = models.JSONField(help_text='{"zh", "en"}')
    provider = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="data_items")
    subject = models.CharField(max_length=20, help_text="Whom or what it is about (data_subject).")


class Material(CatalogueRecord):
    """A paper or electronic document that a handbook may ask for."""

    class Kind(models.TextChoices):
        CERTIFICATE = "certificate"
        APPLICANT_DOCUMENT = "applicant_document"
        APPLICATION_FORM = "application_form"
        COMMITMENT_LETTER = "commitment_letter"
        INTERMEDIARY_REPORT = "intermediary_report"
        APPROVAL = "approval"

    name = models.JSONField(help_text='{"zh", "en"}')
    kind = models.CharField(max_length=30, choices=Kind.choices)
    issuer = models.ForeignKey(
        Department, on_delete=models.PROTECT, null=True, related_name="issued_materials"
    )
    e_certificate = models.BooleanField()
    data_item = models.ForeignKey(DataItem, on_delete=models.PROTECT, null=True, related_name="materials")


class Element(CatalogueRecord):
    """A data element: one fact, asked once per application however many matters use it (A-016)."""

    name = models.JSONField(help_text='{"zh", "en"}')
    type = models.CharField(max_length=20, help_text="element_type")
    sensitivity = models.CharField(max_length=30, help_text="general, personal or sensitive_personal (PIPL)")
    prefill_item = models.ForeignKey(
        DataItem, on_delete=models.PROTECT, null=True, related_name="prefilled_elements"
    )
    prefill_field = models.CharField(max_length=80, blank=True)


class CodeTable(CatalogueRecord):
    """A table of codes (GB/T 39046-2020 annex A and local ones)."""

    name = models.JSONField(help_text='{"zh", "en"}')
    source = models.CharField(max_length=200, blank=True)
    verified = models.BooleanField()


class CodeEntry(models.Model):
    """One code of a table and its label; no label of a code is kept anywhere else."""

    table = models.ForeignKey(CodeTable, on_delete=models.CASCADE, related_name="entries")
    code = models.CharField(max_length=80)
    label = models.JSONField(help_text='{"zh", "en"}')
    ordinal = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["table", "ordinal"]
        constraints = [models.UniqueConstraint(fields=["table", "code"], name="one_entry_per_code")]

    def __str__(self) -> str:
        return f"{self.table_id} {self.code}"

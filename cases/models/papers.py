"""What the applicant states and hands in."""

from django.db import models

from documents.models import StoredFile


class Draft(models.Model):
    """Everything typed so far, one row a case: doubtful values are kept, nothing is demanded."""

    case = models.OneToOneField("cases.Case", on_delete=models.PROTECT, related_name="draft")
    answers = models.JSONField(default=dict, help_text="element -> value as typed")
    sources = models.JSONField(
        default=dict,
        help_text="element -> {item, provider, at, value, stand: offered|confirmed|disputed}",
    )
    saved_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"draft of case {self.case_id}"


class Answer(models.Model):
    """One stated element of a submitted case, with where its value came from."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="answers")
    element = models.CharField(max_length=80)
    value = models.JSONField()
    source = models.CharField(
        max_length=80, default="applicant", help_text="applicant, or a shared-data item"
    )
    provider = models.CharField(max_length=40, blank=True, help_text="The department that provides the item.")
    disputed_value = models.JSONField(
        null=True, help_text="What the shared record says, when disputed (B.2 art. 7)."
    )
    corrected = models.BooleanField(default=False)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["case", "element"], name="an_element_is_stated_once")]

    def __str__(self) -> str:
        return f"{self.element} of case {self.case_id}"


class CaseMaterial(models.Model):
    """One file handed in for one material of a case; a material may have several, in order."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="materials")
    material = models.CharField(max_length=80)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    ordinal = models.PositiveSmallIntegerField(default=0)
    added_at = models.DateTimeField()
    added_by = models.CharField(max_length=80)
    added_for = models.CharField(  # noqa: DJ001  null is left out of the ledger's digests
        max_length=40, null=True, help_text="The role whose paper it is; null is the applicant's."
    )
    replaced_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["material", "ordinal", "id"]
        indexes = [models.Index(fields=["case", "material"], name="case_material")]

    def __str__(self) -> str:
        return f"{self.material} of case {self.case_id}"

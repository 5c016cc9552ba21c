"""What happens between a case and its applicant on the way to a decision."""

from django.db import models
from django.db.models import F, Q

from accounts.models import Department


class Correction(models.Model):
    """A one-off notice of everything that is missing, or a reviewer's question (B.2 art. 11).

    Before acceptance the case waits for the answer. After acceptance a question stops no clock and
    names the task that asked.
    """

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="corrections")
    asked_by_department = models.ForeignKey(
        Department, on_delete=models.PROTECT, null=True, related_name="corrections"
    )
    matter = models.CharField(max_length=40, blank=True, help_text="The matter whose reviewer asks.")
    ordinal = models.PositiveSmallIntegerField(
        help_text="1 is the one-off notice; more is seen by supervision."
    )
    # A gap that names an element also has "given_at" once it was answered (cases.rules.GIVEN_AT).
    gaps = models.JSONField(help_text='[{"material" or "element", "reason"}]')
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["case", "ordinal"], name="corrections_are_numbered"),
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(matter="", answered_at__isnull=True),
                name="one_open_correction_at_intake",
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(answered_at__isnull=True), name="correction_open_due")
        ]

    def __str__(self) -> str:
        return f"correction {self.ordinal} of case {self.case_id}"


class Undertaking(models.Model):
    """A tolerated gap: what will follow, by when (容缺受理, A-030)."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="undertakings")
    material = models.CharField(max_length=80)
    due_at = models.DateTimeField()
    given_at = models.DateTimeField()
    fulfilled_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["case", "material"], name="one_undertaking_per_material"),
            models.CheckConstraint(condition=Q(due_at__gt=F("given_at")), name="undertaking_lies_ahead"),
        ]
        indexes = [
            models.Index(
                fields=["due_at"], condition=Q(fulfilled_at__isnull=True), name="undertaking_owed_due"
            )
        ]

    def __str__(self) -> str:
        return f"{self.material} owed to case {self.case_id}"


class Pause(models.Model):
    """A time that no clock counts: it has a reason, a legal basis, a length and a written notice."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="pauses")
    subject = models.CharField(max_length=80, help_text="The matter whose clock stands still.")
    kind = models.CharField(max_length=40)
    basis = models.CharField(max_length=300)
    notice = models.TextField()
    planned_days = models.PositiveSmallIntegerField(help_text="Working days told to the applicant.")
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(planned_days__gt=0) & ~Q(notice="") & ~Q(basis=""),
                name="pause_is_told_in_writing",
            ),
            models.UniqueConstraint(
                fields=["case", "subject"], condition=Q(ended_at__isnull=True), name="one_pause_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of case {self.case_id}"

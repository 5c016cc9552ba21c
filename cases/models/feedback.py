"""The run ledger and the applicant's judgement."""

from django.db import models
from django.db.models import Q

from accounts.models import ServicePoint


class Visit(models.Model):
    """One run (跑): the applicant came to a service point on a day for this case."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="visits")
    service_point = models.ForeignKey(ServicePoint, on_delete=models.PROTECT, related_name="visits")
    on = models.DateField()
    purpose = models.CharField(max_length=20)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "service_point", "on"], name="a_day_at_a_place_is_one_run"
            )
        ]

    def __str__(self) -> str:
        return f"run of case {self.case_id} on {self.on}"


class Rating(models.Model):
    """A party's judgement; 1 is best (GB/T 39046-2020 A.8)."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="ratings")
    matter = models.CharField(max_length=40, blank=True, help_text="Empty: the case as a whole.")
    party = models.ForeignKey("cases.Party", on_delete=models.PROTECT, related_name="ratings")
    grade = models.PositiveSmallIntegerField()
    tags = models.JSONField(default=list)
    words = models.TextField(blank=True)
    runs = models.PositiveSmallIntegerField(null=True, help_text="Runs as the applicant counts them.")
    rated_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["case", "matter", "party"], name="a_party_rates_each_once"),
            models.CheckConstraint(condition=Q(grade__gte=1, grade__lte=5), name="five_grades"),
        ]

    def __str__(self) -> str:
        return f"rating of case {self.case_id}"

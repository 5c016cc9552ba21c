"""The run ledger and the applicant's judgement."""

from django.db import models
from django.db.models import Q

from accounts.models import Department, ServicePoint


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
    """A party's judgement; 1 is best (GB/T 39046-2020 A.8).

    Of a visit (一次一评), of one matter, or, with neither, of the case as a whole (一事一评).
    """

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="ratings")
    matter = models.CharField(max_length=40, blank=True, help_text="Empty: the case as a whole.")
    party = models.ForeignKey("cases.Party", on_delete=models.PROTECT, related_name="ratings")
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, null=True, related_name="ratings")
    grade = models.PositiveSmallIntegerField()
    tags = models.JSONField(default=list)
    words = models.TextField(blank=True)
    runs = models.PositiveSmallIntegerField(null=True, help_text="Runs as the applicant counts them.")
    rated_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "matter", "party"],
                condition=Q(visit__isnull=True),
                name="a_party_rates_each_matter_once",
            ),
            models.UniqueConstraint(fields=["visit", "party"], name="a_party_rates_each_visit_once"),
            models.CheckConstraint(condition=Q(grade__gte=1, grade__lte=5), name="five_grades"),
            models.CheckConstraint(
                condition=Q(visit__isnull=True) | Q(matter=""), name="a_judgement_is_about_one_thing"
            ),
        ]

    def __str__(self) -> str:
        return f"rating of case {self.case_id}"


class Referral(models.Model):
    """A bad grade in the hands of whoever handled that part: who answers it, by when, and the answer.

    国办发〔2019〕51号: who handled it answers for it (谁办理、谁负责); every bad grade is called back.
    """

    rating = models.OneToOneField(Rating, on_delete=models.PROTECT, related_name="referral")
    department = models.ForeignKey(Department, on_delete=models.PROTECT, null=True, related_name="bad_grades")
    service_point = models.ForeignKey(
        ServicePoint, on_delete=models.PROTECT, null=True, related_name="bad_grades"
    )
    referred_at = models.DateTimeField()
    due_at = models.DateTimeField()
    answer = models.TextField(blank=True, help_text="What was put right, as the author reads it.")
    answered_by = models.CharField(max_length=80, blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["due_at"], condition=Q(answered_at__isnull=True), name="bad_open")]
        constraints = [
            models.CheckConstraint(
                condition=Q(department__isnull=False, service_point__isnull=True)
                | Q(department__isnull=True, service_point__isnull=False),
                name="a_bad_grade_has_one_answerer",
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answer="")
                | (Q(answered_at__isnull=False) & ~Q(answer="")),
                name="an_answered_grade_says_what_was_done",
            ),
        ]

    def __str__(self) -> str:
        return f"bad grade {self.rating_id}"

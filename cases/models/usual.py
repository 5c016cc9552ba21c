"""How long finished cases took: counted now and then, read by every case page."""

from django.db import models
from django.db.models import F, Q

from matters.models import Handbook, OneThingVersion


class UsualTime(models.Model):
    """Half were done within `half_minutes`, nine of ten within `most_minutes`: working minutes.

    One row for each version of an errand that has enough finished cases (`cases.usual.LEAST_CASES`).
    """

    one_thing_version = models.OneToOneField(
        OneThingVersion, on_delete=models.PROTECT, null=True, related_name="usual_time"
    )
    handbook = models.OneToOneField(Handbook, on_delete=models.PROTECT, null=True, related_name="usual_time")
    cases = models.PositiveIntegerField(help_text="How many finished cases stand behind it.")
    half_minutes = models.PositiveIntegerField()
    most_minutes = models.PositiveIntegerField()
    since = models.DateTimeField(help_text="Cases decided from then on were counted.")
    counted_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(one_thing_version__isnull=False, handbook__isnull=True)
                | Q(one_thing_version__isnull=True, handbook__isnull=False),
                name="usual_time_is_of_one_errand",
            ),
            models.CheckConstraint(
                condition=Q(most_minutes__gte=F("half_minutes")), name="nine_of_ten_take_longer_than_half"
            ),
        ]

    def __str__(self) -> str:
        return f"usual time of {self.one_thing_version or self.handbook}"

"""The windows of the halls, as the catalogue lists them."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from accounts.models import ServicePoint


class Window(models.Model):
    """A window of a hall: a name over one or more counters, acting for somebody (A-006).

    The five `mandated` ones must not be deleted: every city has them.
    """

    class Kind(models.TextChoices):
        MANDATED = "mandated"
        LOCAL = "local"
        OUTLET = "outlet"
        SERVICE = "service"

    code = models.CharField(max_length=80, unique=True, help_text="The catalogue's id, such as W-RE.")
    name = models.JSONField(help_text='{"zh", "en"}')
    kind = models.CharField(max_length=20, choices=Kind.choices)
    service_point = models.ForeignKey(ServicePoint, on_delete=models.PROTECT, related_name="windows")
    counters = ArrayField(models.CharField(max_length=20), help_text="Numbers over the counters.")
    represents = models.CharField(max_length=40, help_text="For whom it acts: the government, say.")
    ordinal = models.PositiveIntegerField(default=0, help_text="Its place in the catalogue's list.")

    class Meta:
        ordering = ["ordinal", "code"]

    def __str__(self) -> str:
        return self.code

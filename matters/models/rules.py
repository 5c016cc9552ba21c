"""The city's rules, as versions."""

from django.db import models


class CityRules(models.Model):
    """Clocks, vague words and targets of one catalogue (rules.json).

    A handbook points to the rules it was published under, so that what was composed yesterday is
    composed the same way tomorrow.
    """

    catalogue = models.CharField(max_length=80, help_text="The id in meta.json.")
    version = models.CharField(max_length=40, help_text="The version in meta.json.")
    record = models.JSONField()
    fingerprint = models.CharField(max_length=64)
    imported_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-imported_at", "-id"]
        verbose_name_plural = "city rules"
        constraints = [
            models.UniqueConstraint(fields=["catalogue", "version"], name="one_set_of_rules_per_version")
        ]

    def __str__(self) -> str:
        return f"{self.catalogue} {self.version}"

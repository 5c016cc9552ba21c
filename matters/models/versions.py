"""What handbooks and one-thing versions share: immutable content, an interval of force, publication."""

from datetime import date
from typing import Any, ClassVar, Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from matters.models.rules import CityRules


class DateRange(Func):
    """The days from the first to the second argument, both included."""

    function = "DATERANGE"
    output_field = DateRangeField()


class VersionQuerySet(models.QuerySet):
    """Adjectives of a version."""

    def published(self) -> Self:
        """Versions that were put in force at some time; drafts are left out."""
        return self.filter(published_at__isnull=False)

    def in_force(self, on: date) -> Self:
        """Published versions whose interval holds that day; at most one of each matter or one-thing."""
        return self.published().filter(
            Q(effective_to__isnull=True) | Q(effective_to__gte=on), effective_from__lte=on
        )


class PublishedVersion(models.Model):
    """A numbered content. Once published only its end may still be written (README 2 of the catalogue)."""

    version = models.PositiveIntegerField()
    effective_from = models.DateField()
    effective_to = models.DateField(null=True, help_text="The last day in force; null while open.")
    published_at = models.DateTimeField(null=True, help_text="Null: a draft that was never in force.")
    record = models.JSONField(help_text="The record exactly as in the catalogue.")
    fingerprint = models.CharField(max_length=64, help_text="SHA-256 of the record's canonical JSON.")
    name = models.JSONField(help_text='{"zh", "en"}')
    rules = models.ForeignKey(CityRules, on_delete=models.PROTECT, related_name="+")

    objects: ClassVar[Any] = VersionQuerySet.as_manager()

    class Meta:
        abstract = True
        get_latest_by = "version"

    def is_in_force(self, on: date) -> bool:
        """Whether it was published and holds on that day."""
        return (
            self.published_at is not None
            and self.effective_from <= on
            and (self.effective_to is None or self.effective_to >= on)
        )


def version_constraints(owner: str, prefix: str) -> list[models.BaseConstraint]:
    """One row per version, one version in force at a time, an end not before the beginning."""
    return [
        models.UniqueConstraint(fields=[owner, "version"], name=f"{prefix}_version_is_unique"),
        models.CheckConstraint(condition=Q(version__gte=1), name=f"{prefix}_version_counts_from_one"),
        models.CheckConstraint(
            condition=Q(effective_to__isnull=True) | Q(effective_to__gte=F("effective_from")),
            name=f"{prefix}_ends_after_it_begins",
        ),
        ExclusionConstraint(
            name=f"{prefix}_one_in_force",
            expressions=[
                (owner, RangeOperators.EQUAL),
                (
                    DateRange("effective_from", "effective_to", RangeBoundary(inclusive_upper=True)),
                    RangeOperators.OVERLAPS,
                ),
            ],
            condition=Q(published_at__isnull=False),
        ),
    ]

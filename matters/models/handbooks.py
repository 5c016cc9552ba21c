"""Matters and the versions of their handbooks."""

from datetime import date
from typing import Any, ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from accounts.models import Department
from ledger.models import Chain
from matters.models.dictionary import DataItem, Law, Material
from matters.models.versions import PublishedVersion, VersionQuerySet, version_constraints


class MatterStatus(models.TextChoices):
    """State of a matter in the catalogue (code table matter_status)."""

    IN_USE = "in_use"
    SUSPENDED = "suspended"
    CANCELLED = "cancelled"


class NominalUnit(models.TextChoices):
    """Units of time (code table time_unit)."""

    MINUTE = "minute"
    HOUR = "hour"
    WORKDAY = "workday"
    DAY = "day"
    MONTH = "month"


class Matter(models.Model):
    """One matter of a department. Its code is never reused, its handbook comes in versions."""

    code = models.CharField(max_length=20, unique=True, help_text="The catalogue's id, such as M01.")
    chain = models.OneToOneField(Chain, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code


class HandbookQuerySet(VersionQuerySet):
    """Adjectives of a handbook."""

    def applicable_on(self, day: date) -> Self:
        """Handbooks by which one may apply that day: in force, in use, and begun by an application.

        What the law has ended is shown as history and never applied for.
        """
        usable = self.filter(status=MatterStatus.IN_USE, initiation="on_application")
        return usable.in_force(day)


class Handbook(PublishedVersion):
    """One version of a matter's handbook. What was published can't be changed; cases pin it."""

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="handbooks")
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="handbooks")
    status = models.CharField(max_length=20, choices=MatterStatus.choices)
    type = models.CharField(max_length=2, help_text="GB/T 39046-2020 A.1")
    initiation = models.CharField(max_length=20)
    handling_type = models.CharField(max_length=1, help_text="GB/T 39046-2020 A.6: 1 is immediate")
    in_once_list = models.BooleanField()
    service_objects = ArrayField(models.CharField(max_length=1), help_text="GB/T 39046-2020 A.4")
    windows = ArrayField(models.CharField(max_length=80), help_text="Codes of the windows that accept it.")
    halls = ArrayField(models.CharField(max_length=80), help_text="Codes of the halls that accept it.")
    promised_value = models.PositiveIntegerField()
    promised_unit = models.CharField(max_length=10, choices=NominalUnit.choices)
    statutory_value = models.PositiveIntegerField(null=True)
    statutory_unit = models.CharField(max_length=10, choices=NominalUnit.choices, blank=True)
    visits_max = models.PositiveSmallIntegerField()
    fee_charged = models.BooleanField()

    objects: ClassVar[Any] = HandbookQuerySet.as_manager()

    class Meta:
        ordering = ["matter", "version"]
        constraints = [
            *version_constraints("matter", "handbook"),
            models.CheckConstraint(
                condition=Q(statutory_value__isnull=True, statutory_unit="")
                | (Q(statutory_value__isnull=False) & ~Q(statutory_unit="")),
                name="handbook_statutory_value_has_a_unit",
            ),
        ]
        indexes = [GinIndex(fields=["service_objects"], name="handbook_service_objects")]

    def __str__(self) -> str:
        return f"{self.record.get('id')} v{self.version}"

    def is_ended(self, on: date) -> bool:
        """Whether the matter is history by this version: cancelled, or past its last day."""
        passed = self.effective_to is not None and self.effective_to < on
        return self.status == MatterStatus.CANCELLED or passed


class MaterialLine(models.Model):
    """One line of a handbook's list of materials; none without a law behind it (A-036)."""

    handbook = models.ForeignKey(Handbook, on_delete=models.CASCADE, related_name="material_lines")
    ordinal = models.PositiveIntegerField(help_text="Its place in the list.")
    material = models.ForeignKey(Material, on_delete=models.PROTECT, related_name="lines")
    necessity = models.CharField(max_length=1, help_text="1 needed, 2 in some situations, 3 may follow later")
    tolerance_workdays = models.PositiveIntegerField()
    source = models.CharField(max_length=2, help_text="material_source")
    data_item = models.ForeignKey(DataItem, on_delete=models.PROTECT, null=True, related_name="lines")
    law = models.ForeignKey(Law, on_delete=models.PROTECT, related_name="material_lines")
    article = models.CharField(max_length=80, blank=True)
    conditional = models.BooleanField(help_text="Needed in some situations only.")

    class Meta:
        ordering = ["handbook", "ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["handbook", "ordinal"], name="material_line_has_its_place"),
            models.CheckConstraint(
                condition=(Q(necessity="3") & Q(tolerance_workdays__gt=0))
                | (~Q(necessity="3") & Q(tolerance_workdays=0)),
                name="material_that_may_follow_has_a_period",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.handbook_id}/{self.ordinal}"

"""Registers beside the handbooks: the negative list, ex officio services, intermediaries, joint checks."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from accounts.models import Department
from matters.models.handbooks import Matter
from matters.models.records import CatalogueRecord


class NegativeEntry(CatalogueRecord):
    """A matter that may lawfully need more than one visit; only the province adds entries (A-043)."""

    matter = models.OneToOneField(Matter, on_delete=models.PROTECT, related_name="negative_entry")
    max_visits = models.PositiveSmallIntegerField()
    next_review = models.DateField()


class ExOfficioService(CatalogueRecord):
    """A service around an act that departments do of their own duty; never on the once list (A-042)."""

    name = models.JSONField(help_text='{"zh", "en"}')
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="ex_officio_services")


class IntermediaryService(CatalogueRecord):
    """A report that the law lets an intermediary write, with the time it promises (working days)."""

    name = models.JSONField(help_text='{"zh", "en"}')
    baseline_workdays = models.PositiveIntegerField()
    promised_workdays = models.PositiveIntegerField()


class IntermediaryFirm(CatalogueRecord):
    """A firm that offers intermediary services; the applicant chooses freely."""

    name = models.JSONField(help_text='{"zh", "en"}')
    services = ArrayField(models.CharField(max_length=80))


class DoubleRandomList(CatalogueRecord):
    """A list for joint checks with officers and subjects both drawn at random."""

    name = models.JSONField(help_text='{"zh", "en"}')
    departments = ArrayField(models.CharField(max_length=80))
    ratio = models.DecimalField(max_digits=6, decimal_places=5)
    officers_per_check = models.PositiveSmallIntegerField()
    deadline_workdays = models.PositiveIntegerField(null=True)

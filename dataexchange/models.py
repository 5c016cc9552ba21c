"""What is remembered of other systems: their health, what they were handed, and who asked for what.

No personal value is kept here: elements by name, subjects by key, bodies by their digest.
"""

from django.db import models
from django.db.models import Q

from accounts.models import Department
from approvals.models import Task
from cases.models import Case
from dataexchange.states import Outcome, Purpose
from matters.models import DataItem, Matter


class PartnerHealth(models.Model):
    """How another system answers; one row for all processes, so that all leave it alone together."""

    partner = models.CharField(
        max_length=40, primary_key=True, help_text="A department's id, or shared-data."
    )
    failures = models.PositiveIntegerField(default=0, help_text="In a row.")
    open_until = models.DateTimeField(null=True, help_text="Until then nobody calls it.")
    last_ok_at = models.DateTimeField(null=True)
    last_failure_at = models.DateTimeField(null=True)
    last_outcome = models.CharField(max_length=20, choices=Outcome.choices, blank=True)

    class Meta:
        verbose_name_plural = "partner health"
        ordering = ["partner"]

    def __str__(self) -> str:
        return self.partner


class PushedTask(models.Model):
    """A task that lies in a department's own system: what that system last took over."""

    task = models.OneToOneField(Task, on_delete=models.PROTECT, related_name="pushed")
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="pushed_tasks")
    reference = models.CharField(max_length=100, blank=True, help_text="The partner's own number for it.")
    first_pushed_at = models.DateTimeField()
    last_pushed_at = models.DateTimeField()
    last_event = models.BigIntegerField(help_text="The ledger event that was told last.")
    facts = models.JSONField(default=list, help_text="Names of the facts it was told.")
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_pushed_at__gte=models.F("first_pushed_at")), name="pushes_go_forward"
            )
        ]

    def __str__(self) -> str:
        return f"task {self.task_id} at {self.department_id}"


class ExchangeLog(models.Model):
    """One call to a department's system: what for, how it ended, how long it took."""

    partner = models.CharField(max_length=40)
    purpose = models.CharField(max_length=10, choices=Purpose.choices)
    event = models.BigIntegerField(help_text="The ledger event that called for it.")
    task = models.UUIDField(help_text="Public id of the task.")
    at = models.DateTimeField()
    outcome = models.CharField(max_length=20, choices=Outcome.choices)
    status = models.PositiveSmallIntegerField(null=True, help_text="HTTP status, where one came.")
    milliseconds = models.PositiveIntegerField()
    elements = models.JSONField(default=list, help_text="Names of the elements that were sent.")
    digest = models.CharField(max_length=64, blank=True, help_text="SHA-256 of what was sent.")

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["partner", "-id"], name="exchange_by_partner"),
            models.Index(fields=["task"], name="exchange_by_task"),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} to {self.partner}: {self.outcome}"


class Grant(models.Model):
    """That a matter may read an item of the sharing list (A-105); given by its published handbook."""

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="grants")
    data_item = models.ForeignKey(DataItem, on_delete=models.PROTECT, related_name="grants")
    handbook_version = models.PositiveIntegerField(help_text="The version that first called for it.")
    granted_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    revoked_why = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["matter", "data_item"], name="one_grant_per_matter_and_item"),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True) | ~Q(revoked_why=""), name="revoked_grant_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.matter_id} may read {self.data_item_id}"


class QueryLog(models.Model):
    """One use of the sharing list: for which case and matters, about whom, with what result."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="shared_data_queries")
    item = models.CharField(max_length=40)
    provider = models.CharField(max_length=40)
    matters = models.JSONField(help_text="Codes of the matters on whose grants it was asked.")
    about = models.CharField(max_length=60, help_text="person:key or organisation:key; never a number.")
    elements = models.JSONField(default=list, help_text="Names of the elements it filled in.")
    at = models.DateTimeField()
    outcome = models.CharField(max_length=20, choices=Outcome.choices)
    milliseconds = models.PositiveIntegerField()

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["about", "-id"], name="query_by_subject")]

    def __str__(self) -> str:
        return f"{self.item} for case {self.case_id}: {self.outcome}"

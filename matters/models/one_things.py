"""One-things: several matters that the citizen sees as one errand (A-011)."""

from django.db import models
from django.db.models import F, Q

from accounts.models import Department
from ledger.models import Chain
from matters.models.dictionary import DataItem
from matters.models.handbooks import Matter
from matters.models.versions import PublishedVersion, version_constraints


class Gate(models.TextChoices):
    """What an edge holds back (code table gate)."""

    BEFORE_START = "before_start"
    BEFORE_DECIDE = "before_decide"
    NOTIFY_AFTER = "notify_after"


class OneThing(models.Model):
    """One errand. Its guide and its internal process are one record, in versions (A-021)."""

    code = models.CharField(max_length=20, unique=True, help_text="The catalogue's id, such as OT1.")
    chain = models.OneToOneField(Chain, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code


class OneThingVersion(PublishedVersion):
    """One version of a one-thing. What was published can't be changed; cases pin it."""

    one_thing = models.ForeignKey(OneThing, on_delete=models.PROTECT, related_name="versions")
    lead_department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="led_one_things")
    theme = models.CharField(max_length=20, help_text="person or business")
    window = models.CharField(max_length=80, help_text="Code of the window that accepts it.")
    matters = models.ManyToManyField(Matter, through="ThingMatter", related_name="one_thing_versions")

    class Meta:
        ordering = ["one_thing", "version"]
        constraints = version_constraints("one_thing", "one_thing")

    def __str__(self) -> str:
        return f"{self.record.get('id')} v{self.version}"


class ThingMatter(models.Model):
    """That a matter belongs to a one-thing, and how."""

    one_thing_version = models.ForeignKey(
        OneThingVersion, on_delete=models.CASCADE, related_name="thing_matters"
    )
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="+")
    ordinal = models.PositiveIntegerField()
    role = models.CharField(max_length=20, help_text="required, optional or conditional")

    class Meta:
        ordering = ["one_thing_version", "ordinal"]
        constraints = [
            models.UniqueConstraint(
                fields=["one_thing_version", "matter"], name="a_matter_is_once_in_a_one_thing"
            )
        ]

    def __str__(self) -> str:
        return f"{self.one_thing_version_id}/{self.ordinal}"


class Edge(models.Model):
    """A dependency between two matters of a one-thing, with the facts that travel along it (A-014)."""

    one_thing_version = models.ForeignKey(OneThingVersion, on_delete=models.CASCADE, related_name="edges")
    ordinal = models.PositiveIntegerField()
    source = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="edges_out")
    target = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="edges_in")
    gate = models.CharField(max_length=20, choices=Gate.choices)
    payload = models.JSONField(help_text='[{"from_element", "to_element"}]')
    label = models.JSONField(help_text='{"zh", "en"}')
    data_item = models.ForeignKey(DataItem, on_delete=models.PROTECT, null=True, related_name="edges")

    class Meta:
        ordering = ["one_thing_version", "ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["one_thing_version", "ordinal"], name="edge_has_its_place"),
            models.CheckConstraint(condition=~Q(source=F("target")), name="edge_joins_two_matters"),
        ]

    def __str__(self) -> str:
        return f"{self.source_id} {self.gate} {self.target_id}"

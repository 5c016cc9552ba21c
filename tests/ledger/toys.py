"""A toy aggregate with a column of every kind, so that the ledger is tested without a domain."""

from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.fields import ArrayField, DateRangeField, DateTimeRangeField, DecimalRangeField
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from core.clock import now
from ledger import registry
from ledger.models import Chain

MAKE = registry.action("toys.make", "The toy %(name)s was made")
CHANGE = registry.action("toys.change", "The toy was changed")
SECRET = registry.action("toys.secret", "Nobody but auditors reads this", visible="none")


@dataclass(frozen=True)
class Clerk:
    """An actor as the ledger sees one."""

    actor_id: str = "user:7"
    actor_label: str = "clerk1"
    post_label: str = "clerk 服务中心"


class Toy(models.Model):
    """The aggregate."""

    chain = models.OneToOneField(Chain, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+")
    name = models.CharField(max_length=200, default="")
    note = models.TextField(null=True)
    price = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    weight = models.FloatField(null=True)
    count = models.BigIntegerField(null=True)
    flag = models.BooleanField(null=True)
    born = models.DateField(null=True)
    opens = models.TimeField(null=True)
    made_at = models.DateTimeField(default=now)
    lasts = models.DurationField(null=True)
    code = models.UUIDField(null=True)
    facts = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    plain = models.JSONField(null=True)
    blob = models.BinaryField(null=True)
    address = models.GenericIPAddressField(null=True)
    file = models.FileField(null=True)
    tags = ArrayField(models.DecimalField(max_digits=8, decimal_places=2), null=True)
    during = DateTimeRangeField(null=True)
    days = DateRangeField(null=True)
    prices = DecimalRangeField(null=True)
    length = models.GeneratedField(
        expression=models.functions.Length("name"), output_field=models.IntegerField(), db_persist=True
    )

    class Meta:
        app_label = "toys"


class Part(models.Model):
    """A row below the aggregate."""

    toy = models.ForeignKey(Toy, on_delete=models.DO_NOTHING, db_constraint=False)
    label = models.CharField(max_length=100)
    due_at = models.DateTimeField(null=True)
    fee = models.DecimalField(max_digits=12, decimal_places=2, default=0)

    class Meta:
        app_label = "toys"


def values_of(row: models.Model) -> dict[str, Any]:
    """The row's columns."""
    return {field.column: getattr(row, field.attname) for field in row._meta.concrete_fields}

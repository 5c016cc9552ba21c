"""The database itself keeps what was published."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from matters.models import Edge, Handbook, MaterialLine, OneThingVersion


@pytest.mark.parametrize("column", ["record", "fingerprint", "version", "name", "published_at", "status"])
def test_the_database_refuses_to_change_what_is_published(column: str, linjiang: None) -> None:
    handbook = Handbook.objects.get(matter__code="M01")
    changed: dict[str, Any] = {"published_at": None, "version": 9, "record": {}, "name": {}}
    with pytest.raises(IntegrityError), transaction.atomic():
        Handbook.objects.filter(pk=handbook.pk).update(**{column: changed.get(column, "x")})


def test_the_database_refuses_to_delete_what_is_published(linjiang: None) -> None:
    version = OneThingVersion.objects.get(one_thing__code="OT1")
    for rows in (Edge.objects.filter(one_thing_version=version), MaterialLine.objects.all()):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows._raw_delete(rows.db)
    with pytest.raises(IntegrityError), transaction.atomic():
        OneThingVersion.objects.filter(pk=version.pk)._raw_delete("default")


def test_an_end_may_be_written_but_not_put_off(linjiang: None) -> None:
    rows = Handbook.objects.filter(matter__code="M01")
    rows.update(effective_to="2027-01-31")
    for later in ("2027-02-01", None):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(effective_to=later)


def test_two_versions_are_never_in_force_at_once(linjiang: None) -> None:
    handbook = Handbook.objects.get(matter__code="M01")
    handbook.pk, handbook.version = None, 2
    with pytest.raises(IntegrityError), transaction.atomic():
        handbook.save()

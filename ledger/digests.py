"""The digest of a row: HMAC-SHA256 with the chain's salt over the canonical form of its columns.

Columns that are null are left out, so that a later release may add a nullable column without
touching the digests of older rows. Digests are cut to 192 bits, 32 characters of the event.
"""

import hmac
import json
from base64 import urlsafe_b64encode
from collections.abc import Callable
from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import Any, cast

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.fields.ranges import (
    BigIntegerRangeField,
    DateRangeField,
    IntegerRangeField,
    RangeField,
)
from django.db.models import (
    BinaryField,
    DateTimeField,
    DecimalField,
    Field,
    FileField,
    ForeignKey,
    GeneratedField,
    JSONField,
    Model,
)

from ledger.canonical import canonical
from ledger.registry import covered_fields

DIGEST_BYTES = 24
Normalise = Callable[[Any], Any]


def row_digest(instance: Model, salt: bytes) -> str:
    """The digest of a saved row, from the instance as it was saved or as it is read back.

    Raises ValueError for an instance whose columns were not all loaded, or that still holds an
    expression for the database to work out.
    """
    digest = hmac.digest(salt, row_form(instance), "sha256")[:DIGEST_BYTES]
    return urlsafe_b64encode(digest).decode()


def row_form(instance: Model) -> bytes:
    """The canonical form of a row: table, key, and each column that is not null."""
    values = instance.__dict__
    parts = [canonical(instance._meta.db_table), canonical(str(instance.pk))]
    model = type(instance)
    for name, attname, normalise in _columns(model, covered_fields(model)):
        if attname not in values:
            raise ValueError(f"{instance._meta.label} was loaded without {attname}.")
        value = values[attname]
        if value is None:
            continue
        if hasattr(value, "resolve_expression"):
            raise ValueError(f"{instance._meta.label}.{attname} is an expression: refresh the row first.")
        parts.append(name)
        parts.append(canonical(normalise(value)))
    return b"".join(parts)


@cache
def _columns(model: type[Model], covered: tuple[str, ...] | None) -> list[tuple[bytes, str, Normalise]]:
    """Each covered column: its name's form, its attribute, and how its value becomes what is read back."""
    stored = [
        field
        for field in model._meta.concrete_fields
        if not isinstance(field, GeneratedField) and (covered is None or field.name in covered)
    ]
    return [
        (canonical(field.column), field.attname, _normaliser(field))
        for field in sorted(stored, key=lambda field: str(field.column))
    ]


def _normaliser(field: Field) -> Normalise:
    if isinstance(field, ForeignKey):
        return _normaliser(field.target_field)
    if isinstance(field, ArrayField):
        inner = _normaliser(field.base_field)
        return lambda values: [None if value is None else inner(value) for value in values]
    if isinstance(field, JSONField):
        return lambda value: json.loads(json.dumps(value, cls=field.encoder))
    if isinstance(field, DecimalField) and field.decimal_places is not None:
        scale = Decimal(1).scaleb(-field.decimal_places)
        return lambda value: field.to_python(value).quantize(scale, rounding=ROUND_HALF_UP)
    if isinstance(field, RangeField):
        inner = _normaliser(cast(Field, field.base_field))
        step = _STEPS.get(type(field))
        return lambda value: _range(value, inner, step)
    if isinstance(field, DateTimeField | FileField):
        return field.get_prep_value
    if isinstance(field, BinaryField):
        return bytes
    return field.to_python


_STEPS = {DateRangeField: timedelta(days=1), IntegerRangeField: 1, BigIntegerRangeField: 1}


def _range(value: Any, inner: Normalise, step: Any) -> list[Any]:
    """Both ends and whether they count; nothing for an empty range.

    PostgreSQL writes a range of whole steps as [first, after the last) however it was given.
    """
    if value.isempty:
        return []
    lower, upper = (None if end is None else inner(end) for end in (value.lower, value.upper))
    with_lower, with_upper = value.lower_inc, value.upper_inc
    if step is not None:
        lower = lower + step if lower is not None and not with_lower else lower
        upper = upper + step if upper is not None and with_upper else upper
        with_lower, with_upper = lower is not None, False
    if lower is not None and upper is not None and lower >= upper:
        return [lower, upper, True, True] if with_lower and with_upper else []
    return [lower, upper, with_lower, with_upper]

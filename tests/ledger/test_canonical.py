"""T8: what was written and what is read back have one form, whatever the column."""

import datetime as dt
import math
from decimal import Decimal
from typing import Any

import pytest
from django.db import models
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg2.extras import DateRange, DateTimeTZRange, NumericRange

from core.clock import ZONE
from ledger.canonical import canonical
from ledger.digests import row_digest, row_form
from ledger.recording import open_chain
from tests.ledger.toys import Toy

TEXT = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=30)
FINITE = st.floats(allow_nan=False, allow_infinity=False)
PRICE = st.decimals(Decimal("-99999999.99"), Decimal("99999999.99"), places=3)
ZONES = st.sampled_from([dt.UTC, ZONE])
INSTANT = st.datetimes(dt.datetime(1900, 1, 2), dt.datetime(9998, 1, 1), timezones=ZONES)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**25), 10**25) | FINITE | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=8,
)


def spans(values: st.SearchStrategy, kind: type) -> st.SearchStrategy:
    """Ranges of every shape: open, closed, endless, empty."""
    bounds = st.sampled_from(["[]", "[)", "(]", "()"])
    return st.tuples(values | st.none(), values | st.none(), bounds).map(
        lambda ends: kind(*sorted(ends[:2]), ends[2]) if None not in ends[:2] else kind(*ends)
    ) | st.just(kind(empty=True))


ROWS = st.fixed_dictionaries(
    {
        "name": TEXT,
        "note": st.none() | TEXT,
        "price": st.none() | PRICE | st.integers(-999, 999),
        "weight": st.none() | st.floats(),
        "count": st.none() | st.integers(-(2**63), 2**63 - 1),
        "flag": st.none() | st.booleans(),
        "born": st.none() | st.dates(dt.date(1, 1, 1)),
        "opens": st.none() | st.times(),
        "made_at": INSTANT,
        "lasts": st.none() | st.timedeltas(dt.timedelta(-(10**6)), dt.timedelta(10**6)),
        "code": st.none() | st.uuids() | st.uuids().map(str),
        "facts": st.dictionaries(TEXT, JSON | st.dates() | PRICE),
        "plain": JSON | st.dictionaries(st.integers(), st.tuples(st.booleans())),
        "blob": st.none() | st.binary(max_size=40),
        "address": st.none() | st.ip_addresses(v=4).map(str),
        "file": st.none() | st.sampled_from(["", "a/b.pdf"]),
        "tags": st.none() | st.lists(st.none() | st.decimals(-9, 9, places=3), max_size=3),
        "during": st.none() | spans(INSTANT, DateTimeTZRange),
        "days": st.none() | spans(st.dates(dt.date(1900, 1, 2), dt.date(9998, 1, 1)), DateRange),
        "prices": st.none() | spans(st.decimals(-99, 99, places=2), NumericRange),
    }
)


@given(values=ROWS)
@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_a_row_as_saved_and_as_read_back_have_one_digest(
    toys: None, db: None, values: dict[str, Any]
) -> None:
    salt = b"salt"
    toy = Toy.objects.create(chain_id=open_chain("toy").id, **values)
    saved = row_digest(toy, salt)
    assert row_digest(Toy.objects.get(pk=toy.pk), salt) == saved
    Toy.objects.bulk_create([Toy(pk=toy.pk, chain_id=toy.chain_id, **values)], ignore_conflicts=True)
    toy.save()
    assert row_digest(toy, salt) == saved


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (100, Decimal("1E+2")),
        (100, 100.0),
        (Decimal("1.50"), Decimal("1.5")),
        (0.0, -0.0),
        (10**22, 1e22),
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}),
        ([1, 2], (1, 2)),
        (b"x", memoryview(b"x")),
        (dt.datetime(2026, 7, 1, 12, tzinfo=dt.UTC), dt.datetime(2026, 7, 1, 20, tzinfo=ZONE)),
    ],
)
def test_equal_values_have_one_form(one: Any, other: Any) -> None:
    assert canonical(one) == canonical(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (["ab", "c"], ["a", "bc"]),
        (["a"], "a"),
        ([["a"], []], [["a", []]]),
        ("1", 1),
        (1, True),
        (0, False),
        (None, ""),
        ({}, []),
        ({"a": None}, {}),
        ("2026-01-01", dt.date(2026, 1, 1)),
        (b"a", "a"),
        (math.nan, "NaN"),
        (dt.datetime(2026, 1, 1, tzinfo=dt.UTC), dt.datetime(2026, 1, 1, 0, 0, 0, 1, tzinfo=dt.UTC)),
    ],
)
def test_different_values_never_share_a_form(one: Any, other: Any) -> None:
    assert canonical(one) != canonical(other)


@given(JSON, JSON)
def test_json_values_have_one_form_exactly_when_they_are_equal(one: Any, other: Any) -> None:
    def kinds(value: Any) -> Any:
        """Python holds 1 == True; JSON does not."""
        if isinstance(value, bool):
            return f"bool {value}"
        if isinstance(value, list):
            return [kinds(item) for item in value]
        if isinstance(value, dict):
            return {key: kinds(item) for key, item in value.items()}
        return value

    assert (canonical(one) == canonical(other)) == (kinds(one) == kinds(other))


def test_a_value_of_an_unknown_kind_is_refused() -> None:
    with pytest.raises(TypeError):
        canonical(object())


def test_a_row_that_was_not_loaded_whole_is_refused(toys: None, db: None) -> None:
    Toy.objects.create(chain_id=open_chain("toy").id)
    with pytest.raises(ValueError, match="without note"):
        row_form(Toy.objects.defer("note").get())


def test_a_row_that_holds_an_expression_is_refused(toys: None, db: None) -> None:
    toy = Toy.objects.create(chain_id=open_chain("toy").id, count=1)
    toy.count = models.F("count") + 1
    with pytest.raises(ValueError, match="expression"):
        row_form(toy)


def test_a_new_null_column_leaves_old_digests_alone(toys: None, db: None) -> None:
    toy = Toy.objects.create(chain_id=open_chain("toy").id, name="x", made_at=timezone.now())
    assert b"note" not in row_form(toy)

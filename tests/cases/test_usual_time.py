"""The usual time: what the band covers, when there is none, and what does not count as time."""

import math
import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from statistics import mean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.counting_usual import count_usual_times
from cases.models import Case, Correction, UsualTime
from cases.states import CaseState
from cases.usual import LEAST_CASES, band, merged, minutes_with_us
from core.clock import frozen
from tests.cast import FRIDAY_MORNING, Cast
from tests.journeys.helpers import submitted_house_transfer

START = datetime(2026, 11, 2, 1, 0, tzinfo=UTC)
DRAWS, ROUNDS = 4000, 120
Draw = Callable[[random.Random], float]
DISTRIBUTIONS: dict[str, Draw] = {
    "even": lambda dice: dice.uniform(10, 1000),
    "long tail": lambda dice: dice.lognormvariate(6, 1),
    "two kinds of cases": lambda dice: dice.gauss(100, 10) if dice.random() < 0.7 else dice.gauss(2000, 200),
    "waiting": lambda dice: dice.expovariate(1 / 500),
}


def minutes(begin: datetime, end: datetime) -> int:
    return int((end - begin).total_seconds() // 60)


@pytest.mark.parametrize("name", DISTRIBUTIONS)
@pytest.mark.parametrize("size", [LEAST_CASES, 200])
def test_half_and_nine_of_ten_of_the_next_cases_fall_into_the_band(name: str, size: int) -> None:
    dice, draw = random.Random(20261120), DISTRIBUTIONS[name]
    population = sorted(round(draw(dice)) for _ in range(DRAWS))
    halves, mosts = [], []
    for _round in range(ROUNDS):
        found = band(dice.choices(population, k=size))
        assert found
        halves.append(_share(population, found.half))
        mosts.append(_share(population, found.most))
    assert math.isclose(mean(halves), 0.5, abs_tol=0.05)
    assert math.isclose(mean(mosts), 0.9, abs_tol=0.05)


def _share(population: list[int], limit: int) -> float:
    return sum(value <= limit for value in population) / len(population)


def test_fewer_than_thirty_cases_say_nothing() -> None:
    assert band([60] * (LEAST_CASES - 1)) is None
    assert band([60] * LEAST_CASES) is not None


@given(st.lists(st.integers(0, 10**6), min_size=LEAST_CASES, max_size=200))
def test_the_band_is_made_of_real_cases_and_in_order(samples: list[int]) -> None:
    found = band(samples)
    assert found
    assert found.half <= found.most
    assert {found.half, found.most} <= set(samples)


def test_time_that_waited_for_the_citizen_does_not_count_and_overlaps_count_once() -> None:
    hour = timedelta(hours=1)
    waits = [(START + hour, START + 3 * hour), (START + 2 * hour, START + 4 * hour)]
    assert minutes_with_us(START, START + 10 * hour, waits, minutes) == 7 * 60


@given(st.lists(st.tuples(st.integers(-50, 150), st.integers(-50, 150)), max_size=12))
def test_merged_spans_lie_within_apart_and_in_order(pairs: list[tuple[int, int]]) -> None:
    at = [START + timedelta(minutes=number) for number in range(-50, 151)]
    spans = [(at[begin + 50], at[end + 50]) for begin, end in pairs]
    found = merged(spans, START, START + timedelta(minutes=100))
    edges = [moment for span in found for moment in span]
    assert edges == sorted(set(edges))
    assert all(START <= moment <= START + timedelta(minutes=100) for moment in edges)


@pytest.mark.forges  # finished cases in bulk, without their acts
@pytest.mark.django_db
def test_finished_cases_of_one_version_are_counted_and_old_ones_forgotten(cast: Cast) -> None:
    with frozen(FRIDAY_MORNING):
        template = submitted_house_transfer(cast)
        _finished(template, LEAST_CASES, hours=1)
        assert count_usual_times() == 1
        row = UsualTime.objects.get()
        assert row.one_thing_version == template.one_thing_version
        assert (row.cases, row.half_minutes, row.most_minutes) == (LEAST_CASES, 60, 60)
    with frozen(FRIDAY_MORNING + timedelta(days=60)):
        assert count_usual_times() == 0
    assert not UsualTime.objects.exists()


@pytest.mark.forges  # finished cases in bulk, without their acts
@pytest.mark.django_db
def test_waiting_for_a_correction_is_not_our_time(cast: Cast) -> None:
    with frozen(FRIDAY_MORNING):
        cases = _finished(submitted_house_transfer(cast), LEAST_CASES, hours=2)
        begin = FRIDAY_MORNING - timedelta(days=1)
        Correction.objects.bulk_create(
            Correction(
                case=case, ordinal=1, gaps=[], asked_at=begin, answered_at=begin + timedelta(hours=1),
                due_at=begin + timedelta(days=9),
            )
            for case in cases
        )  # fmt: skip
        count_usual_times()
    assert UsualTime.objects.get().half_minutes == 60


def _finished(template: Case, number: int, *, hours: int) -> list[Case]:
    """Copies of a case, decided so many working hours after they were submitted, a day ago."""
    begin = FRIDAY_MORNING - timedelta(days=1)
    kept = {field.attname: getattr(template, field.attname) for field in Case._meta.concrete_fields}
    rows = []
    for index in range(number):
        chain = type(template.chain).objects.create(kind="case", seq=1, head=b"x" * 32)
        rows.append(
            Case(**{
                **{name: value for name, value in kept.items() if name not in {"id", "public_id", "state"}},
                "chain_id": chain.pk, "number": f"N-{index}", "state": CaseState.GRANTED,
                "submitted_at": begin, "accepted_at": begin, "promised_due_at": FRIDAY_MORNING,
                "decided_at": begin + timedelta(hours=hours),
            })
        )  # fmt: skip
    return Case.objects.bulk_create(rows)

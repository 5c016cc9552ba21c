"""The benchmarks still run, and what they count stays within its bounds."""

from collections.abc import Iterator

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from approvals.actions import open_round
from bench import limit, measures, public, report, worklist
from bench.life import STEPS
from cases.models import Case
from tests.cast import Cast
from tests.journeys.helpers import submitted_house_transfer

pytestmark = pytest.mark.django_db

# Who calls, the key twice, the case before the act and its answer after it are five of each.
BOUNDS = {
    "begin": 14,
    "fill": 10,
    "invite": 10,
    "state": 10,
    "confirm": 10,
    "attach": 11,
    "submit": 14,
    "accept": 15,
    "decide M01": 11,
    "decide M02": 13,
    "decide M03": 16,
}
WHOLE_LIFE = 134
PUBLIC = {"handbook": 20, "search": 6}


@pytest.fixture(autouse=True)
def _one_connection() -> Iterator[None]:
    """Calls in this process stay inside the test's transaction, as those of Django's test client do."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def test_no_step_of_a_life_takes_more_statements_than_allowed(city, capsys):
    counted = measures.statements()
    assert tuple(counted) == STEPS
    beyond = {step: row for step, row in counted.items() if row["statements"] > BOUNDS[step]}
    assert beyond == {}
    assert sum(row["statements"] for row in counted.values()) <= WHOLE_LIFE
    report.show({"statements": counted})
    assert "whole life" in capsys.readouterr().out


def test_a_life_takes_as_many_statements_among_many_cases_as_among_few(city, cast):
    alone = measures.statements()
    worklist.grow_to(500, _in_review(cast))
    among_many = measures.statements()
    assert {step: row["statements"] for step, row in among_many.items()} == {
        step: row["statements"] for step, row in alone.items()
    }


def test_the_work_list_of_many_cases_is_read_along_its_index(city, cast):
    template = _in_review(cast)
    worklist.grow_to(20_000, template)
    assert Case.objects.count() == 20_000
    seen = worklist.time_page("reviewer-d-zgj", rounds=1)
    assert "Seq Scan" not in seen["ways"]
    assert any("task_work_list" in way for way in seen["ways"])


def test_the_limit_is_written_from_what_the_ledger_says(city, cast):
    script = limit.Limit(_in_review(cast)).script()
    assert script.count("BEGIN;") == script.count("COMMIT;") > 0
    assert "INSERT INTO limit_of_sql.approvals_task" in script


def _in_review(cast: Cast) -> Case:
    return open_round(submitted_house_transfer(cast), by=cast.clerk)


def test_public_pages_take_a_bounded_number_of_statements(city, capsys):
    counted = {kind: public.statements(addresses[:10]) for kind, addresses in public.pages().items()}
    beyond = {kind: counted[kind] for kind, most in PUBLIC.items() if counted[kind] > most}
    assert beyond == {}
    row = {"p50_ms": 1.0, "p95_ms": 2.0, "per_second": 3.0}
    shown = {kind: {"statements": count, "clients": {"1": row}} for kind, count in counted.items()}
    report.show({"public": shown})
    assert "handbook: at most" in capsys.readouterr().out

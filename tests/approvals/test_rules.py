"""The rules of parallel approval, by tables and properties."""

from datetime import UTC, datetime, timedelta

import networkx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from approvals import rules
from cases.states import CaseState
from core.calendar import Due

NINE = datetime(2026, 11, 20, 1, tzinfo=UTC)


def edge(source, target, gate="before_decide", **payload):
    return {
        "from": source,
        "to": target,
        "gate": gate,
        "payload": [{"from_element": a, "to_element": b} for a, b in payload.items()],
    }


HOUSE = [
    edge("M01", "M02", contract_no="contract_no"),
    edge("M01", "M03", contract_no="contract_no", price="declared_price"),
    edge("M02", "M03", tax_receipt_no="tax_receipt_no"),
    edge("M03", "M01", gate="notify_after", deed_no="deed_no"),
    edge("M03", "M05", gate="before_start", deed_no="deed_no"),
]


@pytest.mark.parametrize(
    ("matter", "concluded", "expected"),
    [
        ("M01", set(), True),
        ("M02", set(), True),
        ("M03", set(), True),
        ("M05", set(), False),
        ("M05", {"M01", "M02"}, False),
        ("M05", {"M03"}, True),
    ],
)
def test_only_a_before_start_edge_holds_a_start_back(matter, concluded, expected):
    assert rules.may_start(matter, HOUSE, concluded) is expected


@pytest.mark.parametrize(
    ("matter", "concluded", "expected"),
    [
        ("M01", set(), []),
        ("M02", set(), ["M01"]),
        ("M03", set(), ["M01", "M02"]),
        ("M03", {"M01"}, ["M02"]),
        ("M03", {"M01", "M02"}, []),
        ("M05", set(), ["M03"]),
    ],
)
def test_a_task_says_which_conclusions_it_waits_for(matter, concluded, expected):
    assert rules.waits_for(matter, HOUSE, concluded) == expected


def test_facts_travel_along_the_payload_under_the_targets_names():
    fields = {"contract_no": "C-1", "price": 1_680_000, "note": "stays"}
    assert rules.facts_delivered("M01", fields, HOUSE) == {
        "M02": {"contract_no": "C-1"},
        "M03": {"contract_no": "C-1", "declared_price": 1_680_000},
    }


def test_feedback_reaches_a_task_that_has_already_concluded():
    assert rules.facts_delivered("M03", {"deed_no": "D-9"}, HOUSE)["M01"] == {"deed_no": "D-9"}


def test_a_fact_that_the_conclusion_lacks_is_not_invented():
    assert rules.facts_delivered("M02", {}, HOUSE) == {"M03": {}}


@pytest.mark.parametrize(
    ("refused", "still_open", "expected"),
    [
        ("M01", {"M02", "M03", "M05"}, ["M02", "M03", "M05"]),
        ("M02", {"M03", "M05"}, ["M03", "M05"]),
        ("M03", {"M01", "M05"}, ["M05"]),
        ("M05", {"M01"}, []),
    ],
)
def test_a_refusal_takes_along_what_depends_on_it_and_nothing_else(refused, still_open, expected):
    assert rules.fall_with(refused, HOUSE, still_open) == expected


@pytest.mark.parametrize(
    ("decisions", "expected"),
    [
        ({"M01": "approve", "M02": "approve"}, CaseState.GRANTED),
        ({"M01": "refuse", "M02": None}, CaseState.REFUSED),
        ({"M01": "approve", "M02": "refuse"}, CaseState.PARTLY_GRANTED),
        ({"M01": "approve", "M02": None}, CaseState.PARTLY_GRANTED),
        ({"M01": "refuse"}, CaseState.REFUSED),
    ],
)
def test_the_outcome_follows_from_all_decisions(decisions, expected):
    assert rules.outcome(decisions) == expected


@pytest.mark.parametrize(
    ("tasks", "closed"),
    [
        ([(True, True, False), (True, False, True)], False),
        ([(True, True, True)], True),
        ([(False, True, True)], False),
        ([], False),
    ],
)
def test_withdrawal_closes_with_the_lead_departments_grant(tasks, closed):
    assert rules.withdrawal_closed(tasks) is closed


@pytest.mark.parametrize(("planned", "used", "counted"), [(8, 6, 6), (8, 12, 8), (0, 3, 0), (5, 0, 0)])
def test_a_special_procedure_takes_out_the_days_used_at_most_those_told(planned, used, counted):
    assert rules.days_not_counted(planned, used) == counted


def minutes(start, value, unit):
    assert unit == "minute"
    at = start + timedelta(minutes=value)
    return Due(date=at.date(), at=at, provisional=False)


def task(matter, value, statutory=None):
    limit = {"value": value, "unit": "minute"}
    return {
        "matter": matter,
        "promised_limit": limit,
        "statutory_limit": statutory and {"value": statutory, "unit": "minute"},
    }


def test_the_house_transfer_starts_in_parallel_and_ends_with_the_registration():
    tasks = [task("M01", 20), task("M02", 15), task("M03", 390), task("M05", 10)]
    times = rules.schedule(tasks, HOUSE, start=NINE, limit="promised_limit", due_at=minutes)
    finish = {matter: (time.due - NINE).seconds // 60 for matter, time in times.items()}
    assert finish == {"M01": 20, "M02": 20, "M03": 390, "M05": 400}
    assert [matter for matter, time in times.items() if time.start == NINE] == ["M01", "M02", "M03"]


def test_the_promise_stands_where_the_law_sets_no_limit():
    times = rules.schedule(
        [task("M01", 20), task("M03", 390, statutory=700)],
        [],
        start=NINE,
        limit="statutory_limit",
        due_at=minutes,
    )
    assert {m: (t.due - NINE).seconds // 60 for m, t in times.items()} == {"M01": 20, "M03": 700}


def test_a_ring_of_blocking_edges_is_refused_and_not_followed_for_ever():
    ring = [edge("A", "B"), edge("B", "A")]
    with pytest.raises(ValueError, match="cycle"):
        rules.schedule([task("A", 1), task("B", 1)], ring, start=NINE, limit="promised_limit", due_at=minutes)


@st.composite
def plans(draw):
    """Random plans: edges only lead from earlier to later matters, so there is no ring."""
    size = draw(st.integers(1, 8))
    names = [f"T{n}" for n in range(size)]
    tasks = [task(name, draw(st.integers(1, 500))) for name in names]
    pairs = [(a, b) for i, a in enumerate(names) for b in names[i + 1 :]]
    chosen = draw(st.lists(st.sampled_from(pairs), unique=True)) if pairs else []
    gates = st.sampled_from(["before_start", "before_decide"])
    return tasks, [edge(a, b, gate=draw(gates)) for a, b in chosen]


@given(plans())
def test_every_schedule_respects_its_gates(plan):
    tasks, edges = plan
    times = rules.schedule(tasks, edges, start=NINE, limit="promised_limit", due_at=minutes)
    for row in edges:
        source, target = times[row["from"]], times[row["to"]]
        if row["gate"] == "before_start":
            assert target.start >= source.due
        assert target.due >= source.due


@given(plans())
def test_all_that_falls_with_a_refusal_is_what_can_be_reached_from_it(plan):
    tasks, edges = plan
    names = {row["matter"] for row in tasks}
    graph = networkx.DiGraph([(row["from"], row["to"]) for row in edges])
    graph.add_nodes_from(names)
    for name in names:
        assert set(rules.fall_with(name, edges, names - {name})) == networkx.descendants(graph, name)

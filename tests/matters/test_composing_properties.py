"""What holds for any catalogue: schedules, counts and cycles of one-things that nobody wrote."""

from dataclasses import replace
from itertools import pairwise
from typing import Any

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matters.composing import CyclicEdges, Sources, compose_records

RULES = {
    "nominal_workdays": {"minutes_per_workday": 390, "workdays_per_month": 21},
    "clock": {"joint_workdays": 45},
}
MATERIALS = {f"M-{n}": {"id": f"M-{n}", "kind": "certificate", "name": {}} for n in range(6)}
MATERIALS["M-FORM"] = {"id": "M-FORM", "kind": "application_form", "name": {}}
ELEMENTS = {f"e{n}": {"id": f"e{n}", "name": {}, "prefill": None} for n in range(6)}
ELEMENTS["e0"]["prefill"] = {"data_item": "DI-A", "field": "x"}
GATES = ["before_start", "before_decide", "notify_after"]

limits = st.builds(
    lambda value, unit: {"value": value, "unit": unit},
    st.integers(1, 90),
    st.sampled_from(["minute", "hour", "workday"]),
)
statutory = st.none() | st.builds(
    lambda value, unit: {"value": value, "unit": unit}, st.integers(1, 90), st.sampled_from(["day", "month"])
)
conditions = st.sampled_from([None, True, False, {"==": [{"var": "situation.q"}, "a"]}])


@st.composite
def matters(draw: st.DrawFn, code: str) -> dict[str, Any]:
    lines = draw(
        st.lists(st.tuples(st.sampled_from(sorted(MATERIALS)), st.booleans(), conditions), max_size=6)
    )
    fields = draw(
        st.lists(st.tuples(st.sampled_from(sorted(ELEMENTS)), st.booleans(), conditions), max_size=6)
    )
    return {
        "id": code,
        "name": {},
        "type": draw(st.sampled_from(["01", "07"])),
        "department": draw(st.sampled_from(["D-A", "D-B"])),
        "promised_limit": draw(limits),
        "statutory_limit": draw(statutory),
        "situations": [],
        "parties": [],
        "materials": [
            {"material": m, "data_item": "DI-A" if shared else None, "needed_if": c} for m, shared, c in lines
        ],
        "form": [{"fields": [{"element": e, "required": r, "visible_if": c} for e, r, c in fields]}],
        "result": {"data_item": "DI-A", "data_effect": draw(st.sampled_from(["creates", "updates"]))},
    }


@st.composite
def errands(draw: st.DrawFn) -> tuple[dict[str, Any], Sources]:
    """A one-thing of up to nine matters whose edges go from earlier to later ones in a hidden order."""
    codes = [f"M{n}" for n in range(draw(st.integers(1, 9)))]
    handbooks = {code: draw(matters(code)) for code in codes}
    hidden = draw(st.permutations(codes))
    pairs = [(a, b) for i, a in enumerate(hidden) for b in hidden[i + 1 :]]
    chosen = draw(st.lists(st.sampled_from(pairs), unique=True, max_size=14)) if pairs else []
    edges = [
        {
            "from": a,
            "to": b,
            "gate": draw(st.sampled_from(GATES)),
            "payload": [{"from_element": "x", "to_element": draw(st.sampled_from(sorted(ELEMENTS)))}],
        }
        for a, b in chosen
    ]
    record = {
        "id": "OT1",
        "parties": [],
        "situations": [],
        "preset_answers": [],
        "matters": [{"matter": code, "role": "x", "included_if": draw(conditions)} for code in codes],
        "edges": edges,
        "combined_form": "M-FORM",
    }
    return record, Sources(handbooks, MATERIALS, ELEMENTS, RULES)


@settings(max_examples=80, deadline=None)
@given(errand=errands(), answer=st.sampled_from(["a", "b", 1, None]))
def test_figures_agree_with_each_other(errand: tuple[dict[str, Any], Sources], answer: Any) -> None:
    record, sources = errand
    found = compose_records(record, sources, {"q": answer}, {}).answer()
    counts, fields = found["material_counts"], found["field_counts"]
    rows = found["materials"]
    assert counts["merged"] == len(rows) == len({row["material"] for row in rows})
    assert counts["merged"] == sum(
        counts[k] for k in ("combined_form", "from_shared_data", "applicant_brings")
    )
    assert counts["saved_by_merging"] == counts["one_by_one"] - counts["merged"] >= 0
    assert fields["typed"] + fields["prefilled"] == fields["asked_once"] == len(found["fields"])
    asked = {row["element"] for row in found["fields"]}
    assert not asked & {row["element"] for row in found["delivered_fields"]}
    assert set(found["matters"]) == {m for level in found["decision_levels"] for m in level}


@settings(max_examples=80, deadline=None)
@given(errand=errands())
def test_the_schedule_is_the_longest_path_of_the_graph(errand: tuple[dict[str, Any], Sources]) -> None:
    record, sources = errand
    composition = compose_records(record, sources, {"q": "a"}, {})
    finish = _finish_by_networkx(composition)
    answer = composition.answer()
    assert {slot["matter"]: slot["finish_minute"] for slot in answer["schedule"]} == finish
    assert answer["earliest_finish"]["minutes"] == max(finish.values(), default=0)
    assert answer["earliest_finish"]["minutes"] <= answer["in_series"]["minutes"]
    if finish:
        assert finish[answer["critical_path"][-1]] == max(finish.values())


def _finish_by_networkx(composition: Any) -> dict[str, int]:
    """Each matter as two nodes, start and end, with the waiting as edges of length zero."""
    graph = nx.DiGraph()
    for matter in composition.matters:
        graph.add_edge("filed", ("start", matter), weight=0)
        graph.add_edge(("start", matter), ("end", matter), weight=composition.durations[matter])
    for edge in composition.errand.blocking:
        entry = "start" if edge["gate"] == "before_start" else "end"
        graph.add_edge(("end", edge["from"]), (entry, edge["to"]), weight=0)
    finish = {"filed": 0}
    for node in nx.topological_sort(graph) if composition.matters else []:
        before = [finish[p] + graph.edges[p, node]["weight"] for p in graph.predecessors(node)]
        finish[node] = max(before, default=0)
    return {matter: finish["end", matter] for matter in composition.matters}


@settings(max_examples=60, deadline=None)
@given(errand=errands())
def test_composing_twice_gives_the_same(errand: tuple[dict[str, Any], Sources]) -> None:
    record, sources = errand
    assert (
        compose_records(record, sources, {}, {}).answer() == compose_records(record, sources, {}, {}).answer()
    )


@settings(max_examples=60, deadline=None)
@given(errand=errands())
def test_statutory_time_of_two_licences_never_passes_the_joint_limit(
    errand: tuple[dict[str, Any], Sources],
) -> None:
    record, sources = errand
    composition = compose_records(record, sources, {"q": "a"}, {})
    legal = composition.answer()["statutory"]
    licences = [m for m in composition.matters if sources.handbooks[m]["type"] == "01"]
    assert legal["joint_limit_applies"] == (len(licences) >= 2)
    assert legal["deadline_workdays"] <= (45 if len(licences) >= 2 else legal["path_workdays"])


def _chain(length: int) -> tuple[dict[str, Any], Sources]:
    template = {
        "name": {},
        "type": "07",
        "department": "D-A",
        "promised_limit": {"value": 1, "unit": "minute"},
        "statutory_limit": None,
        "situations": [],
        "parties": [],
        "materials": [],
        "form": [],
        "result": {"data_item": None, "data_effect": None},
    }
    codes = [f"M{n}" for n in range(length)]
    edges = [{"from": a, "to": b, "gate": "before_start", "payload": []} for a, b in pairwise(codes)]
    record = {
        "id": "OT1",
        "parties": [],
        "situations": [],
        "preset_answers": [],
        "matters": [{"matter": code, "role": "required", "included_if": None} for code in codes],
        "edges": edges,
        "combined_form": None,
    }
    return record, Sources({code: {**template, "id": code} for code in codes}, {}, {}, RULES)


def test_a_very_long_chain_of_matters_is_no_problem() -> None:
    record, sources = _chain(3000)
    answer = compose_records(record, sources, {}, {}).answer()
    assert answer["earliest_finish"]["minutes"] == 3000
    assert len(answer["critical_path"]) == 3000


def test_a_ring_of_blocking_edges_is_refused_by_name() -> None:
    record, sources = _chain(3)
    record["edges"].append({"from": "M2", "to": "M0", "gate": "before_decide", "payload": []})
    with pytest.raises(CyclicEdges):
        compose_records(record, sources, {}, {})


def test_feedback_in_a_ring_blocks_nothing() -> None:
    record, sources = _chain(3)
    record["edges"].append({"from": "M2", "to": "M0", "gate": "notify_after", "payload": []})
    assert compose_records(record, sources, {}, {}).answer()["earliest_finish"]["minutes"] == 3


def test_rules_of_another_city_change_the_nominal_day() -> None:
    record, sources = _chain(1)
    rules = {**RULES, "nominal_workdays": {"minutes_per_workday": 1, "workdays_per_month": 1}}
    answer = compose_records(record, replace(sources, rules=rules), {}, {}).answer()
    assert answer["earliest_finish"] == {"minutes": 1, "workdays": 1}

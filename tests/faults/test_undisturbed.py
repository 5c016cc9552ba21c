"""The yardstick itself: without faults every effect is there, once."""

from tests.faults.calls import Journal
from tests.faults.oracle import Effects


def test_a_case_that_nothing_happens_to_has_each_effect_once(undisturbed: Effects, journal: Journal) -> None:
    papers = {name: count for (kind, name), count in undisturbed.items() if kind == "paper"}
    certificates = {name: count for (kind, name), count in undisturbed.items() if kind == "certificate"}
    assert papers == {"receipt": 1, "acceptance": 1, "decision": 1}
    assert certificates == {"M01": 1, "M02": 1, "M03": 1}

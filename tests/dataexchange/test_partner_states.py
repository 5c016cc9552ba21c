"""How other systems are doing, for those who have to know."""

from typing import Any

import pytest

from cases.models import Case
from dataexchange import breaker
from dataexchange.selectors import partner_states
from dataexchange.states import Outcome
from tests.dataexchange.conftest import TAX, deliver
from tests.sandbox.process import SandboxProcess

pytestmark = pytest.mark.django_db


def states() -> dict[str, str]:
    return {state.partner: state.state for state in partner_states()}


def test_a_city_without_partners_has_none(settings: Any):
    settings.DEPARTMENT_SYSTEMS, settings.SHARED_DATA_URL = {}, ""
    assert partner_states() == []


def test_a_partner_that_was_never_called_is_unknown(own_system: SandboxProcess):
    assert states() == {TAX: "unknown", "shared-data": "unknown"}


def test_failures_in_a_row_make_a_partner_rest_and_one_answer_makes_it_well(own_system: SandboxProcess):
    breaker.note(TAX, Outcome.TIMED_OUT)
    assert states()[TAX] == "failing"
    for _ in range(4):
        breaker.note(TAX, Outcome.TIMED_OUT)
    assert states()[TAX] == "resting"
    breaker.note(TAX, Outcome.ACCEPTED)
    assert states()[TAX] == "ok"


def test_a_refused_call_says_nothing_about_health(own_system: SandboxProcess):
    breaker.note(TAX, Outcome.REFUSED)
    assert states()[TAX] == "ok"


def test_what_waits_for_a_partner_is_counted(accepted: Case, own_system: SandboxProcess):
    (tax,) = (state for state in partner_states() if state.partner == TAX)
    assert (tax.waiting, tax.parked) == (1, 0)
    deliver()
    (tax,) = (state for state in partner_states() if state.partner == TAX)
    assert (tax.state, tax.waiting) == ("ok", 0)


def test_the_state_of_all_partners_takes_two_queries(
    own_system: SandboxProcess, django_assert_num_queries: Any
):
    with django_assert_num_queries(2):
        partner_states()

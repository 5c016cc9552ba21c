"""Every state x transition pair: those listed work, every other one refuses."""

import pytest
from django.utils import timezone
from django_fsm import TransitionNotAllowed, can_proceed

from approvals.models import Task
from approvals.states import TASK_TRANSITIONS, TaskState
from cases.models import Case, Result
from cases.states import CASE_TRANSITIONS, RESULT_TRANSITIONS, CaseState, ResultState
from documents.models import Certificate

NOW = timezone.now()

CASE_ARGUMENTS = {
    "submit": {"number": "N-1", "at": NOW, "notice_due": NOW, "receipt": {}},
    "ask_correction": {"at": NOW, "due": NOW},
    "supplement": {"at": NOW, "notice_due": NOW},
    "refuse_acceptance": {"at": NOW, "reason": "because", "remedy": "appeal"},
    "accept": {"at": NOW, "promised_due": NOW, "statutory_due": NOW},
    "grant": {"at": NOW, "delivery_due": NOW},
    "grant_partly": {"at": NOW, "delivery_due": NOW},
    "archive": {},
}
TASK_ARGUMENTS = {
    "make_ready": {"at": NOW, "promised_due": NOW, "statutory_due": None},
    "claim": {"by_user": 1, "at": NOW},
    "conclude": {"at": NOW},
}
RESULT_ARGUMENTS = {
    "shelve": {"certificate": Certificate(), "at": NOW},
    "hand_over": {"way": "counter", "collector": "王*明", "at": NOW},
}


def pairs(transitions, states):
    return [(act, state) for act in transitions for state in states]


def try_it(row, act, arguments):
    """Performs the transition on the row; whether it was let through."""
    assert can_proceed(getattr(row, act)) is (row.state in {str(s) for s in row.LEGAL[act][0]})
    try:
        getattr(row, act)(**arguments)
    except TransitionNotAllowed:
        return False
    return True


def check(row, act, state, transitions, arguments):
    sources, target = transitions[act]
    row.LEGAL = transitions
    if state in sources:
        assert try_it(row, act, arguments)
        assert row.state == target
    else:
        assert not try_it(row, act, arguments)
        assert row.state == state, "a refused transition changes nothing"


@pytest.mark.parametrize(("act", "state"), pairs(CASE_TRANSITIONS, CaseState))
def test_case(act, state):
    check(Case(state=state), act, state, CASE_TRANSITIONS, CASE_ARGUMENTS.get(act, {"at": NOW}))


@pytest.mark.parametrize(("act", "state"), pairs(TASK_TRANSITIONS, TaskState))
def test_task(act, state):
    check(Task(state=state), act, state, TASK_TRANSITIONS, TASK_ARGUMENTS.get(act, {}))


@pytest.mark.parametrize(("act", "state"), pairs(RESULT_TRANSITIONS, ResultState))
def test_result(act, state):
    check(Result(state=state), act, state, RESULT_TRANSITIONS, RESULT_ARGUMENTS.get(act, {}))


@pytest.mark.parametrize("model", [Case, Task, Result])
def test_a_state_is_never_assigned_directly(model):
    row = model()
    with pytest.raises(AttributeError):
        row.state = "granted"


@pytest.mark.parametrize(
    ("model", "transitions"),
    [(Case, CASE_TRANSITIONS), (Task, TASK_TRANSITIONS), (Result, RESULT_TRANSITIONS)],
)
def test_the_table_names_every_transition_of_the_model(model, transitions):
    on_model = {transition.name for transition in model._meta.get_field("state").get_all_transitions(model)}
    assert on_model == set(transitions)

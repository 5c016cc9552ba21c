"""A task goes on when its officer has left or is absent."""

import pytest

from accounts.models import Post
from approvals.actions import ask_applicant, claim_task, decide_task, reassign_task, release_task
from approvals.states import TaskState
from core.errors import BadInput, Incomplete, NotAllowed, WrongState
from ledger.models import Event
from tests.api.caller import Caller, ok, refused
from tests.journeys.helpers import CONCLUSIONS, task_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def claimed(cast, in_review):
    """M01, in the hands of its first reviewer."""
    claim_task(task_of(in_review, "M01"), by=cast.reviewer("D-ZJJ"))
    return in_review


def leave(cast, department):
    Post.objects.filter(user_id=cast.reviewer(department).user_id).update(valid_to="2026-01-31")


def decide(cast, case, by):
    return decide_task(
        task_of(case, "M01"), by=by, decision="approve", opinion="属实", conclusion=CONCLUSIONS["M01"]
    )


def test_a_colleague_goes_on_when_the_officer_has_left(cast, claimed):
    colleague = cast.colleague("D-ZJJ")
    with pytest.raises(WrongState):
        decide(cast, claimed, colleague)
    leave(cast, "D-ZJJ")
    assert decide(cast, claimed, colleague).state == TaskState.CONCLUDED


def test_a_colleague_puts_back_what_somebody_left_behind(cast, claimed):
    colleague = cast.colleague("D-ZJJ")
    leave(cast, "D-ZJJ")
    assert release_task(task_of(claimed, "M01"), by=colleague).state == TaskState.READY


def test_another_department_takes_nothing_over(cast, claimed):
    leave(cast, "D-ZJJ")
    with pytest.raises(NotAllowed):
        decide(cast, claimed, cast.reviewer("D-ZGJ"))


def test_supervision_names_who_goes_on_and_why(cast, claimed):
    colleague = cast.colleague("D-ZJJ")
    to = cast.user(f"colleague-{'D-ZJJ'.lower()}")
    ask_applicant(
        task_of(claimed, "M01"),
        by=cast.reviewer("D-ZJJ"),
        gaps=[{"element": "declared_price", "reason": "核对"}],
    )
    due = task_of(claimed, "M01").promised_due_at
    moved = reassign_task(task_of(claimed, "M01"), by=cast.supervisor, to=to, reason="病假")
    assert (moved.state, moved.claimed_by_id, moved.promised_due_at) == (TaskState.ASKED, to.pk, due)
    reassign_task(task_of(claimed, "M01"), by=cast.supervisor, to=to, reason="病假")
    told = Event.objects.get(chain_id=claimed.chain_id, action="approvals.reassign_task")
    assert told.data["reason"] == "病假"
    assert decide(cast, claimed, colleague).state == TaskState.CONCLUDED


@pytest.mark.parametrize("who", ["citizen", "clerk", "chief", "auditor"])
def test_nobody_else_does(cast, claimed, who):
    cast.colleague("D-ZJJ")
    with pytest.raises(NotAllowed):
        reassign_task(
            task_of(claimed, "M01"), by=getattr(cast, who), to=cast.user("colleague-d-zjj"), reason="x"
        )


def test_it_needs_a_reviewer_of_the_department_a_reason_and_a_task_in_hand(cast, claimed):
    cast.colleague("D-ZJJ")
    to, by = cast.user("colleague-d-zjj"), cast.supervisor
    with pytest.raises(BadInput):
        reassign_task(task_of(claimed, "M01"), by=by, to=cast.user("reviewer-d-zgj"), reason="x")
    with pytest.raises(Incomplete):
        reassign_task(task_of(claimed, "M01"), by=by, to=to, reason=" ")
    with pytest.raises(WrongState):
        reassign_task(task_of(claimed, "M02"), by=by, to=cast.user("reviewer-d-swj"), reason="x")


def test_the_same_through_the_api(cast, claimed):
    cast.colleague("D-ZJJ")
    path = f"tasks/{task_of(claimed, 'M01').public_id}/reassign/"
    body = {"to": "colleague-d-zjj", "reason": "病假"}
    refused(Caller.named("reviewer-d-zjj").post(path, body), 403, "not_allowed")
    refused(Caller.named("supervisor1").post(path, {**body, "to": "nobody"}), 422, "invalid")
    assert ok(Caller.named("supervisor1").post(path, body))["state"] == "claimed"

"""Every one-thing and every matter of the catalogue goes from draft to decision, not only one."""

import json

import pytest

from approvals.actions import decide_task, open_round
from approvals.models import Task
from approvals.rules import waits_for
from approvals.states import TaskState
from cases.composing import MatterEnded
from cases.models import Case
from cases.states import CaseState
from tests.cast import LINJIANG, Cast
from tests.filling import begin, conclusion_for, submitted

pytestmark = pytest.mark.django_db

PROFILES = json.loads((LINJIANG.parent.parent / "tests/catalogue_oracle/oracle_profiles.json").read_text())
MATTERS = sorted(path.stem for path in (LINJIANG / "matters").glob("M*.json"))
ENDED = {"M20", "M22"}


def decide_all(cast: Cast, case: Case) -> None:
    """Each department approves as soon as its gates are passed."""
    while True:
        tasks = list(Task.objects.filter(case=case).select_related("department", "handbook", "case", "round"))
        done = {task.matter for task in tasks if task.state == TaskState.CONCLUDED}
        free = [
            task
            for task in tasks
            if task.state == TaskState.READY and not waits_for(task.matter, task.round.plan["edges"], done)
        ]
        if not free:
            return
        for task in free:
            decide_task(
                task,
                by=cast.reviewer(task.department.code),
                decision="approve",
                opinion="属实",
                conclusion=conclusion_for(task),
            )


@pytest.mark.parametrize("profile", PROFILES["cases"], ids=lambda profile: profile["id"])
def test_one_thing(cast, profile):
    if profile["situation"].get("scenario_year") == "v2017":
        with pytest.raises(MatterEnded):
            begin(cast, profile["one_thing"], profile["situation"])
        return
    case = submitted(cast, profile["one_thing"], profile["situation"])
    case = open_round(case, by=cast.clerk)
    decide_all(cast, case)
    assert Case.objects.get(pk=case.pk).state == CaseState.GRANTED


@pytest.mark.parametrize("code", [code for code in MATTERS if code not in ENDED])
def test_matter(cast, code):
    case = open_round(submitted(cast, code), by=cast.clerk)
    decide_all(cast, case)
    assert Case.objects.get(pk=case.pk).state == CaseState.GRANTED

"""The reviewers' desk as pages: what a reviewer sees, does, and is refused."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from approvals.models import Task
from approvals.states import TaskState
from cases.models import Case
from tests.journeys.helpers import CONCLUSIONS, task_of

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]


def address(task: Task, name: str = "review") -> str:
    return reverse(f"desk:{name}", args=[task.public_id])


def fields_of(matter: str) -> dict[str, str]:
    """The conclusion as a browser posts it."""
    return {f"c-{name}": str(value) for name, value in CONCLUSIONS[matter].items()}


@pytest.fixture
def housing(sign_in: SignIn) -> Client:
    return sign_in("reviewer-d-zjj")


@pytest.fixture
def registry(sign_in: SignIn) -> Client:
    return sign_in("reviewer-d-zgj")


def test_the_list_shows_the_department_s_tasks_and_no_full_name(housing: Client, in_review: Case) -> None:
    html = housing.get(reverse("desk:tasks")).content.decode()
    assert in_review.number in html
    assert "王*明" in html
    assert "王小明" not in html


def test_a_decision_moves_the_fact_to_the_registry(
    housing: Client, registry: Client, in_review: Case
) -> None:
    task = task_of(in_review, "M01")
    assert housing.get(address(task)).status_code == 200
    response = housing.post(address(task), {"decision": "approve", "opinion": "属实", **fields_of("M01")})
    assert response.status_code == 303, response.content.decode()[:3000]
    assert task_of(in_review, "M01").state == TaskState.CONCLUDED
    page = registry.get(address(task_of(in_review, "M03"))).content.decode()
    assert "HY-2026-0001" in page
    assert "You can decide once these departments have concluded" in page

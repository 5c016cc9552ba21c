"""The reviewers' desk and departments' systems: one act for both."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from approvals.actions import (
    ask_applicant,
    claim_task,
    decide_task,
    reassign_task,
    release_task,
    resume_task,
    suspend_task,
)
from approvals.models import Task
from approvals.policies import tasks_visible_to
from core.errors import NotFound
from core.idempotency import Answer
from portal.api.calls import acting, expected_version
from portal.api.examples import DECISION_EXAMPLES
from portal.api.inputs.cases import GapsInput
from portal.api.inputs.fields import Nothing
from portal.api.inputs.lists import Paging, TaskFilter
from portal.api.inputs.tasks import DecisionInput, ReassignmentInput, SuspensionInput
from portal.api.pagination import Pages
from portal.api.people import account_of
from portal.api.presenting.slices import facts_of_page, task_detail, task_slice
from portal.api.presenting.tasks import listed_task, with_plan
from portal.api.shapes.common import page_of
from portal.api.shapes.tasks import TaskDetailShape, TaskShape
from portal.api.views.base import ApiView, read

TAGS = ["Tasks"]


class TasksView(ApiView):
    """The tasks of the caller's department."""

    @extend_schema(
        parameters=[TaskFilter, Paging], responses={200: page_of("TaskPage", TaskShape)}, tags=TAGS
    )
    def get(self, request: Request) -> Response:
        """List tasks with the facts that other departments' conclusions brought."""
        wanted = read(TaskFilter, request.query_params)
        rows = narrowed(tasks_visible_to(self.actor), wanted)
        pages = Pages()
        by_due = wanted["ordering"] == "due"
        pages.ordering = ("promised_due_at", "id") if by_due else (wanted["ordering"],)
        page = pages.paginate_queryset(rows, request, view=self) or []
        facts = facts_of_page(self.actor, page)
        return pages.get_paginated_response([listed_task(row, facts[row.pk]) for row in page])


def narrowed(tasks: QuerySet[Task], wanted: dict[str, Any]) -> QuerySet[Task]:
    """The tasks that fit the parameters, with all that the list shows, in one query."""
    if "state" in wanted:
        tasks = tasks.filter(state=wanted["state"])
    if "department" in wanted:
        tasks = tasks.filter(department__code=wanted["department"])
    if "matter" in wanted:
        tasks = tasks.filter(matter=wanted["matter"])
    if "case" in wanted:
        tasks = tasks.filter(case__in=_cases(wanted["case"]))
    if wanted["ordering"] == "due":
        tasks = tasks.at_the_desk()  # type: ignore[attr-defined]
    return with_plan(tasks).select_related("case__chain")


def _cases(reference: str) -> Any:
    return Task.case.field.related_model.objects.by_reference(reference)  # type: ignore[attr-defined]


class TaskView(ApiView):
    """One task."""

    @extend_schema(responses={200: TaskDetailShape}, tags=TAGS)
    def get(self, request: Request, ref: str) -> Response:
        """Read a task with the slice of the case that its matter needs."""
        found = tasks_visible_to(self.actor).filter(public_id=ref).select_related("case__chain")
        row = with_plan(found).first()
        if row is None:
            raise NotFound
        return Response(task_detail(row, self.actor))


class TaskActView(ApiView):
    """What all acts on a task share."""

    def acted(self, ref: str, request: Request, act: Callable[..., Task], **data: Any) -> Answer:
        """Runs the act on a task the caller may know of, and answers the task as it stands now."""
        task = self.task(ref)
        act(task, by=self.actor, expect=expected_version(request), **data)
        return Answer(200, task_slice(task.pk, self.actor))


class ClaimView(TaskActView):
    """Taking a task on."""

    @extend_schema(request=Nothing, responses={200: TaskShape}, tags=TAGS)
    @acting()
    def post(self, request: Request, ref: str) -> Answer:
        """Claim a task; at the desk it is taken back from the department's own system."""
        read(Nothing, request.data)
        return self.acted(ref, request, claim_task)


class ReleaseView(TaskActView):
    """Putting a task back."""

    @extend_schema(request=Nothing, responses={200: TaskShape}, tags=TAGS)
    @acting()
    def post(self, request: Request, ref: str) -> Answer:
        """Put a task back for a colleague."""
        read(Nothing, request.data)
        return self.acted(ref, request, release_task)


class ReassignView(TaskActView):
    """Giving a task to a colleague."""

    @extend_schema(request=ReassignmentInput, responses={200: TaskShape}, tags=TAGS)
    @acting()
    def post(self, request: Request, ref: str) -> Answer:
        """Give the task of an officer who is absent to a colleague: supervision's act, with its reason."""
        data = read(ReassignmentInput, request.data)
        return self.acted(ref, request, reassign_task, to=account_of(data["to"]), reason=data["reason"])


class DecideView(TaskActView):
    """Concluding a task."""

    @extend_schema(request=DecisionInput, responses={200: TaskShape}, examples=DECISION_EXAMPLES, tags=TAGS)
    @acting()
    def post(self, request: Request, ref: str) -> Answer:
        """Decide one matter; facts flow on, and the last decision settles the case."""
        data = read(DecisionInput, request.data)
        return self.acted(
            ref,
            request,
            decide_task,
            decision=data["decision"],
            opinion=data["opinion"] or "",
            conclusion=data.get("conclusion") or {},
        )


class AskView(TaskActView):
    """A question to the applicant."""

    @extend_schema(request=GapsInput, responses={200: TaskShape}, tags=TAGS)
    @acting()
    def post(self, request: Request, ref: str) -> Answer:
        """Ask the applicant, once, everything the reviewer needs; no clock stops."""
        return self.acted(ref, request, ask_applicant, gaps=read(GapsInput, request.data)["gaps"])


class SuspendView(TaskActView):
    """A special procedure begins."""

    @extend_schema(request=SuspensionInput, responses={200: TaskShape}, tags=TAGS)
    @acting()
    def post(self, request: Request, ref: str) -> Answer:
        """Let a task rest for a special procedure; only a written notice stops the clock."""
        data = read(SuspensionInput, request.data)
        return self.acted(ref, request, suspend_task, **{**data, "notice": data["notice"] or ""})


class ResumeView(TaskActView):
    """A special procedure ends."""

    @extend_schema(request=Nothing, responses={200: TaskShape}, tags=TAGS)
    @acting()
    def post(self, request: Request, ref: str) -> Answer:
        """Go on after a special procedure."""
        read(Nothing, request.data)
        return self.acted(ref, request, resume_task)

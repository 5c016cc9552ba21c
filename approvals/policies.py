"""Who may see and decide what in the back office."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from accounts.models import Role, User
from approvals.models import Task, TaskQuerySet
from approvals.states import TaskState
from cases.models import Case, CaseQuerySet
from cases.policies import DEPARTMENT_ROLES, serves_case
from core import clock
from core.errors import NotAllowed, WrongState
from core.values import present


def cases_visible_to(actor: Actor) -> CaseQuerySet:
    """The cases this actor may know of: a department's through its tasks, everybody else's as cases says."""
    if actor.role in DEPARTMENT_ROLES:
        own = Task.objects.filter(case=OuterRef("pk"), department_id=_department_of(actor))
        return Case.objects.filter(Exists(own))
    return Case.objects.visible_to(actor)


def _department_of(actor: Actor) -> int:
    """Nobody reviews for no department: the table of posts has a constraint for it."""
    return present(actor.department_id, "the department")


def tasks_visible_to(actor: Actor) -> TaskQuerySet:
    """The tasks this actor may know of, as joins on indexed columns."""
    if actor.role in DEPARTMENT_ROLES:
        return Task.objects.of_department(_department_of(actor))
    if actor.role in {Role.SUPERVISOR, Role.AUDITOR}:
        return Task.objects.all()
    if actor.in_hall:
        return Task.objects.filter(case__service_point_id=actor.service_point_id)
    return Task.objects.none()


def may_work_on(actor: Actor, task: Task, case: Case, planned: Mapping[str, Any]) -> bool:
    """The deciding department's officer or system, or a chief representative where the matter allows."""
    if actor.role in DEPARTMENT_ROLES:
        return actor.department_id == task.department_id
    return actor.role == Role.CHIEF and serves_case(actor, case) and planned["chief_may_decide"]


def must_work_on(actor: Actor, task: Task, case: Case, planned: Mapping[str, Any]) -> None:
    """Raises NotAllowed for everybody else."""
    if not may_work_on(actor, task, case, planned):
        raise NotAllowed(_("Only the department that decides this matter may do this."))


def must_hold_claim(actor: Actor, task: Task, *, deciding: bool = False) -> None:
    """The reviewer who claimed it, or any colleague once that one has left the department.

    Between desk and system the first decision wins.
    """
    if task.state == TaskState.READY or task.claimed_by_id == actor.user_id or is_left_behind(task):
        return
    if (deciding and actor.role == Role.SYSTEM) or _claimed_by_system(task):
        return
    raise WrongState(_("A colleague is reviewing this task."), code="claimed")


def is_left_behind(task: Task) -> bool:
    """Whether whoever took the task on holds no post in its department any more."""
    return task.claimed_by is not None and not serves_department(task.claimed_by, task.department_id)


def serves_department(user: User, department_id: int) -> bool:
    """Whether this account reviews, or decides by itself, for that department today.

    A chief representative decides for departments from the hall, and holds no post in any of them.
    """
    posts = user.posts.current(clock.today())
    of_department = Q(role__in=DEPARTMENT_ROLES, department_id=department_id)
    return user.is_active and posts.filter(of_department | Q(role=Role.CHIEF)).exists()


def must_reassign(actor: Actor) -> None:
    """Only supervision gives a task out of an officer's hands into another's."""
    if actor.role != Role.SUPERVISOR:
        raise NotAllowed(_("Only supervision gives an officer's task to a colleague."))


def must_archive(actor: Actor) -> None:
    """Files are closed by the product alone, when their time has come."""
    if not actor.is_product:
        raise NotAllowed(_("A case goes to the archive by itself, once its time to appeal is over."))


def _claimed_by_system(task: Task) -> bool:
    return task.claimed_by is not None and task.claimed_by.posts.filter(role=Role.SYSTEM).exists()

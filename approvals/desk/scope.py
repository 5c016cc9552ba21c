"""Which tasks come to a desk: a department's own, and for a chief representative those they may decide."""

from accounts.actor import Actor
from accounts.models import Role
from approvals.models import TaskQuerySet
from approvals.policies import tasks_visible_to

AT_A_DESK = frozenset({Role.REVIEWER, Role.CHIEF})


def desk_tasks(actor: Actor) -> TaskQuerySet:
    """The tasks this actor works on, or has worked on, at the desk; none for anybody else."""
    tasks = tasks_visible_to(actor)
    if actor.role == Role.REVIEWER:
        return tasks
    if actor.role == Role.CHIEF:
        return tasks.filter(handbook__record__chief_representative_may_decide=True)
    return tasks.none()

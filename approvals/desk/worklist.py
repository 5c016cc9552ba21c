"""The work list: filters that live in the address, pages by cursor, counts of a bounded number of rows.

Nothing here costs more at a million cases than at ten thousand: a page is read along the index
`task_work_list`, and the lamps are counted over the most urgent thousand tasks only.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet

from accounts.actor import Actor
from approvals.desk.scope import desk_tasks
from approvals.lights import Light, with_light
from approvals.models import Task, TaskQuerySet
from approvals.states import AT_THE_DESK, TaskState
from cases.models import Party

PAGE = 50
COUNTED = 1000
LONGEST_NUMBER = 50

# view -> the states it shows; those at the desk are ordered by time left, the others newest first
VIEWS: dict[str, tuple[TaskState, ...]] = {
    "": AT_THE_DESK,
    "mine": AT_THE_DESK,
    "ready": (TaskState.READY,),
    "asked": (TaskState.ASKED,),
    "suspended": (TaskState.SUSPENDED,),
    "waiting": (TaskState.WAITING,),
    "concluded": (TaskState.CONCLUDED,),
}
NEWEST_FIRST = frozenset({"waiting", "concluded"})


@dataclass(frozen=True)
class Filters:
    """What the address asks for; anything it says that is no filter is ignored."""

    state: str = ""
    light: str = ""
    matter: str = ""
    number: str = ""
    after: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> "Filters":
        """The filters in the parameters state, light, matter, q and after."""
        state, light = query.get("state", ""), query.get("light", "")
        return cls(
            state=state if state in VIEWS else "",
            light=light if light in Light.values else "",
            matter=query.get("matter", "")[:LONGEST_NUMBER],
            number=query.get("q", "").strip()[:LONGEST_NUMBER],
            after=query.get("after", ""),
        )

    @property
    def newest_first(self) -> bool:
        return self.state in NEWEST_FIRST

    @property
    def narrowed(self) -> bool:
        """Whether an empty list may be the filters' doing."""
        return self != replace(Filters(), after=self.after)


@dataclass(frozen=True)
class Page:
    """One page of tasks and the cursor of the next, empty on the last."""

    tasks: list[Task]
    after: str


@dataclass(frozen=True)
class Counts:
    """How many of the most urgent tasks stand in each light; `more` when there are others behind them."""

    by_light: dict[str, int]
    more: bool


def page_of(actor: Actor, filters: Filters, now: datetime) -> Page:
    """One page of the list, two queries: the tasks, and who applied."""
    found = _filtered(desk_tasks(actor), filters, actor, now)
    applicant = Party.objects.applicants().select_related("person", "organisation")
    rows = list(
        _behind_cursor(found, filters)
        .select_related("case", "claimed_by", "department")
        .prefetch_related(Prefetch("case__parties", queryset=applicant, to_attr="applicants"))[: PAGE + 1]
    )
    more = len(rows) > PAGE
    return Page(rows[:PAGE], _cursor(rows[PAGE - 1], filters) if more else "")


def _filtered(tasks: TaskQuerySet, filters: Filters, actor: Actor, now: datetime) -> QuerySet[Task]:
    tasks = tasks.filter(state__in=VIEWS[filters.state])
    if filters.state == "mine":
        tasks = tasks.filter(claimed_by_id=actor.user_id)
    if filters.matter:
        tasks = tasks.filter(matter=filters.matter)
    if filters.number:
        tasks = tasks.filter(case__number__startswith=filters.number)
    if filters.newest_first:
        return tasks.order_by("-id")
    lit = with_light(tasks.by_time_left(), now)
    return lit.filter(_range_of(filters.light, now), light=filters.light) if filters.light else lit


def _range_of(light: str, now: datetime) -> Q:
    """The part of the index in which tasks of that light can lie at all."""
    if light == Light.OVERDUE:
        return Q(promised_due_at__lt=now)
    return Q() if light == Light.PAUSED else Q(promised_due_at__gte=now)


def _behind_cursor(tasks: QuerySet[Task], filters: Filters) -> QuerySet[Task]:
    """What comes after the cursor; a cursor that can't be read begins at the top."""
    due, _sign, key = filters.after.rpartition("_")
    if not (key.isascii() and key.isdigit() and len(key) < 19):
        return tasks
    if filters.newest_first:
        return tasks.filter(id__lt=int(key))
    try:
        moment = datetime.fromisoformat(due)
    except ValueError:
        return tasks
    if moment.tzinfo is None:
        return tasks
    same = Q(promised_due_at=moment, id__gt=int(key))
    return tasks.filter(promised_due_at__gte=moment).filter(Q(promised_due_at__gt=moment) | same)


def _cursor(task: Task, filters: Filters) -> str:
    due = "" if filters.newest_first or task.promised_due_at is None else task.promised_due_at.isoformat()
    return f"{due}_{task.pk}"


def light_counts(actor: Actor, now: datetime) -> Counts:
    """The lamps above the list; one query over at most a thousand rows."""
    urgent = desk_tasks(actor).at_the_desk().by_time_left()[:COUNTED]
    rows = with_light(Task.objects.filter(pk__in=urgent.values("pk")), now)
    counted = dict(rows.order_by().values_list("light").annotate(number=Count("pk")))
    return Counts({light: counted.get(light, 0) for light in Light.values}, sum(counted.values()) >= COUNTED)


def next_task(actor: Actor, *, besides: int) -> Task | None:
    """What to do next: the most urgent task that is free or one's own."""
    free = Q(state=TaskState.READY) | Q(state=TaskState.CLAIMED, claimed_by_id=actor.user_id)
    return desk_tasks(actor).at_the_desk().filter(free).exclude(pk=besides).by_time_left().first()


def matters_of(actor: Actor) -> list[dict[str, Any]]:
    """The matters among the most urgent tasks, to filter by."""
    urgent = desk_tasks(actor).at_the_desk().by_time_left()[:COUNTED]
    rows = Task.objects.filter(pk__in=urgent.values("pk")).order_by("matter")
    return [{"matter": code, "name": name} for code, name in rows.values_list("matter", "name").distinct()]

"""A case as staff read it: facts, picture, record. Plain rows for templates, no rules.

Personal data are masked here by default; whoever needs them asks with a reason (`unmasked`), and
the look is recorded before they leave.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from accounts.labels import actor_in_words
from approvals.lights import Light, light
from approvals.models import Task
from approvals.states import AT_THE_DESK, TaskState
from approvals.timing import promised
from cases.models import Answer, Case, CaseMaterial, Party
from core.calendar import working_minutes_between
from core.clock import local
from core.identity import mask_id, mask_mobile, mask_name
from core.text import pick
from ledger.models import Event
from ledger.registry import action_named, sentence_for
from matters.composing import Composition, Sources

PICTURE = {
    TaskState.WAITING: "waiting",
    TaskState.READY: "running",
    TaskState.CLAIMED: "running",
    TaskState.ASKED: "running",
    TaskState.SUSPENDED: "paused",
    TaskState.CONCLUDED: "done",
}
MASKS = {"id_number": mask_id, "mobile": mask_mobile, "person_name": mask_name, "bank_account": mask_id}
PRIVATE = frozenset({"personal", "sensitive_personal"})
LONGEST_NAME = 4  # characters; what is longer and private is treated as a number
LONGEST_IN_A_CELL = 18  # characters: an identity number fits, a property's does not
WIDE = frozenset({"address", "long_text"})


def picture_rows(tasks: Iterable[Any], now: datetime) -> list[dict[str, Any]]:
    """The rows of {% joint_approval %}: who works on what at once. `tasks`: as `tasks_of` gives them."""
    tasks = [task for task in tasks if task.state != TaskState.CANCELLED]
    if not tasks:
        return []
    plan = tasks[0].round.plan
    times = promised(plan, tasks[0].round.opened_at)
    names = {task.matter for task in tasks}
    return [
        {
            "key": task.matter,
            "department": pick(task.department.short_name),
            "matter": pick(task.name),
            "state": _picture_state(task, now),
            "start": task.started_at or times[task.matter].start,
            "due": task.promised_due_at or times[task.matter].due,
            "finish": task.concluded_at,
            "used": _used(task, now),
            "waits_for": tuple(
                edge["from"]
                for edge in plan["edges"]
                if edge["to"] == task.matter and edge["gate"] != "notify_after" and edge["from"] in names
            ),
        }
        for task in tasks
    ]


def _picture_state(task: Any, now: datetime) -> str:
    """A task whose clock a written notice stops is not late, whatever its promise says (art. 45)."""
    if task.light == Light.PAUSED:
        return "paused"
    late = task.state in AT_THE_DESK and task.promised_due_at and task.promised_due_at < now
    return "late" if late else PICTURE[TaskState(task.state)]


def _used(task: Task, now: datetime) -> float:
    """The part of its time that a task has used, 0 to 1."""
    if not task.started_at or not task.promised_due_at:
        return 0.0
    whole = (task.promised_due_at - task.started_at).total_seconds()
    spent = ((task.concluded_at or now) - task.started_at).total_seconds()
    return min(1.0, spent / whole) if whole > 0 else 1.0


def minutes_left(due: datetime | None, now: datetime) -> int | None:
    """Working minutes until that moment, negative once it has passed; None where there is none."""
    if due is None:
        return None
    return -working_minutes_between(due, now) if due < now else working_minutes_between(now, due)


def light_of(task: Task, now: datetime, *, paused: bool = False) -> str:
    """The lamp of a task for {% lamp %}; empty for one that has not started or has ended.

    `paused`: whether the applicant was told in writing of a special procedure; only that stops a clock.
    """
    if task.state not in AT_THE_DESK or not task.started_at or not task.promised_due_at:
        return ""
    return light(start=task.started_at, due=task.promised_due_at, now=now, paused=paused).value


def light_of_case(case: Case, now: datetime) -> str:
    """The lamp of whatever clock runs for a case now; empty when none does."""
    if not case.holder_due_at:
        return ""
    return light(start=case.holder_since, due=case.holder_due_at, now=now, paused=False).value


def timeline(case: Case, *, audience: Collection[str] = ("party", "staff")) -> list[dict[str, Any]]:
    """The ledger's events of a case in words, newest first; one query."""
    events = Event.objects.filter(chain_id=case.chain_id).order_by("-seq")
    return [
        {
            "state": "done",
            "title": sentence_for(event),
            "at": f"{local(event.at):%m-%d %H:%M}",
            "text": actor_in_words(event.actor_label, event.post_label),
        }
        for event in events
        if action_named(event.action).visible in audience
    ]


def answer_rows(
    answers: Mapping[str, Any],
    composition: Composition,
    *,
    only: Collection[str] | None = None,
    sources: Mapping[str, Mapping[str, Any]] | None = None,
    unmasked: bool = False,
) -> list[dict[str, Any]]:
    """The asked elements in the form's order with value, source and dispute; `only`: a department's slice."""
    elements = composition.errand.sources.elements
    rows = []
    for field in composition.fields:
        if only is not None and field.element not in only:
            continue
        element, source = elements[field.element], (sources or {}).get(field.element, {})
        rows.append(
            {
                "element": field.element,
                "label": pick(element["name"]),
                "value": shown(element, answers.get(field.element), unmasked=unmasked),
                "known": pick(source.get("name")) or source.get("item", ""),
                "disputed": shown(element, source["value"], unmasked=unmasked)
                if source.get("stand") == "disputed"
                else "",
                "missing": field.element not in answers and field.required,
            }
        )
    return rows


def stated_rows(
    answers: Iterable[Answer], sources: Sources, *, unmasked: bool = False, asked: Collection[str] = ()
) -> list[dict[str, Any]]:
    """What was stated, with where it came from and, where it is disputed, what the record says.

    `asked`: elements that were asked for once more and answered; unchanged, the applicant keeps them.
    """
    return [
        {
            "element": row.element,
            "label": pick(sources.elements[row.element]["name"]),
            "value": shown(sources.elements[row.element], row.value, unmasked=unmasked),
            "known": known_from(row, sources),
            "disputed": shown(sources.elements[row.element], row.disputed_value, unmasked=unmasked),
            "corrected": row.corrected,
            "kept": row.element in asked and not row.corrected,
            "wide": sources.elements[row.element]["type"] in WIDE or len(str(row.value)) > LONGEST_IN_A_CELL,
        }
        for row in answers
    ]


def known_from(row: Answer, sources: Sources) -> str:
    """The shared record that a value came from, in words; empty for what the applicant typed."""
    if row.source == "applicant":
        return ""
    item = pick(sources.names.get(row.source)) or row.source
    provider = pick(sources.names.get(row.provider)) or row.provider
    return f"{provider} · {item}" if provider else item


def shown(element: Mapping[str, Any], value: Any, *, unmasked: bool) -> str:
    """A value in the reader's words; private ones masked unless they were asked for with a reason."""
    if value is None:
        return ""
    for option in element["options"]:
        if option["value"] == value:
            return pick({"zh": option["zh"], "en": option["en"]})
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if element["type"] == "money_cny":
        return f"{value:,.2f}" if isinstance(value, int | float) else str(value)
    if unmasked or element["sensitivity"] not in PRIVATE:
        return str(value)
    return _masked(element["type"], str(value))


def _masked(kind: str, value: str) -> str:
    """A private value as it may be shown; a free text is a name or a number, by its length."""
    if kind == "text":
        return mask_name(value) if len(value) <= LONGEST_NAME else mask_id(value)
    mask = MASKS.get(kind)
    return mask(value) if mask else value


def material_rows(
    lines: Iterable[Mapping[str, Any]],
    sources: Sources,
    files: Iterable[CaseMaterial],
    *,
    matter: str = "",
) -> list[dict[str, Any]]:
    """Materials with their files; `matter` keeps those that one matter needs.

    `lines`: the plan's, or those of a composition that has not become a plan yet, each
    {material, source, needed_by} (matters.plan).
    """
    handed_in: dict[str, list[CaseMaterial]] = {}
    for file in files:
        handed_in.setdefault(file.material, []).append(file)
    return [
        {
            "material": line["material"],
            "name": pick(sources.materials[line["material"]]["name"]),
            "source": line["source"],
            "files": handed_in.get(line["material"], []),
            "here": line["source"] != "applicant" or line["material"] in handed_in,
        }
        for line in lines
        if not matter or matter in line["needed_by"]
    ]


def party_rows(parties: Iterable[Party]) -> list[dict[str, Any]]:
    """Who takes part, people masked, with how they confirmed."""
    return [
        {
            "role": party.role,
            "label": pick(party.name),
            **_who(party),
            "nameless": party.person is not None and party.person.is_nameless,
            "signs": party.signs,
            "confirmed_at": party.confirmed_at,
            "how": party.confirmed_how,
        }
        for party in parties
    ]


def _who(party: Party) -> dict[str, str]:
    """Name and number: a person's masked, an organisation's public."""
    if party.person:
        return {"name": mask_name(pick(party.person.name, "zh")), "number": mask_id(party.person.id_number)}
    body = party.organisation
    return {"name": pick(body.name) if body else "", "number": body.uscc if body else ""}

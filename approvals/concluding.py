"""What a conclusion must hold and when it may be given."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from approvals.locking import LiveRound
from approvals.models import Task
from approvals.rules import waits_for
from approvals.states import Decision
from cases.composing import composition_of
from cases.models import Undertaking
from cases.values import doubt, fit_to_type
from core.clock import local_date
from core.errors import BadInput, Blocked, Incomplete
from core.text import pick


def must_have_passed_gates(task: Task, live: LiveRound) -> None:
    """Raises Blocked naming the matters whose conclusion has to come first."""
    waiting = waits_for(task.matter, live.edges, live.concluded)
    if waiting:
        names = ", ".join(pick(live.task_of(matter).name) for matter in waiting)
        raise Blocked(
            _("This can be decided once the following is concluded: %(names)s.") % {"names": names},
            waits_for=waiting,
        )


def must_not_be_owed_anything(task: Task, live: LiveRound) -> None:
    """Raises Blocked while a tolerated material that this matter needs has not come (A-030)."""
    needed = {line["material"] for line in live.planned(task.matter)["materials"]}
    owed = Undertaking.objects.filter(case=live.case, fulfilled_at__isnull=True, material__in=needed)
    names = list(owed.values_list("material", flat=True)) if live.case.tolerated_until else []
    if names:
        raise Blocked(
            _("The applicant still owes a material of this matter: %(names)s.") % {"names": ", ".join(names)},
            code="material_owed",
            errors=[{"material": name} for name in names],
        )


def complete_fields(
    task: Task, live: LiveRound, *, decision: str, given: Mapping[str, Any]
) -> dict[str, Any]:
    """The conclusion's fields: given values, delivered facts and the formal fields filled in when absent.

    Raises BadInput for a field the handbook does not list or a value that does not fit, Incomplete
    when an approval lacks a required one.
    """
    planned = live.planned(task.matter)
    listed = {field["element"]: field["required"] for field in planned["conclusion_fields"]}
    elements = composition_of(live.case, {}).errand.sources.elements
    unknown = [name for name in given if name not in listed]
    if unknown:
        raise BadInput(
            _("The handbook lists no such conclusion field."),
            errors=[{"element": name, "reason": _("Unknown field.")} for name in unknown],
        )
    fields = _filled_in(task, listed, live.held.now, decision)
    fields |= {name: fit_to_type(elements[name], value) for name, value in given.items()}
    fields = {name: value for name, value in fields.items() if value is not None}
    _check(fields, listed, elements, decision)
    return fields


def _filled_in(task: Task, listed: Mapping[str, bool], now: datetime, decision: str) -> dict[str, Any]:
    formal = {
        "decision_result": "granted" if decision == Decision.APPROVE else "refused",
        "decision_date": local_date(now).isoformat(),
    }
    known = {**formal, **task.facts}
    return {name: known[name] for name in listed if name in known}


def _check(
    fields: Mapping[str, Any], listed: Mapping[str, bool], elements: Mapping[str, Any], decision: str
) -> None:
    doubtful = [
        {"element": name, "reason": reason}
        for name, value in fields.items()
        if (reason := doubt(elements[name], value))
    ]
    if doubtful:
        raise BadInput(_("A value of the conclusion is not right."), errors=doubtful)
    missing = [name for name, required in listed.items() if required and name not in fields]
    if missing and decision == Decision.APPROVE:
        raise Incomplete(
            _("The conclusion is not complete."),
            errors=[{"element": name, "reason": _("This has to be filled in.")} for name in missing],
        )

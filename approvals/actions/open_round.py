"""Accept an application and send it to every responsible department at once."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from approvals import wording
from approvals.holding import pass_to_departments
from approvals.models import Round, Task
from approvals.rules import PlannedTask, may_start
from approvals.timing import own_statutory_due, promised, statutory_due
from cases.actions import accept_case
from cases.charges import is_charged
from cases.composing import composition_of
from cases.locking import hold_case
from cases.models import Answer, Case, Party
from cases.policies import must_accept
from cases.rules import material_gaps, missing_materials, tolerance_days
from cases.selectors import materials_of, parties_of
from cases.transitions import allowed
from core.acts import act
from core.calendar import close_of_business, due_at
from core.errors import BadInput, Incomplete
from core.text import in_one_line
from ledger.recording import Held, record
from matters.composing import Composition
from matters.plan import plan_of

Tolerated = Mapping[str, date]
# Persons without a Chinese name: nearly none, so that only then the parties are read.
_NO_NAME = Q(person__name__zh="") | Q(person__name__zh__isnull=True)
_MAYBE_NAMELESS = Party.objects.filter(_NO_NAME, case=OuterRef("pk"), person__isnull=False)
NAME_FIRST = _("Check who it is and write down the name as it stands on the card, or let them sign in.")


@act
def open_round(
    case: Case, *, by: Actor, tolerated: Tolerated | None = None, expect: int | None = None
) -> Case:
    """Accept (tolerantly where materials may follow) and open the tasks that may start, in one moment.

    `tolerated`: material -> the day by which it follows. Raises Incomplete when a material is missing
    that can't wait or is not named, or a party's name is not known, BadInput for a day beyond what the
    handbook tolerates.
    """
    case, held = hold_case(case, expect=expect, noting={"maybe_nameless": Exists(_MAYBE_NAMELESS)})
    must_accept(by, case)
    allowed(case, "accept")
    if case.maybe_nameless:  # type: ignore[attr-defined]  # noted above
        _must_be_known(case)
    composition = _composed(case)
    owed = _owed(case, composition, tolerated or {}, held.now)
    return start_review(case, held, composition, by=by, accepted_at=held.now, owed=owed)


def _must_be_known(case: Case) -> None:
    """Nothing is decided for, and nothing certified to, somebody whose name nobody knows."""
    nameless = [party for party in parties_of(case) if party.person and party.person.is_nameless]
    if nameless:
        raise Incomplete(
            _("The name of a party is not known yet."),
            errors=[{"party": party.role, "reason": NAME_FIRST} for party in nameless],
        )


def _composed(case: Case) -> Composition:
    return composition_of(case, dict(Answer.objects.filter(case=case).values_list("element", "value")))


def start_review(
    case: Case,
    held: Held,
    composition: Composition,
    *,
    by: Actor,
    accepted_at: datetime,
    owed: list[tuple[str, datetime]],
    by_silence: bool = False,
) -> Case:
    """The body of an acceptance, by a clerk or by silence; the caller has locked, authorized, checked."""
    plan = plan_of(composition)
    times = promised(plan, accepted_at)
    round_ = Round.objects.create(case=case, plan=plan, opened_at=held.now)
    tasks = _open_tasks(case, round_, times, accepted_at)
    accept_case(
        case,
        held,
        by=by,
        accepted_at=accepted_at,
        promised_due=max(time.due for time in times.values()),
        statutory_due=statutory_due(plan, accepted_at),
        provisional=any(time.provisional for time in times.values()),
        owed=owed,
        by_silence=by_silence,
        charged=is_charged(composition),
    )
    pass_to_departments(case, tasks, since=held.now)
    case.save()
    record(
        wording.OPEN_ROUND,
        held,
        by=by,
        subject=case,
        changed=[case, round_, *tasks],
        data=ready_data(plan, tasks),
    )
    return case


def ready_data(plan: Mapping[str, Any], tasks: list[Task]) -> dict[str, Any]:
    """What the push to departments' systems reads from an event: the tasks that have just started."""
    codes = {entry["matter"]: entry["department"] for entry in plan["tasks"]}
    ready = [task for task in tasks if task.started_at]
    return {
        "departments": sorted({codes[task.matter] for task in ready}),
        "names": in_one_line(task.name for task in ready),
        "ready": [[codes[task.matter], str(task.public_id)] for task in ready],
    }


def _open_tasks(case: Case, round_: Round, times: Mapping[str, PlannedTask], begin: datetime) -> list[Task]:
    """One task per matter; those without a `before_start` source start at the same moment (A-013)."""
    edges = round_.plan["edges"]
    rows = []
    for ordinal, entry in enumerate(round_.plan["tasks"]):
        task = Task(
            round=round_,
            case=case,
            handbook_id=entry["handbook_id"],
            matter=entry["matter"],
            name=entry["name"],
            department_id=entry["department_id"],
            area_id=case.area_id,
            required=entry["required"],
            ordinal=ordinal,
        )
        if may_start(entry["matter"], edges, ()):
            task.make_ready(
                at=begin,
                promised_due=times[entry["matter"]].due,
                statutory_due=own_statutory_due(entry, begin),
            )
        rows.append(task)
    return Task.objects.bulk_create(rows)


def _owed(
    case: Case, composition: Composition, tolerated: Tolerated, now: datetime
) -> list[tuple[str, datetime]]:
    """The undertakings of a tolerant acceptance (B.2 art. 11(2)): named, tolerable, and in time."""
    handed_in = {row.material for row in materials_of(case)}
    absent = {row.material: row for row in missing_materials(composition, handed_in)}
    gaps = material_gaps(composition, handed_in) + [
        {"material": name, "reason": _("Missing: tolerate it with a date, or ask for it.")}
        for name, row in absent.items()
        if tolerance_days(row) and name not in tolerated
    ]
    if gaps:
        raise Incomplete(_("The file is not complete."), errors=gaps)
    return [(name, _tolerable(name, absent, day, now)) for name, day in tolerated.items()]


def _tolerable(name: str, absent: Mapping[str, Any], day: date, now: datetime) -> datetime:
    if name not in absent:
        raise BadInput(
            _("This material is not missing."), errors=[{"material": name, "reason": _("Not missing.")}]
        )
    due = close_of_business(day)
    latest = due_at(now, tolerance_days(absent[name]), "workday").at
    if not now < due <= latest:
        raise BadInput(
            _("The handbook tolerates this gap for %(days)s working days at most.")
            % {"days": tolerance_days(absent[name])},
            errors=[{"material": name, "reason": str(day)}],
        )
    return due

"""My cases as cards: what needs me first, then what runs, then drafts, then what is done."""

from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, Exists, OuterRef, Prefetch, Q, QuerySet, Value, When
from django.db.models import Case as Either
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.actor import Actor
from approvals.models import Task
from approvals.policies import cases_visible_to
from cases.models import Case, Correction, Party, Undertaking
from cases.policies import owns, roles_of
from cases.states import BEFORE_SUBMISSION, ENDED, OPEN, CaseState
from core import clock
from core.text import pick
from portal.citizen.acting import acting_as, acting_party
from portal.citizen.keeping import draft_reference, kept_until
from portal.citizen.scenes import Rows, scene_of
from portal.citizen.words import language
from portal.formats import moment
from portal.telling import Telling, tell

MOST_ON_HOME = 3
SHOWN = {
    "open": [state for state in OPEN if state not in BEFORE_SUBMISSION],
    "draft": list(BEFORE_SUBMISSION),
    "done": list(ENDED),
}


@dataclass(frozen=True)
class Card:
    """One case on a list."""

    name: str
    url: str
    lamp: str
    word: str
    telling: Telling
    hint: str
    acting_for: str = ""


def cases_listed(actor: Actor, show: str = "") -> QuerySet[Case]:
    """The cases of somebody, those that need them first. `show`: open, draft, done, or all."""
    rows = cases_visible_to(actor)
    if show in SHOWN:
        rows = rows.filter(state__in=SHOWN[show])
    return rows.annotate(needs=_needs(actor), running=_running()).order_by("-needs", "-running", "-id")


def _running() -> Any:
    running = Q(state__in=SHOWN["open"])
    return Either(When(running, then=Value(True)), default=Value(False), output_field=BooleanField())


def _needs(actor: Actor) -> Any:
    """Whether the reader is asked for something: a correction, an answer, a paper owed, a signature."""
    here = Party.objects.of(actor).filter(case=OuterRef("pk"))
    owner = Q(created_by_id=actor.user_id) | Exists(here.applicants())
    asked = Exists(Correction.objects.filter(case=OuterRef("pk"), answered_at__isnull=True))
    owed = Exists(Undertaking.objects.filter(case=OuterRef("pk"), fulfilled_at__isnull=True))
    beside = Q(ordinal__gt=0) | Q(joint_with__isnull=False)
    unsigned = Exists(here.filter(beside, signs=True, confirmed_at__isnull=True))
    open_now = Q(state__in=SHOWN["open"])
    needs = (open_now & owner & (asked | owed)) | (Q(state=CaseState.DRAFT) & unsigned)
    return Either(When(needs, then=Value(True)), default=Value(False), output_field=BooleanField())


def count_of(actor: Actor) -> int:
    """How many cases somebody has."""
    return cases_visible_to(actor).count()


def cards_of(actor: Actor, rows: Any = None, limit: int = MOST_ON_HOME) -> list[Card]:
    """The cards of these cases (the first of all); one query and five for what hangs on them."""
    found = cases_listed(actor) if rows is None else rows
    found = found.select_related("holder_department", "draft").prefetch_related(
        Prefetch("parties", Party.objects.select_related("person", "organisation", "mandate")),
        "results",
        Prefetch(
            "corrections", Correction.objects.filter(answered_at__isnull=True), to_attr="open_corrections"
        ),
        Prefetch("undertakings", Undertaking.objects.filter(fulfilled_at__isnull=True), to_attr="owed"),
        Prefetch("tasks", Task.objects.only("case_id", "state", "department_id")),
    )
    return [_card(case, actor) for case in found[:limit]]


def _card(case: Case, actor: Actor) -> Card:
    parties = list(case.parties.all())
    roles = roles_of(actor, parties)
    owner = owns(actor, case, parties)
    rows = Rows(
        parties=parties,
        corrections=getattr(case, "open_corrections"),  # noqa: B009 prefetched under that name
        undertakings=getattr(case, "owed"),  # noqa: B009
        tasks=list(case.tasks.all()),
        results=list(case.results.all()),
        rated=True,
    )
    telling = tell(scene_of(case, rows, roles=roles, owner=owner, unsigned=()))
    lamp, word = _lamp(case, telling)
    party = acting_party(parties, actor)
    name = acting_as(party, actor)["name"] if party else ""
    return Card(pick(case.name), _url(case), lamp, word, telling, _hint(case), name)


def _url(case: Case) -> str:
    reference = {"reference": case.number or str(case.public_id)}
    return reverse("portal:case", kwargs=reference)


def _lamp(case: Case, telling: Telling) -> tuple[str, str]:
    """The lamp's shape and its word."""
    if case.state == CaseState.DRAFT and telling.act == "fill":
        return "idle", _("Draft, not sent")
    if telling.act:
        return "warn", _("You need to act") if telling.act != "collect" else _("Ready for you")
    if case.state in SHOWN["open"] and case.promised_due_at and clock.now() > case.promised_due_at:
        return "late", _("Late, under way")
    if case.state in SHOWN["open"]:
        return "ok", _("Under way, on time")
    return "idle", str(CaseState(case.state).label)


def _hint(case: Case) -> str:
    if case.state == CaseState.DRAFT:
        day = moment(clock.local_date(kept_until(case.draft)), language(), "month")
        return _("Draft %(reference)s, kept until %(day)s") % {
            "reference": draft_reference(case),
            "day": day,
        }
    return case.number or ""

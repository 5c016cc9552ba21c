"""Hand results over: at a counter, by courier, or by recording that they were fetched electronically."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from cases import wording
from cases.delivery import unpaid_matters
from cases.handing import deliver_when_all
from cases.locking import hold_case
from cases.models import Case, Result, Visit
from cases.policies import must_hand_out
from cases.sending import send
from cases.states import CaseState, ResultState
from core.acts import act
from core.clock import local_date
from core.errors import BadInput, WrongState
from core.identity import mask_name
from ledger.recording import Held, record

LONGEST_NAME = 80


@act
def hand_over_results(
    case: Case,
    *,
    by: Actor,
    method: str,
    collector: str = "",
    matters: Sequence[str] = (),
    expect: int | None = None,
) -> Case:
    """Give out the named results, or all that are ready; the last one delivers the case.

    By courier they are given to the courier and handed over when the parcel arrives. Repeating is
    harmless. Raises WrongState while a named result is still being made, is on its way, or waits for
    its fee.
    """
    _must_be_words(method, collector)
    case, held = hold_case(case, expect=expect)
    must_hand_out(by, case)
    if case.state == CaseState.DELIVERED:
        return case
    if case.state not in (CaseState.GRANTED, CaseState.PARTLY_GRANTED):
        raise WrongState(_("There is nothing to hand over yet."), state=case.state)
    results = list(Result.objects.filter(case=case))
    given = _choose(results, matters, method)
    if not given:
        return case
    _must_be_paid(case, given)
    if method == Result.Method.COURIER:
        return send(case, held, given, by=by)
    _give(case, held, given, by=by, method=method, collector=collector)
    return deliver_when_all(case, held, results, by=by)


def _give(case: Case, held: Held, given: list[Result], *, by: Actor, method: str, collector: str) -> None:
    for result in given:
        result.hand_over(way=method, collector=mask_name(collector), at=held.now)
    Result.objects.bulk_update(given, ["state", "method", "collector", "handed_over_at"])
    visits = _count_run(case, held) if method == Result.Method.COUNTER else []
    record(
        wording.HAND_OVER_RESULT,
        held,
        by=by,
        subject=case,
        changed=[*given, *visits],
        data={"matters": [result.matter for result in given], "method": method},
    )


def _must_be_words(method: str, collector: str) -> None:
    """The way it leaves is one of three, and a name is a name."""
    if method not in Result.Method.values:
        raise BadInput(
            _("Results leave at a counter, by courier or electronically."), errors=[{"field": "method"}]
        )
    if len(collector) > LONGEST_NAME:
        raise BadInput(_("This name is too long."), errors=[{"field": "collector"}])


def _choose(results: list[Result], matters: Sequence[str], method: str) -> list[Result]:
    by_matter = {result.matter: result for result in results}
    unknown = [matter for matter in matters if matter not in by_matter]
    if unknown:
        raise BadInput(_("This case has no such result."), errors=[{"matter": matter} for matter in unknown])
    wanted = [by_matter[matter] for matter in matters] or [
        result for result in results if result.state != ResultState.PENDING
    ]
    unready = [result.matter for result in wanted if result.state == ResultState.PENDING]
    if unready or not wanted:
        raise WrongState(
            _("This result is still being made; it will be ready in a moment."),
            errors=[{"matter": matter} for matter in unready],
        )
    away = [result.matter for result in wanted if result.state == ResultState.IN_TRANSFER]
    if matters and away and method != Result.Method.COURIER:
        raise WrongState(
            _("This result is with the courier."), errors=[{"matter": matter} for matter in away]
        )
    return [result for result in wanted if result.state == ResultState.ON_SHELF]


def _must_be_paid(case: Case, given: list[Result]) -> None:
    """A result whose fee has to be paid first stays on the shelf."""
    unpaid = unpaid_matters(case)
    waiting = [row.matter for row in given if row.matter in unpaid]
    if waiting:
        raise WrongState(
            _("The fee has to be paid first; the applicant can pay on the case's page."),
            code="fee_unpaid",
            errors=[{"matter": matter, "reason": _("Not paid yet.")} for matter in waiting],
        )


def _count_run(case: Case, held: Held) -> list[Visit]:
    """Collecting at a counter is a run, unless the applicant was there the same day (A-012)."""
    visit, created = Visit.objects.get_or_create(
        case=case,
        service_point_id=case.service_point_id,
        on=local_date(held.now),
        defaults={"purpose": "collect"},
    )
    return [visit] if created else []

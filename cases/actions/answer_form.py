"""Save answers: any subset, at any time, without a demand for completeness."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from cases import wording
from cases.composing import composition_of, refuse_ended
from cases.deadlines import DRAFT_DAYS, DRAFT_EXPIRY
from cases.gaps import editable_elements, note_given, waiting_for
from cases.locking import hold_case
from cases.models import Case, Draft, Party
from cases.policies import must_write_draft, owns, roles_of, serves_case
from cases.selectors import parties_of
from cases.signing import void_signatures, voided_by
from cases.states import BEFORE_SUBMISSION, CaseState
from cases.values import fit_to_type
from core.acts import act
from core.calendar import due_at
from core.clock import local_date
from core.errors import BadInput, NotAllowed, WrongState
from core.timers import set_timer
from ledger.recording import Held, record

Values = Mapping[str, Any]


@act
def answer_form(
    case: Case, *, by: Actor, form: Values, situation: Values | None = None, expect: int | None = None
) -> Draft:
    """Keep these values as typed; doubtful ones stay and are named by `cases.rules.doubts`.

    The same answers once more are no act: nothing is written and no event is left, so that a page
    which saves as one types leaves one event for each change. Saving moves the day the draft expires.

    Before submission whoever fills in the case may write everything but what a party has confirmed
    for itself, and a party only what it `states`; a change of what a party signed voids its signature,
    and that is an event of its own. After a notice only what was asked for is open, and sending it
    unchanged confirms it. Raises BadInput for an unknown element or a wrong kind of value, NotAllowed
    for another party's words, WrongState when nothing is open.
    """
    case, held = hold_case(case, expect=expect, also=["draft"])
    parties = parties_of(case)
    must_write_draft(by, case, parties)
    draft = case.draft
    before = dict(case.situation)
    moved = situation is not None and _change_situation(case, situation)
    values = _fit(case, draft, form)
    changed = {name: value for name, value in values.items() if draft.answers.get(name) != value}
    stands = _stands(draft, values)
    if not (changed or stands or moved or waiting_for(case, values)):
        return draft
    _check_open(case, changed)
    _check_author(by, case, parties, changed)
    gone = voided_by(case, draft, parties, changed, before) if case.state in BEFORE_SUBMISSION else []
    _write(case, draft, changed, stands, held)
    answered = note_given(case, set(values) - set(_foreign(by, case, parties, values)), at=held.now)
    record(
        wording.ANSWER_FORM,
        held,
        by=by,
        subject=case,
        changed=[draft, *answered, *([case] if moved else [])],
        data={"elements": sorted(changed)},
    )
    void_signatures(case, gone, held, by=by)
    return draft


def _change_situation(case: Case, situation: Values) -> bool:
    """The situation is answered before submission only: afterwards it carries the plan.

    Gives whether it is another one now.
    """
    if case.state not in BEFORE_SUBMISSION:
        raise WrongState(_("The situation can't change once the application is submitted."))
    if situation.items() <= case.situation.items():
        return False
    case.situation = {**case.situation, **situation}
    refuse_ended(composition_of(case, {}))
    case.save(update_fields=["situation"])
    return True


def _fit(case: Case, draft: Draft, form: Values) -> dict[str, Any]:
    composition = composition_of(case, draft.answers)
    elements = composition.errand.sources.elements
    unknown = [name for name in form if name not in elements_of(composition)]
    if unknown:
        raise BadInput(
            _("This errand does not ask for that."),
            errors=[{"element": name, "reason": _("Unknown element.")} for name in unknown],
        )
    return {name: fit_to_type(elements[name], value) for name, value in form.items()}


def elements_of(composition: Any) -> set[str]:
    """Every element that some form of the errand has, whatever the situation."""
    return {
        field["element"]
        for handbook in composition.errand.sources.handbooks.values()
        for group in handbook["form"]
        for field in group["fields"]
    }


def _check_open(case: Case, changed: Values) -> None:
    open_elements = editable_elements(case)
    closed = [name for name in changed if open_elements is not None and name not in open_elements]
    if closed:
        raise WrongState(
            _("Only what was asked for can be changed now."),
            errors=[{"element": name, "reason": _("Not open for change.")} for name in closed],
        )


def _foreign(by: Actor, case: Case, parties: list[Party], elements: Iterable[str]) -> list[str]:
    """Those of the elements that are not this actor's to state now."""
    roles, owner = roles_of(by, parties), owns(by, case, parties)
    if serves_case(by, case) or (owner and case.state in BEFORE_SUBMISSION):
        return []
    own = {element for party in parties if party.role in roles for element in party.states}
    others = {element for party in parties if party.role not in roles for element in party.states}
    return [name for name in elements if (name in others if owner else name not in own)]


def _check_author(by: Actor, case: Case, parties: list[Party], changed: Values) -> None:
    """A party that does not own the case writes its own words; nobody rewrites what another confirmed."""
    foreign = _foreign(by, case, parties, changed)
    if foreign:
        raise NotAllowed(
            _("These words belong to another party of the application."),
            errors=[{"element": name, "reason": _("Stated by another party.")} for name in foreign],
        )


def _stands(draft: Draft, values: Values) -> dict[str, str]:
    """Known values about which the applicant says something new: a changed one is disputed (B.2 art. 7)."""
    said = {
        name: "confirmed" if values[name] == source["value"] else "disputed"
        for name, source in draft.sources.items()
        if name in values
    }
    return {name: stand for name, stand in said.items() if draft.sources[name]["stand"] != stand}


def _keep_longer(case: Case, draft: Draft, held: Held) -> None:
    """Coming back to a draft keeps it for another thirty days; once a day is enough."""
    if case.state == CaseState.DRAFT and local_date(draft.saved_at) != local_date(held.now):
        set_timer(DRAFT_EXPIRY, str(case.pk), due_at(held.now, DRAFT_DAYS, "day").at)


def _write(case: Case, draft: Draft, changed: Values, stands: Mapping[str, str], held: Held) -> None:
    """Values in, cleared ones out."""
    _keep_longer(case, draft, held)
    draft.answers = {name: value for name, value in {**draft.answers, **changed}.items() if value is not None}
    for name, stand in stands.items():
        draft.sources[name] = {**draft.sources[name], "stand": stand}
    draft.saved_at = held.now
    draft.save(update_fields=["answers", "sources", "saved_at"])

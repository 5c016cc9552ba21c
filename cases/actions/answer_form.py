"""Save answers: any subset, at any time, without a demand for completeness."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from cases import wording
from cases.composing import composition_of, refuse_ended
from cases.gaps import editable_elements, note_given
from cases.locking import hold_case
from cases.models import Case, Draft, Party
from cases.policies import must_write_draft, roles_of, serves_case
from cases.selectors import parties_of
from cases.states import BEFORE_SUBMISSION
from cases.values import fit_to_type
from core.acts import act
from core.errors import BadInput, NotAllowed, WrongState
from ledger.recording import Held, record

Values = Mapping[str, Any]


@act
def answer_form(
    case: Case,
    *,
    by: Actor,
    form: Values,
    situation: Values | None = None,
    expect: int | None = None,
) -> Draft:
    """Keep these values as typed; doubtful ones stay and are named by `cases.rules.doubts`.

    Before submission whoever fills in the case may write everything but what a party has confirmed
    for itself, and a party only what it `states`; a change voids that party's confirmation. After a
    notice only what was asked for is open, and sending it unchanged confirms it. Raises BadInput for
    an unknown element or a wrong kind of value, NotAllowed for another party's words, WrongState when
    nothing is open.
    """
    case, held = hold_case(case, expect=expect, also=["draft"])
    parties = parties_of(case)
    must_write_draft(by, case, parties)
    draft = case.draft
    if situation is not None:
        _change_situation(case, situation)
    values = _fit(case, draft, form)
    changed = {name: value for name, value in values.items() if draft.answers.get(name) != value}
    _check_open(case, changed)
    _check_author(by, case, parties, changed)
    voided = _void_confirmations(parties, changed) if case.state in BEFORE_SUBMISSION else []
    _write(draft, changed, held)
    answered = note_given(case, set(values) - set(_foreign(by, case, parties, values)), at=held.now)
    record(
        wording.ANSWER_FORM,
        held,
        by=by,
        subject=case,
        changed=[draft, *voided, *answered, *([case] if situation is not None else [])],
        data={"elements": sorted(changed)},
    )
    return draft


def _change_situation(case: Case, situation: Values) -> None:
    """The situation is answered before submission only: afterwards it carries the plan."""
    if case.state not in BEFORE_SUBMISSION:
        raise WrongState(_("The situation can't change once the application is submitted."))
    case.situation = {**case.situation, **situation}
    refuse_ended(composition_of(case, {}))
    case.save(update_fields=["situation"])


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
    roles = roles_of(by, parties)
    first = parties[0].role if parties else ""
    owns = first in roles or case.created_by_id == by.user_id
    if serves_case(by, case) or (owns and case.state in BEFORE_SUBMISSION):
        return []
    own = {element for party in parties if party.role in roles for element in party.states}
    others = {element for party in parties if party.role not in roles for element in party.states}
    return [name for name in elements if (name in others if owns else name not in own)]


def _check_author(by: Actor, case: Case, parties: list[Party], changed: Values) -> None:
    """A party that does not own the case writes its own words; nobody rewrites what another confirmed."""
    foreign = _foreign(by, case, parties, changed)
    if foreign:
        raise NotAllowed(
            _("These words belong to another party of the application."),
            errors=[{"element": name, "reason": _("Stated by another party.")} for name in foreign],
        )


def _void_confirmations(parties: list[Party], changed: Values) -> list[Party]:
    """A changed element voids the confirmation of the party that states it."""
    voided = [party for party in parties if party.confirmed_at and set(party.states) & set(changed)]
    for party in voided:
        party.confirmed_at, party.confirmed_how, party.signature = None, "", None
    if voided:
        Party.objects.bulk_update(voided, ["confirmed_at", "confirmed_how", "signature"])
    return voided


def _write(draft: Draft, changed: Values, held: Held) -> None:
    """Values in, cleared ones out; a known value that was changed is disputed (B.2 art. 7)."""
    draft.answers = {name: value for name, value in {**draft.answers, **changed}.items() if value is not None}
    for name, source in draft.sources.items():
        if name in changed:
            agrees = changed[name] == source["value"]
            draft.sources[name] = {**source, "stand": "confirmed" if agrees else "disputed"}
    draft.saved_at = held.now
    draft.save(update_fields=["answers", "sources", "saved_at"])

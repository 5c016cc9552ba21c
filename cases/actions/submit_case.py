"""Submit an application: from here on it is never lost and the clock of the first answer runs."""

import hashlib
import json
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from cases import wording
from cases.actions.confirm_party import sign_party
from cases.assurance import must_be_assured
from cases.composing import composition_of, refuse_ended
from cases.deadlines import DRAFT_EXPIRY, SILENCE, SILENCE_WORKDAYS
from cases.locking import hold_case
from cases.models import Answer, Case, CaseMaterial, Draft, Party
from cases.numbers import number_of
from cases.policies import first_role, must_own, roles_of
from cases.rules import Gap, may_follow, missing, source_of
from cases.seating import awaited
from cases.selectors import materials_of, parties_of, views_of
from cases.transitions import allowed
from cases.wholeness import must_be_safe, must_be_whole
from core.acts import act
from core.calendar import due_at
from core.clock import local_date
from core.errors import Incomplete
from core.timers import replace_timer
from documents.signing import sign_receipt
from ledger.recording import Held, record
from matters.composing import Composition


@act
def submit_case(
    case: Case, *, by: Actor, expect: int | None = None, undertakes: Collection[str] | None = None
) -> Case:
    """Give the case its number and receipt, write the answers, start the five-day notice clock.

    Submitting is the submitter's own confirmation and waits for all others who sign. `undertakes`
    names the materials that the applicant promises to hand in later; whoever was asked for that
    promise (not None) has to give it for each that is missing and may follow (A-030). Raises
    Incomplete with everything that is missing at once, MatterEnded for a matter that is history.
    """
    case, held = hold_case(case, expect=expect, also=["draft"], beside=["service_point__area"])
    parties = parties_of(case)
    must_own(by, case, parties)
    allowed(case, "submit")
    draft, materials = case.draft, materials_of(case)
    composition = composition_of(case, draft.answers)
    refuse_ended(composition)
    must_be_assured(by, composition)
    own = _submitting_roles(by, parties)
    late = sorted(may_follow(composition, {row.material for row in materials}))
    unpromised = _unpromised(late, undertakes)
    _check_whole(case, composition, draft, materials, parties, own, unpromised, held.now)
    answers = _write_answers(case, draft, composition)
    signed = _sign_own(parties, own, answers, held)
    number = number_of(case, local_date(held.now))
    due = due_at(held.now, SILENCE_WORKDAYS, "workday").at
    proof = receipt(number, answers, materials, held)
    case.submit(number=number, at=held.now, notice_due=due, receipt=proof)
    case.save()
    replace_timer(DRAFT_EXPIRY, SILENCE, str(case.pk), due)
    record(
        wording.SUBMIT_CASE,
        held,
        by=by,
        subject=case,
        changed=[case, *answers, *signed],
        data=_told(proof, late if undertakes is not None else []),
    )
    return case


def _told(proof: Mapping[str, Any], undertaken: list[str]) -> dict[str, Any]:
    """What the event says: the number, the digest of what was handed in, what was promised for later."""
    told = {"number": proof["number"], "content_sha256": proof["content_sha256"]}
    return {**told, "undertaken": undertaken} if undertaken else told


def _unpromised(late: Collection[str], undertakes: Collection[str] | None) -> list[Gap]:
    """Materials that may follow and that nobody has promised; none where no promise was asked for."""
    if undertakes is None:
        return []
    reason = _("Promise to hand it in later, or hand it in now.")
    return [{"material": material, "reason": reason} for material in late if material not in undertakes]


def _submitting_roles(by: Actor, parties: list[Party]) -> set[str]:
    """The roles that submitting confirms: the actor's own, or the applicant's at a counter or by an agent."""
    first = first_role(parties)
    return roles_of(by, parties) or ({first} if first and by.role else set())


def _check_whole(
    case: Case,
    composition: Composition,
    draft: Draft,
    materials: list[CaseMaterial],
    parties: list[Party],
    own: set[str],
    unpromised: list[Gap],
    at: datetime,
) -> None:
    must_be_safe(materials)
    gaps = missing(
        composition,
        situation=case.situation,
        answers=draft.answers,
        handed_in={row.material for row in materials},
        parties=views_of(parties),
        submitter=own,
    )
    if gaps := [*gaps, *unpromised, *_unanswered_invitations(case, parties, at)]:
        raise Incomplete(_("Everything typed is kept. This is all that is still missing."), errors=gaps)
    must_be_whole(materials)


def _unanswered_invitations(case: Case, parties: list[Party], at: datetime) -> list[Gap]:
    """Whoever was asked to sign too, has not answered, and has no seat yet that `missing` would name."""
    seated = {party.role for party in parties}
    reason = _("They were asked to sign too. Wait for them, or take the invitation back.")
    return [{"party": row.role, "reason": reason} for row in awaited(case, at=at) if row.role not in seated]


def _write_answers(case: Case, draft: Draft, composition: Composition) -> list[Answer]:
    """One row per asked element that has a value, with its source and what is disputed."""
    rows = []
    for field in composition.fields:
        if field.element not in draft.answers:
            continue
        value, source = draft.answers[field.element], source_of(draft.sources.get(field.element))
        rows.append(Answer(case=case, element=field.element, value=value, **source))
    return Answer.objects.bulk_create(rows)


def _sign_own(parties: list[Party], own: set[str], answers: list[Answer], held: Held) -> list[Party]:
    """Submitting signs for the submitter's own roles."""
    signed = [party for party in parties if party.role in own and party.signs and not party.confirmed_at]
    words = {answer.element: answer.value for answer in answers}
    for party in signed:
        sign_party(party, words, how="submission", held=held)
    if signed:
        Party.objects.bulk_update(signed, ["confirmed_at", "confirmed_how", "signature"])
    return signed


def receipt(number: str, answers: list[Answer], materials: list[CaseMaterial], held: Held) -> dict[str, Any]:
    """Proof of what was received: digest of all answers and files, signed."""
    content = {
        "answers": {answer.element: answer.value for answer in answers},
        "materials": [[row.material, row.file.sha256] for row in materials],
    }
    canonical = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    body = {
        "number": number,
        "content_sha256": hashlib.sha256(canonical.encode()).hexdigest(),
        "submitted_at": held.now.isoformat(),
    }
    return {**body, "signature": sign_receipt(body)}

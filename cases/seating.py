"""How a role of a case gets its holder, and what happens to the words of whoever leaves it.

The acts that name, accept and decline call these under the lock they hold.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.models import Mandate, Organisation, Person
from cases.composing import composition_of
from cases.models import Case, CaseMaterial, Draft, Invitation, Party
from cases.seats import refuse_clash
from core.errors import BadInput, WrongState

MOST_JOINT = 4  # who apply together in one role: both parents, a couple, heirs
JOINT = {"zh": "（共同）", "en": " (jointly)"}
Holder = Person | Organisation


def role_record(case: Case, role: str) -> tuple[int, Mapping[str, Any]]:
    """The place and the record of a role of the errand, whatever the situation. Raises BadInput."""
    roles = composition_of(case, {}).errand.record["parties"]
    for place, record in enumerate(roles):
        if record["role"] == role:
            return place, record
    raise BadInput(_("This errand has no such role."), errors=[{"field": "role", "reason": role}])


def joint_role(case: Case, base: str) -> str:
    """The next free role for somebody who applies together with `base`, such as "applicant-2"."""
    taken = set(Party.objects.filter(case=case).values_list("role", flat=True))
    taken |= set(open_invitations(case).values_list("role", flat=True))
    for number in range(2, MOST_JOINT + 1):
        if f"{base}-{number}" not in taken:
            return f"{base}-{number}"
    raise BadInput(_("At most %(n)s may apply together.") % {"n": MOST_JOINT})


def base_role(role: str) -> str:
    """The role of the errand behind a joint one: "applicant-2" -> "applicant"."""
    base, _dash, number = role.rpartition("-")
    return base if base and number.isdecimal() else role


def open_invitations(case: Case) -> Any:
    """The invitations that nobody has declined or taken back, answered ones included."""
    return Invitation.objects.filter(case=case, declined_at__isnull=True, revoked_at__isnull=True)


def awaited(case: Case, *, at: datetime) -> list[Invitation]:
    """Invitations to sign together with the applicant that can still be answered: the case waits for them."""
    rows = open_invitations(case).filter(joint=True, accepted_at__isnull=True, expires_at__gt=at)
    return list(rows.order_by("id")[:MOST_JOINT])


def seat(
    case: Case,
    parties: list[Party],
    role: str,
    holder: Holder,
    *,
    mandate: Mandate | None = None,
) -> Party:
    """Seats the holder in the role, in place of whoever had it; a new row, saved.

    Raises BadInput for the wrong kind of party, WrongState once the role has signed, NotAllowed where
    one person would stand on both sides.
    """
    base = base_role(role)
    place, record = role_record(case, base)
    former = next((party for party in parties if party.role == role), None)
    if former is not None and former.confirmed_at:
        raise WrongState(_("This party has already confirmed and can't be replaced."))
    party = _row(case, role, holder, record, mandate)
    party.ordinal = place
    if base != role:
        party.joint_with = _partner(parties, base)
        party.ordinal, party.states = place, []
        party.name = {code: f"{text}{JOINT.get(code, '')}" for code, text in record["name"].items()}
    refuse_clash([*(row for row in parties if row.role != role), party])
    if former is not None:
        party.pk = former.pk
    party.save()
    return party


def _row(case: Case, role: str, holder: Holder, record: Mapping[str, Any], mandate: Mandate | None) -> Party:
    kind = "person" if isinstance(holder, Person) else "organisation"
    if kind not in record["kinds"]:
        raise BadInput(_("This role is for another kind of party."), errors=[{"party": role, "reason": kind}])
    return Party(
        case=case,
        role=role,
        name=record["name"],
        person=holder if isinstance(holder, Person) else None,
        organisation=holder if isinstance(holder, Organisation) else None,
        signs=record["signs"],
        states=record["states"],
        mandate=mandate,
        notices_to=Party.NoticesTo.BOTH if mandate else None,
    )


def _partner(parties: list[Party], base: str) -> Party:
    partner = next((party for party in parties if party.role == base), None)
    if partner is None:
        raise WrongState(_("First name who applies, then whoever applies together with them."))
    return partner


def is_same(party: Party, holder: Holder) -> bool:
    """Whether the holder has this seat already."""
    if isinstance(holder, Person):
        return party.person_id == holder.pk
    return party.organisation_id == holder.pk


def forget(case: Case, party: Party, *, at: datetime) -> list[Any]:
    """What the former holder of a role stated and handed in is theirs: whoever follows begins afresh.

    Gives the rows that changed.
    """
    draft: Draft = case.draft
    changed: list[Any] = []
    if any(element in draft.answers or element in draft.sources for element in party.states):
        for element in party.states:
            draft.answers.pop(element, None)
            draft.sources.pop(element, None)
        draft.save(update_fields=["answers", "sources"])
        changed.append(draft)
    files = list(CaseMaterial.objects.filter(case=case, added_for=party.role, replaced_at__isnull=True))
    for file in files:
        file.replaced_at = at
    CaseMaterial.objects.bulk_update(files, ["replaced_at"])
    return [*changed, *files]


def revoke_invitations(case: Case, role: str, *, at: datetime) -> list[Invitation]:
    """Ends the links into a role: somebody else is asked, or nobody any more."""
    rows = list(open_invitations(case).filter(role=role).select_for_update())
    for row in rows:
        row.revoked_at = at
    Invitation.objects.bulk_update(rows, ["revoked_at"])
    return rows

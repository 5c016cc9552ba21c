"""Let somebody in whom the province's unified identity has identified."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from accounts import privacy_wording as wording
from accounts.actor import Actor
from accounts.holding import hold_profile
from accounts.models import Organisation, Person, User
from core.acts import act
from core.errors import NotAllowed
from core.identity import birth_date
from ledger.recording import record


@dataclass(frozen=True)
class Identified:
    """What the identity provider says of one person, checked."""

    id_kind: str
    id_number: str
    name: str
    level: int
    mobile: str = ""
    uscc: str = ""
    organisation_name: str = ""
    represents: bool = False


@act
def admit_person(identified: Identified, *, by: Actor) -> User:
    """The account of that person; a person or an account that is not there yet is made.

    What the register knows already stays: the provider fills only what is empty. A company becomes
    known through its legal representative alone, and one that is known keeps the representative the
    register names. Raises NotAllowed for an account that was closed.
    """
    person = _person(identified)
    user = User.objects.filter(person=person).first()
    if user is None:
        user = User(username=f"person-{person.pk}", person=person)
        user.set_unusable_password()
        user.save(force_insert=True)
        profile, held = hold_profile(person.pk)
        record(wording.ADMIT_PERSON, held, by=by, subject=profile, changed=[profile])
    if not user.is_active:
        raise NotAllowed(_("This account is closed. Please ask at the window."))
    if identified.uscc and identified.represents:
        Organisation.objects.get_or_create(
            uscc=identified.uscc,
            defaults={
                "name": {"zh": identified.organisation_name or identified.uscc, "en": ""},
                "legal_representative": person,
            },
        )
    return user


def _person(identified: Identified) -> Person:
    person, _created = Person.objects.select_for_update().get_or_create(
        id_kind=identified.id_kind,
        id_number=identified.id_number,
        defaults={"name": {"zh": identified.name, "en": ""}, "birth_date": _born(identified)},
    )
    missing = []
    if identified.name and not any(person.name.values()):
        person.name = {"zh": identified.name, "en": ""}
        missing.append("name")
    if identified.mobile and not person.mobile:
        person.mobile = identified.mobile
        missing.append("mobile")
    if missing:
        person.save(update_fields=missing)
    return person


def _born(identified: Identified) -> date | None:
    is_card = identified.id_kind == Person.IdKind.RESIDENT_ID
    return birth_date(identified.id_number) if is_card else None

"""Record the name of somebody whom a clerk identified at a counter."""

from django.utils.translation import gettext_lazy as _

from accounts.actor import INTAKE_ROLES, Actor
from accounts.models import Person
from core.acts import act
from core.errors import BadInput, NotAllowed

LONGEST = 100  # characters; the register's own names are far shorter


@act
def name_person(person: Person, *, by: Actor, name: str) -> Person:
    """The name as it stands on the card; a name that is known already stays as it is.

    Only for clerks of intake, who have the card before them; called by an act that records it. Raises
    NotAllowed for anybody else and BadInput for an empty or overlong name.
    """
    if by.role not in INTAKE_ROLES:
        raise NotAllowed(_("People are identified at a counter."))
    text = " ".join(name.split())
    if not text or len(text) > LONGEST:
        raise BadInput(_("Write the name as it stands on the card."))
    row = Person.objects.select_for_update().get(pk=person.pk)
    if row.is_nameless:
        row.name = {"zh": text, "en": ""}
        row.save(update_fields=["name"])
    return row

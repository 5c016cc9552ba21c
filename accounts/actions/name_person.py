"""Record the name of somebody whom a clerk identified at a counter."""

from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from accounts.models import Person
from core.acts import act
from core.errors import BadInput, NotAllowed

LONGEST = 100  # characters; the register's own names are far shorter


@act
def name_person(person: Person, *, by: Actor, name: str) -> Person:
    """The name as it stands on the card; a name that is known already stays as it is.

    Only for those who serve in a hall and have the card before them. Raises NotAllowed for anybody
    else and BadInput for an empty or overlong name.
    """
    if not by.in_hall:
        raise NotAllowed(_("People are identified at a counter."))
    text = " ".join(name.split())
    if not text or len(text) > LONGEST:
        raise BadInput(_("Write the name as it stands on the card."))
    row = Person.objects.select_for_update().get(pk=person.pk)
    if not any(row.name.values()):
        row.name = {"zh": text, "en": ""}
        row.save(update_fields=["name"])
    return row

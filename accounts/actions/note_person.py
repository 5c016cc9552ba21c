"""Note a person whom an application names by their identity number."""

from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from core.acts import act
from core.errors import BadInput
from core.identity import birth_date, is_citizen_id

UNKNOWN = {"zh": "", "en": ""}
GENDER_PLACE = 16  # odd is male (GB 11643-1999)


@act
def note_person(id_number: str) -> Person:
    """The person with that number; a row of their own where the register does not know them yet.

    Whoever names a number gets the same answer for a known and an unknown one, so that nobody can
    find out who is registered here: the name stays unknown until the person signs in or is
    identified at a counter. Raises BadInput for a number whose check digit or birth date is wrong.
    """
    number = id_number.strip().upper()
    if not is_citizen_id(number):
        raise BadInput(_("This is not a valid identity number: please compare it with the card."))
    person, _created = Person.objects.get_or_create(
        id_kind=Person.IdKind.RESIDENT_ID,
        id_number=number,
        defaults={
            "name": UNKNOWN,
            "birth_date": birth_date(number),
            "gender": "male" if int(number[GENDER_PLACE]) % 2 else "female",
        },
    )
    return person

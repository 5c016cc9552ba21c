"""How an act takes hold of what the portal keeps about a person."""

from accounts.models import Person
from accounts.privacy import Profile
from ledger.recording import Held, hold, open_chain


def hold_profile(person_id: int) -> tuple[Profile, Held]:
    """The person's profile and chain under the lock; made when it is the first time.

    The person's own row is locked before, so that two first acts at once make one profile.
    """
    Person.objects.select_for_update(no_key=True).get(pk=person_id)
    rows = Profile.objects.filter(person_id=person_id)
    if rows.exists():
        return hold(rows)
    held = open_chain("person")
    return Profile.objects.create(person_id=person_id, chain_id=held.id), held

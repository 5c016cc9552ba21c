"""Mark a notice as read."""

from accounts.actor import Actor
from core import clock
from core.acts import act
from core.errors import NotFound
from notices.models import Notice


@act
def read_notice(notice: Notice, *, by: Actor) -> Notice:
    """The time of the first reading stays. Raises NotFound for anyone but its addressee."""
    found = Notice.objects.select_for_update(no_key=True).filter(pk=notice.pk).first()
    if found is None or found.person_id != by.person_id:
        raise NotFound()
    if found.read_at is None:
        found.read_at = clock.now()
        found.save(update_fields=["read_at"])
    return found

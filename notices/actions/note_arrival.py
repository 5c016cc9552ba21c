"""What the message centre says of a text message it took over."""

from core import clock
from core.acts import act
from notices.models import Dispatch


@act
def note_arrival(number: str, *, arrived: bool) -> str:
    """The dispatch's state afterwards, "" for a strange number. Repeated and belated news change nothing."""
    dispatch = Dispatch.objects.select_for_update(no_key=True).filter(message_no=number).first()
    if dispatch is None:
        return ""
    if dispatch.state != Dispatch.State.SENT:
        return str(dispatch.state)
    if arrived:
        dispatch.state, dispatch.arrived_at = Dispatch.State.ARRIVED, clock.now()
    else:
        dispatch.state, dispatch.sent_at = Dispatch.State.FAILED, None
        dispatch.problem = "the message could not be delivered"
    dispatch.save(update_fields=["state", "arrived_at", "sent_at", "problem"])
    return str(dispatch.state)

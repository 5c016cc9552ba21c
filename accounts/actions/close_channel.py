"""Take a channel out of service."""

from accounts import channel_wording as wording
from accounts.actor import Actor
from accounts.channels import AccessChannel
from accounts.policies import must_run_registry
from core.acts import act
from core.clock import local_date
from ledger.recording import hold, record


@act
def close_channel(channel: AccessChannel, *, by: Actor) -> AccessChannel:
    """From now on it frames nothing and hands nobody over; its cases and figures stay.

    Closing it twice is harmless. Raises NotAllowed for anybody but an administrator.
    """
    channel, held = hold(AccessChannel.objects.filter(pk=channel.pk))
    must_run_registry(by)
    if channel.active_to is not None:
        return channel
    channel.active_to = max(local_date(held.now), channel.active_from)
    channel.save(update_fields=["active_to"])
    data = {"channel": channel.code}
    record(wording.CLOSE_CHANNEL, held, by=by, subject=channel, changed=[channel], data=data)
    return channel

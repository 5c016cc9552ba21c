"""Give a channel a new key."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from accounts import channel_wording as wording
from accounts.actions.register_channel import WITHOUT_KEY
from accounts.actor import Actor
from accounts.channel_keys import digest_of, new_key
from accounts.channels import AccessChannel
from accounts.policies import must_run_registry
from core.acts import act
from core.errors import BadInput
from ledger.recording import hold, record

OVERLAP = timedelta(hours=24)


@act
def rotate_channel_key(
    channel: AccessChannel, *, by: Actor, at_once: bool = False
) -> tuple[AccessChannel, str]:
    """The channel and its new key, told here and never again.

    The old key serves for a day more, so that the channel can change over without a break; `at_once` ends
    it on the spot, for a key that became known. Raises NotAllowed for anybody but an administrator, BadInput
    for a channel that needs no key or is closed.
    """
    channel, held = hold(AccessChannel.objects.filter(pk=channel.pk))
    must_run_registry(by)
    if channel.kind in WITHOUT_KEY or channel.active_to is not None:
        raise BadInput(_("This channel needs no key, or it is closed."))
    key = new_key()
    channel.old_key_digest = "" if at_once else channel.key_digest
    channel.old_key_until = None if at_once else held.now + OVERLAP
    channel.key_digest, channel.key_set_at = digest_of(key), held.now
    channel.save()
    data = {"channel": channel.code, "at_once": at_once}
    record(wording.ROTATE_CHANNEL_KEY, held, by=by, subject=channel, changed=[channel], data=data)
    return channel, key

"""The sentences in which the acts on channels are told. Registered once, read by every process."""

from django.utils.translation import gettext_lazy as _

from ledger.registry import action

REGISTER_CHANNEL = action(
    "accounts.register_channel", _("The channel %(channel)s was registered"), visible="staff"
)
ROTATE_CHANNEL_KEY = action(
    "accounts.rotate_channel_key", _("The channel %(channel)s got a new key"), visible="staff"
)
CLOSE_CHANNEL = action("accounts.close_channel", _("The channel %(channel)s was closed"), visible="staff")

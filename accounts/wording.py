"""The sentences in which the acts on mandates are told. Registered once, read by every process."""

from django.utils.translation import gettext_lazy as _

from ledger.registry import action

GIVE_MANDATE = action("accounts.give_mandate", _("A mandate was given"))
ACCEPT_MANDATE = action("accounts.accept_mandate", _("The mandate was taken up"))
REVOKE_MANDATE = action("accounts.revoke_mandate", _("The mandate was ended"))

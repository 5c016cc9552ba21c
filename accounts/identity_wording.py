"""The sentence in which linking a document is told. Registered once, read by every process."""

from django.utils.translation import gettext_lazy as _

from ledger.registry import action

LINK_DOCUMENT = action(
    "accounts.link_document", _("A later document was linked to a person"), visible="staff"
)

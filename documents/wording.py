"""The sentences of what happens to papers and certificates, as the timeline tells them."""

from django.utils.translation import gettext_lazy as _

from ledger.registry import action

ISSUE_PAPER = action("documents.issue_paper", _("%(title)s issued: %(number)s"))
ISSUE_CERTIFICATE = action("documents.issue_certificate", _("Certificate issued: %(name)s"))
SUSPEND_CERTIFICATE = action("documents.suspend_certificate", _("Certificate suspended: %(name)s"))
RESTORE_CERTIFICATE = action("documents.restore_certificate", _("Certificate valid again: %(name)s"))
REVOKE_CERTIFICATE = action("documents.revoke_certificate", _("Certificate revoked: %(name)s"))
CANCEL_CERTIFICATE = action("documents.cancel_certificate", _("Certificate cancelled: %(name)s"))
REPLACE_CERTIFICATE = action("documents.replace_certificate", _("Certificate replaced: %(name)s"))

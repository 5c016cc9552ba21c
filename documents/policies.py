"""Who may change what a certificate is worth, and from which state."""

from django.utils.translation import gettext as _
from django_fsm import can_proceed

from accounts.actor import Actor
from core.errors import NotAllowed, WrongState
from documents.certificates import CertificateDraft
from documents.models import Certificate


def may_change(by: Actor, certificate: Certificate, change: str) -> None:
    """Only the department that issued it, and only when its state allows.

    Raises NotAllowed or WrongState.
    """
    if not by.is_product and by.department_id != certificate.department_id:
        raise NotAllowed(_("Only the department that issued a certificate may change it."))
    if not can_proceed(getattr(certificate, change)):
        raise WrongState(
            _("The certificate is now “%(state)s”.") % {"state": certificate.get_state_display()},
            state=str(certificate.state),
        )


def may_replace(by: Actor, certificate: Certificate, draft: CertificateDraft) -> None:
    """As `may_change`, and the new version certifies the same thing."""
    may_change(by, certificate, "replace")
    if draft.source != certificate.source or draft.department.pk != certificate.department_id:
        raise NotAllowed(_("A new version must be the same kind of certificate of the same department."))

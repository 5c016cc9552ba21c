"""Revoke a certificate."""

from accounts.actor import Actor
from core.acts import act
from documents import wording
from documents.issuing import told
from documents.models import Certificate
from documents.policies import may_change
from ledger.recording import hold, record


@act
def revoke_certificate(certificate: Certificate, *, reason: str, by: Actor) -> Certificate:
    """It should not have been issued (撤销, Licensing Law art. 69); it never holds again.

    Raises NotAllowed for anyone but the issuing department and WrongState from any other state.
    """
    row, held = hold(Certificate.objects.filter(pk=certificate.pk))
    may_change(by, row, "revoke")
    row.revoke(reason=reason, at=held.now)
    row.save()
    record(wording.REVOKE_CERTIFICATE, held, by=by, subject=row, changed=[row], data=told(row))
    return row

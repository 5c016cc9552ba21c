"""Cancel a certificate."""

from accounts.actor import Actor
from core.acts import act
from documents import wording
from documents.issuing import told
from documents.models import Certificate
from documents.policies import may_change
from ledger.recording import hold, record


@act
def cancel_certificate(certificate: Certificate, *, reason: str, by: Actor) -> Certificate:
    """Its subject is gone or its holder gave it back (注销, Licensing Law art. 70); it never holds again.

    Raises NotAllowed for anyone but the issuing department and WrongState from any other state.
    """
    row, held = hold(Certificate.objects.filter(pk=certificate.pk))
    may_change(by, row, "cancel")
    row.cancel(reason=reason, at=held.now)
    row.save()
    record(wording.CANCEL_CERTIFICATE, held, by=by, subject=row, changed=[row], data=told(row))
    return row

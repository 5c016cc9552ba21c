"""Make a suspended certificate valid again."""

from accounts.actor import Actor
from core.acts import act
from documents import wording
from documents.issuing import told
from documents.models import Certificate
from documents.policies import may_change
from ledger.recording import hold, record


@act
def restore_certificate(certificate: Certificate, *, by: Actor) -> Certificate:
    """The suspension ends; the certificate holds as before.

    Raises NotAllowed for anyone but the issuing department and WrongState from any other state.
    """
    row, held = hold(Certificate.objects.filter(pk=certificate.pk))
    may_change(by, row, "restore")
    row.restore()
    row.save()
    record(wording.RESTORE_CERTIFICATE, held, by=by, subject=row, changed=[row], data=told(row))
    return row

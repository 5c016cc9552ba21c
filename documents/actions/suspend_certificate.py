"""Suspend a certificate."""

from accounts.actor import Actor
from core.acts import act
from documents import wording
from documents.issuing import told
from documents.models import Certificate
from documents.policies import may_change
from ledger.recording import hold, record


@act
def suspend_certificate(certificate: Certificate, *, reason: str, by: Actor) -> Certificate:
    """It does not hold for the time being (暂扣); the reason stays with it.

    Raises NotAllowed for anyone but the issuing department and WrongState from any other state.
    """
    row, held = hold(Certificate.objects.filter(pk=certificate.pk))
    may_change(by, row, "suspend")
    row.suspend(reason=reason)
    row.save()
    record(wording.SUSPEND_CERTIFICATE, held, by=by, subject=row, changed=[row], data=told(row))
    return row

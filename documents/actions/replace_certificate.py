"""Replace a certificate by its next version: a change or a renewal."""

from accounts.actor import Actor
from core.acts import act
from documents import wording
from documents.certificates import CertificateDraft
from documents.identifiers import parse
from documents.issuing import prepare, told, write
from documents.models import Certificate
from documents.policies import may_replace
from ledger.recording import hold, record


@act
def replace_certificate(certificate: Certificate, *, draft: CertificateDraft, by: Actor) -> Certificate:
    """Issue version n+1 under the same serial; the old one stops holding at the same instant.

    Raises NotAllowed for another department's actor and WrongState unless it is valid.
    """
    serial = parse(certificate.identifier).serial
    prepared = prepare(draft, serial=serial, version=certificate.version + 1)
    old, held = hold(Certificate.objects.filter(pk=certificate.pk))
    may_replace(by, old, draft)
    old.replace(at=held.now)
    old.save()
    new, file = write(prepared, held, by=by, replaces=old)
    record(
        wording.REPLACE_CERTIFICATE,
        held,
        by=by,
        subject=new,
        changed=[old, new, file],
        data={**told(new), "replaces": old.identifier, "sha256": file.sha256},
    )
    return new

"""Issue the certificate in which a result of a case consists."""

from typing import Any

from django.db.models import QuerySet

from accounts.actor import Actor
from core.acts import act
from documents import wording
from documents.certificates import CertificateDraft
from documents.issuing import prepare, told, write
from documents.models import Certificate
from documents.numbers import next_serial
from ledger.recording import hold, record


@act
def issue_certificate(draft: CertificateDraft, *, aggregate: QuerySet[Any], by: Actor) -> Certificate:
    """The certificate for `draft.source` on the aggregate's chain, once however often it is asked for.

    It is drawn and signed before the lock is taken. Raises GlyphMissing.
    """
    wanted = Certificate.objects.filter(chain__in=aggregate.values("chain"), source=draft.source)
    if issued := wanted.order_by("-version").first():
        return issued
    prepared = prepare(draft, serial=next_serial(), version=1)
    row, held = hold(aggregate)
    if issued := wanted.order_by("-version").first():
        return issued
    certificate, file = write(prepared, held, by=by)
    record(
        wording.ISSUE_CERTIFICATE,
        held,
        by=by,
        subject=row,
        changed=[certificate, file],
        data={**told(certificate), "sha256": file.sha256},
    )
    return certificate

"""Making a certificate's file before the lock, and its row under it."""

from dataclasses import asdict, dataclass

from accounts.actor import Actor
from documents.certificates import CertificateDraft, draw_certificate
from documents.files import Kept, keep, record_kept
from documents.identifiers import Identifier, new_verify_code
from documents.models import Certificate, CertificateType, StoredFile
from documents.numbers import certificate_type
from documents.signing import signer
from ledger.recording import Held


@dataclass(frozen=True)
class Prepared:
    """A certificate drawn, signed and kept, but not yet issued."""

    draft: CertificateDraft
    type: CertificateType
    identifier: Identifier
    verify_code: str
    kept: Kept


def prepare(draft: CertificateDraft, *, serial: str, version: int) -> Prepared:
    """Draw, seal and sign the certificate. Slow: call it before the lock is taken."""
    kind = certificate_type(draft.department, draft.source)
    identifier = Identifier(kind.code, draft.department.uscc, serial, version)
    code = new_verify_code()
    pdf = draw_certificate(draft, identifier=str(identifier), code=code)
    signed = signer().sign(pdf, reason=draft.name["zh"], name=draft.department.name["zh"])
    return Prepared(draft, kind, identifier, code, keep(signed))


def write(
    prepared: Prepared, held: Held, *, by: Actor, replaces: Certificate | None = None
) -> tuple[Certificate, StoredFile]:
    """The rows of the certificate and its file. The holder's number leaves only a commitment."""
    draft = prepared.draft
    file = record_kept(prepared.kept, name=f"{draft.name['zh']} {prepared.identifier.serial}", by=by)
    certificate = Certificate.objects.create(
        identifier=str(prepared.identifier),
        verify_code=prepared.verify_code,
        chain_id=held.id,
        source=draft.source,
        type=prepared.type,
        version=prepared.identifier.version,
        replaces=replaces,
        name=dict(draft.name),
        holder=draft.holder,
        holder_commitment=held.commit(draft.holder_number),
        department=draft.department,
        fields=[asdict(row) for row in draft.fields],
        file=file,
        issued_at=held.now,
        valid_until=draft.valid_until,
    )
    return certificate, file


def told(certificate: Certificate) -> dict[str, object]:
    """What an event says of a certificate: nothing about its holder."""
    return {
        "name": certificate.name,
        "identifier": certificate.identifier,
        "source": certificate.source,
        "state": str(certificate.state),
    }

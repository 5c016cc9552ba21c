"""Put a finished result on the exit shelf."""

from accounts.actor import Actor
from cases import wording
from cases.locking import hold_case
from cases.models import Case, Result
from cases.states import ResultState
from core.acts import act
from documents.models import Certificate
from ledger.recording import record


@act
def shelve_result(case: Case, *, by: Actor, matter: str, certificate: Certificate) -> Result:
    """Join the certificate to its result; the applicant can fetch it from now on. Twice is harmless."""
    case, held = hold_case(case)
    result = Result.objects.get(case=case, matter=matter)
    if result.state != ResultState.PENDING:
        return result
    result.shelve(certificate=certificate, at=held.now)
    result.save()
    record(
        wording.SHELVE_RESULT,
        held,
        by=by,
        subject=case,
        changed=[result],
        data={"matter": matter, "name": result.name, "certificate": certificate.identifier},
    )
    return result

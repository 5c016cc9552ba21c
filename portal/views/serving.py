"""Papers and certificates of a case, for those who take part in it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponseBase

from core.errors import NotFound
from core.http import reads
from documents.models import Certificate, Paper
from documents.serving import serve, serve_own
from ledger.access import look
from portal.citizen.drafts import Application
from portal.views.common import of_case

LOOK_REASON = "own papers"


@reads
@of_case
def paper(request: HttpRequest, mine: Application, public_id: UUID) -> HttpResponseBase:
    """A receipt, a notice or the decision as PDF."""
    rows = Paper.objects.filter(chain_id=mine.case.chain_id, public_id=public_id).select_related("file")
    found = rows.first()
    if found is None:
        raise NotFound()
    look(mine.actor, mine.case, [f"paper {found.kind}"], LOOK_REASON, person_ids=[mine.actor.person_id])
    return serve_own(found.file)


@reads
@of_case
def certificate(request: HttpRequest, mine: Application, public_id: UUID) -> HttpResponseBase:
    """A certificate; only whoever applied may fetch it."""
    rows = Certificate.objects.filter(chain_id=mine.case.chain_id, public_id=public_id)
    found = rows.select_related("file").first()
    if found is None or not mine.owner:
        raise NotFound()
    look(mine.actor, mine.case, ["certificate"], LOOK_REASON, person_ids=[mine.actor.person_id])
    return serve(found.file)

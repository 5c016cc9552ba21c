"""Who takes part in a case, and their confirmation."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from cases.actions import confirm_party, invite_party, name_party
from cases.models import Case, Party
from cases.selectors import parties_of
from cases.states import BEFORE_SUBMISSION
from core.errors import NotFound
from core.idempotency import Answer
from portal.api.calls import acting, expected_version
from portal.api.inputs.cases import ConfirmationInput, InvitationInput
from portal.api.people import party_spec
from portal.api.presenting.parties import party
from portal.api.shapes.cases import PartyWithVersionShape
from portal.api.views.base import ApiView, read

TAGS = ["Cases"]


class PartiesView(ApiView):
    """The parties of a case."""

    @extend_schema(request=InvitationInput, responses={201: PartyWithVersionShape}, tags=TAGS)
    @acting(key_required=True)
    def post(self, request: Request, ref: str) -> Answer:
        """Name who fills a role, by account, id or official number."""
        case = self.case(ref)
        spec = party_spec(read(InvitationInput, request.data))
        row = invite_party(
            case,
            by=self.actor,
            role=spec.role,
            person=spec.person,
            organisation=spec.organisation,
            expect=expected_version(request),
        )
        return Answer(201, {**party(row), "version": row.case.version})


class ConfirmView(ApiView):
    """A party's signature."""

    @extend_schema(request=ConfirmationInput, responses={200: PartyWithVersionShape}, tags=TAGS)
    @acting()
    def post(self, request: Request, ref: str, party_id: str) -> Answer:
        """Confirm and sign what only this party may state; `party` is its id or its role.

        A clerk who identified somebody not known by name yet sends the `name` as it stands on the card.
        """
        case = self.case(ref)
        name, version = read(ConfirmationInput, request.data)["name"], expected_version(request)
        row = seated(case, party_id)
        if name:
            name_party(case, by=self.actor, role=row.role, name=name, expect=version)
        if not (name and case.state not in BEFORE_SUBMISSION):
            confirm_party(case, by=self.actor, role=row.role, expect=None if name else version)
        return Answer(200, answered(case, row.role))


def seated(case: Case, party_id: str) -> Party:
    """The party with that id or role. Raises NotFound."""
    for row in parties_of(case):
        if party_id in (str(row.pk), row.role):
            return row
    raise NotFound


def answered(case: Case, role: str) -> dict[str, object]:
    """The party as it stands now, and the case's version."""
    row = Party.objects.select_related("person", "organisation", "case__chain").get(case=case, role=role)
    return {**party(row), "version": row.case.version}

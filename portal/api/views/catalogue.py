"""The catalogue: what can be applied for, what it takes, when it is due. Open to anybody."""

from typing import Any

from django.http import HttpResponseNotModified
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from core import calendar, clock
from documents.certificates import Standing, verify
from matters.composing.stored import compose
from matters.models import Handbook, OneThingVersion
from matters.selectors import handbook_shown, handbooks_listed, one_thing_in_force, one_things_listed
from portal.api.inputs.catalogue import ComposeInput, DueInput
from portal.api.inputs.lists import MatterFilter
from portal.api.pagination import NumberedPages
from portal.api.presenting.catalogue import composed, handbook, matter_row, one_thing_row
from portal.api.presenting.common import day, moment
from portal.api.shapes.catalogue import (
    ComposedShape,
    DueShape,
    HandbookShape,
    MatterShape,
    OneThingShape,
    StandingShape,
)
from portal.api.shapes.common import page_of
from portal.api.views.base import PublicView, read

TAGS = ["Catalogue"]
FRESH = "public, max-age=60"


def kept(request: Request, version: Handbook | OneThingVersion) -> Any:
    """A published record under its fingerprint: a reader who has it is told so."""
    tag = f'"{version.fingerprint}"'
    if tag in request.headers.get("If-None-Match", ""):
        return HttpResponseNotModified(headers={"ETag": tag, "Cache-Control": FRESH})
    return Response(handbook(version), headers={"ETag": tag, "Cache-Control": FRESH})


class MattersView(PublicView):
    """The matters in force."""

    @extend_schema(
        parameters=[MatterFilter, OpenApiParameter("page", int)],
        responses={200: page_of("MatterPage", MatterShape)},
        tags=TAGS,
    )
    def get(self, request: Request) -> Response:
        """List the matters in force; `q` takes everyday words, pinyin and codes."""
        pages = NumberedPages()
        rows = handbooks_listed(**read(MatterFilter, request.query_params))
        page = pages.paginate_queryset(rows, request, view=self) or []
        return pages.get_paginated_response([matter_row(row) for row in page])


class MatterView(PublicView):
    """One handbook."""

    @extend_schema(responses={200: HandbookShape}, tags=TAGS)
    def get(self, request: Request, code: str) -> Any:
        """Read the handbook in force, whole, or the last one of a matter that the law has ended."""
        return kept(request, handbook_shown(code))


class MatterComposeView(PublicView):
    """One matter in a situation."""

    @extend_schema(request=ComposeInput, responses={200: ComposedShape}, tags=TAGS)
    def post(self, request: Request, code: str) -> Response:
        """Compose a single matter as if it were a one-thing of itself."""
        data = read(ComposeInput, request.data)
        return Response(composed(compose(handbook_shown(code), data["situation"], data["form"])))


class OneThingsView(PublicView):
    """The one-things in force."""

    @extend_schema(responses={200: page_of("OneThingPage", OneThingShape)}, tags=TAGS)
    def get(self, request: Request) -> Response:
        """List the one-things in force."""
        pages = NumberedPages()
        page = pages.paginate_queryset(one_things_listed(), request, view=self) or []
        return pages.get_paginated_response([one_thing_row(row) for row in page])


class OneThingView(PublicView):
    """One errand's guide."""

    @extend_schema(responses={200: HandbookShape}, tags=TAGS)
    def get(self, request: Request, code: str) -> Any:
        """Read a one-thing in force, whole: guide and internal process are one record."""
        return kept(request, one_thing_in_force(code))


class OneThingComposeView(PublicView):
    """One errand in a situation."""

    @extend_schema(request=ComposeInput, responses={200: ComposedShape}, tags=TAGS)
    def post(self, request: Request, code: str) -> Response:
        """Compose: one list of materials, one form, one plan (rules O1 to O8)."""
        data = read(ComposeInput, request.data)
        return Response(composed(compose(one_thing_in_force(code), data["situation"], data["form"])))


class DueView(PublicView):
    """The working-day calendar."""

    @extend_schema(parameters=[DueInput], responses={200: DueShape}, tags=TAGS)
    def get(self, request: Request) -> Response:
        """Count a time limit: the start day is not counted."""
        data = read(DueInput, request.query_params)
        due = calendar.due(data["from"], data["value"], data["unit"])
        return Response({"due": day(due.date), "provisional": due.provisional})


class VerifyView(PublicView):
    """The public's question whether a certificate holds."""

    @extend_schema(
        parameters=[OpenApiParameter("code", str, required=True)],
        responses={200: StandingShape},
        tags=["Certificates"],
    )
    def get(self, request: Request, identifier: str) -> Response:
        """Verify a certificate by its identifier and its code. Says nothing about its holder."""
        return Response(standing_of(identifier, verify(identifier, request.query_params.get("code", ""))))


def standing_of(identifier: str, standing: Standing | None) -> dict[str, Any]:
    """The public answer as JSON; for a wrong code and for an unknown identifier it is the same (C-18)."""
    if standing is None:
        told = dict.fromkeys(("state", "name", "issuer", "issued_on", "valid_until"))
        return {"valid": False, "identifier": identifier, **told, "checked_at": moment(clock.now())}
    return {
        **vars(standing),
        "issued_on": day(standing.issued_on),
        "valid_until": day(standing.valid_until),
        "checked_at": moment(standing.checked_at),
    }

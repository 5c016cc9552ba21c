"""A copy of everything about me (PIPL art. 45): asked for, made in the background, fetched, forgotten."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from accounts.actions import ask_export, fetch_export
from accounts.privacy import DataExport
from core import clock
from core.http import reads, writes
from documents.storage import store
from ledger.access import look
from portal.views.common import actor_of_request, see_other
from portal.views.my_data import of_citizen, person_id_of


@writes
@of_citizen
def exports(request: HttpRequest) -> HttpResponse:
    """Ask for a copy, see how far it is, fetch it."""
    if request.method == "POST":
        ask_export(person_id_of(request), by=actor_of_request(request))
        return see_other(reverse("portal:my-export"))
    return render(request, "citizen/my_export.html", {"rows": _rows(request), "now": clock.now()})


@reads
@of_citizen
def progress(request: HttpRequest) -> HttpResponse:
    """The list alone, asked again while a copy is being made."""
    return render(request, "citizen/parts/exports.html", {"rows": _rows(request), "now": clock.now()})


def _rows(request: HttpRequest) -> list[DataExport]:
    return list(DataExport.objects.filter(profile__person_id=person_id_of(request))[:10])


@writes
@of_citizen
def fetch(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """The copy itself; that it left is on record, once more each time."""
    if request.method != "POST":
        return see_other(reverse("portal:my-export"))
    export = get_object_or_404(
        DataExport.objects.select_related("profile"),
        public_id=public_id,
        profile__person_id=person_id_of(request),
    )
    row = fetch_export(export, by=actor_of_request(request))
    look(
        actor_of_request(request), row, ["everything"], "copy of the own data",
        person_ids=[person_id_of(request)],
    )  # fmt: skip
    with store().open(row.file_name) as content:
        response = HttpResponse(content.read(), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="my-data-{row.asked_at:%Y%m%d}.zip"'
    response["Cache-Control"] = "no-store, private"
    return response

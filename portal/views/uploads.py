"""Papers handed in: each file arrives alone, is checked, and can be taken back before it counts (C-07)."""

from functools import partial
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_POST

from cases.actions import attach_material, remove_material
from cases.models import CaseMaterial
from core.errors import NotFound
from core.http import reads, writes
from core.text import pick
from documents.receiving import receive
from documents.serving import serve, serve_preview
from ledger.access import look
from portal.citizen import reuse as again
from portal.citizen import uploads
from portal.citizen.binding import material_words
from portal.citizen.drafts import Application, application
from portal.views.common import case_url, of_case, see_other, with_status

THUMB_WIDTH = 160
LOOK_REASON = "own papers"


@reads
@of_case
def materials(request: HttpRequest, mine: Application) -> HttpResponse:
    """All materials that the applicant brings, each with its files."""
    if not (mine.open and mine.owner):
        return see_other(case_url("case", mine))
    return _page(request, mine, {})


def _page(request: HttpRequest, mine: Application, errors: dict[str, str]) -> HttpResponse:
    sections = [{**row, "error": errors.get(row["material"], "")} for row in uploads.sections(mine)]
    context = {
        "mine": mine,
        "name": pick(mine.case.name),
        "sections": sections,
        "shared": uploads.shared(mine),
        "errors": [
            {"name": row["material"], "target": row["identifier"], "message": row["error"]}
            for row in sections
            if row["error"]
        ],
    }
    return render(request, "citizen/materials.html", context)


def must_be_asked(mine: Application, material: str) -> None:
    """Raises NotFound for a material that the errand does not know."""
    if material not in mine.composition.errand.sources.materials:
        raise NotFound()


@writes
@of_case
def upload(request: HttpRequest, mine: Application, material: str) -> HttpResponse:
    """Takes the files that can be taken and names each one that can't, with what to do about it.

    They come in the form itself, or came before in pieces, each named by `upload`. GET shows the
    section as it stands, for a page that waits for the safety check.
    """
    must_be_asked(mine, material)
    if request.method != "POST":
        return _section(request, mine, material, "", whole=not request.headers.get("HX-Request"))
    problems = receive(request, mine.actor, partial(attach_material, mine.case, material=material))
    fresh = application(mine.actor, mine.reference)
    if request.headers.get("HX-Request"):
        return _section(request, fresh, material, " ".join(problems))
    if not problems:
        page = "materials" if fresh.open else "correct"
        return see_other(f"{case_url(page, fresh)}#up-{material}")
    if fresh.open:
        return with_status(_page(request, fresh, {material: " ".join(problems)}), 422)
    return _section(request, fresh, material, " ".join(problems), whole=True)


@writes
@of_case
def reuse(request: HttpRequest, mine: Application, material: str) -> HttpResponse:
    """Papers of the applicant's own that need not be sent again; POST takes one of them."""
    must_be_asked(mine, material)
    words = material_words(mine, material)
    if request.method == "POST":
        file = again.chosen(mine, material, _key(request.POST.get("file", "")))
        attach_material(mine.case, by=mine.actor, material=material, files=[file])
        return see_other(words["back_url"])
    return render(
        request, "citizen/reuse.html", {"mine": mine, "groups": again.offered(mine, material), **words}
    )


def _key(text: str) -> UUID:
    """The public id of a file. Raises NotFound."""
    try:
        return UUID(text)
    except ValueError:
        raise NotFound() from None


def _section(
    request: HttpRequest, mine: Application, material: str, error: str, *, whole: bool = False
) -> HttpResponse:
    """Just this material: what a script puts in place of the section, or a page of its own without one."""
    section = uploads.section(mine, material, error=error, removable=True)
    template = "citizen/upload_page.html" if whole else "citizen/parts/upload.html"
    context = {"section": section, "mine": mine, "name": pick(mine.case.name)}
    return render(request, template, context, status=422 if error else 200)


@writes
@require_POST
@of_case
def remove(request: HttpRequest, mine: Application, file: int) -> HttpResponse:
    """Takes one file back; twice is harmless."""
    row = _own_file(mine, file, gone_too=True)
    remove_material(mine.case, by=mine.actor, file_id=row.pk)
    fresh = application(mine.actor, mine.reference)
    if request.headers.get("HX-Request"):
        return _section(request, fresh, row.material, "")
    return see_other(f"{case_url('materials' if fresh.open else 'correct', fresh)}#up-{row.material}")


@reads
@of_case
def file(request: HttpRequest, mine: Application, file: int) -> HttpResponseBase:
    """One file as it was handed in, or a small picture of its first page."""
    row = _own_file(mine, file)
    if "preview" in request.GET:
        return serve_preview(row.file, 1, width=THUMB_WIDTH)
    look(mine.actor, mine.case, [row.material], LOOK_REASON, person_ids=[mine.actor.person_id])
    return serve(row.file, inline=True)


def _own_file(mine: Application, key: int, *, gone_too: bool = False) -> CaseMaterial:
    """A file of this case that the reader may see, or one that they took back. Raises NotFound."""
    for row in mine.materials:
        if row.pk == key:
            return row
    gone = CaseMaterial.objects.filter(case=mine.case, pk=key, added_by=mine.actor.actor_id)
    found = gone.select_related("file").first() if gone_too else None
    if found is None:
        raise NotFound()
    return found

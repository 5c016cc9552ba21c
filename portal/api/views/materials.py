"""Files for a case."""

from collections.abc import Mapping
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from accounts.actor import Actor
from cases.actions import attach_material
from cases.models import Case, CaseMaterial
from core.idempotency import Answer
from documents.files import store
from documents.models import StoredFile
from portal.api.calls import acting, expected_version
from portal.api.inputs.cases import MaterialInput
from portal.api.parsing import BoundedMultiPartParser
from portal.api.presenting.cases import summary_of
from portal.api.presenting.materials import material_row
from portal.api.shapes.cases import HandedInShape
from portal.api.views.base import ApiView, read


class MaterialsView(ApiView):
    """The files of a case."""

    parser_classes = [BoundedMultiPartParser]

    @extend_schema(
        request={"multipart/form-data": MaterialInput}, responses={201: HandedInShape}, tags=["Cases"]
    )
    @acting(key_required=True)
    def post(self, request: Request, ref: str) -> Answer:
        """Hand in files for a material; PDF, JPEG or PNG, at most 20 MB each.

        The key is claimed first, so that a retry never stores a file twice; contents lie under their
        hash and stay harmlessly on disk should the act refuse them.
        """
        case = self.case(ref)
        data = read(MaterialInput, form_of(request.data))
        rows = attach_material(
            case,
            by=self.actor,
            material=data["material"],
            files=kept(data["file"], by=self.actor),
            expect=expected_version(request),
        )
        return Answer(201, answered(case, rows))


def form_of(data: Any) -> Mapping[str, Any]:
    """The form's fields; `file` may come several times, everything else counts once."""
    if not hasattr(data, "getlist"):
        return dict(data)
    return {name: data.getlist(name) if name == "file" else data.get(name) for name in data}


def kept(uploads: list[Any], *, by: Actor) -> list[StoredFile]:
    """The uploads, checked and stored. Raises FileRefused for the first that can't be taken."""
    return [store(upload, by=by) for upload in uploads]


def answered(case: Case, rows: list[CaseMaterial]) -> dict[str, Any]:
    """The first file at the top, all of them, and the case's version."""
    files = [material_row(row) for row in rows]
    return {**files[0], "files": files, "version": summary_of(case.pk)["version"]}

"""The files of one task, for the department that decides it."""

from django.http import FileResponse
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.request import Request

from approvals.models import Task
from cases.models import CaseMaterial
from cases.policies import ACCEPTING_ROLES, DEPARTMENT_ROLES
from cases.selectors import materials_of, parties_of
from core.errors import NotAllowed, NotFound
from documents.serving import serve
from documents.states import Scan
from ledger.access import look
from portal.api.views.base import ApiView

MAY_READ = DEPARTMENT_ROLES | ACCEPTING_ROLES

LOOK_REASON = "A file was read to decide the matter"


class TaskFileView(ApiView):
    """One file of the department's own slice of a case."""

    @extend_schema(
        responses={200: OpenApiResponse(OpenApiTypes.BINARY, description="The file as it was handed in.")},
        tags=["Tasks"],
    )
    def get(self, request: Request, ref: str, file_id: str) -> FileResponse:
        """Read a file that the task's matter asks for; its address is in the message that was pushed."""
        task = self.task(str(ref))
        if self.actor.role not in MAY_READ:
            raise NotAllowed(_("Files are read by those who decide or accept the matter."))
        row = next((row for row in own_files(task) if str(row.file.public_id) == str(file_id)), None)
        if row is None:
            raise NotFound
        people = [party.person_id for party in parties_of(task.case) if party.person_id]
        look(
            self.actor,
            task.case,
            [row.material],
            LOOK_REASON,
            person_ids=people,
        )
        return serve(row.file)


def own_files(task: Task) -> list[CaseMaterial]:
    """The files that the task's matter asks for, those that the safety check held back left out."""
    planned = next(entry for entry in task.round.plan["tasks"] if entry["matter"] == task.matter)
    wanted = {line["material"] for line in planned["materials"]}
    return [
        row for row in materials_of(task.case) if row.material in wanted and row.file.scan != Scan.INFECTED
    ]

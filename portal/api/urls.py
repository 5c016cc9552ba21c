"""The addresses of /api/v1/. `{id}` of a case is its UUID or its number."""

from django.urls import path, register_converter

from portal.api.views import cases, catalogue, files, intake, materials, outcome, parties, tasks, tokens
from portal.api.views.documentation import SchemaView


class Reference:
    """A UUID, a number or a code: nothing that could mean anything to a database."""

    regex = r"[0-9A-Za-z][0-9A-Za-z.\-_]{0,119}"

    def to_python(self, value: str) -> str:
        """As it came."""
        return value

    def to_url(self, value: object) -> str:
        """As text."""
        return str(value)


register_converter(Reference, "ref")

app_name = "api"
urlpatterns = [
    path("schema/", SchemaView.as_view(), name="schema"),
    path("token/", tokens.TokenView.as_view(), name="token"),
    path("matters/", catalogue.MattersView.as_view(), name="matters"),
    path("matters/<ref:code>/", catalogue.MatterView.as_view(), name="matter"),
    path("matters/<ref:code>/compose/", catalogue.MatterComposeView.as_view(), name="matter-compose"),
    path("one-things/", catalogue.OneThingsView.as_view(), name="one-things"),
    path("one-things/<ref:code>/", catalogue.OneThingView.as_view(), name="one-thing"),
    path("one-things/<ref:code>/compose/", catalogue.OneThingComposeView.as_view(), name="one-thing-compose"),
    path("calendar/due/", catalogue.DueView.as_view(), name="due"),
    path("certificates/<ref:identifier>/verify/", catalogue.VerifyView.as_view(), name="verify"),
    path("cases/", cases.CasesView.as_view(), name="cases"),
    path("cases/<ref:ref>/", cases.CaseView.as_view(), name="case"),
    path("cases/<ref:ref>/parties/", parties.PartiesView.as_view(), name="parties"),
    path("cases/<ref:ref>/parties/<ref:party_id>/confirm/", parties.ConfirmView.as_view(), name="confirm"),
    path("cases/<ref:ref>/materials/", materials.MaterialsView.as_view(), name="materials"),
    path("cases/<ref:ref>/pre-review/", cases.PreReviewView.as_view(), name="pre-review"),
    path("cases/<ref:ref>/submit/", cases.SubmitView.as_view(), name="submit"),
    path("cases/<ref:ref>/accept/", intake.AcceptView.as_view(), name="accept"),
    path(
        "cases/<ref:ref>/request-correction/",
        intake.RequestCorrectionView.as_view(),
        name="request-correction",
    ),
    path("cases/<ref:ref>/refuse/", intake.RefuseView.as_view(), name="refuse"),
    path("cases/<ref:ref>/supplement/", intake.SupplementView.as_view(), name="supplement"),
    path("cases/<ref:ref>/withdraw/", intake.WithdrawView.as_view(), name="withdraw"),
    path("cases/<ref:ref>/timeline/", outcome.TimelineView.as_view(), name="timeline"),
    path("cases/<ref:ref>/proof/", outcome.ProofView.as_view(), name="proof"),
    path("cases/<ref:ref>/hand-over/", outcome.HandOverView.as_view(), name="hand-over"),
    path("cases/<ref:ref>/ratings/", outcome.RatingsView.as_view(), name="ratings"),
    path("tasks/", tasks.TasksView.as_view(), name="tasks"),
    path("tasks/<uuid:ref>/", tasks.TaskView.as_view(), name="task"),
    path("tasks/<uuid:ref>/files/<uuid:file_id>/", files.TaskFileView.as_view(), name="task-file"),
    path("tasks/<uuid:ref>/claim/", tasks.ClaimView.as_view(), name="claim"),
    path("tasks/<uuid:ref>/release/", tasks.ReleaseView.as_view(), name="release"),
    path("tasks/<uuid:ref>/reassign/", tasks.ReassignView.as_view(), name="reassign"),
    path("tasks/<uuid:ref>/decide/", tasks.DecideView.as_view(), name="decide"),
    path("tasks/<uuid:ref>/ask/", tasks.AskView.as_view(), name="ask"),
    path("tasks/<uuid:ref>/suspend/", tasks.SuspendView.as_view(), name="suspend"),
    path("tasks/<uuid:ref>/resume/", tasks.ResumeView.as_view(), name="resume"),
]

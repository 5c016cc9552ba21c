"""The hall's addresses."""

from django.urls import path

from windows.views import fees, intake, lists, messages, shelf, walk_in

app_name = "windows"
CASE = "cases/<str:reference>/"

urlpatterns = [
    path("", lists.intake, name="intake"),
    path("cases/", lists.cases, name="cases"),
    path("new/", walk_in.choose, name="console"),
    path("new/<str:code>/", walk_in.begin, name="begin"),
    path(CASE, intake.case, name="case"),
    path(f"{CASE}reveal/", intake.reveal, name="reveal"),
    path(f"{CASE}accept/", intake.accept, name="accept"),
    path(f"{CASE}correct/", intake.correct, name="correct"),
    path(f"{CASE}refuse/", intake.refuse, name="refuse"),
    path(f"{CASE}advise/", intake.advise, name="advise"),
    path(f"{CASE}fees/", fees.fees, name="fees"),
    path(f"{CASE}messages/", messages.write, name="message"),
    path(f"{CASE}fill/", walk_in.fill, name="fill"),
    path(f"{CASE}submit/", walk_in.submit, name="submit"),
    path(f"{CASE}upload/", walk_in.upload, name="upload"),
    path(f"{CASE}seat/", walk_in.seat, name="seat"),
    path(f"{CASE}confirm/", walk_in.confirm, name="confirm"),
    path(f"{CASE}papers/", intake.papers, name="papers"),
    path(f"{CASE}papers/<uuid:public_id>/", intake.paper, name="paper"),
    path(f"{CASE}files/<int:file_id>/", intake.download, name="file"),
    path(f"{CASE}files/<int:file_id>/<int:page>/", intake.preview, name="preview"),
    path("exit/", shelf.shelf, name="exit"),
    path("exit/<str:reference>/", shelf.hand_over, name="hand-over"),
]

"""The addresses of the reviewers' desk, and of files and papers for all staff."""

from django.urls import path

from approvals.desk.views import acts, asking, files, resting, review, tasks

app_name = "desk"

urlpatterns = [
    path("", tasks.tasks, name="tasks"),
    path("tasks/<uuid:public_id>/", review.review, name="review"),
    path("tasks/<uuid:public_id>/reveal/", review.reveal, name="reveal"),
    path("tasks/<uuid:public_id>/claim/", acts.claim, name="claim"),
    path("tasks/<uuid:public_id>/release/", acts.release, name="release"),
    path("tasks/<uuid:public_id>/resume/", acts.resume, name="resume"),
    path("tasks/<uuid:public_id>/ask/", asking.ask, name="ask"),
    path("tasks/<uuid:public_id>/suspend/", resting.suspend, name="suspend"),
    path("cases/<slug:reference>/files/<int:file>/pages/<int:page>/", files.preview, name="preview"),
    path("cases/<slug:reference>/files/<int:file>/", files.file, name="file"),
    path("cases/<slug:reference>/papers/<uuid:public_id>/", files.paper, name="paper"),
]
